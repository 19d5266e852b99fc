import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { uploads } from '../../examples/cdk-app/app.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-package-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the claims of another project's app, on every synth", () => {
  // The CDK's own check of templates is not asked here, and takes longer than all the rest: `synth.ts` runs it once.
  beforeEach(() => void vi.stubEnv('CDK_VALIDATION', 'false'));
  afterEach(() => void vi.unstubAllEnvs());

  test('refute the example while its bucket is open, beside cdk-nag, and name the construct', () => {
    const outdir = join(folder, 'open');
    expect(() => uploads(outdir, false).synth()).toThrow(/refuted: .*Uploads\/Bucket\/Policy\/Resource/s);
    const report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
    const failed = report.pluginReports.filter(({ conclusion }: { conclusion: string }) => conclusion === 'failure');
    expect(JSON.stringify(failed)).toContain('two-locks/uploads/bucket');
    expect(JSON.stringify(failed)).toContain('Uploads/Bucket/Policy/Resource');
  });

  test('are proved as soon as it is closed', () => {
    expect(uploads(join(folder, 'shut'), true).synth().stacks).toHaveLength(1);
  });
});
