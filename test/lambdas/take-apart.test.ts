import { describe, expect, test } from 'vitest';
import { storeSegment } from '../../lambdas/ingest/store-segment.ts';
import { readEntry } from '../../lambdas/ledger.ts';
import { RedactBatch } from '../../lambdas/redact/redact.ts';
import type { ActivityEvent } from '../../lib/activity/events.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { gzipLines, openOf, sealLines } from '../activity/build.ts';
import { present } from '../present.ts';
import { crashing, MOMENTS } from './crash.ts';
import { NOW, openTestLake, SETTINGS } from './lake.ts';
import { type Poison, poisoned, type Stage } from './poison.ts';
import { lakeRows } from './rows.ts';

const T0 = new Date(NOW.getTime() - 3_600_000).toISOString();

/** Three segments of one worker, of which the one in the middle of their plan can be made bad. */
async function three(ports: Ports): Promise<string[]> {
  const batches: string[] = [];
  for (let i = 0; i < 3; i++) {
    const open = openOf({ clock: { t0: T0, src: 'wall+mono', tz_known: true, skew_ms: 0 } });
    const events: ActivityEvent[] = [
      { kind: 'focus', seq: 0, mono_us: 0, d: { app: 'Notes', app_class: 'editor' } },
      { kind: 'scroll', seq: 1, mono_us: 1, d: { x: 1, y: 1, dx: 0, dy: 1, unit: 'px' } },
    ];
    await storeSegment(gzipLines(sealLines(open, events)), open.device, ports, SETTINGS);
    batches.push(open.batch);
  }
  return batches.toSorted();
}

const making = (batch: string, stage: Stage): Poison => ({
  bad: new Map([[batch, stage]]),
  place: undefined,
  active: true,
});

async function redact(batches: readonly string[], ports: Ports): Promise<RedactBatch> {
  const work = new RedactBatch({ ports, settings: SETTINGS, extras: {}, cautious: false });
  for (const batch of batches) await work.examine(batch);
  await work.publish();
  return work;
}

const places = async (ports: Ports) => (await lakeRows(ports)).map(({ segment, seq }) => `${segment}/${seq}`).sort();
const expected = (batches: readonly string[]) => batches.flatMap((batch) => [`${batch}/0`, `${batch}/1`]).sort();

/** Something that waits until it is told to go on. */
function held(): { reached: Promise<void>; wait: () => Promise<void>; release: () => void } {
  const [reached, arrive] = signal();
  const [released, release] = signal();
  const wait = () => {
    arrive();
    return released;
  };
  return { reached, release, wait };
}

function signal(): [Promise<void>, () => void] {
  let go = () => {};
  const done = new Promise<void>((resolve) => {
    go = resolve;
  });
  return [done, go];
}

describe('a plan that holds a segment which cannot be published', () => {
  const stages: Stage[] = ['gone', 'forbidden', 'damaged', 'redact', 'rows'];
  test.each(stages)('(%s) is published without it', async (stage) => {
    const { ports } = await openTestLake();
    const batches = await three(ports);
    const bad = present(batches[1]);
    const planned = await redact(batches, {
      ...ports,
      catalog: { ...ports.catalog, addPartition: () => Promise.reject(new Error()) },
    });
    expect(planned.failed.size).toBe(3);

    const spoilt = poisoned(ports, making(bad, stage)).ports;
    const work = await redact(batches, spoilt);
    expect([...work.failed.keys()]).toEqual([bad]);
    expect(await places(ports)).toEqual(expected([present(batches[0]), present(batches[2])]));
    expect((await readEntry(ports.control, bad))?.entry).toMatchObject({ state: 'stored', plan: null, alone: true });

    await redact(batches, ports);
    expect(await places(ports)).toEqual(expected(batches));
  });

  test.each(['before its file', 'after its file'] as const)(
    'is not published by a slow process that comes back %s was due',
    async (when) => {
      const { ports } = await openTestLake();
      const batches = await three(ports);
      const gate = held();
      const slow: Ports =
        when === 'after its file'
          ? {
              ...ports,
              catalog: {
                ...ports.catalog,
                addPartition: async (partition) => {
                  await gate.wait();
                  await ports.catalog.addPartition(partition);
                },
              },
            }
          : {
              ...ports,
              objects: overriding(ports.objects, async (...put) => {
                if (put[1].endsWith('.parquet')) await gate.wait();
                return ports.objects.putOnce(...put);
              }),
            };
      const late = redact(batches, slow);
      await gate.reached;

      const work = await redact(batches, poisoned(ports, making(present(batches[1]), 'gone')).ports);
      expect([...work.failed.keys()]).toEqual([batches[1]]);
      expect(await places(ports)).toEqual(expected([present(batches[0]), present(batches[2])]));

      // It still could read the segment when it began, and plans it anew, alone.
      gate.release();
      expect((await late).failed).toEqual(new Map());
      expect(await places(ports)).toEqual(expected(batches));
    },
  );

  test.each(MOMENTS)('is published without it after a crash %s any write', async (when) => {
    let crashes = 0;
    for (let writes = 0; writes < 22; writes++) {
      const { ports } = await openTestLake();
      const batches = await three(ports);
      const poison = making(present(batches[1]), 'rows');
      const attempt = crashing(poisoned(ports, poison).ports, writes, when);
      await redact(batches, attempt.ports).catch(() => {});
      if (!attempt.crashed()) continue;
      crashes++;
      await redact(batches, poisoned(ports, poison).ports);
      expect(await places(ports), `${when} write ${writes}`).toEqual(
        expected([present(batches[0]), present(batches[2])]),
      );
      await redact(batches, ports);
      expect(await places(ports), `${when} write ${writes}, mended`).toEqual(expected(batches));
    }
    expect(crashes).toBeGreaterThan(12);
  });
});

const overriding = (objects: Ports['objects'], putOnce: Ports['objects']['putOnce']): Ports['objects'] =>
  new Proxy(objects, {
    get(target, name) {
      if (name === 'putOnce') return putOnce;
      const method = Reflect.get(target, name);
      return typeof method === 'function' ? method.bind(target) : method;
    },
  });
