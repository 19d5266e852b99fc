import type { Masked } from '../../activity/column-formats.ts';
import type { EventOf } from '../../activity/events.ts';
import { wordOf } from '../../activity/vocabulary/index.ts';
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
  const { mods, run } = event.d;
  const ph = wordOf('key_phase', event.d.ph);
  const { code, key, cls } = shownKey(press.d);
  const about = {
    kind: 'key' as const,
    seq: event.seq,
    mono_us: coarse(event.mono_us),
    ...(event.ctx === undefined ? {} : { ctx: event.ctx }),
  };
  if (decision === undefined)
    return {
      ...about,
      d: {
        ph,
        code: code as Masked | null,
        key: key as Masked | null,
        cls: wordOf('key_class', cls),
        mods: mods.map((mod) => wordOf('modifier', mod)),
        ...(run === undefined ? {} : { run }),
      },
      red: 'none',
      spans: [],
    };
  // The release of a secret says how long it took.
  if (decision.act === 'secret' && ph === 'up') return null;
  const shown = placeholderOf(decision.type) as Masked;
  const masked =
    decision.act === 'secret'
      ? { ph, code: `secret_entered ${decision.took}` as Masked, key: shown, cls: 'other' as const, mods: [] }
      : { ph, code: shown, key: shown, cls: wordOf('key_class', cls), mods: [] };
  return { ...about, d: masked, red: 'masked', spans: [{ type: decision.type, n: 1 }] };
}
