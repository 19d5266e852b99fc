import type { App, CallNeed, Need } from '../../access/index.ts';
import type { Configuration } from '../configuration.ts';
import { capacityOf } from '../scale/index.ts';
import type { Where } from './where.ts';

/**
 * Calls of AWS services on the platform's behalf. Where it is undocumented whether a service sends a condition key, the
 * call is decided both with and without it: a form that works either way may be deployed.
 */
export function serviceNeeds(where: Where, { access, program }: Configuration, app: App): Need[] {
  const need = (
    id: string,
    principal: string,
    why: string,
    source: string,
    call: Pick<CallNeed, 'actions' | 'resource' | 'context' | 'unsure'>,
  ): Need => ({ ...call, id, kind: 'call', principal, why, source });
  return [
    ...trail(where, need),
    ...queueOfSegments(where, need),
    ...lake(where, need),
    ...schedule(where, need),
    ...startsOf(where, program),
    ...devices(where, need),
    ...Object.keys(access.teams).flatMap((team) => results(where, need, team)),
    ...app.logGroups.flatMap((group) => logs(where, need, group)),
    ...rules(app, need),
    ...alarms(app, need),
    ...apis(where, app, need),
  ];
}

type Make = (
  id: string,
  principal: string,
  why: string,
  source: string,
  call: Pick<CallNeed, 'actions' | 'resource' | 'context' | 'unsure'>,
) => Need;

function trail(where: Where, need: Make): Need[] {
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

function queueOfSegments(where: Where, need: Make): Need[] {
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

function lake(where: Where, need: Make): Need[] {
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

function schedule(where: Where, need: Make): Need[] {
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

/** Functions that only the clock starts: a schedule that is switched off stops the promise that rests on it without a sound. */
function startsOf(where: Where, { collection, liveProofMinutes }: Configuration['program']): Need[] {
  const { concurrency, retainRuns } = capacityOf(collection);
  const source = 'lib/platform/pipeline/retention-schedule.ts';
  const DAY = 1_440;
  const CLOCK: readonly { name: string; minutes: number; why: string; shares?: number; source?: string }[] = [
    { name: 'retain', minutes: DAY / retainRuns, shares: concurrency.retain, why: 'what is due is destroyed' },
    { name: 'keep', minutes: DAY, why: 'closed days are put together' },
    { name: 'inventory', minutes: DAY, why: 'data without an item in the ledger is found' },
    { name: 'queries', minutes: DAY / 4, why: 'a text that no event brought is saved' },
    { name: 'package', minutes: 60, why: 'workers get the copies that they asked for' },
    { name: 'reads', minutes: DAY, why: 'workers are told who read' },
    {
      name: 'prove',
      minutes: liveProofMinutes,
      why: 'the account is read when no event tells of a change',
      source: 'lib/platform/audit/live-proof.ts',
    },
  ];
  return CLOCK.map(({ name, minutes, why, shares = 1, source: from = source }) => ({
    kind: 'start',
    id: `clock/starts-${name}`,
    starts: where.arn('lambda', `function:${where.of(name)}`),
    everyMinutes: minutes,
    shares,
    why,
    source: from,
  }));
}

function devices(where: Where, need: Make): Need[] {
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

function results(where: Where, need: Make, team: string): Need[] {
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

function logs(where: Where, need: Make, group: App['logGroups'][number]): Need[] {
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

const ofType = (app: App, type: string) => app.resources.filter((resource) => resource.type === type);

/** Every target of every rule: EventBridge uses no role here, so the target's own policy must allow it. */
function rules(app: App, need: Make): Need[] {
  const EVENTS = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html';
  const service = 'events.amazonaws.com';
  const account = { 'aws:SourceAccount': app.place.accountId };
  return ofType(app, 'AWS::Events::Rule').flatMap((rule): Need[] => {
    const targets = (rule.properties.Targets ?? []) as readonly { readonly Arn?: unknown }[];
    return targets.flatMap(({ Arn }): Need[] => {
      const arn = String(Arn);
      const id = `events/${rule.name}-${arn.split(':')[2]}`;
      const why = `what rule ${rule.name} sees arrives`;
      const named = { 'aws:SourceArn': rule.arn ?? rule.name };
      const rest = { 'aws:SourceArn': rule.arn ?? rule.name, ...account };
      switch (arn.split(':')[2]) {
        case 'lambda':
          // A rule may have several functions as targets, and each must allow the call.
          return [
            need(`${id}-${arn.split('-').at(-1)}`, service, why, EVENTS, {
              actions: ['lambda:InvokeFunction'],
              resource: arn,
              context: rest,
            }),
          ];
        case 'sns':
          return [
            need(id, service, why, EVENTS, { actions: ['sns:Publish'], resource: arn, unsure: rest }),
            ...topicKey(app, arn, need, id, service, rest),
          ];
        case 'logs':
          return ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) =>
            need(`${id}-${action.split(':')[1]}`, service, why, EVENTS, {
              actions: [action],
              resource: `${arn.replace(/:\*$/, '')}:log-stream:a`,
              // According to an AWS engineer, EventBridge names the rule when it puts events, but not when it creates a stream.
              ...(action.endsWith('PutLogEvents') ? { context: named } : { unsure: named }),
            }),
          );
        default:
          return [];
      }
    });
  });
}

const topicKey = (
  app: App,
  topic: string,
  need: Make,
  id: string,
  service: string,
  unsure: NonNullable<CallNeed['unsure']>,
): Need[] => {
  const key = app.topics.find((carrier) => carrier.arn === topic)?.keyArn;
  return key === undefined
    ? []
    : [
        need(
          `${id}-key`,
          service,
          'an encrypted topic takes what is announced',
          'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html',
          {
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resource: key,
            unsure,
          },
        ),
      ];
};

/** Every topic that an alarm notifies. */
function alarms(app: App, need: Make): Need[] {
  const service = 'cloudwatch.amazonaws.com';
  const topics = new Map<string, string>();
  for (const alarm of ofType(app, 'AWS::CloudWatch::Alarm'))
    for (const action of [alarm.properties.AlarmActions ?? []].flat())
      topics.set(String(action), alarm.arn ?? alarm.name);
  return [...topics].flatMap(([topic, alarm]) => {
    const id = `alarms/${topic.split(':').at(-1)}`;
    const unsure = { 'aws:SourceArn': alarm, 'aws:SourceAccount': app.place.accountId };
    // A topic without a policy has SNS's default, which accepts everything that its account publishes, alarms included:
    // https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
    if (app.topics.some(({ arn, policy }) => arn === topic && policy === undefined))
      return topicKey(app, topic, need, id, service, unsure);
    return [
      need(
        id,
        service,
        'an alarm reaches people',
        'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html',
        {
          actions: ['sns:Publish'],
          resource: topic,
          unsure,
        },
      ),
      ...topicKey(app, topic, need, id, service, unsure),
    ];
  });
}

/**
 * Every function behind a route of an HTTP API. The gateway names stage, method and route.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
function apis(where: Where, app: App, need: Make): Need[] {
  const { partition, region, accountId } = app.place;
  const integrations = ofType(app, 'AWS::ApiGatewayV2::Integration');
  return ofType(app, 'AWS::ApiGatewayV2::Route').flatMap(({ properties }) => {
    const [method, path] = String(properties.RouteKey).split(' ');
    const target = String(properties.Target);
    const integration = integrations.find(({ name }) => target.endsWith(`/${name}`));
    const fn = app.functions.find(({ arn }) => String(integration?.properties.IntegrationUri).includes(arn));
    if (fn === undefined || path === undefined) return [];
    const route = `${properties.ApiId}/$default/${method}${path}`;
    return [
      need(`api/${fn.name}-${method}${path}`, 'apigateway.amazonaws.com', `requests reach ${fn.name}`, ROUTES, {
        actions: ['lambda:InvokeFunction'],
        resource: fn.arn,
        context: { 'aws:SourceArn': `arn:${partition}:execute-api:${region}:${accountId}:${route}` },
      }),
      ...(properties.AuthorizationType === 'AWS_IAM'
        ? [sends(where, need, `${method}${path}`, String(properties.ApiId))]
        : []),
    ];
  });
}

/** Devices sign their requests as their role. */
const sends = (where: Where, need: Make, route: string, api: string): Need =>
  need(`collector/sends-${route}`, where.role(where.of('collector')), 'a device can send', IAM_ROUTES, {
    actions: ['execute-api:Invoke'],
    resource: where.arn('execute-api', `${api}/$default/${route.replace(/[{}]/g, '')}`),
  });

const IAM_ROUTES = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html';
const ROUTES = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html';
