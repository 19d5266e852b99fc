import type { Kind } from '../../lib/activity/events.ts';
import type { Sensitivity } from '../../lib/activity/sensitivity.ts';
import { KIND_WORDS, SENSITIVITY_WORDS } from '../../lib/governance/participation/words.ts';
import { type HeldDay, PARTICIPATION_ITEMS, readItem } from '../../lib/ledger/index.ts';
import { dayOf, expiryDay } from '../../lib/retention/days.ts';
import { keepDaysOf } from '../../lib/retention/keep.ts';
import { heldKey, SORT } from '../participation.ts';
import type { Asking } from './asking.ts';

/** One kind of thing that is held of a worker, from one place. */
export interface HeldLine {
  readonly kind: string;
  readonly says: string;
  readonly sensitivity: Sensitivity;
  readonly sensitivitySays: string;
  readonly jurisdiction: string;
  readonly count: number;
  /** UTC days on which the first and the last of it are destroyed. */
  readonly firstGone: string;
  readonly lastGone: string;
}

export interface Held {
  readonly captured: readonly HeldLine[];
  readonly redacted: readonly HeldLine[];
}

type Zone = 'raw' | 'redacted';

/** `GET /api/held`: what is held of whoever asks, as it was recorded and after redaction, and when each dies. */
export async function held(asking: Asking): Promise<Held> {
  const days = await heldDays(asking);
  return { captured: linesOf('raw', days, asking), redacted: linesOf('redacted', days, asking) };
}

/** Days of which something is held still. */
export async function heldDays(asking: Asking): Promise<HeldDay[]> {
  const { ports, caller, now } = asking;
  const days: HeldDay[] = [];
  for await (const item of ports.participation.query(heldKey(caller.participant), SORT.day))
    days.push(readItem(PARTICIPATION_ITEMS.heldDay, item));
  return days.filter(({ day, jurisdiction }) => goneOn('redacted', day, jurisdiction, '', asking) > dayOf(now));
}

function linesOf(zone: Zone, days: readonly HeldDay[], asking: Asking): HeldLine[] {
  const today = dayOf(asking.now);
  const counted = days.flatMap(({ day, jurisdiction, byKind }) =>
    Object.entries(byKind).map(([kind, count]) => {
      const gone = goneOn(zone, day, jurisdiction, kind, asking);
      return { kind, jurisdiction, count, gone };
    }),
  );
  const there = counted.filter(({ gone, count }) => gone > today && count > 0);
  const order = Object.keys(KIND_WORDS);
  const groups = Object.values(Object.groupBy(there, ({ kind, jurisdiction }) => `${kind} ${jurisdiction}`));
  const lines = groups.map((group = []) => {
    const { kind, jurisdiction } = group[0]!;
    const gone = group.map((one) => one.gone).toSorted();
    const { says, sensitivity: redacted } = KIND_WORDS[kind as Kind] ?? { says: kind, sensitivity: 'S4' };
    const sensitivity = zone === 'raw' ? 'S4' : redacted;
    return {
      ...{ kind, says, sensitivity, jurisdiction },
      sensitivitySays: SENSITIVITY_WORDS[sensitivity],
      count: group.reduce((sum, one) => sum + one.count, 0),
      firstGone: gone[0]!,
      lastGone: gone.at(-1)!,
    };
  });
  return lines.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

function goneOn(zone: Zone, day: string, place: string, kind: string, { settings }: Asking): string {
  const days = keepDaysOf(settings, zone, place);
  const frames = settings.profiles.get(place)?.retention.frames ?? days;
  return expiryDay(day, kind === 'screen.frame' ? Math.min(days, frames) : days);
}
