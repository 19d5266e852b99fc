import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { awsManagedPolicies } from '../../lib/access/aws-managed/index.ts';
import * as history from '../../lib/access/history/index.ts';
import { readApp, type Templates } from '../../lib/access/index.ts';
import { nth } from '../../lib/activity/there.ts';
import { PREFIXES } from '../../lib/activity/zones.ts';
import type { Configuration } from '../../lib/governance/configuration.ts';
import { declarationOf } from '../../lib/governance/declaration.ts';
import {
  type Did,
  investigate,
  type LogFile,
  logFileOf,
  readLogFile,
} from '../../lib/governance/investigation/index.ts';
import { KnownFacts } from '../../lib/governance/trail/index.ts';
import { addDays } from '../../lib/retention/days.ts';
import type { Objects } from '../../lib/storage/ports.ts';
import { linesOf } from './lines.ts';

/** Classes of which a read is shown: what was captured, and what teams query. Copies are made from answers to queries. */
const CLASSES = ['raw', 'redacted'] as const;
/** Regions of which the trail's records count: IAM and sessions of people stand in the second. */
const GLOBAL = 'us-east-1';

export interface DayInput {
  /** UTC */
  readonly day: string;
  readonly account: string;
  readonly region: string;
  readonly configuration: Configuration;
  readonly templates: Templates;
}

/**
 * Who read what on one day, by the trail and the saved texts of queries. An hour whose records are missing makes the day
 * not whole, and so does a query whose text is not saved.
 */
export async function readsOfDay(objects: Pick<Objects, 'list' | 'get'>, input: DayInput) {
  const { day, account, region, configuration, templates } = input;
  const environment = { managedPolicies: awsManagedPolicies, accountId: account, region };
  const app = readApp(templates, environment);
  const declaration = declarationOf(configuration, app);
  const [from, to] = [`${day}T00:00:00Z`, `${addDays(day, 1)}T00:00:00Z`];
  const classes = CLASSES.map((name) => {
    const stores = history.storesOf(app, declaration, name);
    const buckets = new Map(stores.buckets.map((arn) => [arn.replace(/^arn:[^:]+:s3:::/, ''), ['']]));
    return { stores, facts: new KnownFacts({ buckets, channels: [], keys: stores.keys, boundaries: [from, to] }) };
  });
  const files = await readFiles(
    objects,
    input,
    classes.map(({ facts }) => facts),
  );
  const state = { ...history.NOTHING, resources: app.resources };
  const snapshots = [{ at: from, label: 'the deployed templates', kind: 'templates' as const, state }];
  const found = [];
  for (const { stores, facts } of classes)
    found.push(
      await investigate({
        ...{ stores, facts, snapshots, environment, files, from, to },
        ...{ incident: {}, profiles: new Map(), scale: 'default' as const },
      }),
    );
  const did: Did[] = found.flatMap((investigation) => investigation.did);
  const teams = new Set((declaration.teams ?? []).map(({ role }) => role));
  const whole = found.every(({ coverage }) => coverage.every(({ state: known }) => known !== 'unknown'));
  return { did, lines: linesOf(did, teams), whole, records: nth(classes, 0).facts.records };
}

/** Reads the files that may hold records of the day, one after the other. */
async function readFiles(
  objects: Pick<Objects, 'list' | 'get'>,
  { day, account, region }: DayInput,
  facts: readonly KnownFacts[],
): Promise<LogFile[]> {
  const found = await keysOf(objects, { day, account, region });
  const names = new Set(found.map(([, key]) => key.split('/').at(-1) ?? key));
  const files: LogFile[] = [];
  for (const [zone, key] of found) {
    const file = logFileOf(key);
    files.push(file);
    try {
      const bytes = Readable.from(await objects.get(zone, key));
      const plain = key.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
      if (bytes !== plain) bytes.on('error', (error) => plain.destroy(error));
      file.unreadable = !(await readLogFile(plain as AsyncIterable<Buffer>, file, names, facts));
    } catch (error) {
      if ((error as { code?: string }).code === 'access.denied') throw error;
      file.unreadable = true;
      for (const fact of facts) fact.countBad('not-gzip');
    }
  }
  for (const fact of facts) fact.end();
  return files;
}

/** Keys of the trail's files and of the texts of queries, also of the days beside it that may hold records of the day. */
async function keysOf(
  objects: Pick<Objects, 'list'>,
  { day, account, region }: Pick<DayInput, 'day' | 'account' | 'region'>,
): Promise<(readonly ['audit' | 'queries', string])[]> {
  const found: (readonly ['audit' | 'queries', string])[] = [];
  const folders = [...new Set([region, GLOBAL])].flatMap((place) =>
    ['CloudTrail', 'CloudTrail-Digest'].flatMap((kind) =>
      [day, addDays(day, 1)].map((at) => `${trailOf(account)}${kind}/${place}/${at.replaceAll('-', '/')}/`),
    ),
  );
  for (const folder of folders)
    for await (const { key } of objects.list('audit', folder)) if (isOfDay(key, day)) found.push(['audit', key]);
  for (const at of [addDays(day, -1), day])
    for await (const { key } of objects.list('queries', `${PREFIXES.texts}day=${at}/`)) found.push(['queries', key]);
  return found;
}

const trailOf = (account: string): string => `${PREFIXES.trail}${account}/`;

/** Events are delivered some minutes late: the first files of the next day may hold events of this one. */
const isOfDay = (key: string, day: string): boolean => {
  const { hours } = logFileOf(key);
  return (
    hours.length === 0 ||
    hours.some((hour) => hour.startsWith(day)) ||
    nth(hours, 0).startsWith(`${addDays(day, 1)}T00`)
  );
};
