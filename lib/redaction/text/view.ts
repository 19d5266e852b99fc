/** A text as rules read it, and for each of its UTF-16 units its place in the original. */
export interface FoldedText {
  readonly text: string;
  /** First original unit of each unit. */
  readonly starts: Int32Array;
  /** One past the last original unit of each unit. */
  readonly ends: Int32Array;
}

/** Collects a view unit by unit, from left to right. */
export class ViewBuilder {
  readonly #parts: string[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  /** Adds units that all represent original[start, end). */
  put(units: string, start: number, end: number): void {
    this.#parts.push(units);
    for (let i = 0; i < units.length; i++) {
      this.#starts.push(start);
      this.#ends.push(end);
    }
  }

  /** Adds original[start, end) as it is. */
  copy(text: string, start: number, end: number): void {
    if (start >= end) return;
    this.#parts.push(text.slice(start, end));
    for (let i = start; i < end; i++) {
      this.#starts.push(i);
      this.#ends.push(i + 1);
    }
  }

  build(): FoldedText {
    return { text: this.#parts.join(''), starts: Int32Array.from(this.#starts), ends: Int32Array.from(this.#ends) };
  }
}

/** A span of a view in the original: everything between its ends, including characters that the view left out. */
export function toOriginal<T extends { readonly start: number; readonly end: number }>(view: FoldedText, span: T): T {
  if (span.end <= span.start) return { ...span, start: 0, end: 0 };
  return { ...span, start: view.starts[span.start] ?? 0, end: view.ends[span.end - 1] ?? 0 };
}

/** The view of a view, in offsets of the first original. */
export function compose(outer: FoldedText, inner: FoldedText): FoldedText {
  return {
    text: inner.text,
    starts: inner.starts.map((at) => outer.starts[at] ?? 0),
    ends: inner.ends.map((at) => outer.ends[at - 1] ?? 0),
  };
}
