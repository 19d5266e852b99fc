import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { ArnPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Names } from '../names.ts';
import { keyPolicy, via } from '../policy/key-policy.ts';

const ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/**
 * The topic for alarms and policy changes, encrypted with its own key. EventBridge names neither account nor rule when
 * it publishes to a topic or uses its key, so these statements cannot be narrowed. The worst that another account can
 * do with them is to send noise, because the key protects nothing else. CloudWatch is restricted to this account where
 * it sends an account id, which AWS does not document.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export class AlarmTopic extends Construct {
  readonly topic: Topic;
  readonly key: Key;

  constructor(scope: Construct, id: string, names: Names) {
    super(scope, id);
    const events = new ServicePrincipal('events.amazonaws.com');
    const cloudwatch = new ServicePrincipal('cloudwatch.amazonaws.com');
    this.key = new Key(this, 'Key', {
      description: `${names.prefix}: alarms`,
      alias: `alias/${names.of('alarms')}`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
      policy: keyPolicy([
        { sid: 'EventBridgeAnnounces', principal: events, actions: ACTIONS },
        {
          sid: 'SentinelAnnounces',
          principal: new ArnPrincipal(names.roleArn(names.of('sentinel'))),
          actions: ACTIONS,
          conditions: { StringEquals: { 'kms:ViaService': via('sns') } },
        },
        {
          sid: 'CloudWatchAnnounces',
          principal: cloudwatch,
          actions: ACTIONS,
          conditions: { StringEqualsIfExists: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
        },
      ]),
    });
    this.topic = new Topic(this, 'Topic', { topicName: names.of('alarms'), masterKey: this.key, enforceSSL: true });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'FromEventBridge',
        effect: Effect.ALLOW,
        principals: [events],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
      }),
    );
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'FromCloudWatch',
        effect: Effect.ALLOW,
        principals: [cloudwatch],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEqualsIfExists: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
  }
}
