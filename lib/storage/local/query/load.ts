import { BIGINT, BOOLEAN, DOUBLE, DuckDBDataChunk, type DuckDBType, INTEGER, VARCHAR } from '@duckdb/node-api';
import type { Column } from '../../../activity/columns.ts';
import type { Partition } from '../../ports.ts';
import type { Engine } from './engine.ts';
import { readParquet } from './parquet.ts';
import { DUCK_TYPES, quoted } from './sql.ts';
import type { View } from './view.ts';

/** One file of the table, decrypted, in memory. */
export interface LakeFile {
  readonly partition: Partition;
  readonly bytes: Uint8Array;
}

const VECTORS: Readonly<Record<Column['type'], DuckDBType>> = {
  ...{ string: VARCHAR, int: INTEGER, bigint: BIGINT, double: DOUBLE, boolean: BOOLEAN },
};
/** Rows that wait unfiltered at a time; hidden rows and columns never stay in memory for longer. */
const STAGED_ROWS = 100_000;

/** Makes the table `activity`, under its own name and under its database's, with no rows. */
export async function defineTable(engine: Engine, columns: readonly Column[], database: string): Promise<void> {
  const columnsSql = columns.map(({ name, type }) => `${quoted(name)} ${DUCK_TYPES[type]}`).join(', ');
  await engine.connection.run(`CREATE OR REPLACE TABLE activity (${columnsSql})`);
  if (database.toLowerCase() === 'main') return;
  await engine.connection.run(`CREATE SCHEMA IF NOT EXISTS ${quoted(database)}`);
  await engine.connection.run(`CREATE OR REPLACE VIEW ${quoted(database)}.activity AS FROM main.activity`);
}

/** Fills `activity` with what `view` shows of the files. The staging table is gone when this returns. */
export async function loadTable(
  engine: Engine,
  columns: readonly Column[],
  view: View,
  files: AsyncIterable<LakeFile>,
): Promise<void> {
  const staged = view.needs(columns);
  const { connection } = engine;
  const columnsSql = staged.map(({ name, type }) => `${quoted(name)} ${DUCK_TYPES[type]}`).join(', ');
  await connection.run(`CREATE TABLE staging (${columnsSql})`);
  const types = staged.map(({ type }) => VECTORS[type]);
  let waiting = 0;
  let appender = await connection.createAppender('staging');
  const move = async (): Promise<void> => {
    appender.closeSync();
    await connection.run(`INSERT INTO activity ${view.select(columns, 'staging')}`);
    await connection.run('TRUNCATE staging');
    waiting = 0;
  };
  for await (const { bytes, partition } of files) {
    for await (const batch of readParquet(bytes, staged, partition)) {
      const chunk = DuckDBDataChunk.create(types, batch.length);
      chunk.setColumns(batch.columns);
      appender.appendDataChunk(chunk);
      waiting += batch.length;
      if (waiting < STAGED_ROWS) continue;
      await move();
      appender = await connection.createAppender('staging');
    }
  }
  await move();
  await connection.run('DROP TABLE staging');
}
