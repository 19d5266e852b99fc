import { nth } from '../../activity/there.ts';
import { isSeen, SAID, saidIn } from '../language/dictionaries.ts';
import { HEARD } from '../language/everyday.ts';
import type { Language } from '../language/languages.ts';
import { isDerivedWord } from '../text/built-word.ts';
import { GIVEN_WORDS } from '../text/vocabulary.ts';
import type { Span, Surface } from '../types.ts';
import { decode, emissions, LABELS, type Model } from './decode.ts';
import { modelFor } from './models.ts';
import { isCareless, type NameReading, PROSE, read, WRITTEN } from './reading.ts';
import { CASING, heardOf, type Word } from './words.ts';

/** How much is taken off "no name" before deciding: chosen on sources that were left out of training, docs/redaction.md. */
export const LENIENT = {
  /** English, beside the findings of the rest of the engine. */
  english: 0.2,
  /** Other languages, alone. */
  other: 1.7,
  /** Beyond that, for text without capitals. */
  small: 0.5,
  /** Beyond that, for their words with capitals inside of a sentence, where small words get none (`leniencyOf`). */
  withCapitals: 0.7,
  /** Beyond that, without capitals, by the list of the language (`SAID`): no list, not in it, in it, in that of a relative. */
  listed: [0.3, 3, -1.75, -1],
  /** The same for languages whose list is short: words that it or the texts for learning have, and others, in order of `COVERED`. */
  seen: -1,
  unseen: [0, 2, 0, 0, 0, 0, 0, 0],
  /** Instead of those, for words that are heard in everyday talk (`HEARD`): built of such words, often, and daily. */
  heard: [0, -1, -2, -3],
  heardEnglish: [0, -0.5, -0.5, -1.5],
  /** The same for English words that are given names as well. */
  givenEnglish: 1.4,
  /** Beyond that of English, in text without capitals, for words that English has not. */
  unknown: 2.4,
  /** Beyond that of English, in text with capitals that is talk and no manual: words with a capital, and small ones. */
  talkCapital: 1.6,
  talkSmall: 1.6,
  talkLower: 1.2,
  talkUnknown: 1.6,
  talkStrange: 1,
  talkAll: 1.6,
  /** Labels and program messages, alone. */
  label: 0.3,
  /** Beyond that, for addresses. */
  address: 0.7,
  /** Code and terminals: a false mask there breaks the text. */
  code: -1.5,
  /** The least evidence that a guess of the engine needs: in prose, and on screens, whose labels the engine knows well. */
  veto: 2,
  vetoInManuals: 0,
  vetoOnScreens: 4.5,
} as const;

/** The model's reading of a text. */
export interface Learned {
  readonly names: readonly Span[];
  /** Whether a very lenient reading takes any of a span for part of a name. */
  readonly couldBe: (span: Span) => boolean;
}

/** Names of one passage, and the names of a very lenient reading. */
interface Passage {
  readonly names: readonly Span[];
  readonly possible: readonly Span[];
}

/** Longer passages are read in pieces, so that no text needs more memory than this. */
const PIECE = 2_000;
const CACHED = 2_000;
const MAX_CACHED_LENGTH = 400;
const cache = new Map<string, Passage>();

/** Clears the cache: other weights would read the texts otherwise. */
export const clearLearned = (): void => cache.clear();

/** The names of a text, in linear time. Pieces that were read before are not read again. */
export function findLearned(text: string, surface: Surface, language: Language, lenient: number): Learned {
  const names: Span[] = [];
  const passages: { readonly from: number; readonly to: number; readonly passage: Passage }[] = [];
  for (let from = 0; from < text.length; ) {
    const to = endOfPiece(text, from);
    const passage = passageOf(text.slice(from, to), surface, language, lenient);
    for (const { start, end, type } of passage.names) names.push({ start: start + from, end: end + from, type });
    passages.push({ from, to, passage });
    from = to;
  }
  const couldBe = ({ start, end }: Span) =>
    passages.some(
      ({ from, to, passage: { possible } }) =>
        start < to && end > from && possible.some((span) => span.start + from < end && span.end + from > start),
    );
  return { names, couldBe };
}

function endOfPiece(text: string, from: number): number {
  const blank = text.indexOf('\n\n', from);
  const most = Math.min(text.length, from + PIECE);
  if (blank >= 0 && blank + 2 <= most) return blank + 2;
  if (most === text.length) return most;
  const line = text.lastIndexOf('\n', most);
  if (line > from) return line + 1;
  const space = text.lastIndexOf(' ', most);
  return space > from ? space + 1 : most;
}

function passageOf(piece: string, surface: Surface, language: Language, lenient: number): Passage {
  const key = piece.length > MAX_CACHED_LENGTH ? '' : `${surface}\0${language}\0${piece}`;
  const known = key === '' ? undefined : cache.get(key);
  if (known !== undefined) return known;
  const reading = read(piece, surface, language);
  if (saysNothing(reading)) return NOTHING;
  const passage = namesOf(reading, surface, language, lenient);
  if (key !== '') {
    if (cache.size >= CACHED) cache.clear();
    cache.set(key, passage);
  }
  return passage;
}

function namesOf(reading: NameReading, surface: Surface, language: Language, lenient: number): Passage {
  const model = modelFor(reading);
  emissions(model, reading);
  const { length } = reading;
  // Only English asks for the lenient reading.
  const asked = language === 'en' || language === 'unknown';
  const each = leniencyOf(reading, lenient, asked);
  const addresses = surface === 'code' ? 0 : LENIENT.address;
  const most = each === undefined ? lenient : lenient + (asked ? LENIENT.unknown + LENIENT.talkUnknown : MOST_GIVEN);
  const names = spansOf(reading, decode(model, length, most, addresses, each));
  const veto = surface === 'ui' ? LENIENT.vetoOnScreens : LENIENT.veto;
  const possible = asked && surface !== 'code' ? spansOf(reading, decode(model, length, veto)) : [];
  return {
    names,
    possible: surface === 'prose' && possible.length > 0 ? withoutTerms(model, reading, possible) : possible,
  };
}

const NONE: readonly Span[] = [];
const MOST_GIVEN = Math.max(
  LENIENT.withCapitals,
  LENIENT.small + Math.max(...LENIENT.listed, ...LENIENT.unseen, ...LENIENT.heard),
);

const NOTHING: Passage = { names: NONE, possible: NONE };
const FEW = 2;
const COMMON = 3;
const TECHNICAL = 64;
const RARE = 1;
const IS_NAME = 0b1111_1100;

/** One or two small words of every day by themselves: without a neighbour or a capital nothing makes them a name. */
function saysNothing({ length, words, written }: NameReading): boolean {
  if (length > FEW || written !== WRITTEN.lower) return false;
  return words.every(
    ({ lexicon, casing }) => casing === CASING.lower && (lexicon & COMMON) >= 2 && (lexicon & IS_NAME) === 0,
  );
}

let leniency = new Float32Array(256);

/** How much is given to each word of prose, where it is not the same for all. Valid until the next call. */
function leniencyOf(reading: NameReading, lenient: number, english: boolean): Float32Array | undefined {
  const { length, words, begins, written, surface, language } = reading;
  if (surface !== PROSE || written === WRITTEN.caps) return undefined;
  const talk = english && !isManual(reading);
  if (english && written !== WRITTEN.lower && !talk) return undefined;
  const careless = isCareless(reading);
  if (length > leniency.length) leniency = new Float32Array(2 * length);
  for (let i = 0; i < length; i++)
    leniency[i] = english
      ? written === WRITTEN.lower
        ? givenToSmall(nth(words, i), language, lenient, talk)
        : givenInTalk(nth(words, i), lenient)
      : written === WRITTEN.lower || careless
        ? lenient + LENIENT.small + givenByLists(nth(words, i), language)
        : givenToCased(nth(words, i), begins[i] ?? 0, lenient);
  return leniency;
}

/**
 * In text with capitals nothing is given to signs, numbers and small words, because the "et de" between two names would make
 * them one; and less to a word that has its capital from its sentence.
 */
function givenToCased({ casing }: Word, begins: number, lenient: number): number {
  if (casing === CASING.sign || casing === CASING.digits || casing === CASING.lower) return 0;
  return begins > 0 ? lenient : lenient + LENIENT.withCapitals;
}

/** A word that English has not, or hardly. */
const isStrange = ({ lexicon, lower }: Word): boolean =>
  (lexicon & (COMMON | TECHNICAL)) <= RARE && lower.length > 3 && !isDerivedWord(lower);

/** In talk: much to words with a capital, and to small ones that English has not or that are names; to signs and common words nothing. */
function givenInTalk(word: Word, lenient: number): number {
  const { casing, lexicon, text } = word;
  if (casing === CASING.all)
    return (lexicon & TECHNICAL) === 0 && text.length > 3 ? lenient + LENIENT.talkAll : lenient;
  if (casing === CASING.upper) return lenient + LENIENT.talkCapital + (isStrange(word) ? LENIENT.talkStrange : 0);
  if (casing === CASING.letter) return lenient + LENIENT.talkCapital;
  const common = (lexicon & COMMON) >= 2 || (lexicon & TECHNICAL) !== 0;
  return casing === CASING.lower && !common ? lenient + LENIENT.talkSmall : lenient;
}

/** In text about programs a heading, an abbreviation or a word that a program made needs more evidence: "ESTree AST", "formatter". */
function withoutTerms(model: Model, reading: NameReading, possible: readonly Span[]): readonly Span[] {
  if (!isManual(reading)) return possible;
  const { length, words, starts } = reading;
  const heading = nth(words, 0).text === '#';
  const terms = possible.filter(
    ({ start, end }) =>
      heading ||
      words.every((word, i) => i >= length || (starts[i] ?? 0) < start || (starts[i] ?? 0) >= end || isTerm(word)),
  );
  if (terms.length === 0) return possible;
  const surer = spansOf(reading, decode(model, length, LENIENT.vetoInManuals));
  return possible.filter(
    (span) => !terms.includes(span) || surer.some(({ start, end }) => start < span.end && end > span.start),
  );
}

/** No name has two capitals beside each other and small letters as well. */
const ABBREVIATED = /\p{Lu}{2}/u;
const LONGEST_TERM = 20;
const isTerm = ({ text, casing, lexicon, lower }: Word): boolean =>
  casing === CASING.sign ||
  casing === CASING.all ||
  (casing === CASING.mixed && text.length <= LONGEST_TERM && ABBREVIATED.test(text)) ||
  (lexicon <= RARE && isDerivedWord(lower));

/** Text about programs: a mark of code or of a heading, or a word of computing in so many. */
function isManual({ words, length }: NameReading): boolean {
  // Further on it begins a tag.
  let points = length > 0 && nth(words, 0).text === '#' ? 2 : 0;
  for (let i = 0; i < length; i++) {
    const { casing, lexicon, text } = nth(words, i);
    if (casing === CASING.sign ? OF_CODE.has(text) : casing === CASING.mixed || casing === CASING.withDigits)
      points += 2;
    else if ((lexicon & TECHNICAL) !== 0) points++;
  }
  return points * MANUAL > length;
}
const MANUAL = 14;
const OF_CODE: ReadonlySet<string> = new Set('`[]{}<>_=\\|');

/** Without capitals, what English has no word for is the likelier a name, unless the text may be in another language that has it. */
function givenToSmall(word: Word, language: number, lenient: number, talk: boolean): number {
  if (word.casing !== CASING.lower) return lenient;
  const heard = heardOf(word, language);
  const strange =
    heard === HEARD.no &&
    (word.lexicon & (COMMON | TECHNICAL)) < 2 &&
    saidIn(word.said, language) !== SAID.near &&
    !isDerivedWord(word.lower);
  if (strange) return lenient + LENIENT.unknown + (talk && word.length > 2 ? LENIENT.talkUnknown : 0);
  // People are called "mark" and "grace", however often the words are said.
  const less = GIVEN_WORDS.has(word.lower) ? LENIENT.givenEnglish : nth(LENIENT.heardEnglish, heard);
  return lenient + (talk ? LENIENT.talkLower : 0) + less;
}

/** Without capitals, in a language other than English: less to words of the language, more to words that it has not. */
function givenByLists(word: Word, language: number): number {
  const { casing, said, lower } = word;
  if (casing !== CASING.lower) return 0;
  const heard = heardOf(word, language);
  if (heard !== HEARD.no) return nth(LENIENT.heard, heard);
  const seen = isSeen(said, language);
  if (seen === undefined) return nth(LENIENT.listed, saidIn(said, language));
  return seen || saidIn(said, language) === SAID.known
    ? LENIENT.seen
    : lower.length > 2
      ? nth(LENIENT.unseen, language)
      : 0;
}

/** Neighbours of one label as one span; signs at its ends are no part of it. */
function spansOf({ starts, ends, words, written }: NameReading, labels: Uint8Array | undefined): readonly Span[] {
  if (labels === undefined) return NONE;
  const spans: Span[] = [];
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] ?? 0;
    const type = nth(LABELS, label);
    if (type === 'O') continue;
    let to = i;
    while (to + 1 < labels.length && labels[to + 1] === label) to++;
    let first = i;
    let last = to;
    while (first <= last && isEdge(nth(words, first).casing, nth(words, first).text)) first++;
    while (last >= first && isEdge(nth(words, last).casing, nth(words, last).text)) last--;
    if (first <= last && !(type === 'ADDRESS' && isNowhere(words.slice(first, last + 1), written)))
      spans.push({ start: starts[first] ?? 0, end: ends[last] ?? 0, type });
    i = to;
  }
  return spans;
}
/** "every 90 days", in a text that has capitals: an address has the name of a street or town. */
const isNowhere = (words: NameReading['words'], written: number): boolean =>
  isWordless(words) ||
  (written === WRITTEN.cased &&
    words.every(({ casing }) => casing === CASING.sign || casing === CASING.digits || casing === CASING.lower));

/** An address names something: sizes, seconds and versions are numbers with a unit. */
const isWordless = (words: NameReading['words']): boolean =>
  words.every(({ casing, text }) => casing === CASING.sign || casing === CASING.digits || text.length < 3);

const isEdge = (casing: number, text: string) => casing === CASING.sign && text !== '@';
