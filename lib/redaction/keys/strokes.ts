import type { EventOf } from '../../activity/events.ts';
import { isWriting, saysNoMore, silentClass } from '../../activity/key-codes.ts';
import { isKeyName, isNameless, keyClass } from '../../activity/keys.ts';
import { there } from '../../activity/there.ts';

type Key = EventOf<'key'>['d'];

/**
 * The effect of a press on a text: a modifier, a key with a name, characters, or an unknown character. `char` has a `text`, the
 * others the `name` that counts.
 */
export type Stroke =
  | { readonly is: 'modifier' | 'named'; readonly name: string }
  | { readonly is: 'char'; readonly text: string }
  /** `waits`: a text event may follow that names the character. */
  | { readonly is: 'hidden'; readonly waits: boolean };

/**
 * Reads a press by `key` and `code` alone: the class from the recorder may be wrong. A press is hidden when it has no known name,
 * or a name that its physical key cannot have.
 */
export function strokeOf({ key, code, cls }: Pick<Key, 'key' | 'code' | 'cls'>): Stroke {
  const silent = silentClass(code);
  if (key === null || key === '')
    return silent === undefined
      ? { is: 'hidden', waits: false }
      : named(there(code, 'the code of a silent key'), silent === 'mod');
  if (isNameless(key))
    return silent === undefined || silent === 'other'
      ? { is: 'hidden', waits: true }
      : named(there(code, 'the code of a silent key'), silent === 'mod');
  const control = CONTROL[key];
  if (control !== undefined) return named(control, false);
  if (isKeyName(key))
    return isWriting(code) && !isKeypad(code) ? { is: 'hidden', waits: true } : named(key, keyClass(key) === 'mod');
  const isCharacter = keyClass(key) === 'char' || cls === 'char';
  return isCharacter ? { is: 'char', text: key } : { is: 'hidden', waits: false };
}

/** Control characters that are keys of their own. */
const CONTROL: Readonly<Record<string, string>> = {
  '\b': 'Backspace',
  '\t': 'Tab',
  '\n': 'Enter',
  '\r': 'Enter',
  '\x1b': 'Escape',
  '\x7f': 'Backspace',
};

const named = (name: string, isModifier: boolean): Stroke => ({ is: isModifier ? 'modifier' : 'named', name });

/** The numeric keypad writes digits or moves the caret: only the state of NumLock decides which. */
export const isKeypad = (code: string | null): boolean => code !== null && /^Numpad(?:\d|Decimal)$/.test(code);

/** Keys that move, and reveal nothing of a text wherever they are pressed. */
const MOVES = /^(?:Tab|Escape|Arrow(?:Up|Down|Left|Right)|Home|End|Page(?:Up|Down)|ContextMenu|Help|F\d{1,2})$/;

/** Whether a press is purely navigation: it reveals nothing of a text, whatever is held. */
export function isNavigation(d: Pick<Key, 'key' | 'code' | 'cls'>): boolean {
  const stroke = strokeOf(d);
  return stroke.is === 'named' && MOVES.test(stroke.name) && !isWriting(d.code);
}

/** The published part of a key that is not masked: names and characters, and a code that reveals no more than they do. */
export function shownKey({ key, code, cls }: Pick<Key, 'key' | 'code' | 'cls'>): Pick<Key, 'key' | 'code' | 'cls'> {
  const silent = silentClass(code);
  const shown = key !== null && (isKeyName(key) || keyClass(key) === 'char' || cls === 'char') ? key : null;
  return {
    code: saysNoMore(code, shown) ? code : null,
    key: shown,
    cls: shown === null ? (silent ?? 'other') : keyClass(shown),
  };
}
