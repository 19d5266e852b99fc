import { isUtf8 } from 'node:buffer';

/**
 * One line: its bytes with the newline, and its text, or the reason why it has none. The bytes of an oversized line are
 * dropped.
 */
export type SegmentLine =
  | { readonly bytes: Uint8Array; readonly text: string }
  | { readonly bytes: Uint8Array; readonly fault: 'line.too-long' | 'line.not-utf8' };

const NEWLINE = 10;

/** Splits a byte stream into lines, holding at most `limit` bytes of an unfinished one. */
export class LineSplitter {
  readonly #limit: number;
  readonly #onDropped: (bytes: Uint8Array) => void;
  #held: Uint8Array[] = [];
  #heldBytes = 0;

  /** @param onDropped receives the bytes of oversized lines as they pass, for a hash that must cover them */
  constructor(limit: number, onDropped: (bytes: Uint8Array) => void = () => {}) {
    this.#limit = limit;
    this.#onDropped = onDropped;
  }

  /** The lines that `chunk` completes; take each before the next, so that dropped bytes pass in order. */
  *push(chunk: Uint8Array): Generator<SegmentLine> {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      yield this.#finish(chunk.subarray(start, end + 1));
      start = end + 1;
    }
    if (start < chunk.length) this.#hold(chunk.subarray(start));
  }

  /** The rest after the last newline. */
  *end(): Generator<SegmentLine> {
    if (this.#heldBytes > 0) yield this.#finish(new Uint8Array());
  }

  #hold(part: Uint8Array): void {
    this.#held.push(part);
    this.#heldBytes += part.length;
    if (this.#heldBytes > this.#limit) this.#drop();
  }

  #drop(): void {
    for (const part of this.#held) this.#onDropped(part);
    this.#held = [];
  }

  #finish(tail: Uint8Array): SegmentLine {
    this.#hold(tail);
    if (this.#heldBytes > this.#limit) {
      this.#drop();
      this.#heldBytes = 0;
      return { bytes: new Uint8Array(), fault: 'line.too-long' };
    }
    const bytes = this.#held.length === 1 ? view(tail) : Buffer.concat(this.#held);
    this.#held = [];
    this.#heldBytes = 0;
    if (!isUtf8(bytes)) return { bytes, fault: 'line.not-utf8' };
    return { bytes, text: bytes.toString('utf8', 0, bytes.at(-1) === NEWLINE ? bytes.length - 1 : bytes.length) };
  }
}

const view = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
