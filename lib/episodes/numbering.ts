import { nth } from '../activity/there.ts';
import { PLACEHOLDER } from './read.ts';
import type { SeenRow } from './types.ts';

/**
 * Numbers hidden values within one episode: `[PERSON]` becomes `[PERSON_1]`, the same wherever the lake marks the value
 * as the same. Each episode starts at 1, in the order of appearance: numbers of two episodes are unrelated.
 */
export class Numbering {
  readonly #numbers = new Map<string, number>();
  /** Rows that are already numbered: a window's row is requested with each row that it governs. */
  readonly #rows = new WeakMap<SeenRow, SeenRow>();

  /** The row with numbers in its texts, where the team sees which values are the same. */
  row(row: SeenRow): SeenRow {
    if (!row.tags) return row;
    const numbered = this.#rows.get(row) ?? this.#inRow(row, row.tags);
    this.#rows.set(row, numbered);
    return numbered;
  }

  #inRow(row: SeenRow, tags: string): SeenRow {
    const texts = tags.split(';').flatMap((part): [string, string][] => {
      const [column = '', ids = ''] = part.split(':');
      const text = (row as Readonly<Record<string, unknown>>)[column];
      return typeof text === 'string' ? [[column, this.#numbered(text, ids.split(','))]] : [];
    });
    return { ...row, ...Object.fromEntries(texts) };
  }

  /** A text stays unchanged when its placeholders do not match the listed ids. */
  #numbered(text: string, ids: readonly string[]): string {
    if ((text.match(PLACEHOLDER) ?? []).length !== ids.length) return text;
    let at = 0;
    return text.replace(PLACEHOLDER, (whole, type: string) => {
      const id = nth(ids, at++);
      return id === '-' ? whole : `[${type}_${this.#of(id)}]`;
    });
  }

  /** One number per value, whatever its detected type. */
  #of(id: string): number {
    const number = this.#numbers.get(id) ?? this.#numbers.size + 1;
    this.#numbers.set(id, number);
    return number;
  }
}
