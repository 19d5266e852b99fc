import { randomUUID } from 'node:crypto';
import type { BatchOpen } from '../activity/envelope.ts';
import { type ActivityEvent, type EventOf, type Kind, schemaOf } from '../activity/events.ts';
import { type Heard, keepHeard } from './heard.ts';
import { OpenSegment, type Sealed } from './open-segment.ts';
import type { Clock, CollectorIdentity, DeviceState } from './ports.ts';

/** Events recorded within this time are simultaneous (µs): ingest tolerates more. */
const INSTANT_US = 100_000;

/** A segment that this process sealed, so that its age is known. */
export interface FreshlySealed extends Sealed {
  /** Reading of the monotonic clock (µs) at `clock.t0` of its session. */
  readonly mono0: number;
}

/** Numbers the events of successive sessions, and cuts them into chained segments. In memory only. */
export class Session {
  readonly #identity: CollectorIdentity;
  readonly #clock: Clock;
  readonly #device: () => DeviceState;
  #sid = '';
  #clockOpen!: BatchOpen['clock'];
  #wall0 = 0;
  #mono0 = 0;
  #openedAt = 0;
  #focus: EventOf<'focus'> | undefined;
  #segment!: OpenSegment;
  #heard: readonly Heard[] = [];
  /** Sealed segments that are not on the disk yet, oldest first. */
  readonly unsaved: (Sealed | FreshlySealed)[] = [];

  /** @param ordinal of the first segment */
  constructor(identity: CollectorIdentity, clock: Clock, device: () => DeviceState, ordinal: number) {
    this.#identity = identity;
    this.#clock = clock;
    this.#device = device;
    this.#begin(ordinal);
  }

  get segment(): OpenSegment {
    return this.#segment;
  }

  get sid(): string {
    return this.#sid;
  }

  /** Reading of the monotonic clock at its start. */
  get mono0(): number {
    return this.#mono0;
  }

  /** How far the wall clock has drifted from the monotonic one since the session began (ms). */
  get drift(): number {
    return this.#clock.wall() - this.#wall0 - (this.#clock.mono() - this.#mono0) / 1000;
  }

  get startedOn(): string {
    return this.#clockOpen.t0.slice(0, 10);
  }

  /** Age of the open segment (ms). */
  get segmentAge(): number {
    return (this.#clock.mono() - this.#openedAt) / 1000;
  }

  /** The next event, not yet added. @param at reading of the monotonic clock @returns undefined when it does not fit the schema */
  build<K extends Kind>(kind: K, at: number, d: EventOf<K>['d']): ActivityEvent | undefined {
    const mono_us = Math.max(this.#segment.mono, Math.round(at - this.#mono0));
    // Gathered until now: a worker who pauses on the page meanwhile must not have it stored under the time when it began.
    const for_us = Math.ceil(this.#clock.mono() - this.#mono0) - mono_us;
    const lasted = kind !== 'control' && for_us >= INSTANT_US ? { for_us } : {};
    const ctx = kind === 'focus' || this.#focus === undefined ? {} : { ctx: this.#focus.seq };
    const event = schemaOf(kind)?.safeParse({ kind, seq: this.#segment.next, mono_us, ...lasted, ...ctx, d });
    return event?.success ? event.data : undefined;
  }

  add(event: ActivityEvent): void {
    this.#segment.add(event);
    if (event.kind === 'focus') this.#focus = event;
  }

  /** A control event after the end of a session begins another. */
  say(d: EventOf<'control'>['d']): void {
    if (this.#segment.head.ended) this.#begin(this.#segment.head.ordinal);
    const event = this.build('control', this.#clock.mono(), d);
    if (event === undefined) throw new RangeError(`'${d.reason}' is not the reason of a control event`);
    this.add(event);
  }

  /** The focused element, when the open segment does not state it yet: each segment must be self-contained. */
  get unsaidFocus(): EventOf<'focus'>['d'] | undefined {
    return this.#focus !== undefined && this.#focus.seq < this.#segment.head.open.first ? this.#focus.d : undefined;
  }

  /** Wall time of an event in this session (ms since the epoch). */
  wallOf({ mono_us }: ActivityEvent): number {
    return this.#wall0 + mono_us / 1000;
  }

  /** Receives the ingest API's time. The first time ends a segment that does not state one at its beginning. */
  hear(heard: Heard): void {
    this.#heard = keepHeard(this.#heard, heard);
    if (this.#segment.head.open.clock.door === undefined && !this.#segment.head.ended) this.cut();
  }

  /** The focused element is no longer known. */
  forgetFocus(): void {
    this.#focus = undefined;
  }

  /** Seals the open segment and opens the next. An empty segment is reopened under the current state. */
  cut(ended = false): void {
    const { head, lines, mono, next } = this.#segment;
    const { ordinal, open } = head;
    if (lines.length === 0 && !ended) {
      this.#open(ordinal, mono, open.index, open.prev, open.first);
      return;
    }
    const sealed = this.#segment.seal(ended);
    this.unsaved.push({ ...sealed, mono0: this.#mono0 });
    this.#open(ordinal + 1, mono, open.index + 1, sealed.meta.chain, next, ended);
  }

  /** Ends the session, whose last event was already emitted, and begins another. */
  renew(): void {
    this.cut(true);
    this.#begin(this.#segment.head.ordinal);
  }

  #begin(ordinal: number): void {
    this.#sid = randomUUID();
    this.#wall0 = this.#clock.wall();
    this.#mono0 = this.#clock.mono();
    this.#focus = undefined;
    this.#clockOpen = {
      t0: new Date(this.#wall0).toISOString(),
      src: 'wall+mono',
      tz_known: this.#device().tzKnown,
      skew_ms: this.#skew,
    };
    this.#open(ordinal, 0, 0, null, 0);
  }

  #open(ordinal: number, mono: number, index: number, prev: string | null, first: number, ended = false): void {
    const { net, batteryPct } = this.#device();
    const open: BatchOpen = {
      kind: 'batch.open',
      schema: 'capture/1',
      batch: randomUUID(),
      sid: this.#sid,
      index,
      prev,
      first,
      ...this.#identity,
      purpose: 'cua_training',
      clock: { ...this.#clockOpen, ...this.#door },
      budget: { net, ...(batteryPct === undefined ? {} : { battery_pct: batteryPct }) },
    };
    this.#segment = new OpenSegment({ ordinal, open, mono, ended });
    this.#openedAt = this.#clock.mono();
  }

  /** How far the wall clock is ahead of the ingest API's (ms); 0 until its time is known. */
  get #skew(): number {
    const last = this.#heard.at(-1);
    return last === undefined ? 0 : Math.round(this.#wall0 - last.at - (this.#mono0 - last.mono) / 1000);
  }

  get #door(): Pick<BatchOpen['clock'], 'door'> {
    if (this.#heard.length === 0) return {};
    const relative = ({ at, mono }: Heard) => ({
      at: new Date(at).toISOString(),
      mono_us: Math.ceil(mono - this.#mono0),
    });
    return { door: this.#heard.map(relative) };
  }
}
