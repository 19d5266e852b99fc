import { every, type Match, matchOf } from './ternary.ts';

/**
 * Stands, inside a string of a template, for a part that is known only at deployment.
 * A private-use character, so that it can never be mistaken for something a policy author wrote.
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
const DEFAULTED = /^\s*([^,\s]+)\s*,\s*'(.*)'\s*$/s;

export interface PatternOptions {
  /** `*` and `?` are wildcards (StringLike, ARN operators, Action, Resource), not characters (StringEquals). */
  readonly wildcards: boolean;
  /** The value of a policy variable, undefined when the request has none. Left out: `${…}` is plain text. */
  readonly variable?: ((key: string) => string | undefined) | undefined;
}

/**
 * The pattern that `text` stands for in one request, or undefined when a policy variable has no value, because then
 * "there is no equal or like value" and the text matches nothing.
 * Variables, their defaults and the escapes `${*}` `${?}` `${$}`:
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
  const hole = hasHole(pattern);
  const matched = glob(pattern, text);
  return matched
    ? hole || text.includes(UNRESOLVED)
      ? 'unknown'
      : 'yes'
    : text.includes(UNRESOLVED)
      ? 'unknown'
      : 'no';
}

function glob(pattern: Pattern, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
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
 * ARNs are compared part by part, a wildcard never reaching over a colon into the next part (the last part may hold
 * colons). A shorter pattern than six parts, other than `*`, is not a well-formed ARN: what AWS makes of it is not
 * documented, so a fit is `unknown`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function fitsArn(pattern: Pattern, arn: string): Match {
  if (isOnlyStars(pattern)) return 'yes';
  const whole = fits(pattern, arn);
  if (hasHole(pattern) || arn.includes(UNRESOLVED)) return whole;
  const wanted = arnPatternParts(pattern);
  const parts = arnParts(arn);
  if (!wanted) return whole === 'no' ? 'no' : parts ? 'unknown' : whole;
  if (!parts) return 'no';
  return every(wanted.map((part, at) => matchOf(glob(part, parts[at] as string))));
}
