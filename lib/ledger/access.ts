import type { ItemRow } from './item.ts';

/** What each role may do with a table of items, by partition key, `*` for any rest of it. */
export type ItemAccess = Readonly<
  Record<string, { readonly reads: readonly string[]; readonly writes: readonly string[] }>
>;

/** What each role needs of a table, from what it does with each of its items. */
export function accessOf(rows: Readonly<Record<string, ItemRow>>): ItemAccess {
  const all = Object.values(rows);
  const roles = [...new Set(all.flatMap(({ reads, writes }) => [...reads, ...writes]))];
  const keys = (role: string, does: 'reads' | 'writes') => [
    ...new Set(all.filter((row) => (row[does] as readonly string[]).includes(role)).map(({ pk }) => anyOf(pk))),
  ];
  return Object.fromEntries(roles.map((role) => [role, { reads: keys(role, 'reads'), writes: keys(role, 'writes') }]));
}

/** A condition of IAM on leading keys knows the whole key or how it begins. */
const anyOf = (pk: string): string => pk.replace(/\{.*$/s, '*');
