import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { catalogArns } from '../lake/lake-writers.ts';
import type { Names } from '../names.ts';
import type { Lake } from '../platform-config.ts';
import { TEAM_ACTIONS } from '../principals/boundary.ts';
import { RESULT_KEY_ACTIONS } from './results-key.ts';

export interface TeamPolicyProps {
  readonly names: Names;
  readonly lake: Lake;
  readonly role: Role;
  readonly workgroupArn: string;
  readonly resultsKey: IKey;
}

/** Permissions of a team's role to query: no S3 and no zone key, because Lake Formation's role fetches and decrypts. */
export const teamPolicy = (
  scope: Construct,
  { names, lake, role, workgroupArn, resultsKey }: TeamPolicyProps,
): Policy => {
  const policy = new Policy(scope, 'Query', {
    roles: [role],
    statements: [
      new PolicyStatement({ sid: 'AskLakeFormation', actions: [...TEAM_ACTIONS.lake], resources: ['*'] }),
      new PolicyStatement({
        sid: 'ReadCatalog',
        actions: [...TEAM_ACTIONS.catalog],
        // Athena reads `default` whatever database a query names.
        // https://docs.aws.amazon.com/athena/latest/ug/lf-athena-limitations.html
        resources: [...catalogArns(names, lake), names.arn('glue', 'database/default')],
      }),
      new PolicyStatement({
        sid: 'QueryInOwnWorkgroup',
        actions: [...TEAM_ACTIONS.workgroup],
        resources: [workgroupArn],
      }),
      new PolicyStatement({
        sid: 'ReadDataCatalog',
        actions: [...TEAM_ACTIONS.dataCatalog],
        resources: [names.arn('athena', 'datacatalog/AwsDataCatalog')],
      }),
      new PolicyStatement({ sid: 'OpenConsole', actions: [...TEAM_ACTIONS.console], resources: ['*'] }),
      new PolicyStatement({
        sid: 'HaveExportsMade',
        actions: [...TEAM_ACTIONS.startExport],
        resources: [names.exportFunctionArn],
      }),
      new PolicyStatement({ sid: 'ReadOwnResults', actions: RESULT_KEY_ACTIONS, resources: [resultsKey.keyArn] }),
    ],
  });
  acknowledge(
    policy,
    'Lake Formation takes no resource in IAM: what its calls give is decided by the grants, which name one filter. Listing ' +
      'work groups and catalogues takes none either, and returns names.',
    'IAM5[Resource::*]',
  );
  return policy;
};
