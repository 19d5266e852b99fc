import { CONTROL_ITEMS } from './control-items.ts';
import type { ItemRow } from './item.ts';

type Name = keyof typeof CONTROL_ITEMS;

/** What is written down about a recording, in words for the person it is about, once nothing else is left of it. */
export interface Remembered {
  /** For so many days after the last of it is gone. */
  readonly days: number;
  /** Each with the name by which a page in another language finds its own words. */
  readonly says: readonly { readonly id: Name; readonly says: string }[];
}

const ROWS = Object.entries(CONTROL_ITEMS) as [Name, ItemRow][];
/** Of a copy of a team, the row names recordings and not whose they are. */
const ABOUT = ROWS.filter(
  ([, { pk, ends }]) => /^(?:segment|plan)#/.test(pk) && 'after' in ends && ends.after === 'due',
);

export const REMEMBERED: Remembered = {
  days: Math.max(...ABOUT.map(([, { ends }]) => ('days' in ends ? ends.days : 0))),
  says: ABOUT.map(([id, { says }]) => ({ id, says })),
};
