import { CLAIM_KINDS, type Claim, familyOf } from '../access/index.ts';

type ClaimLine = Pick<Claim, 'id' | 'class' | 'text'> & { readonly verdict: string };

/** Claims of one kind, for all classes of data. */
export interface ReportedFamily<T extends ClaimLine> {
  readonly says: string;
  readonly classes: readonly string[];
  readonly claims: readonly T[];
  /** Claims that are not proved. */
  readonly open: readonly T[];
}

/** Claims for a person: one line per family, and the failing ones in full. */
export const families = <T extends ClaimLine>(claims: readonly T[]): ReportedFamily<T>[] =>
  [...Map.groupBy(claims, ({ id }) => id.split('/')[0] ?? id)].map(([name, members]) => {
    const family = familyOf(name);
    return {
      says: family === undefined ? name : CLAIM_KINDS[family].line,
      classes: [...new Set(members.map((claim) => claim.class))],
      claims: members,
      open: members.filter(({ verdict }) => verdict !== 'proved'),
    };
  });
