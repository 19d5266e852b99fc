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

/**
 * Compares two values of an ordered type; one that cannot be read as that type makes the result unknown. Policy variables
 * are for texts and ARNs only, so one of them cannot be read.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
const ordered =
  <T>(read: (text: string) => T | undefined, holds: (actual: T, wanted: T) => boolean): Compare =>
  (actual, { text }) => {
    const left = read(actual);
    const right = read(text);
    return left === undefined || right === undefined ? 'unknown' : matchOf(holds(left, right));
  };

/** Places after the point that numbers are read with. */
export const DECIMALS = 18;

/** An integer or a decimal, exactly, in units of 10^-18; other ways to write a number are not documented. */
export function readNumber(text: string): bigint | undefined {
  const found = /^([+-]?)(\d{1,60})(?:\.(\d{1,18}))?$/.exec(text.trim());
  if (!found) return undefined;
  const [, sign, whole = '', fraction = ''] = found;
  const value = BigInt(whole + fraction.padEnd(DECIMALS, '0'));
  return sign === '-' ? -value : value;
}

const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:?\d\d))?)?)?$/;

/**
 * Milliseconds since 1970. A date is ISO 8601, with a zone if it has a time, or seconds since 1970; four digits are a year. A
 * time without a zone would depend on the clock of the machine, so it is not read.
 */
export function readDate(text: string): number | undefined {
  if (/^(\d{1,3}|\d{5,12})$/.test(text)) return Number(text) * 1000;
  const found = DATE.exec(text);
  if (!found) return undefined;
  const [, year, month = '01', day = '01'] = found;
  // Date.parse takes 30 February for a day in March.
  if (Number(day) > new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()) return undefined;
  const value = Date.parse(text);
  return Number.isNaN(value) ? undefined : value;
}

const bool: Compare = (actual, wanted) => {
  const text = wanted.text.toLowerCase();
  return text === 'true' || text === 'false' ? matchOf(actual.toLowerCase() === text) : 'unknown';
};

const address: Compare = (actual, { text }) => {
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
