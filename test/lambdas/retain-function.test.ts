import type { Context } from 'aws-lambda';
import { beforeAll, expect, test, vi } from 'vitest';
import { readFacts } from '../../lambdas/gate.ts';
import { retainHandler } from '../../lambdas/retain/handler.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { NOW, openTestLake, SETTINGS } from './lake.ts';

beforeAll(() => {
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
  process.env.POWERTOOLS_TRACE_ENABLED = 'false';
});

const CONTEXT = { functionName: 'retain', getRemainingTimeInMillis: () => 900_000 } as Context;
const DAY = 86_400_000;
const KEY = `segments/day=${NOW.toISOString().slice(0, 10)}/a.ndjson.gz`;

/** Runs the function on a lake with one object that is due, and returns the metrics that CloudWatch would read. */
async function run(ports: Ports, share = { of: 1, at: 0 }) {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const logged = vi.spyOn(console, 'log').mockReturnValue();
  // Other files of this process switch metrics off.
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  try {
    const event = { scheduledTime: ports.clock.now().toISOString(), share };
    const failed = await retainHandler(ports, SETTINGS)(event, CONTEXT).then(
      () => undefined,
      (error: { code: string }) => error.code,
    );
    const lines = [...written.mock.calls, ...logged.mock.calls].map(([line]) => String(line));
    const metrics = lines.filter((line) => line.includes('CloudWatchMetrics')).map((line) => JSON.parse(line));
    return { failed, metrics: Object.assign({}, ...metrics) as Record<string, unknown> };
  } finally {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  }
}

async function lake() {
  const opened = await openTestLake({ gate: false });
  await opened.ports.objects.putOnce('raw', KEY, Buffer.from('x'), 'text/plain');
  opened.advance(8 * DAY);
  return opened;
}

test('the first share of a run tells the gate that retention ran, and counts what is left', async () => {
  const { ports } = await lake();
  const { failed, metrics } = await run(ports);
  expect([failed, metrics]).toEqual([
    undefined,
    expect.objectContaining({ objectsDestroyed: 1, copiesErased: 0, lotsLeft: 0, retentionRan: 1 }),
  ]);
  expect((await readFacts(ports, SETTINGS)).retention).toEqual(ports.clock.now());
});

test('another share destroys its part and tells nobody', async () => {
  const { ports } = await lake();
  const before = (await readFacts(ports, SETTINGS)).retention;
  const { metrics } = await run(ports, { of: 2, at: 1 });
  expect(metrics).toHaveProperty('objectsDestroyed');
  expect(metrics).not.toHaveProperty('retentionRan');
  expect((await readFacts(ports, SETTINGS)).retention).toEqual(before);
});

test('a run that cannot destroy all of it ends with an error, and counts as none', async () => {
  const { ports } = await lake();
  const objects = new Proxy(ports.objects, {
    get: (target, name) => {
      if (name === 'deleteVersions')
        return () => Promise.reject(new StrongroomError('access.denied', 'the key is locked', 'wait'));
      const own: unknown = Reflect.get(target, name);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
  const { failed, metrics } = await run({ ...ports, objects });
  expect([failed, metrics]).toEqual(['retention.incomplete', expect.objectContaining({ retentionRan: 0 })]);
});
