import { nth } from '../../activity/there.ts';
import { isStrong } from '../rules/plausible.ts';
import { realSecret } from '../rules/real-secret.ts';
import { columnTypesOf, ENDING, type FieldHolds, fieldTypeOf } from './field-type.ts';
import { valueType } from './field-value.ts';
import type { Found } from './found.ts';
import { matchesOf } from './matches.ts';

/** Most rows of one table that are examined. */
const ROWS = 400;
const MOST_COLUMNS = 40;
const HEAD_LINE = /^["'\p{L} |][^\n={}<>]{3,400}$/u;
/** Two spaces and more, in answers of a terminal and in columns of a text. */
const WIDE = '  ';
const SEPARATORS = [',', ';', '\t', '|', WIDE] as const;

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

/** Words with one space between them. */
const APART = /\S{1,80}(?: \S{1,80}){0,20}/g;

/** The cells of a row, without quotes and the spaces around them. A separator in quotes separates nothing. */
function cellsOf(line: string, separator: string, from: number): Cell[] {
  if (separator === WIDE) return matchesOf(APART, line).map(({ 0: value, index }) => ({ value, start: from + index }));
  const cells: Cell[] = [];
  for (let at = 0; at <= line.length; ) {
    const lead = /^[^\S\t]{0,40}/.exec(line.slice(at, at + 40))?.[0].length ?? 0;
    const quote = line.charAt(at + lead);
    const closed = quote === '"' || quote === "'" || quote === '`' ? line.indexOf(quote, at + lead + 1) : -1;
    const next = line.indexOf(separator, closed < 0 ? at : closed);
    const end = next < 0 ? line.length : next;
    const start = at + lead + (closed < 0 ? 0 : 1);
    cells.push({ value: line.slice(start, closed < 0 ? end : closed).trimEnd(), start: from + start });
    at = end + separator.length;
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
const BEGINS_HEAD = codesOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"\'( |');
const NO_HEAD = codesOf('={}<>');

/** Lines of a program that end in a comma, or have brackets of lists in them, are no table. */
const isHeading = (heads: readonly string[]): boolean =>
  heads.filter((column) => column !== '').length > 1 &&
  (heads.at(-1) !== '' || heads[0] === '') &&
  heads.every((column) => HEADING.test(column));
const HEADING = /^(?:[\p{L}_#][\p{L}\p{N} _./'’#-]{0,40}(?:\([^()]{0,20}\))?)?$/u;

/** Dashes between the headings and the rows: "----+-----", "|---|:--|". */
const BORDER = /^[ \t]{0,8}[|+]?(?:[ ]?:?-{2,200}:?[ ]?[|+]?){2,40}[ \t]{0,8}$/;

/** A line without the spaces at its end. A tab there is the sign before an empty cell. */
const rowOf = (text: string, from: number, end: number): string =>
  text.slice(from, Math.min(end, from + 2_000)).replace(/[ \r]{1,200}$/, '');

/** The first line of a table below its headings, and below the dashes where there are any. */
function firstRow(text: string, from: number): string {
  const end = endOfLine(text, from);
  const line = rowOf(text, from, end);
  if (!BORDER.test(line)) return line;
  return rowOf(text, end + 1, endOfLine(text, end + 1));
}

function below(text: string, head: string, separator: string, from: number): Found[] {
  const heads = cellsOf(head, separator, 0).map(({ value }) => value);
  if (heads.length < 2 || heads.length > MOST_COLUMNS || !isHeading(heads)) return [];
  // Most lines with commas are sentences, and the line below tells that sooner than the words of their parts.
  if (cellsOf(firstRow(text, from), separator, 0).length !== heads.length) return [];
  const types = columnTypesOf(heads);
  const found: Found[] = [];
  if (types.every((type) => type === undefined)) return found;
  let at = from;
  for (let row = 0; row < ROWS && at < text.length; row++) {
    const end = endOfLine(text, at);
    const line = rowOf(text, at, end);
    if (row > 0 || !BORDER.test(line)) {
      const cells = cellsOf(line, separator, at);
      if (cells.length !== heads.length) break;
      found.push(...typed(cells, types));
    }
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
  const holds = fieldTypeOf(head);
  const found: Found[] = [];
  if (holds === undefined) return found;
  let at = from + line.length + 1;
  for (let row = 0; row < ROWS && at < text.length; row++) {
    const end = endOfLine(text, at);
    const raw = text.slice(at, end);
    const value = raw.trim();
    if (value === '' || value.startsWith('(')) break;
    const start = at + raw.indexOf(value);
    const type = valueType(holds, { text: value, quoted: true }, holds === 'name' && FULL_NAME.test(value));
    if (type !== undefined) found.push({ start, end: start + value.length, type, rank: 1 });
    at = end + 1;
  }
  return found;
}

/** The cells of one row that hold what their headings say. */
function typed(cells: readonly Cell[], types: readonly (FieldHolds | undefined)[]): Found[] {
  const typeOf = ({ value }: Cell, i: number, beside: boolean) => {
    const holds = types[i];
    return holds === undefined ? undefined : valueType(holds, { text: value, quoted: true }, beside);
  };
  // A table with ages is about people. A name beside an age shows that, and then the age is of a person.
  const first = cells.filter((cell, i) => typeOf(cell, i, types[i] === 'AGE') !== undefined);
  const sure = cells.filter((cell, i) => first.includes(cell) || typeOf(cell, i, besides(cell, first)) !== undefined);
  return cells.flatMap((cell, i) => {
    const type = typeOf(cell, i, besides(cell, sure));
    return type === undefined ? [] : [{ start: cell.start, end: cell.start + cell.value.length, type, rank: 1 }];
  });
}

const besides = (cell: Cell, sure: readonly Cell[]): boolean => sure.some((other) => other !== cell);

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
    const types = columnTypesOf(
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
