import { StrongroomError } from '../../lib/activity/errors.ts';
import { CONTROL_ITEMS, type DataOf, pkOf, readItem, writeItem } from '../../lib/ledger/index.ts';
import { type Lot, NOWHERE, nameOf } from '../../lib/retention/lot.ts';
import type { Slice } from '../../lib/retention/slice.ts';
import { NOTHING, summed } from '../../lib/retention/tally.ts';
import type { ItemWrite, Ports } from '../../lib/storage/ports.ts';

const { destruction: LOT, destroying: PART } = CONTROL_ITEMS;

/** The destruction of a lot, as the table has it: open until its record is signed. */
export type Intent = DataOf<typeof LOT> & { readonly rev: number };
/** How far the destruction of one slice of it has come. */
export type Part = DataOf<typeof PART> & { readonly rev: number };

/** How often another run may change a lot first. */
const ATTEMPTS = 5;

/** The open intent of a lot, and the number of the next one. */
export async function intentOf(lot: Lot, { control }: Ports): Promise<{ open: Intent | undefined; next: number }> {
  let next = 0;
  for await (const item of control.query(LOT.pk, nameOf(lot))) {
    const known = { ...readItem(LOT, item), rev: item.rev };
    if (known.open) return { open: known, next };
    next = known.number + 1;
  }
  return { open: undefined, next };
}

/** Intents without a record yet. */
export async function openIntents({ control }: Ports): Promise<Intent[]> {
  const found: Intent[] = [];
  for await (const item of control.query(LOT.pk)) {
    const intent = { ...readItem(LOT, item), rev: item.rev };
    if (intent.open) found.push(intent);
  }
  return found;
}

/**
 * The intent of a lot and the part for one slice. All parts are written together with their lot, before any of it is destroyed:
 * so none can be added to a lot that is being sealed.
 * @param sealed handles a lot that was sealed and has no record yet: afterwards it is closed
 * @throws StrongroomError retention.raced when other runs keep changing it, or cut it into other slices
 */
export async function beginPart(
  lot: Lot,
  slice: Slice,
  ports: Ports,
  sealed: (intent: Intent) => Promise<unknown>,
): Promise<{ intent: Intent; part: Part }> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { open, next } = await intentOf(lot, ports);
    if (open?.sealed) await sealed(open);
    else if (open === undefined) await ports.control.write(newIntent(lot, slice.of, next, ports));
    else {
      const part = (await partsOf(open, ports)).find(({ at }) => at === slice.at);
      if (open.slices !== slice.of || part === undefined) break;
      return { intent: open, part };
    }
  }
  throw raced();
}

/** Writes down how far a slice has come. @throws StrongroomError retention.raced when another run works on the same slice */
export async function savePart(lot: Numbered, part: Part, changes: Partial<Part>, ports: Ports): Promise<Part> {
  const saved = { ...part, ...changes };
  if (!(await ports.control.write([writeOfPart(lot, part, changes, ports)]))) throw raced();
  return { ...saved, rev: part.rev + 1 };
}

/**
 * Adds up the counts of all slices of a lot and closes them. From here on its record has these counts and no others, whichever
 * run signs it; data found later is another destruction. Undefined, with nothing written, when another run still counts in one of
 * them, or has sealed it.
 */
export async function sealIntent(intent: Intent, ports: Ports): Promise<Intent | undefined> {
  const parts = await partsOf(intent, ports);
  const changes = { ...summed(parts), sealed: ports.clock.now().toISOString() };
  const closed = parts.map((part) => writeOfPart(intent, part, { open: false, pending: [] }, ports));
  const sealed = await ports.control.write([writeOfLot(intent, changes, ports), ...closed]);
  return sealed ? { ...intent, ...changes, rev: intent.rev + 1 } : undefined;
}

/** Called once its record exists. Another run may have done the same. */
export const closeIntent = ({ control, ...ports }: Ports, intent: Intent): Promise<boolean> =>
  control.write([writeOfLot(intent, { open: false }, { control, ...ports })]);

function newIntent({ zone, place, deadline, why }: Lot, slices: number, number: number, ports: Ports): ItemWrite[] {
  const intended = ports.clock.now().toISOString();
  const known = { zone, place, deadline, why, number, slices, intended };
  const intent: Intent = { ...known, ...NOTHING, sealed: null, open: true, rev: 0 };
  const part = (at: number): Part => ({ at, ...NOTHING, pending: [], open: true, rev: 0 });
  const parts = Array.from({ length: slices }, (_, at) => writeOfPart(intent, part(at), {}, ports));
  return [writeOfLot(intent, {}, ports), ...parts];
}

type Numbered = Lot & Pick<Intent, 'number'>;

const namesOf = ({ deadline, place, why, number }: Numbered) => ({
  ...{ deadline, place: place ?? NOWHERE, why, number: String(number).padStart(6, '0') },
});

async function partsOf(lot: Numbered, { control }: Ports): Promise<Part[]> {
  const { deadline, place, why, number } = namesOf(lot);
  const items = control.query(pkOf(PART, lot), `${deadline}#${place}#${why}#${number}#`);
  return Array.fromAsync(items, (item) => ({ ...readItem(PART, item), rev: item.rev }));
}

function writeOfLot({ rev, ...intent }: Intent, changes: Partial<Intent>, { clock }: Ports): ItemWrite {
  const names = { zone: intent.zone, ...namesOf(intent) };
  return writeItem(LOT, names, { data: { ...intent, ...changes }, ifRev: rev, from: clock.now() });
}

function writeOfPart(lot: Numbered, { rev, ...part }: Part, changes: Partial<Part>, { clock }: Ports): ItemWrite {
  const names = { zone: lot.zone, ...namesOf(lot), slice: String(part.at).padStart(2, '0') };
  return writeItem(PART, names, { data: { ...part, ...changes }, ifRev: rev, from: clock.now() });
}

const raced = (): StrongroomError =>
  new StrongroomError(
    'retention.raced',
    'another run of retention works on the same lot',
    'nothing is lost: the next run goes on where either of them stopped',
  );
