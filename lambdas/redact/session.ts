import type { BatchOpen } from '../../lib/activity/envelope.ts';
import { PREFIXES } from '../../lib/activity/zones.ts';
import { CONTROL_ITEMS, keyOf, readItem, writeItem } from '../../lib/ledger/index.ts';
import type { Carry, SegmentRedactor } from '../../lib/redaction/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { entryOf, sessionItems } from '../ledger.ts';
import { begin, endings, leave } from './begun.ts';
import { collect } from './collect.ts';
import { decided, readingFault, SegmentFault } from './fault.ts';

/** What is known of a session when one of its segments is redacted. */
export interface Known {
  /** What the segments tell that have come, from the first one without a hole before this segment on. */
  readonly carry?: Carry;
  /** A segment before it never came, or cannot be read. */
  readonly lost: boolean;
}

/** A segment that was looked at in the light of what was known before it. */
interface Told {
  readonly index: number;
  readonly known: Known;
  readonly redactor?: SegmentRedactor;
}

/** Observes one segment. @throws SegmentFault */
export type Observe = (batch: string, known: Known) => Promise<SegmentRedactor>;

/**
 * Looks at a session up to one of its segments, and on as far as segments have come: earlier and later ones tell what they
 * show. What each tells is kept, so that it is read once, in whatever order they come. A segment that never came, or
 * cannot be read, makes what follows it unknown.
 * @param until index of the last segment to look at; all that have come when absent
 * @param cautious whether it is written down which segment is looked at, before it is
 * @returns what is known in the end; with the redactor, when the segment itself is the last
 */
export async function lookAt(
  open: BatchOpen,
  until: number | undefined,
  observe: Observe,
  ports: Ports,
  cautious: boolean,
): Promise<Told> {
  const batches = await segmentsOf(open, ports);
  for (;;) {
    const first = edge(batches, open.index, -1);
    const last = edge(batches, open.index, 1, until);
    let told = await newestCarry(batches, first, last, ports);
    let hole: number | undefined;
    for (let index = told.index + 1; index <= last && hole === undefined; index++) {
      const batch = batches.get(index)!;
      const telling = () => tell(batch, told.known, first, observe, ports);
      const next = index === open.index ? await telling() : await beside(open.batch, batch, telling, cautious, ports);
      if (next === undefined) hole = index;
      else told = { index, ...next };
    }
    if (hole === undefined) return told;
    batches.delete(hole);
  }
}

async function segmentsOf({ worker, sid }: BatchOpen, { control }: Ports): Promise<Map<number, string>> {
  const { pk, prefix } = sessionItems(worker, sid);
  const batches = new Map<number, string>();
  for await (const item of control.query(pk, prefix))
    batches.set(Number(item.sk.slice(prefix.length)), readItem(CONTROL_ITEMS.place, item).batch);
  return batches;
}

/** How far segments follow each other without a hole. */
function edge(batches: ReadonlyMap<number, string>, from: number, by: -1 | 1, until?: number): number {
  let index = from;
  while (index !== until && batches.has(index + by)) index += by;
  return index;
}

/** The last carry that knows all from `first` on. One that was made while an earlier segment was missing knows less. */
async function newestCarry(
  batches: ReadonlyMap<number, string>,
  first: number,
  last: number,
  { control, objects }: Ports,
): Promise<Told> {
  const lost = first > 0;
  for (let index = last; index >= first; index--) {
    const { pk, sk } = keyOf(CONTROL_ITEMS.carry, { batch: batches.get(index)! });
    const item = await control.get(pk, sk);
    const place = item && readItem(CONTROL_ITEMS.carry, item);
    if (place?.first !== first) continue;
    const carry = await carryAt(place.key, objects);
    if (carry !== undefined) return { index, known: { carry, lost } };
  }
  return { index: first - 1, known: { lost } };
}

/** A carry dies with its segment and may be damaged as one: what is not there any more is told again, or counts as a hole. */
async function carryAt(key: string, objects: Ports['objects']): Promise<Carry | undefined> {
  try {
    return JSON.parse((await collect(await objects.get('raw', key))).toString('utf8')) as Carry;
  } catch (error) {
    if (error instanceof SyntaxError || readingFault(error) instanceof SegmentFault) return undefined;
    throw error;
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

/** A carry holds content as captured, so it lies in the raw zone, and dies with its segment. The item comes after it. */
async function tell(
  batch: string,
  before: Known,
  first: number,
  observe: Observe,
  ports: Ports,
): Promise<{ known: Known; redactor: SegmentRedactor }> {
  const redactor = await observe(batch, before);
  const carry = decided('segment.failed', () => redactor.tell());
  const { entry } = await entryOf(ports.control, batch);
  const key = `${PREFIXES.carries}jurisdiction=${entry.jurisdiction}/day=${entry.day}/${batch}-${first}.json`;
  await ports.objects.putOnce('raw', key, Buffer.from(JSON.stringify(carry)), 'application/json');
  const { pk, sk } = keyOf(CONTROL_ITEMS.carry, { batch });
  const ifRev = (await ports.control.get(pk, sk))?.rev ?? 0;
  await ports.control.write([
    writeItem(CONTROL_ITEMS.carry, { batch }, { data: { key, first }, ifRev, from: entry.due }),
  ]);
  return { known: { carry, lost: before.lost }, redactor };
}
