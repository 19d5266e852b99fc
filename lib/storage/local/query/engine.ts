import {
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBPreparedStatement,
  type DuckDBResult,
  StatementType,
} from '@duckdb/node-api';
import { QueryFailure, refused } from './failure.ts';
import { toJson } from './json.ts';
import { engineMemory, type QueryLimits } from './process/limits.ts';

/** Receives the parts of a result as they arrive. */
export interface Sink {
  head(columns: string[], types: string[]): Promise<void>;
  /** @param json an array of rows, as text */
  rows(json: string): Promise<void>;
}

/**
 * One DuckDB in memory for one query. It cannot reach a file, a network, an extension or an environment variable,
 * it never spills to the disk, and its configuration is locked (https://duckdb.org/docs/stable/operations_manual/securing_duckdb/overview).
 */
export class Engine {
  readonly connection: DuckDBConnection;
  readonly #instance: DuckDBInstance;
  readonly #limits: QueryLimits;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, limits: QueryLimits) {
    this.#instance = instance;
    this.connection = connection;
    this.#limits = limits;
  }

  static async open(limits: QueryLimits): Promise<Engine> {
    const instance = await DuckDBInstance.create(':memory:', {
      threads: String(limits.threads),
      memory_limit: `${engineMemory(limits)}B`,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
    });
    const connection = await instance.connect();
    // As in Athena, where 7 / 2 is 3.
    await connection.run('SET integer_division = true');
    // In this order: without external access the folder for spilled data can no longer be emptied.
    await connection.run("SET temp_directory = ''");
    await connection.run('SET enable_external_access = false');
    await connection.run('SET lock_configuration = true');
    return new Engine(instance, connection, limits);
  }

  /** Binds a statement to the current tables, and runs nothing. */
  async bind(sql: string): Promise<void> {
    await this.#within(this.#limits.read, () => this.#prepare(sql));
  }

  /** @throws QueryFailure too-large, or DuckDB's own error */
  async run(sql: string, sink: Sink): Promise<void> {
    await this.#within(this.#limits.time, async () => this.#collect(await (await this.#prepare(sql)).stream(), sink));
  }

  close(): void {
    this.connection.closeSync();
    this.#instance.closeSync();
  }

  async #prepare(sql: string): Promise<DuckDBPreparedStatement> {
    const prepared = await this.connection.prepare(sql);
    if (prepared.statementType === StatementType.SELECT) return prepared;
    throw refused('only a SELECT may run');
  }

  /** Interrupts work that runs longer than `ms`. Not everything can be interrupted: in the end the parent kills the process. */
  async #within<T>(ms: number, work: () => Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.connection.interrupt(), ms);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
    }
  }

  /** Converts values to JSON row by row, so that an oversized result is never whole in memory. */
  async #collect(result: DuckDBResult, sink: Sink): Promise<void> {
    const { rows: mostRows, bytes: mostBytes } = this.#limits;
    await sink.head(
      result.columnNames(),
      result.columnTypes().map((type) => type.toString().toLowerCase()),
    );
    let rows = 0;
    let bytes = 0;
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      rows += chunk.rowCount;
      if (rows > mostRows) throw new QueryFailure({ code: 'too-large', limit: 'rows' });
      const lines: string[] = [];
      for (let i = 0; i < chunk.rowCount; i++) {
        const line = JSON.stringify(chunk.convertRowValues(i, toJson));
        bytes += Buffer.byteLength(line);
        if (bytes > mostBytes) throw new QueryFailure({ code: 'too-large', limit: 'bytes' });
        lines.push(line);
      }
      await sink.rows(`[${lines.join()}]`);
    }
  }
}
