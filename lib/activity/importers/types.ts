import type { BatchOpen } from '../envelope.ts';

/** Who an imported recording is filed under. It comes from whoever imports, never from the recording. */
export type ImportIdentity = Pick<
  BatchOpen,
  'worker' | 'device' | 'epoch' | 'jur' | 'jur_basis' | 'profile' | 'notice' | 'basis' | 'policy' | 'budget'
>;

export interface ImportedFrame {
  /** Hex SHA-256 that the segment names; whoever stores the bytes compares. */
  readonly sha256: string;
  readonly mime: 'image/png' | 'image/jpeg' | 'image/webp';
  read(): Promise<Uint8Array>;
}

export interface ImportedSegment {
  /** One sealed `capture/1` segment, gzip. Read it once. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Id of the segment. The same recording under the same identity always gets the same ids. */
  readonly batch: string;
  /** The device that the segment names, whose identity must send it. */
  readonly device: string;
  /** Frames that this segment is the first to name. */
  readonly frames: readonly ImportedFrame[];
}

export interface ImportReport {
  /** Records read from the source. */
  readonly records: number;
  /** Events written. */
  readonly events: number;
  /** What was not understood or left out: a reason or a record type, and how often. Never content. */
  readonly unknown: Readonly<Record<string, number>>;
}

export interface Recording {
  readonly format: string;
  /** In order of time, a bounded one at a time. Read them once. */
  segments(): AsyncIterable<ImportedSegment>;
  /** Complete when `segments()` has ended. */
  report(): ImportReport;
}
