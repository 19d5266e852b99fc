import { createHash } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { z } from 'zod';
import { PREFIXES } from '../../lib/activity/zones.ts';
import type { CarryPlace } from '../../lib/ledger/index.ts';
import type { Carry } from '../../lib/redaction/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import type { RevisedEntry } from '../ledger.ts';
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

/**
 * A tenth smaller than by default, for a millisecond or two. Of 190 KB the highest levels take a hundred times as long (200 ms) for a
 * quarter fewer bytes, which cost less for their week in the raw zone than the function for that time.
 */
const DENSE = { params: { [constants.ZSTD_c_compressionLevel]: 9 } };

const EMPTY: Carry = { version: VERSION, events: [], values: [], certain: [] };
/** Far above the size that the events of a segment and the values of a session make. */
const LARGEST = 128 * 1024 ** 2;
/** As many objects of one size are joined into one of the next: a chapter is read in a few requests, however many segments it has. */
const JOINED = 8;

/** The state in which the next segment is observed. */
export const ahead = ({ carry, next }: Told): Carry | undefined => next ?? carry;

/** Whether the carry was observed after exactly the given one, or after nothing. */
export const follows = (place: CarryPlace, before: CarryPlace | undefined): boolean =>
  place.prev === (before?.key ?? null);

/**
 * Reads the state after a segment.
 * @param before the state after the previous segment, when it was read already
 * @returns undefined when part of it is gone or damaged: then the segment is observed again
 */
export async function readTold(place: CarryPlace, ports: Ports, before?: Told): Promise<Told | undefined> {
  const grows = before?.place !== undefined && !before.place.turned && follows(place, before.place);
  let carry = grows ? before.carry : place.base === null ? EMPTY : (await deltaAt(place.base, ports))?.next;
  const keys = grows ? [place.key] : [...place.chain.map(({ key }) => key), place.key];
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
 * Stores the object with the state that a segment adds. It holds content as captured, so it is in the raw zone, and is destroyed
 * with the earliest of what it holds.
 * @returns the state, with the place that the caller notes, once the object is there
 */
export async function writeTold(
  { batch, entry: { jurisdiction, day } }: RevisedEntry,
  first: number,
  before: Told,
  carry: Carry,
  next: Carry | undefined,
  ports: Ports,
): Promise<Told & { readonly place: CarryPlace }> {
  const { place: earlier } = before;
  const since = earlier !== undefined && earlier.since < day ? earlier.since : day;
  const name = `${PREFIXES.carries}jurisdiction=${jurisdiction}/day=${since}/${batch}`;
  const goesOn = earlier !== undefined && !earlier.turned;
  const prev = earlier?.key ?? null;
  const base = goesOn ? earlier.base : prev;
  const chain = goesOn ? await joined([...earlier.chain, { key: earlier.key, segments: 1 }], name, ports) : [];
  // Observed again after other segments, or by another version of this code, the segment adds another state.
  const key = `${name}-${hashOf([VERSION, first, prev, base, chain])}.zst`;
  const known = ahead(before) ?? EMPTY;
  await put(
    key,
    {
      version: VERSION,
      events: carry.events.slice(known.events.length),
      ...newIn(carry, known),
      ...(next && { next }),
    },
    ports,
  );
  return { carry, next, place: { key, since, first, prev, base, chain, turned: next !== undefined } };
}

type Chain = CarryPlace['chain'];

/**
 * Joins the last objects of a chain, when there are enough of one size. Each object that redaction reads is billed, and recorded in
 * the trail.
 * @param name the beginning of the key of each object that is written
 * @returns the chain as it is, when one of them is gone or damaged
 */
async function joined(chain: Chain, name: string, ports: Ports): Promise<Chain> {
  const last = chain.slice(-JOINED);
  const [size] = last.map(({ segments }) => segments);
  if (size === undefined || last.length < JOINED || last.some(({ segments }) => segments !== size)) return chain;
  const all = await Promise.all(last.map(({ key }) => deltaAt(key, ports)));
  let sum: Delta = EMPTY;
  for (const delta of all) {
    if (delta === undefined) return chain;
    sum = { version: VERSION, events: [...sum.events, ...delta.events], ...valuesOf(sum, delta) };
  }
  const key = `${name}-${hashOf([VERSION, last])}.zst`;
  await put(key, sum, ports);
  return joined([...chain.slice(0, -JOINED), { key, segments: size * JOINED }], name, ports);
}

const hashOf = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);

async function put(key: string, delta: Delta, { objects }: Ports): Promise<void> {
  await objects.putOnce('raw', key, zstdCompressSync(JSON.stringify(delta), DENSE), 'application/zstd');
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
export const valuesOf = (values: Values, other: Values): Values => ({
  values: [...new Map([...values.values, ...other.values])],
  certain: [...new Map([...values.certain, ...other.certain])],
});

function newIn(carry: Values, knownValues: Values): Values {
  const added = (all: List, before: List): List => {
    const types = new Map(before);
    return all.filter(([value, type]) => types.get(value) !== type);
  };
  return { values: added(carry.values, knownValues.values), certain: added(carry.certain, knownValues.certain) };
}
