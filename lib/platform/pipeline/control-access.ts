/** What each role may do with the control table, by partition key. The gate is written by people only. */
export const CONTROL_ACCESS = {
  ingest: { reads: ['gate', 'deployed', 'retention', 'worker#*', 'segment#*'], writes: ['segment#*'] },
  redact: { reads: ['segment#*', 'plan#*'], writes: ['segment#*', 'plan#*'] },
  retain: {
    reads: ['destruction', 'retention', 'idempotency#*'],
    writes: ['destruction', 'retention', 'idempotency#*'],
  },
  governor: { reads: ['gate', 'deployed', 'retention', 'worker#*'], writes: ['gate', 'deployed', 'worker#*'] },
} as const satisfies Record<string, { readonly reads: readonly string[]; readonly writes: readonly string[] }>;

export type ControlRole = keyof typeof CONTROL_ACCESS;
export const CONTROL_ROLES = Object.keys(CONTROL_ACCESS) as readonly ControlRole[];

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
