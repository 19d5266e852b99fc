import { StrongroomError } from '../../activity/errors.ts';
import { FAMILIES } from '../claims/families.ts';
import type { Acceptance, Declaration } from '../inquiry/declaration.ts';
import { type ClosedRequest, openInquiry } from '../inquiry/inquiry.ts';
import type { AcceptanceState, Claim } from '../inquiry/proof.ts';
import type { App } from '../model/app.ts';
import type { Statement } from '../policy/document.ts';
import { clouded } from '../understood/not-understood.ts';
import { findingId, placeOf, type Statements, statementsOf } from './finding-id.ts';
import { withoutStatements } from './removals.ts';

/** How often the claims of an accepted finding are decided again to look for another cause. */
const MOST_TRIES = 60;

/** Claims that fail, each with the name of its finding. */
export const withFindings = (app: App, claims: readonly Claim[]): Claim[] => {
  const statements = statementsOf(app);
  return claims.map((claim) =>
    claim.verdict === 'proved' ? claim : { ...claim, finding: findingId(app, statements, claim) },
  );
};

/**
 * The claims with what was accepted of them. A claim whose only causes are accepted says so and counts no more; one that has
 * another cause fails by that one.
 * @param today the day that expiries are compared with, in ISO 8601
 */
export function withAcceptances(
  app: App,
  declaration: Declaration,
  claims: readonly Claim[],
  today: string,
): { readonly claims: readonly Claim[]; readonly acceptances: readonly AcceptanceState[] } {
  const given = declaration.accepted ?? [];
  if (given.length === 0) return { claims, acceptances: [] };
  for (const { id, expires } of given) if (!isDay(expires)) throw noDay(id, expires);
  const inForce = given.filter(({ expires }) => expires >= today);
  const seen = new Map<string, Set<string>>();
  const judged = claims.map((claim) => {
    const about = inForce.filter(({ id }) => claimOf(id) === claim.id);
    if (claim.verdict === 'proved' || about.length === 0) return claim;
    const search = new Search(app, declaration, claim.id, about);
    const other = search.otherThan(claim);
    seen.set(claim.id, search.found);
    const [first] = about.filter((acceptance) => search.accepts(acceptance, claim));
    if (other) return other;
    const lone = search.loneOf(claim);
    if (lone) return lone;
    return first
      ? { ...claim, accepted: { reason: first.reason, approver: first.approver, expires: first.expires } }
      : claim;
  });
  return { claims: judged, acceptances: given.map((acceptance) => stateOf(acceptance, today, judged, seen)) };
}

/** Whether a text is a day that the calendar has, so that days compare as texts do: `never` would come after each of them. */
function isDay(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return day !== undefined && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

const noDay = (id: string, expires: string): StrongroomError =>
  new StrongroomError(
    'ACCESS_DECLARATION',
    `The acceptance of ${id} expires on ${JSON.stringify(expires)}, which is no day.`,
    'Write the last day on which it counts as 2026-12-31.',
  );

/** The claim of a finding. */
const claimOf = (id: string): string => id.replace(/#[0-9a-f]+$/, '');
/** Whether an acceptance names a cause, and not merely a claim. */
const isPinned = (id: string): boolean => claimOf(id) !== id;

function stateOf(
  { id, expires }: Acceptance,
  today: string,
  claims: readonly Claim[],
  seen: ReadonlyMap<string, ReadonlySet<string>>,
): AcceptanceState {
  if (expires < today) return { id, state: 'expired', says: `it expired on ${expires} and counts no more` };
  const claim = claims.find((candidate) => candidate.id === claimOf(id));
  const findings = [...(seen.get(claimOf(id)) ?? [])];
  if (!claim) return { id, state: 'gone', says: 'no claim of that name was decided: take it out' };
  if (isPinned(id) ? !findings.includes(id) : claim.verdict === 'proved')
    return { id, state: 'gone', says: 'there is no such finding any more: take it out' };
  if (isPinned(id)) return { id, state: 'in force', says: `until ${expires}` };
  return findings.length === 1
    ? { id, state: 'in force', says: `until ${expires}; it names no cause: write ${findings[0]}` }
    : {
        id,
        state: 'refused',
        says: `the claim fails for ${findings.length} causes: name those that are meant, ${findings.join(', ')}`,
      };
}

/** What is taken for closed, to see what is open beside it. */
interface Closed {
  readonly statements: readonly Statement[];
  readonly requests: readonly ClosedRequest[];
  readonly findings: readonly string[];
  /** Principals that are taken to read the data as if they were approved: who can become one of them is another matter. */
  readonly readers: readonly string[];
  /** The findings that led here, all of them accepted. */
  readonly behind: readonly string[];
}

const NOTHING: Closed = { statements: [], requests: [], findings: [], readers: [], behind: [] };

/** Looks for causes of one claim beside those that are accepted. */
class Search {
  /** Every finding that was met. */
  readonly found = new Set<string>();
  readonly #app: App;
  readonly #declaration: Declaration;
  readonly #id: string;
  readonly #pinned: ReadonlySet<string>;
  readonly #unpinned: boolean;
  readonly #statements: Statements;
  readonly #tried = new Set<string>();

  constructor(app: App, declaration: Declaration, id: string, about: readonly Acceptance[]) {
    this.#app = app;
    this.#declaration = declaration;
    this.#id = id;
    this.#pinned = new Set(about.map((acceptance) => acceptance.id).filter(isPinned));
    this.#unpinned = about.some((acceptance) => !isPinned(acceptance.id));
    this.#statements = statementsOf(app);
  }

  accepts({ id }: Acceptance, { finding }: Claim): boolean {
    return isPinned(id) ? id === finding : true;
  }

  /** The claim by a cause that is not accepted; undefined when there is none. */
  otherThan(claim: Claim, closed: Closed = NOTHING): Claim | undefined {
    if (claim.verdict === 'proved') return undefined;
    const finding = claim.finding ?? '';
    this.found.add(finding);
    // An acceptance of a claim without a cause is one of the first cause, and of no other.
    const isAccepted = this.#pinned.has(finding) || (this.#unpinned && this.found.values().next().value === finding);
    if (!isAccepted) return claim;
    if (closed.behind.includes(finding) && !isOfPath(claim)) return undefined;
    for (const more of this.#closuresOf(claim, closed)) {
      const key = JSON.stringify([
        more.statements.map((statement) => statement.raw),
        more.requests,
        more.findings,
        more.readers,
      ]);
      if (this.#tried.has(key)) continue;
      this.#tried.add(key);
      if (this.#tried.size > MOST_TRIES)
        return {
          ...claim,
          verdict: 'undecided',
          because: `more than ${MOST_TRIES} causes would have to be looked through`,
        };
      const other = this.otherThan(this.#decidedWith(more), more);
      if (other) return other;
    }
    return undefined;
  }

  /** The claim again, where an acceptance that names no cause is all that answers for one of several causes. */
  loneOf(claim: Claim): Claim | undefined {
    const named = [...this.found].every((finding) => this.#pinned.has(finding));
    return this.#unpinned && this.found.size > 1 && !named ? claim : undefined;
  }

  /** Each way in which the finding would not be: without one of the statements that it takes, or without itself. */
  #closuresOf({ witness, finding = '' }: Claim, before: Closed): Closed[] {
    const closed = { ...before, behind: [...before.behind, finding] };
    const ways = (witness?.path ?? []).map((step): Closed => {
      const standing = this.#statements.of(step).map(({ statement }) => statement);
      return standing.length > 0
        ? { ...closed, statements: [...closed.statements, ...standing] }
        : {
            ...closed,
            requests: [
              ...closed.requests,
              { action: step.action, resource: step.resource, place: placeOf(this.#app, step.resource) },
            ],
            findings: [...closed.findings, finding],
          };
    });
    if (ways.length === 0) return [{ ...closed, findings: [...closed.findings, finding] }];
    const principal = witness?.principal ?? '';
    const isKnown = [...this.#app.roles, ...this.#app.users].some(({ arn }) => arn === principal);
    return isKnown && this.#id.startsWith('no-escalation/')
      ? [...ways, { ...closed, readers: [...closed.readers, principal] }]
      : ways;
  }

  #decidedWith({ statements, requests, findings, readers }: Closed): Claim {
    const app = withoutStatements(this.#app, new Set(statements));
    const skips = new Set(findings);
    const isSkipped = (finding: Pick<Claim, 'verdict' | 'because' | 'witness'>): boolean =>
      finding.verdict !== 'proved' && skips.has(this.#named({ ...PLAIN, ...finding, id: this.#id }).finding ?? '');
    const inquiry = { ...openInquiry(app, this.#withReaders(readers)), closed: requests, isSkipped };
    const [family = ''] = this.#id.split('/');
    const claims = FAMILIES.filter(({ makes }) => makes.some((name) => name === family)).flatMap(({ decide }) =>
      decide(inquiry).filter(({ id }) => id === this.#id),
    );
    const [claim] = clouded(inquiry, claims);
    // The claim of a path has one path, and would hide the others behind it; any other claim passes over the finding by itself.
    if (!claim || (isSkipped(claim) && !isOfPath(claim))) return { ...PLAIN, id: this.#id };
    return this.#named(claim);
  }

  #withReaders(readers: readonly string[]): Declaration {
    if (readers.length === 0) return this.#declaration;
    const classes = this.#declaration.classes.map((dataClass) => ({
      ...dataClass,
      approvedReaders: [...dataClass.approvedReaders, ...readers],
    }));
    return { ...this.#declaration, classes };
  }

  #named(claim: Claim): Claim {
    return { ...claim, finding: findingId(this.#app, this.#statements, claim) };
  }
}

/** Whether a claim is decided by the shortest path to the data: then a finding is one path of many. */
const isOfPath = ({ id }: Claim): boolean =>
  id.startsWith('no-escalation/') || (id.startsWith('no-silent-administrator/') && id !== UNSILENCED);

const UNSILENCED = 'no-silent-administrator/unsilenced';

const PLAIN: Claim = { id: '', class: '', tier: 'B', text: '', verdict: 'proved', guards: [] };
