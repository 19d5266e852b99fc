import { StrongroomError } from '../../activity/errors.ts';
import { partitionPrefix } from '../partition.ts';
import type { Objects } from '../ports.ts';
import type { Rewriter, Rewriting, Rewritten } from '../rewriter.ts';
import type { AwsQueries } from './queries.ts';
import { countStatement, LANDED, partOf, type RewritePlace, unloadStatement } from './rewrite-sql.ts';
import type { Parts, RewriteTable } from './rewrite-table.ts';

/** Time limits of the statements (ms): together with the work around them, they stay below the function's timeout. */
const PATIENCE = { unload: 11 * 60_000, count: 2 * 60_000 };

export interface AthenaTools {
  readonly queries: Pick<AwsQueries, 'run' | 'answer' | 'manifestOf'>;
  readonly table: Pick<RewriteTable, 'add' | 'drop'>;
  readonly objects: Pick<Objects, 'get'>;
}

/**
 * Athena, for one generation. Lake Formation supplies the rows of the table of rewrites; Athena writes with the
 * caller's permissions. The list of written files comes from Athena's manifest; a second statement reads the files and
 * counts rows.
 */
export class AthenaRewriter implements Rewriter {
  readonly #tools: AthenaTools;
  readonly #place: RewritePlace;

  constructor(tools: AthenaTools, place: RewritePlace) {
    this.#tools = tools;
    this.#place = place;
  }

  async rewrite(work: Rewriting): Promise<Rewritten> {
    const { table, queries } = this.#tools;
    const unload = unloadStatement(work, this.#place);
    const count = countStatement(work, this.#place);
    const parts = partsOf(work);
    try {
      await table.add(work.partition, parts);
      const keys = await this.#written(await queries.run(unload, PATIENCE.unload));
      if (keys.length === 0) return { keys, rows: 0 };
      const [[rows, erased] = []] = (await queries.answer(await queries.run(count, PATIENCE.count))).rows;
      if (typeof rows !== 'number') throw uncounted();
      if (erased !== 0) throw unerased();
      return { keys, rows };
    } finally {
      // A partition that cannot be dropped now is swept before the next run, and must not hide why the rewrite failed.
      await table.drop(work.partition, parts.keys()).catch(() => undefined);
    }
  }

  /** Keys of the files that a statement wrote, from its manifest: one per line. */
  async #written(query: string): Promise<string[]> {
    const { queries, objects } = this.#tools;
    const root = `s3://${this.#place.bucket}/`;
    const manifest = await queries.manifestOf(query);
    if (manifest === undefined) return [];
    const keyOf = (location: string): string => {
      if (!location.startsWith(root)) throw elsewhere();
      return location.slice(root.length);
    };
    const lines = Buffer.concat(await Array.fromAsync(await objects.get('redacted', keyOf(manifest))));
    return lines
      .toString('utf8')
      .split(/\r?\n/)
      .map((line) => line.trim().replace(/^"(.*)"$/, '$1'))
      .filter((line) => line !== '')
      .map(keyOf);
  }
}

function partsOf({ partition, before, fresh, prefix }: Rewriting): Parts {
  const landed = before === null || fresh.length > 0;
  return new Map([
    ...(landed ? ([[LANDED, partitionPrefix(partition)]] as const) : []),
    ...(before === null ? [] : ([[partOf(before), before]] as const)),
    [partOf(prefix), prefix],
  ]);
}

const uncounted = (): StrongroomError =>
  new StrongroomError(
    'generation.unreadable',
    'the rows of a new generation could not be counted',
    'nothing was switched: look at the last statements in the work group of compaction',
  );

const unerased = (): StrongroomError =>
  new StrongroomError(
    'generation.unerased',
    'a new generation holds rows of segments that it had to leave out',
    'nothing was switched: look at the last statements in the work group of compaction',
  );

const elsewhere = (): StrongroomError =>
  new StrongroomError(
    'generation.foreign',
    'Athena wrote files of a generation outside of the redacted zone',
    'nothing was switched: look at the work group of compaction, and who changed it',
  );
