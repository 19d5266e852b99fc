import { createHash } from 'node:crypto';
import type { ActivityEvent, EventOf, Kind } from '../activity/events.ts';
import { FRAME_LIMIT } from '../activity/segment/limits.ts';
import { dayOf } from './budget.ts';
import { type ControlPayload, Holds, type Input } from './holds.ts';
import type { CollectorIdentity, CollectorPorts, Judge, Limits } from './ports.ts';
import { Session } from './session.ts';

/** A larger difference between the clocks means that one was set, or that the device slept. NTP slews far slower. */
const JUMP_MS = 2_000;
/** Control events that a recorder may emit; the others are the collector's. */
const RECORDERS_OWN: readonly ControlPayload['op'][] = ['gap', 'exempt', 'secure_field', 'policy'];

/** Pixels that are not on the disk yet. */
export interface FrameBytes {
  readonly ordinal: number;
  readonly sha256: string;
  readonly data: Uint8Array;
}

/** The position of an event: its session and its number in it. */
export interface EventPosition {
  readonly sid: string;
  readonly seq: number;
}

/**
 * Decides about each event as it arises, and numbers the kept ones. It works in memory only and never waits: a stop
 * takes effect before anything else happens.
 */
export class Capture {
  readonly session: Session;
  readonly holds = new Holds();
  /** Frames of kept events, still to be written to the disk. */
  readonly frames: FrameBytes[] = [];
  readonly #ports: Pick<CollectorPorts, 'clock' | 'device' | 'rules'>;
  readonly #limits: Limits;
  /** Events lost since the last kept one, by reason. */
  readonly #lost = new Map<string, number>();
  #judged: { readonly of: unknown; readonly judge: Judge } | undefined;
  /** Readings of the monotonic clock (µs). */
  #pauseEnds = 0;
  #since = 0;
  #leasedAt: number;
  #stopped = false;
  #listener: (capturing: boolean) => void = () => {};

  /** @param ordinal of the first segment */
  constructor(
    identity: CollectorIdentity,
    ports: Pick<CollectorPorts, 'clock' | 'device' | 'rules'>,
    limits: Limits,
    ordinal: number,
  ) {
    this.#ports = ports;
    this.#limits = limits;
    this.#leasedAt = ports.clock.mono();
    this.session = new Session(identity, ports.clock, ports.device, ordinal);
    this.say({ op: 'start', by: 'system', reason: 'start' });
    this.apply('started');
  }

  set listener(listener: (capturing: boolean) => void) {
    this.#listener = listener;
  }

  /** See `Collector.record`. */
  record<K extends Kind>(kind: K, at: number, d: EventOf<K>['d'], frame?: Uint8Array): EventPosition | undefined {
    if (this.#stopped) return undefined;
    this.sense();
    if (kind === 'control' && !RECORDERS_OWN.includes((d as ControlPayload).op))
      throw new RangeError(`'${(d as ControlPayload).op}' is for the collector to say`);
    if (kind !== 'control' && this.holds.drop()) return undefined;
    if (kind !== 'control' && this.#reachesBack(at)) return this.#lose('late');
    if (frame !== undefined && frame.length > FRAME_LIMIT) return this.#lose('frame.too-large');
    const { sid } = this.session;
    this.#sayFocus(kind, at);
    const event = this.#take(kind, at, d);
    if (event === undefined) return undefined;
    if (event.kind === 'screen.frame' && frame !== undefined) this.#keepFrame(event, frame);
    this.#cutIfFull();
    return { sid, seq: event.seq };
  }

  /** Says a focus that was not said yet, before an event that it governs. */
  #sayFocus(kind: Kind, at: number): void {
    const { unsaidFocus } = this.session;
    if (unsaidFocus !== undefined && kind !== 'control' && kind !== 'focus') this.#take('focus', at, unsaidFocus);
  }

  /** Reads everything that changes by itself: clocks, quiet hours, the network. Cheap, because each event calls it. */
  sense(): void {
    if (this.#stopped) return;
    const { clock, device, rules } = this.#ports;
    const wall = clock.wall();
    if (Math.abs(this.session.drift) > JUMP_MS) this.#renew('clock-jump');
    else if (dayOf(wall) !== this.session.startedOn) this.#renew('day');
    if (this.holds.has('pause') && clock.mono() >= this.#pauseEnds) this.apply('pause.over');
    const { net } = device();
    const allowed = rules.networks.includes(net);
    // A segment names the network on which its content was captured: none is captured on a forbidden one.
    if (allowed && net !== this.session.segment.head.open.budget.net) this.session.cut();
    this.apply(allowed ? 'network.allowed' : 'network.forbidden');
    this.apply(rules.quietAt(wall) ? 'quiet.begun' : 'quiet.over');
    if (clock.mono() - this.#leasedAt > this.#limits.leaseMs * 1000) this.apply('lease.over');
  }

  /** Feeds one input into the state machine, and records the change. */
  apply(input: Input, until?: string): void {
    const held = this.holds.first !== undefined;
    const said = this.holds.apply(input, until);
    if (said.length === 0 || this.#stopped) return;
    this.sayLost();
    for (const d of said) this.say(d);
    const holds = this.holds.first !== undefined;
    if (holds === held) return;
    this.session.forgetFocus();
    this.#judged = undefined;
    if (!holds) this.#since = this.#ports.clock.mono();
    this.#listener(!holds);
  }

  /** A pause that begins during another replaces it. It is measured by the monotonic clock: setting the time cannot end it. */
  beginPause(ms: number): void {
    const { clock } = this.#ports;
    this.#pauseEnds = clock.mono() + ms * 1000;
    this.apply('pause.begun', new Date(clock.wall() + ms).toISOString());
  }

  /** Milliseconds left of a pause; 0 without one. */
  get pauseLeft(): number {
    return this.holds.has('pause') ? Math.max(0, this.#pauseEnds - this.#ports.clock.mono()) / 1000 : 0;
  }

  /** Ingest has confirmed that collection runs. */
  answered(): void {
    this.#leasedAt = this.#ports.clock.mono();
    this.apply('answer.runs');
  }

  say(d: ControlPayload): void {
    this.session.say(d);
  }

  /**
   * Emits gaps for lost events. They come before the next event, and not every second, which would reveal the time of
   * the loss.
   */
  sayLost(): void {
    for (const [reason, n_dropped] of this.#lost) this.say({ op: 'gap', by: 'system', reason, n_dropped });
    this.#lost.clear();
  }

  /** Ends the session, and a second one if a control event had to follow the end of the first. */
  stop(): void {
    this.sense();
    this.#stopped = true;
    if (this.session.segment.head.ended) return;
    this.#end('stop');
    this.session.cut(true);
  }

  #renew(reason: string): void {
    this.#end(reason);
    this.session.renew();
    this.say({ op: 'start', by: 'system', reason });
    for (const d of this.holds.reopen()) this.say(d);
    this.#since = this.session.mono0;
    this.#listener(this.holds.first === undefined);
  }

  #end(reason: string): void {
    this.sayLost();
    for (const d of this.holds.close()) this.say(d);
    this.say({ op: 'stop', by: 'system', reason });
  }

  /** Whether an event that began at `at` began while nothing was captured. */
  #reachesBack(at: number): boolean {
    const { clock, rules } = this.#ports;
    return at < this.#since || rules.quietAt(clock.wall() - (clock.mono() - at) / 1000);
  }

  /** Adds the permitted part of an event, or counts it as lost. */
  #take<K extends Kind>(kind: K, at: number, d: EventOf<K>['d']): ActivityEvent | undefined {
    const event = this.session.build(kind, Math.min(at, this.#ports.clock.mono()), d);
    if (event === undefined) return this.#lose('event-invalid');
    const kept = this.#judge(event);
    if ('refusal' in kept) {
      if (kind === 'focus') this.session.forgetFocus();
      return this.#lose(kept.refusal);
    }
    if (this.#lost.size > 0) {
      // The gaps come first, and take the number for which the event was judged.
      this.sayLost();
      return this.#take(kind, at, d);
    }
    this.session.add(kept);
    return kept;
  }

  #judge(event: ActivityEvent): ReturnType<Judge> {
    const { segment } = this.session;
    if (this.#judged?.of !== segment) this.#judged = { of: segment, judge: this.#ports.rules.judge() };
    return this.#judged.judge(event, this.session.wallOf(event));
  }

  #lose(reason: string): undefined {
    this.#lost.set(reason, (this.#lost.get(reason) ?? 0) + 1);
  }

  #keepFrame(event: EventOf<'screen.frame'>, data: Uint8Array): void {
    const { segment } = this.session;
    const sha256 = createHash('sha256').update(data).digest('hex');
    segment.addFrame({ sha256, mono_us: event.mono_us, bytes: data.length });
    this.frames.push({ ordinal: segment.head.ordinal, sha256, data });
  }

  #cutIfFull(): void {
    const { lines, bytes } = this.session.segment;
    const { segment } = this.#limits;
    if (lines.length >= segment.events || bytes >= segment.bytes) this.session.cut();
  }
}
