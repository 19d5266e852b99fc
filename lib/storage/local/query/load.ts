import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  INTEGER,
  LIST,
  listValue,
  VARCHAR,
} from '@duckdb/node-api';
import type { Column } from '../../../activity/columns.ts';
import { there } from '../../../activity/there.ts';
import type { Partition } from '../../ports.ts';
import type { Engine } from './engine.ts';
import { type ColumnValue, readParquet } from './parquet.ts';
import { type Physical, physical } from './physical.ts';
import { DUCK_TYPES, quoted } from './sql.ts';
import type { LakeView } from './view.ts';

/** One file of the table, decrypted, in memory. */
export interface LakeFile {
  readonly partition: Partition;
  readonly bytes: Uint8Array;
}

const VECTORS: Readonly<Record<Column['type'], DuckDBType>> = {
  ...{ string: VARCHAR, int: INTEGER, bigint: BIGINT, double: DOUBLE, boolean: BOOLEAN },
};
/** Rows staged unfiltered at a time; hidden rows and columns never stay in memory for longer. */
const STAGED_ROWS = 100_000;
/** The size of DuckDB's vectors. */
const CHUNK_ROWS = 2048;

/** Creates the empty table `activity`, under its own name and under its database's. */
export async function defineTable(engine: Engine, columns: readonly Column[], database: string): Promise<void> {
  const columnsSql = columns.map(({ name, type }) => `${quoted(name)} ${DUCK_TYPES[type]}`).join(', ');
  await engine.connection.run(`CREATE OR REPLACE TABLE activity (${columnsSql})`);
  if (database.toLowerCase() === 'main') return;
  await engine.connection.run(`CREATE SCHEMA IF NOT EXISTS ${quoted(database)}`);
  await engine.connection.run(`CREATE OR REPLACE VIEW ${quoted(database)}.activity AS FROM main.activity`);
}

/** Fills `activity` with the rows and columns that `view` shows. The unfiltered rows are gone when this returns. */
export async function loadTable(
  engine: Engine,
  columns: readonly Column[],
  view: LakeView,
  files: AsyncIterable<LakeFile>,
): Promise<void> {
  const staged = view.needs(columns);
  let waiting: ColumnValue[][] = [];
  let rows = 0;
  const move = async (): Promise<void> => {
    if (rows > 0) await stage(engine, staged, waiting, rows, (from) => view.select(columns, from));
    waiting = [];
    rows = 0;
  };
  for await (const { bytes, partition } of files) {
    for await (const batch of readParquet(bytes, staged, partition)) {
      if (rows === 0) waiting = batch.columns;
      else append(waiting, batch.columns);
      rows += batch.rows;
      if (rows >= STAGED_ROWS) await move();
    }
  }
  await move();
}

function append(waiting: readonly ColumnValue[][], columns: readonly ColumnValue[][]): void {
  for (const [i, values] of columns.entries()) {
    const column = there(waiting[i], 'a column that waits');
    for (const value of values) column.push(value);
  }
}

/** Puts rows into a temporary table, inserts the result of `select` over it into `activity`, and drops it. */
async function stage(
  { connection }: Engine,
  columns: readonly Column[],
  values: readonly ColumnValue[][],
  rows: number,
  select: (from: string) => string,
): Promise<void> {
  const parts = columns.map((column, i) => ({ name: column.name, ...physical(column, there(values[i], column.name)) }));
  const stored = parts.flatMap(({ name, type, values }) => (values === undefined ? [] : [{ name, type, values }]));
  const words = parts.flatMap((part) => (part.words ? [part.words] : []));
  let parameter = 0;
  const items = parts.map((part) => `${part.sql(part.words ? ++parameter : 0)} AS ${quoted(part.name)}`);
  if (stored.length > 0) await store(connection, stored, rows);
  const from = stored.length > 0 ? 'staging' : `range(${rows})`;
  await connection.run(
    `INSERT INTO activity ${select(`(SELECT ${items.join(', ')} FROM ${from})`)}`,
    words.map((list) => listValue(list)),
    words.map(() => LIST(VARCHAR)),
  );
  await connection.run('DROP TABLE IF EXISTS staging');
}

async function store(
  connection: DuckDBConnection,
  stored: readonly (Required<Pick<Physical, 'type' | 'values'>> & { readonly name: string })[],
  rows: number,
): Promise<void> {
  const definition = stored.map(({ name, type }) => `${quoted(name)} ${DUCK_TYPES[type]}`).join(', ');
  await connection.run(`CREATE TABLE staging (${definition})`);
  const appender = await connection.createAppender('staging');
  const types = stored.map(({ type }) => VECTORS[type]);
  for (let start = 0; start < rows; start += CHUNK_ROWS) {
    const end = Math.min(rows, start + CHUNK_ROWS);
    const chunk = DuckDBDataChunk.create(types, end - start);
    chunk.setColumns(stored.map(({ values }) => values.slice(start, end)));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}
