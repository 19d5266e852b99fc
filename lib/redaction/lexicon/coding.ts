/** The lexicon's facts about a word. A word can be several things: "mark" is a word and a first name. */
export const FLAG = {
  /** one of the commonest 12,000 English words */
  common: 1,
  /** an English word that any dictionary has */
  word: 2,
  /** an English word that a large dictionary has */
  rare: 4,
  first: 8,
  last: 16,
  place: 32,
  /** written with a capital: a name of something, not known of what */
  proper: 64,
} as const;

const FLAG_BASE = 0x100;

/** Front coding: how many letters a word shares with the one before, the rest of it, and its flags as one character. */
export function encodeLexicon(flags: ReadonlyMap<string, number>): string {
  let last = '';
  let out = '';
  for (const [word, bits] of [...flags].sort(([a], [b]) => (a < b ? -1 : 1))) {
    let shared = 0;
    while (shared < 35 && shared < word.length && word[shared] === last[shared]) shared++;
    out += shared.toString(36).toUpperCase() + word.slice(shared) + String.fromCharCode(FLAG_BASE + bits);
    last = word;
  }
  return out;
}

/** The inverse of `encodeLexicon`. */
export function decodeLexicon(text: string): Map<string, number> {
  const flags = new Map<string, number>();
  let last = '';
  for (let i = 0; i < text.length; ) {
    const shared = Number.parseInt(text.charAt(i), 36);
    let end = i + 1;
    while (text.charCodeAt(end) < FLAG_BASE) end++;
    last = last.slice(0, shared) + text.slice(i + 1, end);
    flags.set(last, text.charCodeAt(end) - FLAG_BASE);
    i = end + 1;
  }
  return flags;
}
