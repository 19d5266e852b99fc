import { Stack } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { CfnDataLakeSettings } from 'aws-cdk-lib/aws-lakeformation';
import type { Construct } from 'constructs';
import { revokerRole } from '../lake/revoker.ts';
import type { PlatformConfig } from '../platform-config.ts';

/**
 * The account's Lake Formation settings, in a stack of their own because there is one set of them in an account: two
 * lakes that both set them would overwrite each other.
 */
export class SettingsStack extends Stack {
  readonly revoker: Role;

  constructor(scope: Construct, id: string, { names, lake, environment }: PlatformConfig) {
    super(scope, id, { description: 'Strongroom: Lake Formation settings of the account' });
    this.revoker = revokerRole(this, names, lake);
    const administrators = [
      names.deploymentRoleArn,
      this.revoker.roleArn,
      ...environment.lakeAdministrators.map((name) => names.roleArn(name)),
    ];
    new CfnDataLakeSettings(this, 'Settings', {
      admins: administrators.map((dataLakePrincipalIdentifier) => ({ dataLakePrincipalIdentifier })),
      // Without these two, whatever IAM allows on a new database or table counts, and filters do nothing. CloudFormation may
      // ignore the empty lists (cloudformation-coverage-roadmap#2197), so databases say it again and a function reads it back.
      createDatabaseDefaultPermissions: [],
      createTableDefaultPermissions: [],
      allowExternalDataFiltering: false,
      allowFullTableExternalDataAccess: false,
      // Appending would keep administrators that no template names, and any of them could grant itself the table.
      mutationType: 'REPLACE',
    });
  }
}
