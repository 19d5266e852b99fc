import type { Instant } from '../trail/index.ts';

/**
 * Grades of evidence for a read; each includes the ones before it. Pages of results have the grade of their query, however many
 * were asked for, and whichever principal asked: to be shown an answer makes no copy.
 */
export const EVIDENCE = {
  E0: 'could read',
  E1: 'was let in',
  E2: 'fetched',
  E3: 'the columns are known',
  E4: 'the rows are known, by partition or by object',
  E5: 'made a copy: an export, a table, or results fetched as a file',
} as const;

export type Evidence = Exclude<keyof typeof EVIDENCE, 'E0'>;

/** One read, or reads of one session in one way. */
export interface Did {
  readonly principal: string;
  /** The person, when the session names one; empty otherwise. */
  readonly person: string;
  readonly session: string;
  readonly class: string;
  readonly at: Instant;
  readonly until: Instant;
  readonly evidence: Evidence;
  /** Columns that were read; `*` for whole objects, and for columns that cannot be named. */
  readonly columns: readonly string[];
  /** Why these are all columns permitted then, because the columns read are not known; null when they are. */
  readonly columns_assumed: string | null;
  readonly rows: {
    /** Partitions, as names and values; `unknown` when no record names them. */
    readonly partitions: readonly string[] | 'unknown';
    /** The row filter of Lake Formation. */
    readonly filter: string | null;
    readonly objects: readonly string[];
  };
  /** Id of the query; null for a read without one. */
  readonly query: string | null;
  readonly sql: string | null;
  /** The way of the read, and the grant or statement. */
  readonly via: string;
  readonly grants: readonly string[];
  /** Whether it bypassed Lake Formation and read the files of a table under it. */
  readonly past_lake_formation: boolean;
  /** Destinations of copies. */
  readonly copies: readonly string[];
  readonly count: number;
  readonly bytes: number;
  readonly approved: boolean;
  /** Ids of the events that it rests on, the first of each kind. */
  readonly events: readonly string[];
  /** Inconsistent or unknown facts. */
  readonly notes: readonly string[];
}

/** The known facts of a read before it is graded. */
export interface KnownRead {
  readonly fetched: boolean;
  readonly columns: boolean;
  readonly rows: boolean;
  readonly copied: boolean;
}

/** The columns of a read without a recorded fetch prove only that it was allowed. */
export function gradeOf({ fetched, columns, rows, copied }: KnownRead): Evidence {
  if (copied) return 'E5';
  if (!fetched) return 'E1';
  if (rows) return columns ? 'E4' : 'E2';
  return columns ? 'E3' : 'E2';
}

/**
 * What a reader of a copy read of the class: at most what the maker of the copy had read. A copy has names of its own, which say
 * nothing of the rows in it.
 */
export function ofCopy(
  maker: Did,
  read: Did,
): Pick<Did, 'columns' | 'columns_assumed' | 'rows' | 'evidence' | 'notes'> {
  const { columns, columns_assumed } = maker;
  const { partitions, filter } = maker.rows;
  const rows = { partitions, filter, objects: read.rows.objects };
  const known = partitions !== 'unknown';
  return {
    ...{ columns, columns_assumed, rows },
    evidence: gradeOf({
      ...{ fetched: read.evidence !== 'E1', columns: columns_assumed === null, rows: known },
      copied: read.copies.length > 0,
    }),
    notes: [
      known
        ? 'rows and columns are at most those that the maker of the copy had read'
        : 'which rows of the class the copy holds, no record says',
    ],
  };
}
