import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { COLUMNS, PARTITION_KEYS } from '../../activity/columns.ts';
import { PREFIXES } from '../../activity/zones.ts';
import { contentHash } from '../content-hash.ts';
import { useCatalogKey } from '../lake/catalog-key.ts';
import { GrantChain } from '../lake/grants.ts';
import { allowPartitions } from '../lake/lake-writers.ts';
import { register } from '../lake/registration.ts';
import { revokeIamPrincipals } from '../lake/revocation.ts';
import { allowRewrites } from '../lake/rewrites.ts';
import { lakeDatabase, lakeTable, rewritesTable } from '../lake/table.ts';
import { type PlatformConfig, targetOf } from '../platform-config.ts';
import type { SettingsStack } from './settings-stack.ts';
import type { StorageStack } from './storage-stack.ts';

export interface CatalogStackProps extends PlatformConfig {
  readonly settings: SettingsStack;
  readonly storage: StorageStack;
}

/**
 * The lake table under Lake Formation. The order is a lock: registration comes before the database, and no grant is
 * made before the revocations have been read back.
 */
export class CatalogStack extends Stack {
  constructor(scope: Construct, id: string, { settings, storage, ...config }: CatalogStackProps) {
    super(scope, id, {
      description: 'Strongroom: the lake table, registered with Lake Formation and closed to IAM',
      ...targetOf(config.environment),
    });
    const { names, program, lake } = config;
    const locationArn = `${names.bucketArn('redacted')}/${PREFIXES.table}`;

    const registration = register(this, locationArn, storage.roles.get('lake'));
    const revoker = settings.revoker.function;

    const database = lakeDatabase(this, lake, program.name);
    database.node.addDependency(registration);
    const closedDatabase = revokeIamPrincipals(this, 'RevokeDatabase', revoker, {
      database: lake.database,
      revision: contentHash(lake.database),
    });
    closedDatabase.node.addDependency(database);
    const table = lakeTable(this, lake, program.name, `s3://${names.bucket('redacted')}/${PREFIXES.table}`);
    table.node.addDependency(closedDatabase);
    const closedTable = revokeIamPrincipals(this, 'RevokeTable', revoker, {
      ...{ database: lake.database, table: lake.table },
      revision: contentHash([{ database: lake.database, table: lake.table }, COLUMNS, PARTITION_KEYS]),
    });
    closedTable.node.addDependency(table);
    const rewrites = rewritesTable(this, lake, program.name, `s3://${names.bucket('redacted')}/${PREFIXES.table}`);
    rewrites.node.addDependency(closedTable);
    const closedRewrites = revokeIamPrincipals(this, 'RevokeRewrites', revoker, {
      ...{ database: lake.database, table: lake.rewrites },
      revision: contentHash([lake, COLUMNS, PARTITION_KEYS]),
    });
    closedRewrites.node.addDependency(rewrites);

    const grants = new GrantChain(this, closedRewrites);
    const role = storage.roles.get.bind(storage.roles);
    allowPartitions(this, { names, lake, locationArn, grants, role });
    allowRewrites(this, {
      ...{ names, lake, locationArn, grants },
      compact: role('compact'),
      keyArn: storage.zones.redacted.key.keyArn,
    });
    useCatalogKey(this, config.environment.existing?.catalogKey?.arn, {
      redact: { role: role('redact'), use: 'writes' },
      retain: { role: role('retain'), use: 'writes' },
      keep: { role: role('keep'), use: 'writes' },
      compact: { role: role('compact'), use: 'writes' },
      inventory: { role: role('inventory'), use: 'reads' },
      revoke: { role: settings.revokerRole, use: 'reads' },
    });
    this.addStackDependency(settings, 'administrators before anything they must grant');
    this.addStackDependency(storage, 'the registration role and its policy before the registration');
  }
}
