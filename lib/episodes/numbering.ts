import { PLACEHOLDER } from './read.ts';
import type { SeenRow } from './types.ts';

/**
 * Numbers hidden values within one episode: `[PERSON]` becomes `[PERSON_1]`, the same wherever the lake says that the value is the
 * same. Numbers begin anew in each episode, in the order of what is seen: of two episodes they say nothing.
 */
export class Numbering {
  readonly #numbers = new Map<string, number>();

  /** The row with numbers in its texts, where the team sees which values are the same. */
  row(row: SeenRow): SeenRow {
    if (!row.tags) return row;
    const texts = row.tags.split(';').flatMap((part): [string, string][] => {
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
