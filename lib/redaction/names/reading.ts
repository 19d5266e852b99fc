import { nth } from '../../activity/there.ts';
import type { Language } from '../language/languages.ts';
import { CLASSES, COVERED } from '../language/languages.ts';
import { mix } from '../learned/hashing.ts';
import { KIND, kindOf } from '../learned/letters.ts';
import type { Surface } from '../types.ts';
import { CASING, heardOf, signOf, type Word, wordIn, wordOf } from './words.ts';

/** The separator between a token and the one before it. */
const GAP = { none: 0, space: 1, line: 2, end: 3 } as const;

/** How much evidence capitals give in a text: none if it has none or nothing else, little if every word has one. */
export const WRITTEN = { lower: 0, caps: 1, title: 2, cased: 3 } as const;

/**
 * A piece of text as the features see it. The arrays are used again for the next piece: only `length` places hold, until the
 * next call of `read`.
 */
export interface NameReading {
  length: number;
  readonly words: Word[];
  starts: Int32Array;
  ends: Int32Array;
  /** The gap before each word; one more for the end of the text. */
  gaps: Uint8Array;
  /** Whether a text, a line or a sentence begins here: 2, 3, 1, and 0 for none. */
  begins: Uint8Array;
  /** Words with a capital that this piece also writes small. */
  alsoSmall: Uint8Array;
  /** Hashes, ways of writing and lexicon of the words, with `PAD` places before the first and after the last. */
  hashes: Int32Array;
  casings: Uint8Array;
  lexicons: Int32Array;
  written: number;
  /** Whether capitals stand at the beginnings of sentences only, so that a name could be written small. */
  careless: boolean;
  language: number;
  surface: number;
  /** Whether all lists of words count, as in text without capitals, or the full ones alone (`saidInFull`). */
  allLists: boolean;
}

/**
 * Whether the weights for text without capitals read it. Prose of another language than English whose only capitals begin its sentences, as
 * telephones write them by themselves, is such text. English has cues of its own for such names.
 */
export const isReadSmall = (reading: NameReading): boolean =>
  reading.written === WRITTEN.lower || reading.written === WRITTEN.caps || isCareless(reading);

export const isCareless = ({ careless, language, surface }: NameReading): boolean =>
  careless && surface === PROSE && language > 0 && language < COVERED.length;

/** How far features look to either side. */
export const PAD = 3;
const NOTHING = { hash: 11, casing: 9, lexicon: 511, lineEnd: 77 } as const;

/** The number of the surface of prose. */
export const PROSE = 0;
const SURFACES: Readonly<Record<Surface, number>> = { prose: PROSE, ui: 1, code: 2, secure: PROSE };
const languageIndex = (language: Language): number => {
  const at = (COVERED as readonly string[]).indexOf(language);
  return at >= 0 ? at : language === 'other' ? CLASSES.length : COVERED.length;
};

/** In text without capitals, how much a word is heard stands beside its flags of the lexicon. */
const HEARD_AT = 16;

const ENDS_SENTENCE = new Set(['.', '!', '?', ':', '"', '•', '“', '„', '«', '¿', '¡', '|', '>']);

/** A placeholder is one sign, or a second pass would read its type as a word. */
const PLACEHOLDER = /\[[A-Z][A-Z_]{2,28}\]/y;
const MASKED = wordOf('[]');

const scratch: NameReading = {
  ...{ length: 0, words: [], written: 0, careless: false, language: 0, surface: 0, allLists: false },
  ...arraysFor(256),
};

function arraysFor(capacity: number) {
  return {
    starts: new Int32Array(capacity),
    ends: new Int32Array(capacity),
    gaps: new Uint8Array(capacity + 1),
    begins: new Uint8Array(capacity),
    alsoSmall: new Uint8Array(capacity),
    hashes: new Int32Array(capacity + 2 * PAD),
    casings: new Uint8Array(capacity + 2 * PAD),
    lexicons: new Int32Array(capacity + 2 * PAD),
  };
}

/**
 * The tokens of a text: runs of letters and digits, and each other mark by itself. Valid until the next call.
 * @param small whether the weights for text without capitals read it; by the text itself if it is not said
 */
export function read(text: string, surface: Surface, language: Language, small?: boolean): NameReading {
  const out = scratch;
  // No text has more tokens than units.
  if (text.length > out.starts.length) Object.assign(out, arraysFor(2 * text.length));
  out.language = languageIndex(language);
  out.surface = SURFACES[surface];
  let n = 0;
  let gap: number = GAP.none;
  for (let i = 0; i < text.length; ) {
    const kind = kindOf(text.charCodeAt(i));
    if (kind === KIND.space) {
      gap = text.charCodeAt(i) === 10 ? GAP.line : Math.max(gap, GAP.space);
      i++;
      continue;
    }
    let to = i + 1;
    let word: Word | undefined;
    if (kind !== KIND.sign) {
      for (; to < text.length; to++) {
        const next = kindOf(text.charCodeAt(to));
        if (next === KIND.sign || next === KIND.space) break;
      }
    } else if (text.charCodeAt(i) === BRACKET) {
      PLACEHOLDER.lastIndex = i;
      if (PLACEHOLDER.test(text)) {
        word = MASKED;
        to = PLACEHOLDER.lastIndex;
      }
    }
    word ??= kind === KIND.sign ? signOf(text.charCodeAt(i)) : wordIn(text, i, to);
    out.words[n] = word;
    out.starts[n] = i;
    out.ends[n] = to;
    out.gaps[n] = gap;
    // A word that begins a line is another neighbour than the same word in it.
    out.hashes[n + PAD] = gap === GAP.line ? mix(word.hash, NOTHING.lineEnd) : word.hash;
    out.casings[n + PAD] = word.casing;
    out.lexicons[n + PAD] = word.lexicon;
    n++;
    gap = GAP.none;
    i = to;
  }
  out.length = n;
  out.words.length = n;
  out.gaps[n] = GAP.end;
  for (let k = 0; k < PAD; k++)
    for (const at of [k, n + PAD + k]) {
      out.hashes[at] = NOTHING.hash;
      out.casings[at] = NOTHING.casing;
      out.lexicons[at] = NOTHING.lexicon;
    }
  look(out);
  listen(out, small);
  return out;
}

/** Decides which weights read a text, and for those without capitals adds how much each word is heard. */
function listen(out: NameReading, small: boolean | undefined): void {
  out.allLists = small ?? isReadSmall(out);
  if (!out.allLists) return;
  const { words, lexicons, length, language } = out;
  for (let k = 0; k < length; k++) {
    const word = nth(words, k);
    lexicons[k + PAD] = word.lexicon | (heardOf(word, language) << HEARD_AT);
  }
}

const BRACKET = 91;

/** A mark for each small word of a piece, by its hash: most words with a capital are not written small beside. */
const marks = new Uint32Array(1 << 10);
let pieces = 0;
const SHORTEST_SMALL = 4;

/** Fills in the features that only the whole piece shows. */
function look(out: NameReading): void {
  const { words, length } = out;
  if (++pieces === 0xffffffff) {
    marks.fill(0);
    pieces = 1;
  }
  let lower = 0;
  let upper = 0;
  let all = 0;
  let inner = 0;
  let before = -1;
  for (let i = 0; i < length; i++) {
    const word = nth(words, i);
    const { casing } = word;
    out.alsoSmall[i] = 0;
    if (casing === CASING.lower) {
      lower++;
      if (word.lower.length >= SHORTEST_SMALL) marks[word.hash & 1023] = pieces;
    } else if (casing === CASING.upper || casing === CASING.mixed) upper++;
    else if (casing === CASING.all) all++;
    const begins =
      i === 0
        ? 2
        : out.gaps[i] === GAP.line
          ? 3
          : before === CASING.sign && ENDS_SENTENCE.has(nth(words, i - 1).text)
            ? 1
            : 0;
    before = casing;
    out.begins[i] = begins;
    if (begins === 0 && (casing === CASING.upper || casing === CASING.mixed || casing === CASING.all)) inner++;
  }
  if (lower > 0 && upper > 0)
    for (let i = 0; i < length; i++) if (isAlsoSmall(words, nth(words, i))) out.alsoSmall[i] = 1;
  out.careless = inner === 0 && lower > 1;
  out.written =
    upper + all === 0
      ? WRITTEN.lower
      : all > 3 && all > 2 * (lower + upper)
        ? WRITTEN.caps
        : upper + all > 2 && upper + all > 2.5 * lower
          ? WRITTEN.title
          : WRITTEN.cased;
}

const isAlsoSmall = (words: readonly Word[], { casing, hash, lower }: Word): boolean =>
  casing === CASING.upper &&
  lower.length >= SHORTEST_SMALL &&
  marks[hash & 1023] === pieces &&
  words.some((other) => other.hash === hash && other.casing === CASING.lower && other.lower === lower);
