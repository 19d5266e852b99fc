import { isIn } from '../ask/openings.ts';
import { globPattern, literalPattern } from '../decide/atoms.ts';
import { take } from '../escalate/asking.ts';
import { nodeOf } from '../escalate/node.ts';
import type { DataClass, Declaration, TeamAccess } from '../inquiry/declaration.ts';
import { openInquiry } from '../inquiry/inquiry.ts';
import type { App, Bucket, Identity, Resource } from '../model/app.ts';
import { guardOf } from '../query/carriers.ts';
import { lakePermissions } from '../query/lake-permissions.ts';

/** Stores in which an app keeps what the public sees, or what it is made of: data of nobody. */
const NO_DATA =
  /(^|[^a-z])(web(site)?|static|assets?|cdn|hosting|artifacts?|staging|deploy(ment)?|code|scripts?|source|builds?|pipeline|templates?|access-?logs?|logs?|logging|trail|public)([^a-z]|$)/i;

/** A declaration that was made up from templates, and why each store is in it or not. */
export interface Guess {
  readonly declaration: Declaration;
  readonly because: readonly string[];
}

/** Words of a name in camel case or with hyphens, so that `WebsiteBucket` and `web-site` are read alike. */
const words = (name: string): string =>
  name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/([A-Z])([A-Z][a-z])/g, '$1-$2');

const looksPublic = ({ logicalId, properties }: Resource): boolean =>
  NO_DATA.test(words(logicalId)) ||
  NO_DATA.test(String(properties.BucketName ?? '')) ||
  'WebsiteConfiguration' in properties;

/**
 * Which stores look as if they held data of people, who reads them today, and who could change every rule. A guess for a person
 * to correct: names of stores say what they are for, and readers are those whom the templates let read now.
 */
export function guessDeclaration(app: App): Guess {
  const buckets = app.buckets.filter((bucket) => !looksPublic(bucket));
  const kept = buckets.length > 0 ? buckets : app.buckets;
  const channels = app.resources.filter((resource) => resource.type in READS);
  const closed = channels.filter((channel) => !looksPublic(channel));
  const last = app.resources.filter((resource) => resource.type in LAST_READS);
  const queues = [closed, channels, last].find((some) => some.length + kept.length > 0) ?? [];
  const classes = [...kept.map((bucket) => ofBucket(app, bucket)), ...queues.map((queue) => ofChannel(app, queue))];
  const trustedBase = administrators(app).map((identity) => identity.arn);
  return {
    declaration: {
      classes: named(classes),
      trustedBase: trustedBase.map((arn) => nameIn(app, arn)),
      teams: teamsOf(app),
    },
    because: [
      ...kept.map(
        (bucket) =>
          `${bucket.logicalId}: ${looksPublic(bucket) ? 'no bucket is named as one with data' : 'a bucket that does not look public'}`,
      ),
      ...[...app.buckets, ...channels]
        .filter((bucket) => ![...kept, ...queues].includes(bucket))
        .map(
          (bucket) =>
            `left out ${bucket.logicalId}: by its name it holds what an app is made of, or what everybody may see`,
        ),
      ...queues.map((queue) => `${queue.logicalId}: keeps what is written into it`),
    ],
  };
}

interface Guessed extends DataClass {
  readonly id: string;
}

/** A bucket, the key that encrypts it, and the tables that lie in it. */
const ofBucket = (app: App, bucket: Bucket): Guessed => ({
  id: bucket.logicalId,
  name: classNameOf(bucket.logicalId),
  buckets: [referenceTo(bucket)],
  keys: app.keys.filter((key) => key.arn === bucket.keyArn).map(referenceTo),
  tables: app.tables.filter((table) => table.locations.some((place) => isIn(place, bucket))).map(referenceTo),
  approvedReaders: readersOf(app, 's3:GetObject', `${bucket.arn}/?*`, bucket.arn),
});

const READS: Readonly<Record<string, string>> = {
  'AWS::SQS::Queue': 'sqs:ReceiveMessage',
  'AWS::DynamoDB::Table': 'dynamodb:GetItem',
  'AWS::Kinesis::Stream': 'kinesis:GetRecords',
};

/** What an app without other stores keeps. Beside others, these would be many classes that hold the same data again. */
const LAST_READS: Readonly<Record<string, string>> = {
  'AWS::SecretsManager::Secret': 'secretsmanager:GetSecretValue',
  'AWS::Logs::LogGroup': 'logs:GetLogEvents',
};

const ofChannel = (app: App, channel: Resource): Guessed => ({
  id: channel.logicalId,
  name: classNameOf(channel.logicalId),
  channels: [referenceTo(channel)],
  approvedReaders:
    channel.arn === undefined
      ? []
      : readersOf(app, { ...READS, ...LAST_READS }[channel.type] ?? '', channel.arn, channel.arn),
});

/** The roles and users that can read it at once, whether or not its key lets them decrypt. */
function readersOf(app: App, action: string, resource: string, owner: string): string[] {
  const inquiry = openInquiry(app, { classes: [], trustedBase: [], teams: [] });
  const { policy } = guardOf(app, owner);
  const resources = [resource.includes('*') ? globPattern(resource) : literalPattern(resource)];
  const admins = new Set(administrators(app).map(({ arn }) => arn));
  return [...app.roles, ...app.users]
    .filter(({ arn }) => !admins.has(arn))
    .filter((identity) => take(inquiry, nodeOf(app, identity), [{ action, resources, policy }])?.sure)
    .map((identity) => referenceTo(identity));
}

/** Who reads tables through Lake Formation today, and the columns and rows that each is granted. */
const teamsOf = (app: App): TeamAccess[] =>
  [...app.roles, ...app.users].flatMap((identity) =>
    app.lakeGrants.some(({ principal }) => principal === identity.arn) ? grantedTo(app, identity) : [],
  );

const grantedTo = (app: App, identity: Identity): TeamAccess[] =>
  lakePermissions(app, identity.arn).flatMap(({ database, table: name, columns, rowFilter }) => {
    const table = app.tables.find((candidate) => candidate.database === database && candidate.name === name);
    if (!table) return [];
    const seen = [...new Set([...(columns === '*' ? table.columns : columns), ...table.partitionKeys])];
    return [{ role: referenceTo(identity), table: referenceTo(table), columns: seen, rowFilter }];
  });

/** Principals that may do everything. */
const administrators = (app: App): Identity[] =>
  [...app.roles, ...app.users].filter(
    ({ policies, boundary }) =>
      boundary === undefined &&
      policies.some(({ statements }) =>
        statements.some(
          ({ effect, action, resource, conditions }) =>
            effect === 'Allow' &&
            conditions.length === 0 &&
            !action.negated &&
            action.items.includes('*') &&
            (resource?.items.includes('*') ?? false),
        ),
      ),
  );

/** By template and logical id: what a reader of the template finds, and what no other template has. */
const referenceTo = ({ template, logicalId }: Resource): string => `${template}/${logicalId}`;

function nameIn(app: App, arn: string): string {
  const found = [...app.roles, ...app.users].find((identity) => identity.arn === arn);
  return found ? referenceTo(found) : arn;
}

/** `UploadsBucket672A0DBB` is `uploads`, and `Bucket672A0DBB` is `bucket`. */
function classNameOf(logicalId: string): string {
  const name = words(logicalId.replace(/(?<=.)[0-9A-F]{8}$/, '')).toLowerCase();
  return name.replace(/-?(s3-?)?(bucket|table|queue|stream)(-resource)?$/, '') || name;
}

/** Two stores of one name are two classes. */
function named(classes: readonly Guessed[]): DataClass[] {
  const times = Map.groupBy(classes, ({ name }) => name);
  return classes.map(({ id, ...each }) => ({
    ...each,
    name: (times.get(each.name)?.length ?? 0) > 1 ? words(id).toLowerCase() : each.name,
  }));
}
