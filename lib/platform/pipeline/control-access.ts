/** What each role may do with a table of items, by partition key. */
export type ItemAccess = Readonly<
  Record<string, { readonly reads: readonly string[]; readonly writes: readonly string[] }>
>;

/**
 * The control table. `gate` is written by people and by the sentinel, and believed by nobody: whether collection is paused
 * stands in the audit zone (lib/governance/gate/log.ts). `restart` holds what a certificate is signed for, so the governor
 * alone writes it. Who can take what back: docs/threat-model.md.
 */
export const CONTROL_ACCESS = {
  ingest: { reads: ['gate', 'deployed', 'retention', 'segment#*'], writes: ['segment#*'] },
  redact: { reads: ['segment#*', 'plan#*', 'failure#*'], writes: ['segment#*', 'plan#*', 'failure#*'] },
  retain: {
    // Its own records only: a made-up one under the sentinel's would tell the sentinel that it has answered already.
    reads: ['destruction', 'retention', 'idempotency#retain#*', 'erasure', 'lineage', 'segment#*', 'plan#*'],
    writes: ['destruction', 'retention', 'idempotency#retain#*', 'erasure'],
  },
  // What is to be erased goes into no new copy.
  export: { reads: ['erasure'], writes: ['lineage'] },
  governor: { reads: ['gate', 'restart', 'deployed', 'retention'], writes: ['gate', 'restart', 'deployed'] },
  operator: { reads: ['failure#*'], writes: [] },
  worker: { reads: ['gate', 'deployed', 'retention', 'erasure'], writes: ['erasure'] },
  sentinel: { reads: ['gate', 'restart', 'idempotency#sentinel#*'], writes: ['gate', 'idempotency#sentinel#*'] },
} as const satisfies ItemAccess;

/**
 * What workers decide about themselves. People are not here: a worker, and whoever decides about exemptions, come through
 * the function, which takes who they are from their token. Ingest obeys what is decided and cannot write it.
 */
export const PARTICIPATION_ACCESS = {
  ingest: { reads: ['worker#*', 'held#*'], writes: ['held#*'] },
  worker: { reads: ['worker#*', 'held#*', 'queue', 'parity'], writes: ['worker#*', 'queue', 'parity'] },
} as const satisfies ItemAccess;

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
