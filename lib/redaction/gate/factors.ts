import { nth } from '../../activity/there.ts';
import { classOf } from './alphabet.ts';
import { parseRegex, type RegexNode } from './regex.ts';

/** A word over the classes of the automaton, one character a class. */
export type Factor = string;

/** A set of words, of which every match holds at least one; it ends within `reach` UTF-16 units from the start of the match. */
export interface RequiredWords {
  readonly words: ReadonlySet<Factor>;
  readonly reach: number;
}

/** Facts that a part of a pattern implies about its matches. */
interface Facts {
  /** All words that the part can match, if they are few. */
  readonly exact: ReadonlySet<Factor> | null;
  /** Beginning and end of every match; the empty word when unknown. */
  readonly head: ReadonlySet<Factor>;
  readonly tail: ReadonlySet<Factor>;
  /** All of them hold; none when `exact` covers it. */
  readonly needs: readonly RequiredWords[];
  /** The longest match, in UTF-16 units. */
  readonly most: number;
}

const MAX_WORDS = 128;
const MAX_LENGTH = 12;
/** The most needs kept from the branches of an alternative. */
const MAX_NEEDS = 3;
const ANYTHING: ReadonlySet<Factor> = new Set(['']);

/**
 * Words such that every match of the rule holds at least one of them. Null when the pattern promises nothing: such a rule
 * has to run on every line. Derived from the pattern, never written by hand, so that it cannot lose a match.
 */
export const factorsOf = (pattern: RegExp): ReadonlySet<Factor> | null => needsOf(pattern)[0]?.words ?? null;

/** Needs derived before: each surface has a gate of its own over most of the same rules. */
const derived = new WeakMap<RegExp, readonly RequiredWords[]>();

/** All that is known of the matches of a pattern, as words that each of them holds: the rarest first. None that others imply. */
export function needsOf(pattern: RegExp): readonly RequiredWords[] {
  const known = derived.get(pattern) ?? derive(pattern);
  derived.set(pattern, known);
  return known;
}

function derive(pattern: RegExp): RequiredWords[] {
  const facts = analyse(parseRegex(pattern.source));
  const chosen: RequiredWords[] = [];
  for (const need of ownNeeds(facts)) if (!chosen.some((words) => implies(words, need))) chosen.push(need);
  return chosen;
}

/** Whether any text with a word of one need has a word of the other. */
const implies = (words: RequiredWords, other: RequiredWords): boolean =>
  [...words.words].every((word) => [...other.words].some((part) => word.includes(part)));

/** The needs of a part, its own words among them, the best first. */
const ownNeeds = ({ exact, needs, most }: Facts): RequiredWords[] =>
  [...needsIn(exact, most), ...needs]
    .map((need) => ({ need, worth: worth(need.words) }))
    .toSorted((a, b) => b.worth - a.worth)
    .map(({ need }) => need);

/** The longest match of a part of a pattern, in UTF-16 units; infinite when it has no end. */
export const longestOf = (node: RegexNode): number => analyse(node).most;

function analyse(node: RegexNode): Facts {
  switch (node.kind) {
    case 'empty':
      return exactly(ANYTHING, 0);
    case 'look': {
      const facts = analyse(node.part);
      return { ...exactly(ANYTHING, 0), needs: ownNeeds(facts) };
    }
    case 'char':
      return exactly(wordsOf([node.code]), 1);
    case 'class':
      // A sign beyond the first plane has two units.
      return node.codes === null ? exactly(null, 2) : exactly(wordsOf(node.codes), 1);
    case 'alt':
      return alternatives(node.parts.map(analyse));
    case 'cat':
      return sequence(node.parts.map(analyse));
    case 'repeat':
      return repeated(analyse(node.part), node.min, node.max);
  }
}

const exactly = (exact: ReadonlySet<Factor> | null, most: number): Facts => ({
  exact,
  head: exact ?? ANYTHING,
  tail: exact ?? ANYTHING,
  needs: [],
  most,
});

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
  const union = (sets: readonly ReadonlySet<Factor>[]) => new Set(sets.flatMap((set) => [...set]));
  const most = Math.max(...branches.map((branch) => branch.most));
  const plain = branches.every(({ exact, needs }) => exact !== null && needs.length === 0);
  const exact = plain ? union(branches.flatMap((branch) => branch.exact ?? [])) : null;
  if (exact !== null && exact.size <= MAX_WORDS) return exactly(exact, most);
  const all = branches.map(ownNeeds);
  const needs = Array.from({ length: Math.min(MAX_NEEDS, ...all.map((needs) => needs.length)) }, (_, at) => ({
    words: union(all.map((needs) => nth(needs, at).words)),
    reach: Math.max(...all.map((needs) => nth(needs, at).reach)),
  }));
  const edge = (sets: readonly ReadonlySet<Factor>[]) => {
    const words = union(sets);
    return words.size > MAX_WORDS ? ANYTHING : words;
  };
  return {
    exact: null,
    head: edge(branches.map((branch) => branch.head)),
    tail: edge(branches.map((branch) => branch.tail)),
    needs,
    most,
  };
}

function sequence(parts: readonly Facts[]): Facts {
  const needs: RequiredWords[] = [];
  let run: ReadonlySet<Factor> = ANYTHING;
  let head: ReadonlySet<Factor> | undefined;
  let before = 0;
  for (const part of parts) {
    const longer = part.exact === null ? null : product(run, part.exact);
    if (longer !== null && part.needs.length === 0) {
      run = longer;
      before += part.most;
      continue;
    }
    for (const { words, reach } of part.needs) needs.push({ words, reach: before + reach });
    if (longer !== null) {
      run = longer;
      before += part.most;
      continue;
    }
    const begun = product(run, part.head) ?? run;
    before += part.most;
    needs.push(...needsIn(begun, before));
    head ??= begun;
    run = part.tail;
  }
  if (head === undefined) return { ...exactly(run, before), needs };
  return { exact: null, head, tail: run, needs: [...needs, ...needsIn(run, before)], most: before };
}

function repeated(part: Facts, min: number, max: number): Facts {
  const most = part.most === 0 ? 0 : part.most * max;
  if (min === 0)
    return max === 1 && part.exact !== null && part.needs.length === 0
      ? exactly(new Set(['', ...part.exact]), most)
      : exactly(null, most);
  const copies = sequence(Array.from({ length: Math.min(min, MAX_LENGTH) }, () => part));
  if (min === max && min <= MAX_LENGTH) return copies;
  const { exact, head, tail, needs } = copies;
  return { exact: null, head, tail, needs: [...needs, ...needsIn(exact, copies.most)], most };
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

/** A set of words as a need, unless it has the empty word. Words that hold another of the set are left out. */
function needsIn(words: ReadonlySet<Factor> | null, reach: number): RequiredWords[] {
  if (words === null || words.has('')) return [];
  const shorter = [...words].filter((word) => ![...words].some((part) => part !== word && word.includes(part)));
  return [{ words: new Set(shorter), reach }];
}

/** How rare the words of a need are together, roughly, in letters. */
export const worth = (words: ReadonlySet<Factor>) => Math.min(...[...words].map(rarity)) - Math.log2(words.size) / 8;

/**
 * How rare a word is in ordinary text, roughly: a dot, a space or a digit counts less than a letter, an at sign more, and the
 * words of every text next to nothing.
 */
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
