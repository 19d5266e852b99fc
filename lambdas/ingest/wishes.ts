import { RefusedError } from '../../lib/activity/refusals.ts';
import { covers, type Interval } from '../../lib/governance/participation/pauses.ts';
import type { Participation } from '../../lib/governance/profile/admission.ts';
import type { Item, Ports } from '../../lib/storage/ports.ts';
import { SORT, workerKey } from '../participation.ts';

/** What a worker has asked for. */
export interface Wishes {
  /** When nothing of theirs is to be recorded. */
  readonly absences: readonly Interval[];
  readonly participation: Participation;
}

/** Items that say since when a worker agrees or objects; taken back when `until` has been set. */
const SAID: readonly (readonly [prefix: string, keyof Participation])[] = [
  [SORT.consent, 'consented'],
  [SORT.objection, 'objected'],
];

/**
 * What a worker has asked for, as it bears on a segment that begins at `t0` (ms). An exemption that holds now, or held
 * when the segment began, refuses all of it.
 * @throws RefusedError exemption.active
 */
export async function wishesOf(participant: string, t0: number, { participation, clock }: Ports): Promise<Wishes> {
  const now = clock.now().getTime();
  const absences: Interval[] = [];
  const said: { -readonly [K in keyof Participation]: Participation[K] } = {};
  for await (const { sk, data } of participation.query(workerKey(participant))) {
    const interval = intervalOf(data);
    if (interval === undefined) continue;
    if (sk.startsWith(SORT.pause)) absences.push(interval);
    if (sk.startsWith(SORT.exemption)) {
      if (covers([interval], now) || covers([interval], t0)) throw new RefusedError('exemption.active');
      absences.push(interval);
    }
    const name = SAID.find(([prefix]) => sk.startsWith(prefix))?.[1];
    if (name !== undefined && t0 < interval.until)
      said[name] = Math.min(interval.from, said[name] ?? Number.POSITIVE_INFINITY);
  }
  return { absences, participation: said };
}

/** `until` is missing or null where there is no end; an exemption that nobody granted has no beginning either. */
function intervalOf({ from, until }: Item['data']): Interval | undefined {
  if (typeof from !== 'string') return undefined;
  return { from: Date.parse(from), until: typeof until === 'string' ? Date.parse(until) : Number.POSITIVE_INFINITY };
}
