import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AthenaClient, CreateWorkGroupCommand, StartQueryExecutionCommand } from '@aws-sdk/client-athena';
import { CreateTableCommand as CreateItemsCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateDatabaseCommand, CreateTableCommand, GetPartitionsCommand, GlueClient } from '@aws-sdk/client-glue';
import { CreateKeyCommand, type CreateKeyCommandInput, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instantOf, savedQueriesIn } from '../../lib/governance/trail/index.ts';
import { awsAnnouncer } from '../../lib/storage/aws/announcer.ts';
import { AwsCatalog } from '../../lib/storage/aws/catalog.ts';
import { AwsControl } from '../../lib/storage/aws/control.ts';
import { awsDeadLetters } from '../../lib/storage/aws/dead-letters.ts';
import { AwsKeys } from '../../lib/storage/aws/keys.ts';
import { AwsObjects } from '../../lib/storage/aws/objects.ts';
import { AwsQueryHistory } from '../../lib/storage/aws/query-history.ts';
import { RewriteTable } from '../../lib/storage/aws/rewrite-table.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { SteadyClock } from '../../lib/storage/steady-clock.ts';
import { Children } from '../../rehearse/children.ts';
import { startMoto } from '../../rehearse/stand-ins.ts';
import { provide } from '../../rehearse/tools.ts';
import { present } from '../present.ts';
import { portContract } from './contract.ts';

const missing = provide('moto', false, () => {});
if (missing !== undefined)
  console.warn('skipped: the adapters of AWS against moto, which is not in .rehearsal (npm run rehearse fetches it)');

/**
 * What moto does otherwise than AWS says, by the test of the contract that shows it. Its KMS also signs a digest as if it were a
 * message, so that no signature is checked here.
 */
const OTHERWISE: Readonly<Record<string, string>> = {
  'refuse a key of a length that S3 has not': 'it takes keys of any length',
};

const PARTITION_KEYS = ['jurisdiction', 'day', 'shard'].map((Name) => ({ Name, Type: 'string' }));

describe.skipIf(missing !== undefined)('over the SDK, against moto (skipped without it)', () => {
  let logs: string;
  let children: Children;
  let config: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  let keyIds: Record<'mac' | 'records' | 'certificates', string>;
  let kms: KMSClient;
  let s3: S3Client;
  let items: DynamoDBClient;
  let glue: GlueClient;
  let number = 0;

  beforeAll(async () => {
    logs = mkdtempSync(join(tmpdir(), 'strongroom-moto-'));
    children = new Children(logs);
    const credentials = { accessKeyId: 'STANDIN', secretAccessKey: 'stand-in' };
    config = { endpoint: await startMoto(children), region: 'eu-west-1', credentials };
    kms = new KMSClient(config);
    s3 = new S3Client({ ...config, forcePathStyle: true });
    items = new DynamoDBClient(config);
    glue = new GlueClient(config);
    const key = async (more: CreateKeyCommandInput) =>
      present(present((await kms.send(new CreateKeyCommand(more))).KeyMetadata).Arn);
    keyIds = {
      mac: await key({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }),
      records: await key({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
      certificates: await key({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
    };
  });
  afterAll(async () => {
    for (const client of [kms, s3, items, glue]) client.destroy();
    await children.close();
    rmSync(logs, { recursive: true, force: true });
  });

  const bucket = async (name: string): Promise<string> => {
    await s3.send(
      new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }),
    );
    await s3.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration: { Status: 'Enabled' } }));
    return name;
  };
  const itemTable = async (TableName: string): Promise<string> => {
    await items.send(
      new CreateItemsCommand({
        ...{ TableName, BillingMode: 'PAY_PER_REQUEST' },
        AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      }),
    );
    return TableName;
  };
  const glueTable = async (database: string, Name: string, keys = PARTITION_KEYS): Promise<void> => {
    await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: database } })).catch(() => {});
    const input = { Name, PartitionKeys: keys, StorageDescriptor: { Columns: [{ Name: 'a', Type: 'string' }] } };
    await glue.send(new CreateTableCommand({ DatabaseName: database, TableInput: input }));
  };

  const open = async (): Promise<Ports> => {
    const at = ++number;
    const names = {
      buckets: { raw: await bucket(`raw-${at}`), redacted: await bucket(`redacted-${at}`) },
      ...{ controlTable: await itemTable(`control-${at}`), database: `lake-${at}`, table: 'activity' },
      ...{ pseudonymKey: keyIds.mac, signingKey: keyIds.records, certificateKey: keyIds.certificates },
    };
    await glueTable(names.database, names.table);
    const db = DynamoDBDocumentClient.from(items);
    return {
      objects: new AwsObjects(s3, names),
      control: new AwsControl(db, names.controlTable),
      participation: new AwsControl(db, names.controlTable),
      reads: { async *of() {}, unknown: async () => [] },
      catalog: new AwsCatalog(glue, names),
      keys: new AwsKeys(kms, names),
      clock: new SteadyClock(),
    };
  };

  portContract(open, OTHERWISE);

  test('dead letters are kept, sent back or taken away, each once, and what a fault interrupts is kept', async () => {
    const sqs = new SQSClient(config);
    const [queue, dead] = ['segments', 'segments-dead'];
    const [url, deadUrl] = await Promise.all(
      [queue, dead].map(async (QueueName) => present((await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl)),
    );
    const bodies = Array.from({ length: 23 }, (_, at) => `letter ${at}`);
    for (const MessageBody of bodies) await sqs.send(new SendMessageCommand({ QueueUrl: deadUrl, MessageBody }));
    const letters = awsDeadLetters({ queue, dead }, config);
    const seen: string[] = [];
    const all = async (decide: (body: string) => 'keep' | 'retry' | 'remove') =>
      letters.each(async ({ body, sent, received }) => {
        expect(sent.getTime()).toBeGreaterThan(0);
        expect(received).toBeGreaterThan(0);
        seen.push(body);
        return decide(body);
      });
    await expect(
      all((body) => {
        if (seen.length === 12) throw new Error(`no answer about ${body}`);
        return 'keep';
      }),
    ).rejects.toThrow('no answer');
    seen.length = 0;
    await all((body) => (body === 'letter 3' ? 'retry' : body === 'letter 5' ? 'remove' : 'keep'));
    expect([...seen].sort()).toEqual([...bodies].sort());
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url }));
    expect(Messages.map(({ Body }) => Body)).toEqual(['letter 3']);
    const left = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: deadUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    expect(left.Attributes?.ApproximateNumberOfMessages).toBe('21');
    sqs.destroy();
  });

  test('parts of a rewrite can be opened twice, closed twice, and swept', async () => {
    const keys = [...PARTITION_KEYS, { Name: 'part', Type: 'string' }];
    await glueTable('rewriting', 'rewrites', keys);
    const names = { database: 'rewriting', table: 'rewrites', bucket: 'redacted' };
    const table = new RewriteTable(glue, names);
    const partition = { jurisdiction: 'XA', day: '2026-05-20', shard: '0' };
    const parts = new Map([
      ['landed', 'table/a/'],
      ['new', 'generations/b/'],
    ]);
    for (let turn = 0; turn < 2; turn++) await table.add(partition, parts);
    const listed = async () => {
      const { Partitions = [] } = await glue.send(
        new GetPartitionsCommand({ DatabaseName: names.database, TableName: names.table }),
      );
      return Partitions.map(({ Values, StorageDescriptor }) => [
        present(Values).at(-1),
        present(StorageDescriptor).Location,
      ]).sort();
    };
    expect(await listed()).toEqual([
      ['landed', 's3://redacted/table/a/'],
      ['new', 's3://redacted/generations/b/'],
    ]);
    for (let turn = 0; turn < 2; turn++) await table.drop(partition, ['new']);
    expect(await listed()).toHaveLength(1);
    expect(await table.sweep()).toBe(1);
    expect(await table.sweep()).toBe(0);
  });

  test('the text of a query is told of its work group, as an investigation reads it', async () => {
    const athena = new AthenaClient(config);
    for (const Name of ['team-a', 'team-b']) await athena.send(new CreateWorkGroupCommand({ Name, Configuration: {} }));
    const text = "SELECT text FROM activity WHERE text = 'Grüße'";
    const start = async (QueryString: string, WorkGroup: string) =>
      present((await athena.send(new StartQueryExecutionCommand({ QueryString, WorkGroup }))).QueryExecutionId);
    const ids = [await start(text, 'team-a'), await start('SELECT 1', 'team-b')];
    const history = new AwsQueryHistory(athena);
    // moto knows no pages, and forgets no query.
    expect(await Array.fromAsync(history.ids('team-a'))).toEqual([ids[0]]);
    const past = present(await history.query(present(ids[0])));
    expect(past).toMatchObject({ id: ids[0], workgroup: 'team-a' });
    expect(past.asked.getTime()).toBeGreaterThan(0);
    const saved = [...savedQueriesIn(JSON.parse(JSON.stringify(past.record)), 'a.json')];
    expect(saved).toMatchObject([
      { queryId: ids[0], sql: text, workgroup: 'team-a', at: instantOf(past.asked.toISOString()) },
    ]);
    athena.destroy();
  });

  test('what is announced comes to who has subscribed', async () => {
    const [sns, sqs] = [new SNSClient(config), new SQSClient(config)];
    const topic = present((await sns.send(new CreateTopicCommand({ Name: 'alarms' }))).TopicArn);
    const url = present((await sqs.send(new CreateQueueCommand({ QueueName: 'mail' }))).QueueUrl);
    const Endpoint = 'arn:aws:sqs:eu-west-1:111122223333:mail';
    await sns.send(new SubscribeCommand({ TopicArn: topic, Protocol: 'sqs', Endpoint }));
    await awsAnnouncer(topic, config)('REFUTED', 'One claim does not hold.');
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url }));
    expect(JSON.parse(present(present(Messages[0]).Body))).toMatchObject({
      Subject: 'REFUTED',
      Message: 'One claim does not hold.',
    });
    for (const client of [sns, sqs]) client.destroy();
  });
});
