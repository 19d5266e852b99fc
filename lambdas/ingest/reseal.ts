import { createGzip } from 'node:zlib';
import type { BatchOpen } from '../../lib/activity/envelope.ts';
import type { ActivityEvent } from '../../lib/activity/events.ts';
import { SegmentSealer } from '../../lib/activity/segment/seal.ts';

/**
 * The stored copy of a segment: pseudonyms in the opening, gaps where events were refused, a chain of its own. Events are
 * serialised again from the parsed values, so that no later reader can see another document in the same bytes (a repeated name,
 * say). Holds the compressed bytes only. `prev` stays as the collector sealed it.
 */
export class Resealer {
  readonly #sealer: SegmentSealer;
  readonly #gzip = createGzip({ level: 4 });
  readonly #chunks: Uint8Array[] = [];
  #lines: string[];

  constructor(open: BatchOpen) {
    this.#sealer = new SegmentSealer(open);
    this.#lines = [this.#sealer.openLine];
    this.#gzip.on('data', (chunk: Uint8Array) => this.#chunks.push(chunk));
  }

  add(event: ActivityEvent): void {
    this.#lines.push(this.#sealer.add(event));
  }

  /** Passes the buffered lines to the compressor, and waits for it. */
  async flush(): Promise<void> {
    const text = this.#lines.join('');
    this.#lines = [];
    if (text !== '')
      await new Promise<void>((done, fail) => this.#gzip.write(text, (error) => (error ? fail(error) : done())));
  }

  async finish(): Promise<Uint8Array> {
    this.#lines.push(this.#sealer.close().line);
    await this.flush();
    await new Promise<void>((done) => this.#gzip.once('end', done).end());
    return Buffer.concat(this.#chunks);
  }
}
