import type { Masked } from '../../activity/column-formats.ts';
import type { EventOf } from '../../activity/events.ts';
import { wordOf } from '../../activity/vocabulary/index.ts';
import { shownKey } from '../keys/strokes.ts';
import { placeholderOf } from '../text/placeholders.ts';
import type { KeyDecision } from './key-decisions.ts';
import type { Tags } from './tags.ts';
import type { RedactedEventOf } from './types.ts';

type Shown = Pick<RedactedEventOf<'key'>, 'd' | 'red' | 'spans' | 'tags'>;

/** A press as it is, or as its mask. A release shows the key of its press: with an input method, the release names the letter. */
export function maskKey(
  event: EventOf<'key'>,
  decision: KeyDecision | undefined,
  press: EventOf<'key'> = event,
  tags?: Tags,
): Shown {
  const ph = wordOf('key_phase', event.d.ph);
  if (decision !== undefined) {
    const shown = placeholderOf(decision.type) as Masked;
    const code = decision.took === undefined ? shown : (`secret_entered ${decision.took}` as Masked);
    const cls = decision.took === undefined ? 'char' : 'other';
    const tag =
      decision.value === undefined
        ? undefined
        : tags?.in(decision.value, [{ start: 0, end: decision.value.length, type: decision.type }]);
    return {
      ...{ d: { ph, code, key: shown, cls, mods: [] }, red: 'masked', spans: [{ type: decision.type, n: 1 }] },
      ...(tag === undefined ? {} : { tags: new Map([['key_value', tag]]) }),
    };
  }
  const { mods, run } = event.d;
  const { code, key, cls } = shownKey(press.d);
  return {
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
}
