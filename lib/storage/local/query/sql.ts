import type { Column } from '../../../activity/columns.ts';
import type { Constant } from '../../../activity/row-filter/build.ts';
import type { ParsedRowFilter } from '../../../activity/row-filter/read.ts';

/** DuckDB types for the Hive types of the lake table. */
export const DUCK_TYPES: Readonly<Record<Column['type'], string>> = {
  ...{ string: 'VARCHAR', int: 'INTEGER', bigint: 'BIGINT', double: 'DOUBLE', boolean: 'BOOLEAN' },
};

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const literal = (value: Constant): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);

/** A row filter as a DuckDB condition. */
export function filterSql(filter: ParsedRowFilter): string {
  switch (filter.op) {
    case 'and':
    case 'or':
      return `(${filter.of.map(filterSql).join(` ${filter.op.toUpperCase()} `)})`;
    case 'not':
      return `(NOT ${filterSql(filter.of)})`;
    case 'null':
      return `(${quoted(filter.column)} IS NULL)`;
    case 'like':
      return `(${quoted(filter.column)} LIKE ${literal(filter.value)})`;
    default:
      return `(${quoted(filter.column)} ${filter.op} ${literal(filter.value)})`;
  }
}
