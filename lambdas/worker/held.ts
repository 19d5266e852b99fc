import type { Kind } from '../../lib/activity/events.ts';
import type { Sensitivity } from '../../lib/activity/sensitivity.ts';
import { lastOf, nth } from '../../lib/activity/there.ts';
import { KIND_WORDS, SENSITIVITY_WORDS } from '../../lib/governance/participation/words.ts';
import { type HeldDay, PARTICIPATION_ITEMS, REMEMBERED, type Remembered, readItem } from '../../lib/ledger/index.ts';
import { dayOf } from '../../lib/retention/days.ts';
import { deadlineAndRule } from '../../lib/retention/plan/plan.ts';
import type { RetentionRule } from '../../lib/retention/plan/types.ts';
import { type KeptState, standingOf } from '../../lib/retention/standing.ts';
import { heldKey, SORT } from '../participation.ts';
import type { About } from './asking.ts';
import { destroyedOf, type Received, receivedOf } from './received.ts';

/** One kind of thing, from one place. */
export interface KindLine {
  readonly kind: string;
  readonly says: string;
  readonly jurisdiction: string;
  readonly count: number;
}

/** One kind of thing that is held of a worker, from one place. */
export interface HeldLine extends KindLine {
  readonly sensitivity: Sensitivity;
  readonly sensitivitySays: string;
  /** UTC days on which the first and the last of it are destroyed. */
  readonly firstGone: string;
  readonly lastGone: string;
  /** How much of it should be gone already, and has no record of destruction yet. */
  readonly late: number;
}

/** Destructions of one day for one reason. */
export interface DestroyedLine {
  readonly zone: Zone;
  readonly on: string;
  readonly why: 'time' | 'asked';
  readonly count: number;
  /** UTC days of receipt, the first and the last. */
  readonly firstDay: string;
  readonly lastDay: string;
}

export interface HeldOfWorker {
  /** Everything received, of which a part may still exist. */
  readonly received: readonly KindLine[];
  readonly captured: readonly HeldLine[];
  readonly redacted: readonly HeldLine[];
  readonly destroyed: readonly DestroyedLine[];
  readonly notPublished: {
    /** Recordings whose private details are still to be removed. */
    readonly waiting: number;
    /** Pictures that could not be made safe: no team can get them. */
    readonly pictures: number;
  };
  /** Records that remain for some days after the data is gone. */
  readonly remembered: Remembered;
}

type Zone = 'raw' | 'redacted';

/** A number of things of one kind, of one recording, in one zone. */
interface Portion {
  readonly zone: Zone;
  readonly kind: string;
  readonly jurisdiction: string;
  readonly day: string;
  readonly count: number;
  readonly standing: KeptState;
}

/** `GET /api/held`: the caller's received data, the part that still exists, and the destructions with their days. */
export async function held(asking: About): Promise<HeldOfWorker> {
  const [received, destroyed] = await Promise.all([receivedOf(asking), destroyedOf(asking)]);
  const today = dayOf(asking.now);
  const portions = received.flatMap((segment) =>
    (['raw', 'redacted'] as const).flatMap((zone) =>
      Object.entries(segment.byKind).map(([kind, count]): Portion => {
        const { deadline: gone, why } = endOf(zone, segment.day, segment.jurisdiction, kind, asking);
        const { batch, day, jurisdiction, retained: before } = segment;
        const part = { batch, zone, place: jurisdiction, gone, why, before };
        const standing = standingOf(part, destroyed, today);
        return {
          zone,
          kind,
          jurisdiction,
          day,
          count: zone === 'raw' ? count : published(segment, kind, count),
          standing,
        };
      }),
    ),
  );
  const keptDays = new Set(
    portions.filter(({ zone, standing }) => zone === 'raw' && standing.is === 'kept').map(({ day }) => day),
  );
  return {
    received: kindLines(portions.filter(({ zone }) => zone === 'raw')),
    captured: heldLines('raw', portions),
    redacted: heldLines('redacted', portions),
    destroyed: destroyedLines(portions),
    notPublished: {
      // One that was destroyed before its details were removed waits for nothing.
      waiting: received.filter((segment) => isWaiting(segment) && keptDays.has(segment.day)).length,
      pictures: received.reduce((sum, { entry }) => sum + withheld(entry), 0),
    },
    remembered: REMEMBERED,
  };
}

const FRAME: Kind = 'screen.frame';

const isWaiting = ({ entry }: Received): boolean => entry !== undefined && entry.state !== 'redacted';

const withheld = (entry: Received['entry']): number =>
  Object.values(entry?.outcome?.withheld ?? {}).reduce((sum, n) => sum + n, 0);

/** How many of a kind the teams can get. If the ledger knows nothing, all of them count: unknown is never safe. */
function published(segment: Received, kind: string, count: number): number {
  if (isWaiting(segment)) return 0;
  return kind === FRAME && segment.entry?.outcome ? Math.min(count, segment.entry.outcome.frames) : count;
}

function heldLines(zone: Zone, portions: readonly Portion[]): HeldLine[] {
  const there = portions.filter((portion) => portion.zone === zone && portion.standing.is === 'kept');
  return kindLines(there).map((line) => {
    const own = there.filter(({ kind, jurisdiction }) => kind === line.kind && jurisdiction === line.jurisdiction);
    const days = own.flatMap(({ standing }) => (standing.is === 'kept' ? [standing.gone] : [])).toSorted();
    const sensitivity = zone === 'raw' ? 'S4' : (KIND_WORDS[line.kind as Kind]?.sensitivity ?? 'S4');
    return {
      ...line,
      sensitivity,
      sensitivitySays: SENSITIVITY_WORDS[sensitivity],
      firstGone: nth(days, 0),
      lastGone: lastOf(days),
      late: own.reduce((sum, { standing, count }) => sum + (standing.is === 'kept' && standing.late ? count : 0), 0),
    };
  });
}

function kindLines(portions: readonly Portion[]): KindLine[] {
  const order = Object.keys(KIND_WORDS);
  const counted = portions.filter(({ count }) => count > 0);
  return [...Map.groupBy(counted, ({ kind, jurisdiction }) => `${kind} ${jurisdiction}`).values()]
    .map((group) => {
      const { kind, jurisdiction } = nth(group, 0);
      const says = KIND_WORDS[kind as Kind]?.says ?? kind;
      return { kind, says, jurisdiction, count: group.reduce((sum, { count }) => sum + count, 0) };
    })
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** Newest first. */
function destroyedLines(portions: readonly Portion[]): DestroyedLine[] {
  const gone = portions.flatMap(({ zone, day, count, standing }) =>
    standing.is === 'destroyed' && count > 0 ? [{ zone, day, count, on: standing.on, why: standing.why }] : [],
  );
  return [...Map.groupBy(gone, ({ zone, on, why }) => `${zone} ${on} ${why}`).values()]
    .map((group) => {
      const { zone, on, why } = nth(group, 0);
      const days = group.map(({ day }) => day).toSorted();
      const count = group.reduce((sum, line) => sum + line.count, 0);
      return { zone, on, why, count, firstDay: nth(days, 0), lastDay: lastOf(days) };
    })
    .toSorted((a, b) => (a.on > b.on ? -1 : 1));
}

/** Days with data that still exists. */
export async function heldDays(asking: About): Promise<HeldDay[]> {
  const { ports, caller, now } = asking;
  const days: HeldDay[] = [];
  for await (const item of ports.participation.query(heldKey(caller.participant), SORT.day))
    days.push(readItem(PARTICIPATION_ITEMS.heldDay, item));
  return days.filter(({ day, jurisdiction }) => endOf('redacted', day, jurisdiction, '', asking).deadline > dayOf(now));
}

/** When the data of a day of receipt is destroyed, and by which rule: as retention decides. */
function endOf(
  zone: Zone,
  day: string,
  place: string,
  subject: string,
  { settings }: Pick<About, 'settings'>,
): { deadline: string; why: RetentionRule } {
  const kind = ({ raw: ['frames', 'segments'], redacted: ['masked-frames', 'rows'] } as const)[zone];
  return deadlineAndRule(
    { zone, kind: kind[subject === FRAME ? 0 : 1], place, day, expires: null, early: null },
    settings,
  );
}
