import { writtenBy } from '../../activity/key-codes.ts';
import { areCommands, characterOf, isCommand } from './chords.ts';
import type { Step } from './step.ts';
import { isKeypad, strokeOf } from './strokes.ts';

type Press = Extract<Step, { is: 'press' }>;

/** Digits of a keypad in a row from which on moves of the caret are also read as digits. */
const DIGITS = 3;

export interface OtherReading {
  readonly steps: readonly Step[];
  /** The `seq` of presses that spell one word at most, as commands in a row do by chance. */
  readonly doubtful: ReadonlySet<number>;
}

/**
 * What happened in a field when modifiers were not down that a recorder takes to be down (their release was lost: a locked
 * screen, a remote desktop, sticky keys), and NumLock was on: commands in a row that are no known commands are the text
 * that they spell, and so are characters with Ctrl and Alt, which is how Windows reports AltGr. The first of a row may have
 * been meant as a command all the same. @returns the ways to read it, none when nothing reads otherwise
 */
export function otherReadings(steps: readonly Step[], surface: 'prose' | 'code'): OtherReading[] {
  /** What is read as typed: all commands, once some must have been; and those alone, but the first of each row. */
  const all = new Set<Step>();
  const some = new Set<Step>();
  const doubtful = new Set<number>();
  let found = false;
  let run: Press[] = [];
  let keypad: Press[] = [];
  const end = () => {
    const characters = run.flatMap((one) => commandOf(one) ?? []);
    const isText = characters.length > 1 && !areCommands(characters, surface);
    const isNumber = keypad.length >= DIGITS && !keypad.every(isArrow);
    found ||= isText || isNumber;
    for (const one of run) all.add(one);
    if (!characters.includes(' ')) for (const { event } of run) doubtful.add(event.seq);
    if (isText) for (const one of run.slice(1)) some.add(one);
    if (isNumber) for (const one of keypad) all.add(one) && some.add(one);
    run = [];
    keypad = [];
  };
  for (const step of steps) {
    if (step.is !== 'press') {
      end();
      continue;
    }
    const stroke = strokeOf(step.event.d);
    // A modifier that is pressed anew is one that was let go.
    if (stroke.is === 'modifier' && COMMANDING.test(stroke.name)) end();
    if (stroke.is === 'modifier') continue;
    if (stroke.is === 'named' && isKeypad(step.event.d.code)) keypad.push(step);
    else if (commandOf(step) !== undefined || (stroke.is === 'named' && run.length > 0 && isHeld(step))) run.push(step);
    else end();
    if (stroke.is !== 'char' || !isCommand(step.event.d) || !step.event.d.mods.includes('alt')) continue;
    found = true;
    some.add(step);
  }
  end();
  if (!found) return [];
  return [all, some].map((typed) => ({
    steps: steps.map((step) => (typed.has(step) ? plain(step as Press) : step)),
    doubtful,
  }));
}

const COMMANDING = /^(?:Control|Meta|OS|Super)/;

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
