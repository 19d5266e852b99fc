import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isDescribe, queryText } from '../../bin/query-text.ts';

const folder = mkdtempSync(join(tmpdir(), 'query-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'q.sql');
writeFileSync(file, '\ufeffSELECT 1');

test('a statement is one argument or one file', () => {
  expect(queryText(['SELECT 1'], undefined, '')).toBe('SELECT 1');
  expect(queryText([], file, '')).toBe('SELECT 1');
  for (const [positionals, from] of [
    [[], undefined],
    [['SELECT', '1'], undefined],
    [['SELECT 1'], file],
  ] as const)
    expect(() => queryText(positionals, from, 'like this')).toThrow(expect.objectContaining({ code: 'usage' }));
});

test.each([
  ['DESCRIBE', true],
  ['describe activity;', true],
  ['DESC TABLE "activity"', true],
  ['SELECT describe FROM activity', false],
  ['DESCRIBE SELECT 1 FROM activity', false],
])('%s is a description: %s', (sql, expected) => {
  expect(isDescribe(sql)).toBe(expected);
});
