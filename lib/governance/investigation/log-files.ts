import { isRecord } from '../../access/index.ts';
import type { BadReason } from '../trail/bad.ts';
import { fromMillis, hourOf, instantOf } from '../trail/index.ts';

/** The statement of a CloudTrail digest about an hour of deliveries. */
export interface Digest {
  readonly from: string;
  readonly to: string;
  /** Times of events in files that it lists and that are not here. */
  readonly missing: readonly { readonly from: string; readonly to: string; readonly object: string }[];
}

/** A file of the logs, described as far as its name and its content allow. */
export interface LogFile {
  /** Path within the folder. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Hours, `YYYY-MM-DDTHH`, whose events a file delivered then may hold. */
  readonly hours: readonly string[];
  unreadable: boolean;
  /** How many parts could not be used, by reason. */
  readonly bad: Map<BadReason, number>;
  /** How many records, lines or answers were read. */
  good: number;
  /** Whether there is nothing in it, not even an empty list. */
  empty: boolean;
  digest?: Digest;
}

/** `111122223333_CloudTrail_eu-west-1_20261102T0905Z_….json.gz`: the events delivered by then, some of them some minutes old. */
const DELIVERED = /(\d{12})_CloudTrail(?:-Digest)?_([a-z0-9-]+)_(?:.*_)?(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})\d*Z/;
const EARLIEST_MS = 15 * 60_000;

/** Parses the name of a file. */
export function logFileOf(name: string): LogFile {
  const [, account = '', region = '', year, month, day, hour, minute] = DELIVERED.exec(name) ?? [];
  const at = instantOf(`${year}-${month}-${day}T${hour}:${minute}:00Z`);
  const early = at && fromMillis(Date.parse(at) - EARLIEST_MS);
  const hours = at && early ? [...new Set([hourOf(early), hourOf(at)])] : [];
  return { name, account, region, hours, unreadable: false, bad: new Map(), good: 0, empty: false };
}

export const isDigestName = (name: string): boolean => /CloudTrail-Digest/.test(name);

/**
 * Reads a digest against the names of the files that are here.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export function readDigest(value: unknown, names: ReadonlySet<string>): Digest | undefined {
  if (!isRecord(value) || !Array.isArray(value.logFiles)) return undefined;
  const [from, to] = [instantOf(value.digestStartTime), instantOf(value.digestEndTime)];
  if (from === undefined || to === undefined) return undefined;
  const missing = value.logFiles.filter(isRecord).flatMap((logFile) => {
    const object = String(logFile.s3Object ?? '');
    const base = object.split('/').at(-1) ?? '';
    if (names.has(base) || names.has(base.replace(/\.gz$/, ''))) return [];
    return [{ from: instantOf(logFile.oldestEventTime) ?? from, to: instantOf(logFile.newestEventTime) ?? to, object }];
  });
  return { from, to, missing };
}
