import { createHash } from 'node:crypto';
import { PREFIXES } from '../../lib/activity/zones.ts';
import type { Did } from '../../lib/governance/investigation/index.ts';
import { CONTROL_ITEMS, type LedgerLink, pkOf, readItem } from '../../lib/ledger/index.ts';
import { addDays } from '../../lib/retention/days.ts';
import type { Control, Objects } from '../../lib/storage/ports.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Key of a part in the audit zone: it is called by its own hash, so that no other part can take its place. */
const partKey = (day: string, hash: string): string => `${PREFIXES.reads}day=${day}/${hash}.jsonl`;

/** The last part of the ledger that a run has put down, by the items of this month and the one before it. */
export async function headOf(control: Pick<Control, 'query'>, today: string): Promise<LedgerLink | undefined> {
  let head: LedgerLink | undefined;
  const months = new Set([today, addDays(`${today.slice(0, 7)}-01`, -1)].map((day) => day.slice(0, 7)));
  for (const month of months)
    for await (const item of control.query(pkOf(CONTROL_ITEMS.readsDay, { month }), 'day#')) {
      const { ledger } = readItem(CONTROL_ITEMS.readsDay, item);
      if (ledger && (head === undefined || ledger.number > head.number)) head = ledger;
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
  const says = sha256([day, String(whole), ...lines].join('\n'));
  if (known?.says === says) return known;
  const number = (head?.number ?? 0) + 1;
  const about = { ledger: 1, number, day, whole, at, reads: lines.length, before: head?.hash ?? null };
  const body = [JSON.stringify(about), ...lines].map((line) => `${line}\n`).join('');
  const hash = sha256(body);
  await objects.putOnce('audit', partKey(day, hash), Buffer.from(body), 'application/x-ndjson');
  return { number, hash, says };
}
