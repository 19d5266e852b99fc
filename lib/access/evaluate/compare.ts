import type { Comparison } from '../policy/condition.ts';
import { compile, fits, fitsArn, type Pattern } from '../policy/pattern.ts';
import { type Match, matchOf } from '../policy/ternary.ts';
import { contains, readAddress, readNetwork } from './address.ts';

/** A value of a policy, with its variables ready to be filled in from one request. */
export interface PolicyValue {
  readonly text: string;
  readonly variable: ((key: string) => string | undefined) | undefined;
}

type Compare = (actual: string, wanted: PolicyValue) => Match;

const pattern = (wanted: PolicyValue, wildcards: boolean): Pattern | undefined =>
  compile(wanted.text, { wildcards, variable: wanted.variable });

/** Matches nothing when a variable in it has no value. */
const withPattern =
  (wildcards: boolean, test: (actual: string, pattern: Pattern) => Match): Compare =>
  (actual, wanted) => {
    const compiled = pattern(wanted, wildcards);
    return compiled ? test(actual, compiled) : 'no';
  };

const ignoringCase: Compare = (actual, wanted) => {
  const compiled = pattern(wanted, false);
  if (!compiled) return 'no';
  const lowered = compiled.map((code) => (code < 0 ? code : String.fromCharCode(code).toLowerCase().charCodeAt(0)));
  return fits(lowered, actual.toLowerCase());
};

/** The plain text of a value that is a number, a date or an address; undefined when a variable has no value. */
function plain(wanted: PolicyValue): string | undefined {
  const compiled = pattern(wanted, false);
  if (!compiled || compiled.some((code) => code < 0)) return compiled ? '' : undefined;
  return String.fromCharCode(...compiled);
}

/** Compares two values of an ordered type; one that cannot be read as that type makes the result unknown. */
const ordered =
  (read: (text: string) => number | undefined, holds: (actual: number, wanted: number) => boolean): Compare =>
  (actual, wanted) => {
    const text = plain(wanted);
    if (text === undefined) return 'no';
    const left = read(actual);
    const right = read(text);
    return left === undefined || right === undefined ? 'unknown' : matchOf(holds(left, right));
  };

export function readNumber(text: string): number | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Milliseconds since 1970. A date is ISO 8601 or seconds since 1970; four digits are a year. */
export function readDate(text: string): number | undefined {
  if (/^\d{5,}$/.test(text)) return Number(text) * 1000;
  const value = /^\d{4}(-\d\d(-\d\d)?)?(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(value) ? undefined : value;
}

const bool: Compare = (actual, wanted) => {
  const text = plain(wanted)?.toLowerCase();
  if (text === undefined) return 'no';
  return text === 'true' || text === 'false' ? matchOf(actual.toLowerCase() === text) : 'unknown';
};

const address: Compare = (actual, wanted) => {
  const text = plain(wanted);
  if (text === undefined) return 'no';
  const from = readAddress(actual);
  const network = readNetwork(text);
  return from === undefined || network === undefined ? 'unknown' : matchOf(contains(network, from));
};

const arn = withPattern(true, (actual, compiled) => fitsArn(compiled, actual));
const exact = withPattern(false, (actual, compiled) => fits(compiled, actual));

/**
 * Whether one value of the request fits one value of the policy, for each operator in its positive form.
 * ArnEquals and ArnLike behave alike, wildcards included.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const COMPARE: Readonly<Record<Comparison, Compare>> = {
  StringEquals: exact,
  StringEqualsIgnoreCase: ignoringCase,
  StringLike: withPattern(true, (actual, compiled) => fits(compiled, actual)),
  NumericEquals: ordered(readNumber, (a, b) => a === b),
  NumericLessThan: ordered(readNumber, (a, b) => a < b),
  NumericLessThanEquals: ordered(readNumber, (a, b) => a <= b),
  NumericGreaterThan: ordered(readNumber, (a, b) => a > b),
  NumericGreaterThanEquals: ordered(readNumber, (a, b) => a >= b),
  DateEquals: ordered(readDate, (a, b) => a === b),
  DateLessThan: ordered(readDate, (a, b) => a < b),
  DateLessThanEquals: ordered(readDate, (a, b) => a <= b),
  DateGreaterThan: ordered(readDate, (a, b) => a > b),
  DateGreaterThanEquals: ordered(readDate, (a, b) => a >= b),
  Bool: bool,
  BinaryEquals: exact,
  IpAddress: address,
  ArnEquals: arn,
  ArnLike: arn,
};
