import { Inventory } from '../../lib/retention/inventory/inventory.ts';
import type { InventoryFinding, Totals } from '../../lib/retention/inventory/types.ts';
import { SETTINGS, type TestLake } from './lake.ts';

/** What no item accounts for in a lake, what is missing, and how much is as the ledger says. */
export async function inventoryOf(lake: TestLake): Promise<{ findings: InventoryFinding[]; totals: Totals }> {
  const { objects, control, catalog, clock } = lake.ports;
  const segments = lake
    .items()
    .filter(({ pk, sk }) => sk === 'ledger' && pk.startsWith('segment#'))
    .map(({ pk }) => pk.slice('segment#'.length));
  const made = new Inventory({ objects, audit: objects, control, catalog, clock, segments, keeping: SETTINGS });
  return { findings: await Array.fromAsync(made.findings()), totals: made.totals };
}
