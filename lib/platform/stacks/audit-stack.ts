import { Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { ACCOUNT_READERS } from '../../governance/roles.ts';
import { capacityOf } from '../../governance/scale/index.ts';
import { acknowledge } from '../acknowledge.ts';
import { AlarmTopic } from '../audit/alarm-topic.ts';
import { Alarms } from '../audit/alarms.ts';
import { dashboard } from '../audit/dashboard.ts';
import { directReads, iamChanges } from '../audit/direct-reads.ts';
import { LiveProof } from '../audit/live-proof.ts';
import { PolicyWatch } from '../audit/policy-watch.ts';
import { QueryRecords } from '../audit/query-records.ts';
import { QueryTexts } from '../audit/query-texts.ts';
import { Trail } from '../audit/trail.ts';
import { type PlatformConfig, targetOf } from '../platform-config.ts';
import type { PipelineStack } from './pipeline-stack.ts';
import type { StorageStack } from './storage-stack.ts';

export interface AuditStackProps extends PlatformConfig {
  readonly storage: StorageStack;
  readonly pipeline: PipelineStack;
}

/** The audit record and its alarms. */
export class AuditStack extends Stack {
  constructor(scope: Construct, id: string, props: AuditStackProps) {
    const { storage, pipeline, names, access, program, environment } = props;
    super(scope, id, {
      description: 'Strongroom: trail, query records, alarms, watch over policies',
      ...targetOf(environment),
    });
    const { topic, key } = new AlarmTopic(this, 'AlarmTopic', names);
    const { recent, management } = new Trail(this, 'Trail', {
      names,
      zones: storage.zones,
      operationsKey: storage.operationsKey,
      existing: environment.existing ?? {},
    });
    new PolicyWatch(this, 'PolicyWatch', {
      names,
      topic,
      sentinel: pipeline.functions.sentinel.function,
      prove: pipeline.functions.prove.function,
    });
    const workgroups = Object.keys(access.teams).map((team) => names.team(team));
    const { records } = new QueryRecords(this, 'Queries', { names, key: storage.operationsKey, workgroups });
    new QueryTexts(this, 'Texts', {
      ...{ names, workgroups },
      ...{ save: pipeline.functions.queries.function, role: storage.roles.get('queries') },
    });
    letAuditorReadLogs(this, props, [recent.logGroupArn, records.logGroupArn]);
    new LiveProof(this, 'LiveProof', {
      names,
      topic,
      key,
      prove: pipeline.functions.prove.function,
      sentinel: storage.roles.get('sentinel'),
      readers: ACCOUNT_READERS.map((name) => storage.roles.get(name)),
      everyMinutes: program.liveProofMinutes,
    });
    letPeopleSeeDashboard(this, storage);
    const watched = {
      names,
      storage,
      pipeline,
      everyMinutes: program.liveProofMinutes,
      thresholds: capacityOf(program.collection).alarms,
      trailMetrics: [
        ...directReads(this, names, recent, storage.roles.get('redact').roleArn),
        iamChanges(this, names, management),
      ],
    };
    const { all } = new Alarms(this, 'Alarms', { ...watched, topic });
    dashboard(this, watched, all);
  }
}

/** The auditor reads the trail and the records of queries, and validates the files of the trail. */
function letAuditorReadLogs(
  scope: Construct,
  { storage, names, environment }: AuditStackProps,
  logGroups: readonly string[],
): void {
  const { managementTrail } = environment.existing ?? {};
  const others = managementTrail === undefined ? [] : [names.arn('logs', `log-group:${managementTrail.logGroup}:*`)];
  const readLogs = new Policy(scope, 'ReadLogs', {
    roles: [storage.roles.get('auditor')],
    statements: [
      new PolicyStatement({
        sid: 'ReadLogs',
        actions: ['logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:DescribeLogStreams'],
        resources: [...logGroups, ...others],
      }),
      // Permissions to validate the trail's files, and to find a log group in the console.
      // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-cli.html
      new PolicyStatement({
        sid: 'CheckTrail',
        actions: ['cloudtrail:DescribeTrails', 'cloudtrail:ListPublicKeys', 'logs:DescribeLogGroups'],
        resources: ['*'],
      }),
      new PolicyStatement({
        sid: 'FindLogs',
        actions: ['s3:GetBucketLocation'],
        resources: [storage.zones.audit.bucket.bucketArn, storage.zones.queries.bucket.bucketArn],
      }),
    ],
  });
  acknowledge(
    readLogs,
    'Listing trails, their public keys and log groups takes no resource; it returns names and settings.',
    'IAM5[Resource::*]',
    ...others.map(
      () =>
        `IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:${managementTrail?.logGroup}:*]`,
    ),
  );
}

/** People who answer for the platform see its metrics. */
function letPeopleSeeDashboard(scope: Construct, storage: StorageStack): void {
  const seesDashboard = new Policy(scope, 'SeeDashboard', {
    roles: ['auditor', 'governor', 'operator'].map((name) => storage.roles.get(name)),
    statements: [
      new PolicyStatement({
        sid: 'SeeMetrics',
        actions: [
          'cloudwatch:DescribeAlarms',
          'cloudwatch:GetDashboard',
          'cloudwatch:GetMetricData',
          'cloudwatch:ListDashboards',
          'cloudwatch:ListMetrics',
        ],
        resources: ['*'],
      }),
    ],
  });
  acknowledge(
    seesDashboard,
    'Metrics take no resource in IAM. They hold counts, codes and times, none of a worker.',
    'IAM5[Resource::*]',
  );
}
