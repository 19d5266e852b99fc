import type { KeptTable } from '../access/index.ts';
import { COLUMNS, type ColumnName } from '../activity/columns.ts';
import { KINDS, type Kind } from '../activity/events.ts';
import { columnsOfKind } from '../activity/kind-columns.ts';
import { valuesLetThrough } from '../activity/row-filter/build.ts';
import type { AccessConfig, KeptUnread } from './access-config.ts';
import type { Profile } from './profile/schema.ts';

type Granted = Pick<AccessConfig, 'teams' | 'kept'>;

const NOTHING: KeptUnread = { columns: {}, kinds: {} };

/** Kinds of rows granted to any team, by place. */
function grantedKinds({ teams }: Granted): ReadonlyMap<string, ReadonlySet<string>> {
  const byPlace = new Map<string, Set<string>>();
  for (const { rows } of Object.values(teams))
    for (const place of valuesLetThrough(rows, 'jurisdiction') ?? []) {
      const kinds = byPlace.get(String(place)) ?? new Set();
      for (const kind of valuesLetThrough(rows, 'kind') ?? KINDS) kinds.add(String(kind));
      byPlace.set(String(place), kinds);
    }
  return byPlace;
}

/**
 * Kinds to collect in a place, judged by purposes only: the profile's own denials apply elsewhere. Where no team is
 * granted anything, listed reasons have no effect.
 */
function keptKinds(access: Granted, granted: ReadonlySet<string> | undefined): Kind[] {
  if (granted === undefined) return [];
  const { kinds } = access.kept ?? NOTHING;
  return KINDS.filter((kind) => granted.has(kind) || Object.hasOwn(kinds, kind));
}

/**
 * The profiles without unused kinds. A kind that no team is granted in a place, and that is not listed with a reason,
 * is refused at the door there, whatever its profile allows.
 */
export function narrowed(profiles: ReadonlyMap<string, Profile>, access: Granted): ReadonlyMap<string, Profile> {
  const granted = grantedKinds(access);
  return new Map(
    [...profiles].map(([place, profile]) => {
      const kept = keptKinds(access, granted.get(place));
      const kinds = KINDS.map((kind) => [kind, kept.includes(kind) ? profile.kinds[kind] : 'deny']);
      return [place, { ...profile, kinds: Object.fromEntries(kinds) as Profile['kinds'] }];
    }),
  );
}

/** The columns that rows are written with: those granted to a team, and those listed with a reason. */
export function keptColumns({ teams, kept = NOTHING }: Granted): ReadonlySet<ColumnName> {
  const granted = new Set(Object.values(teams).flatMap(({ columns }) => columns));
  return new Set(COLUMNS.map(({ name }) => name).filter((name) => granted.has(name) || name in kept.columns));
}

/** Data written into the lake, in the terms of the access proof. */
export function keptTable(access: Granted, table: string): KeptTable {
  const { columns, kinds } = access.kept ?? NOTHING;
  const written = keptColumns(access);
  return {
    table,
    columns: Object.entries(columns).map(([name, reason]) => ({ name, reason })),
    empty: COLUMNS.map(({ name }) => name).filter((name) => !written.has(name)),
    rows: [...grantedKinds(access)].flatMap(([place, granted]) =>
      keptKinds(access, granted).map((kind) => ({
        name: `${kind} in ${place}`,
        filter: `("jurisdiction" = '${place}' AND "kind" = '${kind}')`,
        columns: columnsOfKind(kind),
        ...(!granted.has(kind) && kinds[kind] !== undefined && { reason: kinds[kind] }),
      })),
    ),
  };
}
