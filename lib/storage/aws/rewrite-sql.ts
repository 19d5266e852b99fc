import { basename } from 'node:path/posix';
import { COLUMNS } from '../../activity/columns.ts';
import { StrongroomError } from '../../activity/errors.ts';
import type { Partition } from '../ports.ts';
import type { Rewriting } from '../rewriter.ts';

/** The table of rewrites: the columns of the lake, with one more partition key that says which files are meant. */
export const REWRITE_KEYS = ['jurisdiction', 'day', 'shard', 'part'] as const;

/** The part of a partition that redaction wrote. */
export const LANDED = 'landed';

/** The longest statement that Athena takes, in bytes. https://docs.aws.amazon.com/athena/latest/ug/service-limits.html */
const LONGEST = 262_144;

/** Places that a statement names. */
export interface RewritePlace {
  readonly table: string;
  readonly bucket: string;
}

/** The part that a generation is: the last folder of its prefix, which no other generation has. */
export const partOf = (prefix: string): string => basename(prefix);

/**
 * Writes the new generation: Athena takes an empty prefix only, sorts each file, and leaves what a failed statement wrote.
 * https://docs.aws.amazon.com/athena/latest/ug/unload.html
 * @throws StrongroomError generation.too-many when more segments are named than a statement holds
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

/** Counts the rows of the new generation, and those of them that should not be there. */
export const countStatement = ({ partition, prefix, without }: Rewriting, { table }: RewritePlace): string => {
  const erased = without.size === 0 ? '0' : `count(*) FILTER (WHERE segment IN (${listed([...without])}))`;
  const where = [...within(partition), `part = ${text(partOf(prefix))}`].join(' AND ');
  return fitting(`SELECT count(*), ${erased} FROM "${table}" WHERE ${where}`);
};

const within = (partition: Partition): string[] =>
  (['jurisdiction', 'day', 'shard'] as const).map((key) => `${key} = ${text(partition[key])}`);

/**
 * Which rows go in. Until there is a generation, all that landed: readers see just these. From then on what landed is there
 * twice for a day, in the generation and in the files that it replaced, so that the segments that are added are named.
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
    'more segments are to be left out of a partition at once than a statement of Athena can name',
    'its files stay as they are: use more shards, so that a partition holds fewer workers',
  );
}
