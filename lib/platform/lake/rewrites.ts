import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { PREFIXES } from '../../activity/zones.ts';
import { acknowledge } from '../acknowledge.ts';
import type { Names } from '../names.ts';
import type { Lake } from '../platform-config.ts';
import { type GrantChain, onDatabase, onLocation, onTable } from './grants.ts';
import { catalogArns } from './lake-writers.ts';

export interface RewritesProps {
  readonly names: Names;
  readonly lake: Lake;
  readonly grants: GrantChain;
  readonly locationArn: string;
  readonly compact: Role;
  readonly keyArn: string;
}

/** A statement reads one partition; this is a hundred times the size that one should have. */
const SCAN_LIMIT = 100_000_000_000;

/**
 * Permissions of the role that writes new generations by Athena. It sees all rows and columns of the table of rewrites,
 * and nothing of the lake's own table: a filter would permanently remove rows for every team. It creates partitions of
 * the table of rewrites and can move no partition of the lake's table.
 *
 * Athena writes with the caller's permissions, and encrypts as its work group requires
 * (https://docs.aws.amazon.com/athena/latest/ug/unload.html), so results are in the redacted zone, under its key. They
 * hold counts and names of files, and expire after a day.
 */
export const allowRewrites = (
  scope: Construct,
  { names, lake, grants, locationArn, compact, keyArn }: RewritesProps,
): void => {
  const workgroupName = names.of('compact');
  const bucketArn = names.bucketArn('redacted');
  const table = { database: lake.database, table: lake.rewrites };
  const group = new CfnWorkGroup(scope, 'RewriteWorkgroup', {
    name: workgroupName,
    description: 'writes the rows of closed days into few large files',
    state: 'ENABLED',
    recursiveDeleteOption: true,
    workGroupConfiguration: {
      enforceWorkGroupConfiguration: true,
      publishCloudWatchMetricsEnabled: true,
      requesterPaysEnabled: false,
      bytesScannedCutoffPerQuery: SCAN_LIMIT,
      engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
      resultConfiguration: {
        outputLocation: `s3://${names.bucket('redacted')}/${PREFIXES.rewrites}`,
        encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: keyArn },
      },
    },
  });
  const policy = new Policy(scope, 'Rewrites', {
    roles: [compact],
    statements: [
      new PolicyStatement({
        sid: 'AskLakeFormation',
        actions: ['lakeformation:GetDataAccess'],
        resources: ['*'],
      }),
      new PolicyStatement({
        sid: 'Parts',
        actions: [
          ...['glue:GetDatabase', 'glue:GetTable', 'glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition'],
          ...['glue:CreatePartition', 'glue:DeletePartition'],
        ],
        resources: catalogArns(names, table),
      }),
      new PolicyStatement({
        sid: 'LookIntoDefault',
        // https://docs.aws.amazon.com/athena/latest/ug/lf-athena-limitations.html
        actions: ['glue:GetDatabase'],
        resources: [names.arn('glue', 'database/default')],
      }),
      new PolicyStatement({
        sid: 'Rewrite',
        actions: [
          ...['athena:StartQueryExecution', 'athena:StopQueryExecution', 'athena:GetQueryExecution'],
          'athena:GetQueryResults',
        ],
        resources: [names.arn('athena', `workgroup/${workgroupName}`)],
      }),
      // Athena reads the bucket's location, and checks its own uploads.
      // https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html
      new PolicyStatement({ sid: 'FindBucket', actions: ['s3:GetBucketLocation'], resources: [bucketArn] }),
      new PolicyStatement({
        sid: 'FollowUploads',
        actions: ['s3:ListMultipartUploadParts'],
        resources: [PREFIXES.generations, PREFIXES.rewrites].map((prefix) => `${bucketArn}/${prefix}*`),
      }),
    ],
  });
  acknowledge(
    policy,
    'Lake Formation takes no resource in IAM: what its calls give is decided by the grants. Objects cannot be listed beforehand.',
    'IAM5[Resource::*]',
    ...[PREFIXES.generations, PREFIXES.rewrites].map(
      (prefix) =>
        `IAM5[Resource::arn:<AWS::Partition>:s3:::${names.of('redacted')}-<AWS::AccountId>-<AWS::Region>/${prefix}*]`,
    ),
  );
  const { roleArn } = compact;
  grants
    .grant('CompactDescribesDatabase', roleArn, 'DESCRIBE', onDatabase(lake.database))
    .node.addDependency(policy, group);
  grants.grant('CompactDescribesDefault', roleArn, 'DESCRIBE', onDatabase('default'));
  for (const permission of ['DESCRIBE', 'ALTER', 'SELECT'])
    grants.grant(`Compact-${permission}`, roleArn, permission, onTable(table.database, table.table));
  grants.grant('CompactUsesLocation', roleArn, 'DATA_LOCATION_ACCESS', onLocation(locationArn));
};
