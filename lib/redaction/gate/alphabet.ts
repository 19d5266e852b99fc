/** How many classes the automaton tells apart: 0 is everything that no literal holds. A power of two, for the table. */
export const CLASSES = 64;

/**
 * Letters without case, all digits as one, other ASCII as itself. Digits as one class is what lets `\d{3}-\d{2}` be a
 * literal. The two letters outside ASCII that fold to `k` and `s` are folded too, as a rule with the flags `iu` would.
 */
const table = new Uint8Array(128);
let next = 28;
for (let code = 0; code < 128; code++) {
  const char = String.fromCharCode(code);
  if (/[a-z]/i.test(char)) table[code] = char.toLowerCase().charCodeAt(0) - 96;
  else if (/\d/.test(char)) table[code] = 27;
  else if (/[\t\n\r !"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]/.test(char)) table[code] = next++;
}

/** Beyond ASCII: letters with accents as their letter, signs of currency as one, and what folds to ASCII. */
const beyond = new Map<number, number>([
  [0x17f, table[115]!],
  [0x212a, table[107]!],
  ...[...'€£¥₹'].map((sign) => [sign.charCodeAt(0), table[36]!] as const),
]);
for (let code = 0xc0; code < 0x180; code++) {
  const base = String.fromCharCode(code).normalize('NFD').charCodeAt(0);
  if (base < 128) beyond.set(code, table[base]!);
}

export const FOLD: Uint8Array = table;

/** The class of a UTF-16 unit. */
export const classOf = (code: number): number => (code < 128 ? FOLD[code]! : (beyond.get(code) ?? 0));
