import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccountRootPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { expect, onTestFinished, test, vi } from 'vitest';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { buildApp } from '../../lib/platform/build-app.ts';

test('a change that opens raw activity fails the synth, and the report names the claim, the statement and the construct', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'strongroom-leak-'));
  onTestFinished(() => rmSync(outdir, { recursive: true }));
  const app = buildApp({ access, program, environment }, { outdir, bundle: false });
  const key = app.node.findChild('strongroom-storage').node.findChild('Raw').node.findChild('Key') as Key;
  const oops = { sid: 'Oops', actions: ['kms:*'], principals: [new AccountRootPrincipal()], resources: ['*'] };
  key.addToResourcePolicy(new PolicyStatement(oops));
  expect(() => app.synth()).toThrow(
    /^\S+zone-store\.ts:\d+:\d+\nFATAL refuted: [\s\S]*\n {3}where: strongroom-storage\/Raw\/Key\/Resource, Allow Oops/,
  );
  const report = readFileSync(join(outdir, 'validation-report.json'), 'utf8');
  expect(report).toMatch(/two-locks\/raw\/key/);
  expect(report).toContain('Allow Oops of key policy');
  expect(report).toContain('strongroom-storage/Raw/Key/Resource');
});

test('under the command line of the CDK nothing is synthesized once more as the process ends', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'strongroom-once-'));
  vi.stubEnv('CDK_OUTDIR', outdir);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(outdir, { recursive: true });
  });
  const before = process.listenerCount('beforeExit');
  buildApp({ access, program, environment }, { outdir, bundle: false });
  expect(process.listenerCount('beforeExit')).toBe(before);
});
