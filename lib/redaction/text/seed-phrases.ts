import lists from '../lexicon/seed-words.json' with { type: 'json' };
import type { Found } from './found.ts';

/** The shortest recovery phrase (BIP-39), and the part of one that counts beside a word that says what it is. */
const WHOLE = 12;
const PART = 5;
/** A phrase draws its words from 2,048; text that repeats a few of them is none. */
const DIFFERENT = 0.6;
const LABEL =
  /(?:seed|recovery|mnemonic|backup|wallet|secret)\b[^\n]{0,40}|(?:phrase|frase|fraza|wiederherstellung|herstel|semilla|récupération|recuper)\p{L}{0,20}[^\n]{0,40}/iu;
const WORD = /[\p{Ll}\p{Lu}]{3,10}/gu;
/** What stands between the words of one: spaces, numbers of the words, lines. */
const BETWEEN = /^[\s\d.,;:|()[\]"'“”#-]{1,12}$/;

let languages: readonly ReadonlySet<string>[] | undefined;

/** Recovery phrases of wallets: rows of words that all stand in one language's list. */
export function findSeeds(text: string): Found[] {
  if (text.length < 24) return [];
  languages ??= Object.values(lists).map((words) => new Set(words.split(' ')));
  const known = languages;
  return [...known.flatMap((words) => phrasesOf(text, words)), ...numbered(text, known)];
}

/** Words with a number each, as wallets show them: a few may be misread or of another list. */
const ROW =
  /(?:(?<!\d)\d{1,2}[.):]?[ \t]{0,3}\r?\n?[ \t]{0,3}\p{Ll}{3,10}[\s,;|]{1,4}){5,24}\d{1,2}[.):]?[ \t]{0,3}\r?\n?[ \t]{0,3}\p{Ll}{3,10}/gu;
const SHARE = 0.6;

function numbered(text: string, known: readonly ReadonlySet<string>[]): Found[] {
  if (!/\d[.):]?\s{0,4}\p{Ll}{3}/u.test(text)) return [];
  return [...text.matchAll(ROW)].flatMap(({ 0: row, index }) => {
    const words = row.match(/\p{Ll}{3,10}/gu) ?? [];
    const most = Math.max(...known.map((list) => words.filter((word) => list.has(word)).length));
    return most >= SHARE * words.length ? [{ start: index, end: index + row.length, type: 'SECRET', rank: 1 }] : [];
  });
}

interface Run {
  readonly start: number;
  end: number;
  readonly words: string[];
}

function withoutFirst(text: string, { start, end, words }: Run): Run {
  const first = /^\p{L}{1,10}[^\p{L}]{0,12}/u.exec(text.slice(start, start + 24))?.[0].length ?? 0;
  return { start: Math.min(end, start + first), end, words: words.slice(1) };
}

function phrasesOf(text: string, words: ReadonlySet<string>): Found[] {
  const found: Found[] = [];
  let run: Run | undefined;
  const close = () => {
    // The label of a phrase may be a word of the list itself.
    while (run !== undefined && /^(?:phrase|seed|secret|wallet|frase|words?)\W/i.test(text.slice(run.start, run.end)))
      run = withoutFirst(text, run);
    if (run !== undefined && isPhrase(text, run))
      found.push({ start: run.start, end: run.end, type: 'SECRET', rank: 1 });
    run = undefined;
  };
  for (const { 0: raw, index } of text.matchAll(WORD)) {
    const word = raw.toLowerCase();
    const isNext = run !== undefined && BETWEEN.test(text.slice(run.end, index));
    if (!words.has(word)) close();
    else if (isNext) {
      run!.end = index + raw.length;
      run!.words.push(word);
    } else {
      close();
      run = { start: index, end: index + raw.length, words: [word] };
    }
  }
  close();
  return found;
}

function isPhrase(
  text: string,
  { start, words }: { readonly start: number; readonly words: readonly string[] },
): boolean {
  if (new Set(words).size < words.length * DIFFERENT) return false;
  return words.length >= WHOLE || (words.length >= PART && LABEL.test(text.slice(Math.max(0, start - 80), start)));
}
