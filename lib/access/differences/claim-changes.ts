import type { Claim, Proof } from '../inquiry/proof.ts';
import type { ClaimChange } from './change.ts';

/** Of a claim that one of the versions does not make. */
export const NOT_MADE = 'not made';

/** Claims that hold in one version and not in the other, or are made in one only. */
export function claimChanges(older: Proof, newer: Proof): ClaimChange[] {
  const [old, fresh] = underOneName(byId(older), byId(newer));
  const changes: ClaimChange[] = [];
  for (const id of new Set([...old.keys(), ...fresh.keys()])) {
    const [was, is] = [old.get(id), fresh.get(id)];
    const before = was?.verdict ?? NOT_MADE;
    const after = is?.verdict ?? NOT_MADE;
    if (before === after) continue;
    const { class: of, text } = (is ?? was) as Claim;
    const fallen = after !== 'proved';
    const severity = after === NOT_MADE ? 'medium' : fallen ? 'critical' : 'low';
    const source = is?.verdict === 'proved' ? undefined : is?.witness?.path.at(-1)?.source;
    changes.push({
      ...{ id, class: of, before, after, severity, text: whyNot(is) ?? text },
      ...(source ? { source } : {}),
    });
  }
  return changes;
}

/** Why a claim does not hold now: its own sentence, or the last step of the way in that was found. */
function whyNot(claim: Claim | undefined): string | undefined {
  if (claim === undefined || claim.verdict === 'proved') return undefined;
  const last = claim.witness?.path.at(-1);
  if (last === undefined || claim.because !== undefined) return claim.because;
  const { principal } = claim.witness ?? {};
  // Data that merely stays too long has no principal that does anything, and a call that must work has one that cannot.
  if (principal === 'time') return `${last.resource}: ${last.statement}`;
  return claim.id.startsWith('works/')
    ? `${principal} cannot ${last.action} on ${last.resource}: ${last.statement}`
    : `${principal} can ${last.action} on ${last.resource}, by ${last.statement}`;
}

/**
 * An id ends with the logical id of what a claim is about. A resource under another logical id makes the same claim under another
 * id: claims that only one version makes, of one kind and with the same words but for that name, are one.
 */
function underOneName(old: Claims, fresh: Claims): [Claims, Claims] {
  const come = Map.groupBy(
    [...fresh.values()].filter(({ id }) => !old.has(id)),
    wordsOf,
  );
  const renamed = new Map(
    [...old.values()]
      .filter(({ id }) => !fresh.has(id))
      .flatMap((claim) => {
        const same = come.get(wordsOf(claim))?.shift();
        return same === undefined ? [] : [[claim.id, same.id] as const];
      }),
  );
  return [new Map([...old].map(([id, claim]) => [renamed.get(id) ?? id, claim])), fresh];
}

function wordsOf({ id, class: of, text }: Claim): string {
  const parts = id.split('/');
  const name = parts.at(-1) ?? '';
  return JSON.stringify([parts.slice(0, -1), of, name === '' ? text : text.replaceAll(name, '')]);
}

type Claims = ReadonlyMap<string, Claim>;

const byId = ({ claims }: Proof): Claims => new Map(claims.map((claim) => [claim.id, claim]));
