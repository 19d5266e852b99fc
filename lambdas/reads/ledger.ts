import { COLUMNS } from '../../lib/activity/columns.ts';
import {
  CONTROL_ITEMS,
  keyOf,
  type LedgerLink,
  pkOf,
  type ReadsLine,
  readItem,
  writeItem,
} from '../../lib/ledger/index.ts';
import { addDays } from '../../lib/retention/days.ts';
import type { Clock, Control, ReadRecord, Reads } from '../../lib/storage/ports.ts';

const { readsDay, readsLine } = CONTROL_ITEMS;
const monthOf = (day: string): string => day.slice(0, 7);

/** What is known of the reads of a day; undefined when its logs were not read. */
export async function foldedDay(control: Pick<Control, 'get'>, day: string) {
  const { pk, sk } = keyOf(readsDay, { month: monthOf(day), day });
  const item = await control.get(pk, sk);
  return item === undefined ? undefined : { ...readItem(readsDay, item), rev: item.rev };
}

/**
 * Writes the lines of a day, and last of all which of them count: a process that dies before that leaves the day as it
 * was.
 * @param at the time of the run, ISO 8601: the same run again writes the same items
 */
export async function writeFold(
  control: Pick<Control, 'get' | 'write'>,
  day: string,
  {
    lines,
    whole,
    ledger,
  }: { readonly lines: readonly ReadsLine[]; readonly whole: boolean; readonly ledger: LedgerLink },
  at: string,
): Promise<void> {
  const fold = at.replaceAll(/[^\dTZ]/g, '');
  const month = monthOf(day);
  for (const [number, data] of lines.entries())
    await control.write([
      writeItem(readsLine, { month, day, fold, number: String(number) }, { data, ifRev: 0, from: day }),
    ]);
  const ifRev = (await foldedDay(control, day))?.rev ?? 0;
  const data = { fold, lines: lines.length, whole, at: new Date(at).toISOString(), ledger };
  await control.write([writeItem(readsDay, { month, day }, { data, ifRev, from: day })]);
}

const ALL = COLUMNS.map(({ name }) => name);

/** The reads that the daily function found in the logs of the account. */
export function ledgerReads(control: Pick<Control, 'query'>, clock: Clock): Reads {
  const daysIn = async (month: string) =>
    new Map(
      (await Array.fromAsync(control.query(pkOf(readsDay, { month }), 'day#'))).map((item) => [
        item.sk.slice('day#'.length),
        readItem(readsDay, item),
      ]),
    );
  return {
    async *of(partitions) {
      const first = partitions.map(({ day }) => day).toSorted()[0];
      if (first === undefined) return;
      const last = monthOf(clock.now().toISOString());
      for (let month = monthOf(first); month <= last; month = monthOf(addDays(`${month}-28`, 7))) {
        const days = await daysIn(month);
        for await (const item of control.query(pkOf(readsLine, { month }), 'line#')) {
          const [, day = '', fold = '', number = ''] = item.sk.split('#');
          const known = days.get(day);
          if (known === undefined || known.fold !== fold || Number(number) >= known.lines) continue;
          const line = readItem(readsLine, item);
          const record = recordOf(line, `${day}/${number}`);
          for (const partition of partitions)
            if (partition.day <= day && includes(line, partition)) yield [partition, record] as const;
        }
      }
    },
    async unknown(from, to) {
      const found: string[] = [];
      const months = new Map<string, Awaited<ReturnType<typeof daysIn>>>();
      for (let day = from; day <= to; day = addDays(day, 1)) {
        const days = months.get(monthOf(day)) ?? (await daysIn(monthOf(day)));
        months.set(monthOf(day), days);
        if (days.get(day)?.whole !== true) found.push(day);
      }
      return found;
    },
  };
}

const includes = (
  { places }: ReadsLine,
  { jurisdiction, day, shard }: { readonly jurisdiction: string; readonly day: string; readonly shard: string },
): boolean => places === null || (places[`${jurisdiction}/${day}`] ?? '').includes(shard);

const recordOf = ({ reader, columns, from }: ReadsLine, id: string): ReadRecord => ({
  ...{ id, at: from, reader, purpose: '' },
  columns: columns.includes('*') ? ALL : columns,
});
