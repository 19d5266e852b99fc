import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { converse } from '../../lib/storage/local/query/process/converse.ts';
import { FrameReader, writeFrame } from '../../lib/storage/local/query/process/frames.ts';
import { kernelLimits, LIMITS, type QueryLimits } from '../../lib/storage/local/query/process/limits.ts';
import { QueryProcesses } from '../../lib/storage/local/query/process/processes.ts';
import { REPORTS } from '../../lib/storage/local/query/process/protocol.ts';
import { present } from '../present.ts';

/** Limits that a busy machine does not reach, apart from the one under test. */
const PATIENT: QueryLimits = { ...LIMITS, memory: 512 * 1024 ** 2, read: 300_000, time: 300_000 };
const HANGS = `SELECT ${Array.from({ length: 60 }, (_, i) => `list_transform([1], v${i} -> `).join('')}1${')'.repeat(60)}`;

const processes = new QueryProcesses(PATIENT);
afterAll(() => processes.close());

function processesWith(limits: Partial<QueryLimits>): QueryProcesses {
  const own = new QueryProcesses({ ...PATIENT, ...limits });
  onTestFinished(() => own.close());
  return own;
}

/** Lets a process answer a statement over an empty table, and returns the process id. */
const ask = (from: QueryProcesses, principal: string, sql: string) =>
  from.use(principal, async (process) => {
    const question = {
      ask: {
        type: 'ask',
        sql,
        grants: [{ columns: ['app', 'seq'], rowFilter: null }],
        database: 'lakedb',
        dialect: 'engine',
      },
      files: async function* () {},
    } as const;
    return { ...(await converse(process, question, from.limits)), pid: process.pid };
  });

/** Where limits on time and on memory both apply, the machine decides which is reached first. */
const EITHER = ['timeout', 'too-large', 'crashed'];

describe('a statement that exceeds its process ends in a code, and the next one is answered:', () => {
  test.each([
    ['one that is never bound', HANGS, { read: 200 }, EITHER],
    [
      'a product that fits nowhere and never ends',
      'SELECT count(*) FROM range(1000000000) a, range(1000000000) b',
      { time: 200 },
      EITHER,
    ],
    ['one that never ends', 'SELECT sum(range) FROM range(1000000000000000)', { time: 200 }, ['timeout']],
    ['one that nobody can interrupt', "SELECT bitstring('1', 1000000000)", { read: 200, time: 200 }, EITHER],
    [
      'recursion without an end',
      'WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t',
      { time: 200 },
      EITHER,
    ],
    ['a list that does not fit', 'SELECT length(generate_series(1, 300000000))', {}, ['too-large']],
    ['a text that does not fit', "SELECT length(repeat('x', 1000000000000))", {}, ['too-large', 'value']],
    ['a value that does not fit into the runtime', 'SELECT range(20000000)', {}, ['crashed', 'too-large']],
    ['brackets without an end', `SELECT ${'['.repeat(600)}1${']'.repeat(600)}`, {}, ['refused']],
    ['parentheses without an end', `SELECT ${'('.repeat(100_000)}1${')'.repeat(100_000)}`, {}, ['refused']],
  ])('%s', async (_, sql, limits, codes) => {
    const own = processesWith(limits);
    const outcome = await ask(own, 'somebody', sql);
    // Includes the outcome, so that a failing test shows which limit was reached.
    expect(codes, JSON.stringify(outcome)).toContain('failure' in outcome ? outcome.failure.code : 'answer');
    expect(await ask(processes, 'somebody', 'SELECT 1')).toMatchObject({ answer: { rows: [[1]] } });
  });
});

describe('a process', () => {
  test('serves its principal again while statements fail only by their own fault, and no other principal', async () => {
    const own = processesWith({});
    const pids = [];
    for (const sql of [
      'SELECT 1',
      'SELECT nonsense',
      "SELECT 'x'::INTEGER",
      'SELECT (',
      'SELECT * FROM range(200000)',
      'SELECT 2',
    ])
      pids.push((await ask(own, 'one', sql)).pid);
    expect(new Set(pids).size).toBe(1);
    expect(pids).not.toContain((await ask(own, 'two', 'SELECT 1')).pid);
    expect((await ask(own, 'one', 'SELECT 1')).pid).toBe(pids[0]);
  });

  test('is not reused after it was killed', async () => {
    const own = processesWith({ read: 200 });
    const first = await ask(own, 'one', HANGS);
    const second = await own.use('one', async ({ pid }) => ({ pid, keep: false }));
    expect(second.pid).not.toBe(first.pid);
  });

  test('makes room for another: there are at most two, for any principals', async () => {
    const own = processesWith({});
    let working = 0;
    let most = 0;
    let met = Promise.withResolvers<void>();
    const work = async () => {
      most = Math.max(most, ++working);
      if (working === 2) {
        met.resolve();
        met = Promise.withResolvers();
      } else await met.promise;
      working--;
      return { keep: true };
    };
    await Promise.all(['a', 'b', 'c', 'd'].map((principal) => own.use(principal, work)));
    expect(most).toBe(2);
  });

  test('that cannot start leaves a code', async () => {
    const own = processesWith({ memory: 16 * 1024 ** 2 });
    await expect(ask(own, 'one', 'SELECT 1')).rejects.toMatchObject({ failure: { code: 'unavailable' } });
  });

  test.skipIf(process.platform !== 'linux')(
    'is contained by the kernel, and has no environment and no file',
    async () => {
      process.env.STRONGROOM_CANARY = 'xylophone';
      onTestFinished(() => void delete process.env.STRONGROOM_CANARY);
      const { pid } = await ask(processesWith({}), 'one', 'SELECT 1');
      const read = (name: string) => readFileSync(`/proc/${pid}/${name}`, 'utf8');
      for (const { name, value } of kernelLimits(PATIENT))
        expect(read('limits')).toMatch(new RegExp(`^${name} +${value} +${value} `, 'm'));
      expect(read('environ')).not.toMatch(/xylophone|NODE|HOME|AWS/);
      const open = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
      expect(open.filter((file) => file.startsWith('/') && !file.startsWith('/dev/'))).toEqual([]);
    },
  );

  test.skipIf(process.platform === 'win32')('ends with its parent, also in the middle of a statement', async () => {
    const parent = spawn(process.execPath, [join(import.meta.dirname, 'asker.ts'), HANGS], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = Number((await firstLine(parent)).trim());
    expect(isThere(pid)).toBe(true);
    parent.kill('SIGKILL');
    await once(parent, 'close');
    while (isThere(pid)) await pause(20);
  });
});

const firstLine = async (child: ChildProcess): Promise<string> => {
  for await (const line of createInterface({ input: present(child.stdout) })) return line;
  throw new Error('it said nothing');
};

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a report of a process', () => {
  const failed = (failure: object) => ({ type: 'failed', failure, spent: false });
  const told = [
    { code: 'refused', why: 'a text' },
    { code: 'invalid', why: 'a text' },
    { code: 'unknown-column', column: 'a text' },
  ];

  test('may hold text before it received data, and no text afterwards', () => {
    for (const failure of told) {
      expect(REPORTS.needs.safeParse(failed(failure)).success).toBe(true);
      for (const later of [REPORTS.taken, REPORTS.answer]) expect(later.safeParse(failed(failure)).success).toBe(false);
    }
    for (const failure of [
      { code: 'timeout', why: 'a text' },
      { code: 'value', kind: 'a text' },
      { code: 'bad-file', column: 'a text' },
    ])
      for (const any of Object.values(REPORTS)) expect(any.safeParse(failed(failure)).success).toBe(false);
    expect(REPORTS.answer.safeParse(failed({ code: 'value', kind: 'conversion' })).success).toBe(true);
  });

  test('arrives whole, however the pipe splits it, and only up to the maximum length', async () => {
    const frames = fc.array(fc.tuple(fc.jsonValue(), fc.uint8Array({ maxLength: 300 })), {
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(frames, fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1 }), async (sent, cuts) => {
        const pipe = new PassThrough({ highWaterMark: 1 << 20 });
        for (const [message, body] of sent) await writeFrame(pipe, message, body);
        const all: Buffer = pipe.read();
        const reader = new FrameReader(1 << 20);
        const got = [];
        for (let at = 0, i = 0; at < all.length; i++) {
          const cut = present(cuts[i % cuts.length]);
          got.push(...reader.push(all.subarray(at, at + cut)));
          at += cut;
        }
        expect(got.map(({ message, body }) => [message, [...body]])).toEqual(
          sent.map(([message, body]) => [JSON.parse(JSON.stringify(message)), [...body]]),
        );
        expect(() => new FrameReader(7).push(all)).toThrow();
      }),
      { numRuns: 50 },
    );
  });
});
