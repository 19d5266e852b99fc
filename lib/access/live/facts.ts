import { canonicalJson, type Json } from '../../activity/canonical-json.ts';
import { sourceOf } from '../inquiry/proof.ts';
import type { App, Carrier, Identity, LakeGrant, Resource } from '../model/app.ts';
import { at, list, text, texts } from '../model/values.ts';
import type { Policy } from '../policy/document.ts';
import { isRecord } from '../policy/record.ts';

/** One fact about a resource of an account: a statement of a policy, a grant, or the value of a setting. */
export interface Fact {
  /** Type and name: the same in two readings of one thing. */
  readonly subject: string;
  readonly type: string;
  readonly name: string;
  /** Which part of it: `policy`, `trust`, `boundary`, `grant`, or the name of a setting. */
  readonly part: string;
  /** In canonical form, so that equal facts have equal text. */
  readonly says: string;
  /** For a reader: the id of the statement, if it has one. */
  readonly label: string;
  readonly source: string;
}

/** All facts that can be compared between templates and an account. */
export function factsOf(app: App): Fact[] {
  const { roles, users, groups } = app;
  const people = users.filter(({ arn }) => !arn.includes(':user/any-member-of/'));
  const carriers = [...app.buckets, ...app.keys, ...app.queues, ...app.topics, ...app.functions, ...app.otherStores];
  return [
    ...roles.flatMap((role) => [...ofIdentity(role), ...ofPolicy(role, 'trust', role.trust)]),
    ...[...people, ...groups].flatMap(ofIdentity),
    ...carriers.flatMap((carrier: Carrier) => ofPolicy(carrier, 'policy', carrier.policy)),
    ...app.lakeGrants.flatMap((grant) => ofGrant(app, grant)),
    ...app.resources.flatMap((resource) => ofSettings(resource)),
    ...lakeFacts(app),
  ];
}

/** Resources that AWS names by a number are identified by the resources they connect. */
const BY_ENDS =
  /^AWS::(SNS::Subscription|Lambda::(EventSourceMapping|Url|EventInvokeConfig)|Logs::SubscriptionFilter)$/;

const subjectOf = ({ type, arn, name, properties }: Resource): string =>
  BY_ENDS.test(type)
    ? `${type} ${(SETTINGS[type] ?? []).map((setting) => text(properties, setting) ?? '').join(' ')}`
    : `${type} ${arn ?? text(properties, 'PolicyName') ?? name}`;

const fact = (
  of: Resource,
  part: string,
  value: unknown,
  label = part,
  source: Resource | Policy['origin'] = of,
): Fact => ({
  subject: subjectOf(of),
  type: of.type,
  name: of.name,
  part,
  says: canonicalJson((value ?? null) as Json),
  label,
  source: sourceOf(source ?? of),
});

const ofIdentity = (identity: Identity): Fact[] => [
  ...identity.policies.flatMap((policy) => ofPolicy(identity, 'policy', policy)),
  ...(identity.boundary ? ofPolicy(identity, 'boundary', identity.boundary) : []),
];

const ofPolicy = (of: Resource, part: string, policy: Policy | undefined): Fact[] =>
  (policy?.statements ?? []).map(({ raw, sid, index, effect }) =>
    fact(
      of,
      part,
      inOneForm(withoutSelf(of, raw)),
      `${effect} ${sid ?? `statement ${index + 1}`} of the ${part}`,
      policy?.origin,
    ),
  );

/** Lambda writes the function itself into each statement of its policy. */
const withoutSelf = ({ type, arn }: Resource, raw: unknown): unknown => {
  if (type !== 'AWS::Lambda::Function' || !isRecord(raw) || raw.Resource !== arn) return raw;
  const { Resource: _, ...rest } = raw;
  return rest;
};

/** Elements of a statement in which one item equals a list of it, and the order of a list has no meaning. */
const SETS = new Set([
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'AWS',
  'Service',
  'Federated',
  'CanonicalUser',
]);

/** AWS writes an account's number as the ARN of its root, and truth values as text. */
function inOneForm(value: unknown, key = ''): unknown {
  if (key === 'Sid') return undefined;
  if (SETS.has(key))
    return [value]
      .flat()
      .map((item) => rooted(item, key))
      .sort();
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map((member) => inOneForm(member));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).flatMap(([name, each]) => {
    const said = key === 'Condition' ? conditions(each) : inOneForm(each, name);
    return said === undefined || (name === 'Condition' && isRecord(said) && Object.keys(said).length === 0)
      ? []
      : [[name, said] as const];
  });
  return Object.fromEntries(entries);
}

const conditions = (keys: unknown): unknown =>
  isRecord(keys)
    ? Object.fromEntries(
        Object.entries(keys).map(([name, values]) => [name.toLowerCase(), [values].flat().map(String).sort()]),
      )
    : keys;

const rooted = (item: unknown, key: string): string =>
  key === 'AWS' && /^\d{12}$/.test(String(item))
    ? `arn:aws:iam::${item}:root`
    : /Action$/.test(key)
      ? String(item).toLowerCase()
      : String(item);

/** AWS lists all permissions of one principal on one thing together. */
const ofGrant = ({ place }: App, grant: LakeGrant): Fact[] =>
  grant.permissions.map((permission) => {
    const on = grant.on.kind === 'filter' ? { ...grant.on, catalog: grant.on.catalog ?? place.accountId } : grant.on;
    const value = { principal: grant.principal, permission, grantable: grant.grantable.includes(permission), on };
    const who = grant.principal.split(/[:/]/).at(-1);
    return {
      ...fact(grant, 'grant', value, `${permission} to ${who} on ${grant.on.kind} ${JSON.stringify(onWhat(grant))}`),
      subject: `grants to ${grant.principal}`,
      name: grant.principal.split('/').at(-1) ?? grant.principal,
    };
  });

const onWhat = ({ on }: LakeGrant): string =>
  Object.values(on)
    .filter((target) => typeof target === 'string')
    .slice(1)
    .join(' ');

/** Settings that affect readers, retention and notification, and that a reading shows as templates have them. */
const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  'AWS::S3::Bucket': [
    ...['PublicAccessBlockConfiguration', 'OwnershipControls', 'AccessControl', 'BucketEncryption'],
    ...['VersioningConfiguration', 'LifecycleConfiguration', 'ReplicationConfiguration', 'NotificationConfiguration'],
    ...['LoggingConfiguration', 'InventoryConfigurations', 'ObjectLockConfiguration'],
  ],
  'AWS::KMS::Key': ['Enabled', 'MultiRegion'],
  'AWS::SQS::Queue': ['KmsMasterKeyId', 'MessageRetentionPeriod', 'RedrivePolicy.deadLetterTargetArn'],
  'AWS::SNS::Topic': ['KmsMasterKeyId'],
  'AWS::SNS::Subscription': ['TopicArn', 'Protocol', 'Endpoint'],
  'AWS::Logs::LogGroup': ['RetentionInDays', 'KmsKeyId'],
  'AWS::Logs::SubscriptionFilter': ['LogGroupName', 'DestinationArn', 'RoleArn'],
  'AWS::Lambda::Function': ['Role', 'KmsKeyArn', 'Layers', 'DeadLetterConfig', 'FileSystemConfigs'],
  'AWS::Lambda::Url': ['TargetFunctionArn', 'AuthType'],
  'AWS::Lambda::Alias': ['FunctionName', 'FunctionVersion'],
  'AWS::Lambda::EventInvokeConfig': ['FunctionName', 'DestinationConfig'],
  'AWS::Lambda::EventSourceMapping': ['FunctionName', 'EventSourceArn', 'DestinationConfig'],
  'AWS::DynamoDB::Table': [
    ...['SSESpecification.KMSMasterKeyId', 'TimeToLiveSpecification', 'StreamSpecification.StreamViewType'],
    ...['PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', 'KinesisStreamSpecification'],
  ],
  'AWS::Events::Rule': ['EventPattern', 'ScheduleExpression', 'State', 'EventBusName', 'RoleArn'],
  'AWS::Events::Archive': ['SourceArn'],
  'AWS::Scheduler::Schedule': ['ScheduleExpression', 'State', 'EndDate', 'Target.Arn', 'Target.RoleArn'],
  'AWS::CloudTrail::Trail': [
    ...['IsLogging', 'IsMultiRegionTrail', 'IncludeGlobalServiceEvents', 'S3BucketName', 'KMSKeyId'],
    ...['EventSelectors', 'AdvancedEventSelectors', 'CloudWatchLogsLogGroupArn'],
  ],
  'AWS::S3::AccessPoint': ['Bucket', 'Policy', 'VpcConfiguration'],
  'AWS::Kinesis::Stream': ['RetentionPeriodHours', 'StreamEncryption.KeyId'],
  'AWS::Kinesis::StreamConsumer': ['StreamARN'],
  'AWS::SecretsManager::Secret': ['KmsKeyId'],
  'AWS::ECR::Repository': ['RepositoryPolicyText'],
  'AWS::ECR::RegistryPolicy': ['PolicyText'],
  'AWS::ECR::PullThroughCacheRule': ['EcrRepositoryPrefix', 'UpstreamRegistryUrl'],
  'AWS::Logs::ResourcePolicy': ['PolicyDocument'],
  'AWS::Logs::AccountPolicy': ['PolicyType', 'PolicyDocument'],
};

/** Defaults of AWS for settings that a template leaves out. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  'AWS::KMS::Key Enabled': true,
  'AWS::KMS::Key MultiRegion': false,
  'AWS::Kinesis::Stream RetentionPeriodHours': 24,
  // No policy: so that one that is put onto a repository of the templates is a difference.
  'AWS::ECR::Repository RepositoryPolicyText': null,
  'AWS::Events::Rule State': 'ENABLED',
  'AWS::Scheduler::Schedule State': 'ENABLED',
};

function ofSettings(resource: Resource): Fact[] {
  const names = SETTINGS[resource.type] ?? [];
  const facts = names.flatMap((name) => {
    const value = at(resource.properties, name) ?? DEFAULTS[`${resource.type} ${name}`];
    return value === undefined ? [] : [fact(resource, name, settled(value))];
  });
  const targets =
    resource.type === 'AWS::Events::Rule'
      ? list(resource.properties, 'Targets').map((target) =>
          fact(resource, 'target', { arn: text(target, 'Arn'), role: text(target, 'RoleArn') ?? null }),
        )
      : [];
  return [...facts, ...targets];
}

/** Properties that only name a resource, or that AWS fills in by itself. */
const IGNORED = new Set(['Id', 'ID', 'Name', 'Sid', 'ApplyOnTransformedLogs', 'TransitionDefaultMinimumObjectSize']);

/** A setting in one form: lists as sets, truth values and numbers as text, policies within as texts of objects. */
function settled(value: unknown): unknown {
  if (typeof value === 'string') return /^\s*\{/.test(value) ? settled(parsed(value)) : value.replace(/:\*$/, '');
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value))
    return value.map(settled).sort((a, b) => (canonicalJson(a as Json) < canonicalJson(b as Json) ? -1 : 1));
  if ('Statement' in value) return inOneForm(value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([name, each]) => !IGNORED.has(name) && each !== undefined && !(name === 'BucketKeyEnabled' && each === false),
      )
      .map(([name, each]) => [name, settled(each)]),
  );
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Facts of the lake beside its grants, in terms of the model: AWS and CloudFormation name much of it differently. */
function lakeFacts(app: App): Fact[] {
  return [
    ...app.lakeSettings
      .flatMap((settings) => [
        fact(settings, 'administrators', [...settings.admins].sort()),
        fact(settings, 'open by default', settings.openByDefault),
        fact(settings, 'external filtering', settings.externalFiltering),
        fact(settings, 'full table access from outside', settings.fullTableExternalAccess),
      ])
      .map((setting) => ({ ...setting, subject: setting.type, name: 'data lake settings' })),
    ...app.registrations.map((registration) => ({
      ...fact(registration, 'registered', {
        role: registration.roleArn ?? null,
        hybrid: registration.hybrid,
        linked: registration.serviceLinked,
      }),
      subject: `${registration.type} ${registration.locationArn}`,
      name: registration.locationArn,
    })),
    ...app.dataFilters.map((dataFilter) => ({
      ...fact(dataFilter, 'filter', {
        ...{ database: dataFilter.database, table: dataFilter.table, rows: dataFilter.rows },
        columns: dataFilter.columns === '*' ? '*' : [...dataFilter.columns].sort(),
      }),
      subject: `${dataFilter.type} ${dataFilter.database}.${dataFilter.table} ${dataFilter.name}`,
    })),
    ...app.databases.map((database) => fact(database, 'open by default', database.openByDefault)),
    ...app.tables.map((table) =>
      fact(table, 'table', {
        location: table.location?.replace(/\/+$/, '') ?? null,
        columns: table.columns,
        keys: table.partitionKeys,
      }),
    ),
    ...app.workgroups.map((workgroup) =>
      fact(workgroup, 'workgroup', {
        enforced: workgroup.enforced,
        managedResults: workgroup.managedResults,
        results: workgroup.outputLocation ?? null,
        key: workgroup.keyArn ?? null,
        runsAs: workgroup.executionRole ?? null,
      }),
    ),
    ...app.resources
      .filter(({ type }) => type === 'AWS::IAM::InstanceProfile')
      .map((resource) => fact(resource, 'roles', [...texts(resource.properties, 'Roles')].sort())),
  ];
}
