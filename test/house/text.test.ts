import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/**
 * Text that somebody else wrote is read by `lib/activity/text.ts`, or by `bin/read-json.ts` on top of it: elsewhere a byte order
 * mark would be part of it. These read text that this project itself wrote.
 */
const ALLOWED: Readonly<Record<string, string>> = {
  'lib/storage/local/key-store.ts': 'keys of the embedded lake',
  'lib/access/reference/build.ts': 'the files of this project, and data that is fetched by hand',
  'lambdas/page/assets.ts': 'the page itself',
  'bin/embedded/approvals-page.ts': 'the page itself',
  'bin/embedded/kept.ts': 'names of items that the main job noted down',
  'lib/platform/function/layer-content.ts': 'written by npm',
  'lib/storage/local/folder-lock.ts': 'who holds the lock of a folder',
  'lib/storage/local/query/process/child.ts': 'what the kernel says of this process',
};
const DECODES = /readFile(?:Sync)?\([^;]*?['"]utf-?8['"]|JSON\.parse\(\s*(?:await\s+)?readFile/i;

test('no file is decoded but by the one reader of text', () => {
  const root = join(import.meta.dirname, '../..');
  const files = globSync('{bin,lib,lambdas,config}/**/*.ts', { cwd: root }).filter(
    (file) => !file.includes('aws-managed'),
  );
  expect(files.length).toBeGreaterThan(300);
  const found = files.filter((file) => DECODES.test(readFileSync(join(root, file), 'utf8')));
  expect(found.sort()).toEqual(Object.keys(ALLOWED).sort());
});
