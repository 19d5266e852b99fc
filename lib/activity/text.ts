import { RefusedError } from './refusals.ts';

/** A byte order mark in UTF-8, which some editors and PowerShell write first (RFC 8259, 8.1, lets readers skip it). */
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const WIDE = [
  [0xff, 0xfe],
  [0xfe, 0xff],
  [0x00, 0x00, 0xfe, 0xff],
];
/** Bytes of the longest mark. */
const LONGEST = 4;

/** Bytes of a mark at the beginning. @throws RefusedError text.utf-16 */
function markIn(bytes: Uint8Array): number {
  if (WIDE.some((mark) => mark.every((byte, i) => bytes[i] === byte))) throw new RefusedError('text.utf-16');
  return MARK.every((byte, i) => bytes[i] === byte) ? MARK.length : 0;
}

/** The text of a whole file, without one byte order mark. @throws RefusedError text.utf-16 */
export const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8', markIn(bytes));

/** A decoded text, without one byte order mark. */
export const withoutMark = (text: string): string => (text.startsWith('\uFEFF') ? text.slice(1) : text);

/**
 * A stream of text, without one byte order mark.
 * @param onMark receives the mark, if there was one
 * @throws RefusedError text.utf-16
 */
export async function* skipMark(
  source: AsyncIterable<Uint8Array>,
  onMark: (mark: Uint8Array) => void = () => {},
): AsyncGenerator<Uint8Array> {
  let held: Uint8Array | undefined = new Uint8Array();
  const begin = (bytes: Uint8Array) => {
    const length = markIn(bytes);
    if (length > 0) onMark(MARK);
    return bytes.subarray(length);
  };
  for await (const chunk of source) {
    if (held === undefined) {
      yield chunk;
      continue;
    }
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    if (held.length < LONGEST) continue;
    yield begin(held);
    held = undefined;
  }
  if (held !== undefined && held.length > 0) yield begin(held);
}
