import { CLAIM_KINDS, familyOf } from '../access/index.ts';
import type { Summary } from './summary.ts';

type ClaimLine = Summary['proof']['claims'][number];

/** Claims of one kind, for all classes of data. */
export interface Family {
  readonly says: string;
  readonly classes: readonly string[];
  readonly claims: readonly ClaimLine[];
  /** Claims that are not proved. */
  readonly open: readonly ClaimLine[];
}

/** Claims for a person: one line per family, and the failing ones in full. */
export const families = (claims: readonly ClaimLine[]): Family[] =>
  [...Map.groupBy(claims, ({ id }) => id.split('/')[0] ?? id)].map(([name, members]) => {
    const family = familyOf(name);
    return {
      says: family === undefined ? name : CLAIM_KINDS[family].line,
      classes: [...new Set(members.map((claim) => claim.class))],
      claims: members,
      open: members.filter(({ verdict }) => verdict !== 'proved'),
    };
  });
