import { Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { Effect, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnResourcePolicy, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { KEPT } from '../keep.ts';
import type { Names } from '../names.ts';

export interface QueryRecordsProps {
  readonly names: Names;
  readonly key: IKey;
  readonly workgroups: readonly string[];
}

/**
 * Records every state change of every team's queries for thirteen months. Athena forgets its own history after 45 days,
 * and an investigation may start later. https://docs.aws.amazon.com/athena/latest/ug/athena-events.html
 */
export class QueryRecords extends Construct {
  readonly records: LogGroup;

  constructor(scope: Construct, id: string, { names, key, workgroups }: QueryRecordsProps) {
    super(scope, id);
    this.records = new LogGroup(this, 'Records', {
      // EventBridge delivers only to log groups under this path.
      logGroupName: `/aws/events/${names.prefix}/queries`,
      encryptionKey: key,
      retention: RetentionDays.THIRTEEN_MONTHS,
      removalPolicy: KEPT,
    });
    const rule = new Rule(this, 'Rule', {
      ruleName: names.of('query-records'),
      description: 'State changes of the queries of every team',
      eventPattern: {
        source: ['aws.athena'],
        detailType: ['Athena Query State Change'],
        detail: { workgroupName: [...workgroups] },
      },
      targets: [{ bind: () => ({ arn: names.arn('logs', `log-group:${this.records.logGroupName}`) }) }],
    });
    const principals = [
      new ServicePrincipal('events.amazonaws.com'),
      new ServicePrincipal('delivery.logs.amazonaws.com'),
    ];
    const document = new PolicyDocument({
      statements: [
        // EventBridge names the rule when it puts events, but not when it creates the stream for them.
        new PolicyStatement({
          sid: 'EventBridgeMakesStreams',
          effect: Effect.ALLOW,
          principals,
          actions: ['logs:CreateLogStream'],
          resources: [this.records.logGroupArn],
        }),
        new PolicyStatement({
          sid: 'EventBridgeAppends',
          effect: Effect.ALLOW,
          principals,
          actions: ['logs:PutLogEvents'],
          resources: [this.records.logGroupArn],
          conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleArn } },
        }),
      ],
    });
    // The CDK's own target would add a custom resource that can rewrite every log resource policy of the account.
    new CfnResourcePolicy(this, 'Policy', {
      policyName: names.of('query-records'),
      policyDocument: Stack.of(this).toJsonString(document.toJSON()),
    });
  }
}
