import type { Language } from '../language/languages.ts';
import { CLASSES, COVERED } from '../language/languages.ts';
import type { Surface } from '../types.ts';
import { CASING, KIND, kindOf, type Word, wordOf } from './words.ts';

/** What separates a token from the one before it. */
export const GAP = { none: 0, space: 1, line: 2 } as const;

/** How much capitals say in a text: nothing without any or with nothing else, little where every word has one. */
export const WRITTEN = { lower: 0, caps: 1, title: 2, cased: 3 } as const;

/** A piece of text as the features see it. All arrays are of `length`. */
export interface Reading {
  readonly length: number;
  readonly words: readonly Word[];
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly gaps: Uint8Array;
  /** Whether a text, a line or a sentence begins here: 2, 3, 1, and 0 for none. */
  readonly begins: Uint8Array;
  /** Words with a capital that this piece also writes small. */
  readonly alsoSmall: Uint8Array;
  readonly written: number;
  readonly language: number;
  readonly surface: number;
}

const SURFACES: Readonly<Record<Surface, number>> = { prose: 0, ui: 1, code: 2, secure: 0 };
export const languageIndex = (language: Language): number => {
  const at = (COVERED as readonly string[]).indexOf(language);
  return at >= 0 ? at : language === 'other' ? CLASSES.length : COVERED.length;
};

const ENDS_SENTENCE = new Set(['.', '!', '?', ':', '"', '•', '“', '„', '«', '¿', '¡', '|', '>']);

/** What was masked is one sign, or a second pass would read its type as a word. */
const PLACEHOLDER = /\[[A-Z][A-Z_]{2,28}\]/y;
const MASKED = wordOf('[]');

/** The tokens of text[start, end): runs of letters and digits, and each other mark by itself. */
export function read(text: string, start: number, end: number, surface: Surface, language: Language): Reading {
  const words: Word[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const gaps: number[] = [];
  let gap: number = GAP.none;
  for (let i = start; i < end; ) {
    const kind = kindOf(text.charCodeAt(i));
    if (kind === KIND.space) {
      gap = text.charCodeAt(i) === 10 ? GAP.line : Math.max(gap, GAP.space);
      i++;
      continue;
    }
    let to = i + 1;
    PLACEHOLDER.lastIndex = i;
    if (kind === KIND.sign && text[i] === '[' && PLACEHOLDER.test(text)) {
      words.push(MASKED);
      starts.push(i);
      ends.push(PLACEHOLDER.lastIndex);
      gaps.push(gap);
      gap = GAP.none;
      i = PLACEHOLDER.lastIndex;
      continue;
    }
    if (kind !== KIND.sign) {
      for (; to < end; to++) {
        const next = kindOf(text.charCodeAt(to));
        if (next === KIND.sign || next === KIND.space) break;
      }
    }
    words.push(wordOf(text.slice(i, to)));
    starts.push(i);
    ends.push(to);
    gaps.push(gap);
    gap = GAP.none;
    i = to;
  }
  return {
    ...{ length: words.length, words, language: languageIndex(language), surface: SURFACES[surface] },
    starts: Int32Array.from(starts),
    ends: Int32Array.from(ends),
    gaps: Uint8Array.from(gaps),
    ...look(words, gaps),
  };
}

function look(words: readonly Word[], gaps: readonly number[]): Pick<Reading, 'begins' | 'alsoSmall' | 'written'> {
  const begins = new Uint8Array(words.length);
  const alsoSmall = new Uint8Array(words.length);
  const small = new Set<string>();
  let lower = 0;
  let upper = 0;
  let all = 0;
  for (let i = 0; i < words.length; i++) {
    const { casing, lower: text } = words[i]!;
    if (casing === CASING.lower) {
      lower++;
      if (text.length > 3) small.add(text);
    } else if (casing === CASING.upper || casing === CASING.mixed) upper++;
    else if (casing === CASING.all) all++;
    const before = words[i - 1];
    begins[i] = i === 0 ? 2 : gaps[i] === GAP.line ? 3 : ENDS_SENTENCE.has(before!.text) ? 1 : 0;
  }
  if (small.size > 0)
    for (let i = 0; i < words.length; i++)
      if (words[i]!.casing === CASING.upper && small.has(words[i]!.lower)) alsoSmall[i] = 1;
  const written =
    upper + all === 0
      ? WRITTEN.lower
      : all > 3 && all > 2 * (lower + upper)
        ? WRITTEN.caps
        : upper + all > 2 && upper + all > 2.5 * lower
          ? WRITTEN.title
          : WRITTEN.cased;
  return { begins, alsoSmall, written };
}
