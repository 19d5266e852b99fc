import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateDatabaseCommand,
  CreateTableCommand as CreateGlueTable,
  GetPartitionsCommand,
  GlueClient,
} from '@aws-sdk/client-glue';
import { CreateAliasCommand, CreateKeyCommand, type CreateKeyCommandInput, KMSClient } from '@aws-sdk/client-kms';
import { GrantPermissionsCommand, LakeFormationClient, ListPermissionsCommand } from '@aws-sdk/client-lakeformation';
import {
  BucketAlreadyOwnedByYou,
  type BucketLocationConstraint,
  CreateBucketCommand,
  type DeleteMarkerEntry,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { there } from '../lib/activity/there.ts';
import { type Account, PLACE } from './account.ts';
import type { Upstreams } from './authorizer.ts';

export interface StoredVersion {
  readonly key: string;
  readonly versionId: string;
  readonly latest: boolean;
  readonly deleteMarker: boolean;
}

/** The stand-ins as the rehearsal itself sees them: without the authorizer, to set up and to inspect their contents. */
export class Stores {
  readonly #s3: S3Client;
  readonly #db: DynamoDBDocumentClient;
  readonly #sqs: SQSClient;
  readonly #kms: KMSClient;
  readonly #glue: GlueClient;
  readonly #lake: LakeFormationClient;
  readonly #account: Account;

  constructor(account: Account, upstreams: Upstreams) {
    const of = (service: string) => ({ ...OPTIONS, endpoint: upstreams[service] as string });
    this.#account = account;
    this.#s3 = new S3Client(of('s3'));
    this.#db = DynamoDBDocumentClient.from(new DynamoDBClient(of('dynamodb')));
    this.#sqs = new SQSClient({ ...of('sqs'), useQueueUrlAsEndpoint: false });
    this.#kms = new KMSClient(of('kms'));
    this.#glue = new GlueClient(of('glue'));
    this.#lake = new LakeFormationClient(of('lakeformation'));
  }

  /** Makes the resources that the templates name: buckets with versions, tables, queues, keys, the lake table. */
  async deploy(): Promise<void> {
    const { buckets, queues, keys, otherStores, tables } = this.#account.app;
    for (const { name } of buckets) await this.#makeBucket(name);
    for (const { type, name } of otherStores) if (type === 'AWS::DynamoDB::Table') await this.#makeTable(name);
    const dead = (properties: object) => 'RedrivePolicy' in properties;
    for (const { arn, properties } of queues.toSorted((a, b) => +dead(a.properties) - +dead(b.properties)))
      await this.#makeQueue(nameIn(arn), properties);
    for (const { aliases, properties } of keys) await this.#makeKey(aliases, properties);
    for (const Name of new Set(tables.map(({ database }) => database)))
      await this.#glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name } }));
    for (const { database, properties } of tables)
      await this.#glue.send(
        new CreateGlueTable({ DatabaseName: database, TableInput: properties.TableInput as { Name: string } }),
      );
  }

  async #makeBucket(Bucket: string): Promise<void> {
    const CreateBucketConfiguration = { LocationConstraint: PLACE.region as BucketLocationConstraint };
    await this.#s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration })).catch((error) => {
      if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
    });
    await this.#s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  }

  async #makeTable(TableName: string): Promise<void> {
    await this.#db.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      }),
    );
  }

  /** Without its delay: the rehearsal does not wait for a quarter of an hour. */
  async #makeQueue(QueueName: string, { RedrivePolicy }: Readonly<Record<string, unknown>>): Promise<void> {
    const Attributes = {
      VisibilityTimeout: '600',
      ...(RedrivePolicy !== undefined && { RedrivePolicy: JSON.stringify(RedrivePolicy) }),
    };
    await this.#sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  }

  async #makeKey(aliases: readonly string[], { KeySpec, KeyUsage }: Readonly<Record<string, unknown>>): Promise<void> {
    const input = { ...(KeySpec !== undefined && { KeySpec, KeyUsage }) } as CreateKeyCommandInput;
    const { KeyMetadata } = await this.#kms.send(new CreateKeyCommand(input));
    const TargetKeyId = there(KeyMetadata?.KeyId, 'the id of a key');
    for (const AliasName of aliases) await this.#kms.send(new CreateAliasCommand({ AliasName, TargetKeyId }));
  }

  async versions(Bucket: string, Prefix = ''): Promise<StoredVersion[]> {
    const { Versions = [], DeleteMarkers = [] } = await this.#s3.send(
      new ListObjectVersionsCommand({ Bucket, Prefix }),
    );
    const versionOf = ({ Key, VersionId, IsLatest }: DeleteMarkerEntry, deleteMarker: boolean) => ({
      key: there(Key, 'a key'),
      versionId: there(VersionId, 'the id of a version'),
      latest: IsLatest === true,
      deleteMarker,
    });
    return [
      ...Versions.map((version) => versionOf(version, false)),
      ...DeleteMarkers.map((marker) => versionOf(marker, true)),
    ];
  }

  /** Keys that an ordinary reader sees. */
  async keys(Bucket: string, prefix = ''): Promise<string[]> {
    const versions = await this.versions(Bucket, prefix);
    return versions.filter(({ latest, deleteMarker }) => latest && !deleteMarker).map(({ key }) => key);
  }

  async read(Bucket: string, Key: string): Promise<Buffer> {
    const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket, Key }));
    return Buffer.from(await there(Body, 'a body').transformToByteArray());
  }

  async put(Bucket: string, Key: string, Body: Uint8Array): Promise<void> {
    await this.#s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  }

  async destroy(Bucket: string, Key: string, VersionId: string): Promise<void> {
    await this.#s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
  }

  /** Permissions of IAM principals in an account that was never closed: on a database with all its tables, or on a table. */
  async openToIam(DatabaseName: string, Name?: string): Promise<void> {
    const Principal = { DataLakePrincipalIdentifier: IAM };
    const whole = [{ Database: { Name: DatabaseName } }, { Table: { DatabaseName, TableWildcard: {} } }];
    for (const Resource of Name === undefined ? whole : [{ Table: { DatabaseName, Name } }])
      await this.#lake.send(new GrantPermissionsCommand({ Principal, Resource, Permissions: ['ALL'] }));
  }

  async heldByIam(): Promise<number> {
    const { PrincipalResourcePermissions = [] } = await this.#lake.send(new ListPermissionsCommand({}));
    return PrincipalResourcePermissions.filter(({ Principal }) => Principal?.DataLakePrincipalIdentifier === IAM)
      .length;
  }

  async items(TableName: string): Promise<Record<string, unknown>[]> {
    return (await this.#db.send(new ScanCommand({ TableName, ConsistentRead: true }))).Items ?? [];
  }

  async partitions(): Promise<string[]> {
    const { database, name } = there(this.#account.app.tables[0], 'the lake table');
    const { Partitions = [] } = await this.#glue.send(
      new GetPartitionsCommand({ DatabaseName: database, TableName: name }),
    );
    return Partitions.map(({ Values = [] }) => Values.join('/'));
  }

  async sendMessage(queue: string, MessageBody: string): Promise<void> {
    await this.#sqs.send(new SendMessageCommand({ QueueUrl: urlOf(queue), MessageBody }));
  }

  /** The handling of a failed message in Lambda: it stays in the queue and becomes visible again; here at once. */
  async showAgain(queue: string, ReceiptHandle: string): Promise<void> {
    await this.#sqs.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: urlOf(queue), ReceiptHandle, VisibilityTimeout: 0 }),
    );
  }

  /** Messages of a queue, which are hidden for a moment by looking. */
  async messages(queue: string): Promise<string[]> {
    const bodies: string[] = [];
    for (;;) {
      const { Messages = [] } = await this.#sqs.send(
        new ReceiveMessageCommand({ QueueUrl: urlOf(queue), MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
      );
      const fresh = Messages.map(({ Body }) => there(Body, 'the body of a message')).filter(
        (body) => !bodies.includes(body),
      );
      if (fresh.length === 0) return bodies;
      bodies.push(...fresh);
    }
  }

  async depth(queue: string): Promise<number> {
    const { Attributes = {} } = await this.#sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: urlOf(queue), AttributeNames: ['All'] }),
    );
    return Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
  }
}

const IAM = 'IAM_ALLOWED_PRINCIPALS';
const OPTIONS = { region: PLACE.region, credentials: { accessKeyId: 'REHEARSAL', secretAccessKey: 'rehearsal' } };

export const urlOf = (queue: string): string => `http://sqs/${PLACE.accountId}/${queue}`;
const nameIn = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);
