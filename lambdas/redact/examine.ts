import type { BatchOpen } from '../../lib/activity/envelope.ts';
import { hasCode } from '../../lib/activity/errors.ts';
import { readStored } from '../../lib/activity/segment/stored.ts';
import { PREFIXES } from '../../lib/activity/zones.ts';
import { type Carry, SegmentRedactor } from '../../lib/redaction/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { carryItem, entryOf, sessionItem } from '../ledger.ts';
import { collect } from './collect.ts';

/** What is known of the session before a segment: nothing was before it, or its carry, or that a part is missing. */
export type Before = { readonly carry?: Carry; readonly lost?: boolean };

/** First pass over a segment: everything that redaction decides, nothing published. Throws when it cannot be read. */
export async function examine(batch: string, ports: Ports): Promise<SegmentRedactor> {
  const { open } = await stored(batch, ports);
  return (await observe(batch, await before(open, ports), ports)).redactor;
}

/** Observes a whole segment in the light of what was before it. @returns what the next segment of the session needs */
export async function observe(
  batch: string,
  known: Before,
  ports: Ports,
): Promise<{ redactor: SegmentRedactor; carry: Carry }> {
  const redactor = new SegmentRedactor(known);
  const { events } = await stored(batch, ports);
  for await (const some of events) {
    for (const event of some) {
      if (event.kind === 'path') continue;
      redactor.observe(event);
    }
  }
  return { redactor, carry: redactor.decide(true) };
}

/**
 * What the segments before say, from the nearest carry on. Carries that nobody has made yet are made here, so that
 * segments may come in any order; a segment that never came, or cannot be read, makes what follows it unknown.
 */
async function before({ worker, sid, index }: BatchOpen, ports: Ports): Promise<Before> {
  const unmade: string[] = [];
  let known: Before = {};
  for (let at = index - 1; at >= 0; at--) {
    const batch = await batchAt(worker, sid, at, ports);
    if (batch === undefined) {
      known = { lost: true };
      break;
    }
    const carry = await carryOf(batch, ports);
    if (carry !== undefined) {
      known = { carry };
      break;
    }
    unmade.unshift(batch);
  }
  for (const batch of unmade) known = await carryOn(batch, known, ports);
  return known;
}

async function carryOn(batch: string, known: Before, ports: Ports): Promise<Before> {
  try {
    const { carry } = await observe(batch, known, ports);
    await keepCarry(batch, carry, ports);
    return { carry };
  } catch (error) {
    // A missing object looks like a denial to a role that may not list.
    if (['segment.unreadable', 'object.missing', 'access.denied'].some((code) => hasCode(error, code)))
      return { lost: true };
    throw error;
  }
}

async function batchAt(
  worker: string,
  session: string,
  index: number,
  { control }: Ports,
): Promise<string | undefined> {
  const { pk, sk } = sessionItem(worker, session, index);
  const batch = (await control.get(pk, sk))?.data.batch;
  return typeof batch === 'string' ? batch : undefined;
}

async function carryOf(batch: string, { control, objects }: Ports): Promise<Carry | undefined> {
  const { pk, sk } = carryItem(batch);
  const key = (await control.get(pk, sk))?.data.key;
  if (typeof key !== 'string') return undefined;
  return JSON.parse((await collect(await objects.get('raw', key))).toString('utf8'));
}

/** A carry holds content as captured, so it lies in the raw zone, and dies with its segment. The item comes after it. */
async function keepCarry(batch: string, carry: Carry, ports: Ports): Promise<void> {
  const { entry } = await entryOf(ports.control, batch);
  const key = `${PREFIXES.carries}day=${entry.day}/${batch}.json`;
  await ports.objects.putOnce('raw', key, Buffer.from(JSON.stringify(carry)), 'application/json');
  await ports.control.write([{ ...carryItem(batch), ifRev: 0, data: { key } }]);
}

export async function stored(batch: string, ports: Ports, motion = false) {
  const { entry } = await entryOf(ports.control, batch);
  return readStored(await ports.objects.get('raw', entry.rawKey), { motion });
}
