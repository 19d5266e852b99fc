import { type ExemptionAsked, type Parity, parityOf } from '../../lib/governance/participation/parity.ts';
import { PARTICIPATION_ITEMS, readItem } from '../../lib/ledger/index.ts';
import { PARITY } from '../participation.ts';
import type { Asking } from './asking.ts';

/** No profile may go below it. */
const LEAST_COHORT = 10;

/** `GET /api/parity`: exemptions by job level, the same for every caller, so by the strictest cohort of any profile. */
export async function parity({ ports, settings }: Asking): Promise<Parity> {
  const asked: ExemptionAsked[] = [];
  for await (const item of ports.participation.query(PARITY)) asked.push(readItem(PARTICIPATION_ITEMS.asked, item));
  const cohorts = [...settings.profiles.values()].map(({ min_cohort }) => min_cohort);
  return parityOf(asked, Math.max(LEAST_COHORT, ...cohorts));
}
