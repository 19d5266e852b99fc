import { CustomResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { CfnDataLakeSettings } from 'aws-cdk-lib/aws-lakeformation';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { type LakeSettingsRequest, readersIn, settingsOf } from '../../governance/lake-settings.ts';
import { capacityOf } from '../../governance/scale/index.ts';
import { contentHash } from '../content-hash.ts';
import { PlatformFunction } from '../function/platform-function.ts';
import { revokerRole } from '../lake/revoker.ts';
import { type PlatformConfig, targetOf } from '../platform-config.ts';
import type { StorageStack } from './storage-stack.ts';

export interface SettingsStackProps extends PlatformConfig {
  readonly storage: StorageStack;
}

/**
 * The account's Lake Formation settings, in a separate stack because an account has only one set: two lakes that both
 * set them would overwrite each other.
 */
export class SettingsStack extends Stack {
  /** Closes databases and tables. Before that, checks whether the settings would take away another principal's access. */
  readonly revoker: PlatformFunction;
  readonly revokerRole: Role;

  constructor(scope: Construct, id: string, { names, lake, environment, program, storage }: SettingsStackProps) {
    super(scope, id, { description: 'Strongroom: Lake Formation settings of the account', ...targetOf(environment) });
    const role = revokerRole(this, names, lake);
    this.revokerRole = role;
    this.revoker = new PlatformFunction(this, 'Revoke', {
      names,
      name: 'revoke',
      role,
      logKey: storage.operationsKey,
      timeout: Duration.minutes(1),
      memoryMb: 256,
      reservedConcurrency: capacityOf(program.collection).concurrency.revoke,
      environment: {},
    });
    const put = settingsOf(environment, names.deploymentRoleArn, (name) => names.roleArn(name));
    const kept = keepsOthers(
      this,
      this.revoker.function,
      put,
      contentHash([environment.lakeAdministrators, environment.existing?.lake ?? {}]),
    );
    const settings = new CfnDataLakeSettings(this, 'Settings', {
      admins: principals(put.Administrators),
      readOnlyAdmins: principals(readersIn(put)),
      ...(put.CrossAccountVersion !== '' && { parameters: { CrossAccountVersion: put.CrossAccountVersion } }),
      ...(put.TrustedOwners.length > 0 && { trustedResourceOwners: [...put.TrustedOwners] }),
      ...(put.SessionTags.length > 0 && { authorizedSessionTagValueList: [...put.SessionTags] }),
      // Without these two, IAM permissions alone decide on a new database or table, and filters do nothing.
      // CloudFormation may ignore the empty lists (cloudformation-coverage-roadmap#2197), so databases repeat them and
      // a function reads them back.
      createDatabaseDefaultPermissions: [],
      createTableDefaultPermissions: [],
      allowExternalDataFiltering: false,
      allowFullTableExternalDataAccess: false,
      // Appending would keep administrators that no template names, and any of them could grant itself the table. So
      // the current settings are read first, and a deployment that would remove any of them stops.
      mutationType: 'REPLACE',
    });
    settings.node.addDependency(kept);
    // The settings also hold entries of other principals. AWS does not document what remains of them after the resource
    // is deleted, including by a rollback.
    settings.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.addStackDependency(storage, 'the key of the log of the function that looks at the settings first');
  }
}

const principals = (arns: readonly string[]) =>
  arns.map((dataLakePrincipalIdentifier) => ({ dataLakePrincipalIdentifier }));

/** Refuses the deployment while the account has a setting that these settings would remove (lib/governance/lake-settings.ts). */
const keepsOthers = (
  scope: Construct,
  revoker: IFunction,
  put: LakeSettingsRequest,
  revision: string,
): CustomResource =>
  new CustomResource(scope, 'KeepsOthers', {
    serviceToken: revoker.functionArn,
    serviceTimeout: Duration.minutes(10),
    resourceType: 'Custom::KeepsLakeSettings',
    properties: { Settings: put, Revision: revision },
  });
