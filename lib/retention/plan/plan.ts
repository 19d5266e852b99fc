import type { Hold } from '../../governance/holds.ts';
import { addDays } from '../days.ts';
import { type Keeping, profileDays } from '../keep.ts';
import type { Due, HeldBack, RefusedHold, RetentionPlan, RetentionRule, Stock, StockKind } from './types.ts';

/** The inputs of a plan. */
export interface PlanInput {
  /** UTC day. */
  readonly today: string;
  readonly keeping: Keeping;
  readonly holds: readonly Hold[];
}

/** Thousands of prefixes share a few days and figures. */
const deadlines = new Map<string, string>();
function deadlineOf(day: string, days: number): string {
  const key = `${day}+${days}`;
  let found = deadlines.get(key);
  if (found === undefined) {
    if (deadlines.size > 10_000) deadlines.clear();
    found = addDays(day, days);
    deadlines.set(key, found);
  }
  return found;
}

/** The deadline of a stock and its rule: the rule with the earliest deadline. */
export function deadlineAndRule(
  stock: Omit<Stock, 'prefix' | 'only'>,
  { profiles, keepDays }: Keeping,
): { deadline: string; why: RetentionRule } {
  const { zone, kind, place, day, expires, early } = stock;
  let best: { deadline: string; why: RetentionRule } | undefined;
  const rule = (why: RetentionRule, deadline: string): void => {
    if (best === undefined || deadline < best.deadline) best = { deadline, why };
  };
  if (early !== null) rule(early.why, early.day);
  if (expires !== null) rule('own-day', expires);
  if (day !== null) {
    const own = place === null ? undefined : profiles.get(place)?.retention;
    rule('program', deadlineOf(day, keepDays[zone]));
    if (own !== undefined) rule('profile', deadlineOf(day, profileDays(own, zone)));
    if (own !== undefined && FRAMES.includes(kind)) rule('profile-frames', deadlineOf(day, own.frames));
  }
  return best ?? { deadline: NEVER_KNOWN, why: 'program' };
}

const FRAMES: readonly StockKind[] = ['frames', 'masked-frames'];
/** For a stock without any day, which no maker of stocks produces: it is due at once rather than never. */
const NEVER_KNOWN = '0000-01-01';

const covers = ({ zones, places, since, till }: Hold, { zone, kind, place, day }: Due): boolean =>
  (zones as readonly string[]).includes(zone) &&
  (places === undefined || place === null || places.includes(place)) &&
  // The day of a copy is the day it was written. It names no day of receipt, and may hold any before that day.
  (day === null || (since <= day && (kind === 'copies' || day <= till)));

/**
 * Plans what is due, and why. The shortest rule wins. A hold keeps the data that it names until its end, and only with a decision
 * record: a hold without one, or past its end, is listed as refused and keeps nothing.
 */
export function planOf(stocks: Iterable<Stock>, { today, keeping, holds }: PlanInput): RetentionPlan {
  const planner = new Planner({ today, keeping, holds });
  for (const stock of stocks) planner.add(stock);
  return planner.plan();
}

/** Makes a plan from stocks that come one by one, so that they need not all be in memory. */
export class Planner {
  readonly #input: PlanInput;
  readonly #holds: readonly Hold[];
  readonly #refused: readonly RefusedHold[];
  readonly #due: Due[] = [];
  readonly #held: HeldBack[] = [];
  #seen = 0;
  #next: string | null = null;

  constructor(input: PlanInput) {
    this.#input = input;
    const { holds, today } = input;
    const refusal = ({ until, decision }: Hold) =>
      until <= today ? 'ended' : decision === undefined ? 'no-decision' : undefined;
    this.#holds = holds.filter((hold) => refusal(hold) === undefined);
    this.#refused = holds.flatMap((hold) => {
      const why = refusal(hold);
      return why === undefined ? [] : [{ hold: hold.id, why }];
    });
  }

  add(stock: Stock): void {
    this.#seen++;
    const { expires: _, early: __, ...what } = stock;
    const due: Due = { ...what, ...deadlineAndRule(stock, this.#input.keeping) };
    if (due.deadline > this.#input.today) {
      if (this.#next === null || due.deadline < this.#next) this.#next = due.deadline;
      return;
    }
    const hold = this.#holds.find((exemption) => covers(exemption, due));
    if (hold === undefined) this.#due.push(due);
    else this.#held.push({ ...due, hold: hold.id });
  }

  /** Sorted, so that the same world gives the same plan. */
  plan(): RetentionPlan {
    const order = (a: Due, b: Due) =>
      a.deadline === b.deadline && a.zone === b.zone
        ? compare(a.prefix, b.prefix)
        : compare(a.deadline, b.deadline) || compare(a.zone, b.zone);
    return {
      today: this.#input.today,
      due: this.#due.toSorted(order),
      held: this.#held.toSorted(order),
      refused: this.#refused,
      seen: this.#seen,
      next: this.#next,
    };
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
