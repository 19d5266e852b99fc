import type { EventOf } from '../../activity/events.ts';
import { placeholderOf } from '../text/placeholders.ts';
import type { KeyDecision } from './key-decisions.ts';
import { coarse } from './time.ts';
import type { RedactedEventOf } from './types.ts';

/** Physical keys of UI Events; anything else in their place could be content. */
const CODE = /^[A-Z][A-Za-z0-9]{0,24}$/;

/** Applies the decision on a key press, or on a release what its press got. @returns null for an event without a row */
export function maskKey(event: EventOf<'key'>, decision: KeyDecision | undefined): RedactedEventOf<'key'> | null {
  if (decision === 'drop') return null;
  const { ph, code, key, cls, mods, run } = event.d;
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
        code: code !== null && CODE.test(code) ? code : null,
        key,
        cls,
        mods,
        ...(run === undefined ? {} : { run }),
      },
      red: 'none',
      spans: [],
    };
  // The release of a secret says how long it took.
  if (decision.act === 'secret' && ph === 'up') return null;
  const shown = placeholderOf(decision.type);
  const masked =
    decision.act === 'secret'
      ? { ph, code: `secret_entered ${decision.took}`, key: shown, cls: 'other' as const, mods: [] }
      : { ph, code: shown, key: shown, cls, mods: [] };
  return { ...about, d: masked, red: 'masked', spans: [{ type: decision.type, n: 1 }] };
}
