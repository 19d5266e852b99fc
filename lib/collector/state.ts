import { z } from 'zod';
import { countOn, type SentToday } from './budget.ts';
import type { Store } from './store.ts';

const bytes = z.int().min(0);
const schema = z.strictObject({
  pause: z.strictObject({ at: z.number(), ms: z.number() }).nullable(),
  sent: z.strictObject({ day: z.string(), bytes: z.strictObject({ corp: bytes, home: bytes, metered: bytes }) }),
});

/** What must outlive the process, besides what waits to be sent. `pause.at` is wall time. */
export interface SavedState {
  readonly pause: { readonly at: number; readonly ms: number } | null;
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
  if (saved === 'missing') return { pause: null, sent: nothing };
  const parsed = schema.safeParse(saved);
  if (!parsed.success) return { pause: { at: wall, ms: pauseMaxS * 1000 }, sent: nothing };
  return { pause: parsed.data.pause, sent: countOn(parsed.data.sent, wall) };
}

/** Milliseconds that are left of a pause. When the wall clock went back behind its beginning, all of it. */
export const leftOf = (pause: SavedState['pause'], wall: number): number =>
  pause === null ? 0 : wall < pause.at ? pause.ms : Math.max(0, pause.at + pause.ms - wall);
