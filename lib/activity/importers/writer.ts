import { gzipSync } from 'node:zlib';
import type { BatchOpen } from '../envelope.ts';
import { type EventOf, type Kind, schemaOf } from '../events.ts';
import { SegmentSealer } from '../segment/seal.ts';
import { there } from '../there.ts';
import type { ImportTally } from './tally.ts';
import type { ImportedFrame, ImportedSegment } from './types.ts';
import { uuidOf } from './uuid.ts';

/**
 * Limits at which a segment is cut: events, and bytes before compression. Well under the limits of ingest, even if nothing
 * compresses.
 */
export interface CutLimits {
  readonly events: number;
  readonly bytes: number;
}
const CUT: CutLimits = { events: 20_000, bytes: 2 * 1024 * 1024 };

/** A segment is cut when its frames take this much memory. Bytes. */
const MAX_HELD = 32 * 1024 * 1024;

/** The part of the opening line that all segments of a session share. */
export type SessionOpen = Omit<BatchOpen, 'kind' | 'schema' | 'batch' | 'index' | 'prev' | 'first'>;

/** Turns events into chained, sealed segments of one session; holds one unfinished segment in memory. */
export class SegmentWriter {
  #session: SessionOpen;
  readonly #tally: ImportTally;
  readonly #limits: CutLimits;
  readonly #ready: ImportedSegment[] = [];
  readonly #gaps = new Map<string, number | undefined>();
  #frames: ImportedFrame[] = [];
  #lines: string[] = [];
  #bytes = 0;
  /** Bytes of frames that are in memory. */
  #held = 0;
  #open: BatchOpen | undefined;
  #sealer: SegmentSealer | undefined;
  #index = 0;
  #prev: string | null = null;
  #seq = 0;
  #mono = 0;
  #focus: number | undefined;

  constructor(session: SessionOpen, tally: ImportTally, limits: CutLimits = CUT) {
    this.#session = session;
    this.#tally = tally;
    this.#limits = limits;
  }

  /** Events written so far. */
  get events(): number {
    return this.#seq;
  }

  /** `mono_us` of the last event. */
  get mono(): number {
    return this.#mono;
  }

  /**
   * Writes the event of a frame, and adds the frame to the segment of the event.
   * @param held bytes of memory that it takes until its segment is done: none if it is read from a file
   */
  emitFrame(mono: number, d: EventOf<'screen.frame'>['d'], read: ImportedFrame['read'], held = 0): number | undefined {
    this.#held += held;
    const frame = { sha256: d.sha256, mime: d.mime, mono_us: Math.max(this.#mono, mono), read };
    return this.emit('screen.frame', mono, d, frame);
  }

  /**
   * Writes one event, after the gaps that came before it. Time never runs backwards: an earlier `mono` becomes the last one.
   * @returns its seq, or undefined when it does not fit the schema: then it is counted and leaves a gap
   */
  emit<K extends Kind>(kind: K, mono: number, d: EventOf<K>['d'], frame?: ImportedFrame): number | undefined {
    this.#mono = Math.max(this.#mono, mono);
    for (const [reason, n] of this.#gaps) {
      this.#gaps.delete(reason);
      this.#write('control', { op: 'gap', by: 'system', reason, ...(n === undefined ? {} : { n_dropped: n }) });
    }
    return this.#write(kind, d, frame);
  }

  /** Places are in pixels of this display from here on. A segment has one display, so another one begins a segment. */
  display(display: SessionOpen['display']): void {
    const { w, h, scale } = this.#session.display;
    if (w === display.w && h === display.h && scale === display.scale) return;
    if (this.#sealer !== undefined) this.#cut();
    this.#session = { ...this.#session, display };
  }

  /** Events are missing here: writes a gap before the next event. Leave `n` out when the number is unknown. */
  gap(reason: string, n?: number): void {
    const before = this.#gaps.get(reason);
    this.#gaps.set(reason, n === undefined && before === undefined ? undefined : (before ?? 0) + (n ?? 0));
  }

  /** Segments that are finished; `last` finishes the open one too. */
  *take(last = false): Generator<ImportedSegment> {
    if (last && this.#sealer !== undefined) this.#cut();
    yield* this.#ready.splice(0);
  }

  #write<K extends Kind>(kind: K, d: EventOf<K>['d'], frame?: ImportedFrame): number | undefined {
    const seq = this.#seq;
    const isPlaced = kind !== 'focus' && kind !== 'task';
    const ctx = !isPlaced || this.#focus === undefined ? {} : { ctx: this.#focus };
    const event = { kind, seq, mono_us: this.#mono, ...ctx, d };
    const checked = schemaOf(kind)?.safeParse(event);
    if (!checked?.success) {
      this.#tally.add('event.invalid');
      this.gap('event-invalid', 1);
      return undefined;
    }
    this.#sealer ??= this.#begin();
    this.#push(this.#sealer.add(checked.data));
    this.#seq++;
    if (frame !== undefined && !this.#frames.some(({ sha256 }) => sha256 === frame.sha256)) this.#frames.push(frame);
    if (kind === 'focus') this.#focus = seq;
    if (this.#sealer.events >= this.#limits.events || this.#bytes >= this.#limits.bytes) this.#cut();
    else if (this.#held >= MAX_HELD) this.#cut();
    return seq;
  }

  #begin(): SegmentSealer {
    this.#open = {
      kind: 'batch.open',
      schema: 'capture/1',
      batch: uuidOf('segment', this.#session.sid, String(this.#index)),
      index: this.#index,
      prev: this.#prev,
      first: this.#seq,
      ...this.#session,
    };
    const sealer = new SegmentSealer(this.#open);
    this.#push(sealer.openLine);
    return sealer;
  }

  #cut(): void {
    const { line, close } = there(this.#sealer, 'an open segment').close();
    this.#push(line);
    const body = gzipSync(this.#lines.join(''));
    this.#ready.push({
      body: once(body),
      batch: there(this.#open, 'an open segment').batch,
      open: this.#open,
      frames: this.#frames,
    });
    this.#prev = close.chain;
    this.#index++;
    this.#sealer = undefined;
    this.#lines = [];
    this.#frames = [];
    this.#bytes = 0;
    this.#held = 0;
  }

  #push(line: string): void {
    this.#lines.push(line);
    this.#bytes += Buffer.byteLength(line);
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
