import type { Formatted } from '../column-formats.ts';
import type { BatchOpen } from '../envelope.ts';
import { StrongroomError } from '../errors.ts';
import type { ActivityEvent } from '../events.ts';
import { gunzip } from './gunzip.ts';
import { LIMITS } from './limits.ts';

/**
 * A pointer event whose path stays in its stored text, `[[dt_us,x,y],...]`. Most events are of this kind, and the lake
 * keeps the text: converting thousands of numbers to objects and back would be most of the work.
 */
export interface StoredPath {
  readonly kind: 'path';
  readonly seq: number;
  readonly mono_us: number;
  readonly ctx?: number;
  readonly x: number;
  readonly y: number;
  readonly path: Formatted<'path'>;
}

/** An event of a stored segment. */
export type StoredEvent = ActivityEvent | StoredPath;

/** A pointer line as ingest writes it, in its parts. A line with any other field is parsed as a whole. */
const POINTER = {
  seq: '{"kind":"pointer","seq":',
  mono: ',"mono_us":',
  ctx: ',"ctx":',
  points: ',"d":{"pts":',
} as const;
const POINTS = /\[\[\d+,([-\d.e]+),([-\d.e]+)\][-\d.e,[\]]*\]\}\}$/y;
const AFTER_POINTS = '}}'.length;

/** Kinds that hold no content and make up most of a day: a pass over content need not even parse them. */
const MOTION = /^\{"kind":"(?:pointer|scroll)"/;

export interface StoredSegment {
  readonly open: BatchOpen;
  /** Events in order, in batches. */
  readonly events: AsyncGenerator<StoredEvent[]>;
}

/**
 * Reads a segment that ingest has verified and written: no schema is checked again, and its lines begin with `kind`.
 * @param options.motion false leaves out pointer and scroll events
 * @throws StrongroomError segment.unreadable when ingest did not write the object in this form; the error quotes
 *   nothing of it
 */
export async function readStored(
  source: AsyncIterable<Uint8Array>,
  options: { motion: boolean },
): Promise<StoredSegment> {
  const lines = linesOf(source);
  const { open, rest } = await opening(lines);
  return { open, events: eventsOf(rest, lines, options.motion) };
}

/** The opening of a stored segment; reads no further. @throws StrongroomError segment.unreadable */
export async function readOpening(source: AsyncIterable<Uint8Array>): Promise<BatchOpen> {
  const lines = linesOf(source);
  try {
    return (await opening(lines)).open;
  } finally {
    // Closes the source, for example a file.
    await lines.return(undefined);
  }
}

async function opening(lines: AsyncGenerator<string[]>): Promise<{ open: BatchOpen; rest: string[] }> {
  const first = await lines.next();
  const [head, ...rest] = first.done ? [] : first.value;
  const open = head === undefined ? undefined : (parse(head) as { kind?: string } | null);
  if (open?.kind !== 'batch.open') throw unreadable('does not begin with batch.open');
  return { open: open as BatchOpen, rest };
}

async function* eventsOf(
  rest: string[],
  lines: AsyncGenerator<string[]>,
  motion: boolean,
): AsyncGenerator<StoredEvent[]> {
  let closed = false;
  const eventIn = (line: string): StoredEvent | undefined => {
    if (!motion && MOTION.test(line)) return undefined;
    const path = motion ? storedPath(line) : undefined;
    if (path !== undefined) return path;
    const value = parse(line) as { kind: string };
    if (value.kind !== 'batch.close') return value as ActivityEvent;
    closed = true;
    return undefined;
  };
  const take = (batch: string[]): StoredEvent[] => {
    const events: StoredEvent[] = [];
    for (const line of batch) {
      const event = eventIn(line);
      if (event !== undefined) events.push(event);
    }
    return events;
  };
  yield take(rest);
  for await (const batch of lines) yield take(batch);
  if (!closed) throw unreadable('does not end with batch.close');
}

/** Splits text, not bytes: V8 does that several times faster, and ingest writes UTF-8. */
async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let held = '';
  for await (const chunk of gunzip(source, 256 * 1024)) {
    const lines = (held + decoder.decode(chunk, { stream: true })).split('\n');
    held = lines.pop() ?? '';
    if (held.length > 4 * LIMITS.line) throw unreadable('has a line over the limit');
    if (lines.length > 0) yield lines;
  }
  if (held !== '') yield [held];
}

/** One pattern for all of the line would take twice the time, and most lines are of this kind. */
function storedPath(line: string): StoredPath | undefined {
  const seq = numberAfter(line, 0, POINTER.seq);
  const mono = seq && numberAfter(line, seq.end, POINTER.mono);
  if (seq === undefined || mono === undefined) return undefined;
  const ctx = numberAfter(line, mono.end, POINTER.ctx);
  const at = ctx?.end ?? mono.end;
  if (!line.startsWith(POINTER.points, at)) return undefined;
  POINTS.lastIndex = at + POINTER.points.length;
  const match = POINTS.exec(line);
  if (match === null) return undefined;
  const place = {
    kind: 'path' as const,
    seq: seq.value,
    mono_us: mono.value,
    x: Number(match[1]),
    y: Number(match[2]),
    path: line.slice(at + POINTER.points.length, -AFTER_POINTS) as Formatted<'path'>,
  };
  return ctx === undefined ? place : { ...place, ctx: ctx.value };
}

/** The digits after a part of the line, and where they end. */
function numberAfter(line: string, at: number, part: string): { value: number; end: number } | undefined {
  if (!line.startsWith(part, at)) return undefined;
  const begin = at + part.length;
  let end = begin;
  while (line.charCodeAt(end) >= 0x30 && line.charCodeAt(end) <= 0x39) end++;
  return end === begin ? undefined : { value: Number(line.slice(begin, end)), end };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw unreadable('has a line that is not JSON');
  }
}

const unreadable = (why: string): StrongroomError =>
  new StrongroomError(
    'segment.unreadable',
    `a stored segment ${why}`,
    'it was damaged after it was stored: see who wrote to the raw zone',
  );
