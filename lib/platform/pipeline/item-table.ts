import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { ITEMS_END } from '../../governance/declaration.ts';
import type { ItemAccess } from '../../ledger/index.ts';
import { KEPT } from '../keep.ts';
import type { Names } from '../names.ts';
import { keyPolicy } from '../policy/key-policy.ts';
import { sidPart } from '../policy/sid.ts';
import { READ_ITEMS, WRITE_ITEMS } from './control-access.ts';
import { deployment, KEY_ACTIONS, tablePolicy, throughDynamo, useOf } from './item-locks.ts';

export interface ItemTableProps {
  readonly names: Names;
  /** Last part of the table's name. */
  readonly name: string;
  readonly access: ItemAccess;
  readonly role: (name: string) => Role;
}

/**
 * A table of items: the control table, or the participation table. It has its own key, point-in-time recovery,
 * protection against accidental deletion, and the same two locks as a zone. A principal that could open the gate would
 * decide whether anything is collected at all; one that could read pauses could turn them into a signal.
 */
export class ItemTable extends Construct {
  readonly table: Table;
  readonly key: Key;

  constructor(scope: Construct, id: string, { names, name: what, access, role }: ItemTableProps) {
    super(scope, id);
    const tableName = names.of(what);
    const roles = Object.keys(access);
    this.key = new Key(this, 'Key', {
      description: `${names.prefix} ${what} table`,
      alias: `alias/${tableName}`,
      enableKeyRotation: true,
      removalPolicy: KEPT,
      policy: keyPolicy([
        ...roles.map((name) => useOf(name, role(name).roleArn, tableName)),
        ...deployment(names, tableName),
      ]),
    });
    this.table = new Table(this, 'Table', {
      tableName,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: ITEMS_END,
      removalPolicy: KEPT,
      // DynamoDB's deletion protection would also keep a table whose creation failed; the policy prevents every other deletion.
      resourcePolicy: tablePolicy(
        roles.map((name) => role(name).roleArn),
        names.deploymentRoleArn,
      ),
    });
    for (const [name, allowed] of Object.entries(access)) this.#allow(name, allowed, role(name), tableName);
  }

  #allow(name: string, { reads, writes }: ItemAccess[string], role: Role, tableName: string): void {
    const items = (sid: string, actions: readonly string[], partitions: readonly string[]): PolicyStatement =>
      new PolicyStatement({
        sid,
        actions: [...actions],
        resources: [this.table.tableArn],
        conditions: {
          // All keys of the request must match. A request without a key, such as a scan, must not pass as "all of none".
          'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions },
          Null: { 'dynamodb:LeadingKeys': 'false' },
        },
      });
    new Policy(this, `${sidPart(name)}Items`, {
      roles: [role],
      statements: [
        items('ReadItems', READ_ITEMS, reads),
        ...(writes.length > 0 ? [items('WriteItems', WRITE_ITEMS, writes)] : []),
        new PolicyStatement({ sid: 'DescribeTableKey', actions: ['kms:DescribeKey'], resources: [this.key.keyArn] }),
        new PolicyStatement({
          sid: 'UseTableKey',
          actions: KEY_ACTIONS,
          resources: [this.key.keyArn],
          conditions: throughDynamo(tableName),
        }),
      ],
    });
  }
}
