import type { cx_api } from 'aws-cdk-lib';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { profiles } from '../../config/profiles.ts';
import { program } from '../../config/program.ts';
import { StrongroomError } from '../activity/errors.ts';
import { checkConfiguration } from '../governance/check-configuration.ts';
import { checkTarget } from '../governance/environment-config.ts';
import { readProfiles } from '../governance/profile/read-profiles.ts';
import { type AppOptions, buildApp } from './build-app.ts';

/**
 * Synthesizes the app of `config/`: templates, function code, and the validation report. Needs no account, no network
 * and no Docker, and writes the same templates every time, for every caller.
 * @param outdir folder of the cloud assembly
 * @throws StrongroomError for a wrong configuration; `synth.refused` with the report when a claim does not hold or a
 *   check of the CDK or cdk-nag fails
 */
export function synthesize(outdir?: string, options: Omit<AppOptions, 'outdir'> = {}): cx_api.CloudAssembly {
  checkConfiguration(access, readProfiles(profiles).values(), new Date().toISOString().slice(0, 10));
  // The command line sets these from its credentials, if it has any.
  checkTarget(environment, { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION });
  const app = buildApp({ access, program, environment }, { ...options, ...(outdir !== undefined && { outdir }) });
  try {
    return app.synth();
  } catch (error) {
    throw refusal(error) ?? error;
  }
}

/** Names of the CDK's validation errors: from the report, and from the constructs themselves. */
const FAILED = ['ValidationFailed', 'ValidationFailedWithErrors'];

const refusal = (error: unknown): StrongroomError | undefined =>
  error instanceof Error && FAILED.includes(error.name)
    ? new StrongroomError('synth.refused', error.message, 'Nothing can be deployed before each finding is answered.')
    : undefined;
