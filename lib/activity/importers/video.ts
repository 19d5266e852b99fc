import type { ImportedFrame } from './types.ts';

/** A still that is cut out of a video. */
export interface Still {
  readonly mime: ImportedFrame['mime'];
  readonly bytes: Uint8Array;
  readonly w: number;
  readonly h: number;
}

/** Decodes video. The decoder is an optional package, so that it is handed over and not imported here. */
export interface VideoReader {
  /**
   * Stills of the video at each of these times, by the presentation times of its frames: never the number of a frame times a
   * rate, which drifts when frames are dropped.
   * @param path of the file
   * @param seconds since the video began, in order
   * @param size of the stills, so that they have the pixels that places are given in
   * @returns one for each time, in order; undefined before the first frame
   * @throws when the file is no video that can be decoded
   */
  stills(
    path: string,
    seconds: readonly number[],
    size: { readonly w: number; readonly h: number },
  ): AsyncIterable<Still | undefined>;
}

/** Tools that an import may use beyond the files of the recording. */
export interface ImportTools {
  readonly video?: VideoReader;
}
