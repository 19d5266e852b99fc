import type { Formatted } from '../../activity/column-formats.ts';
import { RULES } from '../rules/index.ts';

/** Every type that a span can have; a placeholder is one of these in brackets, and nothing else is. */
export const TYPES: ReadonlySet<string> = new Set([
  ...RULES.map((rule) => rule.type),
  ...[
    'PERSON',
    'LOCATION',
    'ORGANIZATION',
    'ADDRESS',
    'JOB_TITLE',
    'CUSTOMER',
    'CODE_NAME',
    'SECURE',
    'PRIVATE_KEY',
    'PASSWORD',
  ],
  ...[
    'TRANSCRIPT',
    'OTHER_LANGUAGE',
    'MAIL',
    'PRIVATE_CONVERSATION',
    'PERFORMANCE_REVIEW',
    'PRIVATE_BROWSING',
    'PRIVATE_WINDOW',
    'UNKNOWN',
    'MODEL',
  ],
]);

/** A type by its name; an unknown name gives UNKNOWN. */
export const typeNamed = (type: string): string => (TYPES.has(type) ? type : 'UNKNOWN');

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
    if (end - at < 30 && TYPES.has(text.slice(at + 1, end))) found.push({ start: at, end: end + 1 });
  }
  return found;
}
