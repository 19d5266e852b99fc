import type { z } from 'zod';
import { StrongroomError } from '../activity/errors.ts';
import { there } from '../activity/there.ts';
import type { PlatformRole } from '../governance/roles.ts';
import type { Item, ItemWrite } from '../storage/ports.ts';

type NamesIn<Pattern extends string> = Pattern extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

type PkNames<Row extends ItemRow> = { readonly [Name in NamesIn<Row['pk']>]: string };
/** The names in a key. */
type Names<Row extends ItemRow> = PkNames<Row> & { readonly [Name in NamesIn<Row['sk']>]: string };

/** The data of a row. */
export type DataOf<Row extends ItemRow> = z.infer<Row['schema']>;

/**
 * When an item expires: this many days after an event. DynamoDB then deletes it, within a few days
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html).
 * - `due` the day on which the products of a segment, or a copy, are destroyed
 * - `written` its last write
 * - `closed` its completion; an open item does not expire
 * - `told` a moment that its writer gives
 */
export type End =
  | { readonly after: 'due' | 'written' | 'told'; readonly days: number }
  /** @param isOpen whether it is still in force, or waits; by default from the item's own data */
  | { readonly after: 'closed'; readonly days: number; readonly isOpen?: (data: ItemWrite['data']) => boolean }
  | { readonly stays: string };

/** One kind of item: a row of the table. */
export interface ItemRow {
  readonly table: 'control' | 'participation';
  /** A template with `{names}`. Their values hold no `#`, except the last one of a key. */
  readonly pk: string;
  readonly sk: string;
  readonly schema: z.ZodType;
  readonly reads: readonly PlatformRole[];
  readonly writes: readonly PlatformRole[];
  readonly ends: End;
  /** The meaning of the item, in words that its workers read. */
  readonly says: string;
}

const DAY_MS = 86_400_000;

export const keyOf = <const Row extends ItemRow>(row: Row, names: Names<Row>): { pk: string; sk: string } => ({
  pk: fill(row.pk, names),
  sk: fill(row.sk, names),
});

/** The partition key of a row's items. */
export const pkOf = <const Row extends ItemRow>(row: Row, names: PkNames<Row>): string => fill(row.pk, names);

/** The common prefix of the sort keys of a row's items. */
export const prefixOf = ({ sk }: Pick<ItemRow, 'sk'>): string => sk.replace(/\{.*$/s, '');

const fill = (pattern: string, names: object): string =>
  pattern.replace(/\{(\w+)\}/g, (_, name: string) =>
    there((names as Record<string, string>)[name], `the name ${name}`),
  );

/**
 * A write of one item. Items can only be written this way, so that every item belongs to a row of the table, has its
 * shape, and expires.
 * @param ifRev the revision that must be current, 0 for "no item yet"
 * @param from start of the days until its expiry: a UTC day or a moment; absent while it is open, or when it stays
 * @throws StrongroomError ledger.bad-item when it has another shape, or no expiry
 */
export function writeItem<const Row extends ItemRow>(
  row: Row,
  names: Names<Row>,
  {
    data,
    ifRev,
    from,
  }: { readonly data: DataOf<Row>; readonly ifRev: number; readonly from?: Date | string | undefined },
): ItemWrite {
  const key = keyOf(row, names);
  if (!row.schema.safeParse(data).success) throw bad(row, 'another shape');
  const written = data as ItemWrite['data'];
  const ends: End = row.ends;
  if ('stays' in ends || (ends.after === 'closed' && (ends.isOpen ?? saysOpen)(written)))
    return { ...key, ifRev, data: written };
  const expiresAt = new Date(new Date(from ?? Number.NaN).getTime() + ends.days * DAY_MS);
  if (Number.isNaN(expiresAt.getTime())) throw bad(row, 'no end');
  return { ...key, ifRev, data: written, expiresAt };
}

const saysOpen = ({ open }: ItemWrite['data']): boolean => open === true;

/** The data of an item. @throws StrongroomError ledger.bad-item when it has another shape */
export function readItem<const Row extends ItemRow>(row: Row, { data }: Pick<Item, 'data'>): DataOf<Row> {
  const parsed = row.schema.safeParse(data);
  if (!parsed.success) throw bad(row, 'another shape');
  return parsed.data as DataOf<Row>;
}

const bad = ({ table, pk, sk }: ItemRow, problem: string): StrongroomError =>
  new StrongroomError(
    'ledger.bad-item',
    `an item ${pk} ${sk} of the ${table} table has ${problem}`,
    'find the program that wrote it: lib/ledger has the shape that an item must have',
  );
