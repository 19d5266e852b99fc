import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder } from '../../lib/storage/local/make-folder.ts';

const home = mkdtempSync(join(tmpdir(), 'folder-'));
afterAll(() => rmSync(home, { recursive: true }));

test('a folder is created with its parents, and again without harm', () => {
  const deep = join(home, 'a', 'b', 'c');
  makeFolder(deep, 0o700);
  makeFolder(deep, 0o700);
  for (const folder of [deep, join(home, 'a')]) expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('a file in the way is an error', () => {
  writeFileSync(join(home, 'file'), '');
  expect(() => makeFolder(join(home, 'file', 'x'))).toThrow(expect.objectContaining({ code: 'ENOTDIR' }));
});

// For a folder here, Linux keeps reporting that the path does not exist.
test.skipIf(!existsSync('/proc/self'))('a place that allows no folders is an error, not an endless wait', () => {
  expect(() => makeFolder('/proc/strongroom/lake')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
});
