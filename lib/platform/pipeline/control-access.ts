import { accessOf, CONTROL_ITEMS, PARTICIPATION_ITEMS } from '../../ledger/index.ts';

/** Each role's permissions on each table, derived from its items. */
export const CONTROL_ACCESS = accessOf(CONTROL_ITEMS);
export const PARTICIPATION_ACCESS = accessOf(PARTICIPATION_ITEMS);

export const READ_ITEMS = ['dynamodb:GetItem', 'dynamodb:Query'] as const;
/** A transaction needs the permission of each of its operations. Items are replaced, never deleted: state must not vanish. */
export const WRITE_ITEMS = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'] as const;

/** Every action that reads or changes items, denied to all roles but those above. Streams and exports are copies. */
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
