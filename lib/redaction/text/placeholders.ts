import type { Formatted } from '../../activity/column-formats.ts';
import { isHiddenType, typeNamed } from '../hidden-types.ts';

/** The types of the masks and how often each was used, as `TYPE:n;TYPE:n`. */
export const spansText = (spans: readonly { readonly type: string; readonly n: number }[]): Formatted<'spans'> =>
  spans.map(({ type, n }) => `${typeNamed(type)}:${n}`).join(';') as Formatted<'spans'>;

export const placeholderOf = (type: string): string => `[${typeNamed(type)}]`;

/** Existing placeholders of a text. They are left alone, or a second pass would mask the first. */
export function placeholdersIn(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let at = text.indexOf('['); at >= 0; at = text.indexOf('[', at + 1)) {
    const end = text.indexOf(']', at);
    if (end < 0) break;
    if (end - at < 30 && isHiddenType(text.slice(at + 1, end))) found.push({ start: at, end: end + 1 });
  }
  return found;
}
