import { nth } from '../../activity/there.ts';
import type { HiddenType } from '../hidden-types.ts';

/** One character that was typed or pasted, and the events that made it. Deleted ones stay as tombstones. */
export interface TypedItem {
  readonly ch: string;
  readonly evs: readonly number[];
  readonly home: Stretch;
  alive: boolean;
  /** It can be a command of a multiplexer, and no part of the line. */
  readonly aside?: true;
  /** Index in the list of its stretch; final once typing has ended. */
  at: number;
  /** Part of a common word in the final text of the field. */
  plain?: boolean;
  /** The type it is masked as, once decided. */
  mark?: HiddenType;
}

/** More items than this in one field begin a new stretch, so that the time to examine them is bounded. */
const MAX_ITEMS = 20_000;
/** Characters examined on either side of the caret when text is deleted. */
const AROUND = 160;
const WORD = /[\p{L}\p{N}_]/u;

/**
 * A person's typing in one field between two moments with a known caret: every character ever typed, in the order of the text,
 * deleted or not.
 */
export class Stretch {
  /** In the order of the text. */
  readonly list: TypedItem[] = [];
  /** In the order of typing. */
  readonly raw: TypedItem[] = [];
  /** The text around the caret each time a deletion began. */
  readonly snapshots: TypedItem[][] = [];
  /** In an empty field; or, when the caret was lost, anywhere in the earlier text. */
  readonly begins: 'empty' | 'anywhere';
  /** Characters of other stretches that were deleted from here, to the left of where this began. */
  eaten = 0;
  /** True when events around it are missing: then all of it is masked. */
  tainted = false;
  /** Whether the text before it may end there: Tab, or a change of the focus, went on to another field. */
  readonly apart: boolean;
  #caret = 0;
  #anchor: number | undefined;
  #deleting = false;

  constructor(begins: 'empty' | 'anywhere', apart = false) {
    this.begins = begins;
    this.apart = apart;
  }

  get full(): boolean {
    return this.raw.length >= MAX_ITEMS;
  }

  get hasSelection(): boolean {
    return this.#anchor !== undefined && this.#anchor !== this.#caret;
  }

  insert(text: string, evs: readonly number[], aside = false): void {
    this.#deleteSelection();
    this.#deleting = false;
    // Insert after deleted characters, so that replacement text stays next to them.
    while (this.#caret < this.list.length && !nth(this.list, this.#caret).alive) this.#caret++;
    const items = [...text].map((ch) => ({ ch, evs, home: this, alive: true, at: 0, ...(aside && { aside }) }));
    this.list.splice(this.#caret, 0, ...items);
    for (const item of items) this.raw.push(item);
    this.#caret += items.length;
  }

  /** Events whose text is unknown: the text they hid is masked. */
  bury(evs: readonly number[]): void {
    const item = { ch: '', evs, home: this, alive: false, at: 0, mark: 'UNKNOWN' as const };
    this.list.splice(this.#caret, 0, item);
    this.raw.push(item);
    this.#caret++;
  }

  /** @param forward Delete instead of Backspace @param word a word instead of a character */
  remove(forward: boolean, word: boolean): void {
    if (this.hasSelection) {
      this.#snapshot();
      this.#deleteSelection();
      return;
    }
    this.#anchor = undefined;
    this.#snapshot();
    const to = this.#step(forward ? 1 : -1, word);
    const alive = this.#kill(Math.min(this.#caret, to), Math.max(this.#caret, to));
    if (alive === 0 && !forward) this.eaten++;
    this.#caret = to;
  }

  /** Everything from the caret to an end of its line, or of the text. */
  removeToEdge(by: -1 | 1): void {
    this.#snapshot();
    this.#anchor = undefined;
    const from = this.#caret;
    this.toEdge(by, false, false);
    this.#kill(Math.min(from, this.#caret), Math.max(from, this.#caret));
    this.#deleting = true;
  }

  move(by: -1 | 1, word: boolean, select: boolean): void {
    this.#goto(this.#step(by, word), select);
  }

  toEdge(by: -1 | 1, whole: boolean, select: boolean): void {
    let to = this.#caret;
    const inside = () => (by < 0 ? to > 0 : to < this.list.length);
    const next = () => nth(this.list, by < 0 ? to - 1 : to);
    while (inside() && (whole || !(next().alive && next().ch === '\n'))) to += by;
    this.#goto(to, select);
  }

  cut(): void {
    if (this.hasSelection) this.remove(false, false);
  }

  live(): TypedItem[] {
    return this.list.filter((item) => item.alive);
  }

  /**
   * Deletes live items before the caret, as completion and composition do.
   * @param wanted whether one more belongs to the replaced text, from the caret backwards
   * @returns their events
   */
  replaceBefore(wanted: (item: TypedItem) => boolean): number[] {
    const evs: number[] = [];
    this.#snapshot();
    this.#deleting = false;
    for (let i = this.#caret - 1; i >= 0; i--) {
      const item = nth(this.list, i);
      if (!item.alive) continue;
      if (!wanted(item)) break;
      item.alive = false;
      evs.unshift(...item.evs);
    }
    return evs;
  }

  /** Numbers the items; call when nothing more is typed. */
  seal(): void {
    for (const [i, item] of this.list.entries()) item.at = i;
  }

  #goto(to: number, select: boolean): void {
    this.#deleting = false;
    this.#anchor = select ? (this.#anchor ?? this.#caret) : undefined;
    this.#caret = to;
  }

  /** The target of one step over live characters. */
  #step(by: -1 | 1, word: boolean): number {
    let to = this.#caret;
    let seen = false;
    while (by < 0 ? to > 0 : to < this.list.length) {
      const item = nth(this.list, by < 0 ? to - 1 : to);
      if (item.alive) {
        const inWord = WORD.test(item.ch);
        if (word && seen && !inWord) break;
        seen ||= inWord || !word;
        to += by;
        if (!word) break;
      } else to += by;
    }
    return to;
  }

  #snapshot(): void {
    if (!this.#deleting) {
      const near = this.list.slice(Math.max(0, this.#caret - AROUND), this.#caret + AROUND);
      this.snapshots.push(near.filter((item) => item.alive));
    }
    this.#deleting = true;
  }

  #kill(from: number, to: number): number {
    let killed = 0;
    for (let i = from; i < to; i++) {
      if (nth(this.list, i).alive) killed++;
      nth(this.list, i).alive = false;
    }
    return killed;
  }

  #deleteSelection(): void {
    if (this.#anchor === undefined) return;
    const from = Math.min(this.#anchor, this.#caret);
    const to = Math.max(this.#anchor, this.#caret);
    if (from < to) this.#snapshot();
    this.#kill(from, to);
    this.#caret = to;
    this.#anchor = undefined;
  }
}
