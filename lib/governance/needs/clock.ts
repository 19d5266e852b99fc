import type { Need } from '../../access/index.ts';
import type { Configuration } from '../configuration.ts';
import { capacityOf } from '../scale/index.ts';
import type { Where } from './where.ts';

/** Functions that only the clock starts: a schedule that is switched off stops the promise that rests on it without a sound. */
export function startsOf(where: Where, { collection, liveProofMinutes }: Configuration['program']): Need[] {
  const { concurrency, retainRuns } = capacityOf(collection);
  const source = 'lib/platform/pipeline/retention-schedule.ts';
  const DAY = 1_440;
  const CLOCK: readonly { name: string; minutes: number; why: string; shares?: number; source?: string }[] = [
    { name: 'retain', minutes: DAY / retainRuns, shares: concurrency.retain, why: 'what is due is destroyed' },
    { name: 'keep', minutes: DAY, why: 'closed days are put together' },
    { name: 'inventory', minutes: DAY, why: 'data without an item in the ledger is found' },
    { name: 'queries', minutes: DAY / 4, why: 'a text that no event brought is saved' },
    { name: 'package', minutes: 60, why: 'workers get the copies that they asked for' },
    { name: 'reads', minutes: DAY, why: 'workers are told who read' },
    {
      name: 'prove',
      minutes: liveProofMinutes,
      why: 'the account is read when no event tells of a change',
      source: 'lib/platform/audit/live-proof.ts',
    },
  ];
  return CLOCK.map(({ name, minutes, why, shares = 1, source: from = source }) => ({
    kind: 'start',
    id: `clock/starts-${name}`,
    starts: where.arn('lambda', `function:${where.of(name)}`),
    everyMinutes: minutes,
    shares,
    why,
    source: from,
  }));
}
