import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COLUMNS } from '../../lib/activity/columns.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import type { LocalLake } from '../../lib/storage/local/lake.ts';
import { LIMITS } from '../../lib/storage/local/query/process/limits.ts';
import { hostileStatements } from './hostile-sql.ts';
import { at, lakeOf } from './lake.ts';
import { roleArn } from './template.ts';

/**
 * The first is in hidden columns and rows, which nothing may show; the second in visible ones, which an answer may show
 * but an error must not.
 */
const HIDDEN = 'xylophone';
const SHOWN = 'marimba';
const limits = { ...LIMITS, memory: 512 * 1024 ** 2, read: 500, time: 500, rows: 1000, bytes: 1024 ** 2 };

/** All possible codes of a query's error. */
const CODES = [
  ...[
    'answer',
    'query.refused',
    'query.unknown-column',
    'query.failed',
    'query.timeout',
    'query.too-large',
    'query.crashed',
  ],
];

let lake: LocalLake;
beforeAll(async () => {
  const strings = COLUMNS.filter(({ type }) => type === 'string').map(({ name }) => [name, HIDDEN]);
  const hidden = Object.fromEntries(strings);
  const rows = [1, 2, 3, 4, 5].map((seq) => ({
    ...hidden,
    seq,
    kind: 'key',
    app: `${SHOWN} ${seq}`,
    mono_us: 2 ** 40 + seq,
  }));
  const grants = [{ team: 'team-a', columns: ['seq', 'kind', 'app', 'mono_us'], rows: `"kind" = 'key'` }];
  const others = { ...hidden, seq: 6, kind: HIDDEN, app: HIDDEN };
  lake = await lakeOf([{ partition: at('XA'), rows: [...rows, others] }], { grants }, { after: afterAll, limits });
});

/** Everything that the caller sees. */
async function outcome(sql: string): Promise<{ code: string; text: string }> {
  try {
    return { code: 'answer', text: JSON.stringify(await lake.query(roleArn('team-a'), sql, 'testing')) };
  } catch (error) {
    if (!(error instanceof StrongroomError)) throw error;
    return { code: error.code, text: `${error.message} ${error.todo}` };
  }
}

const linux = process.platform === 'linux';
const children = (): number[] =>
  readdirSync('/proc/self/task').flatMap((thread) =>
    readFileSync(`/proc/self/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
/** The most memory that a process ever held (bytes); 0 for a process that has ended. */
function peak(pid: number): number {
  try {
    return 1024 * Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

test('random hostile statements crash nothing, stay within their memory, and put no value into an error', async () => {
  const codes: Record<string, number> = {};
  const processes = new Set<number>();
  let most = 0;
  const look = () => {
    if (!linux) return;
    for (const pid of children()) processes.add(pid);
    most = Math.max(most, ...children().map(peak));
  };
  const watch = setInterval(look, 20);
  await fc
    .assert(
      fc.asyncProperty(hostileStatements, async (sql) => {
        const { code, text } = await outcome(sql);
        look();
        codes[code] = (codes[code] ?? 0) + 1;
        expect(CODES, text).toContain(code);
        expect(text).not.toContain(HIDDEN);
        if (code !== 'answer') expect(text).not.toContain(SHOWN);
      }),
      { numRuns: Number(process.env.QUERY_RUNS ?? 60), endOnFailure: true },
    )
    .finally(() => clearInterval(watch));
  if (process.env.QUERY_RUNS)
    console.log(codes, `${processes.size} processes, most memory: ${Math.round(most / 1024 ** 2)} MiB`);
  expect(most).toBeLessThanOrEqual(limits.memory);
});
