import { StrongroomError } from '../../lib/activity/errors.ts';
import { CONTROL_ITEMS, type DataOf, readItem, writeItem } from '../../lib/ledger/index.ts';
import { type Lot, NOWHERE, nameOf } from '../../lib/retention/lot.ts';
import { NOTHING } from '../../lib/retention/tally.ts';
import type { Ports } from '../../lib/storage/ports.ts';

const ROW = CONTROL_ITEMS.destruction;

/** How far the destruction of a lot has come, as the table has it. */
export type Intent = DataOf<typeof ROW> & { readonly rev: number };

/** The open intent of a lot, or a new one that is not written yet. */
export async function intentOf(lot: Lot, { control, clock }: Ports): Promise<Intent> {
  let number = 0;
  for await (const item of control.query(ROW.pk, nameOf(lot))) {
    const known = { ...readItem(ROW, item), rev: item.rev };
    if (known.open) return known;
    number = known.number + 1;
  }
  const { zone, place, deadline, why } = lot;
  const intended = clock.now().toISOString();
  return { zone, place, deadline, why, number, ...NOTHING, intended, pending: [], open: true, rev: 0 };
}

/** Intents that no record stands for yet. */
export async function openIntents({ control }: Ports): Promise<Intent[]> {
  const found: Intent[] = [];
  for await (const item of control.query(ROW.pk)) {
    const intent = { ...readItem(ROW, item), rev: item.rev };
    if (intent.open) found.push(intent);
  }
  return found;
}

/** Writes down how far it has come. @throws StrongroomError retention.raced when another run works on the same lot */
export async function saveIntent(
  { rev, ...intent }: Intent,
  changes: Partial<Intent>,
  { control, clock }: Ports,
): Promise<Intent> {
  const data = { ...intent, ...changes };
  const { zone, deadline, place, why, number } = intent;
  const names = { zone, deadline, place: place ?? NOWHERE, why, number: String(number).padStart(6, '0') };
  const written = await control.write([writeItem(ROW, names, { data, ifRev: rev, from: clock.now() })]);
  if (!written) throw raced();
  return { ...data, rev: rev + 1 };
}

const raced = (): StrongroomError =>
  new StrongroomError(
    'retention.raced',
    'another run of retention works on the same lot',
    'nothing is lost: the next run goes on where either of them stopped',
  );
