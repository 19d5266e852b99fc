import { PLACEHOLDER } from './read.ts';
import type { Step } from './types.ts';

/** A placeholder of redaction in a text. */
const TAG = new RegExp(PLACEHOLDER.source);

/**
 * Whether a step is a whole training example: its frame is there and not stale, its place is known and not masked, and what
 * was typed has no tag in it. The export, its card and the figures of a team count by this and nothing else.
 */
export function isWhole({ frame, action, target_masked }: Step): boolean {
  if (frame === null || frame.stale) return false;
  if (action.type === 'type') return action.text !== null && !TAG.test(action.text);
  if (action.type === 'wait' || action.type === 'hotkey') return true;
  return action.xn !== null && action.yn !== null && target_masked === false;
}
