import type { EventOf, Field } from '../events.ts';
import { there } from '../there.ts';
import { Modifiers } from './modifiers.ts';
import { modifierOf, type PynputKey } from './pynput.ts';
import type { SegmentWriter } from './writer.ts';

type Mods = EventOf<'key'>['d']['mods'];

/** Typing pauses longer than this end a run (microseconds). */
const IDLE_US = 10_000_000;
/** Keeps one run, and with it one text event, bounded. */
const MAX_RUN = 4_096;

const UNKNOWN: Field = { role: 'unknown', name: '', secure: false };

/**
 * Writes key events and joins those that type into text runs, with corrections applied. A recorder without fields knows neither
 * caret nor field: any event that could have moved either one ends the run.
 */
export class Typing {
  readonly #writer: SegmentWriter;
  readonly #modifiers: Modifiers;
  #field: Field = UNKNOWN;
  #run = 0;
  #open: { text: string[]; from: number; to: number; at: number } | undefined;

  /** @param namesControl whether this recorder gives control characters for letters under Ctrl */
  constructor(writer: SegmentWriter, namesControl: boolean) {
    this.#writer = writer;
    this.#modifiers = new Modifiers(namesControl);
  }

  press(mono: number, key: PynputKey): void {
    if (this.#open !== undefined && mono - this.#open.at > IDLE_US) this.end(mono);
    const mods = this.#modifiers.press(mono, key);
    const edits = this.#edits(key, mods);
    if (!edits && modifierOf(key.key) === undefined && key.key !== 'Dead') this.end(mono);
    const seq = this.#write('down', mono, key, mods, edits);
    if (!edits || seq === undefined) return;
    this.#open ??= { text: [], from: seq, to: seq, at: mono };
    this.#open.to = seq;
    this.#open.at = mono;
    if (key.key === 'Backspace') this.#open.text.pop();
    else this.#open.text.push(there(key.key, 'the name of a key that writes'));
    if (this.#open.text.length >= MAX_RUN) this.end(mono);
  }

  release(mono: number, key: PynputKey): void {
    this.#modifiers.release(key);
    const { mods } = this.#modifiers;
    this.#write('up', mono, key, mods, this.#open !== undefined && this.#edits(key, mods));
  }

  /** Ends the run: focus, caret or time has moved. */
  end(mono: number): void {
    const run = this.#open;
    if (run === undefined) return;
    this.#open = undefined;
    this.#run++;
    const text = run.text.join('');
    this.#writer.emit('text', mono, {
      text,
      n: text.length,
      src: 'keys',
      from: run.from,
      to: run.to,
      field: this.#field,
    });
  }

  /** The field that the next run goes into; undefined when unknown. */
  into(field: Field | undefined): void {
    this.#field = field ?? UNKNOWN;
  }

  /** Nothing came for a while: the release of a modifier may have been missed meanwhile. */
  quiet(): void {
    this.#modifiers.forget();
  }

  /** After a gap or in another window it is unknown which modifiers are still down. */
  forget(mono: number): void {
    this.end(mono);
    this.#modifiers.forget();
  }

  #edits(key: PynputKey, mods: Mods): boolean {
    if (mods.includes('altgr')) return key.cls === 'char';
    if (mods.includes('ctrl') || mods.includes('meta') || mods.includes('alt')) return false;
    return key.cls === 'char' || (key.key === 'Backspace' && this.#open !== undefined);
  }

  #write(ph: 'down' | 'up', mono: number, key: PynputKey, mods: Mods, inRun: boolean): number | undefined {
    const { code, key: name, cls } = key;
    return this.#writer.emit('key', mono, {
      ph,
      code,
      key: name,
      cls,
      mods,
      ...(inRun ? { run: this.#run } : {}),
    });
  }
}
