import { createHash, type Hash } from 'node:crypto';
import type { z } from 'zod';
import { INT_MAX } from '../column-types.ts';
import { type BatchClose, type BatchOpen, closeSchema, openSchema } from '../envelope.ts';
import { type ActivityEvent, hasLongList, schemaOf } from '../events.ts';
import { parseObject } from '../parse-object.ts';
import { type RefusalCode, RefusedError } from '../refusals.ts';
import { skipMark } from '../text.ts';
import { LIMITS, type SegmentLimits } from './limits.ts';
import { LineSplitter, type SegmentLine } from './lines.ts';

/** Part of a segment, in order: its opening, then an event or the reason for its refusal, then its closing. */
export type SegmentPart =
  | { readonly type: 'open'; readonly open: BatchOpen }
  | { readonly type: 'event'; readonly event: ActivityEvent }
  | { readonly type: 'fault'; readonly seq: number; readonly mono_us: number; readonly code: RefusalCode }
  | { readonly type: 'close'; readonly close: BatchClose };

/**
 * Reads and verifies an inflated segment as a stream: schema, contiguous seq, counts and chain. An unacceptable line
 * costs only that line: it becomes a `fault` and uses up one seq. A doubt about the order or completeness of the
 * segment refuses all of it. The caller must not keep any earlier part unless the last part, `close`, arrives.
 * @throws RefusedError with scope `segment`
 */
export async function* readSegment(
  source: AsyncIterable<Uint8Array>,
  limits: SegmentLimits = LIMITS,
): AsyncGenerator<SegmentPart[]> {
  const reader = new Reader(limits);
  const splitter = new LineSplitter(limits.line, (bytes) => reader.chain(bytes));
  for await (const chunk of skipMark(source, (mark) => reader.chainFrom(mark))) {
    const parts: SegmentPart[] = [];
    for (const line of splitter.push(chunk)) parts.push(reader.take(line));
    if (parts.length > 0) yield parts;
  }
  const last: SegmentPart[] = [];
  for (const line of splitter.end()) last.push(reader.take(line));
  reader.finish();
  if (last.length > 0) yield last;
}

class Reader {
  readonly #limits: SegmentLimits;
  readonly #chain = createHash('sha256');
  #marked: Hash | undefined;
  #open: BatchOpen | undefined;
  #close: BatchClose | undefined;
  #next = 0;
  #mono = 0;
  #faults = 0;
  #faultBytes = 0;
  /** A skipped seq. If it arrives later, the events were reordered; otherwise they are lost. */
  #missing: number | undefined;

  constructor(limits: SegmentLimits) {
    this.#limits = limits;
  }

  /** Every byte except the closing line's, in order. */
  chain(bytes: Uint8Array): void {
    this.#chain.update(bytes);
    this.#marked?.update(bytes);
  }

  /** A byte order mark preceded the first line: it was added before the segment was sealed, or after. */
  chainFrom(mark: Uint8Array): void {
    this.#marked = createHash('sha256').update(mark);
  }

  take(line: SegmentLine): SegmentPart {
    const part = this.#takeLine(line);
    if (part.type === 'fault') this.#countFault(line.bytes.length);
    if (part.type !== 'close') this.chain(line.bytes);
    return part;
  }

  finish(): void {
    if (this.#open === undefined) throw new RefusedError('segment.not-capture');
    if (this.#missing !== undefined) throw new RefusedError('seq.gap', `at ${this.#missing}`);
    if (this.#close === undefined) throw new RefusedError('segment.truncated');
    const chains = [this.#chain.digest('hex'), this.#marked?.digest('hex')];
    if (!chains.includes(this.#close.chain)) throw new RefusedError('chain.broken');
  }

  #takeLine(line: SegmentLine): SegmentPart {
    if (this.#close !== undefined) throw new RefusedError('segment.trailing');
    if (this.#open === undefined) return this.#takeOpen(line);
    if ('fault' in line) return this.#fault(line.fault);
    const value = parseObject(line.text);
    if (value === undefined) return this.#fault('line.not-json');
    return value.kind === 'batch.close' ? this.#takeClose(value) : this.#takeEvent(value);
  }

  #takeOpen(line: SegmentLine): SegmentPart {
    const open = 'text' in line ? openSchema.safeParse(parseObject(line.text)) : undefined;
    if (!open?.success) throw new RefusedError('segment.not-capture', open && firstIssue(open.error));
    this.#open = open.data;
    this.#next = open.data.first;
    return { type: 'open', open: open.data };
  }

  #takeEvent(value: Record<string, unknown>): SegmentPart {
    if (Number.isSafeInteger(value.seq)) this.#checkSeq(value.seq as number);
    const schema = schemaOf(value.kind);
    if (schema === undefined) return this.#fault('event.unknown-kind');
    if (hasLongList(value)) return this.#fault('event.invalid');
    const event = schema.safeParse(value);
    if (!event.success) return this.#fault('event.invalid');
    if (event.data.mono_us < this.#mono) return this.#fault('event.time-reversed');
    this.#mono = event.data.mono_us;
    this.#advance();
    return { type: 'event', event: event.data };
  }

  #takeClose(value: unknown): SegmentPart {
    const close = closeSchema.safeParse(value);
    if (!close.success) throw new RefusedError('segment.truncated', firstIssue(close.error));
    if (this.#missing !== undefined) throw new RefusedError('seq.gap', `at ${this.#missing}`);
    const first = this.#open?.first ?? 0;
    const { n, first: closeFirst, last } = close.data;
    if (n !== this.#next - first || closeFirst !== first || last !== this.#next - 1)
      throw new RefusedError('seq.count');
    this.#close = close.data;
    return { type: 'close', close: close.data };
  }

  #checkSeq(seq: number): void {
    if (seq === this.#missing) throw new RefusedError('seq.reorder', `at ${seq}`);
    if (seq === this.#next) return;
    if (seq < this.#next)
      throw new RefusedError(seq === this.#next - 1 ? 'seq.repeat' : 'seq.reorder', `at ${this.#next}`);
    this.#missing ??= this.#next;
    this.#next = seq;
  }

  #fault(code: RefusalCode): SegmentPart {
    const seq = this.#next;
    this.#advance();
    return { type: 'fault', seq, mono_us: this.#mono, code };
  }

  #countFault(bytes: number): void {
    this.#faults++;
    this.#faultBytes += bytes;
    const { faults, faultBytes } = this.#limits;
    if (this.#faults > faults || this.#faultBytes > faultBytes) throw new RefusedError('segment.too-many-faults');
  }

  #advance(): void {
    this.#next++;
    // A gap uses up a seq too, and no schema has checked that one.
    if (this.#next > INT_MAX + 1) throw new RefusedError('seq.too-large');
    if (this.#next - (this.#open?.first ?? 0) > this.#limits.events) throw new RefusedError('segment.too-long');
  }
}

/** The path of the wrong field, never its value. */
function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue === undefined ? 'unreadable' : `${issue.path.join('.') || 'line'}: ${issue.code}`;
}
