import type { Instant } from '../trail/index.ts';

/** How far the evidence of a read goes; each says what the ones before it say, and more. */
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
  /** The person, where the session says who it was; empty where nothing does. */
  readonly person: string;
  readonly session: string;
  readonly class: string;
  readonly at: Instant;
  readonly until: Instant;
  readonly evidence: Evidence;
  /** Columns that were read; `*` for whole objects and for all that nobody can name. */
  readonly columns: readonly string[];
  /** Whether these are all that were permitted then, because what was read of them is not known. */
  readonly columns_assumed: string | null;
  readonly rows: {
    /** Partitions, as names and values; `unknown` where no record says. */
    readonly partitions: readonly string[] | 'unknown';
    /** What Lake Formation left of them. */
    readonly filter: string | null;
    readonly objects: readonly string[];
  };
  /** Id of the query; null for a read without one. */
  readonly query: string | null;
  readonly sql: string | null;
  /** By which way, and by which grant or statement. */
  readonly via: string;
  readonly grants: readonly string[];
  /** Whether it went past Lake Formation to the files of a table that is under it. */
  readonly past_lake_formation: boolean;
  /** Where copies went. */
  readonly copies: readonly string[];
  readonly count: number;
  readonly bytes: number;
  readonly approved: boolean;
  /** Ids of the events that it rests on, the first of each kind. */
  readonly events: readonly string[];
  /** What does not fit, or is not known. */
  readonly notes: readonly string[];
}

/** What is known of a read before it is graded. */
export interface Known {
  readonly fetched: boolean;
  readonly columns: boolean;
  readonly rows: boolean;
  readonly copied: boolean;
}

/** The columns of a read that nobody saw fetched prove nothing more than that it was allowed. */
export function gradeOf({ fetched, columns, rows, copied }: Known): Evidence {
  if (copied) return 'E5';
  if (!fetched) return 'E1';
  if (rows) return columns ? 'E4' : 'E2';
  return columns ? 'E3' : 'E2';
}
