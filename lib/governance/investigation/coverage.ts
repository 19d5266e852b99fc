import type * as history from '../../access/history/index.ts';
import type { KnownFacts } from '../trail/facts.ts';
import { fromMillis, hoursBetween, type Instant } from '../trail/index.ts';
import { alike, Holes } from './holes.ts';
import type { Digest, LogFile } from './log-files.ts';

/**
 * `logged`: records of that hour are here, or a digest shows that there were none. `quiet`: none are here, the trail wrote
 * others, and this source is often silent by all records that were given: not a proof that nothing happened. `unknown`: records
 * are missing, or would be expected. A read in that hour is possibly not shown.
 */
export type CoverageState = 'logged' | 'quiet' | 'unknown';

export interface Coverage {
  readonly source: string;
  /** `YYYY-MM-DDTHH:00:00Z` */
  readonly hour: string;
  readonly state: CoverageState;
  readonly why?: string;
}

/** Services whose calls show a read, or a way to one. */
const TELLING = new Set(['s3', 'kms', 'lakeformation', 'athena', 'glue', 'dynamodb', 'sts', 'iam', 'lambda']);

/** A source that has records in this share of comparable hours is expected to have some in each. */
const EXPECTED = 0.75;

type Counts = ReadonlyMap<string, number>;

export interface CoverageInput {
  readonly facts: KnownFacts;
  readonly files: readonly LogFile[];
  readonly stores: history.Stores;
  readonly from: Instant;
  readonly to: Instant;
  readonly account: string;
  readonly region: string;
}

/** For each source and hour whether its records are here. */
export function coverageOf(input: CoverageInput): Coverage[] {
  const { facts, stores, from, to, account, region } = input;
  const hours = hoursBetween(from, to);
  const feed = (category: string) => `cloudtrail/${account}/${region}/${category}`;
  const required = [
    feed('management'),
    ...(stores.buckets.length > 0 ? [`${feed('data')}/s3`] : []),
    ...(stores.channels.some((arn) => arn.includes(':dynamodb:')) ? [`${feed('data')}/dynamodb`] : []),
  ];
  // Counted over all logs: a Region with one record has records in one hour of them.
  const usual = usualHours([...facts.counts.values()]);
  const others = [...facts.counts].flatMap(([source, counts]) => {
    if (source.startsWith('access-logs/')) return [source];
    const [, , , category, service = category === 'management' ? 'iam' : undefined] = source.split('/');
    const dense = usual.filter((hour) => counts.has(hour)).length >= usual.length * EXPECTED;
    return service !== undefined && TELLING.has(service) && dense ? [source] : [];
  });
  const sources = [...new Set([...required, ...others])].sort();
  const rows = sources.flatMap((source) => sourceCoverage(input, source, hours));
  return [...rows, ...savedCoverage(input, hours)];
}

function sourceCoverage(input: CoverageInput, source: string, hours: readonly string[]): Coverage[] {
  const counts: Counts = input.facts.counts.get(source) ?? new Map();
  const feeds = feedOf(input.facts, source);
  const usual = usualHours(feeds);
  const any = new Set(feeds.flatMap((feed) => [...feed.keys()]));
  const logs = spanOf(input.facts);
  const digests = digestsOf(input, source);
  const holes = new Holes(input.facts.minutes.get(source) ?? new Map());
  /** The state of an hour without records, of a source that has some in other hours. */
  const silence = (hour: string): [CoverageState, string] => {
    const share = shareAt(usual, counts, hour);
    if (share >= EXPECTED) return ['unknown', `no record, where ${Math.round(share * 100)} % of such hours have some`];
    // A digest shows that no file is missing, not that the trail was set to write this kind of record.
    if (isDigested(digests, hour)) return ['logged', 'a digest of the trail covers the hour and lists nothing more'];
    if (digests.length > 0) return ['unknown', 'no record, and no digest covers the hour where others are covered'];
    if (!any.has(hour) && shareAt(usual, any, hour) >= EXPECTED)
      return ['unknown', 'the trail wrote nothing at all in this hour'];
    if (logs === undefined || hour < logs.first || hour > logs.last)
      return ['unknown', 'no record of that time is in the logs'];
    return ['quiet', 'no record, and no digest that says that there was none'];
  };
  return hours.map((hour): Coverage => {
    const row = (state: CoverageState, why?: string): Coverage => ({
      source,
      hour: `${hour}:00:00Z`,
      state,
      ...(why === undefined ? {} : { why }),
    });
    const broken = lossOf(input, source, hour);
    if (broken !== undefined) return row('unknown', broken);
    if (counts.has(hour)) {
      const hole = holes.in(hour);
      return hole === undefined ? row('logged') : row('unknown', hole);
    }
    if (counts.size === 0) return row('unknown', 'no record of this source is in the logs');
    return row(...silence(hour));
  });
}

/** Everything that the same trail writes. */
function feedOf({ counts }: KnownFacts, source: string): Counts[] {
  const place = source.split('/').slice(0, 3).join('/');
  return [...counts].filter(([each]) => each.startsWith(`${place}/`)).map(([, found]) => found);
}

/**
 * Hours that show how often a source has records: those of all days with any record of its trail, asked about or not. A short
 * question must not hide a source that is silent just then, and days without any logs must not make silence usual.
 */
function usualHours(feeds: readonly Counts[]): string[] {
  const hours = feeds.flatMap((feed) => [...feed.keys()]).sort();
  const [first, last] = [hours[0], hours.at(-1)];
  if (first === undefined || last === undefined) return [];
  const days = new Set(hours.map((hour) => hour.slice(0, 10)));
  const end = fromMillis(Date.parse(`${last}:00:00Z`) + HOUR) ?? `${last}:59:59Z`;
  return hoursBetween(`${first}:00:00Z`, end).filter((hour) => days.has(hour.slice(0, 10)));
}

const HOUR = 3_600_000;

/** The first and the last hour of which the logs hold any record. */
function spanOf({ counts }: KnownFacts): { readonly first: string; readonly last: string } | undefined {
  let [first, last]: (string | undefined)[] = [];
  for (const hour of [...counts.values()].flatMap((hours) => [...hours.keys()])) {
    if (first === undefined || hour < first) first = hour;
    if (last === undefined || hour > last) last = hour;
  }
  return first === undefined || last === undefined ? undefined : { first, last };
}

/** The share of comparable hours that have records. */
function shareAt(usual: readonly string[], filled: { has(hour: string): boolean }, hour: string): number {
  const compared = alike(usual, hour);
  return compared.length === 0 ? 1 : compared.filter((minute) => filled.has(minute)).length / compared.length;
}

const isOfPlace = (file: LogFile, account: string, region: string): boolean =>
  (file.account === '' || file.account === account) && (file.region === '' || file.region === region);

/** Why records of an hour are missing for certain; undefined when no evidence says so. */
function lossOf({ facts, files, to }: CoverageInput, source: string, hour: string): string | undefined {
  const [kind, account = '', region = '', category, service] = source.split('/');
  const [start, end] = [`${hour}:00:00Z`, `${hour}:59:59Z`];
  if (kind === 'access-logs') return undefined;
  const broken = files.find((file) => file.unreadable && file.hours.includes(hour) && isOfPlace(file, account, region));
  if (broken) return `${broken.name} cannot be read, or not all of it`;
  const missing = files.find(
    (file) =>
      isOfPlace(file, account, region) && file.digest?.missing.some((gap) => gap.from <= end && gap.to >= start),
  );
  if (missing) return `a file that digest ${missing.name} lists is not here`;
  const about = new Set(['all', category === 'data' && 'data', service === 'kms' && 'kms']);
  const switches = facts.switches.filter(
    (setting) => about.has(setting.about) && ['', account].includes(setting.account),
  );
  return switchedOff(switches, { start, end, to });
}

/** Which call had the trail write nothing in an hour. @param to end of the time that is asked about */
function switchedOff(
  switches: KnownFacts['switches'],
  hour: { start: string; end: string; to: string },
): string | undefined {
  let off: KnownFacts['switches'][number] | undefined;
  for (const change of switches.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    if (!change.on) off ??= change;
    else {
      if (off && off.at <= hour.end && change.at > hour.start)
        return `${off.call} (event ${off.id}) until event ${change.id}`;
      off = undefined;
    }
  }
  return off && off.at <= hour.end && hour.to > hour.start ? `${off.call} (event ${off.id})` : undefined;
}

/** Digests of the trail that writes a source: of its account, and of its Region. */
function digestsOf({ files }: CoverageInput, source: string): Digest[] {
  const [kind, account = '', region = ''] = source.split('/');
  if (kind !== 'cloudtrail') return [];
  return files.flatMap((file) => (file.digest && isOfPlace(file, account, region) ? [file.digest] : []));
}

/** A digest covers times of delivery; an event may be delivered a quarter of an hour later, so the next hour counts too. */
function isDigested(digests: readonly Digest[], hour: string): boolean {
  const covers = (at: string) => digests.some(({ from, to }) => from <= at && to > at);
  return covers(`${hour}:01:00Z`) && covers(`${hour}:59:00Z`);
}

/** Whether the text of each query that was started is here: without it the columns are unknown, and after 45 days they stay so. */
function savedCoverage({ facts, stores }: CoverageInput, hours: readonly string[]): Coverage[] {
  if (stores.tables.length === 0 || facts.queries.size === 0) return [];
  const lost = new Map<string, number>();
  for (const { id, at, sql } of [...facts.queries].map(([queryId, query]) => ({ ...query, id: queryId })))
    if (sql === '' && !facts.saved.has(id)) lost.set(at.slice(0, 13), (lost.get(at.slice(0, 13)) ?? 0) + 1);
  return hours.map((hour) => ({
    source: 'athena/saved queries',
    hour: `${hour}:00:00Z`,
    state: lost.has(hour) ? 'unknown' : 'logged',
    ...(lost.has(hour) ? { why: `the text of ${lost.get(hour)} queries was not saved` } : {}),
  }));
}
