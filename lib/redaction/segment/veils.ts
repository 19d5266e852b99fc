import type { ActivityEvent, EventOf } from '../../activity/events.ts';
import type { HiddenType } from '../hidden-types.ts';
import { strokeOf } from '../keys/strokes.ts';
import { type Mark, PublishedClock } from './clock.ts';
import { type Contexts, type FocusContext, hiddenAs } from './context.ts';
import { decisionOf, type HiddenPress, type KeyDecision } from './key-decisions.ts';
import { type Interval, Numbers } from './numbers.ts';
import { lastAtMost } from './search.ts';
import { kindOfClick } from './sign-in.ts';
import type { Before } from './types.ts';
import type { Veil } from './veil.ts';

/** The inputs of the veils. */
export interface Hidden {
  /** The events that every segment of the session knows, in order of `seq`. */
  readonly log: readonly ActivityEvent[];
  readonly contexts: Contexts;
  readonly presses: ReadonlyMap<number, HiddenPress>;
  /** Clicks that write, and the focus events that go with them. */
  readonly touches: ReadonlySet<number>;
  /** Texts that a later one extends, by seq. */
  readonly outdated: ReadonlySet<number>;
  /** Texts beside a hidden field that leave a row. */
  readonly beside: { has(seq: number): boolean };
  pressOf(release: number): EventOf<'key'> | undefined;
  readonly before: Before | undefined;
}

/** Typing that continues after a longer silence is another piece of typing. Microseconds. */
const PAUSE = 10_000_000;
/** Fewer edits than this between two masked presses belong to the masked text. */
const AMONG = 4;

interface Run {
  from: number;
  to: number;
  began: number;
  ended: number;
  /** The type of the typed text, and its begin and end. */
  typed: { readonly type: HiddenType; readonly began: number; ended: number; value: string | undefined } | undefined;
  /** The first event of each kind, which represents all of that kind. */
  readonly first: Map<string, number>;
  /** Edits since the last hidden event: they belong to it if another one follows. */
  readonly edits: Mark[];
}

const runFrom = (seq: number, mono_us: number): Run => ({
  ...{ from: seq, to: seq, began: mono_us, ended: mono_us },
  ...{ typed: undefined, first: new Map(), edits: [] },
});

/** A stay in hidden places, from the first event there to the last. */
interface Stay {
  readonly run: Run;
  window: string;
  readonly gaps: Set<string>;
}

/**
 * Decides which events of a session are under a veil, and which rows represent them: one row of each kind. The number of the
 * others, their times and their places would reveal hidden text. Any other event between the first and the last one under a veil
 * leaves no row either, so that the session's numbers and times can close over it.
 */
export class Veils {
  readonly numbers: Numbers;
  readonly clock: PublishedClock;
  /** Presses that represent the typed text. */
  readonly presses: ReadonlyMap<number, KeyDecision>;
  /** How many events are missing in each gap that leaves a row, if known. */
  readonly gaps: ReadonlyMap<number, number | undefined>;
  readonly #veils: readonly Veil[];
  /** Focus events that leave a row. */
  readonly #focuses: readonly number[];
  readonly #before: Before | undefined;
  /** The stay in a hidden place that has not ended. */
  readonly stay: Before['stay'];

  constructor(hidden: Hidden) {
    const { before } = hidden;
    const weaving = new Weaving(hidden);
    for (const event of hidden.log) weaving.take(event);
    this.stay = weaving.finish();
    this.#before = before;
    this.#veils = weaving.veils;
    this.#focuses = weaving.focuses;
    this.presses = weaving.decisions;
    this.gaps = weaving.gaps;
    this.numbers = new Numbers(weaving.gone(), before?.gone);
    this.clock = new PublishedClock(weaving.marks, this.#veils, before && { from: before.from, ...before.clock });
  }

  /** Whether an event is under a veil: it then represents others, or reveals nothing of a text. */
  covers(seq: number): boolean {
    const veil = this.#veils[lastAtMost(this.#veils, seq, ({ from }) => from)];
    return veil !== undefined && seq <= veil.to;
  }

  /** The row number of the governing focus event, or of the row that represents it. */
  focusOf(ctx: number): number | undefined {
    const focus = this.#focuses[lastAtMost(this.#focuses, ctx, (seq) => seq)];
    if (focus !== undefined) return this.numbers.of(focus);
    const earlier = this.#before?.focuses ?? [];
    return earlier[lastAtMost(earlier, ctx, ([seq]) => seq)]?.[1];
  }
}

/** Walks through a session once, in order. */
class Weaving {
  readonly veils: Veil[] = [];
  readonly marks: Mark[] = [];
  readonly focuses: number[] = [];
  readonly gaps = new Map<number, number | undefined>();
  readonly decisions = new Map<number, KeyDecision>();
  readonly #hidden: Hidden;
  /** Events under a veil that still have a row. */
  readonly #shown = new Set<number>();
  /** Outside of all veils, and no row. */
  readonly #dropped: number[] = [];
  readonly #unseen = new Set<number>();
  readonly #releases: number[] = [];
  #run: Run | undefined;
  #stay: Stay | undefined;
  /** The gap that the last thing to happen was a part of. */
  #gap: EventOf<'control'> | undefined;

  constructor(hidden: Hidden) {
    this.#hidden = hidden;
    const { before } = hidden;
    if (before?.stay === undefined) return;
    const { window, shown, gaps } = before.stay;
    const run = runFrom(before.from, before.clock.mono_us);
    for (const kind of shown) run.first.set(kind, -1);
    this.#stay = { run, window, gaps: new Set(gaps) };
  }

  take(event: ActivityEvent): void {
    if (event.kind === 'screen.frame') return;
    if (event.kind === 'screen.text') {
      // Segments tell each other of the first text of each private window, and not of all others.
      const { private: window } = this.#hidden.contexts.at(event.seq);
      if (this.#stay === undefined) return;
      if (window !== undefined) stand(this.#stay.run, event, this.#shown);
      else if (this.#hidden.beside.has(event.seq)) this.#shown.add(event.seq);
      return;
    }
    const here = this.#hidden.contexts.at(event.seq);
    const isHidden = hiddenAs(here) !== undefined;
    const repeats = event.kind === 'control' ? this.#repeats(event) : false;
    if (event.kind !== 'control') this.#gap = undefined;
    if (this.#stay !== undefined && !isHidden) this.#leave(this.#stay, event);
    if (this.#stay === undefined && isHidden && this.#enter(event, windowOf(here))) return;
    if (this.#stay !== undefined) this.#inside(this.#stay, event, windowOf(here));
    else if (repeats) this.#dropped.push(event.seq);
    else this.#outside(event);
  }

  /** @returns the stay that has not ended, if there is one */
  finish(): Before['stay'] {
    this.#close();
    if (this.#stay === undefined) return undefined;
    const { run, window, gaps } = this.#stay;
    const { from, began, ended, first } = run;
    this.veils.push({ from, to: Number.MAX_SAFE_INTEGER - 1, began, ended });
    this.#decide(run);
    return { window, shown: [...first.keys()], gaps: [...gaps] };
  }

  /** All seqs without a row that every segment of the session knows of. */
  gone(): Interval[] {
    for (const seq of this.#releases) {
      const press = this.#hidden.pressOf(seq);
      if (press === undefined || this.#unseen.has(press.seq)) this.#dropped.push(seq);
      else this.#shown.add(seq);
    }
    const shown = [...this.#shown].toSorted((a, b) => a - b);
    const gone: Interval[] = this.#dropped.map((seq) => [seq, seq]);
    let next = 0;
    for (const { from, to } of this.veils) {
      let at = from;
      // Each shown event is looked at once: veils do not overlap and come in order.
      for (; ; next++) {
        const seq = shown[next];
        if (seq === undefined || seq > to) break;
        if (seq < from) continue;
        if (seq > at) gone.push([at, seq - 1]);
        at = seq + 1;
      }
      if (at <= to) gone.push([at, to]);
    }
    return gone;
  }

  /** Consecutive gaps are one gap: each of them may represent a press. */
  #repeats({ seq, d }: EventOf<'control'>): boolean {
    const before = this.#gap;
    if (d.op !== 'gap') this.#gap = undefined;
    else if (before?.d.reason === d.reason) {
      const n = this.gaps.get(before.seq);
      this.gaps.set(before.seq, n === undefined || d.n_dropped === undefined ? undefined : n + d.n_dropped);
      return true;
    } else {
      this.#gap = { kind: 'control', seq, mono_us: 0, d };
      this.gaps.set(seq, d.n_dropped);
    }
    return false;
  }

  /** @returns whether the event is the one that led there, and shows */
  #enter(event: ActivityEvent, window: string): boolean {
    const { seq, mono_us, kind } = event;
    this.#close();
    const led = kind === 'focus' || (kind === 'control' && isShown(event));
    this.#stay = { run: runFrom(led ? seq + 1 : seq, mono_us), window, gaps: new Set() };
    if (led && kind === 'control' && event.d.op === 'gap') this.#stay.gaps.add(event.d.reason);
    if (!led) return false;
    if (kind === 'focus') this.focuses.push(seq);
    this.marks.push({ seq, mono_us });
    return true;
  }

  #leave({ run }: Stay, { seq, mono_us }: ActivityEvent): void {
    if (seq > run.from) this.veils.push({ from: run.from, to: seq - 1, began: run.began, ended: mono_us });
    this.#decide(run);
    this.#stay = undefined;
  }

  #inside(stay: Stay, event: ActivityEvent, window: string): void {
    const { run } = stay;
    const { kind, seq } = event;
    run.ended = event.mono_us;
    if (kind === 'control') this.#note(stay, event);
    else if (kind === 'transcript' || kind === 'task') this.#shown.add(seq);
    else if (kind === 'focus') this.#move(stay, event, window);
    else if (kind !== 'key') this.#stand(run, event);
    else if (event.d.ph === 'down') {
      this.#unseen.add(seq);
      const press = this.#hidden.presses.get(seq);
      if (press !== undefined && !press.silent) this.#type(run, event, press);
    }
  }

  /** One row for each reason of a gap, without the number of missing events: each of them may represent a press. */
  #note({ gaps }: Stay, event: EventOf<'control'>): void {
    const { seq, d } = event;
    if (!isShown(event)) return;
    if (d.op === 'gap') {
      if (gaps.has(d.reason)) return;
      gaps.add(d.reason);
      this.gaps.set(seq, undefined);
    }
    this.#shown.add(seq);
  }

  /**
   * A move from one hidden place to another. One to another field of the same window is no row, or a code of six boxes would be
   * six.
   */
  #move(stay: Stay, { seq }: ActivityEvent, window: string): void {
    if (window === stay.window) return;
    this.#decide(stay.run);
    this.#shown.add(seq);
    this.focuses.push(seq);
    stay.window = window;
    stay.run.first.clear();
    stay.run.typed = undefined;
  }

  #outside(event: ActivityEvent): void {
    const { kind, seq } = event;
    const { contexts, touches, outdated } = this.#hidden;
    if (kind === 'task') this.#shown.add(seq);
    if (kind === 'transcript' || kind === 'task') return;
    if (kind === 'key') this.#key(event);
    else if (kind === 'focus') touches.has(seq) ? this.#cover(event) : this.#pass(event);
    else if (kind === 'control') isShown(event) ? this.#pass(event) : this.#dropped.push(seq);
    else if (hiddenAs(contexts.of(event)) !== undefined || touches.has(seq)) this.#stand(this.#cover(event), event);
    else if (outdated.has(seq)) this.#cover(event);
    else if (kind !== 'text') this.#pass(event);
  }

  #key(event: EventOf<'key'>): void {
    const { seq, d } = event;
    const press = this.#hidden.presses.get(seq);
    if (d.ph === 'up') this.#releases.push(seq);
    else if (press !== undefined) {
      this.#unseen.add(seq);
      const run = this.#cover(event);
      if (!press.silent) this.#type(run, event, press);
    } else if (this.#run !== undefined && this.#run.edits.length < AMONG - 1 && strokeOf(d).is !== 'char')
      this.#run.edits.push(event);
    else this.#pass(event);
  }

  /** A visible event, which ends the hidden text before it. */
  #pass({ kind, seq, mono_us }: ActivityEvent): void {
    this.#close();
    if (kind === 'focus') this.focuses.push(seq);
    this.marks.push({ seq, mono_us });
  }

  /** Puts an event under the veil that is open, or under a new one. */
  #cover({ seq, mono_us }: ActivityEvent): Run {
    if (this.#run !== undefined && mono_us - this.#run.ended > PAUSE) this.#close();
    this.#run ??= runFrom(seq, mono_us);
    for (const edit of this.#run.edits.splice(0)) this.#unseen.add(edit.seq);
    this.#run.to = seq;
    this.#run.ended = mono_us;
    return this.#run;
  }

  #type(run: Run, event: EventOf<'key'>, { type, value }: HiddenPress): void {
    run.typed ??= { type, began: event.mono_us, ended: event.mono_us, value };
    // One row may represent several values: then it has none of them.
    if (run.typed.value !== value) run.typed.value = undefined;
    run.typed.ended = event.mono_us;
    stand(run, event, this.#shown);
  }

  #close(): void {
    const run = this.#run;
    this.#run = undefined;
    if (run === undefined) return;
    this.veils.push({ from: run.from, to: run.to, began: run.began, ended: run.ended });
    this.#decide(run);
    for (const { seq, mono_us } of run.edits) this.marks.push({ seq, mono_us });
  }

  #stand(run: Run, event: ActivityEvent): void {
    const of = event.kind === 'click' ? kindOfClick(event, this.#hidden.contexts) : event.kind;
    stand(run, event, this.#shown, of);
  }

  #decide({ first, typed }: Run): void {
    const press = first.get('key');
    if (press !== undefined && typed !== undefined)
      this.decisions.set(press, decisionOf(typed.type, typed.ended - typed.began, typed.value));
  }
}

/** In a private window the title may count events: another title is no other place. */
const windowOf = ({ private: type, app, window }: FocusContext): string =>
  type === undefined ? window : `${app}\0\0${type}`;

/** The first event of a kind represents all of that kind. */
function stand({ first }: Run, { kind, seq }: ActivityEvent, shown: Set<number>, of: string = kind): void {
  if (first.has(of)) return;
  first.set(of, seq);
  shown.add(seq);
}

/** Only the worker's own view may show when a worker paused, or what was exempted. */
export const isShown = ({ d: { op } }: EventOf<'control'>): boolean => !/^(?:pause|resume|exempt)$/.test(op);
