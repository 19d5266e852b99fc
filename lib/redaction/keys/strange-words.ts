import { FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import { mark } from './mark.ts';
import type { View } from './views.ts';

const KNOWN = FLAG.common | FLAG.word | FLAG.rare | TECH_WORD;
const NAMES = FLAG.first | FLAG.last | FLAG.place;
const ACRONYM = /^\p{Lu}{2,6}$/u;
/** "wouldn't" is no word of the lexicon, and its first half is none at all. */
const WORDS = /\p{L}[\p{L}\p{M}]{3,39}(?!['’]\p{L}|[\p{L}\p{M}])/gu;

/**
 * Masks words of typed prose that no dictionary has, and those that are nothing but a name. In texts one such word alone is
 * let pass; among keys it may be a name with a slip in it, or one whose context a slip took away.
 */
export function markStrangeWords({ text, items }: View): void {
  for (const { 0: word, index } of text.matchAll(WORDS)) {
    const flags = flagsOf(word.toLowerCase());
    if ((flags & KNOWN) !== 0 || (flags !== 0 && (flags & NAMES) === 0) || ACRONYM.test(word)) continue;
    const own = items.slice(index, index + word.length);
    if (own.some((item) => item.mark === undefined)) mark(own, 'PERSON');
  }
}

/** Numbers that stand in a line, or in one beside it, with something masked: of a house, a flat, a case. */
export function markNumbersNearby({ text, items }: View): void {
  const lines: { start: number; end: number }[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    lines.push({ start, end: start + line.length });
    start += line.length + 1;
  }
  const masked = lines.map(({ start, end }) => items.slice(start, end).find(({ mark }) => mark !== undefined)?.mark);
  for (const [i, { start, end }] of lines.entries()) {
    const type = masked[i] ?? masked[i - 1] ?? masked[i + 1];
    if (type === undefined) continue;
    for (const match of text
      .slice(start, end)
      .matchAll(/(?:\b(?:suite|apt\.?|unit|box|no\.?|floor|room) )?(?<!\S)\S*\d\d\S*/gi))
      mark(items.slice(start + match.index, start + match.index + match[0].length), type);
  }
}
