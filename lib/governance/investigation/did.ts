import type { Instant } from '../trail/index.ts';

/** Grades of evidence for a read; each includes the ones before it. */
export const EVIDENCE = {
  E0: 'could read',
  E1: 'was let in',
  E2: 'fetched',
  E3: 'the columns are known',
  E4: 'the rows are known, by partition or by object',
  E5: 'made a copy, or took the results away',
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
