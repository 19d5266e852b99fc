import { nth, there } from '../../lib/activity/there.ts';
import { Random } from './random.ts';
import * as values from './values.ts';

export interface Labelled {
  readonly text: string;
  readonly spans: readonly { readonly start: number; readonly end: number; readonly type: string }[];
}

/** The filling of each hole of a template, and the type of its label. */
const HOLES: Record<string, readonly [type: string, make: (r: Random) => string]> = {
  person: ['PERSON', values.person],
  first: ['PERSON', values.first],
  last: ['PERSON', values.last],
  town: ['LOCATION', values.town],
  country: ['LOCATION', values.country],
  firm: ['ORGANIZATION', values.firm],
  street: ['ADDRESS', values.street],
  address: ['ADDRESS', values.address],
  email: ['EMAIL_ADDRESS', values.email],
  phone: ['PHONE_NUMBER', values.phone],
  date: ['DATE_TIME', values.date],
  ssn: ['US_SSN', values.ssn],
  url: ['URL', values.url],
  ip: ['IP_ADDRESS', values.ip],
  card: ['CREDIT_CARD', values.card],
  iban: ['IBAN_CODE', values.iban],
  password: ['PASSWORD', values.password],
  token: ['SECRET', values.token],
  hex: ['SECRET', values.hex],
  weak: ['PASSWORD', values.weak],
  pin: ['PASSWORD', values.pin],
  words: ['PASSWORD', values.words],
  uuid: ['SECRET', values.uuid],
  b64: ['SECRET', values.b64],
  b64url: ['SECRET', values.b64url],
  django: ['SECRET', values.django],
  azure: ['SECRET', values.azure],
  num: ['ID_NUMBER', (r) => String(10_000 + r.int(989_999))],
  money: ['MONEY', (r) => `$${1 + r.int(900)},${100 + r.int(899)}`],
};

/** Fills `{hole}`s of a template. */
function fill(template: string, r: Random): Labelled {
  const spans: { start: number; end: number; type: string }[] = [];
  let text = '';
  let at = 0;
  for (const match of template.matchAll(/\{(\w+)\}/g)) {
    const hole = HOLES[nth(match, 1)];
    if (hole === undefined) continue;
    text += template.slice(at, match.index);
    const value = hole[1](r);
    spans.push({ start: text.length, end: text.length + value.length, type: hole[0] });
    text += value;
    at = match.index + match[0].length;
  }
  return { text: text + template.slice(at), spans };
}

/** Templates by turns: the even ones to tune on, the odd ones to quote. */
export function generate(
  templates: readonly string[],
  half: 'tune' | 'quote',
  perTemplate: number,
  seed: number,
): Labelled[] {
  const r = new Random(seed);
  return templates
    .filter((_, i) => (i % 2 === 0) === (half === 'tune'))
    .flatMap((template) => Array.from({ length: perTemplate }, () => fill(template, r)));
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const KINDS: Record<string, string> = {
  a: LOWER + LOWER.toUpperCase() + DIGITS,
  A: LOWER.toUpperCase() + DIGITS,
  l: LOWER + LOWER.toUpperCase(),
  h: `${DIGITS}abcdef`,
  d: DIGITS,
  b: `${LOWER}${LOWER.toUpperCase()}${DIGITS}+/`,
  u: `${LOWER}${LOWER.toUpperCase()}${DIGITS}-_`,
};

/** Fills `{kind:length}`s, as the tokens of issuers are written; each is labelled. */
export function fillToken(template: string, r: Random): Labelled {
  const spans: { start: number; end: number; type: string }[] = [];
  let text = '';
  let at = 0;
  for (const match of template.matchAll(/\{(\w):(\d+)\}/g)) {
    text += template.slice(at, match.index);
    const start = text.length;
    text += r.chars(there(KINDS[nth(match, 1)], 'a kind of values'), Number(match[2]));
    spans.push({ start, end: text.length, type: 'SECRET' });
    at = match.index + match[0].length;
  }
  return { text: text + template.slice(at), spans };
}

/** Text in braces is labelled. */
export function marked(line: string, type: string): Labelled {
  const spans: { start: number; end: number; type: string }[] = [];
  let text = '';
  let at = 0;
  for (const match of line.matchAll(/\{([^{}]*)\}/g)) {
    text += line.slice(at, match.index);
    spans.push({ start: text.length, end: text.length + nth(match, 1).length, type });
    text += match[1];
    at = match.index + match[0].length;
  }
  return { text: text + line.slice(at), spans };
}
