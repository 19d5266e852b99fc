import type { BatchOpen } from '../envelope.ts';
import type { ActivityEvent } from '../events.ts';
import { gunzip } from './gunzip.ts';
import { LIMITS } from './limits.ts';

/** Kinds that hold no content and make up most of a day: a pass that looks for content need not even parse them. */
const MOTION = /^\{"kind":"(?:pointer|scroll)"/;

export interface StoredSegment {
  readonly open: BatchOpen;
  /** Events in order, some at a time. */
  readonly events: AsyncGenerator<ActivityEvent[]>;
}

/**
 * Reads a segment that ingest has verified and written: no schema is checked again, and its lines begin with `kind`.
 * @param options.motion false leaves out pointer and scroll events
 * @throws Error when the object is not what ingest writes; the message quotes nothing of it
 */
export async function readStored(
  source: AsyncIterable<Uint8Array>,
  options: { motion: boolean },
): Promise<StoredSegment> {
  const lines = linesOf(source);
  const first = await lines.next();
  const [head, ...rest] = first.done ? [] : first.value;
  const open = head === undefined ? undefined : (parse(head) as { kind: string });
  if (open?.kind !== 'batch.open') throw new Error('the stored segment does not begin with batch.open');
  return { open: open as BatchOpen, events: eventsOf(rest, lines, options.motion) };
}

async function* eventsOf(
  rest: string[],
  lines: AsyncGenerator<string[]>,
  motion: boolean,
): AsyncGenerator<ActivityEvent[]> {
  let closed = false;
  const take = (batch: string[]): ActivityEvent[] => {
    const events: ActivityEvent[] = [];
    for (const line of batch) {
      if (!motion && MOTION.test(line)) continue;
      const value = parse(line) as { kind: string };
      if (value.kind === 'batch.close') closed = true;
      else events.push(value as ActivityEvent);
    }
    return events;
  };
  yield take(rest);
  for await (const batch of lines) yield take(batch);
  if (!closed) throw new Error('the stored segment does not end with batch.close');
}

/** Splits text, not bytes: V8 does that several times faster, and what ingest wrote is UTF-8. */
async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let held = '';
  for await (const chunk of gunzip(source, 256 * 1024)) {
    const lines = (held + decoder.decode(chunk, { stream: true })).split('\n');
    held = lines.pop() ?? '';
    if (held.length > 4 * LIMITS.line) throw new Error('the stored segment has a line over the limit');
    if (lines.length > 0) yield lines;
  }
  if (held !== '') yield [held];
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Error('the stored segment has a line that is not JSON');
  }
}
