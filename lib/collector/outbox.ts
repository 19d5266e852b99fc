import type { Limits } from './ports.ts';
import type { Waiting } from './store.ts';

interface Entry extends Waiting {
  /** Reading of the monotonic clock at which it becomes too old (µs). */
  readonly expires: number;
}

/** Waiting segments, oldest first. They are sent strictly in order, so only the oldest can have been tried. */
export class Outbox {
  readonly #entries: Entry[] = [];
  /** Ordinal of the segment that may have been stored: an attempt got no response. */
  #doubted: number | undefined;

  get head(): Waiting | undefined {
    return this.#entries[0];
  }

  get size(): number {
    return this.#entries.length;
  }

  get bytes(): number {
    return this.#entries.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** @param expires reading of the monotonic clock (µs) */
  add(waiting: Waiting, expires: number): void {
    this.#entries.push({ ...waiting, expires });
  }

  remove({ meta }: Waiting): void {
    const at = this.#entries.findIndex((entry) => entry.meta.ordinal === meta.ordinal);
    if (at !== -1) this.#entries.splice(at, 1);
    if (this.#doubted === meta.ordinal) this.#doubted = undefined;
  }

  doubt({ meta }: Waiting): void {
    this.#doubted = meta.ordinal;
  }

  isDoubted({ meta }: Waiting): boolean {
    return this.#doubted === meta.ordinal;
  }

  /** A copy of the list: all segments, or those with content. */
  all(which: 'all' | 'content'): Waiting[] {
    return this.#entries.filter(({ meta }) => which === 'all' || meta.weight.content > 0);
  }

  /**
   * Segments to drop because they are too old or take too many bytes. A segment that is being sent, or may have been stored, is
   * not dropped for space.
   */
  overdue(now: number, limits: Limits['queue'], sending: boolean): [Waiting, 'queue-expired' | 'queue-full'][] {
    const found: [Waiting, 'queue-expired' | 'queue-full'][] = [];
    let { bytes } = this;
    for (const [i, entry] of this.#entries.entries()) {
      if (i === 0 && sending) continue;
      const expired = now >= entry.expires;
      if (!expired && (bytes <= limits.bytes || this.isDoubted(entry))) continue;
      found.push([entry, expired ? 'queue-expired' : 'queue-full']);
      bytes -= entry.bytes;
    }
    return found;
  }
}
