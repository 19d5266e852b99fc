import { Aws } from 'aws-cdk-lib';
import { ArnPrincipal, type Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { KEPT } from '../keep.ts';
import type { Names } from '../names.ts';
import { type KeyUse, keyPolicy, via } from '../policy/key-policy.ts';

/** The key of operational data: log groups and queues. None of them holds activity. */
export const operationsKey = (scope: Construct, names: Names, role: (name: string) => Role): Key =>
  new Key(scope, 'OperationsKey', {
    description: `${names.prefix} operations: log groups and queues`,
    alias: `alias/${names.of('operations')}`,
    enableKeyRotation: true,
    // Logs must stay readable as long as they are retained.
    removalPolicy: KEPT,
    policy: keyPolicy([
      logs(names),
      newSegments(names),
      queue('RedactReceives', role('redact'), ['kms:Decrypt']),
      queue('OperatorWorksOnDeadLetters', role('operator'), ['kms:Decrypt', 'kms:GenerateDataKey']),
      deadSchedules(role),
    ]),
  });

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
const logs = (names: Names): KeyUse => ({
  sid: 'LogGroups',
  principal: new ServicePrincipal(`logs.${Aws.REGION}.${Aws.URL_SUFFIX}`),
  actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
  conditions: {
    ArnLike: {
      'kms:EncryptionContext:aws:logs:arn': [
        names.arn('logs', `log-group:/aws/lambda/${names.prefix}-*`),
        names.arn('logs', `log-group:/aws/events/${names.prefix}/*`),
        names.arn('logs', `log-group:/${names.prefix}/*`),
      ],
    },
  },
});

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html */
const newSegments = (names: Names): KeyUse => ({
  sid: 'NewSegments',
  principal: new ServicePrincipal('s3.amazonaws.com'),
  actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
  // S3 is known to send the bucket's ARN to KMS; whether it sends the account is not known, and bucket names are global.
  conditions: { ArnEquals: { 'aws:SourceArn': names.bucketArn('raw') } },
});

const deadSchedules = (role: (name: string) => Role): KeyUse =>
  queue('ScheduleSendsDeadLetters', role('schedule'), ['kms:GenerateDataKey', 'kms:Decrypt']);

const queue = (sid: string, role: Role, actions: readonly string[]): KeyUse => ({
  sid,
  principal: new ArnPrincipal(role.roleArn),
  actions,
  conditions: { StringEquals: { 'kms:ViaService': via('sqs') } },
});
