import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc, { type Scheduler } from 'fast-check';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { announceTemplates } from '../../lambdas/gate.ts';
import { type App, readApp } from '../../lib/access/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { TEMPLATES } from '../governance/certificates.ts';
import { synthesizedFolder } from '../platform/synthesized.ts';
import { present } from '../present.ts';
import { Crash, crashing } from './crash.ts';
import { GateWorld, type Honest, type Hostile } from './gate-world.ts';

const RUNS = Number(process.env.GATE_RUNS ?? 16);

let app: App;
beforeAll(async () => {
  const directory = await synthesizedFolder();
  const files = readdirSync(directory).filter((name) => name.endsWith('.template.json'));
  app = readApp(Object.fromEntries(files.map((name) => [name, readFileSync(join(directory, name), 'utf8')])));
});

const proposal = fc.nat({ max: 2 });
const person = fc.nat({ max: 2 });
const honest: fc.Arbitrary<Honest> = fc.oneof(
  fc.record({ do: fc.constantFrom('event' as const, 'pause' as const, 'settle' as const, 'propose' as const) }),
  fc.record({ do: fc.constant('event' as const) }),
  fc.record({ do: fc.constant('retain' as const) }),
  fc.record({ do: fc.constant('approve' as const), proposal, person }),
  fc.record({ do: fc.constant('restart' as const), proposal, person }),
);
const role = fc.nat({ max: 99 });
const any = fc.nat({ max: 999 });
const hostile: fc.Arbitrary<Hostile> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('put' as const), role, item: any, value: any }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), role, item: any }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('approval' as const), role, proposal, person }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('object' as const),
      role,
      zone: fc.constantFrom('gate' as const, 'certificates' as const),
      name: any,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('destroy' as const), role, object: any }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('restore' as const), copy: any }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('clock' as const), hours: fc.integer({ min: -1_000, max: 40 }) }),
  },
);
type Deed =
  | { readonly by: 'us'; readonly deed: Honest; readonly crash?: { at: number; when: 'before' | 'after' } | undefined }
  | { readonly by: 'them'; readonly deed: Hostile }
  | { readonly by: 'reopen' };
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    by: fc.constant('us' as const),
    deed: honest,
    crash: fc.option(
      fc.record({ at: fc.nat({ max: 2 }), when: fc.constantFrom('before' as const, 'after' as const) }),
      { nil: undefined, freq: 4 },
    ),
  }),
  { weight: 2, arbitrary: fc.record({ by: fc.constant('them' as const), deed: hostile }) },
  fc.record({ by: fc.constant('reopen' as const) }),
);

/** What is refused, or dies, is not done; anything else is a fault. */
async function attempt(work: Promise<unknown>): Promise<void> {
  await work.catch((error) => {
    const refused = /^(certificate|gate)\./.test(String((error as { code?: string }).code));
    if (!refused && !(error instanceof Crash)) throw error;
  });
}

describe('a pause, once it is acknowledged', () => {
  test('is undone by nobody but the governor with new approvals, whatever any role may write, delete, restore or set', async () => {
    const total = { open: 0, meddled: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 4, maxLength: 16 }), async (deeds) => {
        const world = await GateWorld.open(app);
        try {
          await world.reopen();
          await world.remember();
          for (const one of deeds) {
            if (one.by === 'reopen') await attempt(world.reopen());
            if (one.by === 'them') await world.hostile(one.deed);
            if (one.by === 'us') {
              const { at, when } = one.crash ?? { at: 99, when: 'before' as const };
              await attempt(world.honest(one.deed, (ports) => crashing(ports, at, when).ports));
            }
            await world.look();
            await world.remember();
          }
          total.open += world.counts.open;
          total.meddled += world.counts.meddled;
        } finally {
          world.close();
        }
      }),
      { numRuns: RUNS },
    );
    // A property about a gate that never opens, or about an adversary who may do nothing, would say nothing.
    expect(total.open).toBeGreaterThan(RUNS);
    // Of 40 histories chance draws some 60 to 75.
    expect(total.meddled).toBeGreaterThan(RUNS / 4);
  });

  const among = fc.oneof(honest, honest, fc.constant('look' as const), hostile);
  test('holds however the steps of those who pause, approve and restart fall between each other', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(among, { minLength: 2, maxLength: 5 }),
        fc.nat({ max: 2 }),
        async (scheduler, deeds, approvals) => {
          const world = await GateWorld.open(app);
          try {
            await world.reopen();
            await world.honest({ do: 'pause' });
            await world.honest({ do: 'propose' });
            for (let who = 0; who < approvals; who++) await world.honest({ do: 'approve', proposal: 0, person: who });
            await world.remember();
            const steps = stepwise(scheduler);
            const work = deeds.map((other) => {
              if (other === 'look') return world.look(steps);
              return isHostile(other)
                ? scheduler.schedule(Promise.resolve()).then(() => world.hostile(other))
                : attempt(world.honest(other, steps));
            });
            const restarts = attempt(world.honest({ do: 'restart', proposal: 0, person: 0 }, steps));
            await scheduler.waitFor(Promise.all([...work, restarts]));
            await world.look();
            await world.remember();
            // Whatever is known then is tried.
            await world.replayAll();
          } finally {
            world.close();
          }
        },
      ),
      { numRuns: RUNS },
    );
  });
});

describe('collection stays paused', () => {
  const opened = async (): Promise<GateWorld> => {
    const world = await GateWorld.open(app);
    onTestFinished(() => world.close());
    await world.reopen();
    await world.remember();
    expect(await world.look()).toBe(true);
    return world;
  };
  const state = async (world: GateWorld) => present(await world.as('governor').control.get('gate', 'state'));

  test('when any role writes back the state in which it ran, and the way back is to certify anew', async () => {
    const world = await opened();
    const ran = await state(world);
    await world.honest({ do: 'event' });
    for (const arn of world.roles) {
      const { rev } = await state(world);
      const write = { pk: 'gate', sk: 'state', ifRev: rev, data: ran.data };
      await world.lake
        .portsFor(arn)
        .control.write([write])
        .catch(() => {});
      expect([arn, await world.look()]).toEqual([arn, false]);
    }
    await world.reopen();
    expect(await world.look()).toBe(true);
  });

  test('when the state is removed, when an older copy of the table is put back, and opens again when it is certified', async () => {
    const world = await opened();
    await world.honest({ do: 'pause' });
    for (const loss of ['state', 'older copy', 'everything'] as const) {
      world.lose(loss);
      expect([loss, await world.look()]).toEqual([loss, false]);
      if (loss === 'everything') await announceTemplates(world.as('governor').control, TEMPLATES);
      await world.reopen();
      expect([loss, await world.look()]).toEqual([loss, true]);
      await world.honest({ do: 'pause' });
    }
  });

  test('when two restarts overtake a pause that is being filed', async () => {
    const world = await opened();
    let overtaken = false;
    const slow = (ports: Ports): Ports => ({
      ...ports,
      objects: new Proxy(ports.objects, {
        get: (target, name) => {
          const method = (Reflect.get(target, name) as (...args: unknown[]) => unknown).bind(target);
          if (name !== 'putOnce') return method;
          return async (...args: unknown[]) => {
            if (!overtaken) {
              overtaken = true;
              await world.reopen();
              await world.reopen();
            }
            return method(...args);
          };
        },
      }),
    });
    await world.honest({ do: 'event' }, slow);
    expect([overtaken, await world.look()]).toEqual([true, false]);
    await world.remember();
    const { open } = world.counts;
    await world.replayAll();
    expect(world.counts.open).toBe(open);
  });

  test('while the control table cannot be reached: a pause needs nothing of it', async () => {
    const world = await opened();
    const down = (ports: Ports): Ports => ({
      ...ports,
      control: {
        get: () => Promise.reject(new Error('down')),
        write: () => Promise.reject(new Error('down')),
        query: (pk, prefix) => ports.control.query(pk, prefix),
        between: (pk, from, to) => ports.control.between(pk, from, to),
      },
    });
    await expect(world.honest({ do: 'pause' }, down)).rejects.toThrow('down');
    expect(await world.look()).toBe(false);
  });

  test('under junk of a role that may pause, until the governor certifies again: it blocks nobody for good', async () => {
    const world = await opened();
    const { objects } = world.as('sentinel');
    for (const name of ['00000001-x', '00000002-x', '99999999-x'])
      await objects.putOnce('audit', `gate/${name}/junk.json`, Buffer.from('x'), 'text/plain');
    expect(await world.look()).toBe(true);
    await world.honest({ do: 'event' });
    expect(await world.look()).toBe(false);
    await world.reopen();
    expect(await world.look()).toBe(true);
  });
});

const isHostile = (deed: Honest | Hostile): deed is Hostile =>
  ['put', 'delete', 'approval', 'object', 'destroy', 'restore', 'clock'].includes(deed.do);

/** Ports of which every call waits for its turn. */
const stepwise =
  (scheduler: Scheduler) =>
  (ports: Ports): Ports => {
    const wrap = <T extends object>(port: T): T =>
      new Proxy(port, {
        get: (target, name) => {
          const method = Reflect.get(target, name) as (...args: unknown[]) => unknown;
          if (name === 'list' || name === 'query')
            return async function* (...args: unknown[]) {
              await scheduler.schedule(Promise.resolve(String(name)));
              yield* method.apply(target, args) as AsyncIterable<unknown>;
            };
          return async (...args: unknown[]) => {
            await scheduler.schedule(Promise.resolve(String(name)));
            return method.apply(target, args);
          };
        },
      });
    return { ...ports, objects: wrap(ports.objects), control: wrap(ports.control), keys: wrap(ports.keys) };
  };
