import { lastOf, nth } from '../activity/there.ts';
import { timeOf } from './read.ts';
import type { Observation } from './screen.ts';
import type { Action, ActionType, SeenRow, TargetElement } from './types.ts';

/** An action in the making. */
export interface Draft {
  readonly rows: SeenRow[];
  readonly before: Observation;
  /** The row of the window in which it happened. */
  readonly window: SeenRow | undefined;
  action: Action;
  element: TargetElement | null;
}

export const actionOf = (type: ActionType, fields: Partial<Action> = {}): Action => ({
  ...{ type, x: null, y: null, xn: null, yn: null, x2: null, y2: null, x2n: null, y2n: null },
  ...{ button: null, count: null, dx: null, dy: null, unit: null },
  ...{ text: null, source: null, keys: null, ms: null },
  ...fields,
});

/** Time between the last row of a draft and a row (ms); 0 where times are not visible, so that order alone decides. */
export function lag(draft: Draft, row: SeenRow): number {
  const [then, now] = [timeOf(lastOf(draft.rows)), timeOf(row)];
  return then === undefined || now === undefined ? 0 : now - then;
}

export const firstOf = ({ rows }: Draft): SeenRow => nth(rows, 0);
