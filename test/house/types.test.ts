import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const FILES = globSync('{bin,lib,lambdas,config}/**/*.ts', { cwd: ROOT });

/** Such a cast silences the compiler whatever the two types are. Tests make wrong values on purpose, and may. */
const CAST = /\bas unknown as\b|\bas any(?=[,;)\]])|@ts-(?:ignore|nocheck|expect-error)/;

test('no value of the source changes its type past the compiler', () => {
  expect(FILES.length).toBeGreaterThan(1_000);
  expect(CAST.test('const box = value as unknown as Box;')).toBe(true);
  expect(FILES.filter((file) => CAST.test(readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
});
