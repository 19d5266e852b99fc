import type { App } from '../../access/index.ts';
import { StrongroomError } from '../../activity/errors.ts';
import { ZONE_NAMES, type ZoneName } from '../../activity/zones.ts';
import type { QueueSettings } from './queue.ts';

type Resource = App['resources'][number];

/** A zone as the templates define it. */
export interface ZoneNames {
  readonly bucket: string;
  readonly bucketArn: string;
  readonly keyArn: string;
  readonly bucketKey: boolean;
  readonly queues: readonly { readonly prefix: string; readonly suffix: string; readonly queueArn: string }[];
}

/** The app's resources behind the ports. */
export interface LakeNames {
  readonly zones: Readonly<Record<ZoneName, ZoneNames>>;
  readonly controlTable: string;
  readonly participationTable: string;
  readonly pseudonymKey: string;
  readonly signingKey: string;
  readonly certificateKey: string;
  readonly database: string;
  readonly tableName: string;
  readonly table: { readonly catalog: string; readonly database: string; readonly table: string };
  readonly queues: readonly (QueueSettings & { readonly keyArn: string })[];
  readonly region: string;
  /** Domain suffix of the partition's services, as in `kms:ViaService`. */
  readonly domain: string;
}

/**
 * Finds the lake's resources by the names in the environment of its functions, which are the names in use on AWS.
 * @throws StrongroomError lake.unknown-resource
 */
export function lakeNames(app: App): LakeNames {
  const given = variables(app);
  const zones = Object.fromEntries(
    ZONE_NAMES.map((zone) => [zone, zoneNames(app, given(`${zone.toUpperCase()}_BUCKET`))]),
  );
  const database = given('GLUE_DATABASE');
  const table = found(
    app.tables.find((t) => t.database === database && t.name === given('GLUE_TABLE')),
    'GLUE_TABLE',
  );
  const account = table.arn.split(':').slice(0, 5).join(':');
  return {
    zones: zones as Record<ZoneName, ZoneNames>,
    controlTable: tableArn(app, given('CONTROL_TABLE')),
    participationTable: tableArn(app, given('PARTICIPATION_TABLE')),
    pseudonymKey: keyArn(app, given('PSEUDONYM_KEY')),
    signingKey: keyArn(app, given('SIGNING_KEY')),
    certificateKey: keyArn(app, given('CERTIFICATE_KEY')),
    database,
    tableName: table.name,
    table: { catalog: `${account}:catalog`, database: `${account}:database/${database}`, table: table.arn },
    queues: app.resources.filter((r) => r.type === 'AWS::Lambda::EventSourceMapping').flatMap((r) => queueOf(app, r)),
    region: app.place.region,
    // https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
    domain: app.place.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
  };
}

/** Values of environment variables of the app's functions. Two functions with different values would see two lakes. */
function variables(app: App): (name: string) => string {
  const values = new Map<string, string>();
  for (const { properties } of app.functions) {
    for (const [name, value] of Object.entries(record(record(properties.Environment).Variables))) {
      const known = values.get(name);
      if (LAKE_VARIABLE.test(name) && known !== undefined && known !== value)
        throw unknown(name, 'differs between functions');
      values.set(name, String(value));
    }
  }
  return (name) => found(values.get(name), name);
}

const LAKE_VARIABLE =
  /^([A-Z]+_BUCKET|(CONTROL|PARTICIPATION)_TABLE|(PSEUDONYM|SIGNING|CERTIFICATE)_KEY|GLUE_(DATABASE|TABLE))$/;

function zoneNames(app: App, bucket: string): ZoneNames {
  const {
    arn,
    name,
    keyArn: key,
    properties,
  } = found(
    app.buckets.find((b) => b.name === bucket),
    bucket,
  );
  const configurations = list(record(properties.NotificationConfiguration).QueueConfigurations).map(record);
  const queues = configurations
    .filter(({ Event }) => String(Event).startsWith('s3:ObjectCreated:'))
    .map(({ Queue, Filter }) => {
      const rules = list(record(record(Filter).S3Key).Rules).map(record);
      const rule = (which: string) => String(rules.find((r) => String(r.Name).toLowerCase() === which)?.Value ?? '');
      return { prefix: rule('prefix'), suffix: rule('suffix'), queueArn: String(Queue) };
    });
  const [encryption] = list(record(properties.BucketEncryption).ServerSideEncryptionConfiguration).map(record);
  const bucketKey = encryption?.BucketKeyEnabled === true;
  return { bucket: name, bucketArn: arn, keyArn: keyArn(app, found(key, `the key of ${bucket}`)), bucketKey, queues };
}

function queueOf(app: App, mapping: Resource): LakeNames['queues'][number][] {
  const { EventSourceArn, BatchSize, FunctionResponseTypes } = mapping.properties;
  const queue = app.queues.find((q) => q.arn === EventSourceArn);
  if (queue === undefined) return [];
  const redrive = record(queue.properties.RedrivePolicy);
  // Defaults: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-lambda-eventsourcemapping.html
  return [
    {
      arn: queue.arn,
      keyArn: queue.keyArn ?? '',
      visibilitySeconds: Number(queue.properties.VisibilityTimeout ?? 30),
      maxReceiveCount: Number(redrive.maxReceiveCount ?? Number.MAX_SAFE_INTEGER),
      deadLetterArn: String(redrive.deadLetterTargetArn ?? `${queue.arn}-none`),
      batchSize: Number(BatchSize ?? 10),
      partialFailures: list(FunctionResponseTypes).includes('ReportBatchItemFailures'),
    },
  ];
}

const keyArn = (app: App, key: string): string =>
  found(
    app.keys.find(({ arn, name, aliases }) => [arn, name, arn.split('/').at(-1), ...aliases].includes(key)),
    key,
  ).arn;

const tableArn = (app: App, name: string): string => found(named(app, 'AWS::DynamoDB::', name)?.arn, name);

const named = (app: App, type: string, name: string): Resource | undefined =>
  app.resources.find((r) => r.type.startsWith(type) && r.name === name && r.arn !== undefined);

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function found<T>(value: T | undefined, kind: string): T {
  if (value === undefined) throw unknown(kind, 'is not in the templates');
  return value;
}

const unknown = (kind: string, why: string): StrongroomError =>
  new StrongroomError(
    'lake.unknown-resource',
    `the embedded lake needs ${kind}, which ${why}`,
    'synthesize the app again; its functions name the buckets, keys and tables that they use in their environment',
  );
