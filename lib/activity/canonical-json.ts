/** A value that JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/**
 * A type as JSON holds it, when JSON can: an interface has no index signature, so it is no `Json` as it is. A property may be left
 * out, but not be undefined: that has no text.
 */
type AsJson<T> = T extends Json
  ? T
  : T extends (...args: never[]) => unknown
    ? never
    : T extends object
      ? { readonly [Name in keyof T]: AsJson<T[Name]> }
      : never;

/**
 * One text for one value, whatever order its names were written in, so that it can be hashed and signed
 * (RFC 8785, whose format of numbers is that of JSON.stringify).
 */
export function canonicalJson<T>(value: T & AsJson<T>): string;
export function canonicalJson(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value as { readonly [name: string]: Json }).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${canonicalJson(item)}`).join(',')}}`;
}
