import { nth } from '../../activity/there.ts';
import { FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import { WORD } from './name-type.ts';
import type { Token } from './tokens.ts';

const LONGEST_BUILT = 28;

const PARTS = WORD | FLAG.rare | TECH_WORD;

/** On a screen: a word built of others ("Breakpoint", "Two-factor", "Assignees"), or a word all in capitals. */
function isBuiltWord({ text, flags, casing }: Token): boolean {
  if (flags !== 0 || text.length > LONGEST_BUILT) return false;
  if (casing === 'all') return true;
  const lower = text.toLowerCase();
  if (isInflected(lower)) return true;
  const humps = text.split(/(?=\p{Lu}\p{Ll})|(?<=\p{Ll})(?=\p{Lu})/u);
  if (
    humps.length > 1 &&
    humps.every((part) => (flagsOf(part.toLowerCase()) & PARTS) !== 0 || isInflected(part.toLowerCase()))
  )
    return true;
  for (let i = 3; i <= lower.length - 3; i++)
    if (flagsOf(lower.slice(0, i)) & WORD && flagsOf(lower.slice(i)) & WORD) return true;
  if (LEARNED.test(lower)) return true;
  const rest = lower.replace(PREFIX, '');
  return rest.length < lower.length && ((flagsOf(rest) & PARTS) !== 0 || isInflected(rest));
}

const PREFIX =
  /^(?:un|re|de|pre|sub|auto|multi|non|inter|over|under|micro|hyper|super|cyber|meta|geo|bio|tele|photo|video|audio|web|data)-?/;
/** Endings of learned words, which few names have. */
const LEARNED =
  /^[a-z]{3,20}(?:ify|ifier|izer|iser|ization|isation|ability|ibility|ance|ometry|ography|ology|ometer|ectomy|itis|ization|ically|ivity)s?$/;

/** "Lifecycle Manager", "What-If Analysis": on a screen, compound words beside words that are no names. */
export function isBuiltRun(run: readonly Token[]): boolean {
  if (run.length === 1) return isBuiltWord(nth(run, 0));
  const built = run.filter((t) => t.flags === 0 && (t.casing === 'all' || isInflected(t.text.toLowerCase())));
  return (
    built.length > 0 &&
    run.every((t) => built.includes(t) || ((t.flags & PARTS) !== 0 && (t.flags & (FLAG.first | FLAG.last)) === 0))
  );
}

/** In a text without capitals: a word of the language that the lexicon lacks, by its parts, or one letter drawn out. */
export const isDerived = ({ text, flags }: Token): boolean => flags === 0 && isDerivedWord(text);

/** The same for a word that the lexicon lacks. */
export const isDerivedWord = (text: string): boolean =>
  /(.)\1\1/.test(text) || isInflected(text) || knows(text.replace(/(.)\1{1,400}/g, '$1'));

const knows = (word: string) => word.length > 2 && (flagsOf(word) & PARTS) !== 0;

const ENDINGS = [
  's',
  'es',
  'ed',
  'd',
  'er',
  'ers',
  'ee',
  'ees',
  'ing',
  'in',
  'able',
  'ly',
  'ness',
  'less',
  'ish',
  'y',
  'ie',
  'ies',
  "'ll",
  "'d",
  "'ve",
  "'re",
  "n't",
];

function isInflected(lower: string): boolean {
  if (/-/.test(lower)) return lower.split('-').every((part) => part.length < 4 || (flagsOf(part) & PARTS) !== 0);
  return ENDINGS.some((ending) => {
    const stem = lower.length - ending.length;
    if (stem < 4 || !lower.endsWith(ending)) return false;
    return (flagsOf(lower.slice(0, stem)) & PARTS) !== 0;
  });
}

const typos = new Map<string, boolean>();
const MAX_TYPOS = 20_000;

/** A slip of the fingers in a word of every day: two letters in the wrong order, one too many, one missing or another one. */
export function isTypo(word: string): boolean {
  if (word.length < 4 || word.length > 16) return false;
  let known = typos.get(word);
  if (known === undefined) {
    known = slips(word).some((slip) => (flagsOf(slip) & FLAG.common) !== 0);
    if (typos.size >= MAX_TYPOS) typos.clear();
    typos.set(word, known);
  }
  return known;
}

function slips(word: string): string[] {
  const out: string[] = [];
  for (let i = 0; i < word.length; i++) {
    const head = word.slice(0, i);
    const tail = word.slice(i + 1);
    if (i + 1 < word.length) out.push(head + word[i + 1] + word[i] + word.slice(i + 2));
    if (word.length < LONG) continue;
    out.push(head + tail);
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') out.push(head + letter + tail, head + letter + word.slice(i));
  }
  return out;
}
/** Shorter words are one letter away from too many others. */
const LONG = 6;
