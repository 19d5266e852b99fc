import type { Partition } from './ports.ts';

/** One generation to write: the rows of a partition without those of some segments. */
export interface Rewriting {
  readonly partition: Partition;
  /** Prefix of the generation that readers see; null while they see the files that redaction wrote. */
  readonly before: string | null;
  /** Keys in the redacted zone of all input files: those of `before`, and those that landed since. */
  readonly inputs: readonly string[];
  /** Ids of the segments whose landed files go in. */
  readonly fresh: readonly string[];
  /** Ids of segments whose files landed but do not go in, because their publication was not finished. */
  readonly unfinished: readonly string[];
  /** Ids of segments whose rows are left out because a worker asked for their erasure. */
  readonly without: ReadonlySet<string>;
  /** Prefix of the new files, and of nothing else. */
  readonly prefix: string;
}

/** The result of a rewrite. */
export interface Rewritten {
  readonly keys: readonly string[];
  readonly rows: number;
}

/**
 * Combines rows: sorted by worker, session and number, so that one worker's rows are together, in as few files as
 * possible. It never overwrites a file. A failure caused by a partition's content is a StrongroomError, so that the
 * other partitions are still compacted. @throws StrongroomError object.missing when an input is gone
 */
export interface Rewriter {
  rewrite(work: Rewriting): Promise<Rewritten>;
}
