import { writtenBy } from '../../activity/key-codes.ts';
import { areCommands, characterOf, isCommand } from './chords.ts';
import type { Step } from './step.ts';
import { isKeypad, strokeOf } from './strokes.ts';

type Press = Extract<Step, { is: 'press' }>;

/** Digits of a keypad in a row from which on moves of the caret are also read as digits. */
const DIGITS = 3;

/**
 * What happened in a field when modifiers were not down that a recorder takes to be down (their release was lost: a locked
 * screen, a remote desktop, sticky keys), and NumLock was on: commands in a row that are no known commands are the text
 * that they spell, and so are characters with Ctrl and Alt, which is how Windows reports AltGr. @returns undefined when
 * nothing reads otherwise
 */
export function otherSteps(steps: readonly Step[], surface: 'prose' | 'code'): Step[] | undefined {
  const typed = new Set<Step>();
  let run: Press[] = [];
  let keypad: Press[] = [];
  const end = () => {
    const characters = run.flatMap((one) => commandOf(one) ?? []);
    if (characters.length > 1 && !areCommands(characters, surface)) for (const one of run) typed.add(one);
    run = [];
    if (keypad.length >= DIGITS && !keypad.every(isArrow)) for (const one of keypad) typed.add(one);
    keypad = [];
  };
  for (const step of steps) {
    if (step.is !== 'press') {
      end();
      continue;
    }
    const stroke = strokeOf(step.event.d);
    if (stroke.is === 'modifier') continue;
    if (stroke.is === 'named' && isKeypad(step.event.d.code)) keypad.push(step);
    else if (commandOf(step) !== undefined || (stroke.is === 'named' && run.length > 0 && isHeld(step))) run.push(step);
    else end();
    if (stroke.is === 'char' && isCommand(step.event.d) && step.event.d.mods.includes('alt')) typed.add(step);
  }
  end();
  return typed.size === 0 ? undefined : steps.map((step) => (typed.has(step) ? plain(step as Press) : step));
}

const commandOf = ({ event: { d } }: Press): string | undefined => {
  const stroke = strokeOf(d);
  return stroke.is === 'char' && isCommand(d) ? characterOf(stroke.text) : undefined;
};

const isHeld = ({ event: { d } }: Press): boolean => d.mods.includes('ctrl') || d.mods.includes('meta');

/** Somebody moves with the keypad: then only its arrows come. */
const isArrow = ({ event: { d } }: Press): boolean => /^Arrow/.test(d.key ?? '');

/** The press as it is when nothing but Shift is down, and NumLock is on. */
function plain(step: Press): Press {
  const { event } = step;
  const { key, code, mods } = event.d;
  const digit = isKeypad(code) ? writtenBy(code, false) : undefined;
  const held = mods.filter((one) => one === 'shift' || one === 'caps');
  return { ...step, event: { ...event, d: { ...event.d, key: digit ?? (key && characterOf(key)), mods: held } } };
}
