import type { Box, Mask, SeenRow } from './types.ts';

/** Redaction's placeholder for hidden text, with its number in the episode where it has one. */
export const PLACEHOLDER = /\[([A-Z][A-Z_]*?)(?:_\d+)?\]/g;

/** When a row happened (ms since its session's clock started), or undefined when the team does not see times. */
export const timeOf = ({ mono_us }: SeenRow): number | undefined =>
  mono_us === undefined || mono_us === null ? undefined : Number(mono_us) / 1_000;

/** The display in whose pixels places are given, as far as the team sees it. */
export const displayOf = ({ screen_w: w, screen_h: h, screen_scale: scale }: SeenRow) =>
  typeof w === 'number' && typeof h === 'number' && w > 0 && h > 0 ? { w, h, scale: scale ?? null } : null;

/** A box as the lake writes it. */
export function boxOf(text: string | null | undefined): Box | null {
  if (!text) return null;
  const [x = Number.NaN, y = Number.NaN, w = Number.NaN, h = Number.NaN, ...more] = text.split(',').map(Number);
  return more.length === 0 && [x, y, w, h].every(Number.isFinite) ? [x, y, w, h] : null;
}

const boxesOf = (text: string | null | undefined): Box[] =>
  (text ?? '').split(';').flatMap((written) => {
    const box = boxOf(written);
    return box === null ? [] : [box];
  });

/** The masks of a frame, null where the team does not see them; with their types where the team sees these. */
export function masksOf({ frame_masks: masks, frame_mask_types: types }: SeenRow): Mask[] | null {
  if (masks === undefined || masks === null) return null;
  const each = types ? types.split(';') : [];
  return boxesOf(masks).map((box, i) => ({ box, types: each[i]?.split('+') ?? null, made_up: false }));
}

/** Types in redaction's placeholders. */
export function tagsIn(...texts: readonly (string | null | undefined)[]): string[] {
  const types: string[] = [];
  // Most texts have none, and there are many texts.
  for (const text of texts)
    if (text?.includes('[')) for (const [, type = ''] of text.matchAll(PLACEHOLDER)) types.push(type);
  return types;
}

/** Types hidden in a row: from the row's own count, otherwise from its texts; MASKED where only that is known. */
export function hiddenIn(row: SeenRow): string[] {
  const types = tagsIn(row.text, row.title, row.app, row.el_name, row.field_name, row.key_value, row.task);
  if (row.spans) types.unshift(...row.spans.split(';').flatMap((entry) => entry.split(':')[0] || []));
  return types.length === 0 && row.red === 'masked' ? ['MASKED'] : types;
}

export const sorted = (types: Iterable<string>): string[] => [...new Set(types)].sort();

/** Rounded to a tenth of a thousandth, which is a fifth of a pixel of a wide screen. */
export const fraction = (value: number | null, of: number | null): number | null =>
  value === null || of === null || of <= 0 || value < 0 || value > of
    ? null
    : Math.round((value / of) * 10_000) / 10_000;
