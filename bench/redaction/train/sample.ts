import type { Span, Surface } from '../../../lib/redaction/types.ts';

/** A text with its names, to learn from or to measure with. */
export interface Sample {
  readonly text: string;
  readonly spans: readonly Span[];
  /** Where it comes from: sources are left out one at a time. */
  readonly source: string;
  /** Two letters. */
  readonly language: string;
  readonly surface: Surface;
  /** Generated: its names are all in the lexicon, which real ones are not. */
  readonly generated?: boolean;
}
