import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { ArnPrincipal, type Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Names } from '../names.ts';
import { keyPolicy, via } from '../policy/key-policy.ts';
import { exportOpensResults } from './export-reads.ts';

/** What a team does with its results key. */
export const RESULT_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'];

const athena = new ServicePrincipal('encryption.athena.amazonaws.com');

/**
 * The key of one team's query results, which Athena keeps for a day in storage of its own. Never a zone's key: the team
 * must be able to use it. https://docs.aws.amazon.com/athena/latest/ug/managed-results.html
 */
export const resultsKey = (scope: Construct, team: string, names: Names, role: Role, workgroupArn: string): Key =>
  new Key(scope, 'ResultsKey', {
    description: `${names.prefix}: query results of team ${team}`,
    alias: `alias/${names.of(`results-${team}`)}`,
    enableKeyRotation: true,
    // Results live for a day, so nothing of value is lost with the key.
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
        // Describing a key carries no encryption context.
        sid: 'AthenaLooksAtKey',
        principal: athena,
        actions: ['kms:DescribeKey'],
        conditions: {
          ArnEquals: { 'aws:SourceArn': workgroupArn },
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        },
      },
      {
        // The schema of a work group lists these among what its handlers call; no page says that they are called with the
        // creator's rights, and none that they are not.
        sid: 'DeploymentMakesWorkgroup',
        principal: new ArnPrincipal(names.deploymentRoleArn),
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        conditions: { StringEquals: { 'kms:ViaService': via('athena') } },
      },
      { sid: 'TeamReadsResults', principal: new ArnPrincipal(role.roleArn), actions: RESULT_KEY_ACTIONS },
      exportOpensResults(names),
    ]),
  });
