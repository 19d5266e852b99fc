import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { ArnPrincipal, type Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Names } from '../names.ts';
import { keyPolicy, via } from '../policy/key-policy.ts';
import { exportOpensResults } from './export-reads.ts';

/** A team's actions on its results key. */
export const RESULT_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'];

const athena = new ServicePrincipal('encryption.athena.amazonaws.com');

/**
 * The key of one team's query results, which Athena keeps for a day in its own storage. Never a zone's key, because the
 * team must be able to use it. https://docs.aws.amazon.com/athena/latest/ug/managed-results.html
 */
export const resultsKey = (scope: Construct, team: string, names: Names, role: Role, workgroupArn: string): Key =>
  new Key(scope, 'ResultsKey', {
    description: `${names.prefix}: query results of team ${team}`,
    alias: `alias/${names.of(`results-${team}`)}`,
    enableKeyRotation: true,
    // Results are kept for a day, so the key's deletion loses nothing of value.
    removalPolicy: RemovalPolicy.DESTROY,
    policy: keyPolicy([
      {
        sid: 'AthenaKeepsResults',
        principal: athena,
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        conditions: {
          ArnEquals: { 'kms:EncryptionContext:aws:athena:arn': workgroupArn, 'aws:SourceArn': workgroupArn },
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        },
      },
      {
        // A DescribeKey call carries no encryption context.
        sid: 'AthenaLooksAtKey',
        principal: athena,
        actions: ['kms:DescribeKey'],
        conditions: {
          ArnEquals: { 'aws:SourceArn': workgroupArn },
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        },
      },
      {
        // The work group's schema lists these among its handlers' permissions. AWS does not document whether they are
        // called with the creator's permissions.
        sid: 'DeploymentMakesWorkgroup',
        principal: new ArnPrincipal(names.deploymentRoleArn),
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        conditions: { StringEquals: { 'kms:ViaService': via('athena') } },
      },
      { sid: 'TeamReadsResults', principal: new ArnPrincipal(role.roleArn), actions: RESULT_KEY_ACTIONS },
      exportOpensResults(names),
    ]),
  });
