import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseObject } from '../parse-object.ts';
import { RefusedError } from '../refusals.ts';
import { textOf } from '../text.ts';
import type { ImportTally } from './tally.ts';

const MAX_FILES = 100_000;
const MAX_DOCUMENT = 1024 * 1024;
/** Files that file managers and archivers leave in folders. */
const JUNK = /^(?:\.DS_Store|\._.*|__MACOSX|Thumbs\.db|ehthumbs\.db|desktop\.ini|\.Spotlight-V100|\.Trashes)$/i;

/** The labels of a recording, which are read beside it (`bin/embedded/truth.ts`). */
const LABELS = 'truth.json';

/**
 * The files of a recording: those in the folder and one folder down, by relative path. Symbolic links are left out and counted: a
 * recording from another person must not be able to name files of this machine, nor lead round in circles.
 */
export class Folder {
  readonly #root: string;
  readonly #sizes: ReadonlyMap<string, number>;

  private constructor(root: string, sizes: ReadonlyMap<string, number>) {
    this.#root = root;
    this.#sizes = sizes;
  }

  /** @throws RefusedError import.unsupported when there is no such folder or it holds no file */
  static async open(root: string, tally: ImportTally): Promise<Folder> {
    const sizes = new Map<string, number>();
    const scan = async (below: string, deeper: boolean): Promise<void> => {
      for (const entry of await readdir(join(root, below), { withFileTypes: true })) {
        if (JUNK.test(entry.name)) continue;
        const path = below === '' ? entry.name : `${below}/${entry.name}`;
        if (entry.isDirectory()) {
          if (deeper) await scan(path, false);
        } else if (entry.isFile()) {
          sizes.set(path, (await lstat(join(root, path))).size);
        } else tally.add('file.not-regular');
        if (sizes.size > MAX_FILES) throw new RefusedError('import.unsupported', 'too many files');
      }
    };
    const found = await stat(root).catch(() => undefined);
    if (found === undefined) throw new RefusedError('import.unsupported', 'no such folder');
    if (!found.isDirectory())
      throw new RefusedError('import.unsupported', 'it is a file: name the folder that holds it');
    await scan('', true);
    if (sizes.size === 0) throw new RefusedError('import.unsupported', 'the folder is empty');
    return new Folder(root, sizes);
  }

  /** The folders in it that hold files: an archive is often unpacked into a folder of its own name. */
  get folders(): string[] {
    return [
      ...new Set(this.paths.filter((path) => path.includes('/')).map((path) => path.slice(0, path.indexOf('/')))),
    ];
  }

  /**
   * A folder in it, with everything below.
   * @throws RefusedError import.unsupported
   */
  inner(name: string, tally: ImportTally): Promise<Folder> {
    return Folder.open(join(this.#root, name), tally);
  }

  /** Relative paths, sorted. */
  get paths(): string[] {
    return [...this.#sizes.keys()].sort();
  }

  has(path: string): boolean {
    return this.#sizes.has(path);
  }

  /** Bytes, as listed. */
  size(path: string): number {
    return this.#sizes.get(path) ?? 0;
  }

  /** Counts the files that an importer does not read, by extension: a file's name may reveal more than it should. */
  leaveOut(read: readonly string[], tally: ImportTally): void {
    for (const path of this.paths)
      if (!read.includes(path) && path !== LABELS)
        tally.add(`file.${/(?:html\.jsonl|(?<=\.)\w{1,8})$/.exec(path)?.[0].toLowerCase() ?? 'other'}`);
  }

  stream(path: string): AsyncIterable<Buffer> {
    return createReadStream(this.#path(path), { highWaterMark: 256 * 1024 });
  }

  /** The path of a file, for a reader that takes nothing else. */
  pathOf(path: string): string {
    return this.#path(path);
  }

  async read(path: string): Promise<Buffer> {
    return readFile(this.#path(path));
  }

  /** @throws RefusedError import.wrong-format when the file is missing, too large, or not a JSON object */
  async document(path: string): Promise<Record<string, unknown>> {
    if (!this.has(path)) throw new RefusedError('import.wrong-format', `${path} is missing: was it finished?`);
    if (this.size(path) > MAX_DOCUMENT) throw new RefusedError('import.wrong-format', `${path} is too large`);
    const value = parseObject(textOf(await this.read(path)));
    if (value !== undefined) return value;
    throw new RefusedError('import.wrong-format', `${path} is not a JSON object`);
  }

  /** Hex SHA-256 over names and contents of the given files. */
  async digest(paths: readonly string[]): Promise<string> {
    const whole = createHash('sha256');
    for (const path of paths) {
      const hash = createHash('sha256');
      for await (const chunk of this.stream(path)) hash.update(chunk);
      whole.update(`${path}\0${hash.digest('hex')}\n`);
    }
    return whole.digest('hex');
  }

  #path(path: string): string {
    if (!this.#sizes.has(path)) throw new RangeError('not a file of this recording');
    return join(this.#root, path);
  }
}
