import type { EventOf } from '../../activity/events.ts';
import { Stretch } from './buffer.ts';

type KeyEvent = EventOf<'key'>;

/** Everything typed into one field of one window, as long as the window lives. */
export class TypedField {
  readonly key: string;
  readonly label: string;
  readonly role: string;
  readonly window: string;
  readonly surface: 'prose' | 'code';
  /** Sticky: a field that ever hid its text stays hidden, also after "show password". */
  secure: string | undefined;
  readonly stretches: Stretch[] = [new Stretch(false)];
  /** All key events in the field, for a secret that takes the whole field. */
  readonly events: number[] = [];
  /** When a terminal was seen to ask for a secret. */
  readonly prompts: number[] = [];
  #pending: number[] = [];
  #pasted: string | undefined;

  constructor(about: { key: string; label: string; role: string; window: string; surface: 'prose' | 'code' }) {
    this.key = about.key;
    this.label = about.label;
    this.role = about.role;
    this.window = about.window;
    this.surface = about.surface;
  }

  get #now(): Stretch {
    const last = this.stretches.at(-1)!;
    if (!last.full) return last;
    this.lose();
    return this.stretches.at(-1)!;
  }

  /** The caret may be anywhere: a click, undo, a move over lines. */
  lose(): void {
    if (this.stretches.at(-1)!.raw.length > 0) this.stretches.push(new Stretch(true));
  }

  press(event: KeyEvent): void {
    const { key, cls, mods } = event.d;
    this.events.push(event.seq);
    if (key === null) {
      if (cls === 'char') this.#now.insert('\u{fffd}', [event.seq]);
      return;
    }
    const command = (mods.includes('ctrl') || mods.includes('meta')) && !mods.includes('altgr');
    const word = mods.includes('ctrl') || mods.includes('alt');
    const select = mods.includes('shift');
    if (cls === 'mod') {
      if (key === 'Shift') this.#pending.push(event.seq);
      return;
    }
    if (/^(?:Dead|Process|Unidentified|Compose)/.test(key)) {
      this.#pending.push(event.seq);
      return;
    }
    const act = ACTIONS[key];
    if (act !== undefined) {
      this.#pending = [];
      act(this, this.#now, word, select, event.seq);
      return;
    }
    if (command) this.#command(key.toLowerCase());
    else if (cls === 'char' || [...key].length === 1) this.#insert(key, [event.seq]);
  }

  /** Text that arrived in one event: pasted, dropped, completed, dictated or composed. */
  paste(text: string, seq: number, source: string): void {
    if (source === 'paste' && this.#pasted === text) {
      this.#pasted = undefined;
      return;
    }
    if (source === 'clipboard') this.#pasted = text;
    this.#insert(text, [seq]);
  }

  #insert(text: string, evs: readonly number[]): void {
    this.#now.insert(text, [...this.#pending, ...evs]);
    this.#pending = [];
  }

  #command(key: string): void {
    if (key === 'a') this.#now.selectAll();
    else if (key === 'x') this.#now.cut();
    else if (key === 'z' || key === 'y') this.lose();
    this.#pending = [];
  }
}

type Action = (field: TypedField, now: Stretch, word: boolean, select: boolean, seq: number) => void;

const lose: Action = (field) => field.lose();
const ACTIONS: Record<string, Action> = {
  Backspace: (_f, now, word) => now.remove(false, word),
  Delete: (_f, now, word) => now.remove(true, word),
  Cut: (_f, now) => now.cut(),
  Enter: (_f, now, _w, _s, seq) => now.insert('\n', [seq]),
  ArrowLeft: (_f, now, word, select) => now.move(-1, word, select),
  ArrowRight: (_f, now, word, select) => now.move(1, word, select),
  Home: (_f, now, word, select) => now.toEdge(-1, word, select),
  End: (_f, now, word, select) => now.toEdge(1, word, select),
  ArrowUp: lose,
  ArrowDown: lose,
  PageUp: lose,
  PageDown: lose,
  Undo: lose,
  Redo: lose,
  Tab: lose,
  Escape: () => {},
};
