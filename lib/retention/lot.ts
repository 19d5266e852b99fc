import type { Due } from './plan/types.ts';

/** Data that is destroyed and recorded together: all that is due of one zone and place by one rule on one day. */
export type Lot = Pick<Due, 'zone' | 'place' | 'deadline' | 'why'>;

/** The place of a lot whose keys name none. */
export const NOWHERE = '-';

/** The name of a lot in the table, the plan and a worker's page. Two rules with one deadline are two lots: one may be left. */
export const nameOf = ({ zone, place, deadline, why }: Lot): string =>
  `${zone}#${deadline}#${place ?? NOWHERE}#${why}#`;
