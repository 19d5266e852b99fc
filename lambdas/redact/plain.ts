import type { Column } from '../../lib/activity/columns.ts';
import type { Cell } from './row-group.ts';

/** Bytes of a value: pages are divided, and dictionaries weighed, by them. */
export const SIZE = { int: 4, bigint: 8, double: 8, boolean: 0.125 } as const;

/** Values without nulls as the bytes of a page, by the column's type: PLAIN of Parquet, which is little-endian like all our machines. */
export const PLAIN: { readonly [T in Column['type']]: (values: readonly Cell[]) => Uint8Array } = {
  string: (values) => strings(values as readonly string[]),
  int: (values) => bytesOf(new Int32Array(values as readonly number[])),
  bigint: (values) => bytesOf(new BigInt64Array(values as readonly bigint[])),
  double: (values) => bytesOf(new Float64Array(values as readonly number[])),
  boolean: (values) => bits(values as readonly boolean[]),
};

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView<ArrayBuffer>): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Each value in UTF-8 after its length in 4 bytes: one buffer for all, because a buffer for each value costs most of the time. */
function strings(values: readonly string[]): Uint8Array {
  let room = 0;
  for (const value of values) room += 4 + 3 * value.length;
  const bytes = Buffer.allocUnsafe(room);
  let at = 0;
  for (const value of values) {
    const length = put(bytes, value, at + 4);
    bytes[at] = length;
    bytes[at + 1] = length >> 8;
    bytes[at + 2] = length >> 16;
    bytes[at + 3] = length >> 24;
    at += 4 + length;
  }
  return bytes.subarray(0, at);
}

/** Up to this length a loop is faster than the call into the engine. */
const SHORT = 40;

/** @returns bytes written; what is no text, half of a pair, becomes U+FFFD */
function put(bytes: Buffer, value: string, at: number): number {
  if (value.length > SHORT) return bytes.write(value, at, 'utf8');
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i);
    if (unit > 0x7f) return bytes.write(value, at, 'utf8');
    bytes[at + i] = unit;
  }
  return value.length;
}

function bits(values: readonly boolean[]): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(values.length / 8));
  for (const [i, value] of values.entries()) if (value) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (1 << (i & 7));
  return bytes;
}
