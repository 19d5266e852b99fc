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
  if (surface === 'prose' && isOfTalk(text, start, words, language)) return true;
  if (!words.every((word) => /^\p{Ll}{1,30}$/u.test(word))) return false;
  const before = text.slice(Math.max(0, start - 8), start);
  // Behind another word it can be a firm in small letters: "the acquisition of kestrel dynamics".
  if (DETERMINER.test(before) && words.every((word) => isPlain(word) && (flagsOf(word) & NAMED) === 0)) return true;
  const english = surface === 'prose' && (language === 'en' || language === 'unknown');
  const after = text.slice(end, end + 8);
  return english && (isUrged(words, before) || isNoun(words, before, after) || isPredicate(words, before, after));
}

const isOfTalk = (text: string, start: number, words: readonly string[], language: Language): boolean =>
  mayBeTalk(text, start, words) && words.every((word) => isTalk(word, language));

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

const isNoun = (words: readonly string[], before: string, after: string): boolean =>
  words.length === 1 && words.every(isPlain) && ARTICLE.test(before) && ENDS_NOUN.test(after);

/** What a thing is, at the end of its sentence: "the build is green", "it looks short". A word that is a given name can be who it is. */
const isPredicate = (words: readonly string[], before: string, after: string): boolean =>
  words.length === 1 &&
  words.every((word) => COLOUR.test(word) || (flagsOf(word) & (FLAG.common | FLAG.first)) === FLAG.common) &&
  IS.test(before) &&
  /^[.,;!?]?(?:$|\n| (?:and|but|again|now|today|already|so)(?!\p{L}))/u.test(after);
/** Colours whose words are surnames, and hardly given names. */
const COLOUR = /^(?:green|brown|black|white|gr[ae]y|blue|red|yellow|orange)$/;
const IS = /(?<!\p{L})(?:is|are|looks?|seems?|turned|went|stays?)\s$/iu;

/** The noun ends there. With another noun behind it, it can be a name all the same: "the baker account". */
const ENDS_NOUN =
  /^(?: (?:on|in|at|of|for|from|to|with|under|over|is|was|are|were|and|or|that|which)(?!\p{L})|[.,;!?]?$)/u;

/** A verb stands behind "let's", which the model can read with the "s" of it: "let's park that". */
function isUrged(words: readonly string[], before: string): boolean {
  const verbs = /(?<!\p{L})let['’]$/iu.test(before) && words[0] === 's' ? words.slice(1) : words;
  return verbs.length === 1 && verbs.every(isPlain) && /(?<!\p{L})let['’](?:s )?$/iu.test(before);
}
