import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import { filesInBundle } from '../../lib/platform/function/bundle.ts';
import { licenceNotices } from '../../lib/platform/function/licence-notices.ts';

const root = mkdtempSync(join(tmpdir(), 'strongroom-notices-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const install = (folder: string, manifest: Record<string, unknown>, texts: Record<string, string> = {}) => {
  write(`${folder}/package.json`, JSON.stringify({ main: 'index.js', ...manifest }));
  write(`${folder}/index.js`, `export const name = '${manifest.name}';`);
  for (const [name, text] of Object.entries(texts)) write(`${folder}/${name}`, text);
};

write('LICENSE', 'OUR LICENCE');
write('lib/index.ts', "import { name } from 'one'; import { name as other } from 'unused'; console.log(name);");
write('lib/words/index.ts', 'export {}');
write('lib/words/SOURCES.md', 'WORDS BY A PERSON');
install('node_modules/one', { name: 'one', version: '1.0.0', license: 'MIT' }, { 'LICENSE.md': 'ONE\r\n' });
install(
  'node_modules/one/node_modules/@a/two',
  { name: '@a/two', version: '2.0.0', license: 'ISC' },
  { licence: 'TWO' },
);
install(
  'node_modules/@a/two',
  { name: '@a/two', version: '3.0.0', license: 'ISC' },
  { COPYING: 'TWO', NOTICE: 'MORE' },
);
install('node_modules/same', { name: 'same', version: '1.0.0', license: 'MIT' }, { LICENSE: 'ONE' });
install('node_modules/bare', { name: 'bare', version: '1.0.0', license: 'MIT', author: { name: 'B. Are' } });
install(
  'node_modules/unused',
  { name: 'unused', version: '1.0.0', license: 'MIT', sideEffects: false },
  { LICENSE: 'NOT' },
);
install('node_modules/strange', { name: 'strange', version: '1.0.0', license: 'SEE LICENSE' });
install('node_modules/none', { name: 'none', version: '1.0.0' });
install('node_modules/up', { name: 'up', version: '1.0.0', license: '../../../../LICENSE' });

const FILES = [
  'lib/index.ts',
  'lib/words/index.ts',
  'node_modules/one/index.js',
  'node_modules/one/other.js',
  'node_modules/one/node_modules/@a/two/lib/deep.js',
  'node_modules/@a/two/index.js',
  'node_modules/same/index.js',
  'node_modules/bare/index.js',
];

describe('notices of a bundle', () => {
  test('name each package with its version, licence and text, and data with its sources', () => {
    const notices = licenceNotices(root, FILES);
    const parts = notices.split(/\n-{80}\n/).map((part) => part.trim());
    expect(parts.slice(0, 5)).toEqual([
      'Strongroom (Apache-2.0)\n\nOUR LICENCE',
      'WORDS BY A PERSON',
      '@a/two 2.0.0 (ISC)\n\nTWO',
      '@a/two 3.0.0 (ISC)\n\nTWO\n\nMORE',
      expect.stringMatching(/^bare 1\.0\.0 \(MIT\)\n\nCopyright B\. Are\n\nPermission is hereby granted/),
    ]);
    expect(parts.slice(5)).toEqual(['one 1.0.0 (MIT)\nsame 1.0.0 (MIT)\n\nONE']);
  });

  test('are the same for the same files in any order', () => {
    expect(licenceNotices(root, FILES.toReversed())).toBe(licenceNotices(root, FILES));
  });

  test.each(['strange', 'none', 'up'])('are not made without a licence text: %s', (name) => {
    expect(() => licenceNotices(root, [`node_modules/${name}/index.js`])).toThrow(`${name} has no licence file`);
  });

  test('cover packages with code in the bundle, and no others', () => {
    const { metafile } = buildSync({
      entryPoints: [join(root, 'lib/index.ts')],
      absWorkingDir: root,
      bundle: true,
      write: false,
      format: 'esm',
      metafile: true,
      outfile: join(root, 'out.mjs'),
    });
    const notices = licenceNotices(root, filesInBundle(metafile));
    expect(notices).toContain('one 1.0.0 (MIT)');
    expect(notices).not.toContain('unused');
  });
});
