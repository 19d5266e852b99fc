import type { EventOf } from '../../activity/events.ts';
import { isWriting, saysNoMore, silentClass } from '../../activity/key-codes.ts';
import { isKeyName, isNameless, keyClass } from '../../activity/keys.ts';

type Key = EventOf<'key'>['d'];

/**
 * What a press is to a text: a modifier, a key with a name, characters, or one of which nobody can say what it writes.
 * `char` comes with `text`, the others with the `name` that counts.
 */
export type Stroke =
  | { readonly is: 'modifier' | 'named'; readonly name: string }
  | { readonly is: 'char'; readonly text: string }
  /** `waits`: a text may arrive that says what it wrote. */
  | { readonly is: 'hidden'; readonly waits: boolean };

/**
 * Reads a press by `key` and `code` alone: the class that a recorder gives it may be wrong. Whatever has no known name, and
 * whatever has a name that its physical key cannot have, is hidden.
 */
export function strokeOf({ key, code, cls }: Pick<Key, 'key' | 'code' | 'cls'>): Stroke {
  const silent = silentClass(code);
  if (key === null || key === '')
    return silent === undefined ? { is: 'hidden', waits: false } : named(code!, silent === 'mod');
  if (isNameless(key))
    return silent === undefined || silent === 'other' ? { is: 'hidden', waits: true } : named(code!, silent === 'mod');
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

/** The numeric keypad writes digits or moves the caret; which of both, only the state of NumLock says. */
export const isKeypad = (code: string | null): boolean => code !== null && /^Numpad(?:\d|Decimal)$/.test(code);

/** Keys that move, and say nothing of a text wherever they are pressed. */
const MOVES = /^(?:Tab|Escape|Arrow(?:Up|Down|Left|Right)|Home|End|Page(?:Up|Down)|ContextMenu|Help|F\d{1,2})$/;

/** Whether a press is purely navigation: it says nothing of a text, whatever is held. */
export function isNavigation(d: Pick<Key, 'key' | 'code' | 'cls'>): boolean {
  const stroke = strokeOf(d);
  return stroke.is === 'named' && MOVES.test(stroke.name) && !isWriting(d.code);
}

/** What is published of a key that is not masked: names and characters, and a code that says no more than they do. */
export function shownKey({ key, code, cls }: Pick<Key, 'key' | 'code' | 'cls'>): Pick<Key, 'key' | 'code' | 'cls'> {
  const silent = silentClass(code);
  const shown = key !== null && (isKeyName(key) || keyClass(key) === 'char' || cls === 'char') ? key : null;
  return {
    code: saysNoMore(code, shown) ? code : null,
    key: shown,
    cls: shown === null ? (silent ?? 'other') : keyClass(shown),
  };
}
