import { FLAG, flagsOf, fold, TECH_WORD } from '../lexicon/index.ts';
import type { Span } from '../types.ts';
import { type Found, RANK } from './found.ts';
import { matchesOf } from './matches.ts';

/** Words that accounts, folders and files are called by. */
const ACCOUNT = /(?<![\p{L}\d@.])\p{L}[\p{L}'’]{0,30}(?:[._-]\p{L}{1,30}){0,2}\d{0,4}(?![\p{L}\d])/gu;
const WORDS = FLAG.common | FLAG.word | TECH_WORD;
/** Small words before a surname, which an account leaves out or joins. */
const SMALL = /^(?:van|von|der|den|de|di|da|do|dos|del|della|la|le|du|ter|ten|zu|zur|el|al)$/;

const plain = (word: string): string => fold(word.toLowerCase()).replaceAll(/[^\p{L}]/gu, '');
const isWord = (word: string): boolean => (flagsOf(word) & WORDS) !== 0;

/** How people's accounts are made of their names: "pbrennan", "brennanp", "pia.brennan", "p_brennan", "brennan". */
function accountsOf(name: string): string[] {
  const parts = name
    .split(/[\s,]{1,4}/)
    .map(plain)
    .filter((part) => part !== '');
  const [first = '', ...rest] = parts;
  const last = rest.at(-1) ?? '';
  if (rest.length === 0 || rest.length > 4 || first.length < 2 || last.length < 3) return [];
  const joined = rest.filter((part, i) => i === rest.length - 1 || SMALL.test(part)).join('');
  return [...new Set([last, joined])].flatMap((surname) => [
    first + surname,
    first.charAt(0) + surname,
    surname + first,
    surname + first.charAt(0),
    first.slice(0, 2) + surname,
    ...(surname.length > 4 && !isWord(surname) ? [surname] : []),
  ]);
}

/** Whether a word is made of a name that the text shows; undefined for a text without names. */
function madeOfNames(text: string, spans: readonly Span[]): ((word: string) => boolean) | undefined {
  const accounts = new Set<string>();
  const surnames = new Set<string>();
  for (const { start, end } of spans.filter(({ type }) => type === 'PERSON')) {
    const name = text.slice(start, end);
    for (const account of accountsOf(name)) accounts.add(account);
    const alone = plain(name);
    if (!/\s/.test(name) && alone.length > 5 && !isWord(alone)) surnames.add(alone);
  }
  if (accounts.size + surnames.size === 0) return undefined;
  // Of a name without its first name any initial may stand before or behind it.
  return (word) =>
    !isWord(word) &&
    (accounts.has(word) || surnames.has(word) || surnames.has(word.slice(1)) || surnames.has(word.slice(0, -1)));
}

/**
 * Accounts, folders and files that are made of a name which the text shows elsewhere: a name that is hidden once must not stay readable
 * in another spelling.
 */
export function findLoginsOfNames(text: string, spans: readonly Span[]): Found[] {
  const isMade = madeOfNames(text, spans);
  if (isMade === undefined) return [];
  const hidden = new Uint8Array(text.length);
  for (const { start, end } of spans) hidden.fill(1, start, end);
  const found: Found[] = [];
  const add = (start: number, length: number) => {
    const end = start + length;
    if (!hidden.subarray(start, end).includes(1)) found.push({ start, end, type: 'USERNAME', rank: RANK.labelled });
  };
  for (const { 0: word, index } of matchesOf(ACCOUNT, text)) {
    if (word.length < 4) continue;
    if (isMade(plain(word))) add(index, word.length);
    // "CV_quillfeather_2026": one part of a longer name.
    else if (/[._-]/.test(word))
      for (const { 0: part, index: at } of matchesOf(PART, word))
        if (part.length > 3 && isMade(plain(part))) add(index + at, part.length);
  }
  return found;
}
const PART = /[^._-]{1,40}/g;
