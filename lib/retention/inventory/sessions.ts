import { batchOf } from '../../activity/raw-keys.ts';
import { PREFIXES } from '../../activity/zones.ts';
import type { LedgerView } from './ledger.ts';
import type { Sources } from './types.ts';

interface At {
  readonly place: string;
  readonly day: string;
}

/**
 * Finds the sessions that the ledger has of a place and day: by the segments stored there, and by erased ones, whose other traces
 * stay until the day is over. It remembers one place and day.
 */
export function sessionsIn(
  objects: Pick<Sources['objects'], 'list'>,
  ledger: LedgerView,
): (at: At) => Promise<ReadonlySet<string>> {
  let last: { readonly at: string; readonly found: ReadonlySet<string> } | undefined;
  return async ({ place, day }) => {
    const at = `jurisdiction=${place}/day=${day}/`;
    if (last?.at !== at) last = { at, found: await read(at) };
    return last.found;
  };

  async function read(at: string): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    const add = async (batch: string): Promise<void> => {
      const entry = await ledger.entry(batch);
      if (entry !== undefined && `jurisdiction=${entry.jurisdiction}/day=${entry.day}/` === at)
        found.add(entry.session);
    };
    for await (const { key } of objects.list('raw', `${PREFIXES.segments}${at}`)) {
      const batch = batchOf(key);
      if (batch !== undefined) await add(batch);
    }
    for (const batch of await ledger.erased()) await add(batch);
    return found;
  }
}
