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

export const FOLD: Uint8Array = table;

/** The class of a UTF-16 unit. */
export function classOf(code: number): number {
  if (code < 128) return FOLD[code]!;
  return code === 0x17f ? FOLD[115]! : code === 0x212a ? FOLD[107]! : 0;
}
