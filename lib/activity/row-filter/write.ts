import { COLUMNS, type Column, PARTITION_KEYS } from '../columns.ts';
import { StrongroomError } from '../errors.ts';
import type { Constant, RowCondition, RowFilter } from './build.ts';

/**
 * Longest expression that Lake Formation accepts: "length < 2048".
 * https://docs.aws.amazon.com/lake-formation/latest/APIReference/API_RowFilter.html
 */
export const ROW_FILTER_LIMIT = 2_047;

/**
 * The filter as a Lake Formation expression.
 * @throws StrongroomError `config.unknown-column`, `config.invalid` (a constant of the wrong type, a null test on a partition
 *   key, an empty list), `config.filter-too-long`.
 */
export const renderRowFilter = (filter: RowFilter): string => {
  const expression = render(filter);
  if (expression.length > ROW_FILTER_LIMIT) {
    throw new StrongroomError(
      'config.filter-too-long',
      `the row filter has ${expression.length} characters; Lake Formation takes at most ${ROW_FILTER_LIMIT}`,
      'Name fewer constants, or split the team in two.',
    );
  }
  return expression;
};

const render = (filter: RowFilter): string => {
  if ('all' in filter) return group(filter.all, ' AND ');
  if ('any' in filter) return group(filter.any, ' OR ');
  return renderCondition(filter);
};

const group = (parts: readonly RowFilter[], joiner: string): string => {
  if (parts.length === 0) throw wrong('an empty group of conditions');
  return parts.length === 1 ? render(parts[0] as RowFilter) : `(${parts.map(render).join(joiner)})`;
};

const renderCondition = ({ column: name, op, values }: RowCondition): string => {
  const target = findColumn(name);
  // Double quotes make an identifier, so a column may have the name of a reserved word (text, at, path).
  const identifier = `"${name}"`;
  if (op === 'IS NULL' || op === 'IS NOT NULL') {
    if (PARTITION_KEYS.some((key) => key.name === name)) throw wrong(`a null test on the partition key ${name}`);
    if (values.length > 0) throw wrong(`${op} takes no constant`);
    return `${identifier} ${op}`;
  }
  if (values.length === 0) throw wrong(`no constant for ${name}`);
  if (op !== 'IN' && values.length > 1) throw wrong(`${values.length} constants for ${name} ${op}`);
  const constants = values.map((value) => renderConstant(target, value));
  return op === 'IN' ? `${identifier} IN (${constants.join(', ')})` : `${identifier} ${op} ${constants[0]}`;
};

const findColumn = (name: string): Column => {
  const found = [...COLUMNS, ...PARTITION_KEYS].find((candidate) => candidate.name === name);
  if (found) return found;
  throw new StrongroomError(
    'config.unknown-column',
    `the lake table has no column "${name}"`,
    'See lib/activity/columns.ts.',
  );
};

/** The literal of a constant by column type. A missing type cannot be filtered on. */
const LITERALS: { [T in Column['type']]: (value: Constant) => string | undefined } = {
  // SQL escapes a quote by doubling it; a control character does not belong in a filter.
  string: (value) => (typeof value === 'string' && isPlain(value) ? `'${value.replaceAll("'", "''")}'` : undefined),
  int: (value) => (Number.isSafeInteger(value) ? String(value) : undefined),
  bigint: (value) => (Number.isSafeInteger(value) ? String(value) : undefined),
  double: (value) => (typeof value === 'number' && Number.isFinite(value) ? decimal(value) : undefined),
  boolean: (value) => (typeof value === 'boolean' ? String(value) : undefined),
};

const isPlain = (value: string): boolean => ![...value].some((c) => c < ' ' || c === '\u007f');

/** Without an exponent, which the filter grammar lacks. */
const decimal = (value: number): string | undefined => (String(value).includes('e') ? undefined : String(value));

const renderConstant = (target: Column, value: Constant): string => {
  const literal = LITERALS[target.type](value);
  if (literal === undefined) throw wrong(`a constant for ${target.name} that is not a ${target.type}`);
  return literal;
};

const wrong = (problem: string): StrongroomError =>
  new StrongroomError(
    'config.invalid',
    `the row filter has ${problem}`,
    'Build the filter with column(), and(), or() in config/access.ts.',
  );
