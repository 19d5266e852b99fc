import type { App, Need } from '../../access/index.ts';
import type { Make } from './make.ts';
import type { Where } from './where.ts';

/** CloudTrail writes the log of calls, to the audit zone and to a log group. */
export function trail(where: Where, need: Make): Need[] {
  const service = 'cloudtrail.amazonaws.com';
  const arn = where.arn('cloudtrail', `trail/${where.of('trail')}`);
  const key = `alias/${where.of('audit')}`;
  const why = 'who did what is recorded';
  const KEY = 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html';
  const BUCKET =
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html';
  const ROLE =
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html';
  const ours = { context: { 'aws:SourceArn': arn }, unsure: where.fromThisAccount };
  const delivered = (folder: string, id: string) =>
    need(`trail/${id}`, service, why, BUCKET, {
      actions: ['s3:PutObject'],
      resource: where.object('audit', `AWSLogs/${where.account}/${folder}/${where.region}/2026/01/02/a.json.gz`),
      context: { ...ours.context, 's3:x-amz-acl': 'bucket-owner-full-control' },
      unsure: { ...ours.unsure, 's3:x-amz-server-side-encryption': 'aws:kms' },
    });
  return [
    need('trail/looks-at-bucket', service, why, BUCKET, {
      actions: ['s3:GetBucketAcl'],
      resource: where.bucket('audit'),
      ...ours,
    }),
    delivered('CloudTrail', 'delivers'),
    delivered('CloudTrail-Digest', 'delivers-digests'),
    need('trail/encrypts', service, why, KEY, {
      actions: ['kms:GenerateDataKey', ...(where.hasBucketKey('audit') ? ['kms:Decrypt'] : [])],
      resource: key,
      context: { ...ours.context, 'kms:EncryptionContext:aws:cloudtrail:arn': arn },
      unsure: ours.unsure,
    }),
    need('trail/describes-key', service, why, KEY, { actions: ['kms:DescribeKey'], resource: key, ...ours }),
    need('trail/takes-role', service, 'alarms see what the trail sees', ROLE, {
      actions: ['sts:AssumeRole'],
      resource: where.role(where.of('trail')),
      unsure: { 'aws:SourceArn': arn, ...where.fromThisAccount },
    }),
    need('trail/appends', where.role(where.of('trail')), 'alarms see what the trail sees', ROLE, {
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resource: where.arn(
        'logs',
        `log-group:/${where.prefix}/trail:log-stream:${where.account}_CloudTrail_${where.region}`,
      ),
    }),
  ];
}

/** S3 announces each segment to a queue, and redaction takes it from there. */
export function queueOfSegments(where: Where, need: Make): Need[] {
  const queue = where.arn('sqs', where.of('segments'));
  const key = `alias/${where.of('operations')}`;
  const source = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html';
  const from = { 'aws:SourceArn': where.bucket('raw') };
  const why = 'a stored segment is redacted';
  const POLL = 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html';
  const redact = where.role(where.of('redact'));
  return [
    need('segments/sent', 's3.amazonaws.com', why, source, {
      actions: ['sqs:SendMessage'],
      resource: queue,
      context: { ...from, ...where.fromThisAccount },
    }),
    need('segments/encrypted', 's3.amazonaws.com', why, source, {
      actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
      resource: key,
      context: from,
      unsure: where.fromThisAccount,
    }),
    need('segments/received', redact, why, POLL, {
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility'],
      resource: queue,
    }),
    need(
      'segments/decrypted',
      redact,
      why,
      'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html',
      {
        actions: ['kms:Decrypt'],
        resource: key,
        context: where.via('sqs'),
      },
    ),
  ];
}

/** Lake Formation reads the files of the lake for each query. */
export function lake(where: Where, need: Make): Need[] {
  const role = where.role(where.of('lake'));
  const REGISTER = 'https://docs.aws.amazon.com/lake-formation/latest/dg/registration-role.html';
  const file = 'activity/jurisdiction=XA/day=2026-01-02/shard=00/a.parquet';
  const why = 'a filtered query can fetch the rows';
  return [
    // The documented trust policy has no condition; the keys that Lake Formation sends are not documented.
    need('lake/taken', 'lakeformation.amazonaws.com', why, REGISTER, {
      actions: ['sts:AssumeRole'],
      resource: role,
      unsure: where.fromThisAccount,
    }),
    need('lake/reads', role, why, REGISTER, { actions: ['s3:GetObject'], resource: where.object('redacted', file) }),
    need('lake/lists', role, why, REGISTER, {
      actions: ['s3:ListBucket'],
      resource: where.bucket('redacted'),
      context: { 's3:prefix': 'activity/jurisdiction=XA/' },
    }),
    need('lake/decrypts', role, why, REGISTER, {
      actions: ['kms:Decrypt'],
      resource: `alias/${where.of('redacted')}`,
      context: where.throughS3('redacted', file),
    }),
  ];
}

/** EventBridge Scheduler starts functions, and reports the runs that it could not start. */
export function schedule(where: Where, need: Make): Need[] {
  const role = where.role(where.of('schedule'));
  const group = where.arn('scheduler', `schedule-group/${where.prefix}`);
  const why = 'retention starts every hour';
  const STARTS = { retain: why, queries: 'a text that no event brought is saved', reads: 'workers are told who read' };
  const TRUST = 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html';
  const DEAD = 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html';
  return [
    need('schedule/taken', 'scheduler.amazonaws.com', why, TRUST, {
      actions: ['sts:AssumeRole'],
      resource: role,
      context: where.fromThisAccount,
      unsure: { 'aws:SourceArn': group },
    }),
    ...(['retain', 'queries', 'reads'] as const).map((name) =>
      need(`schedule/starts${name === 'retain' ? '' : `-${name}`}`, role, STARTS[name], TRUST, {
        actions: ['lambda:InvokeFunction'],
        resource: where.arn('lambda', `function:${where.of(name)}`),
      }),
    ),
    need('schedule/reports', role, 'a day without retention is noticed', DEAD, {
      actions: ['sqs:SendMessage'],
      resource: where.arn('sqs', where.of('retention-dead')),
    }),
    need('schedule/encrypts-reports', role, 'a day without retention is noticed', DEAD, {
      actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
      resource: `alias/${where.of('operations')}`,
      context: where.via('sqs'),
    }),
  ];
}

/** IAM Roles Anywhere gives devices their sessions. */
export function devices(where: Where, need: Make): Need[] {
  return [
    need(
      'collector/taken',
      'rolesanywhere.amazonaws.com',
      'a device with a certificate gets a session',
      'https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html',
      {
        actions: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
        resource: where.role(where.of('collector')),
        context: {
          'aws:SourceArn': where.arn('rolesanywhere', 'trust-anchor/00000000-0000-0000-0000-000000000000'),
          'sts:SourceIdentity': 'device',
          ...where.fromThisAccount,
        },
      },
    ),
  ];
}

/** Athena keeps the results of a team under the key of the team. */
export function results(where: Where, need: Make, team: string): Need[] {
  const service = 'encryption.athena.amazonaws.com';
  const group = where.arn('athena', `workgroup/${where.team(team)}`);
  const source = 'https://docs.aws.amazon.com/athena/latest/ug/managed-results.html';
  const why = `Athena can keep the results of ${team}`;
  const resource = `alias/${where.of(`results-${team}`)}`;
  const from = { 'aws:SourceArn': group, ...where.fromThisAccount };
  return [
    need(`team-${team}/results-kept`, service, why, source, {
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resource,
      context: { ...from, 'kms:EncryptionContext:aws:athena:arn': group },
    }),
    need(`team-${team}/results-described`, service, why, source, {
      actions: ['kms:DescribeKey'],
      resource,
      context: from,
    }),
  ];
}

/** CloudWatch Logs encrypts a log group. */
export function logs(where: Where, need: Make, group: App['logGroups'][number]): Need[] {
  if (group.keyArn === undefined) return [];
  return [
    need(
      `logs/${group.template}-${group.logicalId}`,
      where.logsService,
      'the log group can be encrypted and read',
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
      {
        actions: [
          'kms:Encrypt',
          'kms:Decrypt',
          'kms:ReEncryptFrom',
          'kms:ReEncryptTo',
          'kms:GenerateDataKey',
          'kms:DescribeKey',
        ],
        resource: group.keyArn,
        context: { 'kms:EncryptionContext:aws:logs:arn': group.arn.replace(/:\*$/, '') },
      },
    ),
  ];
}
