/** Places of the table: the words that most texts are made of. */
const NUMBERS = 1 << 14;

/**
 * Facts about words that came lately, found by the units of a word before a text of its own is made of it: making that text, and
 * its hash, is most of the cost of looking a word up. Of words with one number the last one is known: the table never grows.
 */
export class Lately<T extends { readonly text: string }> {
  readonly #known: (T | undefined)[] = Array.from({ length: NUMBERS });

  /** The facts about the word text[from, to), if it is known. */
  find(text: string, from: number, to: number): T | undefined {
    const known = this.#known[numberOf(text, from, to)];
    return known !== undefined && known.text.length === to - from && text.startsWith(known.text, from)
      ? known
      : undefined;
  }

  /** Its text must be a copy: part of a longer text keeps the whole of that in memory. */
  keep(facts: T): void {
    this.#known[numberOf(facts.text, 0, facts.text.length)] = facts;
  }
}

function numberOf(text: string, from: number, to: number): number {
  let number = to - from;
  for (let i = from; i < to; i++) number = (Math.imul(number, 31) + text.charCodeAt(i)) | 0;
  return (number ^ (number >>> 14)) & (NUMBERS - 1);
}

/** Up to this length the engine copies a part of a text by itself. */
const COPIED = 12;

/** A part of a text that keeps nothing but itself in memory. */
export function copied(part: string): string {
  if (part.length <= COPIED) return part;
  const coding = /^[\0-\xff]{0,400}$/.test(part) ? 'latin1' : 'utf16le';
  return Buffer.from(part, coding).toString(coding);
}
