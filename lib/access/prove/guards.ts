import { FAMILIES, type Family } from '../claims/families.ts';
import { controlsMatchSensitivity } from '../claims/sensitivity.ts';
import type { Declaration } from '../inquiry/declaration.ts';
import { openInquiry } from '../inquiry/inquiry.ts';
import { shareAnswers } from '../inquiry/nobody-can.ts';
import { type Claim, type Guard, sourceOf } from '../inquiry/proof.ts';
import type { App } from '../model/app.ts';
import type { Policy, Statement } from '../policy/document.ts';
import { policiesOf, type Removal, removalsFrom, SETTINGS } from './removals.ts';

/** What taking away each statement, condition and setting on its own does to the claims. */
export interface Guarding {
  /** By claim id. */
  readonly guards: ReadonlyMap<string, readonly Guard[]>;
  /** Denials and conditions without which every claim still holds. */
  readonly idle: readonly string[];
}

/** What one kind of claim says of one class, and the statements on which its answers rest. */
interface Part {
  readonly family: Family;
  readonly name: string;
  readonly rests: ReadonlySet<Statement>;
}

/**
 * Takes away each Deny and each condition of an Allow, and decides again the claims that rest on it: an answer whose
 * search never used a statement is the same without it. Event rules, filters and lifecycle rules are tried on the
 * claims that read them.
 */
export function findGuards(app: App, declaration: Declaration, claims: readonly Claim[]): Guarding {
  const proved = new Set(claims.filter((claim) => claim.verdict === 'proved').map((claim) => claim.id));
  const guards = new Map<string, Guard[]>();
  const names = [...declaration.classes, ...(declaration.keyPurposes ?? [])].map(({ name }) => name);
  const parts = names.flatMap((name) =>
    FAMILIES.flatMap(({ decide: family }): Part[] => {
      const { claims: decided, rests } = restsOf(app, declaration, family, name);
      // Nothing falls of what was not asked, or is not proved.
      return decided.some(({ id }) => proved.has(id)) ? [{ family, name, rests }] : [];
    }),
  );
  /** Whether anything falls. */
  const tryWithout = (removal: Removal, touched: readonly Part[]): boolean => {
    if (touched.length === 0) return false;
    const less = removal.app();
    shareAnswers(less, app);
    const inquiry = openInquiry(less, declaration);
    const fallen = touched
      .flatMap(({ family, name }) =>
        family({
          ...inquiry,
          asked: inquiry.classes.filter((dataClass) => dataClass.name === name),
          purposes: inquiry.purposes.filter((purpose) => purpose.name === name),
        }),
      )
      .filter((claim) => claim.verdict !== 'proved' && proved.has(claim.id));
    // A claim about all classes is decided for each of them.
    for (const claim of new Map(fallen.map((fallenClaim) => [fallenClaim.id, fallenClaim])).values())
      guards.set(claim.id, [...(guards.get(claim.id) ?? []), guardOf(removal, claim)]);
    return fallen.length > 0;
  };
  const trusts = new Set(app.roles.map((role) => role.trust));
  const idle = [...policiesOf(app)].flatMap((policy) =>
    removableOf(policy).flatMap((statement) => {
      const touched = parts.filter(
        // What a session must say of itself is read from trust policies, without a search.
        ({ rests, family }) => rests.has(statement) || (family === controlsMatchSensitivity && trusts.has(policy)),
      );
      return [...removalsFrom(app, policy, statement)]
        .filter((removal) => !tryWithout(removal, touched))
        .map((removal) => removal.name);
    }),
  );
  for (const { families, of } of SETTINGS) {
    const touched = parts.filter((part) => families.includes(part.family));
    for (const removal of of(app)) tryWithout(removal, touched);
  }
  return { guards, idle };
}

const removableOf = (policy: Policy): Statement[] =>
  policy.statements.filter(({ effect, conditions }) => effect === 'Deny' || conditions.length > 0);

/** The claims of one kind about one class, and the statements on which their answers rest. */
function restsOf(
  app: App,
  declaration: Declaration,
  family: Family,
  only: string,
): { readonly claims: readonly Claim[]; readonly rests: ReadonlySet<Statement> } {
  const rests = new Set<Statement>();
  const claims = family(
    openInquiry(app, declaration, {
      only,
      onAnswer: (_questions, _except, answer) => {
        if (answer.verdict === 'impossible') for (const { statement } of answer.rests) rests.add(statement);
      },
    }),
  );
  return { claims, rests };
}

const guardOf = ({ name, origin, text }: Removal, claim: Claim): Guard => ({
  statement: name,
  construct: origin?.constructPath ?? '',
  source: origin ? sourceOf(origin) : '',
  text,
  without: claim.verdict,
  ...(claim.witness ? { witness: claim.witness } : {}),
});
