import type { BatchOpen } from '../../lib/activity/envelope.ts';
import { there } from '../../lib/activity/there.ts';
import type { CarryPlace } from '../../lib/ledger/index.ts';
import type { Carry, SegmentRedactor } from '../../lib/redaction/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { entryOf } from '../ledger.ts';
import { begin, endings, leave } from './begun.ts';
import { ahead, follows, NOTHING, readTold, type Told, valuesOf, writeTold } from './carries.ts';
import { decided, SegmentFault } from './fault.ts';
import { Places } from './places.ts';

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
 * segments add the values they show. The state of each is stored, so that each recording is observed once, in whatever order they come. One
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
  const last = Math.min(until ?? Number.POSITIVE_INFINITY, open.index + AHEAD);
  const places = new Places(open, last, ports);
  for (;;) {
    const start = await startOf(places, open.index, last, ports);
    const { first } = start;
    let { index, told, chapter } = start;
    let redactor: SegmentRedactor | undefined;
    let hole: number | undefined;
    while (index < last) {
      const batch = await places.batchAt(index + 1);
      if (batch === undefined) break;
      const before = told;
      const telling = () => tell({ batch, index: index + 1 }, before, first, observe, places, ports);
      const isOwn = index + 1 === open.index;
      const next =
        (await kept(index + 1, before, first, places, ports)) ??
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
    const known = { carry: inTheLightOf(there(chapter, 'the own segment'), told), lost: first > 0 };
    return { until: index, known, ...(redactor && { redactor }) };
  }
}

/** The state of a chapter, with all values that later segments showed. */
function inTheLightOf(chapter: Told, later: Told): Carry {
  const known = ahead(later);
  const carry = there(chapter.carry, 'the state of a chapter');
  return known === undefined ? carry : { ...carry, ...valuesOf(carry, known) };
}

/** A complete state to begin with. */
interface Start {
  /** From which segment on all is known. */
  readonly first: number;
  /** Index of the segment after which it is the state. */
  readonly index: number;
  readonly told: Told;
  /** The state at the end of the chapter of the own segment, as far as it is known; undefined before the own segment. */
  readonly chapter: Told | undefined;
}

/**
 * Finds the furthest segment up to which the state is complete. What lies between is not read: its state is in that of the last
 * one, and each object that is read is billed.
 */
async function startOf(places: Places, own: number, last: number, ports: Ports): Promise<Start> {
  for (;;) {
    const { first, index, place, chapter } = await furthest(places, own, last);
    if (place === undefined) return { first, index, told: NOTHING, chapter: undefined };
    const told = await readTold(place, ports);
    const ofChapter = chapter === undefined || chapter.place === place ? told : await readTold(chapter.place, ports);
    if (told !== undefined && ofChapter !== undefined)
      return { first, index, told, chapter: chapter === undefined ? undefined : ofChapter };
    places.spoil(told === undefined || chapter === undefined ? index : chapter.index);
  }
}

/** Where a state is, and how far it reaches. */
interface Reach {
  readonly first: number;
  readonly index: number;
  readonly place: CarryPlace | undefined;
  /** The last carry of the own segment's chapter. */
  readonly chapter?: { readonly index: number; readonly place: CarryPlace } | undefined;
}

/**
 * The last segment before the given one with a complete state, and from there on as far as each carry follows the one before. A
 * segment that was observed while an earlier one was missing has an incomplete state.
 */
async function furthest(places: Places, own: number, last: number): Promise<Reach> {
  let { first, index, place } = await before(places, own);
  let chapter: { index: number; place: CarryPlace } | undefined;
  while (index < last && (await places.batchAt(index + 1)) !== undefined) {
    const next = await places.carryAt(index + 1);
    if (next === undefined || next.first !== first || !follows(next, place)) break;
    index++;
    place = next;
    if (index >= own && (chapter === undefined || next.base === chapter.place.base)) chapter = { index, place };
  }
  return { first, index, place, chapter };
}

async function before(places: Places, own: number): Promise<Reach> {
  for (let index = own - 1; ; index--) {
    if ((await places.batchAt(index)) === undefined) return { first: index + 1, index, place: undefined };
    const place = await places.carryAt(index);
    if (place === undefined || (await places.batchAt(place.first - 1)) !== undefined) continue;
    return { first: place.first, index, place };
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
async function kept(
  index: number,
  before: Told,
  first: number,
  places: Places,
  ports: Ports,
): Promise<Next | undefined> {
  const place = await places.carryAt(index);
  if (place === undefined || place.first !== first || !follows(place, before.place)) return undefined;
  const told = await readTold(place, ports, before);
  return told && { told };
}

/** The state as observed now. */
async function tell(
  { batch, index }: { readonly batch: string; readonly index: number },
  before: Told,
  first: number,
  observe: Observe,
  places: Places,
  ports: Ports,
): Promise<Next> {
  const known = ahead(before);
  const redactor = await observe(batch, { ...(known && { carry: known }), lost: first > 0 });
  const { carry, next } = decided('segment.failed', () => ({ carry: redactor.tell(), next: redactor.turn() }));
  const held = await entryOf(ports.control, batch);
  const told = await writeTold(held, first, before, carry, next, ports);
  await places.note(index, held.entry.due, told.place);
  return { told, redactor };
}
