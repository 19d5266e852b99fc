import { writtenBy } from '../../activity/key-codes.ts';
import { lastOf } from '../../activity/there.ts';
import { areCommands, characterOf, isCommand } from './chords.ts';
import type { KeyStep } from './step.ts';
import { isKeypad, strokeOf } from './strokes.ts';

type Press = Extract<KeyStep, { is: 'press' }>;

/** From this many digits of a keypad in a row, moves of the caret are also read as digits. */
const DIGITS = 3;
/** From this many commands in a row they are text, even if the modifier was pressed anew for each: remote desktops do that. */
const MANY = 8;

export interface OtherReading {
  readonly steps: readonly KeyStep[];
  /** The `seq` of presses that spell one word at most, as commands in a row do by chance. */
  readonly doubtful: ReadonlySet<number>;
  /** Whether the first of each row was left out: then the word there may lack its first letter. */
  readonly cut: boolean;
}

/**
 * Reads the presses of a field as if modifiers were up that a recorder takes to be down (their release was lost: a locked screen,
 * a remote desktop, sticky keys), and NumLock were on. Commands in a row that are no known commands are then the text that they
 * spell, and so are characters with Ctrl and Alt, which is how Windows reports AltGr. The first of a row may have been meant as a
 * command all the same.
 * @returns the ways to read it, none when nothing reads otherwise
 */
export function otherReadings(steps: readonly KeyStep[], surface: 'prose' | 'code'): OtherReading[] {
  const reading = new Rows(surface);
  for (const step of steps) reading.see(step);
  return reading.end().map((typed, i) => ({
    cut: i > 0,
    steps: steps.map((step) => (typed.has(step) ? plain(step as Press) : step)),
    doubtful: reading.doubtful,
  }));
}

/** Finds commands in a row, and moves with the keypad. */
class Rows {
  readonly doubtful = new Set<number>();
  readonly #surface: 'prose' | 'code';
  /** The presses read as typed: all commands, once some must have been; and those alone, but the first of each row. */
  readonly #all = new Set<KeyStep>();
  readonly #some = new Set<KeyStep>();
  #found = false;
  /** The commands since the last other press, in runs between which a modifier was pressed anew. */
  #row: Press[][] = [[]];
  #keypad: Press[] = [];

  constructor(surface: 'prose' | 'code') {
    this.#surface = surface;
  }

  see(step: KeyStep): void {
    if (step.is !== 'press') {
      this.#close();
      return;
    }
    const { d } = step.event;
    const stroke = strokeOf(d);
    if (stroke.is === 'modifier') {
      if (COMMANDING.test(stroke.name) && lastOf(this.#row).length > 0) this.#row.push([]);
    } else if (stroke.is === 'named' && isKeypad(d.code)) this.#keypad.push(step);
    else if (commandOf(step) !== undefined || (stroke.is === 'named' && isHeld(step))) lastOf(this.#row).push(step);
    else this.#close();
    if (stroke.is !== 'char' || !isCommand(d) || !d.mods.includes('alt')) return;
    this.#found = true;
    this.#some.add(step);
  }

  /** @returns the presses read as typed, in each of the ways */
  end(): readonly ReadonlySet<KeyStep>[] {
    this.#close();
    return this.#found ? [this.#all, this.#some] : [];
  }

  #close(): void {
    const whole = this.#row.flat();
    const runs = charactersOf(whole).length >= MANY ? [whole] : this.#row;
    for (const run of runs) this.#judge(run, runs.length > 1);
    this.#row = [[]];
    if (this.#keypad.length >= DIGITS && !this.#keypad.every(isArrow)) {
      this.#found = true;
      for (const press of this.#keypad) this.#all.add(press) && this.#some.add(press);
    }
    this.#keypad = [];
  }

  /** @param isFresh the modifier is pressed anew for each */
  #judge(run: readonly Press[], isFresh: boolean): void {
    const characters = charactersOf(run);
    const isText = characters.length > 1 && !areCommands(characters, this.#surface);
    this.#found ||= isText;
    if (!isFresh || characters.length > 1) for (const press of run) this.#all.add(press);
    if (isText) for (const press of run.slice(1)) this.#some.add(press);
    if (!characters.includes(' ')) for (const { event } of run) this.doubtful.add(event.seq);
  }
}

const charactersOf = (run: readonly Press[]): string[] => run.flatMap((press) => commandOf(press) ?? []);

const COMMANDING = /^(?:Control|Meta|OS|Super)/;

const commandOf = ({ event: { d } }: Press): string | undefined => {
  const stroke = strokeOf(d);
  return stroke.is === 'char' && isCommand(d) ? characterOf(stroke.text) : undefined;
};

const isHeld = ({ event: { d } }: Press): boolean => d.mods.includes('ctrl') || d.mods.includes('meta');

/** The keypad is used for moving: then only its arrows arrive. */
const isArrow = ({ event: { d } }: Press): boolean => /^Arrow/.test(d.key ?? '');

/** The press as it is when nothing but Shift is down, and NumLock is on. */
function plain(step: Press): Press {
  const { event } = step;
  const { key, code, mods } = event.d;
  const digit = isKeypad(code) ? writtenBy(code, false) : undefined;
  const held = mods.filter((modifier) => modifier === 'shift' || modifier === 'caps');
  return { ...step, event: { ...event, d: { ...event.d, key: digit ?? (key && characterOf(key)), mods: held } } };
}
