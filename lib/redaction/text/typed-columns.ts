import { nth } from '../../activity/there.ts';
import type { HiddenType } from '../hidden-types.ts';
import { typeOfLabel } from '../keys/labels.ts';
import { isStrong } from '../rules/plausible.ts';
import { realSecret } from '../rules/real-secret.ts';
import type { Found } from './found.ts';
import { matchesOf } from './matches.ts';

/** What a value of a type must look like: another column of that name holds counts, states or free text. */
const VALUES: Readonly<Partial<Record<HiddenType, RegExp>>> = {
  DATE_OF_BIRTH: /^(?=.{0,30}\d)[\p{L}\d]{1,12}(?:[./ -]{1,2}[\p{L}\d]{1,12}){2,3}$/u,
  PHONE_NUMBER: /^[+(]?\d(?:[\d ()./-]{0,24})\d$/,
  BANK_ACCOUNT: /^[A-Z]{0,4}\d[A-Z\d -]{4,40}$/i,
  CREDIT_CARD: /^[\d -]{4,24}$/,
  ID_NUMBER: /^(?=(?:.{0,20}\d){3})[\w./ -]{4,30}$/,
  EMAIL_ADDRESS: /^[^\s@]{1,80}@[^\s@]{1,80}$/,
  PERSON: /^\p{Lu}[\p{L}'’.-]{0,30}(?:[ ,]{1,2}\p{L}[\p{L}'’.-]{0,30}){0,4}$/u,
  ADDRESS: /^(?=.{0,60}(?:\d|\p{Lu}\p{Ll}))[\p{L}\d][\p{L}\d .,'’/-]{2,80}$/u,
  MONEY: /^[€$£]?\s?\d[\d.,’' \u00a0]{2,14}\s?(?:[€$£]|[A-Z]{3}|zł)?$/u,
  PASSWORD: /^(?!(?:true|false|yes|no|\d{1,3})$)\S.{2,80}$/i,
};
/** Numbers of things, and names of things: "order id", "product name", "file name". */
const OF_THINGS =
  /(?:order|invoice|case|contract|reference|product|item|article|file|host|server|table|column|event|project|task|job|app|service|rechnung|bestell|auftrag|facture|commande|factura|pedido|fattura|ordine|fatura|bestelling|faktur)/i;
const NUMBER_OF_PERSON =
  /^(?:employee|emp|customer|client|patient|member|staff|student|personnel|badge|mitarbeiter|kunden|personal)\s?(?:id|no|nr|num|number|nummer)$/i;
/** What people are paid. */
const PAID =
  /^(?:(?:base|net|gross|annual|monthly|hourly) )?(?:salary|wages?|pay|bonus)$|^(?:(?:monats|jahres|brutto|netto|grund)?(?:gehalt|lohn)|salaire|sueldo|salario|stipendio|salário|salaris|loon|pensja|wynagrodzenie)(?: (?:brut|net|bruto|neto|lordo|netto|brutto|base))?$/iu;
/** A column that is only called "name" holds people where another column says so. */
const OF_PEOPLE = new Set(['DATE_OF_BIRTH', 'PHONE_NUMBER', 'EMAIL_ADDRESS']);
const ONLY_NAME = /^(?:name|nom|nombre|nome|naam|imie)$/i;

/** Another ending of the word before it: "Né(e)", "Kund(in)", "Name(s)". */
const ENDING = /\(\p{Ll}{1,3}\)/gu;
/** `birth_date`, `birthDate` and "Birth date" are one heading. */
const asWords = (head: string): string =>
  head
    .replaceAll(ENDING, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .replaceAll(/[_-]/g, ' ')
    .trim();

function typesOf(heads: readonly string[]): (HiddenType | undefined)[] {
  const types = heads.map((head) => {
    const words = asWords(head);
    if (words.length < 2 || words.length > 30 || OF_THINGS.test(words)) return undefined;
    if (/^dob$|^birth ?day$/i.test(words)) return 'DATE_OF_BIRTH';
    if (NUMBER_OF_PERSON.test(words)) return 'ID_NUMBER';
    if (PAID.test(words)) return 'MONEY';
    return typeOfLabel(words);
  });
  const people = types.some((type) => type !== undefined && OF_PEOPLE.has(type));
  return types.map((type, i) => (type === 'PERSON' && !people && ONLY_NAME.test(nth(heads, i)) ? undefined : type));
}

const fits = (type: HiddenType, value: string): boolean =>
  VALUES[type]?.test(value) === true && (type !== 'PASSWORD' || realSecret(value));

/** Most rows of one table that are examined. */
const ROWS = 400;
const MOST_COLUMNS = 40;
const HEAD_LINE = /^["'\p{L}][^\d\n=(){}<>.]{3,400}$/u;
const SEPARATORS = [',', ';', '\t', '|'] as const;

/**
 * Personal data in tables and statements whose headings name it: the row at the top of a CSV file, or the columns of an SQL
 * INSERT.
 */
export function findTypedColumns(text: string): Found[] {
  return [...(text.includes('\n') ? inRows(text) : []), ...inInserts(text)];
}

interface Cell {
  readonly value: string;
  readonly start: number;
}

/** The cells of a row, without quotes and the spaces around them. */
function cellsOf(line: string, separator: string, from: number): Cell[] {
  const cells: Cell[] = [];
  let at = 0;
  for (const raw of line.split(separator)) {
    const lead = /^[\s"'`]{0,20}/.exec(raw)?.[0].length ?? 0;
    cells.push({ value: raw.slice(lead).replace(/[\s"'`]{1,20}$/, ''), start: from + at + lead });
    at += raw.length + separator.length;
  }
  return cells;
}

function inRows(text: string): Found[] {
  const found: Found[] = [];
  for (let from = 0; from < text.length; ) {
    const end = endOfLine(text, from);
    if (mayHead(text, from, end)) {
      const head = text.slice(from, end).trimEnd();
      const separator = HEAD_LINE.test(head.replaceAll(ENDING, ''))
        ? SEPARATORS.find((sign) => head.includes(sign))
        : undefined;
      if (separator !== undefined) found.push(...below(text, head, separator, end + 1));
    }
    if (isRuled(text, end + 1)) found.push(...underRule(text, text.slice(from, end).trim(), end + 1));
    from = end + 1;
  }
  return found;
}

/** A quick look: how a row of headings cannot begin, and signs that none has. An ending may stand at its beginning. */
function mayHead(text: string, from: number, end: number): boolean {
  const first = text.charCodeAt(from);
  if (first < 128 && !BEGINS_HEAD.has(first)) return false;
  for (let i = from; i < end; i++) if (NO_HEAD.has(text.charCodeAt(i))) return false;
  return true;
}
const codesOf = (signs: string): ReadonlySet<number> => new Set([...signs].map((sign) => sign.charCodeAt(0)));
const BEGINS_HEAD = codesOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"\'(');
const NO_HEAD = codesOf('0123456789={}<>.');

function below(text: string, head: string, separator: string, from: number): Found[] {
  const heads = cellsOf(head, separator, 0).map(({ value }) => value);
  if (heads.length < 2 || heads.length > MOST_COLUMNS || heads.some((column) => column.length > 30)) return [];
  const next = text.slice(from, Math.min(endOfLine(text, from), from + 2_000));
  if (next.split(separator).length !== heads.length) return [];
  const types = typesOf(heads);
  const found: Found[] = [];
  let at = from;
  for (let row = 0; row < ROWS && at < text.length && types.some((type) => type !== undefined); row++) {
    const end = endOfLine(text, at);
    const cells = cellsOf(text.slice(at, end), separator, at);
    if (cells.length !== heads.length) break;
    found.push(...typed(cells, types));
    at = end + 1;
  }
  return found;
}

/** Whether a line may be the dashes below the name of a column. */
const isRuled = (text: string, at: number): boolean => text[at] === '-' || text.startsWith(' -', at);
const RULE = /^[ \t]{0,8}-{3,80}[ \t]{0,8}$/;
/** First and last name, and nothing else: rows of a column that is only called "name". */
const FULL_NAME = /^\p{Lu}[\p{L}'’.-]{1,30}(?: \p{Lu}[\p{L}'’.-]{0,30}){1,3}$/u;

/** The answer to a query for one column: its name, a line of dashes, and the values. */
function underRule(text: string, head: string, from: number): Found[] {
  const line = text.slice(from, endOfLine(text, from));
  if (head.length > 30 || /[^\p{L} _]/u.test(head) || !RULE.test(line)) return [];
  const type = ONLY_NAME.test(head) ? 'PERSON' : typesOf([head])[0];
  const found: Found[] = [];
  if (type === undefined) return found;
  let at = from + line.length + 1;
  for (let row = 0; row < ROWS && at < text.length; row++) {
    const end = endOfLine(text, at);
    const raw = text.slice(at, end);
    const value = raw.trim();
    if (value === '' || value.startsWith('(')) break;
    const start = at + raw.indexOf(value);
    if (ONLY_NAME.test(head) ? FULL_NAME.test(value) : fits(type, value))
      found.push({ start, end: start + value.length, type, rank: 1 });
    at = end + 1;
  }
  return found;
}

const typed = (cells: readonly Cell[], types: readonly (HiddenType | undefined)[]): Found[] =>
  cells.flatMap(({ value, start }, i) => {
    const type = types[i];
    return type !== undefined && fits(type, value) ? [{ start, end: start + value.length, type, rank: 1 }] : [];
  });

const endOfLine = (text: string, from: number): number => {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
};

const INSERT = /\binsert\s{1,4}into\s{1,4}[\w."`[\]]{1,80}\s{0,4}\(([^()\n]{3,600})\)\s{1,8}values\s{0,8}(?=\()/gi;
const ROW = /\s{0,8},?\s{0,8}\(((?:'(?:[^'\n]|''){0,300}'|[^()'\n]){1,1000})\)/y;
const LITERAL = /'((?:[^'\n]|''){0,300})'|[^,']{1,200}/g;

function inInserts(text: string): Found[] {
  if (!/\binsert\b/i.test(text)) return [];
  const found: Found[] = [];
  for (const match of matchesOf(INSERT, text)) {
    const types = typesOf(
      nth(match, 1)
        .split(',')
        .map((head) => head.replaceAll(/["'`[\]\s]/g, '')),
    );
    ROW.lastIndex = match.index + match[0].length;
    for (let row = ROW.exec(text); row !== null; row = ROW.exec(text)) {
      const from = row.index + row[0].lastIndexOf(nth(row, 1));
      const literals = [...nth(row, 1).matchAll(LITERAL)]
        .filter(({ 0: raw, 1: quoted }) => quoted !== undefined || raw.trim() !== '')
        .map(({ 0: raw, 1: quoted, index }) => ({
          value: quoted ?? raw.trim(),
          start: from + index + (quoted === undefined ? raw.length - raw.trimStart().length : 1),
        }));
      if (literals.length === types.length) found.push(...typed(literals, types));
    }
  }
  return [...found, ...inLogins(text)];
}

/** A table of accounts without the names of its columns: what looks like a password there is one. */
const LOGINS =
  /\binsert\s{1,4}into\s{1,4}[\w."`[\]]{0,60}(?:login|user|account|credential|member|auth)s?["`\]]?\s{1,4}values\s{0,8}(?=\()/gi;

function inLogins(text: string): Found[] {
  const found: Found[] = [];
  for (const match of matchesOf(LOGINS, text)) {
    ROW.lastIndex = match.index + match[0].length;
    for (let row = ROW.exec(text); row !== null; row = ROW.exec(text)) {
      const from = row.index + row[0].lastIndexOf(nth(row, 1));
      for (const { 1: value, index } of nth(row, 1).matchAll(LITERAL))
        if (value !== undefined && isStrong(value) && realSecret(value))
          found.push({ start: from + index + 1, end: from + index + 1 + value.length, type: 'PASSWORD', rank: 1 });
    }
  }
  return found;
}
