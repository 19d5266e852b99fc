import type { Random } from '../random.ts';
import type { Labelled } from '../template.ts';
import type { Keyboard } from './keyboard.ts';

/** Frequencies of people's habits: the first ones for each character, the last ones for each labelled value. */
const HABITS = {
  typo: 0.03,
  unnoticed: 0.1,
  arrowFix: 0.008,
  clickFix: 0.004,
  click: 0.004,
  word: 0.003,
  away: 0.004,
  again: 0.06,
  wrongField: 0.03,
  paste: 0.06,
};
const ROWS = 'qwertyuiop asdfghjkl zxcvbnm';

export interface Shown {
  readonly seqs: readonly number[];
  /** The text that must be readable in the event for the position to be: the character, or in a whole text four from there on. */
  readonly piece: string;
  /** The sensitive position that it shows, or -1. */
  readonly at: number;
}

/** Types samples as people do, and knows which event shows which character of them. */
export class Typist {
  readonly shown: Shown[] = [];
  readonly #keys: Keyboard;
  readonly #r: Random;
  #field = 0;
  #others = 0;

  constructor(keys: Keyboard, r: Random) {
    this.#keys = keys;
    this.#r = r;
  }

  /** @param base position of the sample's first character in the session */
  sample({ text, spans }: Labelled, base: number): void {
    const alone = this.#keys.shape.fields === 'each';
    if (alone || this.#field === 0) this.#focus(++this.#field);
    const marks = new Int32Array(text.length).fill(-1);
    for (const { start, end } of spans) for (let i = start; i < end; i++) marks[i] = base + i;
    for (let i = 0; i < text.length; ) {
      const span = spans.find((candidate) => candidate.start === i);
      if (span === undefined) i += this.#chars(text, marks, i, i + 1);
      else {
        this.#entity(text.slice(i, span.end), marks.subarray(i, span.end));
        i = span.end;
      }
    }
    const value = this.#keys.value(text);
    if (value !== undefined) this.#show([value], text, marks);
    if (!alone) this.#press('\n', -1);
  }

  #entity(value: string, marks: Int32Array): void {
    const r = this.#r;
    if (r.chance(HABITS.paste)) {
      this.#show(this.#keys.paste(value), value, marks);
      return;
    }
    if (r.chance(HABITS.wrongField)) {
      this.#away(() => {
        this.#chars(value, marks, 0, value.length);
        this.#keys.press('a', ['ctrl']);
        this.#keys.press('Delete');
      });
    }
    if (r.chance(HABITS.again)) {
      const part = Math.min(value.length, 2 + r.int(Math.max(1, value.length - 2)));
      for (let i = 0; i < part; i++) this.#press(value.charAt(i), marks[i] ?? 0);
      for (let i = 0; i < part; i++) this.#keys.press('Backspace');
    }
    this.#chars(value, marks, 0, value.length);
  }

  /** Types text[from, to), with slips. @returns how many characters that is */
  #chars(text: string, marks: Int32Array, from: number, to: number): number {
    for (let i = from; i < to; i++) this.#char(text, marks, i);
    return to - from;
  }

  #char(text: string, marks: Int32Array, i: number): void {
    const r = this.#r;
    const char = text.charAt(i);
    const at = marks[i] ?? 0;
    if (r.chance(HABITS.typo) && /[a-z]/i.test(char)) {
      const slip = ROWS[ROWS.indexOf(char.toLowerCase()) + 1]?.trim() || 'q';
      // A slip within a value shows a neighbour of its letter: it is neither harmless nor a part of it.
      if (at >= 0) this.#keys.press(slip);
      else this.#press(slip, -1);
      if (r.chance(HABITS.unnoticed)) return;
      // Noticed up to three characters later: all of them are deleted and typed again.
      const later = text.slice(i + 1, i + 1 + r.int(4)).replace(/\n[\s\S]*/, '');
      for (let k = 0; k < later.length; k++) this.#press(later.charAt(k), marks[i + 1 + k] ?? 0);
      for (let k = 0; k <= later.length; k++) this.#keys.press('Backspace');
    } else if (r.chance(HABITS.arrowFix + HABITS.clickFix) && i >= 4) {
      this.#lateFix(text, marks, i);
      return;
    }
    if (r.chance(HABITS.word) && /\w{3}$/.test(text.slice(0, i))) this.#retypeWord(text, marks, i);
    if (r.chance(HABITS.click)) this.#keys.click();
    if (r.chance(HABITS.away)) this.#away(() => {});
    this.#press(char, at);
  }

  /** A letter was left out some characters ago: goes back, by arrows or the mouse, inserts it, and continues at the end. */
  #lateFix(text: string, marks: Int32Array, i: number): void {
    const r = this.#r;
    const missed = text.charAt(i);
    const later = text.slice(i + 1, i + 2 + r.int(5)).replace(/\n[\s\S]*/, '');
    for (let k = 0; k < later.length; k++) this.#press(later.charAt(k), marks[i + 1 + k] ?? 0);
    const click = r.chance(HABITS.clickFix / (HABITS.arrowFix + HABITS.clickFix));
    if (click) this.#keys.click();
    else for (let k = 0; k < later.length; k++) this.#keys.press('ArrowLeft');
    this.#press(missed, marks[i] ?? 0);
    if (click) this.#keys.click();
    else if (r.chance(0.5)) this.#keys.press('End');
    else for (let k = 0; k < later.length; k++) this.#keys.press('ArrowRight');
    // Typed already: deleted again, so that the following code can type it in order.
    for (let k = 0; k < later.length; k++) this.#keys.press('Backspace');
  }

  #retypeWord(text: string, marks: Int32Array, i: number): void {
    const start = text.slice(0, i).search(/\w+$/);
    this.#keys.press('Backspace', ['ctrl']);
    for (let k = start; k < i; k++) this.#press(text.charAt(k), marks[k] ?? 0);
  }

  #away(there: () => void): void {
    const here = this.#field;
    this.#focus(10_000 + this.#others++);
    there();
    this.#focus(here);
  }

  #press(char: string, at: number): void {
    this.shown.push({ seqs: [this.#keys.press(char === '\n' ? 'Enter' : char)], piece: char, at });
  }

  /** Events that show a whole text. */
  #show(seqs: readonly number[], text: string, marks: Int32Array): void {
    for (let i = 0; i < text.length; i++) {
      let piece = '';
      for (let k = i; k < i + 4 && (marks[k] ?? -1) >= 0; k++) piece += text[k];
      if (piece !== '') this.shown.push({ seqs, piece, at: marks[i] ?? 0 });
    }
  }

  #focus(field: number): void {
    this.#field = field;
    this.#keys.focus(`f${field}`);
  }
}
