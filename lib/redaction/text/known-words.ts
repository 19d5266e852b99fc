/** The words that are looked up: three to ten letters of a longer row of letters, and then the next. */
const WORD = /[\p{Ll}\p{Lu}]{3,10}/gu;
const LEAST = 3;
const MOST = 10;
/** Numbers that a word is told by before it is made a string. */
const NUMBERS = 1 << 16;

/** @param languages a bit for each language that has the word; none for a word of no list, which comes as an empty text */
type Take = (word: string, languages: number, index: number, length: number) => void;

/** Lists of words, and a quick way over a text: of most words a number says already that no list has them. */
export class KnownWords {
  readonly languages: ReadonlyMap<string, number>;
  readonly #numbers = new Uint8Array(NUMBERS);

  /** @param languages words in small letters, with a bit for each language that has them */
  constructor(languages: ReadonlyMap<string, number>) {
    this.languages = languages;
    for (const word of languages.keys()) this.#numbers[numberOf(word)] = 1;
  }

  /** Calls `take` for each word of a text, in order. */
  each(text: string, take: Take): void {
    if (isPlain(text)) this.#eachPlain(text, take);
    else
      for (const { 0: raw, index } of text.matchAll(WORD)) {
        const word = raw.toLowerCase();
        take(word, this.languages.get(word) ?? 0, index, raw.length);
      }
  }

  #eachPlain(text: string, take: Take): void {
    let letters = 0;
    let number = 0;
    for (let i = 0; i <= text.length; i++) {
      const small = i < text.length ? text.charCodeAt(i) | 32 : 0;
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
  for (let i = 0; i < word.length; i++) number = next(number, word.charCodeAt(i) | 32);
  return number;
}

/** Whether a text has no other letters than those of ASCII: that, and signs like dashes and quotes. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x80 && !(code >= 0x2000 && code <= 0x206f)) return false;
  }
  return true;
}
