import type { EventOf } from '../../activity/events.ts';
import { Stretch } from './buffer.ts';
import {
  COMMANDS,
  type Edit,
  erases,
  isCommand,
  isKeyName,
  NAMED,
  nothing,
  reachOf,
  SHELL_COMMANDS,
} from './chords.ts';

type KeyEvent = EventOf<'key'>;

/** Keys of which nobody can say what they write until something arrives. */
const COMPOSING = /^(?:Dead|Process|Unidentified|Compose)/;
const WORD = /[\p{L}\p{N}'’.-]/u;

/** Everything typed into one field of one window, as long as the window lives. */
export class TypedField {
  readonly key: string;
  readonly label: string;
  readonly role: string;
  readonly window: string;
  readonly surface: 'prose' | 'code';
  /** Sticky: a field that ever hid its text stays hidden, also after "show password". */
  secure: string | undefined;
  readonly stretches: Stretch[] = [new Stretch('empty')];
  /** All key events in the field, for a secret that takes the whole field. */
  readonly events: number[] = [];
  /** Of these, presses of Shift and the like: they are never counted, or they would say where capitals are. */
  readonly modifiers = new Set<number>();
  /** When a terminal was seen to ask for a secret. */
  readonly prompts: number[] = [];
  /** What the field was reported to hold. */
  readonly values = new Set<string>();
  #pending: number[] = [];
  #composing = false;
  #pasted: string | undefined;
  #allSelected = false;

  constructor(about: { key: string; label: string; role: string; window: string; surface: 'prose' | 'code' }) {
    this.key = about.key;
    this.label = about.label;
    this.role = about.role;
    this.window = about.window;
    this.surface = about.surface;
  }

  get #now(): Stretch {
    if (this.stretches.at(-1)!.full) this.lose();
    return this.stretches.at(-1)!;
  }

  /** The stretches of each time between two moments at which all of the field was taken away. */
  get lives(): Stretch[][] {
    const lives: Stretch[][] = [];
    for (const one of this.stretches) {
      if (one.begins === 'empty') lives.push([]);
      lives.at(-1)!.push(one);
    }
    return lives;
  }

  get isEmpty(): boolean {
    return this.stretches.every((one) => one.raw.length === 0);
  }

  /** The caret may be anywhere: a click, undo, a move over lines. */
  lose(): void {
    this.#drop();
    this.#allSelected = false;
    const last = this.stretches.at(-1)!;
    if (last.raw.length > 0 || last.eaten > 0) this.stretches.push(new Stretch('anywhere'));
  }

  /** Events are missing: neither what stood before the hole nor what comes after it can be read. */
  taint(): void {
    if (!this.isEmpty) this.stretches.at(-1)!.tainted = true;
    this.lose();
    this.stretches.at(-1)!.tainted = true;
  }

  press(event: KeyEvent): void {
    const { d, seq } = event;
    const { key } = d;
    this.events.push(seq);
    if (d.cls === 'mod') {
      this.modifiers.add(seq);
      if (key === 'Shift') this.#pending.push(seq);
      return;
    }
    if (key === null) {
      // The physical key alone tells what was typed to anybody who knows the layout.
      if (d.cls !== 'nav' && d.cls !== 'edit' && d.cls !== 'func') this.#now.bury([...this.#take(), seq]);
      else this.lose();
      return;
    }
    if (COMPOSING.test(key)) {
      this.#pending.push(seq);
      this.#composing = true;
      return;
    }
    const char = d.cls === 'char' || [...key].length === 1;
    const commands = this.surface === 'code' ? SHELL_COMMANDS : COMMANDS;
    if (key === 'Enter') this.#insert('\n', [seq]);
    else if (char && !isCommand(d)) this.#insert(key, [seq]);
    else if (char) this.#edit(commands[key.toLowerCase()] ?? 'lose', d);
    else if (isKeyName(key)) this.#edit(NAMED[key] ?? 'lose', d);
    else this.#now.bury([...this.#take(), seq]);
  }

  /** Text that arrived in one event: pasted, dropped, completed, dictated or composed. */
  paste(
    { text, src, from, to }: Pick<EventOf<'text'>['d'], 'text' | 'from' | 'to'> & { src: string },
    seq: number,
  ): void {
    if (src === 'paste' && this.#pasted === text) {
      this.#pasted = undefined;
      return;
    }
    if (src === 'clipboard') this.#pasted = text;
    this.#insert(text, [...this.#replaced(text, src, from, to), seq]);
  }

  /** What a completion or a composition puts something else in place of, as far as it was typed as plain keys. */
  #replaced(text: string, src: string, from?: number, to?: number): number[] {
    const now = this.#now;
    if (from !== undefined && to !== undefined)
      return now.replaceBefore(({ evs }) => evs.some((one) => one >= from && one <= to));
    if (src === 'autocomplete') {
      const lower = text.toLowerCase();
      let typed = '';
      return now.replaceBefore(({ ch }) => {
        if (!WORD.test(ch) || !lower.includes(ch.toLowerCase() + typed)) return false;
        typed = ch.toLowerCase() + typed;
        return true;
      });
    }
    // Composed from Latin letters: they stand before the caret, and the result is of another script.
    if (src === 'ime' && /[^\p{Script=Latin}\p{P}\p{N}\s]/u.test(text))
      return now.replaceBefore(({ ch }) => /[a-z']/i.test(ch));
    return [];
  }

  #insert(text: string, evs: readonly number[]): void {
    if (this.#allSelected) this.#empty();
    this.#now.insert(text, [...this.#take(), ...evs]);
  }

  #edit(edit: Edit, d: KeyEvent['d']): void {
    this.#drop();
    if (edit === 'lose') this.lose();
    else if (edit === 'all') this.#allSelected = true;
    else if (this.#allSelected && erases(edit)) this.#empty();
    else {
      // Copying keeps the selection; a move of the caret ends it.
      if (edit !== nothing) this.#allSelected = false;
      edit(this.#now, reachOf(d));
    }
  }

  /** All of the field is taken away, whatever stretch it was typed in; then the caret is known again. */
  #empty(): void {
    this.#allSelected = false;
    if (!this.isEmpty) this.stretches.push(new Stretch('empty'));
  }

  /** Events that belong to what comes next. */
  #take(): number[] {
    const taken = this.#pending;
    this.#pending = [];
    this.#composing = false;
    return taken;
  }

  /** Nothing came of them: they are masked if they could have been a part of something. */
  #drop(): void {
    if (this.#composing) this.stretches.at(-1)!.bury(this.#pending);
    this.#take();
  }
}
