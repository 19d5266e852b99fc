import type { EventOf } from '../events.ts';
import { modifierOf } from './pynput.ts';
import type { SegmentWriter } from './writer.ts';

type KeyData = Pick<EventOf<'key'>['d'], 'code' | 'key' | 'cls'>;
type Modifier = EventOf<'key'>['d']['mods'][number];

/** Typing pauses longer than this end a run (microseconds). */
const IDLE_US = 10_000_000;
/** A modifier that was not let go after this long was: recorders lose releases, and a lost one would hide all text after it. */
const HOLD_US = 15_000_000;
/** Keeps one run, and with it one text event, bounded. */
const MAX_RUN = 4_096;

/**
 * Writes key events and joins those that type into text runs, with corrections applied. A recorder without fields knows
 * neither caret nor field: whatever could have moved either one ends the run.
 */
export class Typing {
  readonly #writer: SegmentWriter;
  /** Modifiers that are down, and since when. */
  readonly #held = new Map<Modifier, number>();
  #run = 0;
  #open: { text: string[]; from: number; to: number; at: number } | undefined;

  constructor(writer: SegmentWriter) {
    this.#writer = writer;
  }

  press(mono: number, key: KeyData): void {
    if (this.#open !== undefined && mono - this.#open.at > IDLE_US) this.end(mono);
    for (const [held, since] of this.#held) if (mono - since > HOLD_US) this.#held.delete(held);
    const modifier = modifierOf(key.key);
    if (modifier !== undefined) this.#held.set(modifier, mono);
    const edits = this.#edits(key);
    if (!edits && modifier === undefined) this.end(mono);
    const seq = this.#write('down', mono, key, edits);
    if (!edits || seq === undefined) return;
    this.#open ??= { text: [], from: seq, to: seq, at: mono };
    this.#open.to = seq;
    this.#open.at = mono;
    if (key.key === 'Backspace') this.#open.text.pop();
    else this.#open.text.push(key.key!);
    if (this.#open.text.length >= MAX_RUN) this.end(mono);
  }

  release(mono: number, key: KeyData): void {
    const modifier = modifierOf(key.key);
    if (modifier !== undefined) this.#held.delete(modifier);
    this.#write('up', mono, key, this.#open !== undefined && this.#edits(key));
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
      field: { role: 'unknown', name: '', secure: false },
    });
  }

  /** After a gap nobody knows which modifiers are still down. */
  forget(mono: number): void {
    this.end(mono);
    this.#held.clear();
  }

  #edits(key: KeyData): boolean {
    // Windows reports AltGr as Ctrl and Alt together; what it makes is a character all the same.
    if (this.#held.has('altgr')) return key.cls === 'char';
    if (this.#held.has('ctrl') || this.#held.has('meta') || this.#held.has('alt')) return false;
    return key.cls === 'char' || (key.key === 'Backspace' && this.#open !== undefined);
  }

  #write(ph: 'down' | 'up', mono: number, key: KeyData, inRun: boolean): number | undefined {
    return this.#writer.emit('key', mono, {
      ph,
      ...key,
      mods: [...this.#held.keys()],
      ...(inRun ? { run: this.#run } : {}),
    });
  }
}
