import { UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';

/** The value at a dotted path of resolved properties: each part of an unresolved value is unresolved too. */
export const at = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : isOpen(inner) ? UNRESOLVED : undefined), value);

const isOpen = (value: unknown): boolean => typeof value === 'string' && value.includes(UNRESOLVED);

export function text(value: unknown, path: string): string | undefined {
  const found = at(value, path);
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : undefined;
}

/**
 * Whether a setting is on. The one way to read a flag: the caller gives the value for a flag that the template leaves out (the
 * default of the service), and the value for one that cannot be read, which must be the value that opens more. CloudFormation
 * takes `true` and `"true"` alike.
 */
export function isOn(
  value: unknown,
  path: string,
  otherwise: { readonly absent: boolean; readonly unread: boolean },
): boolean {
  const found = at(value, path);
  if (found === undefined) return otherwise.absent;
  const text = String(found).toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : otherwise.unread;
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
