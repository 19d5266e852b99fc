import { Aws, Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnPermission, type IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Names } from '../names.ts';
import { via } from '../policy/key-policy.ts';
import { readAccount } from './read-account.ts';

export interface LiveProofProps {
  readonly names: Names;
  readonly topic: ITopic;
  /** The key of the topic. */
  readonly key: IKey;
  readonly prove: IFunction;
  readonly sentinel: Role;
  /** Roles that may read the account. */
  readonly readers: readonly Role[];
  /** Minutes between two scheduled readings. */
  readonly everyMinutes: number;
}

/**
 * Reads the account and decides the claims again: after each reported change (policy-watch.ts), and on a schedule,
 * because EventBridge does not guarantee delivery.
 */
export class LiveProof extends Construct {
  constructor(scope: Construct, id: string, props: LiveProofProps) {
    super(scope, id);
    const { names, topic, key, prove, sentinel, readers, everyMinutes } = props;
    readAccount(this, 'ReadAccount', readers);
    new Policy(this, 'Tell', {
      roles: [sentinel],
      statements: [
        new PolicyStatement({ sid: 'Announce', actions: ['sns:Publish'], resources: [topic.topicArn] }),
        new PolicyStatement({
          sid: 'UseKeyOfAlarms',
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [key.keyArn],
          conditions: { StringEquals: { 'kms:ViaService': via('sns') } },
        }),
      ],
    });
    const rule = new Rule(this, 'Rule', {
      ruleName: names.of('prove'),
      description: 'Reads the account and decides the claims again',
      schedule: Schedule.rate(Duration.minutes(everyMinutes)),
      targets: [{ bind: () => ({ arn: prove.functionArn }) }],
    });
    new CfnPermission(rule, 'MayProve', {
      action: 'lambda:InvokeFunction',
      functionName: prove.functionArn,
      principal: 'events.amazonaws.com',
      sourceArn: rule.ruleArn,
      sourceAccount: Aws.ACCOUNT_ID,
    });
  }
}
