import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { present } from '../present.ts';

/**
 * No test depends on how fast or busy a machine is. What hostile input costs is counted in steps (test/steps), what is faster than
 * what is compared by `npm run bench`, and what has to happen is waited for: an event, a line, a file.
 */
const TESTS = join(import.meta.dirname, '..');
const CLOCKS: Readonly<Record<string, RegExp>> = {
  'processor time': /\b(?:cpuUsage|resourceUsage|threadCpuUsage|eventLoopUtilization)\b/,
  'a stopwatch': /\b(?:performance\s*\.\s*(?:now|measure|mark)|hrtime|console\s*\.\s*time)\b/,
  'the time of day': /\bDate\s*\.\s*now\b/,
  'a wait for a time':
    /\b(?:setTimeout|setInterval|waitForTimeout|sleep|AbortSignal\s*\.\s*timeout)\s*\(|timers\/promises/,
  'a limit on time': /\b(?:timeout|testTimeout|hookTimeout|timeoutMs|interval)\s*[:=]\s*\d|^\s*\}, \d[\d_]*\);$/m,
};

/** Files that may, and why. */
const ALLOWED: readonly { readonly file: string; readonly clock: string; readonly why: string }[] = [
  {
    file: 'collector/faults.test.ts',
    clock: 'a limit on time',
    why: 'how long vi.waitFor waits for the event, at most',
  },
  {
    file: 'storage/shortages.test.ts',
    clock: 'a limit on time',
    why: 'SQLite gives up at once: the database stays locked',
  },
  {
    file: 'storage/containment.test.ts',
    clock: 'a wait for a time',
    why: 'between two looks at memory that is counted from outside',
  },
  {
    file: 'storage/query-process.test.ts',
    clock: 'a wait for a time',
    why: 'between two looks whether a process is gone: of one that is no child nothing tells',
  },
];

/** Code without its comments and texts, in which a word is no call; templates and module names stay. */
function codeOf(source: string): string {
  const file = ts.createSourceFile('test.ts', source, ts.ScriptTarget.Latest, true);
  const cuts: [number, number][] = [];
  const visit = (node: ts.Node): void => {
    for (const { pos, end } of ts.getLeadingCommentRanges(source, node.pos) ?? []) cuts.push([pos, end]);
    for (const { pos, end } of ts.getTrailingCommentRanges(source, node.end) ?? []) cuts.push([pos, end]);
    if (ts.isStringLiteral(node) && !ts.isImportDeclaration(node.parent)) cuts.push([node.getStart(), node.end]);
    else ts.forEachChild(node, visit);
  };
  visit(file);
  const chars = [...Array(source.length).keys()].map((at) => present(source[at]));
  for (const [from, to] of cuts) chars.fill(' ', from, to);
  return chars.join('');
}

const clocksIn = (source: string): string[] => {
  const code = codeOf(source);
  return Object.keys(CLOCKS).filter((name) => present(CLOCKS[name]).test(code));
};

test('no test looks at a clock, or waits for one', () => {
  const found = globSync('**/*.{ts,mjs}', { cwd: TESTS })
    .filter((file) => !file.startsWith('house'))
    .flatMap((file) => clocksIn(readFileSync(join(TESTS, file), 'utf8')).map((clock) => `${file}: ${clock}`))
    .sort();
  // An allowance that nothing uses any more goes, too.
  expect(found).toEqual(ALLOWED.map(({ file, clock }) => `${file}: ${clock}`).sort());
});

test.each([
  ['const a = process.cpuUsage();', 'processor time'],
  ['const a = performance.now();', 'a stopwatch'],
  ['expect(Date.now() - at).toBeLessThan(5);', 'the time of day'],
  ["import { setTimeout as wait } from 'node:timers/promises';", 'a wait for a time'],
  ['await new Promise((done) => setTimeout(done, 5));', 'a wait for a time'],
  ["test('x', { timeout: 5_000 }, () => {});", 'a limit on time'],
  ["test('x', () => {\n}, 5_000);", 'a limit on time'],
])('the look sees %j', (source, clock) => {
  expect(clocksIn(source)).toEqual([clock]);
});

test('the look passes over comments and texts', () => {
  expect(clocksIn("// Date.now()\nconst a = 'setTimeout(';")).toEqual([]);
});
