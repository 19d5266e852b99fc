import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Context } from 'aws-lambda';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { redaction } from '../../config/redaction.ts';
import { readsHandler } from '../../lambdas/reads/handler.ts';
import { ledgerReads } from '../../lambdas/reads/ledger.ts';
import { checkLedger } from '../../lib/governance/reads-ledger.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import {
  ACCOUNT,
  object,
  query,
  REGION,
  record,
  restart,
  roleArn,
  saved,
  session,
} from '../governance/investigation/records.ts';
import { platformTemplates } from '../platform/synthesized.ts';
import { present } from '../present.ts';
import { crashing } from './crash.ts';
import { openTestLake } from './lake.ts';

process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
process.env.POWERTOOLS_TRACE_ENABLED = 'false';
process.env.POWERTOOLS_METRICS_DISABLED = 'true';

let templates: ReadonlyMap<string, object>;
beforeAll(async () => {
  templates = new Map(Object.entries(await platformTemplates()) as [string, object][]);
});
beforeEach(restart);

// The clock of the test lake says 20 May.
const DAY = '2026-05-19';
const DUE = { scheduledTime: '2026-05-20T09:15:00Z' };
const BUCKET = `strongroom-redacted-${ACCOUNT}-${REGION}`;
const TEAM = 'strongroom-team-text-models';
const QUERY = '5b0c7a10-1111-4a11-9a11-0123456789ab';
const context = (left = 900_000) => ({ functionName: 'reads', getRemainingTimeInMillis: () => left }) as Context;
const SHARD = { jurisdiction: 'XA', day: '2026-05-02', shard: 'a' };

const handlerOf = (ports: Ports) =>
  readsHandler(ports, {
    ...{ account: ACCOUNT, region: REGION, configuration: { access, program, environment, redaction } },
    templates: async () => templates,
  });

type Put = (zone: 'audit' | 'queries', key: string, value: object) => Promise<unknown>;
const putInto =
  ({ objects }: Ports): Put =>
  (zone, key, value) =>
    objects.putOnce(
      zone,
      key,
      key.endsWith('.gz') ? gzipSync(JSON.stringify(value)) : Buffer.from(JSON.stringify(value)),
      'x',
    );

/** The trail of a day: what happened, and each hour of it something of no interest, so that no hour is dark. */
async function trail(put: Put, happened: readonly object[], { dark = [] as number[] } = {}): Promise<void> {
  for (let hour = 0; hour < 24; hour++) {
    const at = `${DAY}T${String(hour).padStart(2, '0')}`;
    const quiet = [
      record(`${at}:01:00Z`, 's3', 'ListBuckets', session('ops', 'o')),
      object(`${at}:02:00Z`, 'PutObject', session('strongroom-redact', 'r'), BUCKET, 'activity/x'),
    ];
    const own = happened.filter((event) => (event as { eventTime: string }).eventTime.startsWith(at));
    const stamp = `${at.replaceAll(/[-]/g, '')}59Z`;
    const key = `AWSLogs/${ACCOUNT}/CloudTrail/${REGION}/${DAY.replaceAll('-', '/')}/${ACCOUNT}_CloudTrail_${REGION}_${stamp}_AbC.json.gz`;
    if (!dark.includes(hour)) await put('audit', key, { Records: [...quiet, ...own] });
  }
}

/** A query of the team on one partition, in the lake's own names. */
const asked = (): object[] =>
  JSON.parse(
    JSON.stringify(query(`${DAY}T10:00:00Z`, QUERY, TEAM, 'ana', 'jurisdiction=XA/day=2026-05-02/shard=a', BUCKET))
      .replaceAll('table/lake/activity', 'table/strongroom/activity')
      .replaceAll('"database":"lake"', '"database":"strongroom"'),
  );

const text = (sql: string) => {
  const { QueryExecution } = saved(QUERY, sql) as { QueryExecution: object };
  const Status = { State: 'SUCCEEDED', SubmissionDateTime: `${DAY}T10:00:00.120Z` };
  const QueryExecutionContext = { Database: 'strongroom', Catalog: 'awsdatacatalog' };
  return { QueryExecution: { ...QueryExecution, Status, QueryExecutionContext, WorkGroup: TEAM } };
};
const textKey = `texts/day=${DAY}/${TEAM}/${QUERY}.json`;

const shown = async ({ control, clock }: Ports, partition = SHARD) =>
  (await Array.fromAsync(ledgerReads(control, clock).of([partition]))).map(([, read]) => read);
const unknown = ({ control, clock }: Ports) => ledgerReads(control, clock).unknown(DAY, '2026-05-20');

interface LedgerPart {
  readonly key: string;
  readonly body: string;
  readonly about: {
    readonly number: number;
    readonly day: string;
    readonly whole: boolean;
    readonly before: string | null;
  };
  readonly reads: readonly object[];
}

/** The parts of the ledger in the audit zone, in the order of their chain. */
async function partsOf({ objects }: Ports): Promise<LedgerPart[]> {
  const parts: LedgerPart[] = [];
  for await (const { key } of objects.list('audit', 'reads/')) {
    const body = Buffer.concat(await Array.fromAsync(await objects.get('audit', key))).toString();
    const [about, ...reads] = body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    parts.push({ key, body, about, reads });
  }
  return parts.toSorted((a, b) => a.about.number - b.about.number);
}

describe('who read on a day that has ended', () => {
  test('is the team, with the columns of its text, for the group of workers whose file was fetched', async () => {
    const { ports } = await openTestLake({ gate: false });
    const put = putInto(ports);
    await trail(put, asked());
    await put('queries', textKey, text("SELECT title FROM activity WHERE day = '2026-05-02'"));
    expect(await handlerOf(ports)(DUE, context())).toMatchObject({ folded: expect.arrayContaining([DAY]) });
    expect(await shown(ports)).toEqual([
      { id: `${DAY}/0`, at: `${DAY}T10:00:00.000Z`, reader: roleArn(TEAM), purpose: '', columns: ['day', 'title'] },
    ]);
    for (const other of [{ shard: 'b' }, { day: '2026-05-03' }, { jurisdiction: 'XB' }])
      expect(await shown(ports, { ...SHARD, ...other })).toEqual([]);
    // Today is not known until it has ended.
    expect(await unknown(ports)).toEqual(['2026-05-20']);
  });

  test('is known in part where a text is not saved or an hour is dark, and whole once they are there', async () => {
    const { ports } = await openTestLake({ gate: false });
    const put = putInto(ports);
    await trail(put, asked());
    await handlerOf(ports)(DUE, context());
    // Every column that the team may see, and the day is not whole.
    expect(present((await shown(ports))[0]).columns).toEqual(
      expect.arrayContaining([...present(access.teams['text-models']).columns]),
    );
    expect(await unknown(ports)).toEqual([DAY, '2026-05-20']);
    await put('queries', textKey, text('SELECT title FROM activity'));
    await handlerOf(ports)({ scheduledTime: '2026-05-20T10:15:00Z' }, context());
    expect((await shown(ports)).map(({ columns }) => columns)).toEqual([['title']]);
    expect(await unknown(ports)).toEqual(['2026-05-20']);
  });

  test('stands in the ledger of the audit zone: in parts that are written once, each with the hash of the part before it', async () => {
    const { ports } = await openTestLake({ gate: false });
    const put = putInto(ports);
    await trail(put, asked());
    await handlerOf(ports)(DUE, context());
    const parts = await partsOf(ports);
    expect(parts.map(({ about }) => about.number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(present(parts[0]).about).toMatchObject({ ledger: 1, day: DAY, whole: false, before: null });
    expect(present(parts[0]).reads).toMatchObject([{ principal: roleArn(TEAM), class: 'redacted', query: QUERY }]);
    expect(JSON.stringify(parts)).not.toContain('sql');
    // Days about which nothing new is known get no new part; the day that is whole now gets the next one.
    await put('queries', textKey, text('SELECT title FROM activity'));
    await handlerOf(ports)({ scheduledTime: '2026-05-20T10:15:00Z' }, context());
    const more = await partsOf(ports);
    expect(more).toHaveLength(8);
    expect(more.slice(0, 7)).toEqual(parts);
    expect(more[7]).toMatchObject({ about: { number: 8, day: DAY, whole: true }, reads: [{ columns: ['title'] }] });
    for (const [at, part] of more.entries()) {
      expect(part.key).toContain(createHash('sha256').update(part.body).digest('hex'));
      expect(part.about.before).toBe(
        at === 0
          ? null
          : createHash('sha256')
              .update(present(more[at - 1]).body)
              .digest('hex'),
      );
    }
  });

  test('is not known where hours of the trail are missing, or all of it', async () => {
    const { ports } = await openTestLake({ gate: false });
    await trail(putInto(ports), [], { dark: [13, 14] });
    await handlerOf(ports)(DUE, context());
    expect(await unknown(ports)).toEqual([DAY, '2026-05-20']);
    const { ports: empty } = await openTestLake({ gate: false });
    expect(await unknown(empty)).toEqual([DAY, '2026-05-20']);
  });

  test('counts for everybody where no record names the files, and names who is no team', async () => {
    const { ports } = await openTestLake({ gate: false });
    const put = putInto(ports);
    const stranger = session('admin', 'dave');
    await trail(put, [
      ...asked().filter((event) => (event as { eventName: string }).eventName !== 'GetObject'),
      object(
        `${DAY}T11:00:00Z`,
        'GetObject',
        stranger,
        BUCKET,
        'activity/jurisdiction=XA/day=2026-05-02/shard=a/x.parquet',
      ),
      object(`${DAY}T11:00:01Z`, 'GetObject', session('strongroom-export', 'f'), BUCKET, 'frames/x.png'),
    ]);
    await put('queries', textKey, text('SELECT title FROM activity'));
    await handlerOf(ports)(DUE, context());
    expect((await shown(ports)).map(({ reader }) => reader).toSorted()).toEqual([roleArn('admin'), roleArn(TEAM)]);
    expect((await shown(ports, { ...SHARD, shard: 'q' })).map(({ reader }) => reader)).toEqual([roleArn(TEAM)]);
  });

  test('that cannot be read fails, and another day does not keep it', async () => {
    const { ports } = await openTestLake({ gate: false });
    const failing = { ...ports.objects, list: ports.objects.list.bind(ports.objects) } as Ports['objects'];
    failing.get = () => Promise.reject(Object.assign(new Error('no'), { code: 'access.denied' }));
    await trail(putInto(ports), asked());
    await expect(handlerOf({ ...ports, objects: failing })(DUE, context())).rejects.toThrow('no');
    expect(await unknown(ports)).toEqual([DAY, '2026-05-20']);
  });

  test('stands in one chain with the days before a sleep of months', async () => {
    const { ports } = await openTestLake({ gate: false });
    const put = putInto(ports);
    await trail(put, asked());
    await handlerOf(ports)(DUE, context());
    const [first] = await partsOf(ports);
    await handlerOf(ports)({ scheduledTime: '2027-01-20T09:15:00Z' }, context());
    const parts = await partsOf(ports);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map(({ about }) => about.number)).toEqual(parts.map((_, at) => at + 1));
    expect(first?.about.before).toBeNull();
    const check = await checkLedger(parts.map(({ key, body }) => ({ name: key, body: Buffer.from(body) })));
    expect(check).toMatchObject({ faults: [], left: [], parts: parts.length });
  });

  test('is as it was when a run dies before its last write, and the next run ends it', async () => {
    const { ports } = await openTestLake({ gate: false });
    const put = putInto(ports);
    await trail(put, asked());
    await put('queries', textKey, text('SELECT title FROM activity'));
    const dying = crashing(ports, 0, 'after');
    await expect(handlerOf(dying.ports)(DUE, context())).rejects.toThrow();
    expect(await shown(ports)).toEqual([]);
    expect(await unknown(ports)).toContain(DAY);
    await handlerOf(ports)(DUE, context());
    expect((await shown(ports)).map(({ columns }) => columns)).toEqual([['title']]);
  });
});
