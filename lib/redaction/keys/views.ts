import type { Item, Stretch } from './buffer.ts';

/** One way to read what was typed: a text, and which item each UTF-16 unit of it is. */
export interface View {
  readonly text: string;
  readonly items: readonly Item[];
}

export function viewOf(items: readonly Item[]): View {
  let text = '';
  const units: Item[] = [];
  for (const item of items) {
    text += item.ch;
    for (let i = 0; i < item.ch.length; i++) units.push(item);
  }
  return { text, items: units };
}

/**
 * What an observer of the keys could read: the text that is left, the text each time before a deletion, and everything in
 * the order of typing. Views with the same text are one.
 */
export function viewsOf(stretch: Stretch): View[] {
  const views = [viewOf(stretch.live()), ...stretch.snapshots.map(viewOf), viewOf(stretch.raw)];
  const seen = new Set<string>();
  return views.filter(({ text, items }) => {
    const key = `${text}\0${items.length > 0 && items[0] === stretch.raw[0]}`;
    return text !== '' && !seen.has(key) && seen.add(key);
  });
}

/** All live text of a field, over the moments at which the caret was lost. */
export const wholeOf = (stretches: readonly Stretch[]): View => viewOf(stretches.flatMap((one) => one.live()));
