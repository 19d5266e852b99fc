import { isRecord } from '../../access/index.ts';
import type { BadReason } from '../trail/bad.ts';
import type { Facts } from '../trail/facts.ts';
import { JsonValues, readRecord, savedQueriesIn, unwrapped } from '../trail/index.ts';
import { isDigestName, type LogFile, readDigest } from './log-files.ts';

/**
 * Reads a file of the trail, a digest, or answers of Athena into the facts of each class, one record at a time.
 * @param names names of all files, without folders: a digest is compared with them
 * @returns false when a file has something in it that cannot be used: nothing of it, or, of a file of CloudTrail, whose hours are known,
 * even one record
 */
export async function readLogFile(
  chunks: AsyncIterable<Buffer>,
  file: LogFile,
  names: ReadonlySet<string>,
  facts: readonly Facts[],
): Promise<boolean> {
  let [good, bad] = [0, 0];
  const count: CountBad = (reason) => {
    bad++;
    for (const each of facts) each.countBad(reason);
  };
  for await (const value of jsonValues(chunks, count)) {
    good++;
    take(value, file, names, facts, count);
  }
  return bad === 0 || (good > 0 && file.hours.length === 0);
}

type CountBad = (reason: BadReason) => void;

function take(
  value: unknown,
  file: LogFile,
  names: ReadonlySet<string>,
  facts: readonly Facts[],
  countBad: CountBad,
): void {
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
    else for (const one of facts) one.take(record);
  }
}

function takeOther(value: Record<string, unknown>, file: LogFile, facts: readonly Facts[], countBad: CountBad): void {
  let known = false;
  for (const query of savedQueriesIn(value, file.name)) {
    for (const one of facts) one.takeSaved(query);
    known = true;
  }
  const { PreparedStatement: one, PreparedStatements: several } = value;
  for (const each of [one, ...(Array.isArray(several) ? several : [])].filter(isRecord)) {
    if (typeof each.QueryStatement !== 'string') continue;
    for (const one of facts)
      one.prepared.put(String(each.WorkGroupName ?? ''), String(each.StatementName), each.QueryStatement);
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
    for (const each of reader.push(chunk)) {
      if ('bad' in each) bad(each.bad);
      else yield each.value;
    }
  for (const each of reader.end()) {
    if ('bad' in each) bad(each.bad);
    else yield each.value;
  }
}
