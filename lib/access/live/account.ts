import type { App, Resource, Unread } from '../model/app.ts';
import { appOf, type Environment, readApp } from '../model/index.ts';
import { list, text } from '../model/values.ts';
import { isRecord } from '../policy/record.ts';
import { type AccountReading, Answers, replayOf } from './reading.ts';
import { accessPoints, buckets } from './render/buckets.ts';
import { channels } from './render/channels.ts';
import { compute } from './render/compute.ts';
import { identities } from './render/identities.ts';
import { keys } from './render/keys.ts';
import { lake } from './render/lake.ts';
import { others } from './render/others.ts';
import { SeenAccount } from './render/seen.ts';
import { walkAccount } from './walk.ts';

/** An account as it was read, and as its templates describe it, under the names that it has in the account. */
export interface LiveAccount {
  readonly app: App;
  /** The app of the templates; undefined when none are known. */
  readonly expected: App | undefined;
  /** Types of resources that were not read, and are assumed to match the templates. */
  readonly taken: readonly string[];
}

/**
 * The model of an account. Its own answers give everything that the reading asks for; the templates of its stacks give the kinds
 * of resource that grant no access, such as alarms and the routes of an API.
 * @param templates the intended account; the templates that its stacks were made by, when they are left out
 */
export async function accountOf(
  reading: AccountReading,
  { environment = {}, templates }: { environment?: Environment; templates?: ReadonlyMap<string, string> } = {},
): Promise<LiveAccount> {
  const place = { accountId: reading.accountId, region: reading.region, partition: reading.partition };
  const within: Environment = { ...environment, ...place };
  const { answers, unread } = await walkAccount(replayOf(reading), reading.stacks);
  const seen = new SeenAccount(new Answers(answers), place);
  for (const render of [buckets, accessPoints, keys, identities, lake, channels, others, compute]) render(seen);
  const stacks = new Stacks(seen, reading.stacks);
  const wanted = templates ?? stacks.templates;
  const symbolic = wanted.size === 0 ? undefined : readApp(wanted, within);
  const { resources, expected } = stacks.matched(seen.resources, symbolic?.resources ?? []);
  const carried = expected.filter(({ type }) => !isRead(type));
  const app = appOf([...resources, ...carried], within);
  return {
    app: { ...app, unread: [...unread, ...incomplete(seen, reading)].map((part) => placed(part, expected)) },
    expected: symbolic && {
      ...appOf(expected, within),
      notUnderstood: symbolic.notUnderstood,
      macros: symbolic.macros,
    },
    taken: [...new Set(carried.map(({ type }) => type))].sort(),
  };
}

/** Whether an unread part is about a resource of the templates; without templates it always may be. */
function placed(unread: Unread, expected: readonly Resource[]): Unread {
  const { about } = unread;
  if (about === undefined || expected.length === 0) return unread;
  const ours = expected.some(
    ({ arn, name }) => about.includes(`"${name}"`) || (arn !== undefined && about.includes(arn)),
  );
  return ours ? unread : { ...unread, foreign: true };
}

/** Types that a reading lists completely, or that put policies on those it lists. */
const READ =
  /^AWS::(IAM|KMS|LakeFormation|Athena|SQS|DynamoDB|SNS|Events|ECR)::|^AWS::(S3::(Bucket|BucketPolicy|AccessPoint)|Glue::(Database|Table)|Lambda::(Function|Permission|ResourcePolicy|Alias|Url|EventInvokeConfig|EventSourceMapping)|Logs::(LogGroup|ResourcePolicy|AccountPolicy|SubscriptionFilter)|CloudTrail::Trail|Scheduler::Schedule|Kinesis::(Stream|StreamConsumer|ResourcePolicy)|SecretsManager::(Secret|ResourcePolicy))$/;

const isRead = (type: string): boolean => READ.test(type);

/**
 * Reasons why an answer of AWS is incomplete. Lake Formation lists to a caller that is no administrator only what it may see
 * itself; keys and tables with replicas have policies in regions that were not read; the rest grants access in ways that are not
 * decided here.
 */
function incomplete(seen: SeenAccount, { caller }: AccountReading): Unread[] {
  const found: Unread[] = [];
  const add = (call: string, code: string, why: string) => found.push({ call, code, why });
  const settings = seen.get('lakeformation:GetDataLakeSettings');
  const admins = ['DataLakeAdmins', 'ReadOnlyAdmins'].flatMap((kind) =>
    list(settings, `DataLakeSettings.${kind}`).map((admin) => text(admin, 'DataLakePrincipalIdentifier')),
  );
  if (settings !== undefined && !admins.some((admin) => admin !== undefined && isCaller(admin, caller)))
    add(
      'lakeformation:ListPermissions',
      'live.partial',
      `${caller} is no administrator of the lake, so grants can be missing from the list`,
    );
  if (seen.list('glue:GetResourcePolicies', 'GetResourcePoliciesResponseList').length > 0)
    add(
      'glue:GetResourcePolicies',
      'live.undecided',
      'what the policy of the catalogue lets others do is not decided here',
    );
  if (seen.list('s3control:ListAccessGrantsInstances', 'AccessGrantsInstancesList').length > 0)
    add(
      's3control:ListAccessGrantsInstances',
      'live.undecided',
      'what S3 Access Grants let others read is not decided here',
    );
  for (const { properties, arn = '' } of seen.resources)
    if (properties.MultiRegion === true)
      found.push({
        call: 'kms:GetKeyPolicy',
        code: 'live.other-region',
        why: 'the key may have replicas with policies of their own in other regions',
        about: arn,
      });
  for (const TableName of seen.list('dynamodb:ListTables', 'TableNames')) {
    const call = 'dynamodb:DescribeTable';
    if (list(seen.get(call, { TableName }), 'Table.Replicas').length > 0)
      found.push({
        call,
        code: 'live.other-region',
        why: 'the table has replicas in other regions, with policies of their own',
        about: JSON.stringify([TableName]),
      });
  }
  return found;
}

/** A session of a role is `…:assumed-role/NAME/SESSION`, without the path of the role. */
function isCaller(admin: string, caller: string): boolean {
  const [, role] = /:assumed-role\/([^/]+)\//.exec(caller) ?? [];
  return (
    admin === caller ||
    (role !== undefined && admin.split(':')[5]?.startsWith('role/') === true && admin.endsWith(`/${role}`))
  );
}

/** Stacks of the account: the template of each, and the account's name for each of its resources. */
class Stacks {
  /** Keyed as in a folder of synthesized templates. */
  readonly templates: ReadonlyMap<string, string>;
  /** Names that the account gave, by `template logicalId`. */
  readonly #made = new Map<string, string>();

  constructor(seen: SeenAccount, names: readonly string[]) {
    const templates = new Map<string, string>();
    for (const name of names) {
      const body = seen.get('cloudformation:GetTemplate', { StackName: name, TemplateStage: 'Original' });
      const template = fileOf(name);
      const given = isRecord(body) ? body.TemplateBody : undefined;
      if (given !== undefined) templates.set(template, typeof given === 'string' ? given : JSON.stringify(given));
      for (const summary of seen.list('cloudformation:ListStackResources', 'StackResourceSummaries', {
        StackName: name,
      })) {
        const physical = text(summary, 'PhysicalResourceId');
        if (physical !== undefined) this.#made.set(`${template} ${text(summary, 'LogicalResourceId')}`, physical);
      }
    }
    this.templates = templates;
  }

  /**
   * Pairs the resources read with those of the templates: the former under the names of their templates, the latter with the
   * names of the account.
   */
  matched(read: readonly Resource[], symbolic: readonly Resource[]): { resources: Resource[]; expected: Resource[] } {
    const byName = new Map<string, Resource>();
    for (const resource of read) for (const name of namesOf(resource)) byName.set(`${resource.type} ${name}`, resource);
    const origins = new Map<Resource, Resource>();
    const renamed = new Map<string, string>();
    for (const resource of symbolic) {
      const physical = this.#made.get(`${resource.template} ${resource.logicalId}`);
      const found = [physical, resource.arn, resource.name]
        .map((name) => byName.get(`${resource.type} ${name}`))
        .find((candidate) => candidate !== undefined);
      if (found) origins.set(found, resource);
      const name = found?.name ?? (isPlain(physical) ? physical : undefined);
      if (name !== undefined && name !== resource.name) renamed.set(resource.name, name);
    }
    return {
      resources: read.map((resource) => {
        const { template, logicalId, constructPath, deletionPolicy } = origins.get(resource) ?? resource;
        return {
          ...resource,
          template,
          logicalId,
          constructPath,
          ...(deletionPolicy === undefined ? {} : { deletionPolicy }),
        };
      }),
      expected: withNames(symbolic, renamed),
    };
  }
}

const fileOf = (stack: string): string => `${stack}.template.json`;

const isPlain = (name: string | undefined): name is string => name !== undefined && /^[\w.-]+$/.test(name);

/** Everything that CloudFormation may call a resource by. */
function namesOf({ type, name, arn, properties }: Resource): string[] {
  const url = type === 'AWS::SQS::Queue' ? list(properties, 'QueueUrl').map(String) : [];
  return [name, ...(arn === undefined ? [] : [arn]), ...url];
}

/** The resources with every made-up name replaced by that of the account, in all texts. */
function withNames(resources: readonly Resource[], names: ReadonlyMap<string, string>): Resource[] {
  if (names.size === 0) return [...resources];
  const longest = [...names.keys()]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`(?<![\\w-])(?:${longest.join('|')})(?![\\w-])`, 'g');
  const replaced = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(pattern, (name) => names.get(name) ?? name);
    if (Array.isArray(value)) return value.map(replaced);
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [replaced(key), replaced(each)]));
  };
  return resources.map((resource) => {
    const { name, arn, properties } = resource;
    return {
      ...resource,
      name: String(replaced(name)),
      ...(arn === undefined ? {} : { arn: String(replaced(arn)) }),
      properties: replaced(properties) as Resource['properties'],
    };
  });
}
