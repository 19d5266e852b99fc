import { readFileSync } from 'node:fs';
import { DefaultStackSynthesizer, type IStackSynthesizer, Stack } from 'aws-cdk-lib';
import * as cxapi from 'aws-cdk-lib/cx-api';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { buildApp } from '../../lib/platform/build-app.ts';
import { every } from '../everything.ts';
import { jsonIn } from './folders.ts';
import { inFolder } from './templates.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const input = { access, program, environment };
const OPTIONS = { bundle: false, prove: false };
let untouched: Record<string, string> | undefined;
const synthesized = () => inFolder((outdir) => jsonIn(buildApp(input, { ...OPTIONS, outdir }).synth().directory));

/** Every key that the pinned CDK knows, and those that it keeps to itself. */
const KEYS = [
  ...Object.values(cxapi).filter((value) => typeof value === 'string' && /^(@?aws-cdk|aws:cdk)/.test(value)),
  '@aws-cdk/core:bootstrapQualifier',
  '@aws-cdk/core:permissionsBoundary',
  '@aws-cdk/core:assetHashSalt',
  '@aws-cdk/core:stackResourceLimit',
  '@aws-cdk/core:suppressTemplateIndentation',
  '@aws-cdk/core:inlineCustomResourceIfPossible',
  '@aws-cdk/iam:customizeRoles',
  'availability-zones:account=111111111111:region=xx-test-1',
  'acme:team',
] as string[];

/** What each could be set to by a command line, by `cdk.json` or by a file in somebody's home. */
const VALUES: readonly unknown[] = [true, false, 'other', [], { name: 'other' }, 1];

describe('context from outside', () => {
  test('the CDK has keys to try', () => {
    expect(KEYS.length).toBeGreaterThan(120);
  });

  test.each(every(2, VALUES))('every key set to %j changes no template and no manifest', (value) => {
    untouched ??= synthesized();
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    vi.stubEnv('CDK_CONTEXT_JSON', JSON.stringify(Object.fromEntries(KEYS.map((key) => [key, value]))));
    for (const [name, elsewhere] of [
      ['CDK_DEFAULT_ACCOUNT', '111111111111'],
      ['CDK_DEFAULT_REGION', 'xx-test-1'],
      ['CDK_VALIDATION', 'false'],
      ['CDK_APP_MODE', 'process'],
    ] as const)
      vi.stubEnv(name, elsewhere);
    expect(synthesized()).toEqual(untouched);
    vi.restoreAllMocks();
  });

  test('is dropped aloud where somebody chose it, and silently where the command line always sends it', () => {
    vi.stubEnv(
      'CDK_CONTEXT_JSON',
      JSON.stringify({
        'aws:cdk:enable-asset-metadata': true,
        '@aws-cdk/core:failSynthOnValidationErrors': false,
        '@aws-cdk/core:bootstrapQualifier': 'other',
        'acme:team': 'x',
      }),
    );
    const said: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    inFolder((outdir) => buildApp(input, { ...OPTIONS, outdir }));
    vi.restoreAllMocks();
    expect(said).toEqual(['Context from outside is not taken: @aws-cdk/core:bootstrapQualifier, acme:team\n']);
  });
});

test('a stack that would be deployed with another role than the trusted base names fails the synth', () => {
  const synthesizer = new DefaultStackSynthesizer({ qualifier: 'other' });
  inFolder((outdir) => {
    const app = buildApp(input, { ...OPTIONS, outdir });
    new Stack(app, 'Stray', { synthesizer: synthesizer as IStackSynthesizer });
    expect(() => app.synth()).toThrow(
      /Stray would be deployed with .*cdk-other-cfn-exec.*trusted base names .*hnb659fds/,
    );
  });
});

test('the role that deploys is the one that the templates name', () => {
  inFolder((outdir) => {
    const lab = { ...input, environment: { ...environment, qualifier: 'lab1' } };
    const { stacks } = buildApp(lab, { ...OPTIONS, outdir }).synth();
    for (const { assumeRoleArn, cloudFormationExecutionRoleArn, templateFullPath } of stacks) {
      expect([assumeRoleArn, cloudFormationExecutionRoleArn].join()).toMatch(/cdk-lab1-deploy-.*cdk-lab1-cfn-exec-/);
      expect(readFileSync(templateFullPath, 'utf8')).not.toContain('hnb659fds');
    }
  });
});
