import { StrongroomError } from '../errors.ts';

export interface FilterToken {
  /** `word`: keyword or bare column, upper case; `name`: a quoted column. */
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'sign';
  readonly text: string;
}

const PATTERN =
  /\s*(?:(?<string>'(?:[^']|'')*')|(?<name>"(?:[^"]|"")*")|(?<number>[+-]?\d+(?:\.\d+)?)(?![\w.])|(?<word>[A-Za-z_]\w*)|(?<sign><=|>=|<>|!=|[=<>(),]))/y;

/** Cuts a row filter into tokens. @throws StrongroomError query.bad-filter on anything else */
export function tokens(expression: string): FilterToken[] {
  const list: FilterToken[] = [];
  const text = expression.trimEnd();
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < text.length) list.push(tokenOf(PATTERN.exec(text)?.groups ?? {}));
  return list;
}

function tokenOf({ string, name, number, word, sign }: Record<string, string | undefined>): FilterToken {
  if (string !== undefined) return { kind: 'string', text: string.slice(1, -1).replaceAll("''", "'") };
  if (name !== undefined) return { kind: 'name', text: name.slice(1, -1).replaceAll('""', '"') };
  if (number !== undefined) return { kind: 'number', text: number };
  if (word !== undefined) return { kind: 'word', text: word.toUpperCase() };
  if (sign !== undefined) return { kind: 'sign', text: sign };
  throw badFilter('something that is no column, constant or operator');
}

export const badFilter = (problem: string): StrongroomError =>
  new StrongroomError(
    'query.bad-filter',
    `the row filter in the templates has ${problem}`,
    'build it with column(), and(), or() in config/access.ts; nothing is shown until it is understood',
  );
