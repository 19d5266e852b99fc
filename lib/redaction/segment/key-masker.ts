import type { EventOf } from '../../activity/events.ts';
import { shownKey } from '../keys/strokes.ts';
import { placeholderOf } from '../text/placeholders.ts';
import type { KeyDecision } from './key-decisions.ts';
import { coarse } from './time.ts';
import type { RedactedEventOf } from './types.ts';

/**
 * Applies the decision on a key press, or on a release what its press got. A release shows the key of its press: with an input
 * method it is the release that names the letter. @returns null for an event without a row
 */
export function maskKey(
  event: EventOf<'key'>,
  decision: KeyDecision | undefined,
  press: EventOf<'key'> = event,
): RedactedEventOf<'key'> | null {
  if (decision === 'drop') return null;
  const { ph, mods, run } = event.d;
  const key = shownKey(press.d);
  const about = {
    kind: 'key' as const,
    seq: event.seq,
    mono_us: coarse(event.mono_us),
    ...(event.ctx === undefined ? {} : { ctx: event.ctx }),
  };
  if (decision === undefined)
    return {
      ...about,
      d: { ph, ...key, mods, ...(run === undefined ? {} : { run }) },
      red: 'none',
      spans: [],
    };
  // The release of a secret says how long it took.
  if (decision.act === 'secret' && ph === 'up') return null;
  const shown = placeholderOf(decision.type);
  const masked =
    decision.act === 'secret'
      ? { ph, code: `secret_entered ${decision.took}`, key: shown, cls: 'other' as const, mods: [] }
      : { ph, code: shown, key: shown, cls: key.cls, mods: [] };
  return { ...about, d: masked, red: 'masked', spans: [{ type: decision.type, n: 1 }] };
}
