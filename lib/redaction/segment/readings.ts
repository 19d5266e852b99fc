import type { Box } from '../../activity/events.ts';

/**
 * `screen`: all texts of a window or a frame. `button`: a clicked element that shows its name and nothing else. `element`:
 * another one, which may hold more than its name.
 */
type Source = 'screen' | 'button' | 'element';

/** Texts that were read from the screen at one moment: an accessibility tree, the texts of a frame, or a clicked element. */
interface Reading<T> {
  readonly key: string;
  readonly seq: number;
  readonly mono_us: number;
  /** The frame that they were read with, if there is one. */
  readonly frame: string | undefined;
  readonly of: Source;
  readonly texts: T[];
}

/** Texts that may be in a frame though they were not read with it, and those of them that certainly are. */
export interface Near<T> {
  readonly possible: ReadonlySet<T>;
  /** Read just before the frame and just after it, at one place; or the name of the element clicked next. */
  readonly sure: readonly T[];
}

/** A moment at which a frame was taken. */
export interface FrameMoment {
  readonly seq: number;
  readonly mono_us: number;
}

/** A region that a reading speaks for, and how many texts it lists. */
interface Cover {
  readonly box: Box;
  readonly texts: number;
}

/** A reading with fewer texts than this share of another one's may be cut short, and does not speak in its stead. */
const ENOUGH = 0.25;
/** For this long before a click, frames show the clicked element. Microseconds. */
const CLICKED_US = 1_000_000;
/**
 * The largest regions of a reading, and of all between a frame and a reading. Further regions are not compared: their texts count
 * as still there.
 */
const MOST = { ofReading: 8, inAll: 64 };

/**
 * When texts were on the screen. Recorders read a tree now and then, and take frames at other moments: a text may be in any frame
 * before it or after it, until another reading shows the same place without it.
 */
export class Readings<T extends { readonly box: Box; readonly text: string }> {
  readonly #all: Reading<T>[] = [];

  /** @param key the same for texts that were read at once; fed in order of `seq` */
  add(text: T, key: string, { seq, mono_us }: FrameMoment, frame: string | undefined, of: Source = 'screen'): void {
    const last = this.#all.at(-1);
    if (last?.key === key) last.texts.push(text);
    else this.#all.push({ key, seq, mono_us, frame, of, texts: [text] });
  }

  /** The texts that were read with a frame. */
  of(frame: string): T[] {
    return this.#all.flatMap((reading) => (reading.frame === frame ? reading.texts : []));
  }

  /** All texts that were read from a screen, whenever. */
  saying(text: string): T[] {
    return this.#all.flatMap(({ texts }) => texts.filter((reading) => reading.text.trim() === text));
  }

  /**
   * @param moments when the frame was taken
   * @param turnAfter for a frame that shows the screen until it changes: the seq up to which that is so. All that is clicked until
   *   then is in the frame; in another one only what is clicked at once
   */
  near(frame: string, moments: readonly FrameMoment[], turnAfter?: (seq: number) => number): Near<T> {
    const possible = new Set<T>();
    const sure = new Set<T>();
    const own = this.#all.filter((reading) => reading.frame === frame).flatMap(coversOf);
    for (const { seq, mono_us } of moments) {
      const next = this.#all.findIndex((reading) => reading.seq > seq);
      const at = next < 0 ? this.#all.length : next;
      const before = standing(this.#all.slice(0, at).reverse(), own);
      const after = standing(this.#all.slice(at), own);
      for (const text of [...before, ...after]) possible.add(text);
      const seen = new Set(before.map(keyOf));
      for (const text of after) if (seen.has(keyOf(text))) sure.add(text);
      const clicked =
        turnAfter === undefined
          ? this.#all.slice(at, at + 1).filter((reading) => reading.mono_us - mono_us <= CLICKED_US)
          : until(this.#all.slice(at), turnAfter(seq));
      for (const { of, texts } of clicked) if (of === 'button') for (const text of texts) sure.add(text);
    }
    return { possible, sure: [...sure] };
  }
}

function until<T>(readings: readonly Reading<T>[], seq: number): readonly Reading<T>[] {
  const end = readings.findIndex((reading) => reading.seq >= seq);
  return end < 0 ? readings : readings.slice(0, end);
}

const keyOf = ({ text, box }: { readonly text: string; readonly box: Box }): string => `${box.join()}/${text}`;

/**
 * The texts that no reading shows as gone, or as not there yet.
 * @param readings from the one nearest to the frame outwards
 */
function standing<T extends { readonly box: Box }>(readings: readonly Reading<T>[], own: readonly Cover[]): T[] {
  const found: T[] = [];
  const covers = own.slice(0, MOST.inAll);
  for (const reading of readings) {
    const speaks = covers.filter(({ texts }) => texts >= ENOUGH * reading.texts.length);
    if (reading.frame === undefined)
      for (const text of reading.texts) if (!speaks.some(({ box }) => contains(box, text.box))) found.push(text);
    for (const cover of coversOf(reading)) if (covers.length < MOST.inAll) covers.push(cover);
  }
  return found;
}

/** The regions that a reading speaks for: its largest boxes that lie in no other. One that holds no other is a text, and no region. */
function coversOf<T extends { readonly box: Box }>({ of, texts }: Reading<T>): Cover[] {
  if (of !== 'screen') return [];
  const boxes = texts.map(({ box }) => box).toSorted((a, b) => areaOf(b) - areaOf(a));
  const largest: Box[] = [];
  for (const box of boxes) {
    if (largest.length === MOST.ofReading) break;
    if (!largest.some((other) => contains(other, box))) largest.push(box);
  }
  return largest
    .filter((box) => boxes.some((other) => other !== box && contains(box, other)))
    .map((box) => ({ box, texts: texts.length }));
}

const areaOf = ([, , w, h]: Box): number => w * h;

const contains = ([x, y, w, h]: Box, [ox, oy, ow, oh]: Box): boolean =>
  ox >= x && oy >= y && ox + ow <= x + w && oy + oh <= y + h;
