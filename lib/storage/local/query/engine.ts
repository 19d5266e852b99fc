import {
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBPreparedStatement,
  type DuckDBResult,
  StatementType,
} from '@duckdb/node-api';
import { StrongroomError } from '../../../activity/errors.ts';
import { queryRefused } from './errors.ts';
import { type JsonValue, toJson } from './json.ts';

export interface QueryLimits {
  /** Memory of the engine, tables included (bytes). */
  readonly memory: number;
  readonly threads: number;
  /** How long the statement may run once the data is loaded (ms). */
  readonly time: number;
  readonly rows: number;
  /** Of the result, as JSON text (bytes). */
  readonly bytes: number;
}

export const LIMITS: QueryLimits = {
  memory: 2 * 1024 ** 3,
  threads: 2,
  time: 60_000,
  rows: 100_000,
  bytes: 64 * 1024 ** 2,
};

export interface Answer {
  readonly columns: string[];
  readonly types: string[];
  readonly rows: JsonValue[][];
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
      memory_limit: `${limits.memory}B`,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
    });
    const connection = await instance.connect();
    // In this order: without external access the folder for spilled data can no longer be emptied.
    await connection.run("SET temp_directory = ''");
    await connection.run('SET enable_external_access = false');
    await connection.run('SET lock_configuration = true');
    return new Engine(instance, connection, limits);
  }

  /** Binds a statement to the tables as they are, and runs nothing. */
  async prepare(sql: string): Promise<DuckDBPreparedStatement> {
    const prepared = await this.#within(() => this.connection.prepare(sql));
    if (prepared.statementType === StatementType.SELECT) return prepared;
    throw queryRefused('only a SELECT may run');
  }

  /** @throws StrongroomError query.timeout, query.too-large, or what DuckDB throws */
  async run(prepared: DuckDBPreparedStatement): Promise<Answer> {
    return this.#within(async () => this.#collect(await prepared.stream()));
  }

  close(): void {
    this.connection.closeSync();
    this.#instance.closeSync();
  }

  async #collect(result: DuckDBResult): Promise<Answer> {
    const types = result.columnTypes();
    const rows: JsonValue[][] = [];
    let bytes = 0;
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      if (rows.length + chunk.rowCount > this.#limits.rows) throw tooLarge(`${this.#limits.rows} rows`);
      const converted = chunk.convertRows(toJson);
      bytes += Buffer.byteLength(JSON.stringify(converted));
      if (bytes > this.#limits.bytes) throw tooLarge(`${this.#limits.bytes} bytes`);
      rows.push(...converted);
    }
    return { columns: result.columnNames(), types: types.map((type) => type.toString().toLowerCase()), rows };
  }

  async #within<T>(work: () => Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.connection.interrupt(), this.#limits.time);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
    }
  }
}

const tooLarge = (limit: string): StrongroomError =>
  new StrongroomError(
    'query.too-large',
    `the result is over ${limit}`,
    'aggregate, or add a LIMIT; use an export for more',
  );
