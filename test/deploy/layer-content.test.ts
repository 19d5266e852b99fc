import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { buildSync } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { environment } from '../../config/environments.ts';
import { BUNDLING, PROJECT_ROOT, refuseImports } from '../../lib/platform/function/bundle.ts';
import { lockedFor } from '../../lib/platform/function/layer-content.ts';
import { sharpLayer } from '../../lib/platform/function/sharp-layer.ts';
import { Names } from '../../lib/platform/names.ts';

const LAYER = join(PROJECT_ROOT, 'layers/sharp/nodejs');
const ARM = { os: 'linux', cpu: 'arm64', libc: 'glibc' };
const root = mkdtempSync(join(tmpdir(), 'strongroom-layer-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The layers of a function whose layer's folder holds these packages, without their files. */
function layersOf(label: string, packages: Iterable<readonly [string, string]>) {
  const nodejs = join(root, label, 'nodejs');
  mkdirSync(nodejs, { recursive: true });
  cpSync(join(LAYER, 'package-lock.json'), join(nodejs, 'package-lock.json'));
  for (const [path, version] of packages) {
    mkdirSync(join(nodejs, path), { recursive: true });
    writeFileSync(join(nodejs, path, 'package.json'), JSON.stringify({ version }));
  }
  return sharpLayer(new Stack(new App(), 'Home'), new Names(environment), join(root, label));
}

test('a layer is taken when it holds what its lock asks for on arm64', () => {
  expect(layersOf('whole', lockedFor(LAYER, ARM))).toHaveLength(1);
});

test.each([
  ['another processor', () => [...lockedFor(LAYER, { ...ARM, cpu: 'x64' })]],
  ['another libc', () => [...lockedFor(LAYER, { ...ARM, libc: 'musl' })]],
  ['another version', () => [...lockedFor(LAYER, ARM)].map(([path]) => [path, '0.0.1'] as const)],
  ['sharp alone', () => [...lockedFor(LAYER, ARM)].filter(([path]) => path === 'node_modules/sharp')],
])('a layer of %s fails the synth', (label, packages) => {
  expect(() => layersOf(label, packages())).toThrow(expect.objectContaining({ code: 'layer.incomplete' }));
});

test('the layer holds the version that the project is tested with', () => {
  const { dependencies } = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8'));
  expect(lockedFor(LAYER, ARM).get('node_modules/sharp')).toBe(dependencies.sharp);
});

test.each([
  ["export const load = () => import('sharp');", true],
  ["import sharp from 'sharp'; export const made = sharp();", true],
  ["import { join } from 'node:path'; export const made = join(require('sharp'));", false],
])('whether a bundle imports a package: %s', (contents, refused) => {
  const { metafile } = buildSync({ ...BUNDLING, stdin: { contents }, outfile: 'x.mjs', write: false, metafile: true });
  const check = expect(() => refuseImports('x', metafile));
  if (refused) check.toThrow(expect.objectContaining({ code: 'bundle.import' }));
  else check.not.toThrow();
});
