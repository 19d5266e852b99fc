import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { BatchOpen } from '../../lib/activity/envelope.ts';
import type { ActivityEvent, EventOf } from '../../lib/activity/events.ts';
import { inflate } from '../../lib/activity/segment/inflate.ts';
import { LIMITS as SEGMENT_LIMITS } from '../../lib/activity/segment/limits.ts';
import { readSegment } from '../../lib/activity/segment/read.ts';
import { Collector } from '../../lib/collector/collector.ts';
import { LIMITS } from '../../lib/collector/limits.ts';
import type {
  CollectorIdentity,
  DeviceState,
  Limits,
  Response,
  Rules,
  SendRequest,
} from '../../lib/collector/ports.ts';
import { openOf } from '../activity/build.ts';
import { present } from '../present.ts';
import { SimDisk } from './sim-disk.ts';

const START = Date.parse('2026-05-20T09:00:00Z');

const { worker, device, epoch, jur, jur_basis, profile, notice, basis, policy, rec, display } = openOf();
export const IDENTITY: CollectorIdentity = {
  ...{ worker, device, epoch, jur, jur_basis, profile, notice, basis, policy, rec, display },
};

/** States of the network and of ingest. */
export const MODES = {
  ok: 'stores',
  down: 'no connection',
  lost: 'stores, but the answer never comes',
  error: '500, nothing stored',
  late: 'stores, then 500',
  busy: '429',
  paused: '423',
  unknown: '503',
  refused: '403',
} as const;
export type Mode = keyof typeof MODES;

const ANSWERS: Partial<Record<Mode, Response>> = {
  error: { status: 500 },
  busy: { status: 429, retryAfterS: 5 },
  paused: { status: 423, retryAfterS: 60, answer: { code: 'gate.paused' } },
  unknown: { status: 503, retryAfterS: 60, answer: { code: 'gate.unknown' } },
  refused: { status: 403, answer: { code: 'notice.missing' } },
};

export interface ReceivedSegment {
  readonly open: BatchOpen;
  readonly events: readonly ActivityEvent[];
  readonly chain: string;
  readonly digest: string;
}

/** The limits of a collector, with segments of a minute: tests live through them second by second. */
export const MINUTES: Limits = { ...LIMITS, segment: { ...LIMITS.segment, ms: 60_000 } };

export const seeded = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The identity of an offered event. */
const idOf = (event: ActivityEvent): string | undefined =>
  event.kind === 'screen.text' ? event.d.text : event.kind === 'screen.frame' ? event.d.ref : undefined;

const KEY = Buffer.alloc(32, 9);
const QUIET = { from: 3_600_000, until: 3_600_000 + 900_000 };

/** A device, its recorder and an ingest that verifies its input, all on a clock that the test moves. */
export class World {
  readonly random: () => number;
  readonly stored = new Map<string, ReceivedSegment>();
  readonly offered: { id: string; taken: boolean }[] = [];
  /** Ids accepted since the collector's last durable state, and lost with a crash. */
  readonly atRisk = new Set<string>();
  readonly arrived = new Set<string>();
  readonly #frames = new Set<string>();
  /** Ids that were waiting when ingest reported a pause. */
  readonly mustNotArrive = new Set<string>();
  mode: Mode = 'ok';
  device: DeviceState = { net: 'corp', tzKnown: true };
  disk: SimDisk;
  collector!: Collector;
  crashes = 0;
  limits: Limits;
  #wall = START;
  #mono = 5_000_000;
  #sinceTick: string[] = [];
  #pauseEnds = 0;
  #pauseSaved = true;
  /** When capture was last forbidden (µs of the monotonic clock). */
  #forbiddenAt = 0;
  /** The last answer of ingest, as the collector must interpret it. */
  #gateOpen = false;

  constructor(seed: number, limits: Partial<Limits> = {}) {
    this.random = seeded(seed);
    this.disk = new SimDisk(this.random);
    this.limits = { ...MINUTES, ...limits };
  }

  readonly rules: Rules = {
    networks: ['corp', 'home'],
    pauseMaxS: 1_800,
    quietAt: (wall) => wall >= START + QUIET.from && wall < START + QUIET.until,
    judge: () => (event) => (event.kind === 'clipboard' ? { refusal: 'profile.kind' } : event),
  };

  async open(): Promise<void> {
    this.#gateOpen = false;
    const ports = {
      clock: { wall: () => this.#wall, mono: () => this.#mono },
      device: () => this.device,
      disk: this.disk,
      key: KEY,
      transport: (request: SendRequest) => this.#ingest(request),
      rules: this.rules,
      random: this.random,
    };
    this.collector = await Collector.open(IDENTITY, ports, this.limits);
  }

  /** The power fails; the device restarts, later and with another monotonic clock. */
  async restart(): Promise<void> {
    this.crashes++;
    for (const id of this.#sinceTick) this.atRisk.add(id);
    this.#sinceTick = [];
    this.disk = this.disk.restart();
    const left = this.#pauseEnds - this.#mono;
    this.#wall += 20_000;
    this.#mono = 1_000_000;
    this.#forbiddenAt = this.#mono;
    this.#pauseEnds = left <= 0 || !this.#pauseSaved ? 0 : this.#mono + left - 20_000_000;
    await this.open();
  }

  advance(ms: number): void {
    this.#wall += ms;
    this.#mono += ms * 1000;
  }

  /** Moves only the wall clock, as after a change of the time, or a sleep of the device. */
  jump(ms: number): void {
    this.#wall += ms;
  }

  get mustNotCapture(): boolean {
    const { net } = this.device;
    return (
      this.#mono < this.#pauseEnds ||
      this.rules.quietAt(this.#wall) ||
      !this.rules.networks.includes(net) ||
      !this.#gateOpen
    );
  }

  get now(): number {
    return this.#mono;
  }

  /** Offers one event with content to the collector. @param ago how long its content took to arise (ms) */
  offer(ago = 0): void {
    const id = `event-${this.offered.length}`;
    const at = this.#mono - ago * 1000;
    if (this.mustNotCapture) this.#forbiddenAt = this.#mono;
    const taken = (this.offered.length % 7 === 3 ? this.#offerFrame(id, at) : this.#offerText(id, at)) !== undefined;
    if (taken && (this.mustNotCapture || at < this.#forbiddenAt))
      throw new Error('content was captured while nothing may be');
    this.offered.push({ id, taken });
    if (taken) this.#sinceTick.push(id);
  }

  #offerText(id: string, at: number) {
    return this.collector.record('screen.text', at, { src: 'ax', text: id });
  }

  #offerFrame(id: string, at: number) {
    const pixels = Buffer.from(`pixels of ${id}`);
    const d = { ref: id, sha256: sha256Of(pixels), mime: 'image/png' as const, w: 1, h: 1, masked: [] };
    return this.collector.record('screen.frame', at, d, pixels);
  }

  async pause(seconds: number): Promise<void> {
    this.#pauseEnds = this.#mono + seconds * 1e6;
    this.#pauseSaved = await this.collector.pause(seconds).then(
      () => true,
      () => false,
    );
  }

  async resume(): Promise<void> {
    this.#pauseEnds = 0;
    await this.collector.resume().catch(() => {});
  }

  async step(): Promise<void> {
    if (this.mustNotCapture) this.#forbiddenAt = this.#mono;
    await this.collector.tick();
    if (!this.disk.dead && !this.disk.broken) this.#sinceTick = [];
    await this.collector.send();
  }

  /** Ends everything: the fault is over, and waiting segments are sent. The power may still fail. */
  async drain(): Promise<void> {
    this.mode = 'ok';
    this.disk.broken = false;
    this.device = { net: 'corp', tzKnown: true };
    for (let turn = 0; turn < 2; turn++) {
      await this.collector.stop();
      for (let n = 0; n < 500 && this.collector.status().queue.segments > 0 && !this.disk.dead; n++) {
        this.advance(3_600_000);
        await this.collector.send();
      }
      if (!this.disk.dead) continue;
      await this.restart();
      turn = -1;
    }
    expect(this.collector.status().queue).toEqual({ segments: 0, bytes: 0 });
  }

  async #ingest(request: SendRequest): Promise<Response> {
    const { mode } = this;
    if (mode === 'down') throw new Error('no connection');
    // Earlier captured content is no longer kept, except what was stored before.
    if (mode === 'paused' && this.crashes === 0)
      for (const { id, taken } of this.offered) if (taken && !this.arrived.has(id)) this.mustNotArrive.add(id);
    if (mode === 'paused' || mode === 'unknown' || mode === 'refused') this.#gateOpen = false;
    const answer = ANSWERS[mode];
    if (answer !== undefined) return answer;
    const code = request.method === 'PUT' ? this.#storeFrame(request) : await this.#store(request);
    if (mode === 'lost') throw new Error('reset');
    if (mode === 'late') return { status: 500 };
    this.#gateOpen = true;
    return { status: 200, answer: { code } };
  }

  #storeFrame({ path, headers, body }: SendRequest): string {
    const open = JSON.parse(Buffer.from(headers['strongroom-open'] ?? '', 'base64').toString());
    expect(path).toBe(`/segments/${open.batch}/frames/${sha256Of(body)}`);
    this.#frames.add(path);
    return 'stored';
  }

  async #store({ path, body }: SendRequest): Promise<string> {
    expect(path).toBe('/segments');
    const digest = sha256Of(body);
    let open: BatchOpen | undefined;
    let chain = '';
    const events: ActivityEvent[] = [];
    for await (const parts of readSegment(inflate([body], SEGMENT_LIMITS.inflated)))
      for (const part of parts) {
        if (part.type === 'open') open = part.open;
        if (part.type === 'event') events.push(part.event);
        if (part.type === 'close') chain = part.close.chain;
        if (part.type === 'fault') throw new Error(`ingest met ${part.code}`);
      }
    const known = this.stored.get(present(open).batch);
    if (known !== undefined && known.digest !== digest) throw new Error('one id, two segments');
    if (known !== undefined) return 'segment.duplicate';
    for (const event of events) {
      const id = idOf(event);
      if (id !== undefined) this.arrived.add(id);
      if (event.kind === 'screen.frame')
        expect(this.#frames).toContain(`/segments/${present(open).batch}/frames/${event.d.sha256}`);
    }
    this.stored.set(present(open).batch, { open: present(open), events, chain, digest });
    return 'stored';
  }
}

/** Conditions at the end of every drained history. */
export function check(world: World): void {
  const events = [...world.stored.values()].flatMap((segment) => segment.events);
  checkSessions([...world.stored.values()]);
  const delivered = events.map(idOf).filter((id) => id !== undefined);
  expect(new Set(delivered).size).toBe(delivered.length);
  const { arrived } = world;
  if (world.crashes === 0) expect([...world.mustNotArrive].filter((id) => arrived.has(id))).toEqual([]);
  const dropped = world.offered.filter(({ taken }) => !taken);
  expect(dropped.filter(({ id }) => arrived.has(id))).toEqual([]);
  const missing = world.offered.filter(({ id, taken }) => taken && !arrived.has(id));
  const said = tally(events);
  if (world.crashes === 0) {
    expect(said.crashes).toBe(0);
    expect(said.dropped).toBeGreaterThanOrEqual(dropped.length + missing.length);
    expect(said.dropped - said.unconfirmed).toBeLessThanOrEqual(dropped.length + missing.length);
  } else {
    const exact = missing.filter(({ id }) => !world.atRisk.has(id));
    expect(said.dropped).toBeGreaterThanOrEqual(exact.length);
    expect(said.dropped - said.unconfirmed).toBeLessThanOrEqual(dropped.length + missing.length);
    if (missing.length > said.dropped) expect(said.crashes).toBeGreaterThan(0);
  }
}

/** Totals of events that control events report as missing. */
export function tally(events: readonly ActivityEvent[]) {
  const sum = { dropped: 0, unconfirmed: 0, crashes: 0, byReason: {} as Record<string, number> };
  for (const { kind, d } of events) {
    if (kind !== 'control') continue;
    const { op, reason, n_dropped = 0 } = d as EventOf<'control'>['d'];
    sum.dropped += n_dropped;
    if (reason === 'unconfirmed') sum.unconfirmed += n_dropped;
    if (op === 'gap' && reason === 'crash') sum.crashes++;
    if (n_dropped > 0) sum.byReason[reason] = (sum.byReason[reason] ?? 0) + n_dropped;
  }
  return sum;
}

/** Numbers and chains of a session continue from segment to segment, wherever none was dropped. */
export function checkSessions(segments: readonly ReceivedSegment[]): void {
  for (const group of Map.groupBy(segments, ({ open }) => open.sid).values()) {
    const inOrder = group.toSorted((a, b) => a.open.index - b.open.index);
    for (const [i, { open, events }] of inOrder.entries()) {
      const before = inOrder[i - 1];
      if (before === undefined || before.open.index !== open.index - 1) continue;
      expect(open.prev).toBe(before.chain);
      expect(open.first).toBe(before.open.first + before.events.length);
      const [last, first] = [before.events.at(-1), events[0]];
      if (last !== undefined && first !== undefined) expect(first.mono_us).toBeGreaterThanOrEqual(last.mono_us);
    }
  }
}
