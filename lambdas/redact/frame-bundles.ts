import { type Formatted, formatted } from '../../lib/activity/column-formats.ts';
import { bundleKey, frameName, maskedFrameKey } from '../../lib/activity/raw-keys.ts';
import { BUNDLE_BYTES, RARE_DAYS } from '../../lib/activity/segment/limits.ts';
import { Tar } from '../../lib/activity/tar.ts';
import { addDays } from '../../lib/retention/days.ts';
import type { Objects, ReadingRate } from '../../lib/storage/ports.ts';

/** The smallest object that STANDARD_IA counts as large as it is. https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html */
const LEAST_BYTES = 128 * 1024;

/** A segment, and the UTC day on which its masked frames are destroyed. */
export interface BundledSegment {
  readonly jurisdiction: string;
  readonly day: string;
  readonly batch: string;
  readonly deadline: string;
}

/**
 * Writes the masked frames of one segment as bundles, in the order in which they are added. The same frames make the same bundles, so
 * that redaction after a crash finds its own.
 */
export class FrameBundles {
  readonly #segment: BundledSegment;
  readonly #objects: Pick<Objects, 'putOnce'>;
  #tar = new Tar();
  #number = 0;

  constructor(segment: BundledSegment, objects: Pick<Objects, 'putOnce'>) {
    this.#segment = segment;
    this.#objects = objects;
  }

  /** Adds a PNG. @returns the key of the frame, which names the row and not the content */
  async add(seq: number, image: Uint8Array): Promise<Formatted<'frame'>> {
    if (this.#tar.size > 0 && this.#tar.size + image.length > BUNDLE_BYTES) await this.#write();
    this.#tar.add(frameName(seq), image);
    return formatted('frame', maskedFrameKey(this.#segment, this.#number, seq));
  }

  /** Writes the last bundle. @returns the number of bundles */
  async finish(): Promise<number> {
    if (this.#tar.size > 0) await this.#write();
    return this.#number;
  }

  async #write(): Promise<void> {
    const bytes = this.#tar.finish();
    const { day, deadline } = this.#segment;
    const isCheaper = bytes.length >= LEAST_BYTES && addDays(day, RARE_DAYS) <= deadline;
    const read: ReadingRate = isCheaper ? 'rarely' : 'often';
    await this.#objects.putOnce('redacted', bundleKey(this.#segment, this.#number), bytes, 'application/x-tar', read);
    this.#tar = new Tar();
    this.#number++;
  }
}
