import type { Comparison, Condition } from '../policy/condition.ts';
import { compile, hasHole, hasWildcardInPart, isOnlyStars, type Pattern } from '../policy/pattern.ts';
import { type Intervals, LINES, networkInterval } from './intervals.ts';
import { arnPattern, Language } from './language.ts';

export type Ordered = keyof typeof LINES;

/** A set of values of one variable. */
export type ValueSet =
  | { readonly theory: 'text'; readonly language: Language }
  | { readonly theory: Ordered; readonly intervals: Intervals };

/**
 * A test on one variable of a request. When its meaning is uncertain, `upper` is the most that the values may cover and `lower`
 * the least, so that each use can take the side that counts as access.
 */
export interface Atom {
  /** A condition key in lower case, `@principal`, or `@resource`. */
  readonly variable: string;
  readonly upper: ValueSet;
  readonly lower: ValueSet;
  readonly negated: boolean;
  /** Whether the test holds when the request does not have the key. */
  readonly whenAbsent: boolean;
  readonly quantifier?: 'ForAnyValue' | 'ForAllValues';
}

/** Tests only whether the request has the key. */
export interface Presence {
  readonly variable: string;
  readonly absent: boolean;
}

/** A condition that is not understood: it may hold, and need not. */
export const DOUBT = 'doubt';
export type Literal = Atom | Presence | typeof DOUBT | 'always' | 'never';

export const isPresence = (literal: Atom | Presence): literal is Presence => 'absent' in literal;

const CACHE = new Map<string, Language>();

const KEYS = new WeakMap<Pattern, string>();

function keyOf(pattern: Pattern): string {
  const known = KEYS.get(pattern);
  if (known !== undefined) return known;
  const made = pattern.join();
  KEYS.set(pattern, made);
  return made;
}

/** One language for the same patterns, so that its automaton is made once. */
export function languageOf(patterns: readonly Pattern[], caseless = false): Language {
  // With their number: no pattern is nothing, and one empty pattern is the empty text.
  const key = `${caseless}|${patterns.length}|${patterns.map(keyOf).join('|')}`;
  const known = CACHE.get(key);
  if (known) return known;
  // Bounded, because a sentinel that lives for days sees many policies.
  if (CACHE.size > 20_000) CACHE.clear();
  const made = new Language(patterns, caseless);
  CACHE.set(key, made);
  return made;
}

export const textSet = (patterns: readonly Pattern[], caseless = false): ValueSet => ({
  theory: 'text',
  language: languageOf(patterns, caseless),
});

export const literalPattern = (text: string): Pattern => patternOf(text, false);
export const globPattern = (text: string): Pattern => patternOf(text, true);

const PATTERNS = { true: new Map<string, Pattern>(), false: new Map<string, Pattern>() };

const VALUES = new Map<string, ValueSet>();

/** The set of just one text. */
export function valueSet(text: string): ValueSet {
  const known = VALUES.get(text);
  if (known) return known;
  if (VALUES.size > 50_000) VALUES.clear();
  const made = textSet([literalPattern(text)]);
  VALUES.set(text, made);
  return made;
}

/** One pattern for the same text: questions name the same few resources and principals again and again. */
function patternOf(text: string, wildcards: boolean): Pattern {
  const patterns = PATTERNS[`${wildcards}`];
  const known = patterns.get(text);
  if (known) return known;
  if (patterns.size > 50_000) patterns.clear();
  const made = compile(text, { wildcards }) ?? [];
  patterns.set(text, made);
  return made;
}

const VARIABLE = /\$\{(?![*?$]\})[^}]*\}/g;
/** Represents the value of a policy variable, which may be any text and may be missing. */
const HOLE = '\uE000';
const STAR = -1;
const COLON = 58;

/** The most a pattern matches, and the least when that is anything. */
type Shape = (pattern: Pattern) => { readonly upper: Pattern; readonly lower?: Pattern };

/** ARN comparison in conditions. AWS does not document what a pattern of fewer than six parts matches. */
const CONDITION_ARN: Shape = (pattern) => {
  const shaped = arnPattern(pattern);
  const vague = pattern.filter((code) => code === COLON).length < 5 && !isOnlyStars(pattern);
  return vague ? { upper: shaped } : { upper: shaped, lower: shaped };
};

/** As Resource compares them: see `fitsResource`. */
export const RESOURCE_ARN: Shape = (pattern) => {
  if (!hasWildcardInPart(pattern)) return { upper: pattern, lower: pattern };
  return pattern.filter((code) => code === COLON).length < 5
    ? { upper: pattern }
    : { upper: pattern, lower: arnPattern(pattern) };
};

/** Patterns for the most and for the least that a list of policy values may mean. */
export function bounds(
  values: readonly string[],
  options: { wildcards: boolean; variables: boolean; shape?: Shape },
): { upper: Pattern[]; lower: Pattern[] } {
  const upper: Pattern[] = [];
  const lower: Pattern[] = [];
  for (const value of values) {
    const text = options.variables ? value.replace(VARIABLE, HOLE) : value;
    const variable = options.variables ? () => undefined : undefined;
    const pattern = compile(text, { wildcards: options.wildcards, variable }) ?? [];
    if (hasHole(pattern)) upper.push(pattern.map((code) => (code < -2 ? STAR : code)));
    else {
      const shaped = options.shape?.(pattern) ?? { upper: pattern, lower: pattern };
      upper.push(shaped.upper);
      if (shaped.lower) lower.push(shaped.lower);
    }
  }
  return { upper, lower };
}

const LITERALS = new WeakMap<Condition, Literal>();

/** The test for a condition, or the reason why there is none. A condition belongs to one statement, so the test is cached. */
export function conditionLiteral(condition: Condition, variables: boolean): Literal {
  const known = LITERALS.get(condition);
  if (known) return known;
  const made = readLiteral(condition, variables);
  LITERALS.set(condition, made);
  return made;
}

function readLiteral(condition: Condition, variables: boolean): Literal {
  const { operator, values } = condition;
  const variable = condition.key.toLowerCase();
  if (!operator) return DOUBT;
  if (operator.comparison === 'Null') {
    const wanted = new Set(values.map((value) => value.toLowerCase()));
    if ([...wanted].some((value) => value !== 'true' && value !== 'false')) return DOUBT;
    if (wanted.size === 1) return { variable, absent: wanted.has('true') };
    return wanted.size === 0 ? 'never' : 'always';
  }
  const sets = valueSets(operator.comparison, values, variables);
  if (!sets) return DOUBT;
  const { negated, ifExists, quantifier } = operator;
  const whenAbsent = quantifier ? quantifier === 'ForAllValues' || ifExists : negated || ifExists;
  return { variable, ...sets, negated, whenAbsent, ...(quantifier ? { quantifier } : {}) };
}

type Sets = Pick<Atom, 'upper' | 'lower'>;

function valueSets(comparison: Comparison, values: readonly string[], variables: boolean): Sets | undefined {
  const texts = (wildcards: boolean, caseless = false, shape?: Shape): Sets => {
    const found = bounds(values, { wildcards, variables, ...(shape ? { shape } : {}) });
    return { upper: textSet(found.upper, caseless), lower: textSet(found.lower, caseless) };
  };
  switch (comparison) {
    case 'StringEquals':
    case 'BinaryEquals':
      return texts(false);
    case 'StringLike':
      return texts(true);
    case 'ArnEquals':
    case 'ArnLike':
      return texts(true, false, CONDITION_ARN);
    case 'StringEqualsIgnoreCase': {
      const lowered: Shape = (pattern) => {
        const made = pattern.map((code) => (code < 0 ? code : String.fromCharCode(code).toLowerCase().charCodeAt(0)));
        return { upper: made, lower: made };
      };
      return texts(false, true, lowered);
    }
    case 'Bool': {
      const wanted = values.map((value) => value.toLowerCase());
      if (wanted.some((value) => value !== 'true' && value !== 'false')) return undefined;
      const set = textSet(wanted.map(literalPattern), true);
      return { upper: set, lower: set };
    }
    case 'IpAddress':
      return ordered('address', values.map(networkInterval));
    default: {
      const theory = comparison.startsWith('Numeric') ? 'number' : 'date';
      const side = comparison.replace(/^(Numeric|Date)/, '');
      return ordered(
        theory,
        values.map((value) => sideOf(side, LINES[theory].read(value))),
      );
    }
  }
}

function ordered(theory: Ordered, intervals: readonly (Intervals[number] | undefined)[]): Sets | undefined {
  const known = intervals.filter((interval) => interval !== undefined);
  if (known.length !== intervals.length) return undefined;
  const set: ValueSet = { theory, intervals: known };
  return { upper: set, lower: set };
}

function sideOf(side: string, point: bigint | undefined): Intervals[number] | undefined {
  if (point === undefined) return undefined;
  switch (side) {
    case 'Equals':
      return { low: point, high: point };
    case 'LessThan':
      return { high: point - 1n };
    case 'LessThanEquals':
      return { high: point };
    case 'GreaterThan':
      return { low: point + 1n };
    default:
      return { low: point };
  }
}
