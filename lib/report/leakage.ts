/** x, y, width, height in pixels. */
type Box = readonly [number, number, number, number];

/** A run of this length counts as readable. Shorter runs occur by chance; a shorter value counts when it is shown whole. */
const RUN = 4;

/**
 * The characters of `value` that can be read in `shown`: those in any run of at least four (or in the whole value, when
 * it is shorter) that occurs there, ignoring case.
 * @returns one flag for each UTF-16 unit of `value`
 */
export function readable(value: string, shown: string): boolean[] {
  const flags = new Array<boolean>(value.length).fill(false);
  const run = Math.min(RUN, value.length);
  const [needle, hay] = [value.toLowerCase(), shown.toLowerCase()];
  for (let at = 0; at + run <= needle.length; at++)
    if (hay.includes(needle.slice(at, at + run))) flags.fill(true, at, at + run);
  return flags;
}

/** Pixels of the labelled boxes that no mask covers, each counted once, and the number of labelled pixels. */
export function exposedPixels(
  labelled: readonly Box[],
  masks: readonly Box[],
  width: number,
  height: number,
): { exposed: number; of: number } {
  if (labelled.length === 0) return { exposed: 0, of: 0 };
  const pixels = new Uint8Array(width * height);
  /** @returns how many pixels of the boxes had another value before */
  const paint = (boxes: readonly Box[], value: 0 | 1): number => {
    let changed = 0;
    for (const [x, y, w, h] of boxes)
      for (let row = clamp(Math.floor(y), height); row < clamp(Math.ceil(y + h), height); row++)
        for (let column = clamp(Math.floor(x), width); column < clamp(Math.ceil(x + w), width); column++) {
          const at = row * width + column;
          if (pixels[at] === value) continue;
          pixels[at] = value;
          changed++;
        }
    return changed;
  };
  const of = paint(labelled, 1);
  return { exposed: of - paint(masks, 0), of };
}

const clamp = (value: number, max: number): number => Math.max(0, Math.min(max, value));
