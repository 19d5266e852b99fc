import type { BatchOpen } from '../activity/envelope.ts';
import type { ActivityEvent } from '../activity/events.ts';
import { SegmentSealer } from '../activity/segment/seal.ts';

/** Number of missing events, and how many of them may have been stored after all. */
export interface MissingEvents {
  n: number;
  unsure: number;
}

/** Events that are lost with a segment. */
export interface Weight {
  /** Events with content. */
  content: number;
  /** Events for which its gaps stand. */
  readonly gaps: MissingEvents;
  /** Events for which its pauses stand. Counted separately, because pauses must not be visible to others. */
  readonly held: MissingEvents;
  /** Whether the count of one of its gaps is unknown. */
  unknown: boolean;
}

export interface FrameFile {
  readonly sha256: string;
  /** When it was captured, microseconds after `clock.t0`. */
  readonly mono_us: number;
  readonly bytes: number;
}

/** The position of a segment, recorded before its first event. */
export interface SegmentHead {
  /** Position in the queue. Never reused. */
  readonly ordinal: number;
  readonly open: BatchOpen;
  /** Time of the last event before it in the session. */
  readonly mono: number;
  /** The session has ended: no segment follows. */
  readonly ended: boolean;
}

/** A sealed segment without its body. */
export interface SegmentMeta extends SegmentHead {
  readonly chain: string;
  /** The seq after its last event. */
  readonly next: number;
  readonly weight: Weight;
  readonly frames: readonly FrameFile[];
  /** Ordinals of segments for which its gaps stand: they are gone, even where their files still exist. */
  readonly drops: readonly number[];
}

export interface Sealed {
  readonly meta: SegmentMeta;
  /** Before compression. */
  readonly text: string;
}

/** The segment that events are being added to. */
export class OpenSegment {
  readonly head: SegmentHead;
  /** Lines of its events. */
  readonly lines: string[] = [];
  readonly drops: number[] = [];
  readonly frames: FrameFile[] = [];
  readonly weight: Weight = {
    content: 0,
    gaps: { n: 0, unsure: 0 },
    held: { n: 0, unsure: 0 },
    unknown: false,
  };
  readonly #sealer: SegmentSealer;
  #bytes = 0;
  #mono: number;

  constructor(head: SegmentHead) {
    this.head = head;
    this.#mono = head.mono;
    this.#sealer = new SegmentSealer(head.open);
  }

  /** Before compression. */
  get bytes(): number {
    return this.#bytes;
  }

  get mono(): number {
    return this.#mono;
  }

  get next(): number {
    return this.head.open.first + this.lines.length;
  }

  add(event: ActivityEvent): void {
    const line = this.#sealer.add(event);
    this.lines.push(line);
    this.#bytes += Buffer.byteLength(line);
    this.#mono = event.mono_us;
    weigh(event, this.weight);
  }

  addFrame(frame: FrameFile): void {
    if (!this.frames.some(({ sha256 }) => sha256 === frame.sha256)) this.frames.push(frame);
  }

  /** @param ended whether it is the last of its session */
  seal(ended: boolean): Sealed {
    const { line, close } = this.#sealer.close();
    const { head, next, weight, frames, drops } = this;
    const meta = { ...head, mono: this.#mono, chain: close.chain, next, weight, frames, drops, ended };
    return { meta, text: [this.#sealer.openLine, ...this.lines, line].join('') };
  }
}

/** The reason of a gap for events that may nevertheless have been stored. */
export const UNCONFIRMED = 'unconfirmed';

function weigh({ kind, d }: ActivityEvent, weight: Weight): void {
  if (kind !== 'control') {
    weight.content++;
    return;
  }
  const missing = d.op === 'resume' ? weight.held : weight.gaps;
  missing.n += d.n_dropped ?? 0;
  if (d.reason === UNCONFIRMED) missing.unsure += d.n_dropped ?? 0;
  if (d.op === 'gap' && d.n_dropped === undefined) weight.unknown = true;
}
