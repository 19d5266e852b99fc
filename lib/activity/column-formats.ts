import { StrongroomError } from './errors.ts';
import type { Box } from './events.ts';
import type { Word } from './vocabulary/index.ts';

declare const FORMAT: unique symbol;
declare const MASKED: unique symbol;

/** Text that only this project's code writes, from numbers and closed words. */
export type Formatted<F extends Format> = string & { readonly [FORMAT]: F };

/** Text from the redactor, which alone can create this type. */
export type Masked = string & { readonly [MASKED]: true };

/** The pattern of each format. A column of the format can hold nothing else. */
export const FORMATS = {
  box: /^-?[\d.]+(?:e-\d+)?(?:,-?[\d.]+(?:e-\d+)?){3}$/,
  boxes: /^(?:-?[\d.]+(?:e-\d+)?(?:,-?[\d.]+(?:e-\d+)?){3}(?:;|$))*$/,
  day: /^\d{4}-\d\d-\d\d$/,
  frame: /^frames\/[\w=/-]+\.png$/,
  instant: /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  mask_types: /^(?:[A-Z][A-Z_]*(?:\+[A-Z][A-Z_]*)*(?:;|$))*$/,
  modifiers: /^(?:[a-z]+(?:\+|$))*$/,
  path: /^\[(?:\[\d+,-?[\d.]+(?:e-\d+)?,-?[\d.]+(?:e-\d+)?\](?:,(?=\[)|(?=\])))+\]$/,
  place: /^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/,
  pseudonym: /^(?:wk|dv)_[a-z2-7]{26}$/,
  shard: /^[a-z2-7]$/,
  spans: /^[A-Z][A-Z_]*:\d+(?:;[A-Z][A-Z_]*:\d+)*$/,
  tags: /^[a-z_]+:(?:[a-z2-7]{5}|-)(?:,(?:[a-z2-7]{5}|-))*(?:;[a-z_]+:(?:[a-z2-7]{5}|-)(?:,(?:[a-z2-7]{5}|-))*)*$/,
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
} as const satisfies Readonly<Record<string, RegExp>>;
export type Format = keyof typeof FORMATS;

/**
 * A foreign text as a text of a format.
 * @throws StrongroomError `format.foreign` when it does not match; the error quotes nothing of it
 */
export function formatted<F extends Format>(format: F, text: string): Formatted<F> {
  if (!FORMATS[format].test(text))
    throw new StrongroomError(
      'format.foreign',
      `a stored text is no ${format}`,
      'it was damaged after it was stored: see who wrote to the raw zone',
    );
  return text as Formatted<F>;
}

export const boxText = (box: Box): Formatted<'box'> => box.map(Number).join(',') as Formatted<'box'>;

export const boxesText = (boxes: readonly Box[]): Formatted<'boxes'> =>
  boxes.map(boxText).join(';') as string as Formatted<'boxes'>;

/** @param points `[microseconds since the event, x, y]` */
export const pathText = (points: readonly (readonly [number, number, number])[]): Formatted<'path'> =>
  JSON.stringify(points.map((point) => point.map(Number))) as Formatted<'path'>;

export const modifiersText = (modifiers: readonly Word<'modifier'>[]): Formatted<'modifiers'> =>
  modifiers.join('+') as Formatted<'modifiers'>;
