import { COLUMNS, type Column, type ColumnName } from '../../lib/activity/columns.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { nth } from '../../lib/activity/there.ts';
import { Engine } from '../../lib/storage/local/query/engine.ts';
import { failureOf } from '../../lib/storage/local/query/failure.ts';
import { defineTable, type LakeFile, loadTable } from '../../lib/storage/local/query/load.ts';
import { LIMITS } from '../../lib/storage/local/query/process/limits.ts';
import { LakeView } from '../../lib/storage/local/query/view.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import type { Rewriter, Rewriting, Rewritten } from '../../lib/storage/rewriter.ts';
import { collect } from '../redact/collect.ts';
import { parquetOf } from '../redact/parquet.ts';
import { RowGroup } from '../redact/row-group.ts';
import { PARQUET } from '../redact/take-apart.ts';

/** Rows of a row group: one worker's day is a few of them, so that a reader of it passes over all others. */
const GROUP_ROWS = 8_192;

const EVERYTHING = new LakeView([{ columns: '*', rowFilter: null }]);

/** DuckDB in memory. It never writes to disk: the store encrypts the sorted rows before they reach one. */
export class DuckRewriter implements Rewriter {
  readonly #objects: Ports['objects'];
  readonly #lake: Pick<Ports['objects'], 'get'>;

  /**
   * @param lake reads rows with the rights of its role: on AWS, Lake Formation vends them to the function that writes generations
   */
  constructor({ objects }: Pick<Ports, 'objects'>, lake: Pick<Ports['objects'], 'get'> = objects) {
    this.#objects = objects;
    this.#lake = lake;
  }

  async rewrite(work: Rewriting): Promise<Rewritten> {
    const engine = await Engine.open(LIMITS);
    try {
      await defineTable(engine, COLUMNS, 'main');
      await unquoted(() => loadTable(engine, COLUMNS, EVERYTHING, this.#files(work)));
      const counter = { rows: 0 };
      const key = `${work.prefix}0.parquet`;
      const groups = rowGroups(engine, sorted(work.without), counter);
      await this.#objects.putOnce('redacted', key, parquetOf(groups, 'by-worker'), PARQUET);
      return { keys: [key], rows: counter.rows };
    } finally {
      engine.close();
    }
  }

  async *#files({ inputs, partition }: Rewriting): AsyncGenerator<LakeFile> {
    for (const key of inputs) yield { partition, bytes: await collect(await this.#lake.get('redacted', key)) };
  }
}

function sorted(without: ReadonlySet<string>): string {
  const ids = [...without].map((id) => `'${id.replaceAll("'", "''")}'`);
  const where = ids.length === 0 ? '' : `WHERE segment NOT IN (${ids.join(', ')})`;
  return `SELECT * FROM activity ${where} ORDER BY worker, session, seq, segment`;
}

/** The rows of a statement that gives the columns of the lake, in their order, as they are written into a file. */
export async function* rowGroups(
  { connection }: Engine,
  sql: string,
  counter: { rows: number },
): AsyncGenerator<RowGroup> {
  const result = await unquoted(() => connection.stream(sql));
  const next = () => unquoted(() => result.fetchChunk());
  const group = new RowGroup(GROUP_ROWS);
  for (let chunk = await next(); chunk && chunk.rowCount > 0; chunk = await next()) {
    const columns = chunk.getColumns();
    for (let row = 0; row < chunk.rowCount; row++) {
      group.next();
      for (const [at, column] of COLUMNS.entries()) {
        const value = nth(columns, at)[row];
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

/** Errors of DuckDB and of the Parquet reader may quote values. Only the kind of error is kept, never its text. */
async function unquoted<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof StrongroomError) throw error;
    throw failureOf(error).code === 'too-large' ? tooLarge() : unreadable();
  }
}

const tooLarge = (): StrongroomError =>
  new StrongroomError(
    'generation.too-large',
    'the rows of a partition do not fit in memory',
    'its files stay as they are, and so do the rows of erased workers in them until the day is due: use more shards',
  );

const unreadable = (): StrongroomError =>
  new StrongroomError(
    'generation.unreadable',
    'the rows of a partition cannot be read or sorted',
    'its files stay as they are: ask `strongroom query` for that day, which reads the same files',
  );
