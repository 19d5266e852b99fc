import { there } from '../../lib/activity/there.ts';
import type { Account } from '../account.ts';
import { PLACE } from '../account.ts';
import { type AwsRequest, jsonCall, known, type Translation, UntranslatedError, type Wanted } from './request.ts';

/**
 * Actions on the table's key that DynamoDB takes for the caller.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
const READ = ['kms:Decrypt', 'kms:DescribeKey'];
const WRITE = [...READ, 'kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey'];

/** Operations on single items of one table. */
const ITEM_OPERATIONS = {
  GetItem: { action: 'dynamodb:GetItem', key: READ, item: 'Key' },
  PutItem: { action: 'dynamodb:PutItem', key: WRITE, item: 'Item' },
  UpdateItem: { action: 'dynamodb:UpdateItem', key: WRITE, item: 'Key' },
  DeleteItem: { action: 'dynamodb:DeleteItem', key: WRITE, item: 'Key' },
} as const;

/** Parts of a transaction, each with the permission of its own. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html */
const PARTS = {
  Put: ITEM_OPERATIONS.PutItem,
  Update: ITEM_OPERATIONS.UpdateItem,
  Delete: ITEM_OPERATIONS.DeleteItem,
  ConditionCheck: { action: 'dynamodb:ConditionCheckItem', key: WRITE, item: 'Key' },
} as const;

interface Item {
  readonly action: string;
  readonly table: string;
  readonly key: readonly string[];
  readonly leading: string | undefined;
}

type Input = Record<string, unknown>;

export function translateDynamo(request: AwsRequest, account: Account): Translation {
  const { operation, input } = jsonCall(request);
  const items = itemsOf(operation, input);
  return { service: 'dynamodb', operation, wants: merged(items).flatMap((group) => wantsOf(group, account)) };
}

function itemsOf(operation: string, input: Input): Item[] {
  if (Object.hasOwn(ITEM_OPERATIONS, operation))
    return [itemOf(ITEM_OPERATIONS[operation as keyof typeof ITEM_OPERATIONS], input)];
  if (operation === 'Query')
    return [{ action: 'dynamodb:Query', table: String(input.TableName), key: READ, leading: partitionOf(input) }];
  if (operation === 'TransactWriteItems')
    return (input.TransactItems as Input[]).flatMap((item) =>
      Object.entries(item).map(([part, of]) =>
        itemOf(known('dynamodb', PARTS[part as keyof typeof PARTS], `${operation} with ${part}`), of as Input),
      ),
    );
  throw new UntranslatedError('dynamodb', operation);
}

const itemOf = (
  { action, key, item }: { action: string; key: readonly string[]; item: string },
  input: Input,
): Item => ({
  action,
  key,
  table: String(input.TableName),
  leading: ((input[item] as Input)?.pk as { S?: string } | undefined)?.S,
});

/** The partition that a query reads. A condition in another form than ours is not read here, and so not allowed. */
function partitionOf(input: Input): string | undefined {
  const name = /^pk = (:\w+)(?: AND |$)/.exec(String(input.KeyConditionExpression))?.[1];
  return name === undefined
    ? undefined
    : (input.ExpressionAttributeValues as Record<string, { S?: string }>)?.[name]?.S;
}

/** All keys of one action on one table are decided together, as DynamoDB gives them to IAM. */
function merged(
  items: readonly Item[],
): { action: string; table: string; key: readonly string[]; leading: string[] }[] {
  const groups = Map.groupBy(items, ({ action, table }) => `${action} ${table}`);
  return [...groups.values()].map((group) => {
    const leading = group.map((item) => known('dynamodb', item.leading, `${item.action} without a partition key`));
    const { action, table, key } = there(group[0], 'an item of the group');
    return { action, table, key, leading: [...new Set(leading)] };
  });
}

function wantsOf({ action, table, key, leading }: ReturnType<typeof merged>[number], account: Account): Wanted[] {
  const { arn, name, keyArn } = known('dynamodb', account.table(table), `table ${table}`);
  return [
    { action, resource: arn, context: { 'dynamodb:LeadingKeys': leading } },
    ...key.map((use) => ({
      action: use,
      resource: known('dynamodb', keyArn, `the key of ${name}`),
      context: {
        'kms:ViaService': account.via('dynamodb'),
        // A description carries no encryption context. https://docs.aws.amazon.com/kms/latest/developerguide/services-dynamodb.html
        ...(use !== 'kms:DescribeKey' && {
          'kms:EncryptionContext:aws:dynamodb:tableName': name,
          'kms:EncryptionContext:aws:dynamodb:subscriberId': PLACE.accountId,
          'kms:EncryptionContextKeys': ['aws:dynamodb:tableName', 'aws:dynamodb:subscriberId'],
        }),
      },
    })),
  ];
}
