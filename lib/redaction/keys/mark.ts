import type { HiddenType } from '../hidden-types.ts';
import type { Stretch, TypedItem } from './buffer.ts';

/** Deleted characters beside a masked run are masked with it, as many as this times the run: they may be a first try. */
const REACH = 3;

/**
 * Masks items and everything deleted among them, and beside them unless `alone`.
 * @returns whether anything was not masked before
 */
export function mark(items: Iterable<TypedItem>, type: HiddenType, alone = false): boolean {
  const ends = new Map<Stretch, { first: number; last: number }>();
  let changed = false;
  for (const item of items) {
    const end = ends.get(item.home);
    if (end === undefined) ends.set(item.home, { first: item.at, last: item.at });
    else {
      end.first = Math.min(end.first, item.at);
      end.last = Math.max(end.last, item.at);
    }
    changed = markOne(item, type) || changed;
  }
  for (const [{ list }, { first, last }] of ends) {
    const reach = alone ? 0 : REACH * (last - first + 1);
    const [before, after] = [list.slice(Math.max(0, first - reach), first), list.slice(last + 1, last + 1 + reach)];
    const dead = [
      ...deadFirst(before.toReversed()),
      ...list.slice(first, last + 1).filter(({ alive }) => !alive),
      ...deadFirst(after),
    ];
    changed = markAll(dead, type) || changed;
  }
  return changed;
}

/** The deleted items up to the first that is not. */
function deadFirst(items: readonly TypedItem[]): readonly TypedItem[] {
  const end = items.findIndex(({ alive }) => alive);
  return end < 0 ? items : items.slice(0, end);
}

/** Text shorter than this, typed at an unknown place, can be a part of any masked value in the field. */
const FRAGMENT = 24;
/** How much text before a fragment is searched for a value that it could belong to, in characters. */
const NEAR = 60;

/**
 * Masks text typed at an unknown place, in a field with a masked value that it could be a part of: all of it but common words.
 */
export function markFragments(stretches: readonly Stretch[]): void {
  let before: TypedItem[] = [];
  for (const [i, one] of stretches.entries()) {
    const last = before;
    before = [...before, ...one.list.slice(-NEAR)].slice(-NEAR);
    if (one.begins === 'empty' || one.raw.length === 0) continue;
    const near = [...last, ...(stretches[i + 1]?.list.slice(0, NEAR) ?? [])];
    const type = near.find(({ mark }) => mark !== undefined)?.mark;
    if (type !== undefined && one.live().length < FRAGMENT)
      markAll(
        one.raw.filter(({ plain }) => plain !== true),
        type,
      );
    joinWords(last, one);
  }
}

/** A word that is cut by a lost caret is masked on both sides or on none. */
function joinWords(before: readonly TypedItem[], { list }: Stretch): void {
  const left = run(before.toReversed());
  const right = run(list);
  const type = [...left, ...right].find(({ mark }) => mark !== undefined)?.mark;
  if (type === undefined || left.length === 0) return;
  if ([...left, ...right].every(({ alive, plain }) => alive && plain === true)) return;
  mark(left, type);
  mark(right, type);
}

function run(items: readonly TypedItem[]): TypedItem[] {
  const end = items.findIndex(({ ch, alive }) => alive && /\s/.test(ch));
  return items.slice(0, end < 0 ? items.length : end).slice(0, NEAR);
}

export function markAll(items: readonly TypedItem[], type: HiddenType): boolean {
  let changed = false;
  for (const item of items) changed = markOne(item, type) || changed;
  return changed;
}

function markOne(item: TypedItem, type: HiddenType): boolean {
  if (item.mark !== undefined) return false;
  item.mark = type;
  return true;
}
