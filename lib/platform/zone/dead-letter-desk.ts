import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { SegmentQueue } from './segment-queue.ts';

/**
 * An operator's actions on segments that redaction gave up on: list the references, send one back, delete one. A
 * message that is sent back makes redaction process the segment again, and shows the operator nothing of it.
 */
export const deadLetterDesk = (scope: Construct, operator: Role, segments: SegmentQueue, key: IKey): Policy =>
  new Policy(scope, 'DeadLetterDesk', {
    roles: [operator],
    statements: [
      new PolicyStatement({
        sid: 'WorkOnDeadLetters',
        actions: ['sqs:GetQueueUrl', 'sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:DeleteMessage'],
        resources: [segments.deadLetters.queueArn],
      }),
      new PolicyStatement({
        sid: 'SendBack',
        actions: ['sqs:GetQueueUrl', 'sqs:SendMessage'],
        resources: [segments.queue.queueArn],
      }),
      new PolicyStatement({
        sid: 'UseQueueKey',
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [key.keyArn],
      }),
    ],
  });
