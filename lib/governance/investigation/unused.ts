import type { Could } from './could.ts';
import type { Did } from './did.ts';
import type { Investigation } from './investigate.ts';
import type { Traceless } from './traceless.ts';

/** The data a principal may read and did not, and how much narrower its grant could be. */
export interface Unused {
  readonly principal: string;
  /** `role`: it read nothing at all. `columns`: it read some, and never these. */
  readonly what: 'role' | 'columns';
  readonly columns: readonly string[];
  /** When it last read, as far as the records go back; null for never. */
  readonly last: string | null;
  readonly proposal: string;
  /** Whether records are missing, so that it may have read after all. */
  readonly certain: boolean;
}

/** Proposals, and the principals about which none can be made, each with its reason. */
export interface UnusedRights {
  readonly unused: readonly Unused[];
  readonly left_out: readonly Traceless[];
}

/** The part of an investigation that proposals rest on. */
interface KnownAccess extends Pick<Investigation, 'to' | 'dark_hours' | 'traceless'> {
  readonly could: readonly Pick<Could, 'principal' | 'to'>[];
  readonly did: readonly Pick<Did, 'principal' | 'columns' | 'until'>[];
}

/**
 * Grants in force at the end that were not read in the time before it, by principal. Reads whose columns are assumed count as
 * reads of all of them: columns that may have been used are not proposed for removal. Principals that could be in use without
 * a record are left out, and the reason is said.
 * @param granted columns that the principal's grants show; undefined for rights to whole objects
 */
export function unusedOf(
  { could, did, to, dark_hours, traceless }: KnownAccess,
  granted: (principal: string) => readonly string[] | undefined,
): UnusedRights {
  const certain = dark_hours === 0;
  const standing = [...new Set(could.filter((access) => access.to === to).map(({ principal }) => principal))];
  const silent = new Map(traceless.map((row) => [row.principal, row]));
  const unused = standing.flatMap((principal): Unused[] => {
    if (silent.has(principal)) return [];
    const reads = did.filter((read) => read.principal === principal);
    const last = reads.map(({ until }) => until).reduce<string | null>((a, b) => (a !== null && a > b ? a : b), null);
    if (last === null)
      return [{ principal, what: 'role', columns: [], last, proposal: 'take its grants and statements away', certain }];
    const used = new Set(reads.flatMap(({ columns }) => columns));
    const idle = used.has('*') ? [] : (granted(principal) ?? []).filter((column) => !used.has(column)).sort();
    if (idle.length === 0) return [];
    const proposal = `leave ${idle.length} columns out of its grant`;
    return [{ principal, what: 'columns', columns: idle, last, proposal, certain }];
  });
  return { unused, left_out: standing.flatMap((principal) => silent.get(principal) ?? []) };
}
