import type { Partition } from '../../lib/storage/ports.ts';

/** One generation to be written: the rows of these files, but those of these segments. */
export interface Rewriting {
  readonly partition: Partition;
  /** Keys of the files in the redacted zone. */
  readonly inputs: readonly string[];
  /** Ids of segments whose rows are left out. */
  readonly without: ReadonlySet<string>;
  /** Under which its files go, and nothing else lies. */
  readonly prefix: string;
}

/** What was written. */
export interface Rewritten {
  readonly keys: readonly string[];
  readonly rows: number;
}

/**
 * What puts rows together: sorted by worker, session and number, so that one worker's lie together, in as few files as
 * may be. It never writes over anything. What fails by what lies in a partition is a StrongroomError, so that the other
 * partitions are put together all the same. @throws StrongroomError object.missing when an input is gone
 */
export interface Rewriter {
  rewrite(work: Rewriting): Promise<Rewritten>;
}
