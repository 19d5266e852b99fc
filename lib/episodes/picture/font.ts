import { inflateRawSync } from 'node:zlib';
import { GLYPHS } from './glyphs.ts';

interface Glyph {
  readonly width: number;
  /** The glyph's coverage of each pixel, from 0 to 15, row by row. */
  readonly shades: Uint8Array;
}

/** Rows of a glyph, from above the highest accent to below the lowest letter. */
export const LINE = GLYPHS.height;

let font: ReadonlyMap<string, Glyph> | undefined;

/** The glyph of a character, or undefined for one that this font lacks. */
export function glyphOf(character: string): Glyph | undefined {
  font ??= read();
  return font.get(character);
}

function read(): ReadonlyMap<string, Glyph> {
  const { ranges, others, widths, shades } = GLYPHS;
  const characters = ranges.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, i) => String.fromCharCode(from + i)),
  );
  const bytes = inflateRawSync(Buffer.from(shades, 'base64'));
  let at = 0;
  return new Map(
    [...characters, ...others].map((character, i) => {
      const width = Number(widths.split(/\s+/)[i]);
      const glyph = { width, shades: new Uint8Array(width * LINE) };
      for (let n = 0; n < glyph.shades.length; n++, at++)
        glyph.shades[n] = ((bytes[at >> 1] ?? 0) >> (at % 2 === 0 ? 4 : 0)) & 15;
      return [character, glyph] as const;
    }),
  );
}
