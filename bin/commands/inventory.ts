import { parseArgs } from 'node:util';
import { configured } from '../../lambdas/settings.ts';
import { findingText, totalsText } from '../../lib/report/inventory.ts';
import { Inventory } from '../../lib/retention/inventory/inventory.ts';
import { itemsIn } from '../../lib/storage/local/contents.ts';
import { OUT, openWorkspace, type Workspace } from '../embedded/workspace.ts';
import { EXIT } from '../exit.ts';

/** `strongroom inventory`: what lies in the lake without an item in the ledger, and what the ledger names that is not there. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { out: { type: 'string', default: OUT }, json: { type: 'boolean' } },
  });
  const workspace = await openWorkspace(values.out, 'inventory');
  try {
    const inventory = inventoryOf(workspace);
    const write = (text: string): unknown => process.stdout.write(text);
    // Written as it is found, so that memory does not grow with it; nothing is written before the first is found.
    let before = '{"findings":[';
    for await (const finding of inventory.findings()) {
      write(values.json ? `${before}${JSON.stringify(finding)}` : findingText(finding));
      before = ',';
    }
    const { totals } = inventory;
    const end = `${before === ',' ? '' : before}],"totals":${JSON.stringify(totals)}}\n`;
    write(values.json ? end : totalsText(totals));
    return totals.unaccounted + totals.missing === 0 ? EXIT.holds : EXIT.refused;
  } finally {
    workspace.close();
  }
}

/** As the roles that may list: `retain` the zones whose data dies, and the auditor the audit zone. */
function inventoryOf(workspace: Workspace): Inventory {
  const { objects, control, catalog, clock } = workspace.portsOf('retain');
  const { objects: audit } = workspace.portsOf('auditor');
  const segments = segmentsIn(workspace.lakeFolder);
  return new Inventory({ objects, audit, control, catalog, clock, segments, keeping: configured() });
}

const SEGMENT = /^segment#([0-9a-f-]{36})$/;

/** By the keys of the embedded table, which name no worker where they name a segment. */
function* segmentsIn(folder: string): Generator<string> {
  for (const { table, pk, sk } of itemsIn(folder)) {
    const batch = table === 'item' && sk === 'ledger' ? SEGMENT.exec(pk)?.[1] : undefined;
    if (batch !== undefined) yield batch;
  }
}
