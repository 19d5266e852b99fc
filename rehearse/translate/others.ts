import type { Account } from '../account.ts';
import { PLACE } from '../account.ts';
import { type AwsRequest, jsonCall, known, type LakeRight, type Translation, UntranslatedError } from './request.ts';

/** Operations of KMS, with the fields that are condition keys. https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html */
const KMS_OPERATIONS = {
  GenerateMac: { MacAlgorithm: 'kms:MacAlgorithm' },
  Sign: { SigningAlgorithm: 'kms:SigningAlgorithm', MessageType: 'kms:MessageType' },
  GetPublicKey: {},
} as const satisfies Record<string, Record<string, string>>;

export function translateKms(request: AwsRequest, account: Account): Translation {
  const { operation, input } = jsonCall(request);
  const fields: Record<string, string> | undefined = Object.hasOwn(KMS_OPERATIONS, operation)
    ? KMS_OPERATIONS[operation as keyof typeof KMS_OPERATIONS]
    : undefined;
  const id = String(input.KeyId);
  const { arn } = known('kms', account.key(id), `key ${id}`);
  const context = Object.fromEntries(
    Object.entries(known('kms', fields, operation)).map(([field, key]) => [key, String(input[field])]),
  );
  const alias = id.startsWith('alias/') ? { 'kms:RequestAlias': id } : {};
  return {
    service: 'kms',
    operation,
    wants: [{ action: `kms:${operation}`, resource: arn, context: { ...context, ...alias } }],
  };
}

/**
 * Operations on a queue, with the actions on its key that SQS takes.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
const SQS_OPERATIONS = {
  ReceiveMessage: ['kms:Decrypt'],
  SendMessage: ['kms:GenerateDataKey', 'kms:Decrypt'],
  DeleteMessage: [],
  ChangeMessageVisibility: [],
  GetQueueAttributes: [],
  GetQueueUrl: [],
} as const satisfies Record<string, readonly string[]>;

export function translateSqs(request: AwsRequest, account: Account): Translation {
  const { operation, input } = jsonCall(request);
  const uses = Object.hasOwn(SQS_OPERATIONS, operation)
    ? SQS_OPERATIONS[operation as keyof typeof SQS_OPERATIONS]
    : undefined;
  const name = String(input.QueueUrl ?? input.QueueName);
  const queue = known('sqs', account.queue(name), `queue ${name}`);
  const context = { 'kms:ViaService': account.via('sqs'), 'kms:EncryptionContext:aws:sqs:arn': queue.arn };
  return {
    service: 'sqs',
    operation,
    wants: [
      { action: `sqs:${operation}`, resource: queue.arn },
      ...known('sqs', uses, operation).map((action) => ({
        action,
        resource: known('sqs', queue.keyArn, `the key of ${queue.name}`),
        context,
      })),
    ],
  };
}

/** https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-reference.html */
const GLUE_OPERATIONS = {
  CreatePartition: 'ALTER',
  DeletePartition: 'ALTER',
  UpdatePartition: 'ALTER',
  GetPartitions: 'DESCRIBE',
} as const satisfies Record<string, string>;

/** Glue asks for a resource and all its ancestors, and Lake Formation for the table. */
export function translateGlue(request: AwsRequest, account: Account): Translation {
  const { operation, input } = jsonCall(request);
  const permission = Object.hasOwn(GLUE_OPERATIONS, operation)
    ? GLUE_OPERATIONS[operation as keyof typeof GLUE_OPERATIONS]
    : undefined;
  const [database, table] = [String(input.DatabaseName), String(input.TableName)];
  const chain = ['catalog', `database/${database}`, `table/${database}/${table}`];
  const rights: LakeRight[] = [{ permission: known('glue', permission, operation), on: { database, table } }];
  const location = (input.PartitionInput as { StorageDescriptor?: { Location?: string } } | undefined)
    ?.StorageDescriptor?.Location;
  if (location !== undefined)
    rights.push({
      permission: 'DATA_LOCATION_ACCESS',
      on: { location: location.replace(/^s3:\/\//, 'arn:aws:s3:::') },
    });
  return {
    service: 'glue',
    operation,
    wants: chain.map((resource) => ({ action: `glue:${operation}`, resource: account.arn('glue', resource) })),
    rights,
  };
}

/** Calls to Lake Formation name no resource to IAM. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslakeformation.html */
const LAKE_OPERATIONS = ['GetDataLakeSettings', 'ListPermissions', 'RevokePermissions'] as const;

export function translateLake({ path }: AwsRequest): Translation {
  const operation = path.slice(1);
  if (!LAKE_OPERATIONS.some((name) => name === operation)) throw new UntranslatedError('lakeformation', operation);
  return { service: 'lakeformation', operation, wants: [{ action: `lakeformation:${operation}`, resource: '*' }] };
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: no policy can deny it. */
export function translateSts({ body }: AwsRequest): Translation {
  const operation = new URLSearchParams(body.toString('utf8')).get('Action') ?? '';
  if (operation !== 'GetCallerIdentity') throw new UntranslatedError('sts', operation);
  return { service: 'sts', operation, wants: [{ action: 'sts:GetCallerIdentity', resource: '*' }] };
}

export function translateCloudFormation({ body }: AwsRequest, account: Account): Translation {
  const input = new URLSearchParams(body.toString('utf8'));
  const operation = input.get('Action') ?? '';
  if (operation !== 'GetTemplate') throw new UntranslatedError('cloudformation', operation);
  const name = input.get('StackName') ?? '';
  const resource = account.arn('cloudformation', `stack/${name}/${PLACE.accountId}-0000`);
  return { service: 'cloudformation', operation, wants: [{ action: 'cloudformation:GetTemplate', resource }] };
}
