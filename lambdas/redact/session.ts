import type { BatchOpen } from '../../lib/activity/envelope.ts';
import { hasCode } from '../../lib/activity/errors.ts';
import { PREFIXES } from '../../lib/activity/zones.ts';
import type { Carry, SegmentRedactor } from '../../lib/redaction/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { carryItem, entryOf, sessionItems } from '../ledger.ts';
import { collect } from './collect.ts';

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

/** Observes one segment. @throws when it cannot be read */
export type Observe = (batch: string, known: Known) => Promise<SegmentRedactor>;

/**
 * Looks at a session up to one of its segments, and on as far as segments have come: earlier and later ones tell what they
 * show. What each tells is kept, so that it is read once, in whatever order they come. A segment that never came, or
 * cannot be read, makes what follows it unknown.
 * @param until index of the last segment to look at; all that have come when absent
 * @returns what is known in the end; with the redactor, when the segment itself is the last
 */
export async function lookAt(
  open: BatchOpen,
  until: number | undefined,
  observe: Observe,
  ports: Ports,
): Promise<Told> {
  const batches = await segmentsOf(open, ports);
  for (;;) {
    const first = edge(batches, open.index, -1);
    const last = edge(batches, open.index, 1, until);
    let told = await newestCarry(batches, first, last, ports);
    let hole: number | undefined;
    for (let index = told.index + 1; index <= last && hole === undefined; index++) {
      const next = await tell(batches.get(index)!, told.known, first, observe, ports).catch((error) => {
        if (index === open.index || !isGone(error)) throw error;
      });
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
  for await (const { sk, data } of control.query(pk, prefix))
    if (typeof data.batch === 'string') batches.set(Number(sk.slice(prefix.length)), data.batch);
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
    const { pk, sk } = carryItem(batches.get(index)!);
    const data = (await control.get(pk, sk))?.data;
    if (data?.first !== first || typeof data.key !== 'string') continue;
    const carry = JSON.parse((await collect(await objects.get('raw', data.key))).toString('utf8')) as Carry;
    return { index, known: { carry, lost } };
  }
  return { index: first - 1, known: { lost } };
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
  const carry = redactor.tell();
  const { entry } = await entryOf(ports.control, batch);
  const key = `${PREFIXES.carries}jurisdiction=${entry.jurisdiction}/day=${entry.day}/${batch}-${first}.json`;
  await ports.objects.putOnce('raw', key, Buffer.from(JSON.stringify(carry)), 'application/json');
  const { pk, sk } = carryItem(batch);
  const ifRev = (await ports.control.get(pk, sk))?.rev ?? 0;
  await ports.control.write([{ pk, sk, ifRev, data: { key, first } }]);
  return { known: { carry, lost: before.lost }, redactor };
}

/** A missing object looks like a denial to a role that may not list. */
const isGone = (error: unknown): boolean =>
  ['segment.unreadable', 'object.missing', 'access.denied'].some((code) => hasCode(error, code));
