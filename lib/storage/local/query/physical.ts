import type { Column } from '../../../activity/columns.ts';
import type { ColumnValue } from './parquet.ts';
import { DUCK_TYPES, quoted } from './sql.ts';

/** How the values of one column cross into DuckDB. Each string that crosses costs a call, and so does nearly each null. */
export interface Physical {
  /** The stored value of each row, of type `sqlType`; undefined when every value is null. */
  readonly values?: readonly ColumnValue[];
  readonly type: Column['type'];
  /** Repeated strings cross once, in this list; `values` are then positions in it from 1, and 0 for null. */
  readonly words?: readonly string[];
  /** The logical value, from the stored one. `parameter` is the position where `words` is bound. */
  readonly sql: (parameter: number) => string;
}

/** With more distinct strings a dictionary costs more than it saves. */
const MOST_WORDS = 4096;

export function physical({ name, type }: Column, values: readonly ColumnValue[]): Physical {
  if (values.every((value) => value === null)) return { type, sql: () => `NULL::${DUCK_TYPES[type]}` };
  const coded = type === 'string' ? code(values) : undefined;
  if (coded) return { ...coded, type: 'int', sql: (parameter) => `list_extract($${parameter}, ${quoted(name)})` };
  return { values, type, sql: () => quoted(name) };
}

function code(values: readonly ColumnValue[]): { values: number[]; words: string[] } | undefined {
  const places = new Map<ColumnValue, number>([[null, 0]]);
  const codes: number[] = [];
  for (const value of values) {
    let place = places.get(value);
    if (place === undefined) {
      place = places.size;
      if (place > MOST_WORDS) return undefined;
      places.set(value, place);
    }
    codes.push(place);
  }
  return { values: codes, words: [...places.keys()].slice(1) as string[] };
}
