import { isRecord } from '../../access/index.ts';
import type { BadReason } from '../trail/bad.ts';
import type { KnownFacts } from '../trail/facts.ts';
import {
  isAccessLog,
  JsonValues,
  readAccessLogLine,
  readRecord,
  savedQueriesIn,
  TableRows,
  tableKind,
  unwrapped,
} from '../trail/index.ts';
import { isDigestName, type LogFile, readDigest } from './log-files.ts';

/**
 * Reads a file of the trail, a digest, answers of Athena, a table of records, or an access log of S3 into the facts of each class,
 * one record at a time. The file says what it is by its content, whatever it is called.
 * @param names names of all files, without folders: a digest is compared with them
 * @returns false when a file has something in it that cannot be used: nothing of it, or, of a file of CloudTrail, whose hours are known,
 * even one record
 */
export async function readLogFile(
  chunks: AsyncIterable<Buffer>,
  file: LogFile,
  names: ReadonlySet<string>,
  facts: readonly KnownFacts[],
): Promise<boolean> {
  file.bad.clear();
  file.good = 0;
  const count: CountBad = (reason) => {
    file.bad.set(reason, (file.bad.get(reason) ?? 0) + 1);
    for (const fact of facts) fact.countBad(reason);
  };
  const { head, all } = await opened(chunks);
  const table = tableKind(head);
  file.empty = head.trim() === '';
  if (isAccessLog(head)) await readLines(all, file, facts, count);
  else if (table === 'partial') count('partial-table');
  else {
    for await (const value of table === 'records' ? tableValues(all, count) : jsonValues(all, count)) {
      file.good++;
      take(value, file, names, facts, count);
    }
  }
  return file.bad.size === 0 || (file.good > 0 && file.hours.length === 0);
}

/** The beginning of a file, which says what it is, and the whole of it. */
async function opened(chunks: AsyncIterable<Buffer>): Promise<{ head: string; all: AsyncGenerator<Buffer> }> {
  const pieces = chunks[Symbol.asyncIterator]();
  const { value: first = Buffer.alloc(0) } = (await pieces.next()) as { value?: Buffer };
  const all = async function* () {
    yield first;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  };
  return { head: first.toString('utf8', 0, 16_384).replace(/^\ufeff/, ''), all: all() };
}

async function* texts(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function readLines(
  chunks: AsyncIterable<Buffer>,
  file: LogFile,
  facts: readonly KnownFacts[],
  countBad: CountBad,
): Promise<void> {
  let begun = '';
  const takeLine = (text: string): void => {
    if (text.trim() === '') return;
    const line = readAccessLogLine(text.replace(/\r$/, ''));
    if (line) file.good++;
    else countBad('not-a-log-line');
    if (line) for (const fact of facts) fact.takeLine(line);
  };
  for await (const text of texts(chunks)) {
    const lines = `${begun}${text}`.split('\n');
    begun = lines.pop() ?? '';
    for (const line of lines) takeLine(line);
  }
  takeLine(begun);
}

/** Each row in the form in which CloudTrail Lake answers a query. */
async function* tableValues(chunks: AsyncIterable<Buffer>, bad: CountBad): AsyncGenerator<unknown> {
  const rows = new TableRows();
  const rowsIn = (row: readonly Record<string, string>[] | 'too-long'): unknown[] => {
    if (row !== 'too-long') return [{ QueryResultRows: [row] }];
    bad('too-long');
    return [];
  };
  for await (const text of texts(chunks)) for (const row of rows.push(text)) yield* rowsIn(row);
  for (const row of rows.end()) yield* rowsIn(row);
}

type CountBad = (reason: BadReason) => void;

function take(
  value: unknown,
  file: LogFile,
  names: ReadonlySet<string>,
  facts: readonly KnownFacts[],
  countBad: CountBad,
): void {
  for (const content of unwrapped(value)) {
    if (isDigestName(file.name) || 'digestEndTime' in content) {
      const digest = readDigest(content, names);
      if (digest) file.digest = digest;
      else file.unreadable = true;
      continue;
    }
    const record = readRecord(content);
    if (record === undefined) takeOther(content, file, facts, countBad);
    else if (record === 'summary') continue;
    else if (typeof record === 'string') countBad(record);
    else for (const fact of facts) fact.take(record);
  }
}

function takeOther(
  value: Record<string, unknown>,
  file: LogFile,
  facts: readonly KnownFacts[],
  countBad: CountBad,
): void {
  let known = false;
  for (const query of savedQueriesIn(value, file.name)) {
    for (const fact of facts) fact.takeSaved(query);
    known = true;
  }
  const { PreparedStatement: one, PreparedStatements: several } = value;
  for (const item of [one, ...(Array.isArray(several) ? several : [])].filter(isRecord)) {
    if (typeof item.QueryStatement !== 'string') continue;
    for (const fact of facts)
      fact.prepared.put(String(item.WorkGroupName ?? ''), String(item.StatementName), item.QueryStatement);
    known = true;
  }
  // State changes of Athena, statistics and the like are records of AWS that say nothing more here.
  if (!known && !('detail-type' in value || 'QueryRuntimeStatistics' in value)) countBad('not-a-record');
}

/** Every value of a file, as its pieces come. */
export async function* jsonValues(
  chunks: AsyncIterable<Buffer>,
  bad: (reason: BadReason) => void,
): AsyncGenerator<unknown> {
  const reader = new JsonValues();
  for await (const chunk of chunks)
    for (const piece of reader.push(chunk)) {
      if ('bad' in piece) bad(piece.bad);
      else yield piece.value;
    }
  for (const piece of reader.end()) {
    if ('bad' in piece) bad(piece.bad);
    else yield piece.value;
  }
}
