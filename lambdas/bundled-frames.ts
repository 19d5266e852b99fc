import { hasCode } from '../lib/activity/errors.ts';
import { bundledFrameOf } from '../lib/activity/raw-keys.ts';
import { filesOf } from '../lib/activity/tar.ts';
import type { Objects } from '../lib/storage/ports.ts';
import { collect } from './redact/collect.ts';

/** Bundles in memory: a step may still show the last frame of the bundle before. */
const REMEMBERED = 2;

/** Reads masked frames from their bundles. Frames that are asked for in the order of their rows cost one request a bundle. */
export class BundledFrames {
  readonly #objects: Pick<Objects, 'get'>;
  /** Files of the bundles read last, the newest at the end; without files where the bundle is gone. */
  readonly #bundles = new Map<string, ReadonlyMap<string, Uint8Array>>();

  constructor(objects: Pick<Objects, 'get'>) {
    this.#objects = objects;
  }

  /** @returns the PNG; undefined when it was destroyed, or the key is none that redaction writes */
  async get(key: string): Promise<Uint8Array | undefined> {
    const at = bundledFrameOf(key);
    if (at === undefined) return undefined;
    const files = this.#bundles.get(at.bundle) ?? (await this.#read(at.bundle));
    this.#remember(at.bundle, files);
    const image = files.get(at.name);
    // A copy, because a view would keep the whole bundle in memory for as long as its reader keeps one frame.
    return image && Uint8Array.from(image);
  }

  async #read(bundle: string): Promise<ReadonlyMap<string, Uint8Array>> {
    try {
      return filesOf(await collect(await this.#objects.get('redacted', bundle)));
    } catch (error) {
      // Frames may die before the rows that name them. S3 calls that denied where the bucket must not be listed.
      if (hasCode(error, 'object.missing') || hasCode(error, 'access.denied')) return new Map();
      throw error;
    }
  }

  #remember(bundle: string, files: ReadonlyMap<string, Uint8Array>): void {
    this.#bundles.delete(bundle);
    this.#bundles.set(bundle, files);
    for (const oldest of this.#bundles.keys()) {
      if (this.#bundles.size <= REMEMBERED) return;
      this.#bundles.delete(oldest);
    }
  }
}
