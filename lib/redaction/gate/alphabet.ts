/** Number of classes that the automaton distinguishes: 0 is everything that no literal holds. A power of two, for the table. */
export const CLASSES = 64;
export const CLASS_BITS = Math.log2(CLASSES);

/**
 * Letters without case, all digits as one, other ASCII as itself (a tab as a space), and letters of other scripts as one. With
 * digits as one class, `\d{3}-\d{2}` can be a literal. Letters beyond ASCII that fold to `k`, `s` or Greek are folded too, as a
 * rule with the flags `iu` would.
 */
const table = new Uint8Array(128);
const BEYOND = 28;
let next = 29;
for (let code = 0; code < 128; code++) {
  const char = String.fromCharCode(code);
  if (/[a-z]/i.test(char)) table[code] = char.toLowerCase().charCodeAt(0) - 96;
  else if (/\d/.test(char)) table[code] = 27;
  else if (char === '\t') table[code] = 0;
  else if (/[\n\r !"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]/.test(char)) table[code] = next++;
}

/** Beyond ASCII: letters with accents as their letter, signs of currency as one, and characters that fold to ASCII. */
const beyond = new Map<number, number>([
  [0x17f, table[115] ?? 0],
  [0x212a, table[107] ?? 0],
  ...[...'€£¥₹'].map((sign) => [sign.charCodeAt(0), table[36] ?? 0] as const),
]);
for (let code = 0xc0; code < 0x180; code++) {
  const base = String.fromCharCode(code).normalize('NFD').charCodeAt(0);
  if (base < 128) beyond.set(code, table[base] ?? 0);
}

table[9] = table[32] ?? 0;
export const FOLD: Uint8Array = table;

/** The class of a UTF-16 unit. */
export const classOf = (code: number): number =>
  code < 128 ? (FOLD[code] ?? 0) : (beyond.get(code) ?? (isOtherScript(code) ? BEYOND : 0));

/** Greek to Arabic, the strays that fold to Greek (micro, ohm, extended) and to Cyrillic; kana, ideographs and Hangul. */
const isOtherScript = (code: number) => (code >= 0x370 && code < 0x700) || (code >= 0x3040 && code < 0xd7a4);

/** Kinds of runs of characters: words; words and the signs of tokens, addresses and paths; or anything. */
export const SOLID = { none: 0, token: 1, word: 2 } as const;

const solid = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const char = String.fromCharCode(code);
  solid[code] = /\w/.test(char) ? SOLID.word : /[-+/=.~]/.test(char) ? SOLID.token : SOLID.none;
}

/** For each unit of ASCII its class, and above that the kind of runs it is part of: both in one look-up. */
export const KINDS = Uint8Array.from(solid, (run, code) => (FOLD[code] ?? 0) | (run << CLASS_BITS));

/** Everything beyond ASCII counts as a word: a run is then never shorter than a pattern may see it. */
export const solidOf = (code: number): number => (code < 128 ? (solid[code] ?? 0) : SOLID.word);
