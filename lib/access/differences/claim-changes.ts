import type { Claim, Proof } from '../inquiry/proof.ts';
import type { ClaimChange } from './change.ts';

/** Of a claim that one of the versions does not make. */
export const NOT_MADE = 'not made';

/** Claims that hold in one version and not in the other, or are made in one only. */
export function claimChanges(older: Proof, newer: Proof): ClaimChange[] {
  const [old, fresh] = [byId(older), byId(newer)];
  const changes: ClaimChange[] = [];
  for (const id of new Set([...old.keys(), ...fresh.keys()])) {
    const [was, is] = [old.get(id), fresh.get(id)];
    const before = was?.verdict ?? NOT_MADE;
    const after = is?.verdict ?? NOT_MADE;
    if (before === after) continue;
    const { class: of, text } = (is ?? was) as Claim;
    const fallen = after !== 'proved';
    const severity = after === NOT_MADE ? 'medium' : fallen ? 'critical' : 'low';
    changes.push({ id, class: of, before, after, severity, text: is?.because ?? text });
  }
  return changes;
}

const byId = ({ claims }: Proof): ReadonlyMap<string, Claim> => new Map(claims.map((claim) => [claim.id, claim]));
