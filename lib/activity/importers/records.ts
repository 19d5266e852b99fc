import { parseObject } from '../parse-object.ts';
import { LineSplitter, type SegmentLine } from '../segment/lines.ts';
import { skipMark } from '../text.ts';

/** One line of a JSON Lines file: an object, or why it is none. */
export type JsonRecord =
  | { readonly value: Readonly<Record<string, unknown>> }
  | { readonly fault: 'line.too-long' | 'line.not-utf8' | 'line.not-json' | 'line.truncated' };

const NEWLINE = 10;

/** Reads JSON Lines while holding at most `limit` bytes of one line. Empty lines are nothing. */
export async function* readRecords(source: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<JsonRecord> {
  const splitter = new LineSplitter(limit);
  for await (const chunk of skipMark(source)) for (const line of splitter.push(chunk)) yield* parse(line);
  for (const line of splitter.end()) yield* parse(line);
}

function* parse(line: SegmentLine): Generator<JsonRecord> {
  if ('fault' in line) return yield { fault: line.fault };
  if (line.text.trim() === '') return;
  const value = parseObject(line.text);
  if (value !== undefined) return yield { value };
  yield { fault: line.bytes.at(-1) === NEWLINE ? 'line.not-json' : 'line.truncated' };
}
