import type { z } from 'zod';
import { StrongroomError } from '../activity/errors.ts';
import type { PlatformRole } from '../governance/roles.ts';
import type { Item, ItemWrite } from '../storage/ports.ts';

type NamesIn<Pattern extends string> = Pattern extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

type PkNames<Row extends ItemRow> = { readonly [Name in NamesIn<Row['pk']>]: string };
/** What a key is made of. */
type Names<Row extends ItemRow> = PkNames<Row> & { readonly [Name in NamesIn<Row['sk']>]: string };

/** What a row holds. */
export type DataOf<Row extends ItemRow> = z.infer<Row['schema']>;

/**
 * When an item dies: so many days after something. DynamoDB deletes it then, within a few days
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html).
 * - `due` the day on which what was made of a segment, or a copy, is destroyed
 * - `written` the last time that it was written
 * - `closed` it was carried out; an item that is open does not die
 * - `told` a moment that its writer says
 */
export type End =
  | { readonly after: 'due' | 'written' | 'told'; readonly days: number }
  /** @param isOpen whether it still holds, or waits; by default it says so itself */
  | { readonly after: 'closed'; readonly days: number; readonly isOpen?: (data: ItemWrite['data']) => boolean }
  | { readonly stays: string };

/** One kind of item: a row of the table. */
export interface ItemRow {
  readonly table: 'control' | 'participation';
  /** A text with `{names}`, which hold no `#` but the last of a key. */
  readonly pk: string;
  readonly sk: string;
  readonly schema: z.ZodType;
  readonly reads: readonly PlatformRole[];
  readonly writes: readonly PlatformRole[];
  readonly ends: End;
  /** What it says, in words that workers are shown where it is about them. */
  readonly says: string;
}

const DAY_MS = 86_400_000;

export const keyOf = <const Row extends ItemRow>(row: Row, names: Names<Row>): { pk: string; sk: string } => ({
  pk: fill(row.pk, names),
  sk: fill(row.sk, names),
});

/** The partition that a row's items lie in. */
export const pkOf = <const Row extends ItemRow>(row: Row, names: PkNames<Row>): string => fill(row.pk, names);

/** How the sort keys of a row's items begin. */
export const prefixOf = ({ sk }: Pick<ItemRow, 'sk'>): string => sk.replace(/\{.*$/s, '');

const fill = (pattern: string, names: object): string =>
  pattern.replace(/\{(\w+)\}/g, (_, name: string) => (names as Record<string, string>)[name]!);

/**
 * A write of one item. This is the only way to make one, so that every item is a row of the table, has its shape, and dies.
 * @param ifRev the revision that must be in force, 0 for "no item yet"
 * @param from when the days to its end begin to count: a UTC day or a moment; absent while it is open, or when it stays
 * @throws StrongroomError ledger.bad-item when it has another shape, or no end
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

/** What an item holds. @throws StrongroomError ledger.bad-item when it has another shape */
export function readItem<const Row extends ItemRow>(row: Row, { data }: Pick<Item, 'data'>): DataOf<Row> {
  const parsed = row.schema.safeParse(data);
  if (!parsed.success) throw bad(row, 'another shape');
  return parsed.data as DataOf<Row>;
}

const bad = ({ table, pk, sk }: ItemRow, what: string): StrongroomError =>
  new StrongroomError(
    'ledger.bad-item',
    `an item ${pk} ${sk} of the ${table} table has ${what}`,
    'look for who wrote it: lib/ledger says what it must be',
  );
