import { classOf } from './alphabet.ts';
import { type Node, parseRegex } from './regex.ts';

/** A word over the classes of the automaton, one character a class. */
export type Factor = string;

/** `exact`: all words that the part can match, if they are few. `need`: every match holds one of these; null if unknown. */
interface Facts {
  readonly exact: ReadonlySet<Factor> | null;
  readonly need: ReadonlySet<Factor> | null;
  /** What every match begins and ends with, for a part that repeats. */
  readonly edge?: ReadonlySet<Factor>;
}

const MAX_WORDS = 128;
const MAX_LENGTH = 12;
const EMPTY: Facts = { exact: new Set(['']), need: null };

/**
 * Words such that every match of the rule holds at least one of them. Null when the pattern promises nothing: such a rule
 * has to run on every line. Derived from the pattern, never written by hand, so that it cannot lose a match.
 */
export function factorsOf(pattern: RegExp): ReadonlySet<Factor> | null {
  const facts = analyse(parseRegex(pattern.source));
  return better(facts.exact === null ? null : usable(facts.exact), facts.need);
}

function analyse(node: Node): Facts {
  switch (node.kind) {
    case 'empty':
      return EMPTY;
    case 'look': {
      const { exact, need } = analyse(node.part);
      return { exact: new Set(['']), need: better(exact === null ? null : usable(exact), need) };
    }
    case 'char':
      return { exact: wordsOf([node.code]), need: null };
    case 'class':
      return { exact: node.codes === null ? null : wordsOf(node.codes), need: null };
    case 'alt':
      return alternatives(node.parts.map(analyse));
    case 'cat':
      return sequence(node.parts.map(analyse));
    case 'repeat':
      return repeated(analyse(node.part), node.min, node.max);
  }
}

/** A unit outside the alphabet has no class of its own: the part could match anything, as far as the automaton can tell. */
function wordsOf(codes: Iterable<number>): ReadonlySet<Factor> | null {
  const words = new Set<Factor>();
  for (const code of codes) {
    const found = classOf(code);
    if (found === 0) return null;
    words.add(String.fromCharCode(found));
  }
  return words;
}

function alternatives(branches: readonly Facts[]): Facts {
  const exact = branches.every((b) => b.exact !== null) ? new Set(branches.flatMap((b) => [...b.exact!])) : null;
  const needs = branches.map((b) => better(b.exact === null ? null : usable(b.exact), b.need));
  const need = needs.every((n) => n !== null) ? new Set(needs.flatMap((n) => [...n!])) : null;
  return { exact: exact !== null && exact.size <= MAX_WORDS ? exact : null, need };
}

function sequence(parts: readonly Facts[]): Facts {
  let need: ReadonlySet<Factor> | null = null;
  let run: ReadonlySet<Factor> | null = new Set(['']);
  let whole = true;
  for (const part of parts) {
    need = better(need, part.need);
    const longer: ReadonlySet<Factor> | null = part.exact === null ? null : product(run, part.exact);
    if (longer !== null) {
      run = longer;
      continue;
    }
    whole = false;
    const begun: ReadonlySet<Factor> | null = part.edge === undefined ? null : product(run, part.edge);
    need = better(need, usable(begun ?? run));
    run = part.exact ?? part.edge ?? new Set(['']);
  }
  return { exact: whole ? run : null, need: whole ? need : better(need, usable(run)) };
}

function repeated(part: Facts, min: number, max: number): Facts {
  if (min === 0)
    return max === 1 && part.exact !== null
      ? { exact: new Set(['', ...part.exact]), need: null }
      : { exact: null, need: null };
  const copies = sequence(Array.from({ length: Math.min(min, MAX_LENGTH) }, () => part));
  if (min === max && min <= MAX_LENGTH) return copies;
  const need = better(copies.need, copies.exact === null ? null : usable(copies.exact));
  return part.exact === null || part.exact.has('') ? { exact: null, need } : { exact: null, need, edge: part.exact };
}

function product(heads: ReadonlySet<Factor>, tails: ReadonlySet<Factor>): ReadonlySet<Factor> | null {
  if (heads.size * tails.size > MAX_WORDS) return null;
  const words = new Set<Factor>();
  for (const head of heads)
    for (const tail of tails) {
      if (head.length + tail.length > MAX_LENGTH) return null;
      words.add(head + tail);
    }
  return words;
}

const usable = (words: ReadonlySet<Factor>) => (words.has('') ? null : words);

/** Longer words first: they let less text through. */
function better(a: ReadonlySet<Factor> | null, b: ReadonlySet<Factor> | null): ReadonlySet<Factor> | null {
  if (a === null || b === null) return a ?? b;
  return worth(a) >= worth(b) ? a : b;
}

const worth = (words: ReadonlySet<Factor>) => Math.min(...[...words].map(rarity)) - Math.log2(words.size) / 8;

/** How rare a word is in ordinary text, roughly: a dot, a space or a digit says less than a letter, an at sign more, and
 * the words that every text has next to nothing. */
function rarity(word: Factor): number {
  if (EVERYWHERE.has(word)) return 0.3;
  let sum = 0;
  for (let i = 0; i < word.length; i++) sum += RARITY.get(word.charCodeAt(i)) ?? 1;
  return sum;
}
const EVERYWHERE: ReadonlySet<Factor> = new Set(
  [
    'a',
    'and',
    'as',
    'at',
    'for',
    'from',
    'his',
    'id',
    'in',
    'is',
    'it',
    'its',
    'name',
    'new',
    'no',
    'of',
    'on',
    'p',
    'the',
    'to',
    'try',
    'u',
    'use',
    'with',
    'your',
  ].map((word) => [...word].map((c) => String.fromCharCode(classOf(c.charCodeAt(0)))).join('')),
);
const RARITY = new Map<number, number>([
  ...[...' \t\n\r'].map((c) => [classOf(c.charCodeAt(0)), 0.1] as const),
  ...[...'.,:;/-_()="\''].map((c) => [classOf(c.charCodeAt(0)), 0.4] as const),
  [classOf(48), 0.35],
  [classOf(64), 3],
]);
