import { type AddressRange, readAddress, readNetwork, showAddress } from '../evaluate/address.ts';
import { DECIMALS, readDate, readNumber } from '../evaluate/compare.ts';

/** A set of whole numbers: intervals with both ends included, undefined for no end. */
export type Intervals = readonly { readonly low?: bigint; readonly high?: bigint }[];

/** How values of an ordered type are put on the line of whole numbers, and read back for a witness. */
export interface NumberLine {
  readonly read: (text: string) => bigint | undefined;
  readonly show: (point: bigint) => string;
  readonly lowest: bigint;
  readonly highest: bigint;
}

const V6 = 1n << 128n;
/** Numbers are read in millionths and placed at every second point, so that there is one between any two. */
const PLACES = 7;
const MILLIONTH = 10n ** BigInt(DECIMALS - 6);
const MOST = 10n ** 40n;

function showNumber(point: bigint): string {
  const digits = (point < 0n ? -point : point) * 5n;
  const text = String(digits).padStart(PLACES + 1, '0');
  const fraction = text.slice(-PLACES).replace(/0+$/, '');
  return `${point < 0n ? '-' : ''}${text.slice(0, -PLACES)}${fraction === '' ? '' : `.${fraction}`}`;
}

export const LINES = {
  number: {
    read: (text) => {
      const value = readNumber(text);
      return value === undefined || value % MILLIONTH !== 0n ? undefined : (2n * value) / MILLIONTH;
    },
    show: showNumber,
    lowest: -MOST,
    highest: MOST,
  },
  date: {
    read: (text) => {
      const value = readDate(text);
      return value === undefined ? undefined : BigInt(Math.round(value));
    },
    show: (point) => new Date(Number(point)).toISOString(),
    lowest: 0n,
    highest: 253_402_300_799_999n,
  },
  // Addresses of the two families one after the other.
  address: {
    read: (text) => {
      const found = readAddress(text);
      return found && place(found.bits, found.value);
    },
    show: (point) => showAddress(point >= V6 ? { bits: 128, value: point - V6 } : { bits: 32, value: point }),
    lowest: 0n,
    highest: 2n * V6 - 1n,
  },
} as const satisfies Record<string, NumberLine>;

const place = (bits: 32 | 128, value: bigint): bigint => (bits === 32 ? value : V6 + value);

export function networkInterval(text: string): Intervals[number] | undefined {
  const network: AddressRange | undefined = readNetwork(text);
  return network && { low: place(network.bits, network.low), high: place(network.bits, network.high) };
}

const isFamilyGap = (point: bigint): boolean => point >= 1n << 32n && point < V6;

/** A point in all of `inside` and none of `outside`; only the ends of intervals and their neighbours need be tried. */
export function findPoint(
  inside: readonly Intervals[],
  outside: readonly Intervals[],
  line: NumberLine,
): bigint | undefined {
  const { lowest, highest } = line;
  const candidates = new Set<bigint>([0n, V6, lowest, highest]);
  for (const intervals of [...inside, ...outside]) {
    for (const { low, high } of intervals) {
      if (low !== undefined) candidates.add(low).add(low - 1n);
      if (high !== undefined) candidates.add(high).add(high + 1n);
    }
  }
  const has = (intervals: Intervals, point: bigint): boolean =>
    intervals.some(({ low, high }) => (low === undefined || point >= low) && (high === undefined || point <= high));
  const legal = (point: bigint): boolean =>
    point >= lowest && point <= highest && !(line === LINES.address && isFamilyGap(point));
  return [...candidates].find(
    (point) =>
      legal(point) &&
      inside.every((intervals) => has(intervals, point)) &&
      !outside.some((intervals) => has(intervals, point)),
  );
}
