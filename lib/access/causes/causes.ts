import { hasCode } from '../../activity/errors.ts';
import { type ClaimFamily, familyOf } from '../inquiry/claim-kinds.ts';
import type { Declaration } from '../inquiry/declaration.ts';
import { type FoundClass, type Inquiry, openInquiry } from '../inquiry/inquiry.ts';
import { type Claim, type Proof, sourceOf, type Verdict, type WitnessStep, worst } from '../inquiry/proof.ts';
import type { Resource } from '../model/app.ts';
import { type App, NOWHERE } from '../model/index.ts';
import type { Statement } from '../policy/document.ts';
import { inWords, isAbsence, type Statements, statementsOf } from '../prove/finding-id.ts';
import { adviceFor } from './advice.ts';
import { CLAIMS_FILE, type DeclaredIn } from './case.ts';
import type { Cause, CauseKind } from './cause.ts';
import { letsThrough } from './lets.ts';
import { ruleOf } from './listening.ts';
import { trailOff } from './trail-off.ts';

/** The one kind of cause that claims of a family fall for, whatever their witness goes by; else the witness tells the kind. */
const BY_FAMILY: Readonly<Record<ClaimFamily, CauseKind | 'by its witness'>> = {
  'two-locks': 'by its witness',
  'no-escalation': 'by its witness',
  'no-side-doors': 'by its witness',
  works: 'need',
  'no-silent-administrator': 'unheard',
  'it-dies': 'lifetime',
  'columns-and-rows': 'grant',
  'controls-match-sensitivity': 'control',
  'people-management': 'people',
  proportionate: 'unused',
};

/** What may be behind a claim: one step of its witness, or that nothing is known. */
interface Suspect {
  readonly claim: Claim;
  readonly kind: CauseKind;
  readonly step?: WitnessStep;
  readonly key: string;
}

/**
 * Why claims are not proved, each cause once with all claims that fall by it. Of the steps that a claim's witness takes, each is needed:
 * so the step that most claims share comes first. An act of an approved reader is a cause only where there is no other.
 */
export function causesOf(
  app: App,
  declaration: Declaration,
  { claims }: Pick<Proof, 'claims'>,
  declaredIn: DeclaredIn = CLAIMS_FILE,
): Cause[] {
  const { classes, deployers } = namedIn(app, declaration);
  const statements = statementsOf(app);
  const approved = new Set([...classes.flatMap(({ exempt }) => exempt), ...deployers].map(inWords));
  let open = claims.filter(({ verdict, accepted }) => verdict !== 'proved' && !accepted);
  const off = trailOff(app) !== undefined;
  const suspects = new Map(open.map((claim) => [claim, suspectsOf(statements, approved, claim, off)]));
  const causes: Cause[] = [];
  while (open.length > 0) {
    const first = mostShared(open.flatMap((claim) => suspects.get(claim) ?? []));
    const fallen = open.filter((claim) => suspects.get(claim)?.some(({ key }) => key === first.key));
    causes.push(causeOf({ app, statements, classes, declaredIn }, first, fallen, suspects));
    open = open.filter((claim) => !fallen.includes(claim));
  }
  return causes.sort((a, b) => Number(b.verdict === 'refuted') - Number(a.verdict === 'refuted'));
}

/** Of an account that lacks what is declared, nothing. */
function namedIn(app: App, declaration: Declaration): Pick<Inquiry, 'classes' | 'deployers'> {
  try {
    return openInquiry(app, declaration);
  } catch (error) {
    if (!hasCode(error, 'ACCESS_DECLARATION')) throw error;
    return { classes: [], deployers: [] };
  }
}

/** The first of those that most claims have. */
function mostShared(suspects: readonly Suspect[]): Suspect {
  const count = new Map<string, Set<Claim>>();
  for (const { key, claim } of suspects) count.set(key, (count.get(key) ?? new Set()).add(claim));
  return suspects.reduce((best, suspect) =>
    (count.get(suspect.key)?.size ?? 0) > (count.get(best.key)?.size ?? 0) ? suspect : best,
  );
}

function suspectsOf(statements: Statements, approved: ReadonlySet<string>, claim: Claim, off: boolean): Suspect[] {
  const path = claim.witness?.path ?? [];
  if (path.length === 0) return [{ claim, kind: 'unknown', key: `unknown ${claim.because}` }];
  const principalOf = (step: WitnessStep) => step.principal ?? claim.witness?.principal ?? '';
  const foreign = path
    .filter((step) => isSetting(statements, step) || !approved.has(principalOf(step)))
    // Passing a role is no call, of which a rule could hear: what makes a service take it is.
    .filter(({ action }) => familyOf(claim.id) !== 'no-silent-administrator' || action !== 'iam:PassRole');
  return (foreign.length > 0 ? foreign : path).map((step) => {
    const said = kindOf(statements, claim, step);
    const kind = said === 'unheard' && off ? 'trail off' : said;
    return { claim, kind, step, key: keyOf(kind, step, principalOf(step)) };
  });
}

/**
 * An unheard call is the same wherever it leads, a setting whichever claim speaks of it, a missing lock whichever request shows it, and
 * a grant whatever its principal lacks.
 */
const keyOf = (kind: CauseKind, { action, statement, source }: WitnessStep, principal: string): string => {
  switch (kind) {
    case 'unheard':
      return `${kind} ${action}`;
    case 'trail off':
      return kind;
    case 'open lock':
      return `${kind} ${source}`;
    // A resource may have several settings, and each of them must be closed.
    case 'setting':
      return `${kind} ${statement} ${source}`;
    case 'grant':
    case 'control':
    case 'people':
      return `granted ${principal}`;
    default:
      return `${kind} ${statement} ${source}`;
  }
};

const isSetting = (statements: Statements, step: WitnessStep): boolean =>
  statements.of(step).length === 0 && !isAbsence(step);

function kindOf(statements: Statements, { id, witness }: Claim, step: WitnessStep): CauseKind {
  const family = familyOf(id);
  const kind = family === undefined ? 'by its witness' : BY_FAMILY[family];
  if (kind === 'grant' && !/^grant /.test(step.statement)) return 'lake setting';
  if (kind !== 'by its witness') return kind;
  if (isAbsence(step)) return 'open lock';
  const [standing] = statements.of(step);
  if (!standing) return witness?.principal === 'time' || step.action === 'keeps' ? 'lifetime' : 'setting';
  if (!standing.statement.principal) return 'right';
  return /^sts:/.test(step.action) ? 'trust' : 'let in';
}

/** Causes that are a missing ear, so that no condition let a request through. */
const SILENT: ReadonlySet<CauseKind> = new Set(['unheard', 'trail off']);

/** What is said before the reason of a claim. */
const EXAMPLES: Readonly<Partial<Record<CauseKind, (action: string, because: string) => string>>> = {
  unheard: (action, because) => `nobody hears of ${action}, which no event rule matches: ${because}`,
  'trail off': (action, because) => `no trail is on, so that nobody hears of any call, such as ${action}: ${because}`,
};

interface Known {
  readonly app: App;
  readonly statements: Statements;
  readonly classes: readonly FoundClass[];
  readonly declaredIn: DeclaredIn;
}

function causeOf(
  { app, statements, classes, declaredIn }: Known,
  { claim, kind, step, key }: Suspect,
  fallen: readonly Claim[],
  suspects: ReadonlyMap<Claim, readonly Suspect[]>,
): Cause {
  const same = fallen
    .flatMap((fallenClaim) => suspects.get(fallenClaim) ?? [])
    .filter((suspect) => suspect.key === key);
  const verdict: Verdict = worst(fallen.map((fallenClaim) => fallenClaim.verdict));
  const doubts = verdict === 'undecided' ? doubtsOf(statements, claim) : [];
  const principal = step?.principal ?? claim.witness?.principal ?? '';
  const steps = same.flatMap((suspect) => suspect.step ?? []);
  const behind = step ? statements.of(step).map(({ statement }) => statement) : [];
  const kinds = [...new Set(same.map((suspect) => suspect.kind))];
  const touched = classes.filter(({ name }) => fallen.some((fallenClaim) => fallenClaim.class === name));
  const readers = [...new Set(touched.flatMap(({ exempt }) => exempt))];
  const because = claim.because ?? 'it is not known why';
  const letsOf = ({ claim: { witness }, step: by }: Suspect) =>
    by && witness && !SILENT.has(kind) ? letsThrough(app, by, witness) : [];
  const lets = letsOf({ claim, kind, ...(step && { step }), key });
  const example = (EXAMPLES[kind] ?? ((_, told) => told))(step?.action ?? 'it', because);
  return {
    kind,
    verdict,
    example,
    ...(step && { statement: shownOf(kind, step), ...mendedAt(app, kind, step) }),
    ...(lets.length > 0 && { lets: lets.map(({ says }) => says).join('; ') }),
    // What the example says is not said again.
    unknown: doubts.filter((doubt) => doubt !== example),
    advice: adviceFor({
      ...{ app, readers, kinds, verdict, step, steps, principal, fallen, declaredIn },
      lets: same.flatMap(letsOf),
      unknown: doubts,
      classes: touched,
      behind,
      ...namedBy(behind),
    }),
    invented: inventedIn(app, [example, principal, ...steps.map(({ resource }) => resource)].join(' ')),
    claims: [claim, ...fallen.filter((fallenClaim) => fallenClaim !== claim)].map(({ id }) => id),
  };
}

/** Where the mending goes: at the rule that does not hear, at the trail that is off, and at the store itself where it has no policy. */
function mendedAt(app: App, kind: CauseKind, step: WitnessStep): Pick<Cause, 'construct' | 'source'> {
  const own = { construct: step.construct, source: step.source };
  if (!SILENT.has(kind) && step.source !== '') return own;
  const there = placeOf(app, kind, step);
  return there ? { construct: there.constructPath, source: sourceOf(there) } : own;
}

function placeOf(app: App, kind: CauseKind, step: WitnessStep): Resource | undefined {
  if (kind === 'trail off') return trailOff(app);
  return kind === 'unheard' ? ruleOf(app, step.action) : storeOf(app, step);
}

const storeOf = (app: App, { resource }: WitnessStep): App['resources'][number] | undefined =>
  app.resources.find(({ arn }) => arn !== undefined && `${resource}/`.startsWith(`${arn}/`));

/** The resources that statements name, and whether they let in a whole account. */
function namedBy(behind: readonly Statement[]): { patterns: string[]; ofAccount: boolean } {
  const patterns = behind.flatMap(({ resource }) => (resource?.negated === false ? resource.items.map(inWords) : []));
  const ofAccount = behind.some(({ principal }) => principal?.items.some(({ value }) => /^\d{12}$|:root$/.test(value)));
  return { patterns, ofAccount };
}

/** What is shown of a lock or an event that is missing: that it is. Of others, the statement or setting itself. */
const SHOWN: Readonly<Partial<Record<CauseKind, string>>> = {
  'open lock': 'no Deny of the policy stops it',
  unheard: 'its pattern does not have the event',
  'trail off': 'IsLogging is not true',
};
const shownOf = (kind: CauseKind, { statement }: WitnessStep): string => SHOWN[kind] ?? statement;

/** What was not known of the statements that a witness goes by. */
const doubtsOf = (statements: Statements, { witness, because = '' }: Claim): string[] => {
  const said = (witness?.path ?? []).flatMap((step) =>
    statements
      .of(step)
      .flatMap(({ statement }) => [
        ...statement.problems,
        ...statement.conditions.flatMap(({ operator, name }) =>
          operator ? [] : [`condition operator ${name} is not known`],
        ),
      ]),
  );
  return said.length > 0
    ? [...new Set(said.map(inWords))]
    : [because.replace(/^.*may be able to [^:]*(?:: |$)/, '') || because];
};

/** Names in an example that stand for others, because the templates do not say them. */
function inventedIn({ place, roles, users }: App, text: string): string[] {
  const known = [...roles, ...users].some(({ arn }) => /\/x+$/.test(arn));
  return [
    ...(place.accountId === NOWHERE.accountId && text.includes(NOWHERE.accountId)
      ? [`account ${NOWHERE.accountId} stands for the account of the deployment`]
      : []),
    ...(place.region === NOWHERE.region && /[:-]region\b/.test(text)
      ? [`"${NOWHERE.region}" stands for the region of the deployment`]
      : []),
    ...(!known && /:(role|user|federated-user)\/x*(?![\w+=,.@-])/.test(text)
      ? ['role/x stands for anybody whose policies allow it, user/x likewise']
      : []),
    ...(/\/x(?![\w.-])/.test(text.replace(/:(role|user|federated-user)\/x+/g, ''))
      ? ['…/x stands for any object']
      : []),
    ...(/\b9{9}\d{3}\b/.test(text) ? ['account 999999999999 stands for any other account'] : []),
  ];
}
