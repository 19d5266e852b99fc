import { nth } from '../../activity/there.ts';
import { hashOf } from '../learned/hashing.ts';
import { fold } from '../lexicon/fold.ts';
import { isMarked, listIn } from './bloom.ts';
import data from './dictionaries.json' with { type: 'json' };
import { COVERED } from './languages.ts';

/** Languages with a list of all their words. */
const FULL = ['fr', 'es', 'nl', 'pl'] as const;
/** Languages with a list of the words that people say every day. What it lacks may be one that the texts for learning have. */
const SHORT = ['de', 'it', 'pt'] as const;
const LISTED = [...FULL, ...SHORT] as const;
const SEEN_LIST = { de: 'seen-de', it: 'seen-it', pt: 'seen-pt' } as const;
export const LISTS = [...LISTED, ...SHORT.map((language) => SEEN_LIST[language])] as const;

/** Letters of the longest words of each list; of longer words a list says nothing. */
export const LONGEST: Readonly<Record<(typeof LISTS)[number], number>> = {
  ...{ fr: 12, es: 11, nl: 12, pl: 9, de: 16, it: 16, pt: 16 },
  ...{ 'seen-de': 16, 'seen-it': 16, 'seen-pt': 16 },
};

/** Bits of room a word. With eight a list takes one word in forty for its own by mistake, with sixteen one in four hundred. */
export const ROOM: Readonly<Record<(typeof LISTS)[number], number>> = {
  ...{ fr: 8, es: 8, nl: 8, pl: 8, de: 16, it: 16, pt: 16 },
  ...{ 'seen-de': 16, 'seen-it': 16, 'seen-pt': 16 },
};

const lists: (Uint8Array | undefined)[] = [];

/** What lists say of a word: `none` where no list of its language reaches; `near`: its own list lacks it, and a related language has it. */
export const SAID = { none: 0, unknown: 1, known: 2, near: 3 } as const;

const LETTERS = /^[a-z]{2,16}$/;

/** Whether a list has a word; undefined where it does not reach. */
function has(at: number, length: number, hash: number): boolean | undefined {
  if (length > LONGEST[nth(LISTS, at)]) return undefined;
  lists[at] ??= listIn(data[nth(LISTS, at)], nth(LISTS, at));
  return isMarked(lists[at], hash);
}

/**
 * One of `SAID` for each language of `COVERED` in turn, two bits each, and for text of no known language. Behind them a bit for
 * each language of `SHORT` whose texts for learning have the word.
 */
export function saidOf(word: string): number {
  const folded = fold(word);
  if (!LETTERS.test(folded)) return 0;
  const hash = hashOf(folded);
  let out = 0;
  let any = false;
  for (const [at, language] of LISTED.entries()) {
    const known = has(at, folded.length, hash);
    if (known === undefined) continue;
    out |= (known ? SAID.known : SAID.unknown) << shiftOf(language);
    any ||= known;
  }
  for (let k = 0; k < SHORT.length; k++)
    if (has(LISTED.length + k, folded.length, hash) === true) out |= 1 << (SHIFT_SEEN + k);
  const romance = [SHIFT.fr, SHIFT.es].some((shift) => ((out >> shift) & 3) === SAID.known);
  if (romance)
    for (const shift of [SHIFT.it, SHIFT.pt]) if (((out >> shift) & 3) !== SAID.known) out |= SAID.near << shift;
  return any ? out | (SAID.near << SHIFT.none) : out;
}

const shiftOf = (language: (typeof COVERED)[number]) => 2 * COVERED.indexOf(language);
const SHIFT = {
  ...{ fr: shiftOf('fr'), es: shiftOf('es'), it: shiftOf('it'), pt: shiftOf('pt') },
  none: 2 * COVERED.length,
};
const SHIFT_SEEN = SHIFT.none + 2;

/** What the lists say of a word in a language, by the place of the language in `COVERED`; of languages that are not read, nothing. */
export const saidIn = (said: number, language: number): number =>
  language <= COVERED.length ? (said >> (2 * language)) & 3 : SAID.none;

const IS_FULL = COVERED.map((language) => (FULL as readonly string[]).includes(language));
/** The bits of the full lists of related languages, in order of `COVERED`; behind it those for text of no known language. */
const RELATED = [
  ...COVERED.map((language) => (language === 'it' || language === 'pt' ? bitsOf(['fr', 'es']) : 0)),
  bitsOf(FULL),
];
function bitsOf(languages: readonly (typeof COVERED)[number][]): number {
  return languages.reduce((bits, language) => bits | (SAID.known << shiftOf(language)), 0);
}

/** What the full lists alone say of a word. The weights for text with capitals were learned with them. */
export const saidInFull = (said: number, language: number): number =>
  IS_FULL[language] === true ? saidIn(said, language) : (said & (RELATED[language] ?? 0)) === 0 ? SAID.none : SAID.near;

const SEEN_AT = COVERED.map((language) => (SHORT as readonly string[]).indexOf(language));

/** Whether texts for learning in a language have a word; undefined for a language whose words a list has, or that is not read. */
export function isSeen(said: number, language: number): boolean | undefined {
  const at = SEEN_AT[language] ?? -1;
  return at < 0 ? undefined : (said & (1 << (SHIFT_SEEN + at))) !== 0;
}

const KNOWN_BITS = bitsOf(LISTED);
const SEEN_BITS = SHORT.reduce((bits, _, k) => bits | (1 << (SHIFT_SEEN + k)), 0);

/** Whether any of the lists has a word. */
export function isKnownSomewhere(said: number): boolean {
  return (said & SEEN_BITS) !== 0 || (said & KNOWN_BITS) !== 0;
}
