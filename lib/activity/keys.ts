import type { EventOf } from './events.ts';

type KeyClass = EventOf<'key'>['d']['cls'];

/** Named values of UI Events `key` (https://www.w3.org/TR/uievents-key/) by class. What is not here is `other`. */
const NAMED: Record<Exclude<KeyClass, 'char' | 'other'>, readonly string[]> = {
  nav: ['ArrowDown', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'End', 'Home', 'PageDown', 'PageUp', 'Tab'],
  edit: ['Backspace', 'Clear', 'Copy', 'Cut', 'Delete', 'Enter', 'Insert', 'Paste', 'Redo', 'Undo'],
  mod: ['Alt', 'AltGraph', 'CapsLock', 'Control', 'Fn', 'Meta', 'NumLock', 'ScrollLock', 'Shift'],
  func: ['ContextMenu', 'Escape', 'Help', 'Pause', 'PrintScreen'],
};

const CLASSES = new Map(
  Object.entries(NAMED).flatMap(([cls, keys]) => keys.map((key) => [key, cls as KeyClass] as const)),
);
const FUNCTION_KEY = /^F\d{1,2}$/;

/** The class of a UI Events `key`. One character (as a person counts) is `char`; unknown is `other`. */
export function keyClass(key: string | null): KeyClass {
  if (key === null || key === '') return 'other';
  const named = CLASSES.get(key);
  if (named !== undefined) return named;
  if (FUNCTION_KEY.test(key)) return 'func';
  return [...key.normalize('NFC')].length === 1 ? 'char' : 'other';
}
