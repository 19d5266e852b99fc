import { type RefusalCode, RefusedError } from '../../lib/activity/refusals.ts';
import { type PausedTime, touched } from '../../lib/governance/participation/pauses.ts';
import { heedsObjection, participationRefusal } from '../../lib/governance/profile/admission.ts';
import type { Profile } from '../../lib/governance/profile/schema.ts';
import type { Item, Ports } from '../../lib/storage/ports.ts';
import { SORT, workerKey } from '../participation.ts';

/** A time in which nothing is recorded, and why. */
export interface Absence extends PausedTime {
  readonly code: RefusalCode;
}

type What = 'pause' | 'exemption' | 'objection' | 'consent';

/** The worker's decisions by kind, each with the interval in which it held. */
type Said = Readonly<Record<What, readonly PausedTime[]>>;

/**
 * When a worker must not be recorded. Absences are judged event by event; a segment is refused as a whole when
 * the worker is exempt or objects now, or was or did when it began.
 * @param began before when nothing of the segment can have happened (ms)
 * @throws RefusedError exemption.active, objection.active, consent.missing
 */
export async function absencesOf(
  participant: string,
  began: number,
  profile: Profile,
  { participation, clock }: Ports,
): Promise<Absence[]> {
  const now = clock.now().getTime();
  const said = await saidBy(participant, now, participation);
  const exempt = (at: number) => touched(said.exemption, { earliest: at, latest: at }) !== undefined;
  if (exempt(now) || exempt(began)) throw new RefusedError('exemption.active');
  const unwilling = participationRefusal(
    profile,
    {
      consented: earliest(said.consent.filter(({ until }) => began < until)),
      objected: earliest(said.objection.filter(({ until }) => began < until)),
    },
    began,
  );
  if (unwilling !== undefined) throw new RefusedError(unwilling);
  const of = (code: RefusalCode, intervals: readonly PausedTime[]) =>
    intervals.map((interval) => ({ ...interval, code }));
  return [
    ...of('pause.active', said.pause),
    ...of('exemption.active', said.exemption),
    ...(heedsObjection(profile) ? of('objection.active', said.objection) : []),
    ...(profile.collect === 'opt_in' ? of('consent.missing', outside(said.consent)) : []),
  ];
}

async function saidBy(participant: string, now: number, participation: Ports['participation']): Promise<Said> {
  const said: Record<What, PausedTime[]> = { pause: [], exemption: [], objection: [], consent: [] };
  for await (const { sk, data } of participation.query(workerKey(participant))) {
    const what = (Object.keys(said) as What[]).find((kind) => sk.startsWith(SORT[kind]));
    const interval = intervalOf(data);
    if (what === undefined || interval === undefined) continue;
    // Decisions are recorded when they begin. If that is in the future, this clock was set back: the decision already holds.
    const from = what === 'consent' ? interval.from : Math.min(interval.from, now);
    said[what].push({ ...interval, from });
  }
  return said;
}

/** `until` is missing or null when there is no end. An exemption that was not granted has no beginning either. */
function intervalOf({ from, until }: Item['data']): PausedTime | undefined {
  if (typeof from !== 'string') return undefined;
  return { from: Date.parse(from), until: typeof until === 'string' ? Date.parse(until) : Number.POSITIVE_INFINITY };
}

const earliest = (intervals: readonly PausedTime[]): number | undefined =>
  intervals.length === 0 ? undefined : Math.min(...intervals.map(({ from }) => from));

/** The time around intervals and between them. */
function outside(intervals: readonly PausedTime[]): PausedTime[] {
  const gaps: PausedTime[] = [];
  let from = Number.NEGATIVE_INFINITY;
  for (const interval of intervals.toSorted((a, b) => a.from - b.from)) {
    if (interval.from > from) gaps.push({ from, until: interval.from });
    from = Math.max(from, interval.until);
  }
  return [...gaps, { from, until: Number.POSITIVE_INFINITY }].filter((gap) => gap.from < gap.until);
}
