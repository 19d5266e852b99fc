import type { Box } from '../../activity/events.ts';

/** A piece of text that was read from pixels: a line, or what stands in one column of it. */
export interface ReadLine {
  readonly text: string;
  /** In pixels of the image. */
  readonly box: Box;
  /** Whether the reader is sure of it. What it is not sure of explains no pixels. True when absent. */
  readonly sure?: boolean;
}

/** `page`: a screen as it is. `scattered`: a sheet that is white but for pieces of a screen, each dark on light. */
export type ReadAs = 'page' | 'scattered';

/**
 * Reads text from pixels (OCR). Where nobody reported the text of a frame, what it reads counts as reported, and what
 * neither explains is blacked out.
 */
export interface PixelReader {
  /** `always`: also looks at frames whose text was reported, once they are masked, for what the report left out. */
  readonly when: 'always' | 'unreported';
  /** @param image PNG, without metadata @throws when it cannot; the frame is then not published */
  read(image: Uint8Array, as?: ReadAs): Promise<readonly ReadLine[]>;
}
