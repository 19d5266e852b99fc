import { nth } from '../../activity/there.ts';
import { classOf } from '../gate/alphabet.ts';
import { Automaton } from '../gate/automaton.ts';
import type { HiddenType } from '../hidden-types.ts';
import type { Span, TenantLists } from '../types.ts';
import { type Found, RANK } from './found.ts';
import { isLetter } from './tokens.ts';

interface Compiled {
  readonly automaton: Automaton;
  readonly words: readonly { readonly lower: string; readonly type: HiddenType }[];
}

const compiled = new WeakMap<TenantLists, Compiled>();

/** The adopter's customers and code names, as whole words in any case. */
export function findTenantWords(text: string, tenant: TenantLists): Found[] {
  const { automaton, words } = compile(tenant);
  const count = words.length === 0 ? 0 : automaton.scan(text, 0, text.length);
  if (count === 0) return [];
  const found: Found[] = [];
  const lower = lowerSameLength(text);
  for (let i = 0; i < count; i++) {
    const word = nth(words, automaton.hits[i] ?? 0);
    for (let at = lower.indexOf(word.lower); at >= 0; at = lower.indexOf(word.lower, at + 1)) {
      const end = at + word.lower.length;
      if (!isWordUnit(lower, at - 1) && !isWordUnit(lower, end))
        found.push({ start: at, end, type: word.type, rank: RANK.tenant });
    }
  }
  return found;
}

/** Whether a span is inside a label that the adopter allows to be seen. */
export function isAllowed(text: string, span: Span, tenant: TenantLists | undefined): boolean {
  if (tenant?.allow === undefined || tenant.allow.length === 0) return false;
  const lower = lowerSameLength(text);
  return tenant.allow.some((label) => {
    const word = lowerSameLength(label.trim());
    for (let at = lower.indexOf(word); at >= 0 && at <= span.start; at = lower.indexOf(word, at + 1)) {
      const end = at + word.length;
      if (end >= span.end && !isWordUnit(lower, at - 1) && !isWordUnit(lower, end)) return true;
    }
    return false;
  });
}

/** Lower case by the unit: `toLowerCase` makes some characters longer, and offsets would slip. */
export function lowerSameLength(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length
    ? lower
    : [...text].map((c) => (c.toLowerCase().length === c.length ? c.toLowerCase() : c)).join('');
}

const isWordUnit = (text: string, at: number) =>
  at >= 0 && at < text.length && (isLetter(text.charCodeAt(at)) || /\d/.test(text.charAt(at)));

function compile(tenant: TenantLists): Compiled {
  let one = compiled.get(tenant);
  if (one === undefined) {
    const words = [
      ...(tenant.customers ?? []).map((word) => ({ lower: lowerSameLength(word.trim()), type: 'CUSTOMER' as const })),
      ...(tenant.codeNames ?? []).map((word) => ({ lower: lowerSameLength(word.trim()), type: 'CODE_NAME' as const })),
    ].filter(({ lower }) => lower.length >= 2);
    const automaton = new Automaton(words.map(({ lower }) => longestFactor(lower)));
    one = { automaton, words };
    compiled.set(tenant, one);
  }
  return one;
}

/** The longest stretch that the automaton can tell apart; null when there is none, so the word is always looked for. */
function longestFactor(word: string): ReadonlySet<string> | null {
  const stretches = [...word]
    .map((c) => String.fromCharCode(classOf(c.charCodeAt(0))))
    .join('')
    .split('\0');
  const longest = stretches.toSorted((a, b) => b.length - a.length)[0] ?? '';
  return longest.length < 2 ? null : new Set([longest]);
}
