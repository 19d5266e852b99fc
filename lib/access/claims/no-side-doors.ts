import { globPattern, literalPattern } from '../decide/atoms.ts';
import { type Act, take } from '../escalate/asking.ts';
import { nodeOf } from '../escalate/node.ts';
import type { Carrier, Identity, Role, Workgroup } from '../model/app.ts';
import { list, number, text } from '../model/values.ts';
import type { Pattern } from '../policy/pattern.ts';
import { guardOf } from '../query/carriers.ts';
import { holds, s3Path } from '../query/lake-permissions.ts';
import { type Finding, type FoundClass, firstFinding, type Inquiry } from './inquiry.ts';
import { type Claim, type Step, settingStep } from './proof.ts';

/** Where a program can leave data: how it is written and read, and in which ARNs it lives. */
interface Door {
  readonly kind: string;
  readonly writes: readonly string[];
  readonly reads: readonly string[];
  readonly everywhere: string;
}

const DOORS: readonly Door[] = [
  { kind: 'AWS::S3::Bucket', writes: ['s3:PutObject'], reads: [], everywhere: 'arn:*:s3:::?*' },
  {
    kind: 'AWS::SQS::Queue',
    writes: ['sqs:SendMessage'],
    reads: ['sqs:ReceiveMessage', 'sqs:StartMessageMoveTask'],
    everywhere: 'arn:*:sqs:*:*:?*',
  },
  { kind: 'AWS::SNS::Topic', writes: ['sns:Publish'], reads: ['sns:Subscribe'], everywhere: 'arn:*:sns:*:*:?*' },
  {
    kind: 'AWS::Logs::LogGroup',
    writes: ['logs:PutLogEvents'],
    reads: [
      'logs:GetLogEvents',
      'logs:FilterLogEvents',
      'logs:StartQuery',
      'logs:StartLiveTail',
      'logs:CreateExportTask',
      'logs:PutSubscriptionFilter',
    ],
    everywhere: 'arn:*:logs:*:*:log-group:?*',
  },
  {
    kind: 'AWS::DynamoDB::Table',
    writes: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
    reads: [],
    everywhere: 'arn:*:dynamodb:*:*:table/?*',
  },
  {
    kind: 'AWS::Kinesis::Stream',
    writes: ['kinesis:PutRecord', 'kinesis:PutRecords'],
    reads: ['kinesis:GetRecords', 'kinesis:SubscribeToShard'],
    everywhere: 'arn:*:kinesis:*:*:stream/?*',
  },
  {
    kind: 'AWS::KinesisFirehose::DeliveryStream',
    writes: ['firehose:PutRecord', 'firehose:PutRecordBatch'],
    reads: ['firehose:UpdateDestination'],
    everywhere: 'arn:*:firehose:*:*:deliverystream/?*',
  },
  {
    kind: 'AWS::Events::EventBus',
    writes: ['events:PutEvents'],
    reads: ['events:PutRule'],
    everywhere: 'arn:*:events:*:*:event-bus/?*',
  },
  {
    kind: 'AWS::SecretsManager::Secret',
    writes: ['secretsmanager:PutSecretValue'],
    reads: ['secretsmanager:GetSecretValue'],
    everywhere: 'arn:*:secretsmanager:*:*:secret:?*',
  },
  {
    kind: 'AWS::SSM::Parameter',
    writes: ['ssm:PutParameter'],
    reads: ['ssm:GetParameter'],
    everywhere: 'arn:*:ssm:*:*:parameter/?*',
  },
];

/** Claim 5. Whatever data of a class can flow into is known, encrypted with a key of one's own, and closed to others. */
export function noSideDoors(inquiry: Inquiry): Claim[] {
  return inquiry.classes.flatMap((found) => {
    const writers = inquiry.app.roles.filter(
      (role) => found.exempt.includes(role.arn) && !inquiry.trusted.includes(role.arn),
    );
    const claim = (part: string, text: string, finding: Finding): Claim => ({
      id: `no-side-doors/${found.name}/${part}`,
      class: found.name,
      tier: 'B',
      text,
      ...finding,
      guards: [],
    });
    return [
      claim(
        'sinks',
        `Approved readers of ${found.name} can write only to stores of these templates, encrypted with keys of these templates.`,
        firstFinding(writers.flatMap((role) => DOORS.map((door) => sinkFinding(inquiry, role, door)))),
      ),
      claim(
        'closed',
        `Nobody else in the templates reads the queues, logs and streams that approved readers of ${found.name} write to.`,
        firstFinding(closedFindings(inquiry, found, writers)),
      ),
      claim(
        'callers',
        `Code that runs as an approved reader of ${found.name} cannot be called from outside the account.`,
        firstFinding(callers(inquiry, writers)),
      ),
      claim(
        'forgets',
        `Logs that approved readers of ${found.name} write to do not stay for ever.`,
        firstFinding(forgets(inquiry, writers)),
      ),
      claim(
        'copies',
        `No bucket of ${found.name} is copied to a store of another class.`,
        firstFinding(found.buckets.flatMap((bucket) => [...copies(inquiry, found, bucket)])),
      ),
      ...(found.tables.length > 0
        ? [
            claim(
              'results',
              `Results of queries on ${found.name} stay in work groups of the team, encrypted with a key of these templates.`,
              firstFinding(resultFindings(inquiry, found)),
            ),
          ]
        : []),
    ];
  });
}

const actorNode = (inquiry: Inquiry, identity: Identity) => nodeOf(inquiry.app, identity);

const objectsOf = (arn: string): Pattern[] => [literalPattern(arn), globPattern(`${arn}/*`), globPattern(`${arn}:*`)];

/** All resources of a door's kind in the templates; of log groups the ARN without the star that stands for its streams. */
const knownOf = ({ app }: Inquiry, kind: string): readonly Carrier[] =>
  app.resources
    .filter((resource) => resource.type === kind && resource.arn !== undefined)
    .map((resource) => {
      const carrier = [...app.buckets, ...app.queues, ...app.topics, ...app.logGroups].find(
        (each) => each.arn === resource.arn,
      );
      return (
        carrier ?? { ...resource, arn: resource.arn as string, ...otherKey(inquiryKeys(app.keys), resource.properties) }
      );
    });

const inquiryKeys = (keys: readonly { arn: string; name: string }[]) =>
  new Map(
    keys.flatMap(
      (key) =>
        [
          [key.arn, key.arn],
          [key.name, key.arn],
        ] as const,
    ),
  );

/** Where other kinds of stores keep their key. */
function otherKey(keys: ReadonlyMap<string, string>, properties: unknown): { keyArn?: string } {
  for (const path of [
    'SSESpecification.KMSMasterKeyId',
    'StreamEncryption.KeyId',
    'KmsKeyId',
    'KeyId',
    'KmsKeyIdentifier',
  ]) {
    const found = keys.get(text(properties, path) ?? '');
    if (found !== undefined) return { keyArn: found };
  }
  return {};
}

const baseArn = (arn: string): string => arn.replace(/:\*$/, '');

function sinkFinding(inquiry: Inquiry, role: Role, door: Door): Finding {
  const known = knownOf(inquiry, door.kind);
  for (const action of door.writes) {
    const act: Act = {
      action,
      resources: [globPattern(door.everywhere)],
      exceptResources: known.flatMap((each) => objectsOf(baseArn(each.arn))),
    };
    const out = take(inquiry, actorNode(inquiry, role), [act]);
    if (out)
      return opened(out.sure, role.arn, out.steps, `${role.name} can write to a store that is not in the templates`);
  }
  return firstFinding(
    known.filter((each) => !keyed(inquiry, each)).flatMap((each) => written(inquiry, role, door, each)),
  );
}

const keyed = ({ app }: Inquiry, store: Carrier): boolean =>
  store.keyArn !== undefined && app.keys.some((key) => key.arn === store.keyArn);

function written(inquiry: Inquiry, role: Role, door: Door, store: Carrier): Finding[] {
  const steps = door.writes.flatMap(
    (action) =>
      take(inquiry, actorNode(inquiry, role), [
        { action, resources: objectsOf(baseArn(store.arn)), policy: store.policy },
      ])?.steps ?? [],
  );
  if (steps.length === 0) return [];
  const last = settingStep(store, 'keeps', store.arn, 'no key of these templates');
  return [
    opened(
      true,
      role.arn,
      [...steps.slice(0, 1), last],
      `${role.name} can write to ${store.name}, which is not encrypted with a key of these templates`,
    ),
  ];
}

const opened = (sure: boolean, principal: string, path: readonly Step[], because: string): Finding => ({
  verdict: sure ? 'refuted' : 'undecided',
  because,
  witness: { principal, path },
});

function* closedFindings(inquiry: Inquiry, found: FoundClass, writers: readonly Role[]): Generator<Finding> {
  const { app } = inquiry;
  const others = [...app.roles, ...app.users].filter((identity) => !found.exempt.includes(identity.arn));
  for (const door of DOORS.filter((each) => each.reads.length > 0)) {
    for (const store of knownOf(inquiry, door.kind)) {
      const policy = guardOf(app, store.arn).policy;
      const resources = objectsOf(baseArn(store.arn));
      const isWritten = writers.some((role) =>
        door.writes.some((action) => take(inquiry, actorNode(inquiry, role), [{ action, resources, policy }])),
      );
      if (!isWritten && !found.channels.some((channel) => channel.arn === store.arn)) continue;
      for (const other of others) {
        for (const action of door.reads) {
          const taken = take(inquiry, actorNode(inquiry, other), [{ action, resources, policy }]);
          if (taken) yield opened(taken.sure, other.arn, taken.steps, `${other.name} can read ${store.name}`);
        }
      }
    }
  }
}

/** Code of an approved reader that anybody may call, such as by a function URL without authorization. */
function* callers(inquiry: Inquiry, writers: readonly Role[]): Generator<Finding> {
  const { app } = inquiry;
  const outside = inquiry.anybody.filter((actor) => actor.type !== 'service' && actor.account !== app.place.accountId);
  for (const fn of app.functions.filter((each) => writers.some((role) => role.arn === each.roleArn))) {
    for (const actor of outside) {
      for (const action of ['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl']) {
        const act: Act = { action, resources: objectsOf(fn.arn), policy: fn.policy };
        const taken = take(inquiry, { key: 'somebody outside the account', actor, except: [] }, [act]);
        if (taken)
          yield opened(taken.sure, taken.principal, taken.steps, `somebody outside the account can call ${fn.name}`);
      }
    }
  }
}

function* forgets(inquiry: Inquiry, writers: readonly Role[]): Generator<Finding> {
  for (const group of inquiry.app.logGroups.filter(
    (each) => number(each.properties, 'RetentionInDays') === undefined,
  )) {
    for (const role of writers) {
      const act: Act = { action: 'logs:PutLogEvents', resources: objectsOf(baseArn(group.arn)) };
      const taken = take(inquiry, actorNode(inquiry, role), [act]);
      const last = settingStep(group, 'keeps', group.arn, 'no RetentionInDays');
      if (taken)
        yield opened(
          taken.sure,
          role.arn,
          [...taken.steps, last],
          `${group.name} keeps what ${role.name} logs for ever`,
        );
    }
  }
  for (const filter of inquiry.app.resources.filter((each) => each.type === 'AWS::Logs::SubscriptionFilter')) {
    const name = text(filter.properties, 'LogGroupName') ?? '';
    const group = inquiry.app.logGroups.find((each) => each.name === name);
    if (!group) continue;
    const act: Act = { action: 'logs:PutLogEvents', resources: objectsOf(baseArn(group.arn)) };
    const role = writers.find((each) => take(inquiry, actorNode(inquiry, each), [act]));
    const destination = text(filter.properties, 'DestinationArn') ?? 'somewhere';
    const step = settingStep(filter, 'logs:PutSubscriptionFilter', destination, 'SubscriptionFilter');
    if (role) yield opened(true, role.arn, [step], `what ${role.name} logs flows on to ${destination}`);
  }
}

/** Settings by which S3 itself copies objects out of a bucket. */
function* copies(inquiry: Inquiry, found: FoundClass, bucket: FoundClass['buckets'][number]): Generator<Finding> {
  for (const rule of list(bucket.properties, 'ReplicationConfiguration.Rules')) {
    const destination = text(rule, 'Destination.Bucket') ?? 'unknown';
    if (found.buckets.some((each) => each.arn === destination)) continue;
    const step = settingStep(bucket, 's3:ReplicateObject', destination, 'ReplicationConfiguration');
    yield opened(
      true,
      text(bucket.properties, 'ReplicationConfiguration.Role') ?? 's3.amazonaws.com',
      [step],
      `${bucket.name} is copied to ${destination}`,
    );
  }
  const points = inquiry.app.resources.filter(
    (each) => each.type === 'AWS::S3ObjectLambda::AccessPoint' || each.type === 'AWS::S3::MultiRegionAccessPoint',
  );
  for (const point of points.filter((each) => JSON.stringify(each.properties).includes(bucket.name))) {
    yield {
      verdict: 'undecided',
      because: `what access point ${point.logicalId} lets through is not decided here`,
      witness: { principal: 'anybody', path: [settingStep(point, 's3:GetObject', bucket.arn, point.type)] },
    };
  }
}

function* resultFindings(inquiry: Inquiry, found: FoundClass): Generator<Finding> {
  const { app } = inquiry;
  const teams = app.roles.filter((role) => inquiry.teams.some((team) => team.roleArn === role.arn));
  const known = app.workgroups.map((each) => literalPattern(each.arn));
  for (const role of teams) {
    const act: Act = {
      action: 'athena:StartQueryExecution',
      resources: [globPattern('arn:*:athena:*:*:workgroup/?*')],
      exceptResources: known,
    };
    const out = take(inquiry, actorNode(inquiry, role), [act]);
    if (out)
      yield opened(
        out.sure,
        role.arn,
        out.steps,
        `${role.name} can query in a work group that is not in the templates`,
      );
    for (const workgroup of app.workgroups) {
      const starts = take(inquiry, actorNode(inquiry, role), [
        { action: 'athena:StartQueryExecution', resources: [literalPattern(workgroup.arn)] },
      ]);
      if (starts) yield* workgroupFindings(inquiry, found, role, workgroup);
    }
  }
}

function* workgroupFindings(inquiry: Inquiry, found: FoundClass, role: Role, workgroup: Workgroup): Generator<Finding> {
  const wrong = (setting: string, because: string) =>
    opened(true, role.arn, [settingStep(workgroup, 'athena:GetQueryResults', workgroup.arn, setting)], because);
  if (!workgroup.enforced) yield wrong('EnforceWorkGroupConfiguration', 'a query may send its results elsewhere');
  const inClass = inquiry.classes.some((each) =>
    each.buckets.some((bucket) => holds(bucket.name, s3Path(workgroup.outputLocation) ?? '')),
  );
  if (!workgroup.managedResults && !inClass)
    yield wrong(`OutputLocation ${workgroup.outputLocation ?? 'none'}`, 'results go to a bucket of no class');
  const key = inquiry.app.keys.some((each) => each.arn === workgroup.keyArn);
  if (workgroup.managedResults && !key)
    yield wrong('ManagedQueryResultsConfiguration', 'results are not encrypted with a key of these templates');
  for (const other of inquiry.app.roles.filter((each) => each.arn !== role.arn && !found.exempt.includes(each.arn))) {
    const taken = take(inquiry, actorNode(inquiry, other), [
      { action: 'athena:GetQueryResults', resources: [literalPattern(workgroup.arn)] },
    ]);
    if (taken) yield opened(taken.sure, other.arn, taken.steps, `${other.name} can read the results of ${role.name}`);
  }
}
