import { AthenaClient } from '@aws-sdk/client-athena';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, test } from 'vitest';
import { invoking } from '../../lib/storage/aws/invoke.ts';
import { AwsQueries } from '../../lib/storage/aws/queries.ts';
import { AwsQueryHistory } from '../../lib/storage/aws/query-history.ts';
import { present } from '../present.ts';
import { answering, type Call, jsonError, type Reply } from './aws-server.ts';

const PLACE = { workgroup: 'strongroom-team-a', database: 'strongroom' };
const NOW = Date.parse('2026-05-20T10:00:00Z');
const HERE = {
  Query: 'SELECT 1',
  WorkGroup: PLACE.workgroup,
  QueryExecutionContext: { Database: 'strongroom', Catalog: 'awsdatacatalog' },
  Status: { State: 'SUCCEEDED', SubmissionDateTime: NOW / 1000 - 30 * 60 },
};
const queries = async (answer: (call: Call, number: number) => Reply) => {
  const { calls, config } = await answering(answer);
  return { calls, queries: new AwsQueries(PLACE, new AthenaClient(config), { now: () => new Date(NOW) }) };
};
const execution = (over: object): Reply => ({ body: { QueryExecution: { ...HERE, ...over } } });
const row = (...cells: (string | undefined)[]) => ({
  Data: cells.map((VarCharValue) => (VarCharValue === undefined ? {} : { VarCharValue })),
});

describe('queries of a work group', () => {
  test('run to their end, in the group and on the database', async () => {
    const { calls, queries: own } = await queries(({ operation }, number) =>
      operation === 'StartQueryExecution'
        ? { body: { QueryExecutionId: 'q' } }
        : execution({ Status: { State: number < 3 ? 'RUNNING' : 'SUCCEEDED' } }),
    );
    expect(await own.run('SELECT 1')).toBe('q');
    expect(JSON.parse(present(calls[0]).body)).toMatchObject({
      ...{ QueryString: 'SELECT 1', WorkGroup: PLACE.workgroup },
      QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: 'strongroom' },
    });
    expect(calls).toHaveLength(3);
  });

  test("that fail do not quote Athena's message", async () => {
    const { queries: own } = await queries(({ operation }) =>
      operation === 'StartQueryExecution'
        ? { body: { QueryExecutionId: 'q' } }
        : execution({ Status: { State: 'FAILED', StateChangeReason: 'cannot cast Jane Miller' } }),
    );
    const failed = await own.run('SELECT 1').catch((error) => error);
    expect(failed).toMatchObject({ code: 'query.failed' });
    expect(JSON.stringify([failed.message, failed.todo])).not.toContain('Jane');
  });

  test.each<[string, object, string | undefined]>([
    ['of the group', {}, 'SELECT 1'],
    ['of another group', { WorkGroup: 'primary' }, undefined],
    ['on another database', { QueryExecutionContext: { Database: 'theirs', Catalog: 'AwsDataCatalog' } }, undefined],
    ['on a catalogue of theirs', { QueryExecutionContext: { Database: 'strongroom', Catalog: 'theirs' } }, undefined],
    ['on no database', { QueryExecutionContext: {} }, undefined],
    ['that failed', { Status: { State: 'FAILED' } }, undefined],
    ['of before the last hour', { Status: { ...HERE.Status, SubmissionDateTime: NOW / 1000 - 2 * 3600 } }, undefined],
    ['of a time that is not said', { Status: { State: 'SUCCEEDED' } }, undefined],
    [
      'answered with an earlier result',
      { Statistics: { ResultReuseInformation: { ReusedPreviousResult: true } } },
      undefined,
    ],
    ['answered anew', { Statistics: { ResultReuseInformation: { ReusedPreviousResult: false } } }, 'SELECT 1'],
    ['that still runs', { Status: { State: 'RUNNING' } }, undefined],
  ])('one %s', async (_what, over, statement) => {
    const { queries: own } = await queries(() => execution(over));
    expect(await own.statementOf('q')).toBe(statement);
  });

  test('are answered page by page, with the types of the columns, and without the row of names', async () => {
    const ColumnInfo = ['varchar', 'bigint', 'double', 'boolean'].map((Type, i) => ({ Name: `c${i}`, Type }));
    const { calls, queries: own } = await queries((_, number) => ({
      body:
        number === 1
          ? {
              NextToken: 'n',
              ResultSet: {
                ResultSetMetadata: { ColumnInfo },
                Rows: [row('c0', 'c1', 'c2', 'c3'), row('', '12', '0.5', 'true')],
              },
            }
          : { ResultSet: { ResultSetMetadata: { ColumnInfo }, Rows: [row('c0', undefined, undefined, 'false')] } },
    }));
    expect(await own.answer('q')).toEqual({
      columns: ['c0', 'c1', 'c2', 'c3'],
      rows: [
        ['', 12, 0.5, true],
        ['c0', null, null, false],
      ],
    });
    expect(calls.map(({ body }) => JSON.parse(body).NextToken)).toEqual([undefined, 'n']);
  });

  test('are refused with the same error as any access', async () => {
    const { queries: own } = await queries(() => jsonError('AccessDeniedException'));
    await expect(own.run('SELECT 1')).rejects.toMatchObject({ code: 'access.denied' });
  });
});

describe('a function that is run', () => {
  const invoked = async (reply: Reply) => {
    const { calls, config } = await answering(() => reply);
    return { calls, invoke: invoking('strongroom-export', new LambdaClient(config)) };
  };

  test('returns its response', async () => {
    const { calls, invoke } = await invoked({ body: { state: 'done' } });
    expect(await invoke({ team: 'a' })).toEqual({ state: 'done' });
    expect(calls[0]).toMatchObject({
      path: '/2015-03-31/functions/strongroom-export/invocations',
      body: '{"team":"a"}',
    });
  });

  test.each<[string, Reply, string]>([
    [
      'has failed',
      { headers: { 'x-amz-function-error': 'Unhandled' }, body: { errorMessage: 'Jane' } },
      'function.failed',
    ],
    [
      'has as many callers as it takes',
      { status: 429, headers: { 'x-amzn-errortype': 'TooManyRequestsException' } },
      'function.busy',
    ],
    [
      'is not for the caller',
      { status: 403, headers: { 'x-amzn-errortype': 'AccessDeniedException' } },
      'access.denied',
    ],
  ])('reports that it %s', async (_what, reply, code) => {
    const { invoke } = await invoked(reply);
    const failed = (await invoke({}).catch((error) => error)) as Error;
    expect(failed).toMatchObject({ code });
    expect(String(failed.message)).not.toContain('Jane');
  });
});

describe('the history of queries', () => {
  const history = async (answer: (call: Call, number: number) => Reply) => {
    const { calls, config } = await answering(answer);
    return { calls, history: new AwsQueryHistory(new AthenaClient(config)) };
  };
  const of = (over: object): Reply => ({
    body: { QueryExecution: { ...HERE, QueryExecutionId: 'q', ...over } },
  });

  test('is read page by page, also where a page is empty', async () => {
    const pages = [['a', 'b'], [], ['c']];
    const { calls, history: past } = await history((_, number) => ({
      body: { QueryExecutionIds: pages[number - 1], ...(number < 3 && { NextToken: `after ${number}` }) },
    }));
    expect(await Array.fromAsync(past.ids('team'))).toEqual(['a', 'b', 'c']);
    expect(calls.map(({ body }) => JSON.parse(body))).toMatchObject([
      { WorkGroup: 'team', MaxResults: 50 },
      { NextToken: 'after 1' },
      { NextToken: 'after 2' },
    ]);
  });

  test.each(['SUCCEEDED', 'FAILED', 'CANCELLED'])('has a query that %s for one that ended', async (State) => {
    const { history: past } = await history(() => of({ Status: { ...HERE.Status, State } }));
    expect((await past.query('q'))?.ended).toBeInstanceOf(Date);
  });

  test.each(['QUEUED', 'RUNNING', 'SOMETHING_NEW'])('has a query that is %s for one that has not', async (State) => {
    const { history: past } = await history(() => of({ Status: { ...HERE.Status, State } }));
    expect((await past.query('q'))?.ended).toBeUndefined();
  });

  test('keeps no message of an error, which may quote a row', async () => {
    const AthenaError = { ErrorMessage: 'cannot cast Jane Miller' };
    const Status = { ...HERE.Status, State: 'FAILED', StateChangeReason: 'cannot cast Jane Miller', AthenaError };
    const { history: past } = await history(() => of({ Status }));
    expect(JSON.stringify((await past.query('q'))?.record)).not.toContain('Jane');
  });

  test('knows no query that Athena has forgotten, and takes no other refusal for that', async () => {
    const refused = async (type: string, message: string) => {
      const { history: past } = await history(() => jsonError(type, { message }));
      return past.query('q');
    };
    expect(await refused('InvalidRequestException', 'QueryExecution q was not found')).toBeUndefined();
    await expect(refused('InvalidRequestException', 'malformed')).rejects.toThrow('malformed');
    await expect(refused('AccessDeniedException', 'no')).rejects.toMatchObject({ code: 'access.denied' });
    await expect(refused('TooManyRequestsException', 'Rate exceeded')).rejects.toThrow('Rate exceeded');
  });

  test.each([
    ['text', { Query: undefined }],
    ['work group', { WorkGroup: undefined }],
    ['state', { Status: { SubmissionDateTime: 1 } }],
    ['time', { Status: { State: 'SUCCEEDED' } }],
  ])('does not take an answer without a %s for a query', async (_, over) => {
    const { history: past } = await history(() => of(over));
    await expect(past.query('q')).rejects.toMatchObject({ code: 'aws.incomplete' });
  });
});
