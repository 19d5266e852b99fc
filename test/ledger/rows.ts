import { CONTROL_ITEMS, type ItemRow, PARTICIPATION_ITEMS } from '../../lib/ledger/index.ts';

/** Every row of both tables, by its name. */
export const ROWS: readonly (readonly [name: string, row: ItemRow])[] = [
  ...Object.entries(CONTROL_ITEMS),
  ...Object.entries(PARTICIPATION_ITEMS),
];

/** Whether a row's items can have this key. Only the last part of a key may hold a `#`. */
export const matches = ({ pk, sk }: ItemRow, item: { readonly pk: string; readonly sk: string }): boolean =>
  pattern(pk).test(item.pk) && pattern(sk).test(item.sk);

const pattern = (key: string): RegExp =>
  new RegExp(`^${key.replace(/\{\w+\}(.?)/g, (_, next) => (next === '' ? '.+' : `[^#]+${next}`))}$`);
