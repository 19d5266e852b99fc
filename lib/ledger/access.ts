import type { ItemRow } from './item.ts';

/** Each role's permissions on a table of items, by partition key; a final `*` matches any suffix. */
export type ItemAccess = Readonly<
  Record<string, { readonly reads: readonly string[]; readonly writes: readonly string[] }>
>;

/** The permissions that each role needs on a table, derived from its use of each item. */
export function accessOf(rows: Readonly<Record<string, ItemRow>>): ItemAccess {
  const all = Object.values(rows);
  const roles = [...new Set(all.flatMap(({ reads, writes }) => [...reads, ...writes]))];
  const keys = (role: string, does: 'reads' | 'writes') => [
    ...new Set(all.filter((row) => (row[does] as readonly string[]).includes(role)).map(({ pk }) => anyOf(pk))),
  ];
  return Object.fromEntries(roles.map((role) => [role, { reads: keys(role, 'reads'), writes: keys(role, 'writes') }]));
}

/** An IAM condition on leading keys matches the whole key or a prefix. */
const anyOf = (pk: string): string => pk.replace(/\{.*$/s, '*');
