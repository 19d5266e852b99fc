import { createHmac } from 'node:crypto';
import type { Formatted } from '../../activity/column-formats.ts';
import type { ColumnName } from '../../activity/columns.ts';
import type { HiddenType } from '../hidden-types.ts';
import { typesThat } from '../hidden-types.ts';
import { SECRET_TYPES } from '../keys/labels.ts';
import { placeholdersIn } from '../text/placeholders.ts';
import type { Span } from '../types.ts';
import type { Dictionary } from './dictionary.ts';
import { SameName } from './same-name.ts';

/** Types for which equal values may be shown to be equal. */
export const TAGGED = typesThat('tagged');
const NAMED = /^(?:PERSON|ORGANIZATION)$/;
/** Letters of a tag: of a thousand values in a session, two are taken for one in one session of seventy. */
const LENGTH = 5;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

/** The tag of a placeholder that has none. */
const NONE = '-';

/**
 * Names hidden values by a keyed hash: the same value has the same tag throughout a session. The key is in the raw zone and is
 * destroyed with it. Without the key, a tag reveals nothing of a value, nor of another session or day.
 */
export class Tags {
  readonly #key: Uint8Array;
  readonly #names: SameName;
  readonly #known = new Map<string, string>();

  constructor(key: Uint8Array, dictionary: Dictionary) {
    this.#key = key;
    this.#names = new SameName(dictionary);
  }

  /** The tag of a value, or NONE for a secret and for an unexplained value. */
  of(value: string, type: HiddenType): string {
    if (!TAGGED.has(type) || SECRET_TYPES.has(type)) return NONE;
    // The type is left out: one rule may take for a firm what another takes for a person.
    const key = NAMED.test(type) ? this.#names.of(normal(value)) : normal(value);
    let tag = this.#known.get(key);
    if (tag === undefined) {
      const hash = createHmac('sha256', this.#key).update(key).digest();
      tag = Array.from(hash.subarray(0, LENGTH), (byte) => LETTERS.charAt(byte % LETTERS.length)).join('');
      this.#known.set(key, tag);
    }
    return tag;
  }

  /** The tags of the placeholders of a masked text, in order; undefined when none has a tag, or it held placeholders before. */
  in(text: string, spans: readonly Span[]): string | undefined {
    if (spans.length === 0 || placeholdersIn(text).length > 0) return undefined;
    const tags = spans.map(({ start, end, type }) => this.of(text.slice(start, end), type));
    return tags.every((tag) => tag === NONE) ? undefined : tags.join(',');
  }
}

const normal = (value: string): string => value.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** As the column `tags` holds them: `text:k7q2a,-;title:k7q2a`. */
export const tagsText = (tags: ReadonlyMap<ColumnName, string>): Formatted<'tags'> =>
  [...tags].map(([column, ids]) => `${column}:${ids}`).join(';') as Formatted<'tags'>;
