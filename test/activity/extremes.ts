import fc from 'fast-check';
import { present } from '../present.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Worst cases of a string without a pattern: longest, with surrogate pairs, a lone surrogate, NUL, and empty. */
const STRINGS = ['x', '\u{1f511}', '\ud800', '\u0000', 'é"\\\n'];

/**
 * Extreme values that a JSON Schema accepts: for a number its minimum and maximum, for a string its longest, for an
 * object one without optional fields, and as many with all fields as the fields have extremes.
 */
export function extremes(schema: Schema): unknown[] {
  if ('const' in schema) return [schema.const];
  if (Array.isArray(schema.enum)) return schema.enum;
  if (Array.isArray(schema.anyOf)) return schema.anyOf.flatMap(extremes);
  switch (schema.type) {
    case 'null':
      return [null];
    case 'boolean':
      return [true, false];
    case 'integer':
    case 'number':
      return [schema.minimum ?? schema.exclusiveMinimum, schema.maximum];
    case 'string':
      return strings(schema);
    case 'array':
      return arrays(schema);
    case 'object':
      return objects(schema);
    default:
      throw new Error(`no extremes of ${JSON.stringify(schema)}`);
  }
}

function strings(schema: Schema): string[] {
  const patterns = (schema.allOf as Schema[] | undefined)?.map(({ pattern }) => pattern) ?? [schema.pattern];
  if (schema.format === 'date-time') return ['1970-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'];
  if (patterns.some((pattern) => pattern !== undefined))
    return fc.sample(fc.stringMatching(new RegExp(String(patterns[0]))), { numRuns: 3, seed: 7 });
  const longest = Number(schema.maxLength);
  return [
    ...STRINGS.map((string) => string.repeat(Math.floor(longest / string.length))),
    ...(schema.minLength ? [] : ['']),
  ];
}

function arrays(schema: Schema): unknown[][] {
  if (Array.isArray(schema.prefixItems)) return combined(schema.prefixItems.map((item) => extremes(item as Schema)));
  const items = extremes(schema.items as Schema);
  const long = Array.from({ length: Number(schema.maxItems) }, (_, i) => items[i % items.length]);
  return [long, items.slice(0, Number(schema.minItems ?? 0))];
}

function objects({ properties, required }: Schema): object[] {
  const names = Object.keys(properties as object);
  const ends = names.map((name) => extremes(present((properties as Record<string, Schema>)[name])));
  const whole = combined(ends).map((values) => Object.fromEntries(names.map((name, i) => [name, values[i]])));
  const least = Object.fromEntries(
    Object.entries(present(whole[0])).filter(([name]) => (required as string[]).includes(name)),
  );
  return [least, ...whole];
}

/** As many rows as the longest list has items; shorter lists repeat. */
function combined(lists: readonly unknown[][]): unknown[][] {
  const rows = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: rows }, (_, i) => lists.map((list) => list[i % list.length]));
}
