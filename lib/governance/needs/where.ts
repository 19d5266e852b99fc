import type { App, CallNeed } from '../../access/index.ts';
import type { ZoneName } from '../../activity/zones.ts';
import type { Configuration } from '../configuration.ts';
import { databaseOf, rewritesOf } from '../prefix.ts';

type Context = NonNullable<CallNeed['context']>;

/** The names of one installation in one account and region, for the table of needs. */
export class Where {
  readonly prefix: string;
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  readonly #domain: string;
  readonly #app: App;

  /** The lake table, as the catalogue names it. */
  readonly lake: { readonly database: string; readonly table: string; readonly rewrites: string };

  constructor({ environment, program }: Configuration, app: App) {
    const { partition, accountId, region } = app.place;
    this.prefix = environment.prefix;
    const { table } = program.lake;
    this.lake = { database: databaseOf(environment.prefix), table, rewrites: rewritesOf(table) };
    this.partition = partition;
    this.account = accountId;
    this.region = region;
    // https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
    this.#domain = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
    this.#app = app;
  }

  of(place: string): string {
    return `${this.prefix}-${place}`;
  }

  team(name: string): string {
    return this.of(`team-${name}`);
  }

  role(name: string): string {
    return `arn:${this.partition}:iam::${this.account}:role/${name}`;
  }

  /** An ARN of this account and region. */
  arn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}:${this.region}:${this.account}:${resource}`;
  }

  bucketName(zone: ZoneName): string {
    return `${this.of(zone)}-${this.account}-${this.region}`;
  }

  bucket(zone: ZoneName): string {
    return `arn:${this.partition}:s3:::${this.bucketName(zone)}`;
  }

  object(zone: ZoneName, key: string): string {
    return `${this.bucket(zone)}/${key}`;
  }

  table(name: string): string {
    return this.arn('dynamodb', `table/${this.of(name)}`);
  }

  /** `kms:ViaService` of a call that a service of this region makes on the caller's behalf. */
  via(service: string): Context {
    return { 'kms:ViaService': `${service}.${this.region}.${this.#domain}` };
  }

  get logsService(): string {
    return `logs.${this.region}.${this.#domain}`;
  }

  /**
   * The encryption context that S3 sends to KMS for an object. With a bucket key the context is the bucket.
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
   */
  throughS3(zone: ZoneName, key: string): Context {
    const arn = this.hasBucketKey(zone) ? this.bucket(zone) : this.object(zone, key);
    return {
      ...this.via('s3'),
      'kms:EncryptionContext:aws:s3:arn': arn,
      'kms:EncryptionContextKeys': ['aws:s3:arn'],
    };
  }

  /** The encryption context that DynamoDB sends to KMS with every use of a table's key. */
  throughDynamo(table: string): Context {
    return { ...this.via('dynamodb'), 'kms:EncryptionContext:aws:dynamodb:tableName': this.of(table) };
  }

  /** An unreadable flag counts as on: then the caller needs more permissions. */
  hasBucketKey(zone: ZoneName): boolean {
    const bucket = this.#app.buckets.find(({ name }) => name === this.bucketName(zone));
    const text = JSON.stringify(bucket?.properties.BucketEncryption ?? {});
    return /"BucketKeyEnabled":(?!false|"false")/.test(text);
  }

  get fromThisAccount(): Context {
    return { 'aws:SourceAccount': this.account };
  }
}
