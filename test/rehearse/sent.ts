import { type CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreatePartitionCommand,
  DeletePartitionCommand,
  type GlueClient,
  paginateGetPartitions,
  UpdatePartitionCommand,
} from '@aws-sdk/client-glue';
import { GenerateMacCommand, GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import {
  GetDataLakeSettingsCommand,
  type LakeFormationClient,
  paginateListPermissions,
  RevokePermissionsCommand,
} from '@aws-sdk/client-lakeformation';
import {
  AbortMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { GetCommand, PutCommand, paginateQuery, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { Upload } from '@aws-sdk/lib-storage';
import { PART_SIZE } from '../../lib/storage/part-size.ts';
import type { SDK_ACTIONS } from '../governance/sdk-actions.ts';

export interface Clients {
  readonly s3: S3Client;
  readonly db: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly kms: KMSClient;
  readonly glue: GlueClient;
  readonly lake: LakeFormationClient;
  readonly sts: STSClient;
  readonly cloudFormation: CloudFormationClient;
}

export const RAW = 'strongroom-raw-111122223333-eu-central-1';
const object = { Bucket: RAW, Key: 'segments/jurisdiction=XA/a b+c.gz' };
const QueueUrl = 'https://sqs.eu-central-1.amazonaws.com/111122223333/strongroom-segments';
const handle = { QueueUrl, ReceiptHandle: 'r' };
const table = { DatabaseName: 'strongroom', TableName: 'activity' };
const values = ['XA', '2026-01-02', 'a'];
const location = 's3://strongroom-redacted-111122223333-eu-central-1/activity/jurisdiction=XA/day=2026-01-02/shard=a/';
const item = { TableName: 'strongroom-control', Item: { pk: 'gate', sk: 'state', rev: 1 } };
const lake = {
  Principal: { DataLakePrincipalIdentifier: 'IAM_ALLOWED_PRINCIPALS' },
  Resource: { Database: { Name: 'strongroom' } },
};
const all = async (pages: AsyncIterable<unknown>): Promise<void> => void (await Array.fromAsync(pages));

/** One use of every call of the SDK, as the adapters make it. */
export const SENT: Readonly<
  Record<keyof typeof SDK_ACTIONS | 'GetCallerIdentityCommand', (clients: Clients) => Promise<unknown>>
> = {
  AbortMultipartUploadCommand: ({ s3 }) => s3.send(new AbortMultipartUploadCommand({ ...object, UploadId: 'u' })),
  ChangeMessageVisibilityCommand: ({ sqs }) =>
    sqs.send(new ChangeMessageVisibilityCommand({ ...handle, VisibilityTimeout: 0 })),
  CreatePartitionCommand: ({ glue }) =>
    glue.send(
      new CreatePartitionCommand({
        ...table,
        PartitionInput: { Values: values, StorageDescriptor: { Location: location } },
      }),
    ),
  DeleteMessageCommand: ({ sqs }) => sqs.send(new DeleteMessageCommand(handle)),
  DeleteObjectsCommand: ({ s3 }) =>
    s3.send(
      new DeleteObjectsCommand({
        Bucket: RAW,
        Delete: { Objects: [{ Key: object.Key, VersionId: 'v' }], Quiet: true },
      }),
    ),
  DeletePartitionCommand: ({ glue }) => glue.send(new DeletePartitionCommand({ ...table, PartitionValues: values })),
  GenerateMacCommand: ({ kms }) =>
    kms.send(
      new GenerateMacCommand({
        KeyId: 'alias/strongroom-pseudonym',
        Message: Buffer.from('m'),
        MacAlgorithm: 'HMAC_SHA_256',
      }),
    ),
  GetCallerIdentityCommand: ({ sts }) => sts.send(new GetCallerIdentityCommand({})),
  GetCommand: ({ db }) =>
    db.send(new GetCommand({ TableName: 'strongroom-control', Key: { pk: 'gate', sk: 'state' } })),
  GetDataLakeSettingsCommand: ({ lake: client }) => client.send(new GetDataLakeSettingsCommand({})),
  GetObjectCommand: ({ s3 }) => s3.send(new GetObjectCommand(object)),
  GetPublicKeyCommand: ({ kms }) => kms.send(new GetPublicKeyCommand({ KeyId: 'alias/strongroom-certificates' })),
  GetQueueUrlCommand: ({ sqs }) => sqs.send(new GetQueueUrlCommand({ QueueName: 'strongroom-segments' })),
  GetTemplateCommand: ({ cloudFormation }) =>
    cloudFormation.send(new GetTemplateCommand({ StackName: 'strongroom-storage' })),
  HeadObjectCommand: ({ s3 }) => s3.send(new HeadObjectCommand(object)),
  ListMultipartUploadsCommand: ({ s3 }) => s3.send(new ListMultipartUploadsCommand({ Bucket: RAW, Prefix: '' })),
  ListObjectVersionsCommand: ({ s3 }) => s3.send(new ListObjectVersionsCommand({ Bucket: RAW, Prefix: '' })),
  ListObjectsV2Command: ({ s3 }) => s3.send(new ListObjectsV2Command({ Bucket: RAW, Prefix: 'gate/' })),
  PutCommand: ({ db }) => db.send(new PutCommand(item)),
  PutObjectCommand: ({ s3 }) => s3.send(new PutObjectCommand({ ...object, Body: 'b', IfNoneMatch: '*' })),
  ReceiveMessageCommand: ({ sqs }) => sqs.send(new ReceiveMessageCommand({ QueueUrl })),
  RevokePermissionsCommand: ({ lake: client }) =>
    client.send(new RevokePermissionsCommand({ ...lake, Permissions: ['ALL'] })),
  SendMessageCommand: ({ sqs }) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'b' })),
  SignCommand: ({ kms }) =>
    kms.send(
      new SignCommand({
        ...{ KeyId: 'alias/strongroom-signing', Message: Buffer.alloc(32) },
        ...{ MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256' },
      }),
    ),
  TransactWriteCommand: ({ db }) => db.send(new TransactWriteCommand({ TransactItems: [{ Put: item }] })),
  UpdatePartitionCommand: ({ glue }) =>
    glue.send(
      new UpdatePartitionCommand({
        ...table,
        PartitionValueList: values,
        PartitionInput: { Values: values, StorageDescriptor: { Location: location } },
      }),
    ),
  Upload: ({ s3 }) =>
    new Upload({ client: s3, params: { ...object, Body: Buffer.alloc(PART_SIZE + 1) }, partSize: PART_SIZE }).done(),
  paginateGetPartitions: ({ glue }) => all(paginateGetPartitions({ client: glue }, table)),
  paginateListPermissions: ({ lake: client }) => all(paginateListPermissions({ client }, lake)),
  paginateQuery: ({ db }) =>
    all(
      paginateQuery(
        { client: db as never },
        {
          TableName: 'strongroom-control',
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': 'gate', ':prefix': 'a' },
        },
      ),
    ),
};
