/** Scripts of languages that are not covered. Greek letters alone are signs of mathematics. */
const UNCOVERED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Thai}\p{Script=Georgian}\p{Script=Armenian}\p{Script=Greek}]/u;
/** Two letters beside each other, or one sign that is a word. */
const WRITTEN = new RegExp(
  `${UNCOVERED.source}(?:[\\p{M}]{0,4}${UNCOVERED.source})|[\\p{Script=Han}\\p{Script=Hangul}]`,
  'u',
);
/** The first unit of such a script, and a range of signs, arrows and spaces that has none but the ohm. */
const FIRST = 0x370;
const SIGNS = { first: 0x2000, last: 0x2bff, ohm: 0x2126 } as const;

const mayBelong = (code: number): boolean =>
  code >= FIRST && (code < SIGNS.first || code > SIGNS.last || code === SIGNS.ohm);

/** Whether a text holds words in a script of a language that is not covered. */
export function hasUncoveredScript(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (mayBelong(text.charCodeAt(i))) return WRITTEN.test(text);
  return false;
}

/** The part of a line between its first and last letter of such a script, or undefined. */
export function uncoveredPart(line: string): { start: number; end: number } | undefined {
  if (!hasUncoveredScript(line)) return undefined;
  let start = -1;
  let end = -1;
  let at = 0;
  for (const char of line) {
    if (UNCOVERED.test(char)) {
      if (start < 0) start = at;
      end = at + char.length;
    }
    at += char.length;
  }
  return { start, end };
}
