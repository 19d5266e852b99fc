import { gzipSync } from 'node:zlib';
import type { BatchOpen } from '../envelope.ts';
import { type ActivityEvent, type EventOf, type Kind, schemaOf } from '../events.ts';
import { SegmentSealer } from '../segment/seal.ts';
import type { Tally } from './tally.ts';
import type { ImportedFrame, ImportedSegment } from './types.ts';
import { uuidOf } from './uuid.ts';

/** Where a segment is cut: events, and bytes before compression. Well under what ingest takes, even if nothing compresses. */
export interface CutLimits {
  readonly events: number;
  readonly bytes: number;
}
export const CUT: CutLimits = { events: 20_000, bytes: 2 * 1024 * 1024 };

/** What all segments of a session say in their opening line. */
export type SessionOpen = Omit<BatchOpen, 'kind' | 'schema' | 'batch' | 'index' | 'prev' | 'first'>;

/** Turns events into chained, sealed segments of one session; holds one unfinished segment in memory. */
export class SegmentWriter {
  readonly #session: SessionOpen;
  readonly #tally: Tally;
  readonly #limits: CutLimits;
  readonly #ready: ImportedSegment[] = [];
  readonly #gaps = new Map<string, number | undefined>();
  readonly #sent = new Set<string>();
  #frames: ImportedFrame[] = [];
  #lines: string[] = [];
  #bytes = 0;
  #sealer: SegmentSealer | undefined;
  #index = 0;
  #prev: string | null = null;
  #seq = 0;
  #mono = 0;
  #focus: number | undefined;

  constructor(session: SessionOpen, tally: Tally, limits: CutLimits = CUT) {
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
   * Writes one event, after the gaps that came before it. Time never runs backwards: an earlier `mono` becomes the last one.
   * @returns its seq, or undefined when it does not fit the schema: then it is counted and leaves a gap
   */
  emit<K extends Kind>(
    kind: K,
    mono: number,
    d: EventOf<K>['d'],
    extra: Partial<Pick<ActivityEvent, 'sens'>> = {},
  ): number | undefined {
    this.#mono = Math.max(this.#mono, mono);
    for (const [reason, n] of this.#gaps) {
      this.#gaps.delete(reason);
      this.#write('control', { op: 'gap', by: 'system', reason, ...(n === undefined ? {} : { n_dropped: n }) }, {});
    }
    return this.#write(kind, d, extra);
  }

  /** Something is missing here: says so before the next event. Leave `n` out when nobody can know how many. */
  gap(reason: string, n?: number): void {
    const before = this.#gaps.get(reason);
    this.#gaps.set(reason, n === undefined && before === undefined ? undefined : (before ?? 0) + (n ?? 0));
  }

  /** Hands a frame to the segment that names it first. */
  frame(frame: ImportedFrame): void {
    if (this.#sent.has(frame.sha256)) return;
    this.#sent.add(frame.sha256);
    this.#frames.push(frame);
  }

  /** Segments that are finished; `last` finishes the open one too. */
  *take(last = false): Generator<ImportedSegment> {
    if (last && this.#sealer !== undefined) this.#cut();
    yield* this.#ready.splice(0);
  }

  #write<K extends Kind>(kind: K, d: EventOf<K>['d'], extra: Partial<ActivityEvent>): number | undefined {
    const seq = this.#seq;
    const ctx = kind === 'focus' || this.#focus === undefined ? {} : { ctx: this.#focus };
    const event = { kind, seq, mono_us: this.#mono, ...ctx, ...extra, d };
    if (!schemaOf(kind)?.safeParse(event).success) {
      this.#tally.add('event.invalid');
      this.gap('event-invalid', 1);
      return undefined;
    }
    this.#sealer ??= this.#begin();
    this.#push(this.#sealer.add(event as unknown as ActivityEvent));
    this.#seq++;
    if (kind === 'focus') this.#focus = seq;
    if (this.#sealer.events >= this.#limits.events || this.#bytes >= this.#limits.bytes) this.#cut();
    return seq;
  }

  #begin(): SegmentSealer {
    const batch = uuidOf('segment', this.#session.sid, String(this.#index));
    const sealer = new SegmentSealer({
      kind: 'batch.open',
      schema: 'capture/1',
      batch,
      index: this.#index,
      prev: this.#prev,
      first: this.#seq,
      ...this.#session,
    });
    this.#push(sealer.openLine);
    return sealer;
  }

  #cut(): void {
    const { line, close } = this.#sealer!.close();
    this.#push(line);
    const body = gzipSync(this.#lines.join(''));
    this.#ready.push({
      body: once(body),
      batch: uuidOf('segment', this.#session.sid, String(this.#index)),
      device: this.#session.device,
      frames: this.#frames,
    });
    this.#prev = close.chain;
    this.#index++;
    this.#sealer = undefined;
    this.#lines = [];
    this.#frames = [];
    this.#bytes = 0;
  }

  #push(line: string): void {
    this.#lines.push(line);
    this.#bytes += Buffer.byteLength(line);
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
