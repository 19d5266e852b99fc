import type { Box } from '../../activity/events.ts';

/** A piece of text that was read from pixels: a line, or the part of it in one column. */
export interface ReadLine {
  readonly text: string;
  /** In pixels of the image. */
  readonly box: Box;
  /** Whether the reader is sure of it. An unsure text explains no pixels. True when absent. */
  readonly sure?: boolean;
}

/** `page`: a screen as it is. `scattered`: a sheet that is white but for pieces of a screen, each dark on light. */
export type ReadAs = 'page' | 'scattered';

/**
 * Reads text from pixels (OCR). When a frame's text was not reported, the text read counts as reported, and areas that neither
 * explains are blacked out.
 */
export interface PixelReader {
  /** `always`: also reads frames with reported text, once they are masked, for text that the report left out. */
  readonly when: 'always' | 'unreported';
  /** @param image PNG, without metadata @throws when it cannot; the frame is then not published */
  read(image: Uint8Array, as?: ReadAs): Promise<readonly ReadLine[]>;
}
