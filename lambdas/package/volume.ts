import { createHash, randomBytes } from 'node:crypto';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { PackageVolume } from '../../lib/ledger/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';

/**
 * Bytes of a piece. The page fetches one with each request, and a function answers with at most 6 MB in base64.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const PIECE_BYTES = 4 * 1024 * 1024;

type Written = Pick<PackageVolume, 'prefix' | 'pieces' | 'bytes' | 'sha256'>;

/**
 * One ZIP file, written into the zone as it grows, in pieces: memory holds one piece and the entry that is being added. Each
 * attempt has a prefix of its own, so that a run that was cut off leaves nothing that a later file could be mixed with.
 */
export class Volume {
  readonly #ports: Ports;
  readonly #prefix: string;
  readonly #zip: Zip;
  readonly #hash = createHash('sha256');
  readonly #at: Date;
  #waiting: Uint8Array[] = [];
  #held = 0;
  #pieces = 0;
  #bytes = 0;

  /** @param under prefix in the zone @param name of the file, without its ending @param at the time of its entries */
  constructor(ports: Ports, under: string, name: string, at: Date) {
    this.#ports = ports;
    this.#prefix = `${under}${name}-${randomBytes(4).toString('hex')}/`;
    this.#at = at;
    this.#zip = new Zip((error, chunk) => {
      if (error) throw error;
      this.#hash.update(chunk);
      this.#waiting.push(chunk);
      this.#held += chunk.length;
    });
  }

  /** Bytes so far. */
  get bytes(): number {
    return this.#bytes + this.#held;
  }

  async addText(name: string, text: Iterable<string>): Promise<void> {
    const entry = new ZipDeflate(name, { level: 6 });
    entry.mtime = this.#at;
    this.#zip.add(entry);
    for (const part of text) {
      entry.push(Buffer.from(part));
      await this.#flush(false);
    }
    entry.push(new Uint8Array(), true);
    await this.#flush(false);
  }

  /** A file that is compressed already. */
  async addFile(name: string, bytes: Uint8Array): Promise<void> {
    const entry = new ZipPassThrough(name);
    entry.mtime = this.#at;
    this.#zip.add(entry);
    entry.push(bytes, true);
    await this.#flush(false);
  }

  async end(): Promise<Written> {
    this.#zip.end();
    await this.#flush(true);
    return { prefix: this.#prefix, pieces: this.#pieces, bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }

  async #flush(last: boolean): Promise<void> {
    if (this.#held < PIECE_BYTES && !(last && this.#held > 0)) return;
    const all = Buffer.concat(this.#waiting);
    let at = 0;
    for (; all.length - at >= PIECE_BYTES || (last && at < all.length); at += PIECE_BYTES)
      await this.#write(all.subarray(at, at + PIECE_BYTES));
    const rest = all.subarray(Math.min(at, all.length));
    this.#waiting = [rest];
    this.#held = rest.length;
  }

  async #write(piece: Uint8Array): Promise<void> {
    const key = pieceKey(this.#prefix, this.#pieces++);
    this.#bytes += piece.length;
    await this.#ports.objects.putOnce('packages', key, piece, 'application/octet-stream');
  }
}

/** @param n counts from 0 */
export const pieceKey = (prefix: string, n: number): string => `${prefix}${String(n).padStart(6, '0')}`;
