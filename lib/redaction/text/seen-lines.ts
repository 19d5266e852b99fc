import type { Span } from '../types.ts';
import type { Found } from './found.ts';
import { placeholderOf } from './placeholders.ts';
import type { FoldedText } from './view.ts';

/** Findings of single lines that need not be looked for again. Offsets count from the beginning of the line. */
export interface KnownLines {
  /** The findings in the line text[from, to), or undefined when it was never examined. */
  rulesIn(from: number, to: number): readonly Found[] | undefined;
  /** Remembers the findings of the line that begins at an offset. */
  keepRules(from: number, found: readonly Found[]): void;
}

/** What was found in the lines of one text, and in those of the same text before more of it was masked. It lives as long as a call. */
export class SeenLines implements KnownLines {
  readonly text: string;
  readonly #before: { readonly lines: SeenLines; readonly masked: readonly Span[] } | undefined;
  readonly #rules = new Map<number, readonly Found[]>();
  readonly #names = new Map<number, readonly Span[]>();
  /** The next mask, and by how much the text in front of it was moved; lines are asked for from the first to the last. */
  #mask = 0;
  #shift = 0;
  #last = 0;

  /** @param before the lines of the text that this one was made of, by masking these spans */
  constructor(text: string, before?: { readonly lines: SeenLines; readonly masked: readonly Span[] }) {
    this.text = text;
    this.#before = before;
  }

  rulesIn(from: number, to: number): readonly Found[] | undefined {
    const start = this.#startBefore(from, to);
    return start < 0 || this.#before === undefined ? undefined : this.#before.lines.rulesAt(start);
  }

  keepRules(from: number, hits: readonly Found[]): void {
    if (hits.length > 0) this.#rules.set(from, hits);
  }

  /** Names in a line, as `rulesIn`. */
  namesIn(from: number, to: number): readonly Span[] | undefined {
    const start = this.#startBefore(from, to);
    return start < 0 || this.#before === undefined ? undefined : (this.#before.lines.#names.get(start) ?? NOTHING);
  }

  keepNames(from: number, names: readonly Span[]): void {
    if (names.length > 0) this.#names.set(from, names);
  }

  /** The findings of the line that begins at an offset, all lines having been examined. */
  rulesAt(start: number): readonly Found[] {
    return this.#rules.get(start) ?? NOTHING;
  }

  /** Where a line began before the last masks; less than none when a mask is in it. */
  #startBefore(from: number, to: number): number {
    if (this.#before === undefined) return -1;
    const { masked } = this.#before;
    if (from < this.#last) {
      this.#mask = 0;
      this.#shift = 0;
    }
    this.#last = from;
    for (let mask = masked[this.#mask]; mask !== undefined; mask = masked[++this.#mask]) {
      const start = mask.start + this.#shift;
      const { length } = placeholderOf(mask.type);
      if (start + length > from) return start < to ? -1 : from - this.#shift;
      this.#shift += length - (mask.end - mask.start);
    }
    return from - this.#shift;
  }
}

const NOTHING: readonly never[] = [];

/** The lines of a folded text: most of them stand in the original as they are. */
export const linesOfView = (view: FoldedText, original: SeenLines): KnownLines => ({
  rulesIn(from, to) {
    const { text } = original;
    const start = view.starts[from] ?? -1;
    const end = view.ends[to - 1] ?? -1;
    const isLine =
      end - start === to - from &&
      (start === 0 || text[start - 1] === '\n') &&
      (end === text.length || text[end] === '\n') &&
      text.startsWith(view.text.slice(from, to), start);
    return isLine ? original.rulesAt(start) : undefined;
  },
  keepRules() {},
});
