import type { Language } from '../language/languages.ts';
import { isTalk } from '../language/talk.ts';
import { FLAG, flagsOf, fold } from '../lexicon/index.ts';
import type { Span, Surface } from '../types.ts';
import { TITLES } from './vocabulary.ts';

/** What the lexicon says of a word that is a name of a person, a place or something else. */
export const NAMED = FLAG.first | FLAG.last | FLAG.place | FLAG.proper;
const PLAIN = FLAG.common | FLAG.word;

/** Whether a span that a model takes for a name is made of words of talk, or of English words that their grammar shows to be none. */
export function isSmallTalk(text: string, { start, end, type }: Span, language: Language, surface: Surface): boolean {
  if (type === 'ADDRESS') return false;
  const words = text.slice(start, end).match(/[\p{L}\p{M}\d@#]{1,40}/gu) ?? [];
  if (surface === 'prose' && mayBeTalk(text, start, words) && words.every((word) => isTalk(word, language)))
    return true;
  const before = text.slice(Math.max(0, start - 8), start);
  if (!words.every((word) => /^\p{Ll}{1,30}$/u.test(word))) return false;
  const english = surface === 'prose' && (language === 'en' || language === 'unknown');
  if (english && isUrged(words, before) && words.every((word) => isPlain(word) || word === 's')) return true;
  // Behind another word it can be a firm in small letters: "the acquisition of kestrel dynamics".
  if (!DETERMINER.test(before)) return false;
  if (words.every((word) => isPlain(word) && (flagsOf(word) & NAMED) === 0)) return true;
  return english && words.length === 1 && words.every(isPlain) && ARTICLE.test(before) && isHead(text, end);
}

/** Forms of address that the English ones lack. */
const OTHER_TITLES: ReadonlySet<string> = new Set([
  'herrn',
  'hr',
  'fr',
  'don',
  'dona',
  'sig',
  'sigra',
  'dott',
  'senhor',
  'senhora',
  'meneer',
  'mevrouw',
  'dhr',
  'mevr',
  'pan',
  'pani',
  'pana',
]);

/** Small words, or those that begin the text with a capital. A tag, or a word behind a form of address, is a name: "Frau Pause", "@kuchen". */
function mayBeTalk(text: string, start: number, words: readonly string[]): boolean {
  const before = text.slice(Math.max(0, start - 16), start);
  if (/[@#]$/.test(before)) return false;
  const title = fold(/(\p{L}{1,14})\.? $/u.exec(before)?.[1] ?? '');
  if (TITLES.has(title) || OTHER_TITLES.has(title)) return false;
  return words.every((word) => /^\p{Ll}/u.test(word)) || !/\p{L}/u.test(text.slice(0, Math.min(start, 400)));
}

const isPlain = (word: string): boolean => (flagsOf(word) & PLAIN) !== 0;
const DETERMINER = /(?<!\p{L})(?:the|an?|my|our|your|his|her|their|this|that)\s$/iu;
/** No English name of a person has an article, so that the noun behind it is one: "the mark on the wall". */
const ARTICLE = /(?<!\p{L})(?:the|an?)\s$/iu;

/** Whether the noun ends there. With another noun behind it, it can be a name all the same: "the baker account". */
const isHead = (text: string, end: number): boolean =>
  /^(?: (?:on|in|at|of|for|from|to|with|under|over|is|was|are|were|and|or|that|which)(?!\p{L})|[.,;!?]?$)/u.test(
    text.slice(end, end + 8),
  );

/** A verb stands behind "let's", which the model can read with the "s" of it: "let's park that". */
const isUrged = (words: readonly string[], before: string): boolean =>
  /(?<!\p{L})let['’]$/iu.test(before)
    ? words.length === 2 && words[0] === 's'
    : words.length === 1 && /(?<!\p{L})let['’]s $/iu.test(before);
