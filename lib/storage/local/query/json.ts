import { DuckDBTypeId, type DuckDBValueConverter, type Json, JsonDuckDBValueConverter } from '@duckdb/node-api';

export type JsonValue = Json;

const WHOLE_NUMBERS = new Set([DuckDBTypeId.BIGINT, DuckDBTypeId.UBIGINT, DuckDBTypeId.HUGEINT, DuckDBTypeId.UHUGEINT]);

/** DuckDB values as JSON: integers as numbers as long as JSON readers keep them exact, as strings beyond. */
export const toJson: DuckDBValueConverter<Json> = (value, type, converter) => {
  if (WHOLE_NUMBERS.has(type.typeId) && value !== null) {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  return JsonDuckDBValueConverter(value, type, converter);
};
