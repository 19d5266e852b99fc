import type { SegmentWriter } from './writer.ts';

/** A pointer event covers at most this long, and its points are at least so far apart (microseconds). */
const WINDOW_US = 500_000;
const SPACING_US = 20_000;

/** Gathers pointer moves into events of `capture/1`. Flush it before any other event, so that order is kept. */
export class PointerPath {
  readonly #writer: SegmentWriter;
  #start = 0;
  #pts: [number, number, number][] = [];

  constructor(writer: SegmentWriter) {
    this.#writer = writer;
  }

  move(mono: number, x: number, y: number): void {
    if (this.#pts.length > 0 && mono - this.#start > WINDOW_US) this.flush();
    if (this.#pts.length === 0) this.#start = mono;
    const dt = mono - this.#start;
    const last = this.#pts.at(-1);
    if (last === undefined || dt - last[0] >= SPACING_US) this.#pts.push([dt, x, y]);
  }

  flush(): void {
    if (this.#pts.length === 0) return;
    this.#writer.emit('pointer', this.#start, { pts: this.#pts });
    this.#pts = [];
  }
}
