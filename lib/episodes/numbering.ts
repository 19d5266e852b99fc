import { PLACEHOLDER } from './read.ts';
import type { SeenRow } from './types.ts';

/**
 * Numbers hidden values within one episode: `[PERSON]` becomes `[PERSON_1]`, the same wherever the lake says that the value is the
 * same. Numbers begin anew in each episode, in the order of what is seen: of two episodes they say nothing.
 */
export class Numbering {
  readonly #numbers = new Map<string, number>();
  /** Rows that were numbered before: the row of a window is asked for with each row that it governs. */
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

  /** A text whose placeholders are not those that were named stays as it is. */
  #numbered(text: string, ids: readonly string[]): string {
    if ((text.match(PLACEHOLDER) ?? []).length !== ids.length) return text;
    let at = 0;
    return text.replace(PLACEHOLDER, (whole, type: string) => {
      const id = ids[at++]!;
      return id === '-' ? whole : `[${type}_${this.#of(id)}]`;
    });
  }

  /** One number a value, whatever its type is taken for. */
  #of(id: string): number {
    const number = this.#numbers.get(id) ?? this.#numbers.size + 1;
    this.#numbers.set(id, number);
    return number;
  }
}
