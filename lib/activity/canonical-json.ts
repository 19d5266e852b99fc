/** A JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/**
 * A type in its JSON form, if it has one: an interface has no index signature, so it does not match `Json` directly. A
 * property may be omitted, but must not be undefined: that has no text.
 */
type AsJson<T> = T extends Json
  ? T
  : T extends (...args: never[]) => unknown
    ? never
    : T extends object
      ? { readonly [Name in keyof T]: AsJson<T[Name]> }
      : never;

/**
 * One text per value, whatever the order of its names, so that it can be hashed and signed (RFC 8785, whose number
 * format is that of JSON.stringify).
 */
export function canonicalJson<T>(value: T & AsJson<T>): string;
export function canonicalJson(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value as { readonly [name: string]: Json }).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${canonicalJson(item)}`).join(',')}}`;
}
