import { nth } from '../../lib/activity/there.ts';
import type { Rule } from '../../lib/redaction/rules/rule.ts';

/** A rule whose pattern differs in one place, and the change: `\b at 12`, `{2,8} at 40: 3 or more`. */
export interface Neighbour {
  readonly change: string;
  readonly rule: Rule;
}

/** A higher upper count limits the work of a search more than it describes a value. */
const HIGHEST = 24;
const PLACES = /\\b|\\B|\(\?<?[=!]|\{\d+(?:,\d+)?\}/y;

/** Every rule that differs from this one in a boundary, a look around, or by one in a count. */
export function neighboursOf(rule: Rule): Neighbour[] {
  const { source, flags } = rule.pattern;
  return placesOf(source).flatMap(({ at, text }) => {
    const place = `${text} at ${at}`;
    return othersOf(text).map(([name, other]) => {
      const pattern = new RegExp(source.slice(0, at) + other + source.slice(at + text.length), flags);
      return { change: `${place}: ${name}`, rule: { ...rule, pattern } };
    });
  });
}

/** The alternatives for one place of a pattern. */
function othersOf(text: string): (readonly [name: string, text: string])[] {
  const counts = /^\{(\d+)(,(\d+))?\}$/.exec(text);
  if (counts === null) return [['nothing', '']];
  const low = Number(counts[1]);
  const high = counts[2] === undefined ? low : Number(counts[3]);
  const others: [string, string][] = [];
  if (low > 0) others.push(['one less is enough', `{${low - 1},${high}}`]);
  if (low < HIGHEST) others.push(['one more is needed', `{${low + 1},${Math.max(low + 1, high)}}`]);
  if (high < HIGHEST) others.push(['one more is allowed', `{${low},${high + 1}}`]);
  if (high < HIGHEST && high > low) others.push(['one less is allowed', `{${low},${high - 1}}`]);
  return others;
}

/** The boundaries, looks around and counts of an expression. */
function placesOf(source: string): { at: number; text: string }[] {
  const places: { at: number; text: string }[] = [];
  for (let at = 0; at < source.length; ) {
    PLACES.lastIndex = at;
    const found = PLACES.exec(source)?.[0];
    const isProperty = found?.startsWith('{') && /\\[pP]$/.test(source.slice(0, at));
    if (found !== undefined && !isProperty) {
      const text = found.startsWith('(') ? source.slice(at, endOfGroup(source, at)) : found;
      places.push({ at, text });
      at += found.length;
    } else at = endOfAtom(source, at);
  }
  return places;
}

function endOfGroup(source: string, from: number): number {
  let depth = 0;
  for (let at = from; at < source.length; at = endOfAtom(source, at)) {
    if (source[at] === '(') depth++;
    if (source[at] === ')' && --depth === 0) return at + 1;
  }
  throw new Error(`a group of ${source} has no end`);
}

/** Behind an escape, a class or one character. */
function endOfAtom(source: string, at: number): number {
  if (source[at] === '\\') return at + 2;
  if (source[at] !== '[') return at + 1;
  let end = at + 1;
  while (source[end] !== ']') end += source[end] === '\\' ? 2 : 1;
  return end + 1;
}

/** Compiled once: a table asks each rule hundreds of times. */
const scans = new WeakMap<Rule, RegExp>();

/** The values that one rule alone finds in a line, with their starts. */
export function findAlone(rule: Rule, line: string): (readonly [at: number, value: string])[] {
  const scan = scans.get(rule) ?? new RegExp(rule.pattern.source, `${rule.pattern.flags}g`);
  scans.set(rule, scan);
  return [...line.matchAll(scan)].flatMap((match) => {
    const value = match[2] ?? match[0];
    const at = match.index + (match[2] === undefined ? 0 : nth(match, 1).length);
    return (rule.valid?.(value, line, at, rule.on?.[0] ?? 'prose') ?? true) ? [[at, value] as const] : [];
  });
}

/** A change of an example: the number of characters to remove at a place, and the character to insert, `times` times. */
export type Edit = readonly [example: number, at: number, out: number, put: string, times: number];

/** The hits of a rule without their marks, then its misses. */
export const examplesOf = (rule: Rule): string[] => [
  ...rule.hits.map((hit) => hit.replace(/[⟦⟧]/g, '')),
  ...rule.misses,
];

export function edited(examples: readonly string[], [example, at, out, put, times]: Edit): string {
  const line = examples[example] ?? '';
  return line.slice(0, at) + put.repeat(times) + line.slice(at + out);
}

/** A rule's findings in a line, as the table of boundaries writes them: `12+8`, begin and length. */
export const foundIn = (rule: Rule, line: string): string =>
  findAlone(rule, line)
    .map(([at, value]) => `${at}+${value.length}`)
    .join(' ');
