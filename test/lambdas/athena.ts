import { randomUUID } from 'node:crypto';
import { AthenaClient } from '@aws-sdk/client-athena';
import { GlueClient } from '@aws-sdk/client-glue';
import type { Context } from 'aws-lambda';
import { rowGroups } from '../../lambdas/compact/duckdb.ts';
import { compactHandler } from '../../lambdas/compact/handler.ts';
import { AskingRewriter } from '../../lambdas/keep/rewriter.ts';
import { parquetOf } from '../../lambdas/redact/parquet.ts';
import { PARQUET } from '../../lambdas/redact/take-apart.ts';
import { COLUMNS } from '../../lib/activity/columns.ts';
import { AthenaRewriter } from '../../lib/storage/aws/athena-rewriter.ts';
import { AwsQueries } from '../../lib/storage/aws/queries.ts';
import { REWRITE_KEYS } from '../../lib/storage/aws/rewrite-sql.ts';
import { RewriteTable } from '../../lib/storage/aws/rewrite-table.ts';
import { Engine } from '../../lib/storage/local/query/engine.ts';
import { defineTable, loadTable } from '../../lib/storage/local/query/load.ts';
import { LIMITS } from '../../lib/storage/local/query/process/limits.ts';
import { LakeView } from '../../lib/storage/local/query/view.ts';
import { partitionOf } from '../../lib/storage/partition.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { present } from '../present.ts';
import { answering, type Call, jsonError, type Reply } from '../storage/aws-server.ts';

const PLACE = { database: 'strongroom', table: 'activity_rewrites', bucket: 'redacted-bucket' };
const ROOT = `s3://${PLACE.bucket}/`;
const EVERYTHING = new LakeView([{ columns: '*', rowFilter: null }]);
const CONTEXT = { functionName: 'compact', getRemainingTimeInMillis: () => 60_000 } as Context;
const UNLOAD = /^UNLOAD \((?<rows>.*)\) TO '(?<to>[^']*)' WITH \(format = 'PARQUET', compression = 'ZSTD'\)$/s;

/** What is done to a statement before it is run, to see who would notice. */
export type Meddling = (sql: string) => string;

/**
 * The whole way on AWS: what asks, the function that is asked, its statements. Glue keeps partitions in memory, and Athena is
 * DuckDB over the files under them, which takes the statements as they are but for `UNLOAD`.
 */
export async function athenaRewriter(ports: Ports, meddle: Meddling = (sql) => sql): Promise<AskingRewriter> {
  const glue = new Glue();
  const { config: glueConfig } = await answering((call) => glue.answer(call));
  const athena = new Athena(ports, glue, meddle);
  const { config } = await answering((call) => athena.answer(call));
  const table = new RewriteTable(new GlueClient(glueConfig), PLACE);
  const queries = new AwsQueries(
    { workgroup: 'strongroom-compact', database: PLACE.database },
    new AthenaClient(config),
  );
  const run = queries.run.bind(queries);
  // Statements run between two requests: the server answers at once, and cannot wait.
  queries.run = async (sql, patience) => {
    const id = await run(sql, patience);
    await athena.finish(id);
    return id;
  };
  const handler = compactHandler(new AthenaRewriter({ queries, table, objects: ports.objects }, PLACE), table);
  return new AskingRewriter(async (payload) =>
    JSON.parse(JSON.stringify(await handler(JSON.parse(JSON.stringify(payload)), CONTEXT))),
  );
}

class Glue {
  readonly partitions = new Map<string, string>();

  answer({ operation, body }: Call): Reply {
    const { PartitionInput, PartitionValues } = JSON.parse(body);
    const key = (PartitionInput?.Values ?? PartitionValues ?? []).join('/');
    if (operation === 'GetPartitions')
      return { body: { Partitions: [...this.partitions.keys()].map((text) => ({ Values: text.split('/') })) } };
    if (operation === 'CreatePartition' && this.partitions.has(key)) return jsonError('AlreadyExistsException');
    if (operation === 'CreatePartition') this.partitions.set(key, PartitionInput.StorageDescriptor.Location);
    if (operation === 'DeletePartition' && !this.partitions.delete(key)) return jsonError('EntityNotFoundException');
    return { body: {} };
  }
}

interface Statement {
  readonly sql: string;
  manifest?: string | undefined;
  rows: (string | null)[][];
}

class Athena {
  readonly #ports: Ports;
  readonly #glue: Glue;
  readonly #meddle: Meddling;
  readonly #statements = new Map<string, Statement>();

  constructor(ports: Ports, glue: Glue, meddle: Meddling) {
    this.#ports = ports;
    this.#glue = glue;
    this.#meddle = meddle;
  }

  answer({ operation, body }: Call): Reply {
    const { QueryString, QueryExecutionId: id } = JSON.parse(body);
    if (operation === 'StartQueryExecution') {
      const QueryExecutionId = randomUUID();
      this.#statements.set(QueryExecutionId, { sql: this.#meddle(QueryString), rows: [] });
      return { body: { QueryExecutionId } };
    }
    const { manifest, rows } = present(this.#statements.get(id));
    if (operation === 'GetQueryExecution')
      return {
        body: {
          QueryExecution: {
            Status: { State: 'SUCCEEDED' },
            Statistics: manifest === undefined ? {} : { DataManifestLocation: manifest },
          },
        },
      };
    const ColumnInfo = (rows[0] ?? []).map((_, at) => ({ Name: `_col${at}`, Type: 'bigint' }));
    const all = [ColumnInfo.map(({ Name }) => Name), ...rows];
    const Rows = all.map((row) => ({ Data: row.map((VarCharValue) => ({ VarCharValue })) }));
    return { body: { ResultSet: { ResultSetMetadata: { ColumnInfo }, Rows } } };
  }

  async finish(id: string): Promise<void> {
    const statement = present(this.#statements.get(id));
    const engine = await this.#filled();
    try {
      const { rows, to } = UNLOAD.exec(statement.sql)?.groups ?? {};
      if (to !== undefined) statement.manifest = await this.#unload(engine, present(rows), to.slice(ROOT.length), id);
      else
        statement.rows = (await engine.connection.runAndReadAll(statement.sql)).getRows().map((row) => row.map(String));
    } finally {
      engine.close();
    }
  }

  /** The table of rewrites, with the files that lie under its partitions now. */
  async #filled(): Promise<Engine> {
    const engine = await Engine.open(LIMITS);
    await defineTable(engine, COLUMNS, 'main');
    const keys = REWRITE_KEYS.map((key) => `NULL::VARCHAR AS ${key}`).join(', ');
    await engine.connection.run(`CREATE TABLE ${PLACE.table} AS SELECT *, ${keys} FROM activity`);
    for (const [values, location] of this.#glue.partitions) {
      const files = this.#filesUnder(location.slice(ROOT.length));
      await loadTable(engine, COLUMNS, EVERYTHING, files);
      const own = values.split('/').map((value) => `'${value}'`);
      await engine.connection.run(`INSERT INTO ${PLACE.table} SELECT *, ${own.join(', ')} FROM activity`);
      await engine.connection.run('DELETE FROM activity');
    }
    return engine;
  }

  async *#filesUnder(prefix: string) {
    for await (const { key } of this.#ports.objects.list('redacted', prefix)) {
      const bytes = Buffer.concat(await Array.fromAsync(await this.#ports.objects.get('redacted', key)));
      yield { partition: present(partitionOf(key)), bytes };
    }
  }

  /** Writes a file, and none of no rows. @returns where their list lies */
  async #unload(engine: Engine, sql: string, prefix: string, id: string): Promise<string | undefined> {
    const { objects } = this.#ports;
    for await (const _ of objects.list('redacted', prefix)) throw new Error('HIVE_PATH_ALREADY_EXISTS');
    const counter = { rows: 0 };
    const groups = await Array.fromAsync(rowGroups(engine, sql, counter));
    if (counter.rows === 0) return undefined;
    const key = `${prefix}20260520_100000_00001_${id.slice(0, 5)}_${randomUUID()}`;
    const all = async function* () {
      yield* groups;
    };
    await objects.putOnce('redacted', key, parquetOf(all(), 'by-worker'), PARQUET);
    const manifest = `rewrites/${id}-manifest.csv`;
    await objects.putOnce('redacted', manifest, Buffer.from(`${ROOT}${key}\n`), 'text/csv');
    return `${ROOT}${manifest}`;
  }
}
