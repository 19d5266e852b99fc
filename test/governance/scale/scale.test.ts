import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { program } from '../../../config/program.ts';
import { SEGMENT_MINUTES } from '../../../lib/activity/segment/limits.ts';
import { capacityOf, KEPT_BY_LAMBDA, MOST_REDACTIONS, reservedOf } from '../../../lib/governance/scale/capacity.ts';
import { costOf } from '../../../lib/governance/scale/cost.ts';
import { breaks, firstLimit, linesOf } from '../../../lib/governance/scale/limits.ts';
import type { Measured, Usage } from '../../../lib/governance/scale/measured.ts';
import { PRICED_REGIONS, PRICES } from '../../../lib/governance/scale/prices.ts';
import { reservable } from '../../../lib/governance/scale/reservable.ts';
import { MOST_SHARES } from '../../../lib/governance/scale/shares.ts';
import { SYNTHESIZED } from '../../../lib/governance/scale/synthesized.ts';
import { FRAME_BYTES, loadOf } from '../../../lib/governance/scale/workload.ts';
import { segmentSource } from '../../../lib/platform/pipeline/segment-source.ts';
import { platformTemplates } from '../../platform/synthesized.ts';
import { present } from '../../present.ts';

const usage = (cpuS: number, calls: Usage['calls'] = {}, bytes: Usage['bytes'] = {}): Usage => ({ cpuS, calls, bytes });

/** Round figures, for arithmetic by hand. */
const ROUND: Measured = {
  ...{ on: '2026-01-01', commit: '0', machine: 'paper', segmentEvents: 100 },
  ingestSegment: usage(0.02, { 's3.put': 1, 'dynamodb.write': 2, 'dynamodb.writeUnit': 8 }, { 'raw/segments': 10_000 }),
  ingestFrame: usage(0.01, { 's3.put': 1 }),
  redactAlone: [
    { index: 10, usage: usage(0.1, { 's3.get': 2, 's3.put': 2 }, { 'redacted/activity': 5_000 }) },
    { index: 470, usage: usage(0.1, { 's3.get': 2, 's3.put': 2 }, { 'redacted/activity': 5_000 }) },
  ],
  redactTogether: {
    segments: 50,
    usage: usage(0.1, { 's3.get': 2, 's3.put': 1 }, { 'redacted/activity': 5_000 }),
    alone: usage(0.1, { 's3.get': 2, 's3.put': 2 }, { 'redacted/activity': 5_000 }),
    peakMiB: 300,
  },
  redactFrame: usage(0.2),
  destroyThousand: usage(0),
  retainSegment: usage(0, { 's3.delete': 2, 's3.deleteMany': 0.002 }),
  retainIdle: usage(0, { 's3.list raw': 0.001 }),
};

/** So many that a hundred segments come in a second, for an hour. */
const AN_HOUR = { workers: 6_000 * SEGMENT_MINUTES, hoursADay: 1, framesAMinute: 0 };

describe('the load of a collection', () => {
  test('is one segment per worker in the minutes that a collector fills one', () => {
    const load = loadOf(AN_HOUR, ROUND);
    expect(load.segmentsPerS).toBe(100);
    expect(load.segmentsADay).toBe(360_000);
    expect(load.redactSegmentS).toBeCloseTo(0.1 + 2 * 0.02 + 0.03);
    expect(load.ingestS).toBeCloseTo(0.02 + 0.03 + 2 * 0.01);
  });

  test('has frames beside the segments, each with its bytes in both zones', () => {
    const load = loadOf({ ...AN_HOUR, framesAMinute: 6 }, ROUND);
    expect(load.requestsPerS).toBeCloseTo(100 + 600 * SEGMENT_MINUTES);
    expect(load.perSegment.bytes['raw/frames']).toBe(6 * SEGMENT_MINUTES * FRAME_BYTES);
    expect(load.perSegment.bytes['redacted/frames']).toBe(6 * SEGMENT_MINUTES * FRAME_BYTES);
    expect(load.redactFrameS).toBeCloseTo(0.2);
  });

  test("grows with the cost of a session's later segments", () => {
    const growing = {
      ...ROUND,
      redactAlone: [
        present(ROUND.redactAlone[0]),
        { index: 480 / SEGMENT_MINUTES - 10, usage: usage(0.9, { 's3.get': 12 }) },
      ],
    };
    expect(loadOf({ ...AN_HOUR, hoursADay: 8 }, growing).redactSegmentS).toBeCloseTo(0.5 + 7 * 0.02);
  });
});

describe('limits', () => {
  const line = (id: string, built = AN_HOUR) =>
    present(linesOf(AN_HOUR, built, ROUND).find((limit) => limit.id === id));

  test('are used by the load', () => {
    expect(line('api-account')).toMatchObject({ use: 100, limit: 10_000 });
    expect(line('dynamodb-writes').use).toBe(800);
    expect(line('redact-timeout').use).toBeCloseTo(SYNTHESIZED.batch * 0.17);
    // 0.002 deletions of a thousand for each of 360,000 segments, and 0.001 listings of those of 8 days, with 22
    // working days of 30; eight at once.
    expect(line('retain-time').use).toBeCloseTo((360_000 * (0.002 * 0.6 + 24 * 0.001 * 0.15 * 8 * (22 / 30))) / 8);
  });

  test('of retention grow with the number of its runs, and these with the due data', () => {
    // 0.05 s of CPU per thousand versions, for 720 thousand versions, on a part of one vCPU.
    const busy = { ...ROUND, destroyThousand: usage(0.05), retainIdle: usage(0) };
    const of = (workers: number) =>
      present(linesOf({ ...AN_HOUR, workers }, undefined, busy).find(({ id }) => id === 'retain-time'));
    expect(of(AN_HOUR.workers).use).toBeCloseTo((720 * 0.05 * 1_769) / 1_024 + 720 * (0.6 / 8));
    expect(of(AN_HOUR.workers).limit).toBe(24 * 900);
    const { concurrency, retainRuns } = capacityOf({ ...AN_HOUR, workers: 3_000_000 }, busy);
    expect(retainRuns).toBe(96);
    expect(concurrency.retain).toBe(Math.ceil((2 * of(3_000_000).use) / (96 * 900)));
    expect(of(3_000_000).limit).toBe(concurrency.retain * 96 * 900);
  });

  test('that the templates set follow the collection that they were synthesized for', () => {
    expect(breaks(line('ingest-throttle'))).toBe(false);
    expect(breaks(line('ingest-throttle', { ...AN_HOUR, workers: 100 }))).toBe(true);
  });

  test('that break first hold up to their number of workers and not for one more', () => {
    const { id, workers } = firstLimit(AN_HOUR, AN_HOUR, ROUND);
    const holds = (n: number) =>
      linesOf({ ...AN_HOUR, workers: n }, AN_HOUR, ROUND).filter((limit) => limit.id === id && breaks(limit)).length ===
      0;
    expect(holds(workers)).toBe(true);
    expect(holds(workers + 1)).toBe(false);
  });

  test('that AWS raises are told apart from others', () => {
    const all = firstLimit(AN_HOUR, undefined, ROUND);
    const fixed = firstLimit(AN_HOUR, undefined, ROUND, ['set', 'fixed']);
    expect(all).toMatchObject({ id: 'lambda-account' });
    expect(fixed.id).not.toBe('lambda-account');
    expect(fixed.workers).toBeGreaterThan(all.workers);
  });

  test('of the templates never break at the collection they are for', () => {
    const ours = new Set(['ingest-throttle', 'ingest-concurrency', 'redact-concurrency', 'retain-time']);
    fc.assert(
      fc.property(
        fc.record({
          workers: fc.integer({ min: 1, max: 1_000_000 }),
          hoursADay: fc.double({ min: 1, max: 24, noNaN: true }),
          framesAMinute: fc.integer({ min: 0, max: 60 }),
        }),
        (collection) => {
          const capacity = capacityOf(collection, ROUND);
          // No more of them can work on one lot, or on one queue with all its pollers.
          const most = new Set([
            ...(capacity.concurrency.retain === MOST_SHARES ? ['retain-time'] : []),
            ...(capacity.redactionsAtOnce === MOST_REDACTIONS ? ['redact-concurrency'] : []),
          ]);
          expect(capacity.redactionsAtOnce).toBeLessThanOrEqual(MOST_REDACTIONS);
          const lines = linesOf(collection, collection, ROUND).filter(({ id }) => !most.has(id));
          expect(lines.filter((limit) => ours.has(limit.id) && breaks(limit))).toEqual([]);
          expect(reservedOf(capacity)).toBeGreaterThan(0);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('an account', () => {
  const collection = { workers: 20_000, hoursADay: 8, framesAMinute: 6 };
  const needs = reservedOf(capacityOf(collection)) + KEPT_BY_LAMBDA;

  test('is refused a collection that reserves more than it may run, with the quota to ask for', () => {
    const refused = (accountConcurrency?: number) => () => reservable({ collection, accountConcurrency });
    expect(needs).toBeGreaterThan(1_000);
    for (const has of [undefined, needs - 1])
      expect(refused(has)).toThrow(
        expect.objectContaining({ code: 'config.invalid', message: expect.stringContaining('L-B99A9384') }),
      );
    expect(refused(needs)()).toEqual(capacityOf(collection));
    expect(reservable(program)).toEqual(capacityOf(program.collection));
  });

  test('starts as many redactions as are needed: by the queue itself up to 1,000, and by pollers of ten beyond', () => {
    const few = capacityOf({ ...collection, workers: 1_000 });
    expect(few).toMatchObject({ redactPollers: undefined });
    const many = capacityOf({ ...collection, workers: 100_000 });
    expect(many.redactionsAtOnce).toBeGreaterThan(1_000);
    expect(many.redactionsAtOnce).toBe(10 * present(many.redactPollers));
    for (const capacity of [few, many]) {
      expect(capacity.concurrency.redact).toBeGreaterThan(capacity.redactionsAtOnce);
      const stack = new Stack();
      const lambda = new LambdaFunction(stack, 'Redact', {
        ...{ runtime: Runtime.NODEJS_24_X, handler: 'x.y', code: Code.fromInline('0') },
      });
      const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
      segmentSource(stack, {
        queue: new Queue(stack, 'Queue'),
        key: new Key(stack, 'Key'),
        redact: lambda,
        role,
        capacity,
      });
      Template.fromStack(stack).hasResourceProperties(
        'AWS::Lambda::EventSourceMapping',
        capacity.redactPollers === undefined
          ? { ScalingConfig: { MaximumConcurrency: few.redactionsAtOnce }, ProvisionedPollerConfig: Match.absent() }
          : {
              ProvisionedPollerConfig: { MinimumPollers: 2, MaximumPollers: many.redactPollers },
              ScalingConfig: Match.absent(),
            },
      );
    }
  });
});

describe('cost', () => {
  const cost = (changes: Partial<typeof AN_HOUR> = {}) =>
    costOf({ ...AN_HOUR, ...changes }, { raw: 7, redacted: 90 }, 'us-east-1', ROUND);
  const of = (service: string) => cost().lines.find((line) => line.service === service)?.usd;

  test('is the price of each use', () => {
    const segments = (60 * 22) / SEGMENT_MINUTES;
    expect(of('S3 requests')).toBeCloseTo(segments * (2 * 5e-6 + 2 * 4e-7));
    expect(of('S3 storage')).toBeCloseTo(((segments * (10_000 * 8 + 5_000 * 91)) / 1e9 / (365 / 12)) * 0.023);
    expect(of('API Gateway')).toBeCloseTo(segments * 1e-6);
    expect(of('DynamoDB requests')).toBeCloseTo(segments * 8 * 0.625e-6);
  });

  test('of one worker does not depend on their number', () => {
    expect(cost({ workers: 100_000 }).workerMonth).toBeCloseTo(cost().workerMonth);
    expect(cost().month).toBeCloseTo(cost().workerMonth * AN_HOUR.workers + cost().fixedMonth);
  });

  test('grows with hours and frames', () => {
    expect(cost({ hoursADay: 8 }).workerMonth).toBeGreaterThan(cost().workerMonth);
    expect(cost({ framesAMinute: 6 }).workerMonth).toBeGreaterThan(cost().workerMonth);
  });

  test('has a price with a source for each region', () => {
    for (const [name, { usd, source }] of Object.entries(PRICES)) {
      expect(source, name).toMatch(/^https:\/\/aws\.amazon\.com\//);
      for (const region of PRICED_REGIONS) expect(usd[region], name).toBeGreaterThan(0);
    }
  });
});

describe('the templates', () => {
  let resources: { Type: string; Properties: Record<string, unknown> }[];
  const all = (type: string) => resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
  const named = (name: string) =>
    present(all('AWS::Lambda::Function').find(({ FunctionName }) => String(FunctionName).endsWith(`-${name}`)));

  beforeAll(async () => {
    resources = Object.values(await platformTemplates()).flatMap((template) =>
      Object.values((template as { Resources: Record<string, (typeof resources)[number]> }).Resources),
    );
  });

  test('have the capacity of the collection that config/program.ts states', () => {
    const { concurrency, ingestApi, workerApi, redactionsAtOnce, alarms } = capacityOf(program.collection);
    for (const [name, reserved] of Object.entries(concurrency))
      expect(named(name).ReservedConcurrentExecutions, name).toBe(reserved);
    const stages = all('AWS::ApiGatewayV2::Stage').map(({ DefaultRouteSettings }) => DefaultRouteSettings);
    for (const { rateLimit, burstLimit } of [ingestApi, workerApi])
      expect(stages).toContainEqual(
        expect.objectContaining({ ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit }),
      );
    expect(all('AWS::Lambda::EventSourceMapping')).toContainEqual(
      expect.objectContaining({
        BatchSize: SYNTHESIZED.batch,
        ScalingConfig: { MaximumConcurrency: redactionsAtOnce },
      }),
    );
    const refusals = all('AWS::CloudWatch::Alarm').find(({ AlarmName }) => String(AlarmName).endsWith('-refusals'));
    expect(refusals).toMatchObject({ Threshold: alarms.refusals });
  });

  test('start retention as often, and as many at once, as the collection needs', () => {
    const { concurrency, retainRuns } = capacityOf(program.collection);
    const schedules = (
      all('AWS::Scheduler::Schedule') as { ScheduleExpression: string; Target: { Input: string } }[]
    ).flatMap(({ ScheduleExpression, Target }) => {
      const { share } = JSON.parse(Target.Input) as { share?: unknown };
      return share === undefined ? [] : [{ runs: runsADay(ScheduleExpression), share }];
    });
    const of = concurrency.retain;
    expect(schedules).toEqual(Array.from({ length: of }, (_, at) => ({ runs: retainRuns, share: { of, at } })));
  });

  test('have the numbers that the model assumes', () => {
    expect({
      batch: all('AWS::Lambda::EventSourceMapping')[0]?.BatchSize,
      redactTimeoutS: named('redact').Timeout,
      redactMiB: named('redact').MemorySize,
      ingestMiB: named('ingest').MemorySize,
      retainMiB: named('retain').MemorySize,
      retainTimeoutS: named('retain').Timeout,
    }).toEqual({ ...SYNTHESIZED, keys: undefined, alarms: undefined });
    // Within a dollar and a half a month, which is close enough for a budget.
    expect(Math.abs(all('AWS::KMS::Key').length - SYNTHESIZED.keys)).toBeLessThanOrEqual(1);
    expect(Math.abs(all('AWS::CloudWatch::Alarm').length - SYNTHESIZED.alarms)).toBeLessThanOrEqual(15);
  });
});

/** Runs per day of an expression that starts at the same minutes every day. */
function runsADay(expression: string): number {
  const [, minutes = '', hours] = /^cron\((\S+) (\S+) \* \* \? \*\)$/.exec(expression) ?? [];
  const [from, step] = minutes.split('/').map(Number);
  return hours === '*' ? 24 * (step === undefined ? 1 : Math.ceil((60 - present(from)) / step)) : 1;
}
