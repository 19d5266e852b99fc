import { z } from 'zod';
import { countOn, type SentToday } from './budget.ts';
import type { Store } from './store.ts';

const bytes = z.int().min(0);
const schema = z.strictObject({
  pause_ms: z.number().min(0).describe('left of a pause that runs, when this was saved; 0 for none'),
  sent: z.strictObject({ day: z.string(), bytes: z.strictObject({ corp: bytes, home: bytes, metered: bytes }) }),
});

/**
 * State that must survive the process, besides waiting segments. A pause is saved as its remaining time: the wall clock
 * may be set unobserved, so the time without a running process does not count.
 */
export interface SavedState {
  readonly pauseMs: number;
  readonly sent: SentToday;
}

/**
 * The saved state. An unreadable one counts as a pause of full length that has just begun: the worker may have
 * requested one.
 * @param wall now
 */
export async function loadState(store: Store, wall: number, pauseMaxS: number): Promise<SavedState> {
  const saved = await store.readState();
  const nothing = countOn({ day: '', bytes: { corp: 0, home: 0, metered: 0 } }, wall);
  if (saved === 'missing') return { pauseMs: 0, sent: nothing };
  const parsed = schema.safeParse(saved);
  if (!parsed.success) return { pauseMs: pauseMaxS * 1000, sent: nothing };
  return { pauseMs: parsed.data.pause_ms, sent: countOn(parsed.data.sent, wall) };
}

export const savedForm = ({ pauseMs, sent }: SavedState): z.infer<typeof schema> => ({ pause_ms: pauseMs, sent });
