import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const FILES = globSync('{bin,lib,lambdas,config,test,bench,rehearse,samples,examples}/**/*.ts', { cwd: ROOT });

/**
 * Such a cast silences the compiler whatever the two types are. A test that makes a wrong value parses it from JSON, and a test that needs
 * a part of a value asks the function to take no more than that part.
 */
const CAST = /\bas unknown as\b|\bas any(?=[,;)\]])|@ts-(?:ignore|nocheck|expect-error)/;

test('no value changes its type past the compiler', () => {
  expect(FILES.length).toBeGreaterThan(1_000);
  expect(CAST.test('const box = value as unknown as Box;')).toBe(true);
  const others = FILES.filter((file) => !file.endsWith('house/types.test.ts'));
  expect(others.filter((file) => CAST.test(readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
});
