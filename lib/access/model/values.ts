import { UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';

/** The value at a dotted path of resolved properties. */
export const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((found, key) => (isRecord(found) ? found[key] : undefined), value);

export function text(value: unknown, path: string): string | undefined {
  const found = at(value, path);
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : undefined;
}

/** CloudFormation takes `true` and `"true"` alike. What cannot be read is undefined. */
export function flag(value: unknown, path: string): boolean | undefined {
  const found = String(at(value, path)).toLowerCase();
  return found === 'true' ? true : found === 'false' ? false : undefined;
}

export function number(value: unknown, path: string): number | undefined {
  const found = at(value, path);
  const result =
    typeof found === 'number' || (typeof found === 'string' && found.trim() !== '') ? Number(found) : Number.NaN;
  return Number.isFinite(result) ? result : undefined;
}

/** A list; a value that should be one but is not becomes a list of it, so that nothing is lost. */
export function list(value: unknown, path: string): readonly unknown[] {
  const found = at(value, path);
  return found === undefined || found === null ? [] : Array.isArray(found) ? found : [found];
}

export const texts = (value: unknown, path: string): readonly string[] =>
  list(value, path).map((item) => (typeof item === 'string' ? item : UNRESOLVED));
