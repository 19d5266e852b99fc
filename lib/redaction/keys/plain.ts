import { nth } from '../../activity/there.ts';
import type { HiddenType } from '../hidden-types.ts';
import { typesThat } from '../hidden-types.ts';
import { FLAG, flagsOf } from '../lexicon/index.ts';
import type { TypedItem } from './buffer.ts';
import type { TypedView } from './views.ts';

const KNOWN = FLAG.common | FLAG.word | FLAG.rare;
const NAMES = FLAG.first | FLAG.last | FLAG.place | FLAG.proper;

/** Types that a word can be given for being unknown, or for standing beside one. A slip makes a word unknown. */
export const BY_WORDS = typesThat('byWords');

/** Notes for each character whether it is part of a common word in the final text of the field. */
export function notePlain({ text, items }: TypedView): void {
  for (const [i, item] of items.entries()) item.plain = !/[\p{L}\p{M}\p{N}]/u.test(text.charAt(i));
  for (const match of text.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’]\p{L}{1,2})?/gu)) {
    if (!isPlain(match[0])) continue;
    for (let i = match.index; i < match.index + match[0].length; i++) nth(items, i).plain = true;
  }
}

function isPlain(word: string): boolean {
  const flags = flagsOf(word.toLowerCase().replace(/['’].*$/, ''));
  return (flags & KNOWN) !== 0 && (word === word.toLowerCase() || (flags & NAMES) === 0);
}

/** Whether a text consists of common whole words only. */
export const isPlainText = (text: string): boolean =>
  !/\p{N}/u.test(text) && (text.match(/[\p{L}\p{M}]+/gu) ?? []).every((word) => word.length > 2 && isPlain(word));

/**
 * The items to mask for a span of an earlier text of the field. A slip makes a word unknown, and unknown words look like names.
 * So letters that are part of plain words are not masked. If only deleted letters are left, they are masked only when the span
 * holds a known name.
 */
export function withoutSlips(items: readonly TypedItem[], type: HiddenType): readonly TypedItem[] {
  if (!BY_WORDS.has(type) || !items.some(({ alive }) => alive)) return items;
  const rest = items.filter(({ alive, plain }) => !alive || plain !== true);
  if (rest.some(({ alive }) => alive)) return rest;
  return hasName(items.map(({ ch }) => ch).join('')) ? rest : [];
}

/** Whether a text holds a word that the lexicon knows as a name, and not as a word. */
const hasName = (text: string): boolean =>
  (text.match(/[\p{L}\p{M}]+/gu) ?? []).some((word) => (flagsOf(word.toLowerCase()) & NAMES) !== 0 && !isPlain(word));

/** Whether to believe a span among keys that may be commands, not text: the letters of commands look like an unknown name. */
export const isBelievable = (text: string, type: HiddenType): boolean => !BY_WORDS.has(type) || hasName(text);
