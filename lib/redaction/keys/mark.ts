import type { Item, Stretch } from './buffer.ts';

/** Deleted characters beside a masked run are masked with it, as many as this times the run: they may be a first try. */
const REACH = 3;

/**
 * Masks items and everything deleted among and beside them.
 * @returns whether anything was not masked before
 */
export function mark(stretch: Stretch, items: ReadonlySet<Item>, type: string): boolean {
  let first = -1;
  let last = -1;
  for (const [i, item] of stretch.list.entries()) {
    if (!items.has(item)) continue;
    if (first < 0) first = i;
    last = i;
  }
  if (first < 0) return false;
  const reach = REACH * (last - first + 1);
  let changed = false;
  for (let i = first; i <= last; i++) {
    const item = stretch.list[i]!;
    if (items.has(item) || !item.alive) changed = markOne(item, type) || changed;
  }
  for (let i = first - 1; i >= 0 && first - i <= reach && !stretch.list[i]!.alive; i--)
    changed = markOne(stretch.list[i]!, type) || changed;
  for (let i = last + 1; i < stretch.list.length && i - last <= reach && !stretch.list[i]!.alive; i++)
    changed = markOne(stretch.list[i]!, type) || changed;
  return changed;
}

/** Shorter than this, what was typed at an unknown place can be a part of anything that is masked in the field. */
const FRAGMENT = 24;

/** Masks fragments typed where nobody knows, in a field that holds something masked. */
export function markFragments(stretches: readonly Stretch[]): void {
  const type = stretches.flatMap((one) => one.raw).find((item) => item.mark !== undefined)?.mark;
  if (type === undefined) return;
  for (const one of stretches) if (one.uncertain && one.live().length < FRAGMENT) markAll(one.raw, type);
}

export function markAll(items: readonly Item[], type: string): boolean {
  let changed = false;
  for (const item of items) changed = markOne(item, type) || changed;
  return changed;
}

function markOne(item: Item, type: string): boolean {
  if (item.mark !== undefined) return false;
  item.mark = type;
  return true;
}
