import { COLUMNS, type Column, PARTITION_KEYS } from '../columns.ts';
import type { Constant } from './build.ts';
import { badFilter, type FilterToken, tokens } from './tokens.ts';

/**
 * The row filters of Lake Formation: columns against constants, joined by AND, OR and NOT
 * (https://docs.aws.amazon.com/lake-formation/latest/dg/partiql-support.html). An expression is parsed into this tree
 * and rewritten, so that none of its text reaches the engine unchanged.
 */
export type ParsedRowFilter =
  | { readonly op: 'and' | 'or'; readonly of: readonly ParsedRowFilter[] }
  | { readonly op: 'not'; readonly of: ParsedRowFilter }
  | { readonly op: 'null'; readonly column: string }
  | { readonly op: 'like'; readonly column: string; readonly value: string }
  | { readonly op: Comparison; readonly column: string; readonly value: Constant };

type Comparison = '=' | '<>' | '<' | '>' | '<=' | '>=';

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  ...{ '=': '=', '<>': '<>', '!=': '<>', '<': '<', '>': '>', '<=': '<=', '>=': '>=' },
};

/** Types of a table's columns; by default the lake table's. `undefined` accepts any column against any constant. */
export type Types = ReadonlyMap<string, Column['type']> | undefined;
const LAKE: Types = new Map<string, Column['type']>([...COLUMNS, ...PARTITION_KEYS].map((c) => [c.name, c.type]));

/** @throws StrongroomError query.bad-filter: an unparsed expression must not count as "all rows" */
export const parseRowFilter = (expression: string): ParsedRowFilter => parseFilterOf(expression, LAKE);

/** The same for a table with other columns. */
export function parseFilterOf(expression: string, types: Types): ParsedRowFilter {
  const reader = new Reader(tokens(expression), types);
  const filter = disjunction(reader);
  if (!reader.done) throw badFilter('something after its end');
  return filter;
}

/** The columns that a filter uses. */
export function columnsOf(filter: ParsedRowFilter): string[] {
  if (filter.op === 'not') return columnsOf(filter.of);
  return 'of' in filter ? filter.of.flatMap(columnsOf) : [filter.column];
}

/** Returns tokens one by one; words are compared without case. */
class Reader {
  readonly #tokens: readonly FilterToken[];
  readonly types: Types;
  #at = 0;

  constructor(list: readonly FilterToken[], types: Types) {
    this.#tokens = list;
    this.types = types;
  }

  get done(): boolean {
    return this.#at === this.#tokens.length;
  }

  next(): FilterToken {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw badFilter('an end where more was expected');
    return token;
  }

  /** Consumes the next token if it is this word or sign. */
  take(text: string): boolean {
    const token = this.#tokens[this.#at];
    const is = token !== undefined && (token.kind === 'word' || token.kind === 'sign') && token.text === text;
    if (is) this.#at++;
    return is;
  }

  expect(text: string): void {
    if (!this.take(text)) throw badFilter(`no ${text} where one was expected`);
  }
}

function disjunction(reader: Reader): ParsedRowFilter {
  return several('or', 'OR', conjunction, reader);
}

function conjunction(reader: Reader): ParsedRowFilter {
  return several('and', 'AND', negation, reader);
}

function several(
  op: 'and' | 'or',
  word: string,
  part: (reader: Reader) => ParsedRowFilter,
  reader: Reader,
): ParsedRowFilter {
  const first = part(reader);
  const others: ParsedRowFilter[] = [];
  while (reader.take(word)) others.push(part(reader));
  return others.length === 0 ? first : { op, of: [first, ...others] };
}

function negation(reader: Reader): ParsedRowFilter {
  if (reader.take('NOT')) return { op: 'not', of: negation(reader) };
  if (!reader.take('(')) return predicate(reader);
  const inner = disjunction(reader);
  reader.expect(')');
  return inner;
}

function predicate(reader: Reader): ParsedRowFilter {
  const column = columnName(reader);
  if (reader.take('IS')) {
    const not = reader.take('NOT');
    reader.expect('NULL');
    return negated(not, { op: 'null', column });
  }
  const not = reader.take('NOT');
  if (reader.take('IN')) return negated(not, { op: 'or', of: list(reader, column) });
  if (reader.take('LIKE')) return negated(not, { op: 'like', column, value: pattern(reader, column) });
  if (reader.take('BETWEEN')) {
    const low = { op: '>=', column, value: constant(reader, column) } as const;
    reader.expect('AND');
    return negated(not, { op: 'and', of: [low, { op: '<=', column, value: constant(reader, column) }] });
  }
  if (not) throw badFilter('NOT before a comparison');
  const sign = reader.next();
  const op = sign.kind === 'sign' ? COMPARISONS[sign.text] : undefined;
  if (op === undefined) throw badFilter('no comparison after a column');
  return { op, column, value: constant(reader, column) };
}

const negated = (not: boolean, filter: ParsedRowFilter): ParsedRowFilter => (not ? { op: 'not', of: filter } : filter);

function list(reader: Reader, column: string): ParsedRowFilter[] {
  reader.expect('(');
  const choices: ParsedRowFilter[] = [];
  do choices.push({ op: '=', column, value: constant(reader, column) });
  while (reader.take(','));
  reader.expect(')');
  return choices;
}

function columnName(reader: Reader): string {
  const token = reader.next();
  const name = token.kind === 'word' ? token.text.toLowerCase() : token.kind === 'name' ? token.text : undefined;
  if (name === undefined || (reader.types && !reader.types.has(name)))
    throw badFilter('a column that the table does not have');
  return name;
}

/** Types of constants, for a table whose columns have no known types. */
const TYPE_OF: Readonly<Partial<Record<FilterToken['kind'], Column['type']>>> = {
  string: 'string',
  number: 'double',
  word: 'boolean',
};

/** A constant of the column's type; a comparison across types would be a cast, and casts can fail or change the value. */
function constant(reader: Reader, column: string): Constant {
  const token = reader.next();
  const type = reader.types === undefined ? TYPE_OF[token.kind] : reader.types.get(column);
  if (type === 'string' && token.kind === 'string') return token.text;
  if (type === 'boolean' && token.kind === 'word' && /^(TRUE|FALSE)$/.test(token.text)) return token.text === 'TRUE';
  if (
    type !== undefined &&
    type !== 'string' &&
    type !== 'boolean' &&
    token.kind === 'number' &&
    exact(Number(token.text), type)
  ) {
    return Number(token.text);
  }
  throw badFilter(`a constant for ${column} that is not a ${type ?? 'constant'}`);
}

/** A constant that a JavaScript number would change must not become another filter. */
const exact = (value: number, type: Column['type']): boolean =>
  type === 'double' ? Number.isFinite(value) : Number.isSafeInteger(value);

function pattern(reader: Reader, column: string): string {
  const value = constant(reader, column);
  if (typeof value !== 'string') throw badFilter('LIKE on a column that is not a string');
  return value;
}
