import type { Box } from '../../activity/events.ts';

/** A line of text that was read from pixels. */
export interface ReadLine {
  readonly text: string;
  /** In pixels of the image. */
  readonly box: Box;
}

/** Reads text from pixels (OCR): an extra catch, never the reason why something is published. */
export interface PixelReader {
  /** @param image PNG, without metadata @throws when it cannot; the frame is then not published */
  read(image: Uint8Array): Promise<readonly ReadLine[]>;
}
