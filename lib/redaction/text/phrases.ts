import { lastOf, nth } from '../../activity/there.ts';
import type { HiddenType } from '../hidden-types.ts';
import { foldLabel } from '../keys/label-pattern.ts';

/** Scripts that put no space between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u;
/** Characters that join a word of such a script to the text after it. */
const PARTICLES = /[\s:：=はがをの是为為는은이가을를]{1,8}$/u;
/** Fewest letters of a word that a part of a compound is looked for in. */
const COMPOUND = 6;
/** The most words between a label and its value. */
const FILL = 6;

interface Phrase {
  readonly words: readonly string[];
  readonly type: HiddenType;
}

/** Words of a folded text. */
export const wordsOf = (folded: string): string[] => folded.match(/[\p{L}\p{M}\p{N}]{1,400}/gu) ?? [];

/** Phrases of many languages, found at the end or the beginning of a context by their last or first word. */
export class Phrases {
  readonly #byLast = new Map<string, Phrase[]>();
  readonly #byFirst = new Map<string, Phrase[]>();
  readonly #parts: (readonly [part: string, type: HiddenType])[] = [];
  readonly #unspaced: (readonly [phrase: string, type: HiddenType])[] = [];
  #hint: RegExp | undefined;

  /** @param phrases each with its type; `*` at the end: part of a longer word */
  constructor(phrases: readonly (readonly [phrase: string, type: HiddenType])[]) {
    for (const [phrase, type] of phrases) {
      const folded = foldLabel(phrase.replace(/\*$/, ''));
      if (UNSPACED.test(folded)) this.#unspaced.push([folded, type]);
      const words = wordsOf(folded);
      if (words.length === 0) continue;
      if (phrase.endsWith('*')) this.#parts.push([words.join(''), type]);
      put(this.#byLast, lastOf(words), { words, type });
      put(this.#byFirst, nth(words, 0), { words, type });
    }
  }

  /** Whether a text may hold one: a quick check of how their words begin. */
  mayStandIn(folded: string): boolean {
    this.#hint ??= hintOf([...this.#byLast.values()].flat(), this.#unspaced);
    return this.#hint.test(folded);
  }

  /** The type of the phrase that a context ends with, ignoring words allowed in between. */
  endOf(context: string, between: ReadonlySet<string>): HiddenType | undefined {
    const folded = foldLabel(context);
    const words = wordsOf(folded);
    for (let end = words.length, filled = 0; end > 0 && filled <= FILL; end--, filled++) {
      const type = this.#endingAt(words, end);
      if (type !== undefined) return type;
      if (!between.has(nth(words, end - 1))) break;
    }
    return UNSPACED.test(folded) ? this.#unspacedEnd(folded) : undefined;
  }

  /** The type of the phrase that a context begins with, ignoring words allowed before it. */
  beginOf(context: string, between: ReadonlySet<string>): HiddenType | undefined {
    const folded = foldLabel(context);
    const words = wordsOf(folded);
    for (let from = 0; from < words.length && from <= FILL; from++) {
      const own = this.#byFirst
        .get(nth(words, from))
        ?.find((phrase) => phrase.words.every((word, i) => word === words[from + i]));
      const type = own?.type ?? this.#compound(nth(words, from));
      if (type !== undefined) return type;
      if (!between.has(nth(words, from))) break;
    }
    return this.#unspaced.find(([phrase]) => folded.trimStart().startsWith(phrase))?.[1];
  }

  /** The last phrase anywhere in a context, as it is written there. */
  within(context: string): string | undefined {
    const folded = foldLabel(context);
    const words = wordsOf(folded);
    for (let end = words.length; end > 0; end--) {
      const phrase = this.#byLast.get(nth(words, end - 1))?.find((candidate) => isEnd(words, end, candidate.words));
      if (phrase !== undefined) return phrase.words.join(' ');
    }
    return UNSPACED.test(folded) ? this.#unspaced.find(([phrase]) => folded.includes(phrase))?.[0] : undefined;
  }

  #endingAt(words: readonly string[], end: number): HiddenType | undefined {
    const own = this.#byLast.get(nth(words, end - 1))?.find((phrase) => isEnd(words, end, phrase.words));
    return own?.type ?? this.#compound(nth(words, end - 1));
  }

  #compound(word: string): HiddenType | undefined {
    if (word.length < COMPOUND) return undefined;
    return this.#parts.find(([part]) => word.length > part.length && word.includes(part))?.[1];
  }

  #unspacedEnd(folded: string): HiddenType | undefined {
    const end = folded.replace(PARTICLES, '');
    return this.#unspaced.find(([phrase]) => end.endsWith(phrase))?.[1];
  }
}

const isEnd = (words: readonly string[], end: number, phrase: readonly string[]): boolean =>
  end >= phrase.length && phrase.every((word, i) => word === words[end - phrase.length + i]);

/** Longest first, so that the longest phrase is found. */
function put(index: Map<string, Phrase[]>, word: string, phrase: Phrase): void {
  const list = [...(index.get(word) ?? []), phrase].toSorted((a, b) => b.words.length - a.words.length);
  index.set(word, list);
}

/** The longest word of each phrase, as far as its fourth letter. */
function hintOf(phrases: readonly Phrase[], unspaced: readonly (readonly [string, string])[]): RegExp {
  const heads = phrases.map(({ words }) =>
    nth(
      words.toSorted((a, b) => b.length - a.length),
      0,
    ).slice(0, 4),
  );
  const whole = new Set(heads.map((head) => (head.length < 4 ? `(?<![\\p{L}\\p{N}])${head}(?![\\p{L}\\p{N}])` : head)));
  return new RegExp([...whole, ...unspaced.map(([phrase]) => phrase)].join('|'), 'u');
}
