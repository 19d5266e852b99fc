import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inOrder, LONGEST } from '../longest-first.ts';

const ROOT = join(import.meta.dirname, '../..');

test('the files that take longest are there', () => {
  expect(LONGEST.filter((name) => !existsSync(join(ROOT, name)))).toEqual([]);
});

test('no file with a process of its own stands between those that share one, where it would end their workers', () => {
  const file = (moduleId: string, isolate: boolean) => ({ moduleId, project: { config: { isolate } } });
  const [first = '', second = '', third = ''] = LONGEST;
  const files = [
    file('/test/a.test.ts', false),
    file(second, false),
    file('/test/b.test.ts', true),
    file(third, true),
    file(first, false),
  ];
  expect(inOrder(files).map(({ moduleId }) => moduleId)).toEqual([
    third,
    '/test/b.test.ts',
    first,
    second,
    '/test/a.test.ts',
  ]);
});
