import { createHash } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { z } from 'zod';
import { PREFIXES } from '../../lib/activity/zones.ts';
import { type CarryPlace, CONTROL_ITEMS, keyOf, writeItem } from '../../lib/ledger/index.ts';
import type { Carry } from '../../lib/redaction/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { entryOf } from '../ledger.ts';
import { collect } from './collect.ts';
import { readingFault, SegmentFault } from './fault.ts';

/** The state of a session after one of its segments has been observed. */
export interface Told {
  /** The carry of the chapter, up to the segment. */
  readonly carry: Carry | undefined;
  /** Set when the chapter ends with the segment: the state the next segment needs of everything before it. */
  readonly next: Carry | undefined;
  /** Location of the carry; undefined before the first segment. */
  readonly place: CarryPlace | undefined;
}

/** The state before the first existing segment. */
export const NOTHING: Told = { carry: undefined, next: undefined, place: undefined };

/** The state one segment adds. Its size depends on the segment alone, and once a chapter on what is still open. */
interface Delta extends Omit<Carry, 'before'> {
  readonly next?: Carry;
}

const VERSION: Carry['version'] = 3;
/** This version of this code wrote the items of a list, so they are not validated again. */
const told = z.looseObject({
  version: z.literal(VERSION),
  events: z.array(z.unknown()),
  values: z.array(z.unknown()),
  certain: z.array(z.unknown()),
});
const delta = told.extend({ next: told.optional() });

/** A tenth smaller than by default, for a millisecond or two. */
const DENSE = { params: { [constants.ZSTD_c_compressionLevel]: 19 } };

const EMPTY: Carry = { version: VERSION, events: [], values: [], certain: [] };
/** Far above the size that the events of a segment and the values of a session make. */
const LARGEST = 128 * 1024 ** 2;

/** The state in which the next segment is observed. */
export const ahead = ({ carry, next }: Told): Carry | undefined => next ?? carry;

/** Finds the carry of a segment; undefined when there is none, or one of another version of this code. */
export async function placeOf(batch: string, { control }: Ports): Promise<CarryPlace | undefined> {
  const { pk, sk } = keyOf(CONTROL_ITEMS.carry, { batch });
  const item = await control.get(pk, sk);
  return item && CONTROL_ITEMS.carry.schema.safeParse(item.data).data;
}

/**
 * Reads the state after a segment.
 * @param before the state after the previous segment, when it was read already
 * @returns undefined when part of it is gone or damaged: then the segment is observed again
 */
export async function readTold(place: CarryPlace, ports: Ports, before?: Told): Promise<Told | undefined> {
  const follows = before?.place !== undefined && place.chain.at(-1) === before.place.key;
  let carry = follows ? before.carry : place.base === null ? EMPTY : (await deltaAt(place.base, ports))?.next;
  const keys = follows ? [place.key] : [...place.chain, place.key];
  let last: Delta | undefined;
  for (const delta of await Promise.all(keys.map((key) => deltaAt(key, ports)))) {
    if (delta === undefined || carry === undefined) return undefined;
    carry = { ...carry, events: [...carry.events, ...delta.events], ...valuesOf(carry, delta) };
    last = delta;
  }
  if (place.turned && last?.next === undefined) return undefined;
  return { carry, next: place.turned ? last?.next : undefined, place };
}

/**
 * Stores the state that a segment adds. A carry holds content as captured, so it is in the raw zone and is destroyed with its
 * segment. The item is written after the object.
 */
export async function writeTold(
  batch: string,
  first: number,
  before: Told,
  carry: Carry,
  next: Carry | undefined,
  ports: Ports,
): Promise<Told> {
  const { entry } = await entryOf(ports.control, batch);
  const { place: earlier } = before;
  const base = before.next === undefined ? (earlier?.base ?? null) : earlier!.key;
  const chain = before.next === undefined && earlier !== undefined ? [...earlier.chain, earlier.key] : [];
  // Observed again after other segments, or by another version of this code, the segment adds another state.
  const after = createHash('sha256')
    .update(JSON.stringify([VERSION, first, base, chain]))
    .digest('hex')
    .slice(0, 12);
  const key = `${PREFIXES.carries}jurisdiction=${entry.jurisdiction}/day=${entry.day}/${batch}-${after}.zst`;
  const known = ahead(before) ?? EMPTY;
  const added: Delta = {
    version: VERSION,
    events: carry.events.slice(known.events.length),
    ...newIn(carry, known),
    ...(next && { next }),
  };
  const body = zstdCompressSync(JSON.stringify(added), DENSE);
  await ports.objects.putOnce('raw', key, body, 'application/zstd');
  const place = { key, first, base, chain, turned: next !== undefined };
  const { pk, sk } = keyOf(CONTROL_ITEMS.carry, { batch });
  const ifRev = (await ports.control.get(pk, sk))?.rev ?? 0;
  await ports.control.write([writeItem(CONTROL_ITEMS.carry, { batch }, { data: place, ifRev, from: entry.due })]);
  return { carry, next, place };
}

async function deltaAt(key: string, { objects }: Ports): Promise<Delta | undefined> {
  try {
    const body = await collect(await objects.get('raw', key));
    const parsed: unknown = JSON.parse(zstdDecompressSync(body, { maxOutputLength: LARGEST }).toString('utf8'));
    return delta.safeParse(parsed).success ? (parsed as Delta) : undefined;
  } catch (error) {
    const isDamaged =
      error instanceof SyntaxError ||
      /^(?:ZSTD_|ERR_BUFFER_TOO_LARGE)/.test(String((error as { code?: unknown }).code));
    if (isDamaged || readingFault(error) instanceof SegmentFault) return undefined;
    throw error;
  }
}

type Values = Pick<Carry, 'values' | 'certain'>;
type List = Carry['values'];

/** An existing value may have another type by now. */
export const valuesOf = (one: Values, other: Values): Values => ({
  values: [...new Map([...one.values, ...other.values])],
  certain: [...new Map([...one.certain, ...other.certain])],
});

function newIn(carry: Values, known: Values): Values {
  const added = (all: List, before: List): List => {
    const types = new Map(before);
    return all.filter(([value, type]) => types.get(value) !== type);
  };
  return { values: added(carry.values, known.values), certain: added(carry.certain, known.certain) };
}
