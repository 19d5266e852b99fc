import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Names } from '../names.ts';
import type { Lake } from '../platform-config.ts';
import { type GrantChain, onDatabase, onLocation, onTable } from './grants.ts';

/** ARNs of the lake's catalogue resources, for IAM statements. */
export const catalogArns = (names: Names, { database, table }: Pick<Lake, 'database' | 'table'>): string[] => [
  names.arn('glue', 'catalog'),
  names.arn('glue', `database/${database}`),
  names.arn('glue', `table/${database}/${table}`),
];

const PARTITION_ACTIONS = {
  redact: ['glue:GetTable', 'glue:GetPartition', 'glue:CreatePartition', 'glue:BatchCreatePartition'],
  retain: ['glue:GetTable', 'glue:GetPartitions', 'glue:DeletePartition', 'glue:BatchDeletePartition'],
  keep: ['glue:GetTable', 'glue:GetPartitions', 'glue:UpdatePartition'],
  inventory: ['glue:GetTable', 'glue:GetPartitions'],
} as const;

/** Roles that keep the table, each with the name of its permissions in the template. */
const KEEPERS = { redact: 'Redact', retain: 'Retain', keep: 'Keep', inventory: 'Inventory' } as const;

export interface LakeWriterProps {
  readonly names: Names;
  readonly lake: Lake;
  readonly grants: GrantChain;
  readonly locationArn: string;
  readonly role: (name: keyof typeof KEEPERS) => Role;
}

/**
 * Permissions that redaction, retention and compaction need to keep the table's partitions, and the inventory to list
 * them.
 *
 * Lake Formation requires ALTER on the table to create a partition (the error says "Required Alter on <table>") and,
 * where the location is registered, a permission on the location. Whether moving a partition requires it too has not
 * been observed: a grant on the location beside a filter would void the filter, so none is given. Lake Formation never
 * requires SELECT or INSERT here: the role's own S3 permissions write the files. ALTER alone could point a partition
 * elsewhere, but data location access covers this table's prefix only, no role may call UpdateTable, and without
 * lakeformation:GetDataAccess none gets credentials from Lake Formation. That deleting a partition requires the same
 * ALTER has not been observed in an account.
 * https://docs.aws.amazon.com/lake-formation/latest/dg/access-control-underlying-data.html
 */
export const allowPartitions = (
  scope: Construct,
  { names, lake, grants, locationArn, role }: LakeWriterProps,
): void => {
  const { database, table } = lake;
  for (const name of ['redact', 'retain', 'keep', 'inventory'] as const) {
    const id = KEEPERS[name];
    new Policy(scope, `${id}Partitions`, {
      roles: [role(name)],
      statements: [
        new PolicyStatement({
          sid: 'Partitions',
          actions: [...PARTITION_ACTIONS[name]],
          resources: catalogArns(names, lake),
        }),
      ],
    });
    const { roleArn } = role(name);
    grants.grant(`${id}DescribesDatabase`, roleArn, 'DESCRIBE', onDatabase(database));
    grants.grant(`${id}DescribesTable`, roleArn, 'DESCRIBE', onTable(database, table));
    if (name !== 'inventory') grants.grant(`${id}AltersTable`, roleArn, 'ALTER', onTable(database, table));
  }
  grants.grant('RedactUsesLocation', role('redact').roleArn, 'DATA_LOCATION_ACCESS', onLocation(locationArn));
};
