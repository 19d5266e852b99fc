import { createHash } from 'node:crypto';
import type { BatchClose, BatchOpen } from '../envelope.ts';
import type { ActivityEvent } from '../events.ts';

/** Writes one segment line by line and closes it with its chain. Each line ends with a newline. */
export class SegmentSealer {
  readonly #chain = createHash('sha256');
  readonly #first: number;
  #next: number;

  /** The opening line; write it first. */
  readonly openLine: string;

  constructor(open: BatchOpen) {
    this.#first = open.first;
    this.#next = open.first;
    this.openLine = this.#line(open);
  }

  /** Number of added events. */
  get events(): number {
    return this.#next - this.#first;
  }

  /** @throws RangeError when `event.seq` is not the next one: sealing a gap would only be refused later */
  add(event: ActivityEvent): string {
    if (event.seq !== this.#next) throw new RangeError(`seq ${event.seq} cannot follow ${this.#next - 1}`);
    this.#next++;
    return this.#line(event);
  }

  /** The closing line and its content. */
  close(): { line: string; close: BatchClose } {
    const close: BatchClose = {
      kind: 'batch.close',
      n: this.events,
      first: this.#first,
      last: this.#next - 1,
      chain: this.#chain.digest('hex'),
    };
    return { line: `${JSON.stringify(close)}\n`, close };
  }

  #line(value: BatchOpen | ActivityEvent): string {
    const line = `${JSON.stringify(value)}\n`;
    this.#chain.update(line);
    return line;
  }
}
