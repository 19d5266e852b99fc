import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sentenceOf } from '../../bin/embedded/synthesize-revision.ts';

const REVIEW = join(import.meta.dirname, '../../bin/review.ts');

test('`npm run review` says in a sentence that it refuses a configuration, as the other commands do', () => {
  const env = { ...process.env, STRONGROOM_ENVIRONMENT: 'nowhere' };
  const { status, stderr } = spawnSync(process.execPath, [REVIEW], { encoding: 'utf8', env });
  expect(status).toBe(2);
  expect(stderr).toMatch(/^strongroom: .*nowhere.* \[environment\.unknown\]\n {2}→ /);
  expect(stderr).not.toContain('    at ');
  expect(sentenceOf(stderr)).toMatch(/nowhere.* \[environment\.unknown\]$/);
});

test.each([
  ['what a library printed', 'Error: secret-value\n    at x (y.ts:1)\n', ''],
  ['a warning without a code', 'strongroom: proved: 3 of 3 claims hold\n', ''],
  ['an error between other lines', 'Bundling\nstrongroom: no role [role.unknown]\n  → see\n', 'no role [role.unknown]'],
])('of %s, a comparison of revisions quotes only an own sentence', (_name, output, sentence) => {
  expect(sentenceOf(output)).toBe(sentence);
});
