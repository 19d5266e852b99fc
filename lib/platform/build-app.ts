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
  /** Folder of the cloud assembly; the CDK's default when not given. */
  readonly outdir?: string;
  /** False leaves the functions' code unbundled and the CDK's look at the templates out, for those who only read them. */
  readonly bundle?: boolean;
  /** False leaves the access proof to the caller, who wants to see what it says instead of a failed synth. */
  readonly prove?: boolean;
  /** Told what was proved, before anything that is refuted fails the synth. */
  readonly onProof?: OnProof;
}

/** The stacks in the order in which they are deployed. */
export const buildApp = (
  { access, program, environment }: AppInput,
  { outdir, bundle = true, prove = true, onProof }: AppOptions = {},
): App => {
  // The CDK's own look at the templates takes as long as all the rest, so it is for those who may deploy them.
  const app = new App({ builtinCloudFormationValidation: bundle, ...(outdir !== undefined && { outdir }) });
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
  // The CDK tags dashboards; the schema that cfn-lint has of them knows no tags, and a deployment could stop on that.
  Tags.of(app).add('strongroom', program.name, { excludeResourceTypes: ['AWS::CloudWatch::Dashboard'] });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  if (prove) Validations.of(app).addPlugins(new AccessProof({ access, program, environment, redaction }, onProof));
  return app;
};
