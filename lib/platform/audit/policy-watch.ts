import { Aws } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { CfnPermission, type IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Names } from '../names.ts';
import { sidPart } from '../policy/sid.ts';
import { WATCHED_EVENTS } from './watched-events.ts';

export interface PolicyWatchProps {
  readonly names: Names;
  /** The topic that announces each change. */
  readonly topic: ITopic;
  /** The function that pauses collection. */
  readonly sentinel: IFunction;
  /** The function that then checks whether the claims still hold. */
  readonly prove: IFunction;
}

/**
 * The sentinel's rules: each change that could open activity is announced as it is made, and pauses collection. Each
 * service has its own rule, because a pattern has a length limit. IAM reports to one region of each partition, so in
 * other regions the trail's metric filter catches its changes instead.
 */
export class PolicyWatch extends Construct {
  constructor(scope: Construct, id: string, { names, topic, sentinel, prove }: PolicyWatchProps) {
    super(scope, id);
    for (const [service, events] of Object.entries(WATCHED_EVENTS)) {
      const rule = new Rule(this, sidPart(service), {
        ruleName: names.of(`watch-${service}`),
        description: `Changes in ${service} that could open activity or blind those who watch`,
        eventPattern: {
          source: [`aws.${service}`],
          detailType: ['AWS API Call via CloudTrail'],
          detail: { eventSource: [`${service}.amazonaws.com`], eventName: events.map(matcher) },
        },
        // Not the CDK's targets: the SNS target would add the same statement to the topic's policy once per rule, and
        // the Lambda target would add resources that name this stack to the function's stack.
        targets: [topic.topicArn, sentinel.functionArn, prove.functionArn].map((arn) => ({ bind: () => ({ arn }) })),
      });
      for (const [name, { functionArn }] of Object.entries({ MayCallSentinel: sentinel, MayProve: prove }))
        new CfnPermission(rule, name, {
          action: 'lambda:InvokeFunction',
          functionName: functionArn,
          principal: 'events.amazonaws.com',
          sourceArn: rule.ruleArn,
          sourceAccount: Aws.ACCOUNT_ID,
        });
    }
  }
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
const matcher = (event: string) => (event.endsWith('*') ? { prefix: event.slice(0, -1) } : event);
