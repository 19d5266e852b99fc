import type { cx_api } from 'aws-cdk-lib';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { profiles } from '../../config/profiles.ts';
import { program } from '../../config/program.ts';
import { checkConfiguration } from '../governance/check-configuration.ts';
import { readProfiles } from '../governance/profile/read-profiles.ts';
import { type AppOptions, buildApp } from './build-app.ts';

/**
 * Synthesizes the app of `config/`: templates, function code, and the validation report. Takes no account, no network and
 * no Docker, and writes the same bytes every time.
 * @param outdir folder of the cloud assembly
 * @throws StrongroomError for a configuration that is wrong; ValidationFailed when a check of CDK or cdk-nag fails
 */
export function synthesize(outdir?: string, options: Omit<AppOptions, 'outdir'> = {}): cx_api.CloudAssembly {
  checkConfiguration(access, readProfiles(profiles).values(), new Date().toISOString().slice(0, 10));
  return buildApp({ access, program, environment }, { ...options, ...(outdir !== undefined && { outdir }) }).synth();
}
