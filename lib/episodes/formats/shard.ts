import type { Step } from '../types.ts';

/** A step with its picture. */
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

/** A written file, by its size. */
export type FileSize = { readonly path: string; readonly bytes: number };

/** Part of a split in one file. */
export interface Shard {
  /** Approximate bytes so far. */
  readonly size: number;
  /** Samples so far, where the name of the file tells them. */
  readonly samples?: number;
  add(shot: Shot): void;
  finish(): Uint8Array;
}
