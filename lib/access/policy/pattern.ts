import { every, type Match } from './ternary.ts';

/**
 * Marks, inside a string of a template, a part that is known only at deployment. A private-use character, so that it can never be
 * mistaken for the text of a policy author.
 */
export const UNRESOLVED = '\uE000';

export const STAR = -1;
export const ANY_CHAR = -2;
const HOLE = -3;
const COLON = 58;

/** Code units, with negative numbers for `*`, `?` and an unresolved part. */
export type Pattern = readonly number[];

const VARIABLE = /^\$\{([^}]*)\}/;
const ESCAPES: Readonly<Record<string, string>> = { '*': '*', '?': '?', $: '$' };
const DEFAULTED = /^\s*([^,]*[^,\s])\s*,\s*'(.*)'\s*$/s;

export interface PatternOptions {
  /** `*` and `?` are wildcards (StringLike, ARN operators, Action, Resource), not characters (StringEquals). */
  readonly wildcards: boolean;
  /** The value of a policy variable, undefined when the request has none. Left out: `${…}` is plain text. */
  readonly variable?: ((key: string) => string | undefined) | undefined;
}

/**
 * The pattern of `text` in one request, or undefined when a policy variable has no value, because then "there is no equal or like
 * value" and the text matches nothing. Variables, their defaults and the escapes `${*}` `${?}` `${$}`:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function compile(text: string, options: PatternOptions): Pattern | undefined {
  const codes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (char === '$' && options.variable) {
      const found = VARIABLE.exec(text.slice(at));
      if (found) {
        const value = substitute(found[1] as string, options.variable);
        if (value === undefined) return undefined;
        literal(codes, value);
        at += found[0].length - 1;
        continue;
      }
    }
    if (char === UNRESOLVED) codes.push(HOLE);
    else if (options.wildcards && char === '*') codes.push(STAR);
    else if (options.wildcards && char === '?') codes.push(ANY_CHAR);
    else codes.push(text.charCodeAt(at));
  }
  return codes;
}

const GLOBS = new Map<string, Pattern>();

/** The pattern of a text with wildcards and without variables, such as an action: the same for the same text. */
export function glob(text: string): Pattern {
  const known = GLOBS.get(text);
  if (known) return known;
  // Bounded, because a sentinel that lives for days sees many policies.
  if (GLOBS.size > 20_000) GLOBS.clear();
  const made = compile(text, { wildcards: true }) ?? [];
  GLOBS.set(text, made);
  return made;
}

function substitute(inside: string, variable: (key: string) => string | undefined): string | undefined {
  const escaped = ESCAPES[inside];
  if (escaped !== undefined) return escaped;
  const defaulted = DEFAULTED.exec(inside);
  return defaulted ? (variable(defaulted[1] as string) ?? defaulted[2]) : variable(inside.trim());
}

function literal(codes: number[], value: string): void {
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    codes.push(code === UNRESOLVED.charCodeAt(0) ? HOLE : code);
  }
}

export const hasHole = (pattern: Pattern): boolean => pattern.includes(HOLE);

/** Whether the whole of `text` fits. Linear in practice and never exponential: only the last `*` is retried. */
export function fits(pattern: Pattern, text: string): Match {
  if (text.includes(UNRESOLVED)) return 'unknown';
  const matched = globMatches(pattern, text);
  if (matched !== undefined) return matched ? (hasHole(pattern) ? 'unknown' : 'yes') : astral(pattern, text);
  return 'unknown';
}

const SURROGATE = /[\ud800-\udfff]/;

/** Whether `?` is one half or the whole of a character beyond 16 bits is not documented. */
function astral(pattern: Pattern, text: string): Match {
  if (!pattern.includes(ANY_CHAR) || !SURROGATE.test(text)) return 'no';
  const wider = pattern.map((code) => (code === ANY_CHAR ? STAR : code));
  return globMatches(wider, text) === false ? 'no' : 'unknown';
}

/** Steps of one comparison, a fraction of a second: far more than the quotas of IAM let any policy and request need. */
const MOST_STEPS = 20_000_000;

/** Undefined when the match would take too long. */
function globMatches(pattern: Pattern, text: string): boolean | undefined {
  let steps = 0;
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (++steps > MOST_STEPS) return undefined;
    const code = pattern[p];
    if (code === STAR || code === HOLE) {
      star = p++;
      resume = t;
    } else if (code !== undefined && (code === ANY_CHAR || code === text.charCodeAt(t))) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === STAR || pattern[p] === HOLE) p++;
  return p === pattern.length;
}

/** The six parts of an ARN; the last keeps its colons. Undefined when there are fewer. */
export function arnParts(text: string): readonly string[] | undefined {
  const parts = text.split(':');
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/** A pattern cut at its first five colons, as ARNs are compared part by part. Undefined when it has fewer. */
export function arnPatternParts(pattern: Pattern): readonly Pattern[] | undefined {
  const parts: number[][] = [[]];
  for (const code of pattern) {
    if (code === COLON && parts.length < 6) parts.push([]);
    else (parts.at(-1) as number[]).push(code);
  }
  return parts.length < 6 ? undefined : parts;
}

export const isOnlyStars = (pattern: Pattern): boolean => pattern.length > 0 && pattern.every((code) => code === STAR);

/**
 * In conditions ARNs are compared part by part, and a wildcard never matches across a colon (the last part may hold colons). A
 * pattern with fewer than six parts, other than `*`, is not a well-formed ARN: AWS does not document its meaning, so a match is
 * `unknown`. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function fitsArn(pattern: Pattern, arn: string): Match {
  if (isOnlyStars(pattern)) return 'yes';
  const whole = fits(pattern, arn);
  if (hasHole(pattern) || arn.includes(UNRESOLVED)) return whole;
  const wanted = arnPatternParts(pattern);
  const parts = arnParts(arn);
  if (!wanted) return whole === 'no' ? 'no' : parts ? 'unknown' : whole;
  if (!parts) return 'no';
  return every(wanted.map((part, at) => fits(part, parts[at] as string)));
}

/**
 * Resource and NotResource: part by part too, but a `*` at the end of a part may reach beyond its colon. Where a fit
 * would need any other wildcard to reach over a colon it is `unknown`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function fitsResource(pattern: Pattern, arn: string): Match {
  const whole = fits(pattern, arn);
  if (whole !== 'yes' || !hasWildcardInPart(pattern)) return whole;
  return fitsArn(pattern, arn) === 'yes' ? 'yes' : 'unknown';
}

/** Whether one of the first five parts has a wildcard that is not a `*` at its end. */
export function hasWildcardInPart(pattern: Pattern): boolean {
  let colons = 0;
  for (const [at, code] of pattern.entries()) {
    if (code === COLON) colons++;
    if (colons === 5) return false;
    const next = pattern[at + 1];
    if (code === ANY_CHAR || (code === STAR && next !== undefined && next !== COLON && next !== STAR)) return true;
  }
  return false;
}

/** Whether some text fits both of two texts with wildcards. */
export function meet(first: string, other: string): boolean {
  const [shorter, longer] = first.length < other.length ? [first, other] : [other, first];
  if (!agree(shorter, longer)) return false;
  // Row by row: whether the first so many characters of one and of the other can stand for the same text.
  let row = [true, ...prefixes(longer)];
  for (const char of shorter) {
    const next = [char === '*' && row[0] === true];
    for (let at = 0; at < longer.length; at++) {
      const there = longer[at] as string;
      const both = char === there || char === '?' || there === '?' || char === '*' || there === '*';
      const star = (char === '*' && (row[at + 1] || next[at])) || (there === '*' && (row[at + 1] || next[at]));
      next.push((both && row[at] === true) || star === true);
    }
    row = next;
  }
  return row.at(-1) === true;
}

/** Whether the literal beginnings agree: quick, and enough for most. */
function agree(first: string, other: string): boolean {
  const end = (text: string) => {
    const at = text.search(/[*?]/);
    return at < 0 ? text.length : at;
  };
  const length = Math.min(end(first), end(other));
  return first.slice(0, length) === other.slice(0, length);
}

/** Of each beginning, whether it can be empty. */
const prefixes = (text: string): boolean[] => [...text].map((_, at) => /^\**$/.test(text.slice(0, at + 1)));
