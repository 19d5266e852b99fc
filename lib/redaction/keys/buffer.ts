/** One character that was typed or pasted, and the events that made it. Deleted ones stay as tombstones. */
export interface Item {
  readonly ch: string;
  readonly evs: readonly number[];
  alive: boolean;
  /** The type it is masked as, once decided. */
  mark?: string;
}

/** More than this in one field begins a new stretch: what is typed stays bounded in time to look at. */
const MAX_ITEMS = 20_000;
const WORD = /[\p{L}\p{N}_]/u;

/**
 * What a person did in one field between two moments at which the caret was known: every character ever typed, in the
 * order of the text, deleted or not.
 */
export class Stretch {
  /** In the order of the text. */
  readonly list: Item[] = [];
  /** In the order of typing. */
  readonly raw: Item[] = [];
  /** What stood there each time somebody began to delete. */
  readonly snapshots: Item[][] = [];
  /** The caret was lost when this began: what is found in it takes the whole of it. */
  readonly uncertain: boolean;
  #caret = 0;
  #anchor: number | undefined;
  #deleting = false;

  constructor(uncertain: boolean) {
    this.uncertain = uncertain;
  }

  get full(): boolean {
    return this.raw.length >= MAX_ITEMS;
  }

  insert(text: string, evs: readonly number[]): void {
    this.#deleteSelection();
    this.#deleting = false;
    const items = [...text].map((ch) => ({ ch, evs, alive: true }));
    this.list.splice(this.#caret, 0, ...items);
    for (const item of items) this.raw.push(item);
    this.#caret += items.length;
  }

  /** @param forward Delete instead of Backspace @param word a word instead of a character */
  remove(forward: boolean, word: boolean): void {
    if (this.#anchor !== undefined && this.#anchor !== this.#caret) {
      this.#snapshot();
      this.#deleteSelection();
      return;
    }
    this.#anchor = undefined;
    this.#snapshot();
    const to = this.#step(forward ? 1 : -1, word);
    for (let i = Math.min(this.#caret, to); i < Math.max(this.#caret, to); i++) this.list[i]!.alive = false;
    this.#caret = to;
  }

  move(by: -1 | 1, word: boolean, select: boolean): void {
    this.#goto(this.#step(by, word), select);
  }

  toEdge(by: -1 | 1, whole: boolean, select: boolean): void {
    let to = this.#caret;
    const inside = () => (by < 0 ? to > 0 : to < this.list.length);
    const next = () => this.list[by < 0 ? to - 1 : to]!;
    while (inside() && (whole || !(next().alive && next().ch === '\n'))) to += by;
    this.#goto(to, select);
  }

  selectAll(): void {
    this.#anchor = 0;
    this.#caret = this.list.length;
  }

  cut(): void {
    if (this.#anchor !== undefined) this.remove(false, false);
  }

  get hasSelection(): boolean {
    return this.#anchor !== undefined && this.#anchor !== this.#caret;
  }

  live(): Item[] {
    return this.list.filter((item) => item.alive);
  }

  #goto(to: number, select: boolean): void {
    this.#deleting = false;
    this.#anchor = select ? (this.#anchor ?? this.#caret) : undefined;
    this.#caret = to;
  }

  /** Where one step over live characters leads. */
  #step(by: -1 | 1, word: boolean): number {
    let to = this.#caret;
    let seen = false;
    while (by < 0 ? to > 0 : to < this.list.length) {
      const item = this.list[by < 0 ? to - 1 : to]!;
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
    if (!this.#deleting) this.snapshots.push(this.live());
    this.#deleting = true;
  }

  #deleteSelection(): void {
    if (this.#anchor === undefined) return;
    const from = Math.min(this.#anchor, this.#caret);
    const to = Math.max(this.#anchor, this.#caret);
    if (from < to) this.#snapshot();
    for (let i = from; i < to; i++) this.list[i]!.alive = false;
    this.#caret = to;
    this.#anchor = undefined;
  }
}
