import { nth } from '../../activity/there.ts';
import type { Stretch, TypedItem } from './buffer.ts';

/** One way to read the typed text: a text, and the item of each of its UTF-16 units. */
export interface TypedView {
  readonly text: string;
  readonly items: readonly TypedItem[];
}

export function viewOf(items: readonly TypedItem[]): TypedView {
  let text = '';
  const units: TypedItem[] = [];
  for (const item of items) {
    text += item.ch;
    for (let i = 0; i < item.ch.length; i++) units.push(item);
  }
  return { text, items: units };
}

/** A fragment typed at an unknown place is tried at every place this far back, in characters. */
const TRIED = 24;
const CONTEXT = 48;
/** Fields with more fragments at unknown places than this are not tried out: see `markFragments`. */
const MAX_FRAGMENTS = 200;

/**
 * The texts an observer of the keys could read in one stretch: the remaining text, the text before each deletion, and everything
 * in the order of typing.
 */
export const viewsOf = (stretch: Stretch): TypedView[] =>
  distinct([viewOf(stretch.live()), ...stretch.snapshots.map(viewOf), viewOf(stretch.raw)]);

/** The texts readable across the moments at which the caret was lost: one after another, and fragments at likely places. */
export function viewsOver(stretches: readonly Stretch[]): TypedView[] {
  const typed = stretches.filter((stretch) => stretch.raw.length > 0 || stretch.eaten > 0);
  if (typed.length < 2) return [];
  const views = [
    ...[viewOf(typed.flatMap((stretch) => stretch.live())), joined(typed, (stretch) => stretch.live())],
    ...[viewOf(typed.flatMap((stretch) => stretch.raw)), joined(typed, (stretch) => stretch.raw)],
  ];
  let before: TypedItem[] = [];
  for (const [i, fragment] of typed.entries()) {
    const next = typed[i + 1];
    if (fragment.begins === 'anywhere' && !fragment.apart && next !== undefined && i <= MAX_FRAGMENTS)
      views.push(...tried(before, fragment, next));
    before = extended([...before], fragment).slice(-CONTEXT);
  }
  return distinct(views);
}

/** A fragment at every place in the text before it, and at none. */
function tried(before: readonly TypedItem[], fragment: Stretch, next: Stretch): TypedView[] {
  const after = [...gapBefore(next), ...next.live().slice(0, CONTEXT)];
  const left = (items: readonly TypedItem[]) =>
    viewOf([...items.slice(0, Math.max(0, items.length - next.eaten)), ...after]);
  const items = fragment.live();
  const views = [left(before)];
  if (items.length >= TRIED) return views;
  for (let at = Math.max(0, before.length - TRIED); at < before.length; at++)
    views.push(left([...before.slice(0, Math.max(0, at - fragment.eaten)), ...items, ...before.slice(at)]));
  return views;
}

/** The text of a field, if the caret always came back to its end. */
export const wholeOf = (stretches: readonly Stretch[]): TypedView =>
  viewOf(stretches.reduce<TypedItem[]>(extended, []));

function extended(items: TypedItem[], stretch: Stretch): TypedItem[] {
  items.length = Math.max(0, items.length - stretch.eaten);
  if (items.length > 0) items.push(...gapBefore(stretch));
  for (const item of stretch.list) if (item.alive) items.push(item);
  return items;
}

const joined = (stretches: readonly Stretch[], itemsOf: (stretch: Stretch) => readonly TypedItem[]): TypedView =>
  viewOf(
    stretches.flatMap((stretch, i) => (i === 0 ? itemsOf(stretch) : [...gapBefore(stretch), ...itemsOf(stretch)])),
  );

/** What stands for a change of the field: it was no press that wrote anything. */
const gapBefore = (stretch: Stretch): TypedItem[] =>
  stretch.apart && stretch.raw.length > 0 ? [{ ch: '\n', evs: [], home: stretch, alive: true, at: 0 }] : [];

/** Views with the same text of the same characters are one. */
function distinct(views: readonly TypedView[]): TypedView[] {
  const seen = new Map<string, TypedItem[]>();
  return views.filter(({ text, items }) => {
    if (text.trim() === '') return false;
    const heads = seen.get(text) ?? [];
    if (heads.includes(nth(items, 0))) return false;
    seen.set(text, [...heads, nth(items, 0)]);
    return true;
  });
}
