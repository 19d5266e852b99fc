import fc from 'fast-check';

type Schema = Readonly<Record<string, unknown>>;

/** Values that a JSON Schema accepts, with a text of the given kind wherever it accepts text of no fixed form. */
export function ofSchema(schema: Schema, text: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const of = (inner: unknown) => ofSchema(inner as Schema, text);
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  if (Array.isArray(schema.anyOf)) return fc.oneof(...schema.anyOf.map(of));
  switch (schema.type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: Number(schema.minimum), max: Math.min(Number(schema.maximum), 2 ** 31 - 1) });
    case 'number':
      return fc.double({ min: Number(schema.minimum), max: Number(schema.maximum), noNaN: true });
    case 'string':
      return strings(schema, text);
    case 'array':
      return Array.isArray(schema.prefixItems)
        ? fc.tuple(...schema.prefixItems.map(of))
        : fc.array(of(schema.items), { minLength: Number(schema.minItems ?? 0), maxLength: 3 });
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(schema.properties as object).map(([name, one]) => [name, of(one)])),
        { requiredKeys: schema.required as never[] },
      );
    default:
      throw new Error(`no value of ${JSON.stringify(schema)}`);
  }
}

/** A text that matches the pattern, if there is one; otherwise any text that is short enough. */
function strings(schema: Schema, text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  if (schema.format === 'date-time') return fc.constant('2026-05-20T08:00:00Z');
  const patterns = ((schema.allOf as Schema[] | undefined) ?? [schema]).map(({ pattern }) => pattern);
  const pattern = patterns.find((candidate) => candidate !== undefined);
  if (pattern === undefined) return text.map((name) => name.slice(0, Number(schema.maxLength)));
  const fits = new RegExp(String(pattern));
  return fc
    .tuple(text, fc.stringMatching(fits))
    .map(([one, form]) => (fits.test(one) && one.length <= Number(schema.maxLength ?? 64) ? one : form));
}
