import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { RefusedError } from '../refusals.ts';

/** A file of an archive. */
interface Entry {
  readonly offset: number;
  readonly packed: number;
  readonly size: number;
  readonly deflated: boolean;
  readonly crc: number;
}

/** Sections 4.3 and 4.4 of https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT. */
const END = { signature: 0x06054b50, length: 22, comment: 0xffff };
const DIRECTORY = { signature: 0x02014b50, length: 46 };
const LOCAL = { signature: 0x04034b50, length: 30 };
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 0x1;
/** Marks that the figures are in a zip64 record. */
const ELSEWHERE = 0xffffffff;
const MAX_ENTRIES = 65_534;
/** Bytes of a directory: each entry has a name of some dozen characters. */
const MAX_DIRECTORY = 32 * 1024 * 1024;

const refused = (why: string): RefusedError => new RefusedError('import.wrong-format', `the archive ${why}`);

/**
 * Reads the files of a zip archive in place: nothing is unpacked to a disk, so that a name can lead nowhere. It takes the
 * archives that recorders write and refuses the rest: encrypted files, zip64, archives of several parts, methods other than
 * deflate.
 */
export class Zip {
  readonly #path: string;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(path: string, entries: ReadonlyMap<string, Entry>) {
    this.#path = path;
    this.#entries = entries;
  }

  /** @throws RefusedError import.wrong-format */
  static async open(path: string): Promise<Zip> {
    const file = await open(path);
    try {
      return new Zip(path, await directoryOf(file));
    } finally {
      await file.close();
    }
  }

  get paths(): string[] {
    return [...this.#entries.keys()].sort();
  }

  has(path: string): boolean {
    return this.#entries.has(path);
  }

  /** Bytes, according to the directory. No more are ever returned. */
  size(path: string): number {
    return this.#entries.get(path)?.size ?? 0;
  }

  /** @throws RefusedError import.wrong-format for a file that differs from its directory entry; the bytes before it were read */
  async *stream(path: string): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(path);
    if (entry === undefined) throw new RangeError('not a file of this archive');
    const start = await this.#startOf(entry);
    const packed = entry.packed === 0 ? [] : createReadStream(this.#path, { start, end: start + entry.packed - 1 });
    const source = entry.deflated ? pipeline(packed, createInflateRaw(), () => {}) : packed;
    let size = 0;
    let crc = 0;
    try {
      for await (const chunk of source as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > entry.size) throw refused('holds more than it says');
        crc = crc32(chunk, crc);
        yield chunk;
      }
    } catch (error) {
      throw error instanceof RefusedError ? error : refused('cannot be inflated');
    }
    if (size !== entry.size || crc !== entry.crc) throw refused('is damaged');
  }

  async read(path: string): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.stream(path)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  /** Content begins after a header of its own, whose name may have another length than in the directory. */
  async #startOf({ offset }: Entry): Promise<number> {
    const file = await open(this.#path);
    try {
      const header = await bytesAt(file, offset, LOCAL.length);
      if (header.readUInt32LE(0) !== LOCAL.signature) throw refused('is damaged');
      return offset + LOCAL.length + header.readUInt16LE(26) + header.readUInt16LE(28);
    } finally {
      await file.close();
    }
  }
}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, at);
  if (bytesRead < length) throw refused('ends too early');
  return buffer;
}

async function directoryOf(file: FileHandle): Promise<Map<string, Entry>> {
  const { size } = await file.stat();
  const length = Math.min(size, END.length + END.comment);
  const tail = await bytesAt(file, size - length, length);
  let at = tail.length - END.length;
  while (at >= 0 && tail.readUInt32LE(at) !== END.signature) at--;
  if (at < 0) throw refused('has no directory');
  const count = tail.readUInt16LE(at + 10);
  const bytes = tail.readUInt32LE(at + 12);
  const start = tail.readUInt32LE(at + 16);
  if (count > MAX_ENTRIES || start === ELSEWHERE || bytes > MAX_DIRECTORY || start + bytes > size)
    throw refused('is larger than those that are read, or damaged');
  return entriesOf(await bytesAt(file, start, bytes), count);
}

function entriesOf(directory: Buffer, count: number): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + DIRECTORY.length > directory.length || directory.readUInt32LE(at) !== DIRECTORY.signature)
      throw refused('has a damaged directory');
    const nameEnd = at + DIRECTORY.length + directory.readUInt16LE(at + 28);
    if (nameEnd > directory.length) throw refused('has a damaged directory');
    const path = directory.toString('utf8', at + DIRECTORY.length, nameEnd);
    const [flags, method] = [directory.readUInt16LE(at + 8), directory.readUInt16LE(at + 10)];
    const entry: Entry = {
      offset: directory.readUInt32LE(at + 42),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      deflated: method === DEFLATED,
      crc: directory.readUInt32LE(at + 16),
    };
    if ((flags & ENCRYPTED) !== 0) throw refused('is encrypted');
    if (method !== STORED && method !== DEFLATED) throw refused('is packed in another way than deflate');
    if (entry.offset === ELSEWHERE || entry.packed === ELSEWHERE || entry.size === ELSEWHERE)
      throw refused('is a zip64');
    // Two files of one name: one reader would see this, another that.
    if (entries.has(path)) throw refused('holds two files of one name');
    if (!path.endsWith('/')) entries.set(path, entry);
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}
