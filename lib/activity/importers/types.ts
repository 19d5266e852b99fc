import type { BatchOpen } from '../envelope.ts';

/** The worker that an imported recording is filed under. It comes from the importing operator, never from the recording. */
export type ImportIdentity = Pick<
  BatchOpen,
  'worker' | 'device' | 'epoch' | 'jur' | 'jur_basis' | 'profile' | 'notice' | 'basis' | 'policy' | 'budget'
>;

export interface ImportedFrame {
  /** Hex SHA-256 that the segment names; the code that stores the bytes compares it. */
  readonly sha256: string;
  readonly mime: 'image/png' | 'image/jpeg' | 'image/webp';
  /** When the segment first names it. */
  readonly mono_us: number;
  read(): Promise<Uint8Array>;
}

export interface ImportedSegment {
  /** One sealed `capture/1` segment, gzip. Read it once. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Id of the segment. The same recording under the same identity always gets the same ids. */
  readonly batch: string;
  /** Its opening line, which names the device whose identity must send it. Missing when it is damaged. */
  readonly open: BatchOpen | undefined;
  /** The frames that it names, each once, as far as the recording has them. Frames are stored with their segment. */
  readonly frames: readonly ImportedFrame[];
}

export interface ImportReport {
  /** Records read from the source. */
  readonly records: number;
  /** Events written. */
  readonly events: number;
  /** Records and fields that were not understood or left out: a reason or a record type, and how often. Never content. */
  readonly unknown: Readonly<Record<string, number>>;
}

export interface Recording {
  readonly format: string;
  /** In order of time, a bounded one at a time. Read them once. */
  segments(): AsyncIterable<ImportedSegment>;
  /** Complete when `segments()` has ended. */
  report(): ImportReport;
}
