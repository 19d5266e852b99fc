import type { Partition } from './ports.ts';

/** One generation to be written: the rows of a partition, but those of some segments. */
export interface Rewriting {
  readonly partition: Partition;
  /** Prefix of the generation that readers see; null while they see the files that redaction wrote. */
  readonly before: string | null;
  /** Keys in the redacted zone of all files that go in: those of `before`, and those that landed since. */
  readonly inputs: readonly string[];
  /** Ids of the segments whose rows lie in the files that landed and go in. */
  readonly fresh: readonly string[];
  /** Ids of segments whose files landed and do not go in, because nobody finished publishing them. */
  readonly unfinished: readonly string[];
  /** Ids of segments whose rows are left out: somebody asked to have them erased. */
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
