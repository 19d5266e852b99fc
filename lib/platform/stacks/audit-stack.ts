import { Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { AlarmTopic } from '../audit/alarm-topic.ts';
import { Alarms } from '../audit/alarms.ts';
import { directReads, iamChanges } from '../audit/direct-reads.ts';
import { PolicyWatch } from '../audit/policy-watch.ts';
import { QueryRecords } from '../audit/query-records.ts';
import { Trail } from '../audit/trail.ts';
import type { PlatformConfig } from '../platform-config.ts';
import type { PipelineStack } from './pipeline-stack.ts';
import type { StorageStack } from './storage-stack.ts';

export interface AuditStackProps extends PlatformConfig {
  readonly storage: StorageStack;
  readonly pipeline: PipelineStack;
}

/** Who did what, kept and watched. */
export class AuditStack extends Stack {
  constructor(scope: Construct, id: string, { storage, pipeline, names, access }: AuditStackProps) {
    super(scope, id, { description: 'Strongroom: trail, query records, alarms, watch over policies' });
    const { topic } = new AlarmTopic(this, 'AlarmTopic', names);
    const { recent } = new Trail(this, 'Trail', { names, zones: storage.zones, operationsKey: storage.operationsKey });
    new PolicyWatch(this, 'PolicyWatch', { names, topic, sentinel: pipeline.functions.sentinel.function });
    const { records } = new QueryRecords(this, 'Queries', {
      names,
      key: storage.operationsKey,
      workgroups: Object.keys(access.teams).map((team) => names.of(team)),
    });
    new Policy(this, 'ReadLogs', {
      roles: [storage.roles.get('auditor')],
      statements: [
        new PolicyStatement({
          sid: 'ReadLogs',
          actions: ['logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:DescribeLogStreams'],
          resources: [recent.logGroupArn, records.logGroupArn],
        }),
      ],
    });
    new Alarms(this, 'Alarms', {
      names,
      topic,
      storage,
      pipeline,
      trailMetrics: [
        ...directReads(this, names, recent, storage.roles.get('redact').roleArn),
        iamChanges(this, recent),
      ],
    });
  }
}
