import { createReadStream, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { jsonValues, type LogFile, logFileOf, readLogFile } from '../../lib/governance/investigation/index.ts';
import { type KnownFacts, readRecord, unwrapped } from '../../lib/governance/trail/index.ts';
import { filesUnder } from './walk.ts';

/** The files of a folder of logs, in any layout, with what their names say. */
export const logFiles = (dir: string): LogFile[] => filesUnder(dir).map(logFileOf);

/** The account and the region of which there are most files, else of the first record that says so. */
export async function placeOfLogs(
  dir: string,
  files: readonly LogFile[],
): Promise<{ accountId?: string; region?: string }> {
  const named = files.filter(({ account }) => account !== '');
  if (named.length > 0)
    return {
      accountId: commonest(named.map(({ account }) => account)),
      region: commonest(named.map(({ region }) => region)),
    };
  for (const file of files.slice(0, 50)) {
    for await (const value of jsonValues(bytesOf(join(dir, file.name)), () => {})) {
      const record = [...unwrapped(value)]
        .map(readRecord)
        .find((place) => typeof place === 'object' && place.account !== '');
      if (typeof record === 'object') return { accountId: record.account, region: record.region };
    }
  }
  return {};
}

function commonest(texts: readonly string[]): string {
  const counts = Map.groupBy(texts, (text) => text);
  return [...counts].toSorted(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))[0]?.[0] ?? '';
}

/** Reads every file of a folder into the facts, one record at a time, and marks the files that could not be read. */
export async function readLogs(dir: string, files: readonly LogFile[], facts: KnownFacts): Promise<void> {
  const names = new Set(files.map(({ name }) => name.split('/').at(-1) ?? name));
  for (const file of files) {
    const path = join(dir, file.name);
    try {
      file.unreadable = !(await readLogFile(bytesOf(path), file, names, [facts])) || file.unreadable;
    } catch {
      // A file that ends too early or is no gzip: what it would have told is not known.
      file.unreadable = true;
      file.bad.set('not-gzip', 1);
      facts.countBad('not-gzip');
    }
  }
  facts.end();
}

/** A file up to this size is read at once; a larger one piece by piece. */
const SMALL = 4 << 20;
const PIECE = 1 << 18;

/** The bytes of a file, decompressed where they are gzip, whatever the file is called. */
async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  if (statSync(path).size <= SMALL) {
    const bytes = readFileSync(path);
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) yield bytes;
    else yield* Readable.from([bytes]).pipe(createGunzip({ chunkSize: PIECE })) as AsyncIterable<Buffer>;
    return;
  }
  const file = createReadStream(path, { highWaterMark: PIECE });
  let first: Buffer | undefined;
  for await (const chunk of createReadStream(path, { end: 1 }) as AsyncIterable<Buffer>) first = chunk;
  if (first?.[0] !== 0x1f || first[1] !== 0x8b) {
    yield* file as AsyncIterable<Buffer>;
    return;
  }
  const gunzip = createGunzip({ chunkSize: PIECE });
  file.on('error', (error) => gunzip.destroy(error));
  yield* file.pipe(gunzip) as AsyncIterable<Buffer>;
}
