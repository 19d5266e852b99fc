import { nth } from '../../activity/there.ts';
import type { HiddenType } from '../hidden-types.ts';
import { typesThat } from '../hidden-types.ts';
import { FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import type { Span } from '../types.ts';
import type { TypedItem } from './buffer.ts';
import { SECRET_TYPES } from './labels.ts';
import type { TypedView } from './views.ts';

type Extent = Pick<Span, 'start' | 'end'>;

const KNOWN = FLAG.common | FLAG.word | FLAG.rare | TECH_WORD;
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
 * The items to mask for a span of an earlier text of the field. A slip makes a word unknown, and unknown words look like names and
 * passwords. So letters that are part of plain words are not masked. If only deleted letters are left of a name, they are masked only
 * when the span holds a known name. A value with a form of its own is masked as it is, unless the text was never there in this form: a
 * word of today and a slip of yesterday together are no value, nor are words of two fields.
 */
export function withoutSlips(items: readonly TypedItem[], type: HiddenType): readonly TypedItem[] {
  const alive = items.filter((item) => item.alive).length;
  const isWhole = alive === items.length && new Set(items.map((item) => item.home)).size < 2;
  if (alive === 0 || (isWhole && !BY_WORDS.has(type))) return items;
  const rest = items.filter((item) => !item.alive || item.plain !== true);
  if (rest.some((item) => item.alive)) return rest;
  // A secret can be common words alone.
  if (SECRET_TYPES.has(type) && alive === items.length) return items;
  if (!BY_WORDS.has(type)) return rest;
  return hasName(items.map(({ ch }) => ch).join('')) ? rest : [];
}

/** The part of a span to know again elsewhere: without the words at its ends of which something stays readable. */
export function knownPart({ text, items }: TypedView, { start, end }: Extent, sensitive: readonly TypedItem[]): string {
  const hidden = new Set(sensitive);
  const words = [...text.slice(start, end).matchAll(/\S+/gu)].map((match) => {
    const from = start + match.index;
    return { from, to: from + match[0].length };
  });
  const isHidden = ({ from, to }: { from: number; to: number }) =>
    items.slice(from, to).every((item) => hidden.has(item));
  const first = words.find(isHidden);
  const last = words.findLast(isHidden);
  return first === undefined || last === undefined ? '' : text.slice(first.from, last.to);
}

/** Whether a text holds a word that the lexicon knows as a name, and not as a word. */
const hasName = (text: string): boolean =>
  (text.match(/[\p{L}\p{M}]+/gu) ?? []).some((word) => (flagsOf(word.toLowerCase()) & NAMES) !== 0 && !isPlain(word));

/** Whether to believe a span among keys that may be commands, not text: the letters of commands look like an unknown name. */
export const isBelievable = (text: string, type: HiddenType): boolean => !BY_WORDS.has(type) || hasName(text);
