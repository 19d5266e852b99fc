import { PREFIXES } from '../../lib/activity/zones.ts';
import type { Did } from '../../lib/governance/investigation/index.ts';
import { hashOf, type PartAbout } from '../../lib/governance/reads-ledger.ts';
import { CONTROL_ITEMS, type LedgerLink, pkOf, readItem } from '../../lib/ledger/index.ts';
import { addDays } from '../../lib/retention/days.ts';
import type { Control, Objects } from '../../lib/storage/ports.ts';

/** Key of a part in the audit zone: it is called by its own hash, so that no other part can take its place. */
const partKey = (day: string, hash: string): string => `${PREFIXES.reads}day=${day}/${hash}.jsonl`;

/** As many months as the audit zone keeps its evidence at the most: ten years. */
const MONTHS = 120;

/**
 * The last part of the ledger that a run has put down, by the items of the newest month that has any. A ledger that was asleep for
 * months goes on where it stopped: a second beginning would look like a part that was taken away.
 */
export async function headOf(control: Pick<Control, 'query'>, today: string): Promise<LedgerLink | undefined> {
  let month = today.slice(0, 7);
  let head: LedgerLink | undefined;
  // A part about a day of this month may be older than one about the last days of the month before.
  for (let back = 0, found = 0; back < MONTHS && found < 2; back++) {
    for await (const item of control.query(pkOf(CONTROL_ITEMS.readsDay, { month }), 'day#')) {
      const { ledger } = readItem(CONTROL_ITEMS.readsDay, item);
      if (ledger && (head === undefined || ledger.number > head.number)) head = ledger;
    }
    if (head !== undefined) found++;
    month = addDays(`${month}-01`, -1).slice(0, 7);
  }
  return head;
}

export interface Part {
  readonly day: string;
  readonly whole: boolean;
  readonly did: readonly Did[];
  /** Time of the run, ISO 8601. */
  readonly at: string;
}

/** A read as the ledger has it: without the text of its query, which may quote a row and has a zone of its own. */
const lineOf = ({ sql: _, ...read }: Did): string => JSON.stringify(read);

/**
 * Writes the reads of a day down as the next part of the ledger: a line about the part, with the hash of the part before it, and a
 * line a read. Nothing is written when the last part about the day says the same.
 * @param known the part that says what was known of the day until now
 */
export async function appendPart(
  objects: Pick<Objects, 'putOnce'>,
  { day, whole, did, at }: Part,
  { head, known }: { readonly head: LedgerLink | undefined; readonly known: LedgerLink | undefined },
): Promise<LedgerLink> {
  const lines = did.map(lineOf);
  const says = hashOf([day, String(whole), ...lines].join('\n'));
  if (known?.says === says) return known;
  const number = (head?.number ?? 0) + 1;
  const about: PartAbout = { ledger: 1, number, day, whole, at, reads: lines.length, before: head?.hash ?? null };
  const body = [JSON.stringify(about), ...lines].map((line) => `${line}\n`).join('');
  const hash = hashOf(body);
  await objects.putOnce('audit', partKey(day, hash), Buffer.from(body), 'application/x-ndjson');
  return { number, hash, says };
}
