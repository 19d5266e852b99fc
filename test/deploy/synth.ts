import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { FIGURES_PAGE } from '../../bin/embedded/sample-figures.ts';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { awsManagedPolicies } from '../../lib/access/aws-managed/index.ts';
import { prove, readApp } from '../../lib/access/index.ts';
import { declarationOf } from '../../lib/governance/declaration.ts';
import { type AppInput, buildApp } from '../../lib/platform/build-app.ts';
import { reviewPages } from '../../lib/platform/review/pages.ts';
import { resourcesOf, templatesOf } from '../../lib/platform/review/templates.ts';
import { synthesize } from '../../lib/platform/synthesize.ts';
import { present } from '../present.ts';
import { filesIn, jsonIn } from './folders.ts';
import { defaultTemplates, inFolder } from './templates.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The context of `cdk deploy ONE`, with another value in each key. No account and no network. */
const byCommandLine = (folder: string, home: string) => {
  const context = {
    '@aws-cdk/core:permissionsBoundary': { name: 'other' },
    '@aws-cdk/core:bootstrapQualifier': 'home',
  };
  writeFileSync(join(home, '.cdk.json'), JSON.stringify({ context, assetMetadata: true, versionReporting: true }));
  execFileSync(
    process.execPath,
    [
      ...['node_modules/aws-cdk/bin/cdk', 'synth', 'strongroom-access', '--quiet', '--output', folder],
      ...['--no-validation', '--no-path-metadata', '--no-notices', '--toolkit-stack-name', 'Other'],
      ...['-c', '@aws-cdk/core:bootstrapQualifier=other', '-c', '@aws-cdk/core:assetHashSalt=x'],
    ],
    { cwd: ROOT, env: { ...process.env, HOME: home, CDK_DISABLE_CLI_TELEMETRY: 'true' }, stdio: 'pipe' },
  );
};

describe('with bundling', () => {
  let folders: string[] = [];
  beforeAll(() => {
    folders = ['here', 'command line', 'home'].map(() => mkdtempSync(join(tmpdir(), 'strongroom-synth-')));
    synthesize(folders[0]);
    byCommandLine(folders[1] as string, folders[2] as string);
  });
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  test('two synths give the same bytes, functions included, for every caller', () => {
    const [first, second = {}] = folders.slice(0, 2).map(jsonIn);
    // The proof of the last synth. The command line prints it in short when nothing changed since. It is never deployed.
    const { 'strongroom.proved.json': said, ...rest } = second;
    expect(said).toBeDefined();
    expect(rest).toEqual(first);
  });

  test('every function is one module with a handler', () => {
    // Node itself loads them, as in AWS: an import would go through the transformations of the test runner, megabytes of each.
    const load = createRequire(import.meta.url);
    const bundles = Object.keys(filesIn(folders[0] ?? '')).filter((name) => name.endsWith('index.mjs'));
    expect(bundles).toHaveLength(globSync('lambdas/*/entry.ts', { cwd: ROOT }).length);
    // Some functions read their environment variables as they are loaded.
    for (const { Properties } of resourcesOf(defaultTemplates(), 'AWS::Lambda::Function'))
      for (const [name, value] of Object.entries(Properties.Environment?.Variables ?? {}))
        vi.stubEnv(name, typeof value === 'string' ? value : name);
    for (const name of bundles) {
      const notices = readFileSync(join(folders[0] ?? '', dirname(name), 'LICENSES.txt'), 'utf8');
      expect(notices, name).toMatch(/^Strongroom \(Apache-2\.0\)\n[\s\S]*^@middy\/core \d[\d.]* \(MIT\)$/m);
      const { handler } = load(join(folders[0] ?? '', name));
      expect(handler, name).toBeTypeOf('function');
    }
    vi.unstubAllEnvs();
  });
});

test('review/ shows the policies as they are; if not, run: npm run review', () => {
  const folder = join(import.meta.dirname, '../../review');
  const kept = Object.fromEntries(
    Object.keys(filesIn(folder)).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
  // The figures are of a run: test/e2e/main-job.test.ts compares them.
  const { [FIGURES_PAGE]: figures, ...policies } = kept;
  expect(policies).toEqual(reviewPages(defaultTemplates()));
  expect(figures).toContain('cua-trainers');
});

describe('another configuration', () => {
  const proofOf = (input: AppInput) => {
    const options = { bundle: false, prove: false };
    const app = inFolder((outdir) => structuredClone(templatesOf(buildApp(input, { ...options, outdir }).synth())));
    const templates = app as Parameters<typeof readApp>[0];
    return prove(templates, declarationOf(input, readApp(templates)), { managedPolicies: awsManagedPolicies });
  };

  test('a third team needs nothing but config/access.ts', () => {
    const { 'ui-agents': team } = access.teams;
    const more = {
      ...access,
      approvedReaders: { ...access.approvedReaders, derived: [...access.approvedReaders.derived, 'scroll-study'] },
      teams: { ...access.teams, 'scroll-study': { ...present(team), columns: ['kind', 'dx', 'dy'] as const } },
    };
    expect(proofOf({ access: more, program, environment }).verdict).toBe('proved');
  });

  test('other names, another bootstrap, other promises', () => {
    const elsewhere = { ...environment, prefix: 'acme-lab', qualifier: 'lab1', lakeAdministrators: ['DataOffice'] };
    const shorter = {
      ...program,
      retentionDays: { raw: 2, redacted: 30, derived: 14, queries: 30, packages: 14, audit: 90 },
    };
    expect(proofOf({ access, program: shorter, environment: elsewhere }).verdict).toBe('proved');
  });
});
