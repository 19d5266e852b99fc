import type { HiddenType } from '../hidden-types.ts';
import { flagsOf } from '../lexicon/index.ts';
import type { Span } from '../types.ts';
import type { Found } from './found.ts';

/** Types whose values are the same secret, or the same account, wherever they stand. */
const SAME = new Set(['PASSWORD', 'SECRET', 'USERNAME']);
const SHORTEST = 5;
/** Most different values, and places of one, that are looked for: a text of nothing else must stay linear. */
const MOST = { values: 40, places: 200 } as const;
const IN_WORD = /[\p{L}\p{N}_]/u;

/** A value that is no word of the dictionary and no small number: "reports" and "2024" stand everywhere by chance. */
const isOwn = (value: string): boolean =>
  value.length >= SHORTEST && !/^\d{1,7}$/.test(value) && !/\s/.test(value) && flagsOf(value.toLowerCase()) === 0;

/** Further places of a secret or an account that the text shows elsewhere: the group of a file, the second user of a log. */
export function findAgain(text: string, spans: readonly Span[]): Found[] {
  const found: Found[] = [];
  const values = new Map<string, HiddenType>();
  for (const { start, end, type } of spans) {
    if (values.size >= MOST.values) break;
    if (SAME.has(type)) values.set(text.slice(start, end), type);
  }
  for (const [value, type] of values) {
    if (!isOwn(value)) continue;
    let at = text.indexOf(value);
    for (let n = 0; at >= 0 && n < MOST.places; n++) {
      const end = at + value.length;
      const known = spans.some((span) => span.start < end && span.end > at);
      if (!known && !IN_WORD.test(text[at - 1] ?? ' ') && !IN_WORD.test(text[end] ?? ' '))
        found.push({ start: at, end, type, rank: 1 });
      at = text.indexOf(value, end);
    }
  }
  return found;
}
