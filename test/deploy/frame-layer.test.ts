import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { BUNDLING, PROJECT_ROOT } from '../../lib/platform/function/bundle.ts';

/** As Lambda lays a function and its layer out: the code in /var/task, the layer's folder in /opt. */
const home = mkdtempSync(join(tmpdir(), 'layer-'));
afterAll(() => rmSync(home, { recursive: true }));
const task = join(home, 'var/task');
const modules = join(home, 'opt/nodejs/node_modules');

/** Copies a package with all that it needs, for the machine that runs this test. */
function install(name: string, seen = new Set<string>()): void {
  if (seen.has(name)) return;
  seen.add(name);
  const from = join(PROJECT_ROOT, 'node_modules', name);
  let manifest: { dependencies?: object; optionalDependencies?: object };
  try {
    manifest = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
  } catch {
    return; // of another platform
  }
  mkdirSync(dirname(join(modules, name)), { recursive: true });
  cpSync(from, join(modules, name), { recursive: true, dereference: true });
  for (const needed of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }))
    install(needed, seen);
}

/** What the pixels of redact do, bundled as the functions are. */
function layOut(): void {
  mkdirSync(task, { recursive: true });
  const entry = `
    import { maskFrame } from '${join(PROJECT_ROOT, 'lib/redaction/pixels/mask-frame.ts')}';
    import { loadSharp } from '${join(PROJECT_ROOT, 'lib/redaction/pixels/load-sharp.ts')}';
    try {
      const white = await loadSharp()({ create: { width: 64, height: 32, channels: 3, background: '#fff' } }).png().toBuffer();
      console.log(Buffer.from((await maskFrame(white, { mime: 'image/png', w: 64, h: 32 }, { boxes: [[0, 0, 8, 8]], explained: [] })).subarray(1, 4)).toString());
    } catch (error) { console.log(error.code ?? error); }`;
  writeFileSync(join(home, 'entry.ts'), entry);
  buildSync({
    ...BUNDLING,
    entryPoints: [join(home, 'entry.ts')],
    outfile: join(task, 'index.mjs'),
    absWorkingDir: PROJECT_ROOT,
  });
}

const run = (path: string) =>
  spawnSync(process.execPath, ['index.mjs'], { cwd: task, encoding: 'utf8', env: { NODE_PATH: path, PATH: '' } });

test('a function finds the frame layer on plain Node, and says so where there is none', () => {
  layOut();
  install('sharp');
  const without = run(join(home, 'nowhere'));
  expect(without.stdout.trim(), without.stderr).toBe('MODULE_NOT_FOUND');
  const found = run(modules);
  expect(found.stdout.trim(), found.stderr).toBe('PNG');
});
