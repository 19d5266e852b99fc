import { lastOf } from '../activity/there.ts';
import { actionOf, type Draft, firstOf, lag } from './draft.ts';
import { boxOf } from './read.ts';
import { THRESHOLDS } from './thresholds.ts';
import type { SeenRow, TargetElement } from './types.ts';

/** Creates a draft from a row, with the current screen and window, and appends it. */
export type Begin = (row: SeenRow) => Draft;

const targetOf = ({ el_role, el_name, bounds }: SeenRow): TargetElement | null =>
  el_role || el_name || bounds ? { role: el_role ?? null, name: el_name ?? null, box: boxOf(bounds) } : null;

const isNowhere = (place: number | null | undefined): place is null | undefined =>
  place === null || place === undefined;

/** Distance between two rows (pixels), or undefined where a place is hidden or not visible. */
function distance(a: SeenRow, b: SeenRow): number | undefined {
  const { x: ax, y: ay } = a;
  const { x: bx, y: by } = b;
  if (isNowhere(ax) || isNowhere(ay) || isNowhere(bx) || isNowhere(by)) return undefined;
  return Math.hypot(ax - bx, ay - by);
}

/**
 * Clicks and drags from presses, releases and reports of clicks. Recorders write one, two or all three of them for one
 * click: rows that belong to a press are merged into it.
 */
export class Pointing {
  readonly #begin: Begin;
  /** Pressed and not yet released. */
  #pressed: Draft | undefined;
  /** The last click or drag, as long as no other action followed. */
  #last: Draft | undefined;

  constructor(begin: Begin) {
    this.#begin = begin;
  }

  /** Another action happened: the next row starts anew. */
  interrupt(): void {
    this.#last = undefined;
    this.#pressed = undefined;
  }

  click(row: SeenRow): void {
    const open = this.#pressed ?? this.#last;
    if (row.click_phase === 'down') this.#press(row);
    else if (open !== undefined && this.#belongs(open, row)) this.#absorb(open, row);
    else if (row.click_phase !== 'up') this.#press(row);
    if (row.click_phase !== 'down') this.#pressed = undefined;
  }

  #press(row: SeenRow): void {
    const last = this.#last;
    if (last !== undefined && this.#pressed === undefined && isAgain(last, row)) {
      const count = Math.max((last.action.count ?? 1) + 1, row.clicks ?? 0);
      last.rows.push(row);
      last.action = { ...last.action, type: count === 2 ? 'double_click' : 'click', count };
      this.#pressed = last;
      return;
    }
    const draft = this.#begin(row);
    const count = row.clicks || 1;
    const at = { x: row.x ?? null, y: row.y ?? null };
    draft.action = actionOf(count === 2 ? 'double_click' : 'click', { ...at, button: row.button ?? null, count });
    draft.element = targetOf(row);
    this.#pressed = draft;
    this.#last = draft;
  }

  #belongs(open: Draft, row: SeenRow): boolean {
    if ((row.button ?? null) !== open.action.button) return false;
    return row.click_phase === 'up'
      ? open === this.#pressed
      : lag(open, row) <= THRESHOLDS.reportMs && isNear(lastOf(open.rows), row, THRESHOLDS.dragPx);
  }

  #absorb(open: Draft, row: SeenRow): void {
    const far = distance(firstOf(open), row);
    if (row.click_phase === 'up' && far !== undefined && far >= THRESHOLDS.dragPx)
      open.action = { ...open.action, type: 'drag', count: null, x2: row.x ?? null, y2: row.y ?? null };
    open.element ??= targetOf(row);
    open.rows.push(row);
  }
}

const isNear = (a: SeenRow, b: SeenRow, px: number): boolean => (distance(a, b) ?? 0) <= px;

/** Whether a press repeats the previous click. A hidden place counts as another place. */
function isAgain({ action, rows }: Draft, row: SeenRow): boolean {
  const last = lastOf(rows);
  const far = distance(last, row);
  if (action.type === 'drag' || (row.button ?? null) !== action.button || far === undefined) return false;
  const ms = lag({ rows } as Draft, row);
  const counted = row.clicks === (action.count ?? 1) + 1 && ms <= THRESHOLDS.countedClickMs;
  return far <= THRESHOLDS.doubleClickPx && row.mono_us !== undefined && (counted || ms <= THRESHOLDS.doubleClickMs);
}

/** Turns of the wheel, merged into one scroll until another action follows. */
export class Scrolling {
  readonly #begin: Begin;
  #last: Draft | undefined;

  constructor(begin: Begin) {
    this.#begin = begin;
  }

  interrupt(): void {
    this.#last = undefined;
  }

  scroll(row: SeenRow): void {
    const last = this.#last;
    if (last !== undefined && last.action.unit === (row.scroll_unit ?? null) && lag(last, row) <= THRESHOLDS.scrollMs) {
      const { x, y, dx, dy } = last.action;
      last.rows.push(row);
      last.action = {
        ...last.action,
        ...{ x: x ?? row.x ?? null, y: y ?? row.y ?? null },
        ...{ dx: sum(dx, row.dx), dy: sum(dy, row.dy) },
      };
      return;
    }
    const draft = this.#begin(row);
    const { x = null, y = null, dx = null, dy = null, scroll_unit: unit = null } = row;
    draft.action = actionOf('scroll', { x, y, dx, dy, unit });
    this.#last = draft;
  }
}

const sum = (a: number | null, b: number | null | undefined): number | null =>
  a === null || b === null || b === undefined ? (a ?? b ?? null) : a + b;
