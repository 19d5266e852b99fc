import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { openDatabase } from '../../lib/storage/local/database.ts';
import { KeyStore } from '../../lib/storage/local/key-store.ts';
import { ObjectFiles, type ObjectHeader } from '../../lib/storage/local/object-files.ts';
import { Crash } from '../lambdas/crash.ts';
import { present } from '../present.ts';
import { bytes, collect, pieces, testFolder } from './folder.ts';
import { DESCRIPTORS, ForgetfulDisk, type PowerLoss } from './forgetful-disk.ts';

/** The disk under the embedded lake; each run mounts its own. */
const mounted = vi.hoisted(() => ({ disk: undefined as unknown }));

vi.mock('node:fs/promises', async (original) => faked(await original<object>()));
vi.mock('node:fs', async (original) => faked(await original<object>()));

/** Functions of the mounted disk for all paths on it. Others reach the machine, like SQLite's. */
function faked<T extends object>(real: T): T {
  const through =
    (name: string) =>
    (path: string | number, ...rest: unknown[]) => {
      const disk = mounted.disk as Record<string, (...args: unknown[]) => unknown> | undefined;
      const ours = disk !== undefined && (typeof path === 'number' ? path >= DESCRIPTORS : /^\/(?:lake|$)/.test(path));
      const work = ours ? disk[name] : (real as Record<string, (...args: unknown[]) => unknown>)[name];
      if (work === undefined) throw new Error(`the disk of this test does not know ${name}`);
      return work(path, ...rest);
    };
  const functions = Object.keys(real).filter((name) => typeof (real as Record<string, unknown>)[name] === 'function');
  return {
    ...real,
    ...Object.fromEntries(functions.filter((name) => /^[a-z]/.test(name)).map((name) => [name, through(name)])),
  };
}

const KEYS = ['segments/a', 'segments/b', 'segments/c'];
const ARN = 'arn:aws:kms:eu-central-1:111122223333:key/raw';
const ACTIONS = ['put', 'replace', 'destroy'] as const;

interface Deed {
  readonly action: (typeof ACTIONS)[number];
  readonly key: string;
  readonly body: string;
}

/**
 * Possible contents of each key: one text, or one of two for the operation that the power loss interrupted; undefined
 * for none.
 */
type Expected = Map<string, readonly (string | undefined)[]>;

/** Performs the operations until the power fails; returns the expected contents. */
async function work(deeds: readonly Deed[]): Promise<Expected> {
  const expected: Expected = new Map(KEYS.map((key) => [key, [undefined]]));
  let made = 0;
  try {
    const store = new KeyStore('/lake/keys');
    const files = new ObjectFiles('/lake/raw', 'raw');
    for (const { action, key, body } of deeds) {
      const before = present(expected.get(key))[0];
      const after = action === 'destroy' ? undefined : action === 'put' ? (before ?? body) : body;
      expected.set(key, [before, after]);
      if (action === 'destroy')
        for await (const { versionId } of files.list(key)) await files.delete(key, present(versionId));
      else {
        const { clear, wrapped } = store.dataKey(ARN, { key });
        const header: ObjectHeader = {
          bucket: 'raw',
          key,
          versionId: (made++).toString(16).padStart(32, '0'),
          contentType: 'text/plain',
          written: new Date(made).toISOString(),
          keyArn: ARN,
          dataKey: wrapped.toString('base64'),
        };
        if (action === 'put') await files.putOnce(header, clear, pieces(bytes(body)));
        else await files.replace(header, clear, () => pieces(bytes(body)));
      }
      expected.set(key, [after]);
    }
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  }
  return expected;
}

/** The content of a key after the lake is reopened. */
async function found(key: string): Promise<string | undefined> {
  const files = new ObjectFiles('/lake/raw', 'raw');
  const version = await files.current(key);
  if (version === undefined) return undefined;
  const { keyArn, dataKey } = version.head.header;
  const clear = new KeyStore('/lake/keys').unwrap(keyArn, Buffer.from(dataKey, 'base64'), { key });
  return (await collect(files.read(version, clear))).toString('utf8');
}

function diskOf(seed: number): ForgetfulDisk {
  let state = seed;
  return new ForgetfulDisk(() => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  });
}

async function survives(deeds: readonly Deed[], loss: PowerLoss, seed: number): Promise<number> {
  const disk = diskOf(seed);
  mounted.disk = disk;
  disk.losePower(loss);
  try {
    const expected = await work(deeds);
    mounted.disk = disk.restart();
    for (const [key, texts] of expected)
      expect(texts, `${key} after ${JSON.stringify(loss)}`).toContain(await found(key));
    return disk.changes;
  } finally {
    mounted.disk = undefined;
  }
}

const LOSSES = ['before', 'after', 'torn'] as const;

describe('after a power loss the embedded lake has everything that it confirmed, and nothing that it confirmed as destroyed', () => {
  const story: Deed[] = [
    { action: 'put', key: present(KEYS[0]), body: 'first' },
    { action: 'put', key: present(KEYS[1]), body: 'second' },
    { action: 'replace', key: present(KEYS[0]), body: 'newer' },
    { action: 'replace', key: present(KEYS[2]), body: 'third' },
    { action: 'destroy', key: present(KEYS[0]), body: '' },
    { action: 'put', key: present(KEYS[0]), body: 'again' },
  ];

  test('wherever the power fails', async () => {
    const whole = await survives(story, { at: Number.POSITIVE_INFINITY, when: 'before' }, 1);
    expect(whole).toBeGreaterThan(30);
    for (let at = 0; at < whole; at++)
      for (const when of LOSSES) for (const seed of [1, 2, 3, 4]) await survives(story, { at, when }, seed);
  });

  test('whatever the operation', async () => {
    const deed = fc.record({
      action: fc.constantFrom(...ACTIONS),
      key: fc.constantFrom(...KEYS),
      body: fc.string({ maxLength: 8 }),
    });
    const loss = fc.record({ at: fc.nat(120), when: fc.constantFrom(...LOSSES) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(deed, { minLength: 1, maxLength: 6 }),
        loss,
        fc.nat(1e6),
        async (deeds, where, seed) => {
          await survives(deeds, where, seed);
        },
      ),
      { numRuns: Number(process.env.DISK_RUNS ?? 200) },
    );
  });
});

test('the tables are flushed at each commit, and deleted data is overwritten', () => {
  const db = openDatabase(join(testFolder(), 'control.sqlite'));
  const pragma = (name: string) => Object.values(present(db.prepare(`PRAGMA ${name}`).get()))[0];
  // FULL: in WAL mode NORMAL flushes only at checkpoints (https://www.sqlite.org/pragma.html#pragma_synchronous).
  expect([pragma('journal_mode'), pragma('synchronous'), pragma('secure_delete')]).toEqual(['wal', 2, 1]);
  db.close();
});
