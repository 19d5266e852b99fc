import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { buildAccess } from '../../bin/build-package.ts';
import { uploads } from '../../examples/cdk-app/app.ts';

const ROOT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'strongroom-package-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the claims of an app of others, on every synth', () => {
  test('refute the example while its bucket is open, beside cdk-nag, and name the construct', () => {
    const outdir = join(folder, 'open');
    expect(() => uploads(outdir, false).synth()).toThrow(/refuted: .*Uploads\/Bucket\/Policy\/Resource/);
    const report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
    const failed = report.pluginReports.filter(({ conclusion }: { conclusion: string }) => conclusion === 'failure');
    expect(JSON.stringify(failed)).toContain('two-locks/uploads/bucket');
    expect(JSON.stringify(failed)).toContain('Uploads/Bucket/Policy/Resource');
  });

  test('are proved as soon as it is shut', () => {
    expect(uploads(join(folder, 'shut'), true).synth().stacks).toHaveLength(1);
  });
});

test('the package runs from node_modules, where Node runs no TypeScript, for both kinds of modules', () => {
  const home = join(folder, 'node_modules');
  mkdirSync(join(home, 'strongroom'), { recursive: true });
  for (const file of ['package.json', 'access.js']) cpSync(join(ROOT, file), join(home, 'strongroom', file));
  buildAccess(join(home, 'strongroom/dist'));
  for (const name of ['yaml', 'zod']) symlinkSync(join(ROOT, 'node_modules', name), join(home, name));
  const asks = `
    const templates = { T: { Resources: { Q: { Type: 'AWS::SQS::Queue' } } } };
    const claims = { classes: [{ name: 'q', channels: ['Q'], approvedReaders: [] }], trustedBase: [], teams: [] };
    console.log(prove(templates, claims).claims.length > 0, awsManagedPolicies.document('/ReadOnlyAccess') !== undefined);`;
  writeFileSync(join(folder, 'a.mjs'), `import { prove, awsManagedPolicies } from 'strongroom/access';${asks}`);
  writeFileSync(join(folder, 'a.cjs'), `const { prove, awsManagedPolicies } = require('strongroom/access');${asks}`);
  for (const script of ['a.mjs', 'a.cjs']) {
    const { stdout, stderr } = spawnSync(process.execPath, [script], { cwd: folder, encoding: 'utf8' });
    expect([script, stdout, stderr]).toEqual([script, 'true true\n', '']);
  }
});
