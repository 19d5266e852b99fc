import { FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import { WORD } from './name-type.ts';
import type { Token } from './tokens.ts';

const LONGEST_BUILT = 28;

const PARTS = WORD | FLAG.rare | TECH_WORD;

/** On a screen: a word built of others ("Breakpoint", "Two-factor", "Assignees"), or a word all in capitals. */
export function isBuiltWord({ text, flags, casing }: Token): boolean {
  if (flags !== 0 || text.length > LONGEST_BUILT) return false;
  if (casing === 'all') return true;
  const lower = text.toLowerCase();
  if (/-/.test(lower)) return lower.split('-').every((part) => part.length < 4 || (flagsOf(part) & PARTS) !== 0);
  for (const ending of ['s', 'es', 'ed', 'er', 'ee', 'ees', 'ing', 'able', 'ly', 'ness'])
    if (lower.endsWith(ending) && lower.length - ending.length > 3 && flagsOf(lower.slice(0, -ending.length)) & PARTS)
      return true;
  for (let i = 3; i <= lower.length - 3; i++)
    if (flagsOf(lower.slice(0, i)) & WORD && flagsOf(lower.slice(i)) & WORD) return true;
  return (
    /^(?:un|re|de|pre|sub|auto|multi|non|inter|over|under|micro|hyper|super|cyber|meta)/.test(lower) &&
    (flagsOf(
      lower.replace(/^(?:un|re|de|pre|sub|auto|multi|non|inter|over|under|micro|hyper|super|cyber|meta)-?/, ''),
    ) &
      PARTS) !==
      0
  );
}
