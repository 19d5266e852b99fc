/** Kinds of UTF-16 units: punctuation, small, capital, digit, other letter, space. */
export const KIND = { sign: 0, small: 1, capital: 2, digit: 3, letter: 4, space: 5 } as const;

const LAST_TABLED = 0x3000;
const KINDS = new Uint8Array(LAST_TABLED);
for (let code = 0; code < LAST_TABLED; code++) {
  const char = String.fromCharCode(code);
  KINDS[code] = /\s/.test(char)
    ? KIND.space
    : /\p{Ll}/u.test(char)
      ? KIND.small
      : /\p{Lu}|\p{Lt}/u.test(char)
        ? KIND.capital
        : /\p{N}/u.test(char)
          ? KIND.digit
          : /\p{L}|\p{M}/u.test(char)
            ? KIND.letter
            : KIND.sign;
}
export const kindOf = (code: number): number => (code < LAST_TABLED ? (KINDS[code] ?? 0) : KIND.letter);
