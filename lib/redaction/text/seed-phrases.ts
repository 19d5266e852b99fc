import lists from '../lexicon/seed-words.json' with { type: 'json' };
import type { Found } from './found.ts';
import { KnownWords, type Part } from './known-words.ts';
import { matchesOf } from './matches.ts';

/** The shortest recovery phrase (BIP-39), and the part of one that counts beside a word for it. */
const WHOLE = 12;
const PART = 5;
/** A phrase draws its words from 2,048; text that repeats a few of them is none. */
const DIFFERENT = 0.6;
const LABEL =
  /(?:seed|recovery|mnemonic|backup|wallet|secret)\b[^\n]{0,40}|(?:phrase|frase|fraza|wiederherstellung|herstel|semilla|récupération|recuper)\p{L}{0,20}[^\n]{0,40}/iu;
/** Characters between the words of one: spaces, numbers of the words, lines. */
const BETWEEN = /^[\s\d.,;:|()[\]"'“”#-]{1,12}$/;
const MAX_BETWEEN = 12;
const SIGNS = Uint8Array.from({ length: 128 }, (_, code) => (BETWEEN.test(String.fromCharCode(code)) ? 1 : 0));
/** A quick look: beyond ASCII every sign may. */
const isBetween = (code: number): boolean => code >= 128 || SIGNS[code] === 1;

/** Words of all lists, each with a bit for every language that has it. */
let known: KnownWords | undefined;
const LANGUAGES = Object.keys(lists).length;

function wordsByLanguage(): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const [at, words] of Object.values(lists).entries())
    for (const word of words.split(' ')) all.set(word, (all.get(word) ?? 0) | (1 << at));
  return all;
}

/** Recovery phrases of wallets: rows of words that are all in one language's list. */
export function findSeeds(text: string): Found[] {
  if (text.length < 24) return [];
  known ??= new KnownWords(wordsByLanguage());
  const words = known;
  return [
    ...words.rowsIn(text, PART, MAX_BETWEEN, isBetween).flatMap((row) => phrasesOf(text, row, words)),
    ...numbered(text, words.languages),
  ];
}

/** Words with a number each, as wallets show them: a few may be misread or of another list. */
const ROW =
  /(?:(?<!\d)\d{1,2}[.):]?[ \t]{0,3}\r?\n?[ \t]{0,3}\p{Ll}{3,10}[\s,;|]{1,4}){5,24}\d{1,2}[.):]?[ \t]{0,3}\r?\n?[ \t]{0,3}\p{Ll}{3,10}/gu;
const SHARE = 0.6;

function numbered(text: string, words: ReadonlyMap<string, number>): Found[] {
  if (!/\d[.):]?\s{0,4}\p{Ll}{3}/u.test(text)) return [];
  return matchesOf(ROW, text).flatMap(({ 0: row, index }) => {
    const own = row.match(/\p{Ll}{3,10}/gu) ?? [];
    const counts = Array.from(
      { length: LANGUAGES },
      (_, at) => own.filter((word) => (words.get(word) ?? 0) & (1 << at)).length,
    );
    return Math.max(...counts) >= SHARE * own.length
      ? [{ start: index, end: index + row.length, type: 'SECRET', rank: 1 }]
      : [];
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

/** One pass for all languages: a run continues in each of them by itself. */
function phrasesOf(text: string, row: Part, knownWords: KnownWords): Found[] {
  const found: Found[] = [];
  const runs: (Run | undefined)[] = Array.from({ length: LANGUAGES }, () => undefined);
  /** A bit for each language that has an open run. */
  let open = 0;
  const close = (at: number) => {
    const run = runs[at];
    runs[at] = undefined;
    open &= ~(1 << at);
    if (run === undefined || run.words.length < PART) return;
    const phrase = unlabelled(text, run);
    if (isPhrase(text, phrase)) found.push({ start: phrase.start, end: phrase.end, type: 'SECRET', rank: 1 });
  };
  knownWords.each(text, row, (word, languages, index, length) => {
    if ((languages | open) === 0) return;
    let near = -1;
    let isNear = false;
    for (let bits = languages | open; bits !== 0; bits &= bits - 1) {
      const at = 31 - Math.clz32(bits & -bits);
      const run = runs[at];
      const has = (languages & (1 << at)) !== 0;
      if (has && run !== undefined && run.end !== near) {
        near = run.end;
        isNear = BETWEEN.test(text.slice(near, index));
      }
      if (has && run !== undefined && isNear) {
        run.end = index + length;
        run.words.push(word);
        continue;
      }
      if (run !== undefined) close(at);
      if (!has) continue;
      runs[at] = { start: index, end: index + length, words: [word] };
      open |= 1 << at;
    }
  });
  for (let at = 0; at < LANGUAGES; at++) close(at);
  return found;
}

/** The label of a phrase may be a word of the list itself. */
function unlabelled(text: string, run: Run): Run {
  let rest = run;
  while (/^(?:phrase|seed|secret|wallet|frase|words?)\W/i.test(text.slice(rest.start, rest.end)))
    rest = withoutFirst(text, rest);
  return rest;
}

function isPhrase(
  text: string,
  { start, words }: { readonly start: number; readonly words: readonly string[] },
): boolean {
  if (new Set(words).size < words.length * DIFFERENT) return false;
  return words.length >= WHOLE || (words.length >= PART && LABEL.test(text.slice(Math.max(0, start - 80), start)));
}
