import { nth } from '../../activity/there.ts';
import type { TypedItem } from './buffer.ts';
import type { TypedView } from './views.ts';

/** Longer texts are only searched for the exact value. */
const MAX = 1_500;

/**
 * The items behind a piece of a reported field value, by the longest common subsequence of the typed text and the field's value,
 * so that it does not matter how the caret moved.
 * @returns them with all between them but whole common words: those are of another value, or of none
 */
export function alignedItems(view: TypedView, value: string, start: number, end: number): TypedItem[] {
  if (view.text.length > MAX || value.length > MAX) return occurrences(view, value.slice(start, end));
  const width = value.length + 1;
  const best = new Uint16Array((view.text.length + 1) * width);
  for (let i = view.text.length - 1; i >= 0; i--)
    for (let j = value.length - 1; j >= 0; j--)
      best[i * width + j] =
        view.text[i] === value[j]
          ? (best[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(best[(i + 1) * width + j] ?? 0, best[i * width + j + 1] ?? 0);
  const own: number[] = [];
  for (let i = 0, j = 0; i < view.text.length && j < value.length; ) {
    if (view.text[i] === value[j]) {
      if (j >= start && j < end) own.push(i);
      i++;
      j++;
    } else if ((best[(i + 1) * width + j] ?? 0) >= (best[i * width + j + 1] ?? 0)) i++;
    else j++;
  }
  const [first = 0] = own;
  const between = view.items.slice(first, (own.at(-1) ?? -1) + 1);
  // Something else altogether was typed: then the value is looked for, and nothing between is taken.
  return between.length > 3 * (end - start)
    ? occurrences(view, value.slice(start, end))
    : withoutPlain(between, new Set(own.map((i) => nth(view.items, i))));
}

const withoutPlain = (items: readonly TypedItem[], own: ReadonlySet<TypedItem>): TypedItem[] =>
  [...new Set(items)].filter((item) => own.has(item) || item.plain !== true);

function occurrences(view: TypedView, piece: string): TypedItem[] {
  const items = new Set<TypedItem>();
  for (let at = view.text.indexOf(piece); at >= 0 && piece !== ''; at = view.text.indexOf(piece, at + 1))
    for (const item of view.items.slice(at, at + piece.length)) items.add(item);
  return [...items];
}
