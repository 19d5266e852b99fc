import { PLACEHOLDER } from './read.ts';
import type { Step } from './types.ts';

/** A redaction placeholder in a text. */
const TAG = new RegExp(PLACEHOLDER.source);

/** What a step lacks for a whole training example; the first of these counts. */
export const LACKS = ['frame', 'fresh_frame', 'text', 'place', 'unmasked_place'] as const;
export type Lack = (typeof LACKS)[number];

/**
 * What a step lacks: a frame; one of its window; its typed text, without a tag; its place on the screen; or an unmasked
 * place.
 */
export function lackOf({ frame, action, target_masked }: Step): Lack | undefined {
  if (frame === null) return 'frame';
  if (frame.stale) return 'fresh_frame';
  if (action.type === 'type') return action.text !== null && !TAG.test(action.text) ? undefined : 'text';
  if (action.type === 'wait' || action.type === 'hotkey') return undefined;
  if (action.xn === null || action.yn === null) return 'place';
  return target_masked === false ? undefined : 'unmasked_place';
}

/**
 * Whether a step is a whole training example: its frame exists and is not stale, its place is known and not masked, and
 * its typed text has no tag. The export, its card and a team's figures all use this definition.
 */
export const isWhole = (step: Step): boolean => lackOf(step) === undefined;

/** Whether a step would be whole if a tag in its typed text counted as the text that it stands for. */
export const isWholeButForTag = (step: Step): boolean => lackOf(step) === 'text' && step.action.text !== null;
