import type { Context } from 'aws-lambda';
import { beforeAll, describe, expect, test } from 'vitest';
import { askedSchema } from '../../lambdas/compact/message.ts';
import { keepHandler } from '../../lambdas/keep/handler.ts';
import { AskingRewriter } from '../../lambdas/keep/rewriter.ts';
import { athenaRewriter } from './athena.ts';
import { SETTINGS } from './lake.ts';
import { RetentionWorld } from './retention-world.ts';

beforeAll(() => {
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
  process.env.POWERTOOLS_TRACE_ENABLED = 'false';
  process.env.POWERTOOLS_METRICS_DISABLED = 'true';
});

const DAY = 86_400_000;
const EVENT = { scheduledTime: '2026-05-21T00:50:00Z' };
const within = (left: number) => ({ functionName: 'keep', getRemainingTimeInMillis: () => left }) as Context;

test('a run puts closed days together, several at once, and leaves for the next what its time does not reach to', async () => {
  const world = await RetentionWorld.open();
  for (let day = 0; day < 3; day++) {
    for (const who of [0, 1]) await world.ingest(who);
    await world.redact();
    world.lake.advance(DAY);
  }
  const handler = keepHandler(world.ports, await athenaRewriter(world.ports), SETTINGS, 2);
  expect(await handler(EVENT, within(60_000))).toMatchObject({ rewritten: 0, left: 3 });
  expect(await handler(EVENT, within(900_000))).toMatchObject({ rewritten: 3, left: 0, failed: [] });
  expect(await handler(EVENT, within(900_000))).toMatchObject({ rewritten: 0, left: 0, failed: [] });
});

test('a refusal of the other function keeps its code, and an answer of another shape counts as none', async () => {
  const refused = { state: 'refused', code: 'query.failed', message: 'm', todo: 't' };
  await expect(new AskingRewriter(async () => refused).sweep()).rejects.toMatchObject({ code: 'query.failed' });
  await expect(new AskingRewriter(async () => ({ errorMessage: 'x' })).sweep()).rejects.toThrow();
});

describe('what is asked of the function that writes generations', () => {
  const partition = { jurisdiction: 'XA', day: '2026-05-20', shard: 'a' };
  const home = 'activity/generations/jurisdiction=XA/day=2026-05-20/shard=a/';
  const work = {
    ...{ partition, before: null, fresh: [], unfinished: [], without: [] },
    prefix: `${home}1-0123456789abcdef/`,
  };
  test.each<[string, object, boolean]>([
    ['a generation of its partition', {}, true],
    ['one after another', { before: `${home}1-0123456789abcdef/`, prefix: `${home}2-0123456789abcdef/` }, true],
    ['one of another partition', { prefix: work.prefix.replace('shard=a', 'shard=b') }, false],
    ['one that reads another partition', { before: work.prefix.replace('shard=a', 'shard=b') }, false],
    ['one beside the generations', { prefix: 'activity/jurisdiction=XA/day=2026-05-20/shard=a/' }, false],
    ['one that climbs out', { prefix: `${home}../1-0123456789abcdef/` }, false],
    ['a statement in the place', { partition: { ...partition, jurisdiction: "XA' OR '1'='1" } }, false],
    ['a statement in a segment', { without: ["a') --"] }, false],
  ])('is %s', (_, over, taken) => {
    expect(askedSchema.safeParse({ rewrite: { ...work, ...over } }).success).toBe(taken);
  });
});
