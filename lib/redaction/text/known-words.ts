import { KIND, kindOf } from '../learned/letters.ts';

/** The words that are looked up: three to ten letters of a longer row of letters, and then the next. */
const WORD = /[\p{Ll}\p{Lu}]{3,10}/gu;
const LEAST = 3;
const MOST = 10;
/** Range of the numbers by which a word is looked up before it is made a string. */
const NUMBERS = 1 << 16;

/** @param languages a bit for each language that has the word; none for a word of no list, which comes as an empty text */
type Take = (word: string, languages: number, index: number, length: number) => void;

/** A part of a text. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** Lists of words, and a quick way over a text: for most words, a number alone shows that no list has them. */
export class KnownWords {
  readonly languages: ReadonlyMap<string, number>;
  /** By the number of a word, the languages that have a word of that number. */
  readonly #numbers = new Uint16Array(NUMBERS);

  /** @param languages words in small letters, with a bit for each language that has them */
  constructor(languages: ReadonlyMap<string, number>) {
    this.languages = languages;
    for (const [word, bits] of languages) this.#numbers[numberOf(word)] = (this.#numbers[numberOf(word)] ?? 0) | bits;
  }

  /**
   * Where so many words of one language may follow each other, by their numbers alone: no such row begins or ends elsewhere. Sorted,
   * as parts of the text that begin and end with a word.
   * @param gap most signs between two of them; there is at least one
   * @param isBetween whether a unit may be one
   */
  rowsIn(text: string, least: number, gap: number, isBetween: (code: number) => boolean): readonly Part[] {
    const rows: { start: number; end: number }[] = [];
    // Bit k of row[n]: the last n + 1 words may all be of language k; begins[n] is where the first of them begins.
    const row = new Int32Array(least);
    const begins = new Int32Array(least);
    let end = -1;
    // Whether only separators came since the last word.
    let joined = true;
    let letters = 0;
    let number = 0;
    for (let i = 0; i <= text.length; i++) {
      const letter = i < text.length ? letterOf(text.charCodeAt(i)) : 0;
      if (letter < 0) return [{ start: 0, end: text.length }];
      if (letter > 0) {
        number = next(number, letter);
        letters++;
        if (letters < MOST) continue;
      }
      if (letters === 0) {
        if (i < text.length && !isBetween(text.charCodeAt(i))) joined = false;
        continue;
      }
      const from = letter > 0 ? i + 1 - letters : i - letters;
      const bits = letters < LEAST ? 0 : (this.#numbers[number] ?? 0);
      if (!joined || from === end || from - end > gap) row.fill(0);
      joined = true;
      end = from + letters;
      if ((bits | (row[0] ?? 0)) !== 0) {
        for (let n = least - 1; n > 0; n--) {
          row[n] = (row[n - 1] ?? 0) & bits;
          begins[n] = begins[n - 1] ?? 0;
        }
        row[0] = bits;
        begins[0] = from;
        if (row[least - 1] !== 0) {
          const last = rows.at(-1);
          if (last !== undefined && last.end >= (begins[least - 1] ?? 0)) last.end = end;
          else rows.push({ start: begins[least - 1] ?? 0, end });
        }
      }
      if (letter === 0 && i < text.length && !isBetween(text.charCodeAt(i))) joined = false;
      letters = 0;
      number = 0;
    }
    return rows;
  }

  /** Calls `take` for each word of a part of a text, in order. */
  each(text: string, { start, end }: Part, take: Take): void {
    if (isPlain(text, start, end)) this.#eachPlain(text, start, end, take);
    else
      for (const { 0: raw, index } of text.slice(start, end).matchAll(WORD)) {
        const word = raw.toLowerCase();
        take(word, this.languages.get(word) ?? 0, start + index, raw.length);
      }
  }

  #eachPlain(text: string, start: number, end: number, take: Take): void {
    let letters = 0;
    let number = 0;
    for (let i = start; i <= end; i++) {
      const small = i < end ? text.charCodeAt(i) | 32 : 0;
      const isLetter = small >= 97 && small <= 122;
      if (isLetter) {
        number = next(number, small);
        letters++;
      }
      if (isLetter && letters < MOST) continue;
      if (letters >= LEAST) this.#look(text, isLetter ? i + 1 - letters : i - letters, letters, number, take);
      letters = 0;
      number = 0;
    }
  }

  #look(text: string, index: number, length: number, number: number, take: Take): void {
    const word = this.#numbers[number] === 0 ? '' : text.slice(index, index + length).toLowerCase();
    take(word, word === '' ? 0 : (this.languages.get(word) ?? 0), index, length);
  }
}

const next = (number: number, letter: number): number => (Math.imul(number, 31) + letter) & (NUMBERS - 1);

function numberOf(word: string): number {
  let number = 0;
  for (let i = 0; i < word.length; i++) number = next(number, letterOf(word.charCodeAt(i)));
  return number;
}

/** The one class for letters beyond ASCII, whatever their case. */
const BEYOND = 1;

/**
 * The class by which words are numbered; 0 for no letter; negative if it takes a closer look: other planes, and characters that
 * are ASCII in another case.
 */
function letterOf(code: number): number {
  if (code < 128) return ASCII[code] ?? 0;
  if (isTitleCase(code) || code === 0x130 || code === 0x212a || (code >= 0xa640 && code < 0xac00) || code >= 0xd800)
    return -1;
  const kind = kindOf(code);
  return kind === KIND.small || kind === KIND.capital ? BEYOND : 0;
}

/** Whether a part of a text has no other letters than those of ASCII: that, and signs like dashes and quotes. */
function isPlain(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x80 && !(code >= 0x2000 && code <= 0x206f)) return false;
  }
  return true;
}

/** The small letter of each letter of ASCII, and 0. */
const ASCII = Uint8Array.from({ length: 128 }, (_, code) => (/[a-z]/i.test(String.fromCharCode(code)) ? code | 32 : 0));

/** Letters that are neither small nor capital: a word ends before them. */
const isTitleCase = (code: number): boolean => (code >= 0x1c4 && code < 0x1f4) || (code >= 0x1f80 && code < 0x2000);
