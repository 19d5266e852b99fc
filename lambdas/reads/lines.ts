import { nth } from '../../lib/activity/there.ts';
import type { Did } from '../../lib/governance/investigation/index.ts';
import type { ReadsLine } from '../../lib/ledger/index.ts';

/** More of them would not fit into an item (400 KB): then any row counts as read. */
const MOST_PLACES = 3_000;

/**
 * The reads of a day as a worker is shown them: by reader and columns. Functions that are approved readers are left out,
 * since the page names each with what it does. A read whose rows no record tells may have been of anybody's.
 * @param teams ARNs of the teams' roles
 */
export function linesOf(did: readonly Did[], teams: ReadonlySet<string>): ReadsLine[] {
  const shown = did.filter(
    ({ principal, evidence, approved }) => evidence !== 'E1' && (teams.has(principal) || !approved),
  );
  const groups = Map.groupBy(shown, ({ principal, columns }) => JSON.stringify([principal, columns]));
  return [...groups.values()].map((rows): ReadsLine => {
    const [first] = rows as [Did];
    return {
      ...{ reader: first.principal, columns: first.columns, places: placesOf(rows) },
      from: new Date(nth(rows.map(({ at }) => at).toSorted(), 0)).toISOString(),
      times: rows.length,
    };
  });
}

/** Shards by place and day; null when some row does not say which rows it read, or not by these three. */
function placesOf(rows: readonly Did[]): ReadsLine['places'] {
  const places = new Map<string, Set<string>>();
  for (const { rows: read } of rows) {
    if (read.partitions === 'unknown') return null;
    for (const partition of read.partitions) {
      const [, place, day, shard] = /^jurisdiction=([^/]+)\/day=([^/]+)\/shard=([^/]+)$/.exec(partition) ?? [];
      if (shard === undefined) return null;
      const key = `${place}/${day}`;
      places.set(key, (places.get(key) ?? new Set()).add(shard));
    }
  }
  if (places.size === 0 || places.size > MOST_PLACES) return null;
  return Object.fromEntries([...places].toSorted().map(([key, shards]) => [key, [...shards].sort().join('')]));
}
