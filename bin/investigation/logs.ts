import { createReadStream, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { isRecord } from '../../lib/access/index.ts';
import { isDigestName, type LogFile, logFileOf, readDigest } from '../../lib/governance/investigation/index.ts';
import {
  type Facts,
  isAccessLog,
  JsonValues,
  readAccessLogLine,
  readRecord,
  savedQueriesIn,
  unwrapped,
} from '../../lib/governance/trail/index.ts';
import { byteLines } from '../lines.ts';
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
    for await (const value of values(bytesOf(join(dir, file.name)), () => {})) {
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
export async function readLogs(dir: string, files: readonly LogFile[], facts: Facts): Promise<void> {
  const names = new Set(files.map(({ name }) => name.split('/').at(-1) ?? name));
  for (const file of files) {
    const path = join(dir, file.name);
    try {
      const { first, all } = await opened(path);
      if (isAccessLog(first.toString('latin1', 0, 4096))) await readLines(all, facts);
      else file.unreadable ||= !(await readValues(all, file, names, facts));
    } catch {
      // A file that ends too early or is no gzip: what it would have told is not known.
      file.unreadable = true;
      facts.countBad('not-gzip');
    }
  }
  facts.end();
}

/**
 * @returns false when a file has something in it that cannot be used: nothing of it, or, of a file of CloudTrail, whose hours are known,
 * even one record
 */
async function readValues(
  chunks: AsyncIterable<Buffer>,
  file: LogFile,
  names: ReadonlySet<string>,
  facts: Facts,
): Promise<boolean> {
  let [good, bad] = [0, 0];
  const count: CountBad = (reason) => {
    bad++;
    facts.countBad(reason);
  };
  for await (const value of values(chunks, count)) {
    good++;
    take(value, file, names, facts, count);
  }
  return bad === 0 || (good > 0 && file.hours.length === 0);
}

type CountBad = (reason: Parameters<Facts['countBad']>[0]) => void;

function take(value: unknown, file: LogFile, names: ReadonlySet<string>, facts: Facts, countBad: CountBad): void {
  for (const each of unwrapped(value)) {
    if (isDigestName(file.name) || 'digestEndTime' in each) {
      const digest = readDigest(each, names);
      if (digest) file.digest = digest;
      else file.unreadable = true;
      continue;
    }
    const record = readRecord(each);
    if (record === undefined) takeOther(each, file, facts, countBad);
    else if (record === 'summary') continue;
    else if (typeof record === 'string') countBad(record);
    else facts.take(record);
  }
}

function takeOther(value: Record<string, unknown>, file: LogFile, facts: Facts, countBad: CountBad): void {
  let known = false;
  for (const query of savedQueriesIn(value, file.name)) {
    facts.takeSaved(query);
    known = true;
  }
  const { PreparedStatement: one, PreparedStatements: several } = value;
  for (const each of [one, ...(Array.isArray(several) ? several : [])].filter(isRecord)) {
    if (typeof each.QueryStatement !== 'string') continue;
    facts.prepared.put(String(each.WorkGroupName ?? ''), String(each.StatementName), each.QueryStatement);
    known = true;
  }
  // State changes of Athena, statistics and the like are records of AWS that say nothing more here.
  if (!known && !('detail-type' in value || 'QueryRuntimeStatistics' in value)) countBad('not-a-record');
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

/** A file as a whole, with its first piece apart, which says what it is. */
async function opened(path: string): Promise<{ first: Buffer; all: AsyncGenerator<Buffer> }> {
  const pieces = bytesOf(path);
  const { value: first = Buffer.alloc(0) } = (await pieces.next()) as { value?: Buffer };
  const all = async function* () {
    yield first;
    yield* pieces;
  };
  return { first, all: all() };
}

async function* values(
  chunks: AsyncIterable<Buffer>,
  bad: (reason: Parameters<Facts['countBad']>[0]) => void,
): AsyncGenerator<unknown> {
  const reader = new JsonValues();
  for await (const chunk of chunks)
    for (const each of reader.push(chunk)) {
      if ('bad' in each) bad(each.bad);
      else yield each.value;
    }
  for (const each of reader.end()) {
    if ('bad' in each) bad(each.bad);
    else yield each.value;
  }
}

async function readLines(chunks: AsyncIterable<Buffer>, facts: Facts): Promise<void> {
  for await (const { bytes } of byteLines(chunks)) {
    if (bytes.length === 0) continue;
    const line = readAccessLogLine(bytes.toString());
    if (line) facts.takeLine(line);
    else facts.countBad('not-a-log-line');
  }
}
