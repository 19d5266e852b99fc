import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { redaction } from '../../config/redaction.ts';
import type { AccessConfig } from '../governance/access-config.ts';
import type { EnvironmentConfig } from '../governance/environment-config.ts';
import { rewritesOf } from '../governance/prefix.ts';
import type { ProgramConfig } from '../governance/program-config.ts';
import { AccessProof, type OnProof } from './access-proof.ts';
import { closeContext } from './context.ts';
import { checkDeploymentRole } from './deployment-role.ts';
import { Names } from './names.ts';
import { boundByAccount } from './principals/account-boundary.ts';
import { AccessStack } from './stacks/access-stack.ts';
import { AuditStack } from './stacks/audit-stack.ts';
import { CatalogStack } from './stacks/catalog-stack.ts';
import { PipelineStack } from './stacks/pipeline-stack.ts';
import { SettingsStack } from './stacks/settings-stack.ts';
import { StorageStack } from './stacks/storage-stack.ts';

export interface AppInput {
  readonly access: AccessConfig;
  readonly program: ProgramConfig;
  readonly environment: EnvironmentConfig;
}

export interface AppOptions {
  /** Folder of the cloud assembly; the CDK's default when omitted. */
  readonly outdir?: string;
  /** False skips the bundling of functions and the CDK's own validation of templates, for callers that only read templates. */
  readonly bundle?: boolean;
  /** False skips the access proof, for callers that want its result instead of a failed synth. */
  readonly prove?: boolean;
  /** Receives the proof before a refuted claim fails the synth. */
  readonly onProof?: OnProof;
}

/** Builds the stacks in deployment order. */
export const buildApp = (
  { access, program, environment }: AppInput,
  { outdir, bundle = true, prove = true, onProof }: AppOptions = {},
): App => {
  // The CDK's own validation takes as long as everything else together, so it runs only for callers that may deploy.
  // Under the CDK's command line an app synthesizes once more as the process ends, and a refusal would be told twice.
  const app = new App({
    autoSynth: false,
    builtinCloudFormationValidation: bundle,
    ...(outdir !== undefined && { outdir }),
  });
  const dropped = closeContext(app, { qualifier: environment.qualifier, bundle });
  if (dropped.length > 0) process.stderr.write(`Context from outside is not taken: ${dropped.join(', ')}\n`);
  const names = new Names(environment);
  const lake = { database: names.database, table: program.lake.table, rewrites: rewritesOf(program.lake.table) };
  const config = { access, program, environment, names, lake };
  const storage = new StorageStack(app, names.of('storage'), config);
  const settings = new SettingsStack(app, names.of('settings'), { ...config, storage });
  const pipeline = new PipelineStack(app, names.of('pipeline'), { ...config, storage });
  const catalog = new CatalogStack(app, names.of('catalog'), { ...config, settings, storage });
  new AccessStack(app, names.of('access'), { ...config, storage, catalog });
  new AuditStack(app, names.of('audit'), { ...config, storage, pipeline });
  boundByAccount(app, names, environment);
  checkDeploymentRole(app, names);
  // The CDK tags dashboards, but cfn-lint's schema for them has no tags, and a deployment could stop on that.
  Tags.of(app).add('strongroom', program.name, { excludeResourceTypes: ['AWS::CloudWatch::Dashboard'] });
  // The proof first: its findings say who could read what, and those of the other checks follow.
  if (prove) Validations.of(app).addPlugins(new AccessProof({ access, program, environment, redaction }, onProof));
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
};
