import type { ActivityEvent, EventOf } from '../../activity/events.ts';
import { nth, there } from '../../activity/there.ts';
import type { Carry } from './types.ts';

/**
 * The events of one segment that the others of its session must know: everything typed, pasted, focused and clicked, and the
 * texts on the screen that others are judged by. Holds the events of the other segments, and returns them at their place in the
 * order.
 */
export class SessionLog {
  readonly #others: readonly ActivityEvent[];
  readonly #log: ActivityEvent[] = [];
  /** Texts of frames; they concern other segments only when their frame is in another. */
  readonly #inFrames: EventOf<'screen.text'>[] = [];
  readonly #frames = new Set<string>();
  readonly #loose = new Set<string>();
  #next = 0;
  #ownFrom: number | undefined;
  #ownTo = -1;
  #replaying = false;

  constructor(carry: Carry | undefined) {
    this.#others = carry?.events ?? [];
  }

  /** Whether the session ends with the last event that is known. */
  get stopped(): boolean {
    const last = this.#log.at(-1);
    return last?.kind === 'control' && last.d.op === 'stop';
  }

  /** The other segments' events before an event of this segment, once. */
  *before(seq: number): Generator<ActivityEvent> {
    if (this.#ownFrom === undefined) {
      this.#ownFrom = seq;
      yield* this.#replay((other) => other.seq < seq);
    }
    this.#ownTo = seq;
  }

  /** The last `seq` that is known. */
  get to(): number {
    return Math.max(this.#ownTo, this.#log.at(-1)?.seq ?? -1);
  }

  /** The other segments' events after this segment. */
  *rest(): Generator<ActivityEvent> {
    // Its own events are among them when a later segment included them.
    while (this.#next < this.#others.length && nth(this.#others, this.#next).seq <= this.#ownTo) this.#next++;
    yield* this.#replay(() => true);
  }

  /** @param concerns whether texts of other segments depend on a text */
  add(event: ActivityEvent, concerns = false): void {
    if (event.kind === 'screen.frame') {
      if (!this.#replaying) this.#frames.add(event.d.ref);
      return;
    }
    if (event.kind === 'screen.text' && !concerns && !this.#replaying) {
      if (event.d.frame !== undefined) this.#inFrames.push(event);
      else if (event.d.bbox !== undefined && this.#isNew(event)) this.#log.push(event);
      return;
    }
    this.#log.push(event);
  }

  /** In order of `seq`. */
  events(): ActivityEvent[] {
    const foreign = this.#inFrames.filter(({ d }) => !this.#frames.has(there(d.frame, 'the frame of a text')));
    return foreign.length === 0 ? this.#log : [...this.#log, ...foreign].toSorted((a, b) => a.seq - b.seq);
  }

  *#replay(wanted: (event: ActivityEvent) => boolean): Generator<ActivityEvent> {
    while (this.#next < this.#others.length && wanted(nth(this.#others, this.#next))) {
      this.#replaying = true;
      yield nth(this.#others, this.#next++);
      this.#replaying = false;
    }
  }

  /** The same text at the same place is shown again and again. */
  #isNew({ ctx, d }: EventOf<'screen.text'>): boolean {
    const key = `${ctx}\0${d.text}\0${d.bbox?.join(',')}`;
    return !this.#loose.has(key) && this.#loose.add(key) !== undefined;
  }
}
