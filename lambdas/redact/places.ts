import type { BatchOpen } from '../../lib/activity/envelope.ts';
import { type CarryPlace, CONTROL_ITEMS, keyOf, readItem, writeItem } from '../../lib/ledger/index.ts';
import type { Control, Item, Ports } from '../../lib/storage/ports.ts';
import { placeNames } from '../ledger.ts';

const { place: PLACE, carry: CARRY } = CONTROL_ITEMS;

/** An item, or that there is none. */
type Known = Item | null;

/**
 * The segments of a session around one of them: which have arrived, and where their carries are. Those that nearly every segment
 * asks for are read with one request each, because each request is billed; further ones on demand, because there may be hundreds.
 */
export class Places {
  readonly #open: BatchOpen;
  readonly #last: number;
  readonly #control: Control;
  readonly #arrived = new Map<number, Known>();
  readonly #carries = new Map<number, Known>();
  /** Segments that count as if they had never come, and carries that cannot be used. */
  readonly #forgotten = new Set<number>();
  readonly #spoilt = new Set<number>();
  #isRead = false;

  /** @param last index of the last segment that is asked for */
  constructor(open: BatchOpen, last: number, { control }: Pick<Ports, 'control'>) {
    this.#open = open;
    this.#last = last;
    this.#control = control;
  }

  /** Id of the segment at an index; undefined when it has not come. */
  async batchAt(index: number): Promise<string | undefined> {
    if (index === this.#open.index) return this.#open.batch;
    if (index < 0 || this.#forgotten.has(index)) return undefined;
    const item = await this.#itemAt(index, PLACE, this.#arrived);
    return item === null ? undefined : readItem(PLACE, item).batch;
  }

  /** The carry of a segment; undefined when there is none, or one of another version of this code. */
  async carryAt(index: number): Promise<CarryPlace | undefined> {
    if (index < 0 || this.#spoilt.has(index)) return undefined;
    const item = await this.#itemAt(index, CARRY, this.#carries);
    return item === null ? undefined : CARRY.schema.safeParse(item.data).data;
  }

  /** The segment counts as one that never came. */
  forget(index: number): void {
    this.#forgotten.add(index);
  }

  /** The carry counts as one that is not there: part of it is gone or damaged. */
  spoil(index: number): void {
    this.#spoilt.add(index);
  }

  /**
   * Notes where the carry of a segment is. Of two processes that observed it at once, one is heard: both observed the same.
   * @param due day on which nothing is left of the segment
   */
  async note(index: number, due: string, place: CarryPlace): Promise<void> {
    const rev = (await this.#itemAt(index, CARRY, this.#carries))?.rev ?? 0;
    const write = writeItem(CARRY, this.#namesAt(index), { data: place, ifRev: rev, from: due });
    await this.#control.write([write]);
    this.#carries.set(index, { ...write, rev: rev + 1 });
    this.#spoilt.delete(index);
  }

  async #itemAt(index: number, row: typeof PLACE | typeof CARRY, places: Map<number, Known>): Promise<Known> {
    if (!this.#isRead) await this.#readAround();
    const there = places.get(index);
    if (there !== undefined) return there;
    const { pk, sk } = keyOf(row, this.#namesAt(index));
    const item = (await this.#control.get(pk, sk)) ?? null;
    places.set(index, item);
    return item;
  }

  async #readAround(): Promise<void> {
    this.#isRead = true;
    const from = Math.max(0, this.#open.index - 1);
    for (const [row, known] of [
      [PLACE, this.#arrived],
      [CARRY, this.#carries],
    ] as const) {
      const at = (index: number) => keyOf(row, this.#namesAt(index));
      const items = new Map<string, Item>();
      for await (const item of this.#control.between(at(from).pk, at(from).sk, at(this.#last).sk))
        items.set(item.sk, item);
      for (let index = from; index <= this.#last; index++) known.set(index, items.get(at(index).sk) ?? null);
    }
  }

  #namesAt(index: number) {
    return placeNames(this.#open.worker, this.#open.sid, index);
  }
}
