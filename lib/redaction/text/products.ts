import { nth } from '../../activity/there.ts';
import { PRODUCTS } from '../lexicon/products.ts';
import type { Span } from '../types.ts';
import { matchesOf } from './matches.ts';

/** Types that a program's name is taken for. */
const NAMES: ReadonlySet<string> = new Set(['PERSON', 'ORGANIZATION', 'LOCATION', 'ADDRESS']);
/** More characters than a product and its version have. */
const REACH = 48;
/** Windows puts characters without width between the words of some titles ("Microsoft​ Edge"). */
const GAP = '[\\s\\u200b-\\u200f]{1,4}';

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Products by their first word, each as a whole word with its version; the longer first, so that it is the one which is met. */
const BY_HEAD = new Map<string, RegExp>();
for (const [head, phrases] of Map.groupBy(PRODUCTS.trim().split(/\s{0,9}[\n,]\s{0,9}/), (phrase) =>
  nth(phrase.split(' '), 0),
)) {
  const sorted = phrases.toSorted((a, b) => b.length - a.length);
  const forms = sorted.map((phrase) => phrase.split(' ').map(escaped).join(GAP));
  BY_HEAD.set(head, new RegExp(`(?:${forms.join('|')})(?:\\s{1,2}v?\\d[\\d.]{0,15})?(?![\\p{L}\\p{N}])`, 'iuy'));
}
/** A word, as the first of a product is written. */
const WORD = /(?<![\p{L}\p{N}])[\p{L}\d][\p{L}\d.+-]{0,24}/gu;

/** Whether a span taken for a name is inside the name of a product that everyone has. */
export function isProduct(text: string, { start, end, type }: Span): boolean {
  if (!NAMES.has(type) || end - start > REACH) return false;
  const from = Math.max(0, start - REACH);
  const around = text.slice(from, end + REACH);
  for (const { 0: word, index } of matchesOf(WORD, around)) {
    if (from + index > start) return false;
    const form = BY_HEAD.get(word.toLowerCase());
    if (form === undefined) continue;
    form.lastIndex = index;
    const product = form.exec(around)?.[0];
    if (product !== undefined && from + index + product.length >= end) return true;
  }
  return false;
}
