import { accessOf, CONTROL_ITEMS, PARTICIPATION_ITEMS } from '../../ledger/index.ts';

/** What each role may do with each table: what its items say. */
export const CONTROL_ACCESS = accessOf(CONTROL_ITEMS);
export const PARTICIPATION_ACCESS = accessOf(PARTICIPATION_ITEMS);

export const READ_ITEMS = ['dynamodb:GetItem', 'dynamodb:Query'] as const;
/** A transaction needs the permission of each of its operations. Items are replaced, never deleted: state must not vanish. */
export const WRITE_ITEMS = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'] as const;

/** Every way to get at items, denied to all but the roles above. Streams and exports are copies. */
export const ITEM_DOORS = [
  'dynamodb:GetItem',
  'dynamodb:BatchGetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:PartiQLSelect',
  'dynamodb:PartiQLInsert',
  'dynamodb:PartiQLUpdate',
  'dynamodb:PartiQLDelete',
  'dynamodb:ExportTableToPointInTime',
  'dynamodb:RestoreTableToPointInTime',
] as const;
