import type { BatchOpen } from '../../lib/activity/envelope.ts';
import { type CarryPlace, CONTROL_ITEMS, keyOf, readItem } from '../../lib/ledger/index.ts';
import type { Carry, SegmentRedactor } from '../../lib/redaction/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { placeNames } from '../ledger.ts';
import { begin, endings, leave } from './begun.ts';
import { ahead, NOTHING, placeOf, readTold, type Told, valuesOf, writeTold } from './carries.ts';
import { decided, SegmentFault } from './fault.ts';

/** What is known of a session when one of its segments is redacted. */
export interface Known {
  /** What the segments of its chapter tell that have come, and what came before the chapter. */
  readonly carry?: Carry;
  /** A segment before it never came, or cannot be read. */
  readonly lost: boolean;
}

/**
 * How many segments are looked at after one: a quarter of an hour, for which the queue holds each. Beyond the chapter, what they
 * show counts, and not what they are.
 */
const AHEAD = 16;

/** What is known of the chapter of a segment. */
interface Chapter {
  /** Index of the last segment of it that is known. */
  readonly until: number;
  readonly known: Known;
  /** When the segment itself is the last, and has just told: what it was told by. */
  readonly redactor?: SegmentRedactor;
}

/** Observes one segment. @throws SegmentFault */
export type Observe = (batch: string, known: Known) => Promise<SegmentRedactor>;

/**
 * Looks at the chapter of a session in which one of its segments lies, and on as far as its segments have come: earlier and
 * later ones tell what they show. What each tells is kept, so that it is read once, in whatever order they come. What came
 * before the chapter is known as one summary, so that a segment late in the day costs no more than an early one. A segment that
 * never came, or cannot be read, makes what follows it unknown.
 * @param until index of the last segment to look at; as far as it is looked ahead when absent
 * @param cautious whether it is written down which segment is looked at, before it is
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

/** What is known of a chapter, with all values that were found until later. */
function inTheLightOf(chapter: Told, later: Told): Carry {
  const known = ahead(later);
  return known === undefined ? chapter.carry! : { ...chapter.carry!, ...valuesOf(chapter.carry!, known) };
}

/** Which segments of a session are there. Each is looked up when it is asked for: there may be hundreds. */
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
 * The last segment before one after which all is known, and that. One that was told while an earlier segment was missing knew
 * less.
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
 * Lets another segment of the session tell what it shows. What is wrong with one segment must not fail those beside it: to
 * them it is a segment that never came, and so is one on which somebody worked and did not come to an end.
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

/** From one segment to another: only the one that is worked on is marked. */
async function turn(from: string, to: string, ports: Ports): Promise<void> {
  await leave(ports, from);
  await begin(ports, to);
}

/** What is known after a segment, and the redactor where it has just told. */
interface Next {
  readonly told: Told;
  readonly redactor?: SegmentRedactor;
}

/**
 * As it was kept. That is read also of a segment which nobody dares to look at again: whoever repeats the work must know no less
 * than whoever began it.
 */
async function kept(batch: string, before: Told, first: number, ports: Ports): Promise<Next | undefined> {
  const place = await placeOf(batch, ports);
  if (place === undefined || place.first !== first || !follows(place, before)) return undefined;
  const told = await readTold(place, ports, before);
  return told && { told };
}

/** As it is told now. */
async function tell(batch: string, before: Told, first: number, observe: Observe, ports: Ports): Promise<Next> {
  const known = ahead(before);
  const redactor = await observe(batch, { ...(known && { carry: known }), lost: first > 0 });
  const { carry, next } = decided('segment.failed', () => ({ carry: redactor.tell(), next: redactor.turn() }));
  return { told: await writeTold(batch, first, before, carry, next, ports), redactor };
}

/** Whether it was told after exactly what is known now. */
function follows({ base, chain }: CarryPlace, { place, next }: Told): boolean {
  if (place === undefined) return base === null && chain.length === 0;
  return next === undefined ? chain.at(-1) === place.key : base === place.key && chain.length === 0;
}
