import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchOpen } from '../../lib/activity/envelope.ts';
import type { ActivityEvent, EventOf } from '../../lib/activity/events.ts';
import type { ImportedFrame, Recording } from '../../lib/activity/importers/index.ts';
import { inflate } from '../../lib/activity/segment/inflate.ts';
import { LIMITS } from '../../lib/activity/segment/limits.ts';
import { readSegment } from '../../lib/activity/segment/read.ts';
import { there } from '../../lib/activity/there.ts';
import {
  type Clock,
  Collector,
  type CollectorIdentity,
  type CollectorPorts,
  type Transport,
} from '../../lib/collector/index.ts';

export interface CollectReport {
  readonly format: string;
  readonly sessions: number;
  /** Events with content in the recording, and those that the collector accepted. */
  readonly offered: number;
  readonly taken: number;
  readonly segments: number;
  readonly frames: number;
  /** Bytes of request bodies, counting every attempt. */
  readonly bytes: number;
  /** Segments and frames that were not stored, by code. */
  readonly refused: Record<string, number>;
  /** Segments still on the disk. */
  readonly waiting: number;
}

type Content = Exclude<ActivityEvent, EventOf<'control'>>;

/** The ports for a session of a recording. */
export type PortsFor = (open: BatchOpen) => Promise<Pick<CollectorPorts, 'disk' | 'key' | 'rules'>>;

/** Final attempts after everything has been captured, and the real time between them (ms). */
const LAST_ATTEMPTS = 30;
const BETWEEN_MS = 200;
const SECOND_US = 1_000_000;

/** The clocks of a device on which a recording is replayed, as fast as it can be read. */
class ReplayClock implements Clock {
  #t0 = 0;
  #mono = 0;

  begin(open: BatchOpen): void {
    this.#t0 = Date.parse(open.clock.t0);
    this.#mono = 0;
  }

  reach(mono: number): void {
    this.#mono = Math.max(this.#mono, mono);
  }

  wall(): number {
    return this.#t0 + this.#mono / 1000;
  }

  mono(): number {
    return this.#mono;
  }
}

/** Replays a recording through a collector, session by session, and sends the segments. */
export class Replay {
  readonly #transport: Transport;
  readonly #portsFor: PortsFor;
  readonly #clock = new ReplayClock();
  readonly #count = { sessions: 0, offered: 0, taken: 0, segments: 0, frames: 0, bytes: 0, waiting: 0 };
  readonly #refused: Record<string, number> = {};
  /** New seqs of the recording's key events: texts refer to the keys that typed them. */
  readonly #seqs = new Map<number, number>();
  #collector: Collector | undefined;
  #sid = '';
  #tickedAt = 0;

  constructor(transport: Transport, portsFor: PortsFor) {
    this.#transport = transport;
    this.#portsFor = portsFor;
  }

  async play(recording: Recording): Promise<CollectReport> {
    for await (const { body, frames } of recording.segments())
      for await (const parts of readSegment(inflate(body, LIMITS.inflated)))
        for (const part of parts) {
          if (part.type === 'open') await this.#begin(part.open, recording.format);
          if (part.type === 'event') await this.#happen(part.event, frames);
        }
    await this.#end();
    return { format: recording.format, ...this.#count, refused: this.#refused };
  }

  async #begin(open: BatchOpen, format: string): Promise<void> {
    if (open.sid === this.#sid) return;
    await this.#end();
    this.#sid = open.sid;
    this.#seqs.clear();
    this.#clock.begin(open);
    this.#tickedAt = 0;
    const { net, battery_pct } = open.budget;
    const device = { net, tzKnown: open.clock.tz_known, ...(battery_pct && { batteryPct: battery_pct }) };
    const ports = {
      ...(await this.#portsFor(open)),
      clock: this.#clock,
      device: () => device,
      transport: (request: Parameters<Transport>[0]) => this.#send(request),
      random: Math.random,
    };
    this.#collector = await Collector.open(identityOf(open, format), ports);
    this.#count.sessions++;
    // Nothing is captured before ingest has confirmed that collection runs.
    await this.#collector.send();
  }

  async #happen(event: ActivityEvent, frames: readonly ImportedFrame[]): Promise<void> {
    const collector = there(this.#collector, 'an open session');
    this.#clock.reach(event.mono_us);
    if (event.mono_us - this.#tickedAt >= SECOND_US) {
      this.#tickedAt = event.mono_us;
      await collector.tick();
      await collector.send();
    }
    if (event.kind === 'control') return this.#control(event);
    this.#count.offered++;
    const frame = event.kind === 'screen.frame' ? frames.find(({ sha256 }) => sha256 === event.d.sha256) : undefined;
    const place = collector.record(event.kind, event.mono_us, this.#renumbered(event), await frame?.read());
    if (place === undefined) return;
    this.#count.taken++;
    if (event.kind === 'key') this.#seqs.set(event.seq, place.seq);
  }

  /** Replays the worker's actions. The collector's own control events are not replayed. */
  async #control({ d, mono_us }: EventOf<'control'>): Promise<void> {
    const collector = there(this.#collector, 'an open session');
    if (d.op === 'resume' && d.by === 'worker') await collector.resume();
    if (d.op === 'pause' && d.by === 'worker' && d.until !== undefined) {
      const seconds = Math.round((Date.parse(d.until) - this.#clock.wall()) / 1000);
      await collector.pause(Math.min(Math.max(seconds, 1), 1_800));
    }
    if (!['start', 'stop', 'pause', 'resume'].includes(d.op)) collector.record('control', mono_us, d);
  }

  #renumbered({ kind, d }: Content): Content['d'] {
    if (kind !== 'text') return d;
    const { from, to, ...rest } = d as EventOf<'text'>['d'];
    const [first, last] = [this.#seqs.get(from ?? -1), this.#seqs.get(to ?? -1)];
    return first === undefined || last === undefined ? rest : { ...rest, from: first, to: last };
  }

  async #end(): Promise<void> {
    const collector = this.#collector;
    if (collector === undefined) return;
    await collector.stop();
    for (let i = 0; i < LAST_ATTEMPTS && collector.status().queue.segments > 0; i++) {
      const { segments } = collector.status().queue;
      await collector.send();
      if (collector.status().queue.segments < segments) continue;
      await sleep(BETWEEN_MS);
      this.#clock.reach(this.#clock.mono() + 10 * SECOND_US);
    }
    await collector.stop();
    this.#count.waiting += collector.status().queue.segments;
    this.#collector = undefined;
  }

  async #send(request: Parameters<Transport>[0]): Promise<Awaited<ReturnType<Transport>>> {
    this.#count.bytes += request.body.length;
    const response = await this.#transport(request);
    const code = String(response.answer?.code ?? `status-${response.status}`);
    if (response.status !== 200) this.#refused[code] = (this.#refused[code] ?? 0) + 1;
    else this.#count[request.method === 'PUT' ? 'frames' : 'segments']++;
    const refused = (response.answer?.refused ?? {}) as Record<string, number>;
    for (const [name, n] of Object.entries(refused)) this.#refused[name] = (this.#refused[name] ?? 0) + n;
    return response;
  }
}

function identityOf(open: BatchOpen, format: string): CollectorIdentity {
  const { worker, device, epoch, jur, jur_basis, profile, notice, basis, policy, rec, display } = open;
  // It happened in the past: the opening says so, and ingest accepts it whatever its age.
  const replayed = { ...rec, import: rec.import ?? format };
  return { worker, device, epoch, jur, jur_basis, profile, notice, basis, policy, rec: replayed, display };
}
