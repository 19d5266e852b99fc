import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reviewPages } from '../../lib/platform/review/pages.ts';
import { synthesize } from '../../lib/platform/synthesize.ts';
import { defaultTemplates, inFolder } from './templates.ts';

const PROJECT = join(import.meta.dirname, '../..');

/** Every file under a folder with the hash of its bytes. */
const filesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    (readdirSync(folder, { recursive: true }) as string[])
      .filter((name) => statSync(join(folder, name)).isFile())
      .toSorted()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]),
  );

test('two synths give the same bytes, functions included', () => {
  const [first, second] = [1, 2].map(() =>
    inFolder((folder) => {
      synthesize(folder);
      return filesIn(folder);
    }),
  );
  expect(Object.keys(first ?? {}).filter((name) => name.endsWith('index.mjs'))).not.toEqual([]);
  expect(second).toEqual(first);
});

test('review/ shows the policies as they are; if not, run: npm run review', () => {
  const folder = join(PROJECT, 'review');
  const kept = Object.fromEntries(
    Object.keys(filesIn(folder)).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
  expect(kept).toEqual(reviewPages(defaultTemplates()));
});
