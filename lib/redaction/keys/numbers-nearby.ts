import { mark } from './mark.ts';
import type { TypedView } from './views.ts';

/** Masks numbers in a line with a masked value, or in the line beside it: the number of a house, a flat, a case. */
export function markNumbersNearby({ text, items }: TypedView): void {
  const lines: { start: number; end: number }[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    lines.push({ start, end: start + line.length });
    start += line.length + 1;
  }
  const masked = lines.map(({ start, end }) => items.slice(start, end).find(({ mark }) => mark !== undefined)?.mark);
  for (const [i, { start, end }] of lines.entries()) {
    const type = masked[i] ?? masked[i - 1] ?? masked[i + 1];
    if (type === undefined) continue;
    for (const match of text
      .slice(start, end)
      .matchAll(/(?:\b(?:suite|apt\.?|unit|box|no\.?|floor|room) )?(?<!\S)\S*\d\d(?:\S*[^\s.,;:!?])?/gi))
      mark(items.slice(start + match.index, start + match.index + match[0].length), type);
  }
}
