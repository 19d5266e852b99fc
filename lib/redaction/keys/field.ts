import { lastOf } from '../../activity/there.ts';
import type { HiddenType } from '../hidden-types.ts';
import { Stretch } from './buffer.ts';
import {
  COMMANDS,
  characterOf,
  type Edit,
  erases,
  isCommand,
  NAMED,
  nothing,
  reachOf,
  SHELL_COMMANDS,
} from './chords.ts';
import { type OtherReading, otherReadings } from './other-reading.ts';
import type { Arrived, KeyEvent, KeyStep } from './step.ts';
import { isNavigation, strokeOf } from './strokes.ts';

/** The properties of a field, apart from the events in it. */
export type FieldAbout = Pick<TypedField, 'key' | 'label' | 'role' | 'window' | 'surface'>;

/** Keys that make one character with the next one. */
const ACCENTS = /^(?:Dead|Compose)$/;
const WORD = /[\p{L}\p{N}'’.-]/u;
/** Keys that go to another field or another line: no word goes on behind them. */
const ELSEWHERE = /^(?:Tab|ArrowUp|ArrowDown|PageUp|PageDown)$/;
/** A command that a terminal's multiplexer takes for itself (screen, tmux), together with the next character. */
const PREFIX = /^[ab]$/;

/** Everything typed into one field of one window, as long as the window lives. */
export class TypedField {
  readonly key: string;
  readonly label: string;
  readonly role: string;
  readonly window: string;
  readonly surface: 'prose' | 'code';
  /** The type of everything in it. A field that ever hid its text keeps it, also after "show password". */
  holds: HiddenType | undefined;
  readonly stretches: Stretch[] = [new Stretch('empty')];
  /** All key events in the field, for a secret that takes the whole field. */
  readonly events: number[] = [];
  /** Of these, presses of Shift and the like: they are never counted, or their number would reveal where capitals are. */
  readonly modifiers = new Set<number>();
  /** Whether anything was pressed that is not purely navigation. */
  hasContent = false;
  /** When a terminal was seen to ask for a secret. */
  readonly prompts: number[] = [];
  /** When a prompt was seen that had been seen at its place before. */
  readonly repeated: number[] = [];
  /** Reported values of the field. */
  readonly values = new Set<string>();
  readonly #steps: KeyStep[] = [];
  #readings: readonly TypedField[] | undefined;
  #pending: number[] = [];
  /**
   * Whether a composition is open, in which the text of a key is not known yet: `text` may name it, `accent` the next character
   * too.
   */
  #composing: 'text' | 'accent' | undefined;
  #pasted: string | undefined;
  #allSelected = false;
  #prefixed = false;

  /** Presses that are read as text, and may just as well be commands: they spell one word at most. */
  readonly doubtful: ReadonlySet<number>;
  /** Whether words of this reading may lack their first letter: another reading has them whole. */
  readonly cut: boolean;

  constructor(
    about: FieldAbout,
    { doubtful, cut }: Pick<OtherReading, 'doubtful' | 'cut'> = { doubtful: new Set(), cut: false },
  ) {
    this.doubtful = doubtful;
    this.cut = cut;
    this.key = about.key;
    this.label = about.label;
    this.role = about.role;
    this.window = about.window;
    this.surface = about.surface;
  }

  get #now(): Stretch {
    if (lastOf(this.stretches).full) this.#lose();
    return lastOf(this.stretches);
  }

  /** The stretches of each time between two moments at which the whole field was emptied. */
  get lives(): Stretch[][] {
    const lives: Stretch[][] = [];
    for (const stretch of this.stretches) {
      if (stretch.begins === 'empty') lives.push([]);
      lastOf(lives).push(stretch);
    }
    return lives;
  }

  get isEmpty(): boolean {
    return this.stretches.every((stretch) => stretch.raw.length === 0);
  }

  /**
   * The ways in which the field can be read: as the recorder reports, and with commands that look like text as text. Call it when
   * nothing more happens in the field.
   */
  readings(): readonly TypedField[] {
    if (this.#readings === undefined) {
      this.#drop();
      this.#readings = [this, ...otherReadings(this.#steps, this.surface).map((other) => this.#again(other))];
    }
    return this.#readings;
  }

  #again({ steps, ...how }: OtherReading): TypedField {
    const other = new TypedField(this, how);
    for (const step of steps)
      if (step.is === 'press') other.press(step.event);
      else if (step.is === 'paste') other.paste(step.arrived, step.seq);
      else if (step.is === 'lose') other.lose(step.apart);
      else other.taint();
    other.#drop();
    other.#readings = [other];
    other.prompts.push(...this.prompts);
    other.repeated.push(...this.repeated);
    for (const value of this.values) other.values.add(value);
    return other;
  }

  /**
   * The caret may be anywhere: a click, undo, a move over lines.
   * @param apart what follows may be in another field
   */
  lose(apart = false): void {
    this.#steps.push({ is: 'lose', apart });
    this.#lose(apart);
  }

  #lose(apart = false): void {
    this.#drop();
    this.#allSelected = false;
    const last = lastOf(this.stretches);
    if (last.raw.length > 0 || last.eaten > 0) this.stretches.push(new Stretch('anywhere', apart));
  }

  /** Events are missing: the text before the hole and the text after it can no longer be read. */
  taint(): void {
    this.#steps.push({ is: 'taint' });
    if (!this.isEmpty) lastOf(this.stretches).tainted = true;
    this.#lose();
    lastOf(this.stretches).tainted = true;
  }

  press(event: KeyEvent): void {
    const { d, seq } = event;
    this.#steps.push({ is: 'press', event });
    this.events.push(seq);
    const stroke = strokeOf(d);
    if (stroke.is === 'modifier') {
      this.modifiers.add(seq);
      if (stroke.name === 'Shift') this.#pending.push(seq);
      return;
    }
    if (!isNavigation(d)) this.hasContent = true;
    if (stroke.is === 'hidden') this.#hide(d, seq, stroke.waits);
    else if (stroke.is !== 'char') this.#name(stroke.name, d, seq);
    else if (isCommand(d)) {
      const command = characterOf(stroke.text).toLowerCase();
      this.#edit(this.#commands[command] ?? 'lose', d);
      this.#prefixed = this.surface === 'code' && PREFIX.test(command);
      return;
    } else {
      if (this.#composing === 'text') this.#drop();
      this.#insert(stroke.text, [seq], this.#prefixed);
    }
    this.#prefixed = false;
  }

  get #commands(): Readonly<Record<string, Edit>> {
    return this.surface === 'code' ? SHELL_COMMANDS : COMMANDS;
  }

  #name(name: string, d: KeyEvent['d'], seq: number): void {
    // Within a composition these keys choose and correct the composed text.
    if (d.key !== name && this.#composing !== undefined) this.#pending.push(seq);
    else if (name === 'Enter') this.#insert('\n', [seq]);
    else if (this.surface === 'prose' && ELSEWHERE.test(name)) this.#lose(true);
    else this.#edit(NAMED[name] ?? 'lose', d);
  }

  /** The physical key alone reveals the typed character to a reader who knows the layout, so it is hidden. */
  #hide({ key }: KeyEvent['d'], seq: number, waits: boolean): void {
    if (!waits) {
      this.#now.bury([...this.#take(), seq]);
      return;
    }
    this.#pending.push(seq);
    if (this.#composing !== 'text') this.#composing = ACCENTS.test(key ?? '') ? 'accent' : 'text';
  }

  /** Text that arrived in one event: pasted, dropped, completed, dictated or composed. */
  paste(arrived: Arrived, seq: number): void {
    this.#steps.push({ is: 'paste', arrived, seq });
    const { text, src, from, to } = arrived;
    if (src === 'paste' && this.#pasted === text) {
      this.#pasted = undefined;
      return;
    }
    if (src === 'clipboard') this.#pasted = text;
    this.#insert(text, [...this.#replaced(text, src, from, to), seq]);
  }

  /** The items that a completion or a composition replaces, as far as they were typed as plain keys. */
  #replaced(text: string, src: string, from?: number, to?: number): number[] {
    const now = this.#now;
    if (from !== undefined && to !== undefined)
      return now.replaceBefore(({ evs }) => evs.some((nth) => nth >= from && nth <= to));
    if (src === 'autocomplete') {
      const lower = text.toLowerCase();
      let typed = '';
      return now.replaceBefore(({ ch }) => {
        if (!WORD.test(ch) || !lower.includes(ch.toLowerCase() + typed)) return false;
        typed = ch.toLowerCase() + typed;
        return true;
      });
    }
    // Composed from Latin letters: they are before the caret, and the result is of another script.
    if (src === 'ime' && /[^\p{Script=Latin}\p{P}\p{N}\s]/u.test(text))
      return now.replaceBefore(({ ch }) => /[a-z']/i.test(ch));
    return [];
  }

  #insert(text: string, evs: readonly number[], aside = false): void {
    if (this.#allSelected) this.#empty();
    this.#now.insert(text, [...this.#take(), ...evs], aside);
  }

  #edit(edit: Edit, d: KeyEvent['d']): void {
    this.#drop();
    if (edit === 'lose') this.#lose();
    else if (edit === 'all') this.#allSelected = true;
    else if (this.#allSelected && erases(edit)) this.#empty();
    else {
      // Copying keeps the selection; a move of the caret ends it.
      if (edit !== nothing) this.#allSelected = false;
      edit(this.#now, reachOf(d));
    }
  }

  /** Empties the whole field, whichever stretch the text was typed in; then the caret is known again. */
  #empty(): void {
    this.#allSelected = false;
    if (!this.isEmpty) this.stretches.push(new Stretch('empty'));
  }

  /** Events that belong to the next item. */
  #take(): number[] {
    const taken = this.#pending;
    this.#pending = [];
    this.#composing = undefined;
    return taken;
  }

  /** These keys made no text: they are masked if they could have been a part of something. */
  #drop(): void {
    if (this.#composing !== undefined) lastOf(this.stretches).bury(this.#pending);
    this.#take();
  }
}
