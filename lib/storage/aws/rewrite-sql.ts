import { basename } from 'node:path/posix';
import { COLUMNS } from '../../activity/columns.ts';
import { StrongroomError } from '../../activity/errors.ts';
import type { Partition } from '../ports.ts';
import type { Rewriting } from '../rewriter.ts';

/** Partition keys of the table of rewrites: the lake's own, and one more that selects the files. */
export const REWRITE_KEYS = ['jurisdiction', 'day', 'shard', 'part'] as const;

/** The part of a partition that redaction wrote. */
export const LANDED = 'landed';

/** The longest statement that Athena accepts, in bytes. https://docs.aws.amazon.com/athena/latest/ug/service-limits.html */
const LONGEST = 262_144;

/** Table and bucket of a statement. */
export interface RewritePlace {
  readonly table: string;
  readonly bucket: string;
}

/** The part name of a generation: the last folder of its prefix, unique to that generation. */
export const partOf = (prefix: string): string => basename(prefix);

/**
 * Writes the new generation. Athena requires an empty prefix, sorts each file, and leaves the files of a failed
 * statement.
 * https://docs.aws.amazon.com/athena/latest/ug/unload.html
 * @throws StrongroomError generation.too-many when a statement cannot name all segments
 */
export function unloadStatement(work: Rewriting, { table, bucket }: RewritePlace): string {
  const columns = COLUMNS.map(({ name }) => `"${name}"`).join(', ');
  const rows = `SELECT ${columns} FROM "${table}" WHERE ${[
    ...within(work.partition),
    sourceOf(work),
    ...notIn([...work.without, ...(work.before === null ? work.unfinished : [])]),
  ].join(' AND ')} ORDER BY worker, session, seq, segment`;
  const target = text(`s3://${bucket}/${work.prefix}`);
  return fitting(`UNLOAD (${rows}) TO ${target} WITH (format = 'PARQUET', compression = 'ZSTD')`);
}

/** Counts the rows of the new generation, and those among them that should have been left out. */
export const countStatement = ({ partition, prefix, without }: Rewriting, { table }: RewritePlace): string => {
  const erased = without.size === 0 ? '0' : `count(*) FILTER (WHERE segment IN (${listed([...without])}))`;
  const where = [...within(partition), `part = ${text(partOf(prefix))}`].join(' AND ');
  return fitting(`SELECT count(*), ${erased} FROM "${table}" WHERE ${where}`);
};

const within = (partition: Partition): string[] =>
  (['jurisdiction', 'day', 'shard'] as const).map((key) => `${key} = ${text(partition[key])}`);

/**
 * The rows that go in. Before the first generation these are all landed rows, because readers see just these. After it,
 * landed rows exist twice for a day, in the generation and in the files that it replaced, so the added segments are
 * named.
 */
function sourceOf({ before, fresh }: Rewriting): string {
  if (before === null) return `part = '${LANDED}'`;
  const kept = `part = ${text(partOf(before))}`;
  return fresh.length === 0 ? kept : `(${kept} OR (part = '${LANDED}' AND segment IN (${listed(fresh)})))`;
}

const notIn = (segments: readonly string[]): string[] =>
  segments.length === 0 ? [] : [`segment NOT IN (${listed(segments)})`];

const listed = (values: readonly string[]): string => values.map(text).join(', ');
const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

function fitting(statement: string): string {
  if (Buffer.byteLength(statement) <= LONGEST) return statement;
  throw new StrongroomError(
    'generation.too-many',
    'a partition must leave out more segments at once than a statement of Athena can name',
    'its files stay as they are: use more shards, so that a partition holds fewer workers',
  );
}
