import type { BatchOpen } from '../../lib/activity/envelope.ts';
import { type CarryPlace, CONTROL_ITEMS, keyOf, readItem } from '../../lib/ledger/index.ts';
import type { Carry, SegmentRedactor } from '../../lib/redaction/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { placeNames } from '../ledger.ts';
import { begin, endings, leave } from './begun.ts';
import { ahead, NOTHING, placeOf, readTold, type Told, valuesOf, writeTold } from './carries.ts';
import { decided, SegmentFault } from './fault.ts';

/** The state of a session when one of its segments is redacted. */
export interface SessionState {
  /** The combined state of the chapter's segments that have arrived, and of everything before the chapter. */
  readonly carry?: Carry;
  /** A segment before it never came, or cannot be read. */
  readonly lost: boolean;
}

/**
 * How many segments are observed beyond the current one: a quarter of an hour, the time for which the queue delays each message.
 * Beyond the chapter, the values they show count, not their state.
 */
const AHEAD = 16;

/** The state of the chapter of a segment. */
interface Chapter {
  /** Index of the last segment of it that is known. */
  readonly until: number;
  readonly known: SessionState;
  /** Set when the segment itself is the last one and was just observed: the redactor that observed it. */
  readonly redactor?: SegmentRedactor;
}

/** Observes one segment. @throws SegmentFault */
export type Observe = (batch: string, known: SessionState) => Promise<SegmentRedactor>;

/**
 * Observes the chapter of a session that holds one of its segments, and on as far as its segments have arrived: earlier and later
 * segments add the values they show. The state of each is stored, so that each is read once, in whatever order they come. One
 * summary stands for everything before the chapter, so that a segment late in the day costs no more than an early one. If a
 * segment is missing or cannot be read, the state of everything after it is unknown.
 * @param until index of the last segment to look at; as far as it is looked ahead when absent
 * @param cautious whether the segment is marked as begun before it is observed
 */
export async function lookAt(
  open: BatchOpen,
  until: number | undefined,
  observe: Observe,
  ports: Ports,
  cautious: boolean,
): Promise<Chapter> {
  const places = new Places(open, ports);
  for (;;) {
    const { first, index: from, told: start } = await startOf(places, open.index, ports);
    const last = Math.min(until ?? Number.POSITIVE_INFINITY, open.index + AHEAD);
    let told = start;
    let chapter: Told | undefined;
    let redactor: SegmentRedactor | undefined;
    let hole: number | undefined;
    let index = from;
    while (index < last) {
      const batch = await places.at(index + 1);
      if (batch === undefined) break;
      const before = told;
      const telling = () => tell(batch, before, first, observe, ports);
      const isOwn = index + 1 === open.index;
      const next =
        (await kept(batch, before, first, ports)) ??
        (isOwn ? await telling() : await beside(open.batch, batch, telling, cautious, ports));
      if (next === undefined) {
        hole = index + 1;
        break;
      }
      index++;
      told = next.told;
      if (index >= open.index && (chapter === undefined || told.place?.base === chapter.place?.base)) chapter = told;
      redactor = isOwn ? next.redactor : undefined;
    }
    if (hole !== undefined) places.forget(hole);
    if (hole !== undefined && hole < open.index) continue;
    const known = { carry: inTheLightOf(chapter!, told), lost: first > 0 };
    return { until: index, known, ...(redactor && { redactor }) };
  }
}

/** The state of a chapter, with all values that later segments showed. */
function inTheLightOf(chapter: Told, later: Told): Carry {
  const known = ahead(later);
  return known === undefined ? chapter.carry! : { ...chapter.carry!, ...valuesOf(chapter.carry!, known) };
}

/** The segments of a session that have arrived. Each is looked up on demand: there may be hundreds. */
class Places {
  readonly #open: BatchOpen;
  readonly #control: Ports['control'];
  readonly #known = new Map<number, string | undefined>();

  constructor(open: BatchOpen, { control }: Ports) {
    this.#open = open;
    this.#control = control;
    this.#known.set(open.index, open.batch);
  }

  async at(index: number): Promise<string | undefined> {
    if (index < 0 || this.#known.has(index)) return this.#known.get(index);
    const { pk, sk } = keyOf(CONTROL_ITEMS.place, placeNames(this.#open.worker, this.#open.sid, index));
    const item = await this.#control.get(pk, sk);
    const batch = item && readItem(CONTROL_ITEMS.place, item).batch;
    this.#known.set(index, batch);
    return batch;
  }

  /** It counts as one that never came. */
  forget(index: number): void {
    this.#known.set(index, undefined);
  }
}

/**
 * Finds the last segment before the given one with a complete state, and that state. A segment that was observed while an earlier
 * one was missing has an incomplete state.
 */
async function startOf(
  places: Places,
  own: number,
  ports: Ports,
): Promise<{ readonly first: number; readonly index: number; readonly told: Told }> {
  for (let index = own - 1; ; index--) {
    const batch = await places.at(index);
    if (batch === undefined) return { first: index + 1, index, told: NOTHING };
    const place = await placeOf(batch, ports);
    if (place === undefined || (await places.at(place.first - 1)) !== undefined) continue;
    const told = await readTold(place, ports);
    if (told !== undefined) return { first: place.first, index, told };
  }
}

/**
 * Observes another segment of the session. A fault of one segment must not fail its neighbours: to them it counts as missing. So
 * does a segment on which an earlier attempt began and did not finish.
 */
async function beside<T>(
  own: string,
  other: string,
  telling: () => Promise<T>,
  cautious: boolean,
  ports: Ports,
): Promise<T | undefined> {
  if ((await endings(ports.control, other)) > 0) return undefined;
  if (cautious) await turn(own, other, ports);
  try {
    return await telling();
  } catch (error) {
    if (error instanceof SegmentFault) return undefined;
    throw error;
  } finally {
    if (cautious) await turn(other, own, ports);
  }
}

/** Moves the mark from one segment to another: only the segment in work is marked. */
async function turn(from: string, to: string, ports: Ports): Promise<void> {
  await leave(ports, from);
  await begin(ports, to);
}

/** The state after a segment, and the redactor if it was observed just now. */
interface Next {
  readonly told: Told;
  readonly redactor?: SegmentRedactor;
}

/**
 * The stored state. It is read even for a segment that is too risky to observe again: a process that repeats the work must know
 * no less than the first one.
 */
async function kept(batch: string, before: Told, first: number, ports: Ports): Promise<Next | undefined> {
  const place = await placeOf(batch, ports);
  if (place === undefined || place.first !== first || !follows(place, before)) return undefined;
  const told = await readTold(place, ports, before);
  return told && { told };
}

/** The state as observed now. */
async function tell(batch: string, before: Told, first: number, observe: Observe, ports: Ports): Promise<Next> {
  const known = ahead(before);
  const redactor = await observe(batch, { ...(known && { carry: known }), lost: first > 0 });
  const { carry, next } = decided('segment.failed', () => ({ carry: redactor.tell(), next: redactor.turn() }));
  return { told: await writeTold(batch, first, before, carry, next, ports), redactor };
}

/** Whether the carry was observed after exactly the state that is known now. */
function follows({ base, chain }: CarryPlace, { place, next }: Told): boolean {
  if (place === undefined) return base === null && chain.length === 0;
  return next === undefined ? chain.at(-1) === place.key : base === place.key && chain.length === 0;
}
