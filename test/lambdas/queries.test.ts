import type { Context } from 'aws-lambda';
import { beforeAll, describe, expect, test } from 'vitest';
import { queriesHandler } from '../../lambdas/queries/handler.ts';
import { claimOf } from '../../lib/retention/inventory/keys.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import type { PastQuery, QueryHistory } from '../../lib/storage/query-history.ts';
import { crashing, MOMENTS } from './crash.ts';
import { NOW, openTestLake } from './lake.ts';

beforeAll(() => {
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
  process.env.POWERTOOLS_TRACE_ENABLED = 'false';
  process.env.POWERTOOLS_METRICS_DISABLED = 'true';
});

const TEAM = 'strongroom-team-a';
const OTHER = 'strongroom-team-b';
const DAY = 86_400_000;
const uuid = (n: number) => `5b0c7a10-1111-4a11-9a11-${String(n).padStart(12, '0')}`;
const within = (left = 900_000) => ({ functionName: 'queries', getRemainingTimeInMillis: () => left }) as Context;
const EVENT = {
  ...{ version: '0', id: 'e', source: 'aws.athena', account: '111122223333', region: 'eu-west-1', resources: [] },
  ...{ 'detail-type': 'Athena Query State Change', time: NOW.toISOString() },
};
const ended = (n: number) => ({
  ...EVENT,
  detail: { currentState: 'SUCCEEDED', queryExecutionId: uuid(n), workgroupName: TEAM, sequenceNumber: '3' },
});
const DUE = { scheduledTime: NOW.toISOString() };

const past = (n: number, over: Partial<PastQuery> = {}): PastQuery => ({
  ...{ id: uuid(n), workgroup: TEAM, asked: new Date(NOW.getTime() - 3_600_000) },
  ended: new Date(NOW.getTime() - 3_000_000),
  record: { QueryExecution: { QueryExecutionId: uuid(n), Query: `SELECT ${n}` } },
  ...over,
});

/** Athena's memory, in which some ids fail, and its calls. */
class Remembered implements QueryHistory {
  readonly asked: string[] = [];
  readonly fails = new Map<string, Error>();
  readonly #all: readonly PastQuery[];

  constructor(all: readonly PastQuery[]) {
    this.#all = all;
  }

  async *ids(workgroup: string) {
    const failed = this.fails.get(workgroup);
    if (failed !== undefined) throw failed;
    for (const { id, workgroup: group } of this.#all) if (group === workgroup) yield id;
  }

  async query(id: string) {
    this.asked.push(id);
    const failed = this.fails.get(id);
    if (failed !== undefined) throw failed;
    return this.#all.find((query) => query.id === id);
  }
}

const named = (name: string): Error => Object.assign(new Error(name), { name });
const handlerOf = (ports: Ports, history: QueryHistory) =>
  queriesHandler(ports, { history, workgroups: [TEAM, OTHER], keepDays: 90 });

async function textsIn({ objects }: Ports): Promise<string[]> {
  const keys = (await Array.fromAsync(objects.list('queries', ''))).map(({ key }) => key);
  return Promise.all(
    keys.map(async (key) => {
      expect(claimOf('queries', key)).toEqual({ is: 'evidence', owner: 'queries' });
      const body = String(Buffer.concat(await Array.fromAsync(await objects.get('queries', key))));
      return JSON.parse(body).QueryExecution.Query;
    }),
  );
}

describe('the end of a query', () => {
  test('has its text saved, once, however often it is told', async () => {
    const { ports } = await openTestLake({ gate: false });
    const handler = handlerOf(ports, new Remembered([past(1)]));
    expect(await handler(ended(1), within())).toEqual({ outcome: 'saved' });
    expect(await handler(ended(1), within())).toEqual({ outcome: 'known' });
    const all = await Promise.all([handler(ended(1), within()), handler(DUE, within())]);
    expect(all).toMatchObject([{ outcome: 'known' }, { saved: 0, whole: true }]);
    expect(await textsIn(ports)).toEqual(['SELECT 1']);
  });

  test.each<[string, Partial<PastQuery>, string]>([
    ['that still runs', { ended: undefined }, 'running'],
    ['of a work group of others', { workgroup: 'primary' }, 'not-ours'],
    ['older than texts are kept', { asked: new Date(NOW.getTime() - 89 * DAY) }, 'past'],
  ])('%s saves nothing', async (_, over, outcome) => {
    const { ports } = await openTestLake({ gate: false });
    expect(await handlerOf(ports, new Remembered([past(1, over)]))(ended(1), within())).toEqual({ outcome });
    expect(await textsIn(ports)).toEqual([]);
  });

  test('that Athena does not know is told apart from a text', async () => {
    const { ports } = await openTestLake({ gate: false });
    expect(await handlerOf(ports, new Remembered([]))(ended(1), within())).toEqual({ outcome: 'forgotten' });
  });

  test('fails when a service is short, so that Lambda calls again', async () => {
    const { ports } = await openTestLake({ gate: false });
    const history = new Remembered([past(1)]);
    history.fails.set(uuid(1), named('ThrottlingException'));
    await expect(handlerOf(ports, history)(ended(1), within())).rejects.toThrow('ThrottlingException');
  });

  test('is refused when it names no query', async () => {
    const { ports } = await openTestLake({ gate: false });
    const other = { ...ended(1), detail: { queryExecutionId: '../../raw/x' } };
    await expect(handlerOf(ports, new Remembered([]))(other as never, within())).rejects.toThrow();
  });
});

describe('a sweep', () => {
  const all = [past(1), past(2, { workgroup: OTHER }), past(3, { ended: undefined }), past(4)];

  test('saves what no event brought, says how much that was, and asks for each text once', async () => {
    const { ports } = await openTestLake({ gate: false });
    const history = new Remembered([...all, past(5, { ended: NOW })]);
    const handler = handlerOf(ports, history);
    await handler(ended(1), within());
    // The query that ended at this moment may still have its event on the way.
    expect(await handler(DUE, within())).toEqual({ saved: 3, late: 2, failed: [], whole: true });
    history.asked.length = 0;
    expect(await handler(DUE, within())).toEqual({ saved: 0, late: 0, failed: [], whole: true });
    expect(history.asked).toEqual([uuid(3)]);
    expect((await textsIn(ports)).toSorted()).toEqual(['SELECT 1', 'SELECT 2', 'SELECT 4', 'SELECT 5']);
  });

  test('saves the others when a query fails, names it, and tries it again', async () => {
    const { ports } = await openTestLake({ gate: false });
    const history = new Remembered(all);
    history.fails.set(uuid(1), named('Odd'));
    history.fails.set(OTHER, named('Odd'));
    const handler = handlerOf(ports, history);
    expect(await handler(DUE, within())).toMatchObject({ saved: 1, failed: [uuid(1), OTHER], whole: false });
    history.fails.clear();
    expect(await handler(DUE, within())).toMatchObject({ saved: 2, failed: [], whole: true });
  });

  test('ends where a service asks to wait, or its time is over, and is not whole', async () => {
    const { ports } = await openTestLake({ gate: false });
    const history = new Remembered(all);
    history.fails.set(uuid(4), named('TooManyRequestsException'));
    const handler = handlerOf(ports, history);
    expect(await handler(DUE, within())).toEqual({ saved: 1, late: 1, failed: [], whole: false });
    expect(history.asked).not.toContain(uuid(2));
    expect(await handler(DUE, within(1_000))).toEqual({ saved: 0, late: 0, failed: [], whole: false });
  });

  test('that dies about a write is finished by the next', async () => {
    for (const when of MOMENTS)
      for (let at = 0; at < 3; at++) {
        const { ports } = await openTestLake({ gate: false });
        const dying = crashing(ports, at, when);
        const swept = await handlerOf(dying.ports, new Remembered(all))(DUE, within());
        expect(swept).toMatchObject({ whole: false });
        expect(dying.crashed()).toBe(true);
        await handlerOf(ports, new Remembered(all))(DUE, within());
        expect((await textsIn(ports)).toSorted()).toEqual(['SELECT 1', 'SELECT 2', 'SELECT 4']);
      }
  });
});
