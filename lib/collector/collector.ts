import { StrongroomError } from '../activity/errors.ts';
import type { EventOf, Kind } from '../activity/events.ts';
import { backoff, nowIn } from './answers.ts';
import { count, countOn, type SentToday, waitFor } from './budget.ts';
import { Capture, type EventPosition } from './capture.ts';
import type { CollectorHold, ControlPayload, Input } from './holds.ts';
import { LIMITS } from './limits.ts';
import { Outbox } from './outbox.ts';
import type { CollectorIdentity, CollectorPorts, Limits, Response, SendRequest } from './ports.ts';
import { type Recovered, recover } from './recover.ts';
import { sayDropped } from './say-dropped.ts';
import { type SendOutcome, sendSegment } from './send-segment.ts';
import { loadState, type SavedState, savedForm } from './state.ts';
import { Store, type Waiting } from './store.ts';

/** A pause that continues after the process died lasts longer by at most this (ms), plus the time until the next process. */
const PAUSE_SAVED_MS = 15_000;

/** The disk cannot be read now. */
const UNREADABLE: SendOutcome = { meaning: 'again', code: 'disk', retryAfterS: 0, doubt: false, pauseS: 0 };

export interface CollectorStatus {
  /** Why nothing is captured; empty while capturing. */
  readonly holds: readonly CollectorHold[];
  readonly queue: { readonly segments: number; readonly bytes: number };
  readonly sent: SentToday;
  /** Reasons why a waiting segment is not sent now. */
  readonly waiting: ReturnType<typeof waitFor>;
  /** Code of the last response. */
  readonly lastAnswer: string | undefined;
}

/**
 * Takes events from a recorder, and delivers them to the ingest API, each once. While any hold is set, content is
 * dropped as it arises (`holds.ts`); control events report dropped and lost events, with counts. Call `tick` about once
 * a second, and `send` as often.
 */
export class Collector {
  readonly #ports: CollectorPorts;
  readonly #limits: Limits;
  readonly #store: Store;
  readonly #capture: Capture;
  readonly #outbox = new Outbox();
  /** Ordinals of finished segments whose files may still exist. */
  readonly #gone: number[] = [];
  #sent: SentToday;
  /** Rest of a pause as saved on the disk (ms). */
  #savedPauseMs: number;
  #stateSaved = true;
  /** Reading of the monotonic clock (µs). */
  #notBefore = 0;
  #failures = 0;
  #sending = false;
  #waiting: ReturnType<typeof waitFor>;
  #lastAnswer: string | undefined;
  #tail: Promise<unknown> = Promise.resolve();

  /** Recovers what the previous collector left on the disk. Two collectors must not share a disk, nor two workers. */
  static async open(identity: CollectorIdentity, ports: CollectorPorts, limits: Limits = LIMITS): Promise<Collector> {
    const store = new Store(ports.disk, ports.key);
    const state = await loadState(store, ports.clock.wall(), ports.rules.pauseMaxS);
    const recovered = await recover(store);
    const capture = new Capture(identity, ports, limits, recovered.nextOrdinal);
    const collector = new Collector(ports, limits, store, capture, state);
    collector.#goOn(recovered);
    await collector.tick();
    return collector;
  }

  private constructor(ports: CollectorPorts, limits: Limits, store: Store, capture: Capture, state: SavedState) {
    this.#ports = ports;
    this.#limits = limits;
    this.#store = store;
    this.#capture = capture;
    this.#sent = state.sent;
    this.#savedPauseMs = state.pauseMs;
    if (state.pauseMs > 0) this.#beginPause(state.pauseMs);
  }

  #goOn({ waiting, ending, damaged, journalLost }: Recovered): void {
    if (ending !== undefined) this.#capture.session.unsaved.push(ending);
    for (const segment of waiting) this.#wait(segment);
    // It may have been sent, and the response lost with the process.
    if (waiting[0] !== undefined) this.#outbox.doubt(waiting[0]);
    if (journalLost) this.#capture.say({ op: 'gap', by: 'system', reason: 'queue-damaged' });
    for (const ordinal of damaged) this.#markGone(ordinal, [{ op: 'gap', by: 'system', reason: 'queue-damaged' }]);
  }

  /**
   * Takes one event, or drops and counts it.
   * @param at reading of the monotonic clock when its content began: an event that reaches back into a pause is dropped
   * @param frame pixels of a `screen.frame`
   * @returns its position, or undefined when it was dropped
   */
  record<K extends Kind>(kind: K, at: number, d: EventOf<K>['d'], frame?: Uint8Array): EventPosition | undefined {
    return this.#capture.record(kind, at, d, frame);
  }

  /**
   * The listener is called when capturing begins or ends, and when a session does. It must forget its state (typing in
   * progress, seqs), and begin with a focus event: nothing may reach across a pause.
   */
  onCapture(listener: (capturing: boolean) => void): void {
    this.#capture.listener = listener;
  }

  /**
   * Stops capturing at once, for this many seconds from now, without a reason. On return the pause survives a crash.
   * @throws StrongroomError pause.length; pause.unsaved when the disk fails: the pause then lasts as long as the
   *   process
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
    this.#capture.apply('pause.over');
    await this.#exclusive(() => this.#persist());
  }

  /** Reads the clocks and the device, and saves new events to the disk. A failing disk stops capturing; nothing is thrown. */
  async tick(): Promise<void> {
    const { session } = this.#capture;
    this.#capture.sense();
    await this.#exclusive(async () => {
      if (!(await this.#persist())) return;
      for (const [each, reason] of this.#outbox.overdue(this.#ports.clock.mono(), this.#limits.queue, this.#sending))
        this.#drop(each, reason);
      if (session.segmentAge >= this.#limits.segment.ms) {
        this.#capture.sayLost();
        session.cut();
      }
      await this.#persist();
    });
  }

  /** At most one attempt to send the oldest segment, when an attempt is due. */
  async send(): Promise<void> {
    if (this.#sending || this.#ports.clock.mono() < this.#notBefore) return;
    this.#sending = true;
    try {
      const head = this.#outbox.head ?? (await this.#question());
      if (head === undefined) return;
      const { clock, device, rules } = this.#ports;
      this.#sent = countOn(this.#sent, clock.wall());
      this.#waiting = waitFor(head.bytes, this.#sent, device(), rules, this.#limits);
      if (this.#waiting !== undefined) return;
      const sent = sendSegment(
        head,
        this.#store,
        () => this.#sentUs(head),
        (request) => this.#counted(request),
      );
      const outcome = await sent.catch(() => UNREADABLE);
      await this.#exclusive(() => this.#settle(head, outcome));
    } finally {
      this.#sending = false;
    }
  }

  /**
   * Ends the session; nothing is captured afterwards. Waiting segments stay on the disk, or `send` may continue: then
   * call `stop` once more.
   */
  async stop(): Promise<void> {
    this.#capture.stop();
    await this.#exclusive(() => this.#persist());
  }

  status(): CollectorStatus {
    const { size: segments, bytes } = this.#outbox;
    const sent = countOn(this.#sent, this.#ports.clock.wall());
    const [waiting, lastAnswer] = [this.#waiting, this.#lastAnswer];
    return { holds: this.#capture.holds.all, queue: { segments, bytes }, sent, waiting, lastAnswer };
  }

  #beginPause(ms: number): void {
    this.#stateSaved = false;
    this.#capture.beginPause(ms);
  }

  /** Saves everything to the disk, in an order in which a crash between any two writes loses no earlier data. */
  async #persist(): Promise<boolean> {
    const { session, frames } = this.#capture;
    const { segment, unsaved } = session;
    const left = this.#capture.pauseLeft;
    if (this.#savedPauseMs - left >= PAUSE_SAVED_MS || (left === 0 && this.#savedPauseMs > 0)) this.#stateSaved = false;
    const [pixels, seals, gone] = [[...frames], [...unsaved], [...this.#gone]];
    try {
      if (!this.#stateSaved) await this.#saveState();
      for (const { ordinal, ...frame } of pixels) await this.#store.saveFrame(ordinal, frame);
      const saved: Waiting[] = [];
      for (const sealed of seals) {
        const mono0 = 'mono0' in sealed ? { mono0: sealed.mono0 } : {};
        saved.push({ ...(await this.#store.save(sealed)), ...mono0 });
      }
      await this.#store.journal(segment);
      unsaved.splice(0, seals.length);
      frames.splice(0, pixels.length);
      for (const segment of saved) this.#wait(segment);
      await this.#store.remove(gone);
      this.#gone.splice(0, gone.length);
    } catch {
      this.#capture.apply('disk.failed');
      return false;
    }
    this.#capture.apply('disk.back');
    return true;
  }

  async #saveState(): Promise<void> {
    const state: SavedState = { pauseMs: this.#capture.pauseLeft, sent: this.#sent };
    await this.#store.saveState(savedForm(state));
    this.#savedPauseMs = state.pauseMs;
    // A pause that began during this write is longer than the saved one.
    if (this.#capture.pauseLeft <= state.pauseMs) this.#stateSaved = true;
  }

  /** Its age counts from its last event. A segment from before this process can only be dated by the wall clock. */
  #wait(waiting: Waiting): void {
    const { clock } = this.#ports;
    const { open, mono } = waiting.meta;
    const age = Math.max(0, clock.wall() - Date.parse(open.clock.t0) - mono / 1000);
    this.#outbox.add(waiting, clock.mono() + (this.#limits.queue.ms - age) * 1000);
  }

  /** Until ingest confirms that collection runs, the question is a segment without content. */
  async #question(): Promise<Waiting | undefined> {
    const { holds, session } = this.#capture;
    if (!holds.has('gate') && !holds.has('refused')) return undefined;
    await this.#exclusive(async () => {
      if (session.segment.lines.length === 0) this.#capture.say({ op: 'policy', by: 'system', reason: 'question' });
      session.cut();
      await this.#persist();
    });
    return this.#outbox.head;
  }

  /** Counted before sending, so that nothing is sent uncounted. */
  async #counted(request: SendRequest): Promise<Response> {
    const { device, transport } = this.#ports;
    this.#sent = count(this.#sent, device().net, request.body.length);
    await this.#exclusive(() => this.#saveState());
    const response = await transport(request);
    const at = nowIn(response);
    if (at !== undefined) this.#capture.session.hear({ at, mono: this.#ports.clock.mono() });
    return response;
  }

  /** Rounded down: the ingest API then dates activity later than it was, never earlier. */
  #sentUs({ mono0 }: Waiting): number | undefined {
    return mono0 === undefined ? undefined : Math.max(0, Math.floor(this.#ports.clock.mono() - mono0));
  }

  async #settle(head: Waiting, { meaning, code, retryAfterS, doubt, pauseS }: SendOutcome): Promise<void> {
    this.#lastAnswer = code;
    if (doubt) this.#outbox.doubt(head);
    if (meaning === 'confirmed') {
      this.#outbox.remove(head);
      this.#gone.push(head.meta.ordinal);
      this.#capture.answered();
    }
    if (meaning === 'unknown') this.#capture.apply('answer.unknown');
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

  /** No captured content must be kept, neither in waiting segments nor in the open one. */
  async #dropAll(input: Input, which: 'all' | 'content', reason: string): Promise<void> {
    const { session } = this.#capture;
    this.#capture.apply(input);
    if (session.segment.weight.content > 0) session.cut();
    await this.#persist();
    for (const segment of this.#outbox.all(which)) this.#drop(segment, reason);
  }

  /** Drops a whole segment. The open one reports how many events it held and how many its gaps and pauses stood for. */
  #drop(waiting: Waiting, reason: string): void {
    const said = sayDropped(waiting.meta.weight, reason, this.#outbox.isDoubted(waiting));
    this.#outbox.remove(waiting);
    this.#markGone(waiting.meta.ordinal, said);
  }

  /** The control events and the removal of the segment are in one journal record. */
  #markGone(ordinal: number, said: readonly ControlPayload[]): void {
    for (const d of said) this.#capture.say(d);
    this.#capture.session.segment.drops.push(ordinal);
    this.#gone.push(ordinal);
  }

  /** Runs one at a time: all work that uses the disk or its cached state. */
  #exclusive<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#tail.then(work, work);
    this.#tail = done.catch(() => {});
    return done;
  }
}
