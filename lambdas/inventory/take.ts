import { PREFIXES } from '../../lib/activity/zones.ts';
import { Inventory } from '../../lib/retention/inventory/inventory.ts';
import type { InventoryFinding, Totals } from '../../lib/retention/inventory/types.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import type { Settings } from '../settings.ts';

/** The result of a run. */
export interface InventoryReport {
  readonly totals: Totals;
  /** Whether the run finished: zones it did not reach are not accounted for. */
  readonly whole: boolean;
  /** Key of the list in the audit zone. */
  readonly list: string;
}

/** Most findings that are listed: if there are more, the totals still count all of their objects. */
const MOST_LISTED = 5_000;

/**
 * Compares the objects in the zones and the partitions in the catalogue with the ledger, and files its findings. It looks up no
 * recording by name, so that it needs no right to list recordings; it does not see which single recordings are missing.
 * @param at when it was to run, ISO 8601: one list is filed for each
 * @param more whether there is time for another object
 */
export async function takeInventory(
  { objects, control, catalog, clock }: Pick<Ports, 'objects' | 'control' | 'catalog' | 'clock'>,
  settings: Settings,
  at: string,
  more = () => true,
): Promise<InventoryReport> {
  const inventory = new Inventory({
    ...{ objects: stopping(objects, more), audit: objects, control, catalog, clock },
    ...{ segments: [], keeping: settings },
  });
  const listed: InventoryFinding[] = [];
  let whole = true;
  try {
    for await (const finding of inventory.findings())
      if (finding.is !== 'pending' && listed.length < MOST_LISTED) listed.push(finding);
  } catch (error) {
    if (!(error instanceof TimeOver)) throw error;
    whole = false;
  }
  const { totals } = inventory;
  const list = `${PREFIXES.inventories}${at.slice(0, 10)}/${at.replaceAll(/[^\dTZ]/g, '')}.json`;
  const body = Buffer.from(JSON.stringify({ at, whole, totals, findings: listed }));
  await objects.putOnce('audit', list, body, 'application/json');
  return { totals, whole, list };
}

class TimeOver extends Error {}

/**
 * The same store, whose listings throw once the time is over: a listing that simply stopped would look like the end of a zone.
 */
function stopping(objects: Ports['objects'], more: () => boolean): Pick<Ports['objects'], 'list' | 'listVersions'> {
  async function* checked<T>(all: AsyncIterable<T>): AsyncGenerator<T> {
    for await (const listed of all) {
      if (!more()) throw new TimeOver();
      yield listed;
    }
  }
  return {
    list: (zone, prefix) => checked(objects.list(zone, prefix)),
    listVersions: (zone, prefix) => checked(objects.listVersions(zone, prefix)),
  };
}
