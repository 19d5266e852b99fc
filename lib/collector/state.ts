import { z } from 'zod';
import { countOn, type SentToday } from './budget.ts';
import type { Store } from './store.ts';

const bytes = z.int().min(0);
const schema = z.strictObject({
  pause_ms: z.number().min(0).describe('left of a pause that runs, when this was saved; 0 for none'),
  sent: z.strictObject({ day: z.string(), bytes: z.strictObject({ corp: bytes, home: bytes, metered: bytes }) }),
});

/**
 * What must outlive the process, besides what waits to be sent. Of a pause what is left of it: the wall clock may be set
 * while nobody looks, so that the time during which no process runs does not count.
 */
export interface SavedState {
  readonly pauseMs: number;
  readonly sent: SentToday;
}

/**
 * The state as it was saved. One that cannot be read counts as a pause of full length that has just begun: somebody may
 * have asked for it.
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
