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
    const run = (command: string, release?: string) => {
      const { STRONGROOM_RELEASE: _, ...env } = process.env;
      const given = { ...env, npm_command: command, ...(release !== undefined && { STRONGROOM_RELEASE: release }) };
      return spawnSync(process.execPath, ['bin/may-publish.ts'], { cwd: ROOT, encoding: 'utf8', env: given });
    };
    expect(run('pack').status).toBe(0);
    for (const command of ['publish', 'stage', ''])
      for (const release of [undefined, '0.0.0', packageJson.version]) {
        const allowed = release === packageJson.version && 'repository' in packageJson;
        const { status, stderr } = run(command, release);
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

  // `npm pack` alone fails, but a checkout has no built files either.
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

describe('as npm makes it', () => {
  /** What refuses: npm packs every file first, and a few are refused as many are. */
  const few = join(folder, 'few');
  for (const file of ['package.json', '.npmrc', 'bin/may-publish.ts', 'LICENSE'])
    cpSync(join(ROOT, file), join(few, file));
  /** A checkout of its own: building writes into it. */
  const checkout = join(folder, 'checkout');
  mkdirSync(checkout);
  for (const file of [...packed, '.npmrc', 'tsconfig.package.json']) cpSync(join(ROOT, file), join(checkout, file));
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
  const { STRONGROOM_RELEASE: _, ...env } = process.env;
  const npmIn = (cwd: string, ...args: readonly string[]) => spawnSync('npm', args, { cwd, encoding: 'utf8', env });
  const tarballs = (cwd: string) => globSync('**/*.tgz', { cwd, exclude: (name) => name === 'node_modules' });

  test('`npm pack` alone makes nothing and names the command that does', () => {
    const { status, stderr } = npmIn(few, 'pack');
    expect([status === 0, tarballs(few)]).toEqual([false, []]);
    expect(stderr).toContain('use npm run package instead');
  });

  // Nothing listens at this address, should it come to that.
  test('`npm publish` alone runs the gate of a release, though npm runs no other script here', () => {
    const { status, stderr } = npmIn(few, 'publish', '--registry', 'http://127.0.0.1:9');
    expect([status === 0, stderr.includes('[package.not-released]')]).toEqual([false, true]);
  });

  test('`npm run package` makes one with types, under which an app compiles and runs in either kind of modules', () => {
    expect(npmIn(checkout, 'run', 'package').status).toBe(0);
    const app = join(folder, 'app');
    mkdirSync(join(app, 'node_modules/strongroom'), { recursive: true });
    const [tarball = ''] = tarballs(checkout);
    execFileSync('tar', ['xzf', join(checkout, tarball), '-C', join(app, 'node_modules/strongroom'), '--strip=1']);
    for (const name of [...Object.keys(packageJson.dependencies), '@types/node']) {
      mkdirSync(dirname(join(app, 'node_modules', name)), { recursive: true });
      symlinkSync(join(ROOT, 'node_modules', name), join(app, 'node_modules', name));
    }
    // The CDK's own check of templates takes most of a synth, and says nothing about the package: test/deploy/synth.ts runs it.
    const unchecked = { ...process.env, CDK_VALIDATION: 'false' };
    const node = (...args: readonly string[]) =>
      spawnSync(process.execPath, args, { cwd: app, encoding: 'utf8', env: unchecked });
    const tsc = join(ROOT, 'node_modules/typescript/lib/tsc.js');
    // The compiler reads a million lines for the first of these names, and an eighth of them for the other.
    for (const [type, module, resolution, cdk] of [
      ['commonjs', 'node16', 'node16', 'aws-cdk-lib'],
      ['module', 'esnext', 'bundler', 'aws-cdk-lib/core'],
    ] as const) {
      writeFileSync(join(app, 'package.json'), JSON.stringify({ type }));
      writeFileSync(join(app, 'app.ts'), appWith(cdk));
      const options = ['--module', module, '--moduleResolution', resolution, '--target', 'es2022', '--types', 'node'];
      const compiled = node(tsc, '--strict', '--skipLibCheck', ...options, 'app.ts');
      expect([type, module, compiled.stdout]).toEqual([type, module, '']);
      expect(node('app.js')).toMatchObject({ status: 0, stdout: 'proved\n' });
      const open = node('app.js', '--open');
      expect(open).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('refuted: a principal that is not approved'),
      });
    }
  });
});

/** @param cdk where the app takes the core of the CDK from */
const appWith = (cdk: string) => `import { App, type IPolicyValidationPlugin, Stack, Validations } from '${cdk}';
import { AnyPrincipal, Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AccessClaims, type Declaration, type Proof, prove, readTemplates } from 'strongroom/access';

const claims: Declaration = {
  classes: [{ name: 'docs', buckets: ['Docs/Bucket'], approvedReaders: ['Docs/Reader'] }],
  trustedBase: [],
  teams: [],
  claims: ['two-locks/docs/bucket', 'no-escalation/docs/templates'],
};
const plugin: IPolicyValidationPlugin = new AccessClaims(claims);
const app = new App({ outdir: 'cdk.out', analyticsReporting: false });
const stack = new Stack(app, 'Docs');
const reader = new Role(stack, 'Reader', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
const bucket = new Bucket(stack, 'Bucket');
bucket.grantRead(reader);
const closing = new PolicyStatement({
  effect: Effect.DENY,
  principals: [new AnyPrincipal()],
  actions: ['s3:GetObject*'],
  resources: [bucket.arnForObjects('*')],
  conditions: { ArnNotEquals: { 'aws:PrincipalArn': reader.roleArn } },
});
if (!process.argv.includes('--open')) bucket.addToResourcePolicy(closing);
Validations.of(app).addPlugins(plugin);
app.synth();
const proof: Proof = prove(readTemplates('cdk.out'), claims);
console.log(proof.verdict);
`;
