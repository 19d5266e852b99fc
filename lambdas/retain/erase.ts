import { maskedFramesOf, segmentKey } from '../../lib/activity/raw-keys.ts';
import { nth } from '../../lib/activity/there.ts';
import { PREFIXES } from '../../lib/activity/zones.ts';
import { CONTROL_ITEMS, type LedgerEntry, pkOf, prefixOf, readItem } from '../../lib/ledger/index.ts';
import { addDays, dayOf, isDue } from '../../lib/retention/days.ts';
import { type Keeping, keepDaysOf } from '../../lib/retention/keep.ts';
import { earlyOf } from '../../lib/retention/plan/stock.ts';
import { atOf, type HeldBack, type Stock } from '../../lib/retention/plan/types.ts';
import type { Control, Partition, Ports } from '../../lib/storage/ports.ts';
import { beginOrders, closeOrder, ordersOf } from '../erasures.ts';
import { frameItems, readEntry } from '../ledger.ts';
import { allLineages } from '../lineage.ts';
import { loadPlan } from '../redact/plan.ts';
import { fileOf } from '../redact/take-apart.ts';
import type { Settings } from '../settings.ts';
import type { ErasedCopy } from './tell.ts';

const PLACE = CONTROL_ITEMS.place;
/** The part of a key that all files of one copy share: of a team's in the derived zone, or of an access package. */
const COPY = /^(?:([a-z0-9-]+)\/(ex_[0-9a-f]{16})|pk_[0-9a-f]{16})\//;
/** Entries of the ledger that are read at once. */
const AT_ONCE = 32;

/** A place where rows of an order are or were, and whether their file was destroyed as a whole. */
export interface RowsOf {
  readonly partition: Partition;
  readonly whole: boolean;
}

/** Data to destroy before its time because a worker asked for it. */
export interface Erasures {
  /** The places of this data by the ledger: nothing has to be searched for. */
  stocks(): AsyncIterable<Stock>;
  /** The UTC day from which an existing copy is destroyed, by the prefix of its files; undefined when no erasure covers it. */
  copyGoes(prefix: string): string | undefined;
  /** The copies looked up so far that must be destroyed. */
  copies(): readonly ErasedCopy[];
  /**
   * Closes orders once their data is gone but for held data: an order about a held place and day stays open, and so does one
   * about a segment that was still in redaction when it was first looked for.
   * @param rewritten whether the rows of an order are in no file of a partition any more
   */
  finish(held: readonly HeldBack[], rewritten: (order: string, place: RowsOf) => Promise<boolean>): Promise<void>;
}

/**
 * Reads the open orders. A file of the lake is destroyed when every segment in it is erased, by whatever order. Compaction
 * rewrites a file with rows of other workers without the erased rows once its day is closed, and the order stays open until then.
 * A copy made from an erased segment, among others, is destroyed as a whole: its files mix people, and it can be made again. For
 * copies an order never closes: a copy begun before the order may be written after the order was carried out.
 * @param begin whether something is destroyed by them now: from then on they cannot be withdrawn
 */
export async function openErasures(
  { control, clock }: Pick<Ports, 'control' | 'clock'>,
  keeping: Keeping & Pick<Settings, 'erasedCopyDays'>,
  begin = false,
): Promise<Erasures> {
  const today = dayOf(clock.now());
  const all = await ordersOf(control);
  const open = all.filter((order) => order.open);
  const orders = begin ? await beginOrders(control, open) : open;
  const looked = new Set(open.filter(({ begun }) => begun === true).map(({ sk }) => sk));
  /** Orders about a segment that a writer may be at, while this run is the first to look for it. */
  const early = new Set<string>();
  const erased = Map.groupBy(
    [...all.filter((order) => !order.open), ...orders].flatMap(({ sk, asked, batches }) =>
      batches.map((batch) => ({ batch, sk, asked })),
    ),
    ({ batch }) => batch,
  );
  const copies = await copiesOf(erased, control);
  /** By order, the places where the rows of its segments are or were, and whether a file of them was destroyed as a whole. */
  const places = new Map<string, RowsOf[]>();
  /** By order, the places and days where data may be left. */
  const days = new Map<string, Set<string>>();
  async function* stocks(): AsyncGenerator<Stock> {
    for (const { sk, asked, batches } of orders) {
      const plans = new Set<string>();
      const sessions = new Set<string>();
      const own = new Set<string>();
      days.set(sk, own);
      for (let at = 0; at < batches.length; at += AT_ONCE) {
        const some = batches.slice(at, at + AT_ONCE);
        const held = await Promise.all(some.map((batch) => readEntry(control, batch)));
        for (const revised of held) {
          if (revised === undefined) continue;
          // Ingest and redaction may still write data they read earlier. The next run destroys it an hour later.
          if (revised.entry.state !== 'redacted' && !looked.has(sk)) early.add(sk);
          yield* placesOf(revised.batch, revised.entry, asked, keeping, today);
          sessions.add(`${revised.entry.worker}#${revised.entry.session}`);
          own.add(atOf({ place: revised.entry.jurisdiction, day: revised.entry.day }));
          for await (const frame of rawFramesOf(revised.batch, asked, control)) {
            own.add(atOf(frame));
            yield frame;
          }
          if (revised.entry.plan !== null) plans.add(revised.entry.plan);
        }
      }
      for (const session of sessions)
        for await (const carry of carriesOf(session, new Set(batches), asked, keeping, today, control)) {
          own.add(atOf(carry));
          yield carry;
        }
      for (const id of plans) {
        const plan = await loadPlan(id, control);
        const whole = plan.batches.every((batch) => erased.has(batch));
        if (whole) yield earlyOf('redacted', fileOf(plan), 'erasure', asked, [fileOf(plan)]);
        places.set(sk, [...(places.get(sk) ?? []), { partition: plan.partition, whole }]);
      }
    }
  }
  const going = new Map<string, ErasedCopy>();
  const ofCopy = (prefix: string): AskedCopy | undefined => copies.get(COPY.exec(prefix)?.[0] ?? '');
  const copyGoes = (prefix: string): string | undefined => {
    const [found = '', team = '', name = ''] = COPY.exec(prefix) ?? [];
    const copy = copies.get(found);
    if (copy === undefined) return undefined;
    // Nobody has to be told of an access package: the worker who is in it asked for the erasure.
    if (team === '') return copy.asked;
    const gone = addDays(copy.asked, keeping.erasedCopyDays);
    going.set(found, { team, export: name, asked: copy.asked, gone });
    return gone;
  };
  return {
    stocks,
    copyGoes,
    copies: () => [...going.values()],
    finish: async (held, rewritten) => {
      // A copy names neither place nor day. A held copy counts as existing, and so does one that its team has some days left to
      // replace.
      const there = [
        ...held.filter(({ kind }) => kind === 'copies').map(({ prefix }) => prefix),
        ...[...going].filter(([, { gone }]) => gone > today).map(([prefix]) => prefix),
      ];
      const waiting = new Set(there.flatMap((prefix) => [...(ofCopy(prefix)?.orders ?? [])]));
      for (const order of orders) {
        if (early.has(order.sk) || waiting.has(order.sk)) continue;
        if (held.some((heldBack) => days.get(order.sk)?.has(atOf(heldBack)))) continue;
        const through = await Promise.all((places.get(order.sk) ?? []).map((place) => rewritten(order.sk, place)));
        if (through.every(Boolean)) await closeOrder(control, order, clock.now());
      }
    },
  };
}

/** Places of the data made from one segment. Raw data of earlier days is destroyed with its day, or once no hold keeps it. */
function* placesOf(
  batch: string,
  { jurisdiction, day, outcome }: LedgerEntry,
  asked: string,
  keeping: Keeping,
  today: string,
): Generator<Stock> {
  const received = { jurisdiction, day, batch };
  if (!isDue(day, keepDaysOf(keeping, 'raw', jurisdiction), today))
    yield earlyOf('raw', segmentKey(received), 'erasure', asked);
  // Frames are published before the ledger has their number: only a fully redacted segment is known to have none.
  if (outcome?.frames !== 0) yield earlyOf('redacted', maskedFramesOf(received), 'erasure', asked);
}

/**
 * Carries of a session from the first erased segment on: the carry of a later segment may hold what an earlier one showed. Its key
 * names the earliest day of what it holds, which is the day of some segment before it. A carry that is missed is destroyed with
 * that day; redaction observes a segment again when its carry is gone.
 */
async function* carriesOf(
  session: string,
  erased: ReadonlySet<string>,
  asked: string,
  keeping: Keeping,
  today: string,
  control: Control,
): AsyncGenerator<Stock> {
  const days = new Set<string>();
  let isAfter = false;
  const [worker = '', id = ''] = session.split('#');
  for await (const item of control.query(pkOf(PLACE, { worker, session: id }), prefixOf(PLACE))) {
    const { batch } = readItem(PLACE, item);
    const entry = (await readEntry(control, batch))?.entry;
    if (entry === undefined) continue;
    days.add(entry.day);
    isAfter ||= erased.has(batch);
    if (!isAfter) continue;
    const { jurisdiction } = entry;
    for (const day of days)
      if (!isDue(day, keepDaysOf(keeping, 'raw', jurisdiction), today))
        yield earlyOf('raw', `${PREFIXES.carries}jurisdiction=${jurisdiction}/day=${day}/${batch}`, 'erasure', asked);
  }
}

/** Frames come before their segment, maybe days before: the ledger gives the place of each. */
async function* rawFramesOf(batch: string, asked: string, control: Control): AsyncGenerator<Stock> {
  const { pk, prefix } = frameItems(batch);
  for await (const { data } of control.query(pk, prefix))
    if (typeof data.key === 'string') yield earlyOf('raw', data.key, 'erasure', asked, [data.key]);
}

/** A copy made from erased segments: the day on which it should be gone, and the orders. */
interface AskedCopy {
  readonly asked: string;
  readonly orders: ReadonlySet<string>;
}

/** The copies, by the prefix of their files. */
async function copiesOf(
  erased: ReadonlyMap<string, readonly { readonly sk: string; readonly asked: string }[]>,
  control: Control,
): Promise<Map<string, AskedCopy>> {
  const copies = new Map<string, AskedCopy>();
  if (erased.size === 0) return copies;
  for await (const { prefix, segments } of allLineages(control)) {
    const found = segments.flatMap((segment) => erased.get(segment) ?? []);
    if (found.length === 0) continue;
    const known = copies.get(prefix);
    const days = [...found.map(({ asked }) => asked), ...(known === undefined ? [] : [known.asked])];
    const orders = new Set([...(known?.orders ?? []), ...found.map(({ sk }) => sk)]);
    copies.set(prefix, { asked: nth(days.toSorted(), 0), orders });
  }
  return copies;
}
