import { COLUMNS, type Column, type ColumnName } from '../../lib/activity/columns.ts';
import { Engine } from '../../lib/storage/local/query/engine.ts';
import { defineTable, type LakeFile, loadTable } from '../../lib/storage/local/query/load.ts';
import { LIMITS } from '../../lib/storage/local/query/process/limits.ts';
import { View } from '../../lib/storage/local/query/view.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { collect } from '../redact/collect.ts';
import { parquetOf } from '../redact/parquet.ts';
import { RowGroup } from '../redact/row-group.ts';
import { PARQUET } from '../redact/take-apart.ts';
import type { Rewriter, Rewriting, Rewritten } from './rewriter.ts';

/** Rows of a row group: one worker's day is a few of them, so that a reader of it passes over all others. */
const GROUP_ROWS = 8_192;

const EVERYTHING = new View([{ columns: '*', rowFilter: null }]);

/** DuckDB in memory. It never writes to the disk: what it sorts is sealed by the store before it gets there. */
export class DuckRewriter implements Rewriter {
  readonly #objects: Ports['objects'];

  constructor({ objects }: Pick<Ports, 'objects'>) {
    this.#objects = objects;
  }

  async rewrite(work: Rewriting): Promise<Rewritten> {
    const engine = await Engine.open(LIMITS);
    try {
      await defineTable(engine, COLUMNS, 'main');
      await loadTable(engine, COLUMNS, EVERYTHING, this.#files(work));
      const counter = { rows: 0 };
      const key = `${work.prefix}0.parquet`;
      const groups = sorted(engine, work.without, counter);
      await this.#objects.putOnce('redacted', key, parquetOf(groups, 'by-worker'), PARQUET);
      return { keys: [key], rows: counter.rows };
    } finally {
      engine.close();
    }
  }

  async *#files({ inputs, partition }: Rewriting): AsyncGenerator<LakeFile> {
    for (const key of inputs) yield { partition, bytes: await collect(await this.#objects.get('redacted', key)) };
  }
}

async function* sorted(
  { connection }: Engine,
  without: ReadonlySet<string>,
  counter: { rows: number },
): AsyncGenerator<RowGroup> {
  const ids = [...without].map((id) => `'${id.replaceAll("'", "''")}'`);
  const where = ids.length === 0 ? '' : `WHERE segment NOT IN (${ids.join(', ')})`;
  const result = await connection.stream(`SELECT * FROM activity ${where} ORDER BY worker, session, seq, segment`);
  const group = new RowGroup(GROUP_ROWS);
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const columns = chunk.getColumns();
    for (let row = 0; row < chunk.rowCount; row++) {
      group.next();
      for (const [at, column] of COLUMNS.entries()) {
        const value = columns[at]![row];
        if (value !== null) group.set(column.name as ColumnName, cellOf(column, value) as never);
      }
      if (group.full) {
        counter.rows += group.length;
        yield group;
      }
    }
  }
  counter.rows += group.length;
  if (group.length > 0) yield group;
}

/** DuckDB hands numbers and texts out as the writer takes them; a long number may come as a small one. */
const cellOf = ({ type }: Column, value: unknown): unknown =>
  type === 'bigint' && typeof value === 'number' ? BigInt(value) : value;
