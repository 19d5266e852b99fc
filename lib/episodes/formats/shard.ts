import type { Step } from '../types.ts';

/** A step with the picture that it shows. */
export interface Shot {
  readonly step: Step;
  /** PNG. Null where the step has no frame. */
  readonly image: Uint8Array | null;
}

export interface OutFile {
  readonly path: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Part of a split in one file. */
export interface Shard {
  /** Bytes that it holds so far, roughly. */
  readonly size: number;
  add(shot: Shot): void;
  finish(): Uint8Array;
}
