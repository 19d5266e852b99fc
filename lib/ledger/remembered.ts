import { CONTROL_ITEMS } from './control-items.ts';
import type { ItemRow } from './item.ts';

type Name = keyof typeof CONTROL_ITEMS;

/** The remaining records of a recording, in words for the recorded person, once its data is gone. */
export interface Remembered {
  /** Days after the last of its data is gone. */
  readonly days: number;
  /** Each with the id by which a translated page finds its own words. */
  readonly says: readonly { readonly id: Name; readonly says: string }[];
}

const ROWS = Object.entries(CONTROL_ITEMS) as [Name, ItemRow][];
/** A team's copy names recordings but not the worker. */
const ABOUT = ROWS.filter(
  ([, { pk, ends }]) => /^(?:segment|plan)#/.test(pk) && 'after' in ends && ends.after === 'due',
);

export const REMEMBERED: Remembered = {
  days: Math.max(...ABOUT.map(([, { ends }]) => ('days' in ends ? ends.days : 0))),
  says: ABOUT.map(([id, { says }]) => ({ id, says })),
};
