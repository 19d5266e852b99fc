import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import { buildAccess } from '../../bin/build-package.ts';
import * as entry from '../../lib/platform/access-entry.ts';
import { LIMITS } from '../../lib/storage/local/query/process/limits.ts';
import packageJson from '../../package.json' with { type: 'json' };

// The result of `npm install strongroom-0.1.0.tgz` for an adopter: the files that npm packs, under a folder named
// node_modules, beside the packages that package.json lists for users, and no more.
const ROOT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'strongroom-package-'));
afterAll(() => rmSync(folder, { recursive: true }));

const packed = filesOf(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8' }),
);
const home = join(folder, 'node_modules');
const installed = join(home, 'strongroom');
for (const file of packed) cpSync(join(ROOT, file), join(installed, file));
for (const name of Object.keys(packageJson.dependencies)) {
  mkdirSync(dirname(join(home, name)), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules', name), join(home, name));
}

function filesOf(json: string): readonly string[] {
  const [{ files }] = JSON.parse(json) as [{ files: readonly { path: string }[] }];
  return files.map(({ path }) => path).filter((path) => !path.startsWith('dist/'));
}

const node = (...args: readonly string[]) => spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });

describe('the package', () => {
  // A few commands would not reveal a gap in lazily loaded code, or in code that the synth bundles.
  const { metafile } = buildSync({
    entryPoints: [
      'bin/main.ts',
      'bin/app.ts',
      'lib/storage/local/query/process/child.ts',
      'lib/platform/access-entry.ts',
    ].concat(globSync('lambdas/*/entry.ts', { cwd: ROOT })),
    absWorkingDir: ROOT,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outdir: 'unused',
    write: false,
    metafile: true,
  });

  test('holds every file that its entry points import', () => {
    const inputs = Object.keys(metafile.inputs);
    expect(inputs.length).toBeGreaterThan(500);
    expect(inputs.filter((file) => !packed.includes(file))).toEqual([]);
  });

  test('lists every package that they import as a dependency, not for development only', () => {
    const names = Object.values(metafile.inputs)
      .flatMap(({ imports }) => imports.filter(({ external }) => external))
      .map(({ path }) => path.match(/^(@[^/]+\/)?[^/]+/)?.[0] ?? path);
    const known = new Set([...Object.keys(packageJson.dependencies), ...builtinModules]);
    const missing = new Set(names.filter((name) => !name.startsWith('node:') && !known.has(name)));
    expect([...missing]).toEqual([]);
  });

  test('holds nothing that only development needs, and no recorded secret', () => {
    expect(
      packed.filter((file) => /^(test|bench|rehearse|review|out|cdk\.out)\/|node_modules|\.log$|\.env/.test(file)),
    ).toEqual([]);
  });

  test('is for everybody, and published only on purpose and with its address', () => {
    expect(packageJson).not.toHaveProperty('private');
    expect(packageJson.scripts.prepublishOnly).toBe('node bin/may-publish.ts');
    const publish = (release?: string) => {
      const { STRONGROOM_RELEASE: _, ...env } = process.env;
      const given = release === undefined ? env : { ...env, STRONGROOM_RELEASE: release };
      return spawnSync(process.execPath, ['bin/may-publish.ts'], { cwd: ROOT, encoding: 'utf8', env: given });
    };
    for (const release of [undefined, '0.0.0', packageJson.version]) {
      const allowed = release === packageJson.version && 'repository' in packageJson;
      const { status, stderr } = publish(release);
      expect([status, stderr.includes('not published')]).toEqual([allowed ? 0 : 1, !allowed]);
    }
  });

  test('holds the files that package.json names', () => {
    for (const file of [packageJson.bin.strongroom, packageJson.exports['./access'].default, 'README.md', 'LICENSE'])
      expect(packed).toContain(file.replace('./', ''));
  });
});

describe('under node_modules, where Node runs no TypeScript by itself', () => {
  const CLI = join(installed, 'bin/strongroom.cjs');

  test('the command prints its version and its help, and nothing else', () => {
    const { stdout, stderr } = node(CLI, '--version');
    expect([stdout, stderr]).toEqual([`strongroom ${packageJson.version} (Node ${process.versions.node})\n`, '']);
    const help = node(CLI, '--help');
    expect([help.status, help.stderr, help.stdout.includes('strongroom help COMMAND')]).toEqual([0, '', true]);
  });

  test('the command writes the first claims of a template, and proves them', () => {
    const template = { Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } };
    writeFileSync(join(folder, 'App.template.json'), JSON.stringify(template));
    const first = node(CLI, 'prove', '--init', 'App.template.json');
    expect([first.status, first.stderr]).toEqual([0, '']);
    const { status, stderr } = node(CLI, 'prove', 'App.template.json', '--claims', 'claims.json');
    // Progress lines start like this; a warning of Node does not.
    expect([status, stderr.split('\n').filter((line) => !/^(· | {2}in |$)/.test(line))]).toEqual([0, []]);
  });

  test('the query process starts', () => {
    const file = join(installed, 'lib/storage/local/query/process/query-process.ts');
    const script = `import(${JSON.stringify(file)}).then(async ({ QueryProcess }) => {
      const query = new QueryProcess(${JSON.stringify(LIMITS)});
      await query.ready();
      query.kill();
      console.log('ready');
    });`;
    const { stdout, stderr } = node('--require', join(installed, 'bin/strip-types.cjs'), '--eval', script);
    expect([stdout, stderr]).toEqual(['ready\n', '']);
  });

  const asks = `
    const templates = { T: { Resources: { Q: { Type: 'AWS::SQS::Queue' } } } };
    const claims = { classes: [{ name: 'q', channels: ['Q'], approvedReaders: [] }], trustedBase: [], teams: [] };
    console.log(prove(templates, claims).claims.length > 0, awsManagedPolicies.document('/ReadOnlyAccess') !== undefined);`;

  // `npm pack` in a checkout builds nothing, because its .npmrc disables npm scripts.
  test.each([
    ['packed without a build', () => undefined],
    ['packed with one', () => buildAccess(join(installed, 'dist'))],
  ])('scripts of both module kinds use the entry, %s', (_, build) => {
    build();
    writeFileSync(join(folder, 'a.mjs'), `import { prove, awsManagedPolicies } from 'strongroom/access';${asks}`);
    writeFileSync(join(folder, 'a.cjs'), `const { prove, awsManagedPolicies } = require('strongroom/access');${asks}`);
    for (const script of ['a.mjs', 'a.cjs']) {
      const { stdout, stderr } = node(script);
      expect([script, stdout, stderr]).toEqual([script, 'true true\n', '']);
    }
    // The names stand in access.js once more: an app that imports a name that is missing there does not start.
    const names = "import * as entry from 'strongroom/access'; console.log(Object.keys(entry).sort().join());";
    writeFileSync(join(folder, 'names.mjs'), names);
    expect(node('names.mjs').stdout.trim().split(',')).toEqual(Object.keys(entry).sort());
  });
});
