import { skipMark } from '../lib/activity/text.ts';

const NEWLINE = 10;
const RETURN = 13;

/** A line of a file as bytes, without its line end, and its number, from 1. */
export interface ByteLine {
  readonly number: number;
  readonly bytes: Buffer;
}

/**
 * Lines as NDJSON defines them: only LF (or CR LF) ends one. `node:readline` also ends lines at U+2028 and at a lone
 * CR, which JSON strings may hold. Holds one line at a time.
 */
export async function* byteLines(chunks: AsyncIterable<Buffer | string>): AsyncGenerator<ByteLine> {
  let number = 0;
  let begun: Buffer[] = [];
  for await (const chunk of skipMark(asBytes(chunks))) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    let from = 0;
    for (let to = bytes.indexOf(NEWLINE); to >= 0; to = bytes.indexOf(NEWLINE, from)) {
      yield { number: ++number, bytes: whole(begun, bytes.subarray(from, to)) };
      begun = [];
      from = to + 1;
    }
    if (from < bytes.length) begun.push(bytes.subarray(from));
  }
  if (begun.length > 0) yield { number: ++number, bytes: whole(begun, Buffer.alloc(0)) };
}

async function* asBytes(chunks: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

function whole(begun: readonly Buffer[], last: Buffer): Buffer {
  const line = begun.length === 0 ? last : Buffer.concat([...begun, last]);
  return line.at(-1) === RETURN ? line.subarray(0, -1) : line;
}
