import { isRecord } from '../policy/record.ts';

const LOOP = /^Fn::ForEach::/;

/**
 * The value with its loops over plain lists written out, as AWS::LanguageExtensions does. A loop over values outside the template
 * stays as it is, so that its reader reports it as not understood.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
export function unrolled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unrolled);
  if (!isRecord(value)) return value;
  const result: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const rounds = LOOP.test(key) ? roundsOf(inner) : undefined;
    if (rounds) for (const round of rounds) Object.assign(result, unrolled(round));
    else result[key] = unrolled(inner);
  }
  return result;
}

/** Whether a text of JSON has loops at all. */
export const hasLoops = (template: unknown): boolean => JSON.stringify(template).includes('"Fn::ForEach::');

function roundsOf(loop: unknown): Record<string, unknown>[] | undefined {
  const [name, items, body] = Array.isArray(loop) ? loop : [];
  if (typeof name !== 'string' || !Array.isArray(items) || !isRecord(body)) return undefined;
  if (!items.every((item) => typeof item === 'string')) return undefined;
  return items.map((item) => filled(body, name, item) as Record<string, unknown>);
}

/** `${Name}` is the item, `&{Name}` the item without characters that a logical id cannot have. */
function filled(value: unknown, name: string, item: string): unknown {
  const text = (given: string): string =>
    given.replaceAll(`\${${name}}`, item).replaceAll(`&{${name}}`, item.replace(/[^A-Za-z0-9]/g, ''));
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((element) => filled(element, name, item));
  if (!isRecord(value)) return value;
  if (Object.keys(value).length === 1 && value.Ref === name) return item;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [text(key), filled(inner, name, item)]));
}
