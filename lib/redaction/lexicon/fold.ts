const SPECIAL: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
  '’': "'",
  ħ: 'h',
  ŋ: 'n',
};

/** Whether `fold` leaves a word unchanged: ASCII without capitals. */
export function isFolded(word: string): boolean {
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i);
    if (code > 127 || (code >= 65 && code <= 90)) return false;
  }
  return true;
}

/** A word as the lexicon keeps it: lower case, without accents. Only for lookups: the length of a word can change. */
export function fold(word: string): string {
  if (isFolded(word)) return word;
  const lower = word.toLowerCase();
  if (isFolded(lower)) return lower;
  return lower
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæøœđðłþı’ħŋ]/g, (letter) => SPECIAL[letter] ?? letter);
}
