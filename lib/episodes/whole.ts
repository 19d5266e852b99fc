import { PLACEHOLDER } from './read.ts';
import type { Step } from './types.ts';

/** A placeholder of redaction in a text. */
const TAG = new RegExp(PLACEHOLDER.source);

/** What a step lacks of a whole training example, the first of these. */
export const LACKS = ['frame', 'fresh_frame', 'text', 'place', 'unmasked_place'] as const;
export type Lack = (typeof LACKS)[number];

/** What a step lacks: a frame; one of its window; what was typed, without a tag in it; its place on the screen; or an unmasked one. */
export function lackOf({ frame, action, target_masked }: Step): Lack | undefined {
  if (frame === null) return 'frame';
  if (frame.stale) return 'fresh_frame';
  if (action.type === 'type') return action.text !== null && !TAG.test(action.text) ? undefined : 'text';
  if (action.type === 'wait' || action.type === 'hotkey') return undefined;
  if (action.xn === null || action.yn === null) return 'place';
  return target_masked === false ? undefined : 'unmasked_place';
}

/**
 * Whether a step is a whole training example: its frame is there and not stale, its place is known and not masked, and what
 * was typed has no tag in it. The export, its card and the figures of a team count by this and nothing else.
 */
export const isWhole = (step: Step): boolean => lackOf(step) === undefined;
