import { createHash } from 'node:crypto';
import { StrongroomError } from '../activity/errors.ts';
import type { EventOf, Kind } from '../activity/events.ts';
import { FRAME_LIMIT } from '../activity/segment/limits.ts';
import { backoff } from './answers.ts';
import { count, countOn, dayOf, type SentToday, waitFor } from './budget.ts';
import { type ControlPayload, type Hold, Holds, type Input } from './holds.ts';
import { LIMITS } from './limits.ts';
import { Outbox } from './outbox.ts';
import type { CollectorPorts, Identity, Limits, Request, Response } from './ports.ts';
import { type Recovered, recover } from './recover.ts';
import { sayDropped } from './say-dropped.ts';
import { type Outcome, sendSegment } from './send-segment.ts';
import { Session } from './session.ts';
import { leftOf, loadState, type SavedState } from './state.ts';
import { Store, type Waiting } from './store.ts';

/** Clocks that part by more than this were set, or the device slept. NTP slews far slower. */
const JUMP_MS = 2_000;
/** The disk cannot be read now. */
const UNREADABLE: Outcome = { meaning: 'again', code: 'disk', retryAfterS: 0, doubt: false, pauseS: 0 };
/** Control events that a recorder may say; the others are the collector's. */
const RECORDERS_OWN: readonly ControlPayload['op'][] = ['gap', 'exempt', 'secure_field', 'policy'];

export interface CollectorStatus {
  /** Why nothing is captured; empty while it is. */
  readonly holds: readonly Hold[];
  readonly queue: { readonly segments: number; readonly bytes: number };
  readonly sent: SentToday;
  /** Why what waits is not sent now. */
  readonly waiting: ReturnType<typeof waitFor>;
  /** Code of the last answer. */
  readonly lastAnswer: string | undefined;
}

/**
 * Takes events from a recorder, and brings them to the ingest API, each once. Content is dropped where it arises while
 * anything holds (`holds.ts`); what was dropped or lost is said by control events, with counts.
 * Call `tick` about once a second, and `send` as often.
 */
export class Collector {
  readonly #ports: CollectorPorts;
  readonly #limits: Limits;
  readonly #store: Store;
  readonly #session: Session;
  readonly #holds = new Holds();
  readonly #outbox = new Outbox();
  /** Events that were lost since the last one that was taken, by reason. */
  readonly #lost = new Map<string, number>();
  #frames: { ordinal: number; sha256: string; data: Uint8Array }[] = [];
  /** Ordinals of dropped segments whose files may still be there. */
  #gone: number[] = [];
  #sent: SentToday;
  #pause: SavedState['pause'];
  #stateSaved = true;
  /** Readings of the monotonic clock (µs). */
  #pauseEnds = 0;
  #capturingSince = 0;
  #answeredAt: number;
  #notBefore = 0;
  #failures = 0;
  #sending = false;
  #stopped = false;
  #waiting: ReturnType<typeof waitFor>;
  #lastAnswer: string | undefined;
  #onCapture: (capturing: boolean) => void = () => {};
  #tail: Promise<unknown> = Promise.resolve();

  /** Recovers what the collector before left on the disk. Two collectors must not share a disk, nor two workers. */
  static async open(identity: Identity, ports: CollectorPorts, limits: Limits = LIMITS): Promise<Collector> {
    const store = new Store(ports.disk, ports.key);
    const state = await loadState(store, ports.clock.wall(), ports.rules.pauseMaxS);
    const recovered = await recover(store);
    const collector = new Collector(identity, ports, limits, store, state, recovered);
    await collector.tick();
    return collector;
  }

  private constructor(
    identity: Identity,
    ports: CollectorPorts,
    limits: Limits,
    store: Store,
    { pause, sent }: SavedState,
    { waiting, ending, damaged, journalLost, nextOrdinal }: Recovered,
  ) {
    this.#ports = ports;
    this.#limits = limits;
    this.#store = store;
    this.#sent = sent;
    this.#pause = pause;
    this.#answeredAt = ports.clock.mono();
    this.#session = new Session(identity, ports.clock, ports.device, nextOrdinal);
    if (ending !== undefined) this.#session.unsaved.push(ending);
    for (const each of waiting) this.#wait(each);
    // It may have been sent, and the answer lost with the process.
    if (waiting[0] !== undefined) this.#outbox.doubt(waiting[0]);
    this.#say({ op: 'start', by: 'system', reason: 'start' });
    this.#apply('started');
    const left = leftOf(pause, ports.clock.wall());
    if (left > 0) this.#beginPause(left);
    if (journalLost) this.#say({ op: 'gap', by: 'system', reason: 'queue-damaged' });
    for (const ordinal of damaged) this.#markGone(ordinal, [{ op: 'gap', by: 'system', reason: 'queue-damaged' }]);
    this.#sense();
  }

  /**
   * Takes one event, or drops and counts it.
   * @param at reading of the monotonic clock when its content began: an event that reaches back into a pause is dropped
   * @param frame pixels of a `screen.frame`
   * @returns where it stands, or undefined when it was dropped
   */
  record<K extends Kind>(
    kind: K,
    at: number,
    d: EventOf<K>['d'],
    frame?: Uint8Array,
  ): { sid: string; seq: number } | undefined {
    if (this.#stopped) return undefined;
    this.#sense();
    if (kind === 'control' && !RECORDERS_OWN.includes((d as ControlPayload).op))
      throw new RangeError(`'${(d as ControlPayload).op}' is for the collector to say`);
    if (kind !== 'control' && this.#holds.drop()) return undefined;
    if (kind !== 'control' && this.#reachesBack(at)) return this.#lose('late');
    if (frame !== undefined && frame.length > FRAME_LIMIT) return this.#lose('frame.too-large');
    this.#sayLost();
    const event = this.#session.build(kind, Math.min(at, this.#ports.clock.mono()), d);
    if (event === undefined) return this.#lose('event-invalid');
    const refusal = kind === 'control' ? undefined : this.#ports.rules.refusalOf(event);
    if (refusal !== undefined) return this.#lose(refusal);
    this.#session.add(event);
    if (event.kind === 'screen.frame' && frame !== undefined) this.#keepFrame(event, frame);
    const { sid } = this.#session;
    this.#cutIfFull();
    return { sid, seq: event.seq };
  }

  /**
   * The listener is told when capturing begins or ends, and when a session does. It must forget what it carries (typing in
   * progress, seqs), and begin with a focus event: nothing may reach over a pause.
   */
  onCapture(listener: (capturing: boolean) => void): void {
    this.#onCapture = listener;
  }

  /**
   * Stops capturing at once, for so many seconds from now; nobody is asked why. When it returns, the pause outlives a crash.
   * @throws StrongroomError pause.length; pause.unsaved when the disk fails, and then the pause holds as long as the process
   */
  async pause(seconds: number): Promise<void> {
    const { pauseMaxS } = this.#ports.rules;
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > pauseMaxS)
      throw new StrongroomError(
        'pause.length',
        `a pause takes 1 to ${pauseMaxS} seconds`,
        'pause again when it is over',
      );
    this.#beginPause(seconds * 1000);
    if (!(await this.#exclusive(() => this.#persist())))
      throw new StrongroomError('pause.unsaved', 'the pause holds, but is not on the disk', 'see to the disk');
  }

  /** Ends a pause before its time. */
  async resume(): Promise<void> {
    this.#endPause();
    await this.#exclusive(() => this.#persist());
  }

  /** Looks at the clocks and the device, and puts on the disk what came since. A disk that fails holds capturing; nothing is thrown. */
  async tick(): Promise<void> {
    this.#sense();
    this.#sayLost();
    await this.#exclusive(async () => {
      if (!(await this.#persist())) return;
      for (const [each, reason] of this.#outbox.overdue(this.#ports.clock.mono(), this.#limits.queue, this.#sending))
        this.#drop(each, reason);
      if (this.#session.segment.lines.length > 0 && this.#session.segmentAge >= this.#limits.segment.ms)
        this.#session.cut();
      await this.#persist();
    });
  }

  /** At most one attempt at the oldest segment, when it is time for one. */
  async send(): Promise<void> {
    if (this.#sending || this.#ports.clock.mono() < this.#notBefore) return;
    this.#sending = true;
    try {
      const head = this.#outbox.head ?? (await this.#question());
      if (head === undefined) return;
      const now = this.#ports.clock.wall();
      this.#sent = countOn(this.#sent, now);
      const { device, rules } = this.#ports;
      this.#waiting = waitFor(head.bytes, this.#sent, device(), rules, this.#limits);
      if (this.#waiting !== undefined) return;
      const outcome = await sendSegment(head, this.#store, (request) => this.#counted(request)).catch(() => UNREADABLE);
      await this.#exclusive(() => this.#settle(head, outcome));
    } finally {
      this.#sending = false;
    }
  }

  /** Ends the session; nothing is captured after it. What waits stays on the disk, or `send` may go on: then stop once more. */
  async stop(): Promise<void> {
    this.#sense();
    this.#stopped = true;
    if (!this.#session.segment.head.ended) {
      this.#endSession('stop');
      this.#session.cut(true);
    }
    await this.#exclusive(() => this.#persist());
  }

  status(): CollectorStatus {
    const { size: segments, bytes } = this.#outbox;
    const sent = countOn(this.#sent, this.#ports.clock.wall());
    const [waiting, lastAnswer] = [this.#waiting, this.#lastAnswer];
    return { holds: this.#holds.all, queue: { segments, bytes }, sent, waiting, lastAnswer };
  }

  /** Everything that changes by itself: clocks, quiet hours, the network. Cheap, because each event asks. */
  #sense(): void {
    const { clock, device, rules } = this.#ports;
    if (this.#stopped) return;
    const wall = clock.wall();
    if (Math.abs(this.#session.drift) > JUMP_MS) this.#renew('clock-jump');
    else if (dayOf(wall) !== this.#session.startedOn) this.#renew('day');
    if (this.#holds.has('pause') && clock.mono() >= this.#pauseEnds) this.#endPause();
    const { net } = device();
    this.#apply(rules.networks.includes(net) ? 'network.allowed' : 'network.forbidden');
    this.#apply(rules.quietAt(wall) ? 'quiet.begun' : 'quiet.over');
    if (clock.mono() - this.#answeredAt > this.#limits.leaseMs * 1000) this.#apply('lease.over');
    if (net !== this.#session.segment.head.open.budget.net) this.#session.cut();
  }

  /** Whether something that began then began while nothing was captured. */
  #reachesBack(at: number): boolean {
    const { clock, rules } = this.#ports;
    return at < this.#capturingSince || rules.quietAt(clock.wall() - (clock.mono() - at) / 1000);
  }

  #apply(input: Input, until?: string): void {
    const held = this.#holds.first !== undefined;
    const said = this.#holds.apply(input, until);
    if (said.length === 0 || this.#stopped) return;
    this.#sayLost();
    for (const d of said) this.#say(d);
    const holds = this.#holds.first !== undefined;
    if (holds === held) return;
    this.#session.forgetFocus();
    if (!holds) this.#capturingSince = this.#ports.clock.mono();
    this.#onCapture(!holds);
  }

  #beginPause(ms: number): void {
    const { wall, mono } = this.#ports.clock;
    this.#pause = { at: wall(), ms };
    this.#stateSaved = false;
    this.#pauseEnds = mono() + ms * 1000;
    this.#apply('pause.begun', new Date(wall() + ms).toISOString());
  }

  #endPause(): void {
    if (this.#pause !== null) this.#stateSaved = false;
    this.#pause = null;
    this.#apply('pause.over');
  }

  #renew(reason: string): void {
    this.#endSession(reason);
    this.#session.renew();
    this.#say({ op: 'start', by: 'system', reason });
    for (const d of this.#holds.reopen()) this.#say(d);
    this.#capturingSince = this.#session.mono0;
    this.#onCapture(this.#holds.first === undefined);
  }

  #endSession(reason: string): void {
    this.#sayLost();
    for (const d of this.#holds.close()) this.#say(d);
    this.#say({ op: 'stop', by: 'system', reason });
  }

  #say(d: ControlPayload): void {
    this.#session.say(d);
  }

  #lose(reason: string): undefined {
    this.#lost.set(reason, (this.#lost.get(reason) ?? 0) + 1);
  }

  #sayLost(): void {
    for (const [reason, n_dropped] of this.#lost) this.#say({ op: 'gap', by: 'system', reason, n_dropped });
    this.#lost.clear();
  }

  #keepFrame(event: EventOf<'screen.frame'>, data: Uint8Array): void {
    const { segment } = this.#session;
    const sha256 = createHash('sha256').update(data).digest('hex');
    segment.addFrame({ sha256, mono_us: event.mono_us, bytes: data.length });
    this.#frames.push({ ordinal: segment.head.ordinal, sha256, data });
  }

  #cutIfFull(): void {
    const { lines, bytes } = this.#session.segment;
    const { segment } = this.#limits;
    if (lines.length >= segment.events || bytes >= segment.bytes) this.#session.cut();
  }

  /** Puts everything on the disk, in an order in which a crash between any two writes loses nothing that was there. */
  async #persist(): Promise<boolean> {
    const { segment, unsaved } = this.#session;
    const seals = [...unsaved];
    const frames = [...this.#frames];
    const gone = [...this.#gone];
    try {
      if (!this.#stateSaved) await this.#saveState();
      for (const { ordinal, ...frame } of frames) await this.#store.saveFrames(ordinal, [frame]);
      const saved: Waiting[] = [];
      for (const sealed of seals) saved.push(await this.#store.save(sealed));
      await this.#store.journal(segment);
      unsaved.splice(0, seals.length);
      this.#frames.splice(0, frames.length);
      for (const each of saved) this.#wait(each);
      await this.#store.remove(gone);
      this.#gone.splice(0, gone.length);
    } catch {
      this.#apply('disk.failed');
      return false;
    }
    this.#apply('disk.back');
    return true;
  }

  /** Counts from the time at which the segment began: from the wall clock what was before this process, which has no other. */
  #wait(waiting: Waiting): void {
    const { clock } = this.#ports;
    const { open, mono } = waiting.meta;
    const age = Math.max(0, clock.wall() - Date.parse(open.clock.t0) - mono / 1000);
    this.#outbox.add(waiting, clock.mono() + (this.#limits.queue.ms - age) * 1000);
  }

  /** While nobody has said that collection runs, what asks is a segment without content. */
  async #question(): Promise<Waiting | undefined> {
    if (!this.#holds.has('gate') && !this.#holds.has('refused')) return undefined;
    await this.#exclusive(async () => {
      if (this.#session.segment.lines.length === 0) this.#say({ op: 'policy', by: 'system', reason: 'question' });
      this.#session.cut();
      await this.#persist();
    });
    return this.#outbox.head;
  }

  /** Counted before it is sent, so that nothing is sent uncounted. */
  async #counted(request: Request): Promise<Response> {
    const { device, transport } = this.#ports;
    this.#sent = count(this.#sent, device().net, request.body.length);
    await this.#exclusive(() => this.#saveState());
    return transport(request);
  }

  async #settle(head: Waiting, { meaning, code, retryAfterS, doubt, pauseS }: Outcome): Promise<void> {
    this.#lastAnswer = code;
    if (doubt) this.#outbox.doubt(head);
    if (meaning === 'confirmed') {
      this.#outbox.remove(head);
      this.#gone.push(head.meta.ordinal);
      this.#answeredAt = this.#ports.clock.mono();
      this.#apply('answer.runs');
    }
    if (meaning === 'unknown') this.#apply('answer.unknown');
    if (meaning === 'closed') await this.#dropAll('answer.paused', 'content', 'gate');
    if (meaning === 'refused') await this.#dropAll('answer.refused', 'all', 'withheld');
    if (meaning === 'discard' || meaning === 'damaged') this.#drop(head, code);
    if (pauseS > 0) this.#beginPause(Math.min(pauseS, this.#ports.rules.pauseMaxS) * 1000);
    await this.#persist();
    this.#failures = meaning === 'confirmed' ? 0 : this.#failures + 1;
    if (meaning === 'confirmed' || meaning === 'damaged') return;
    const wait = backoff(this.#failures, meaning, retryAfterS, this.#ports.random);
    this.#notBefore = this.#ports.clock.mono() + wait * 1000;
  }

  /** Nothing that was captured may be kept: neither what waits nor what the open segment holds. */
  async #dropAll(input: Input, which: 'all' | 'content', reason: string): Promise<void> {
    this.#apply(input);
    if (this.#session.segment.weight.content > 0) this.#session.cut();
    await this.#persist();
    for (const each of this.#outbox.all(which)) this.#drop(each, reason);
  }

  /** A segment goes as a whole, and the open one says how much went: what it held, and what it stood for. */
  #drop(waiting: Waiting, reason: string): void {
    const said = sayDropped(waiting.meta.weight, reason, this.#outbox.isDoubted(waiting));
    this.#outbox.remove(waiting);
    this.#markGone(waiting.meta.ordinal, said);
  }

  /** What is said and that the segment is gone stand in one record of the journal. */
  #markGone(ordinal: number, said: readonly ControlPayload[]): void {
    for (const d of said) this.#say(d);
    this.#session.segment.drops.push(ordinal);
    this.#gone.push(ordinal);
  }

  async #saveState(): Promise<void> {
    const state: SavedState = { pause: this.#pause, sent: this.#sent };
    await this.#store.saveState(state);
    if (state.pause === this.#pause) this.#stateSaved = true;
  }

  /** One at a time: everything that touches the disk and what is known of it. */
  #exclusive<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#tail.then(work, work);
    this.#tail = done.catch(() => {});
    return done;
  }
}
