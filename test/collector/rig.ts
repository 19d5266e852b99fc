import type { Context } from 'aws-lambda';
import { onTestFinished } from 'vitest';
import { DEVICE_HEADER, ingestListener, serve } from '../../bin/embedded/ingest-server.ts';
import { redactHandler } from '../../lambdas/redact/handler.ts';
import type { Settings } from '../../lambdas/settings.ts';
import type { ActivityEvent } from '../../lib/activity/events.ts';
import { readStored } from '../../lib/activity/segment/stored.ts';
import { Collector } from '../../lib/collector/collector.ts';
import { httpTransport } from '../../lib/collector/http.ts';
import type { CollectorIdentity, DeviceState, Disk, Limits } from '../../lib/collector/ports.ts';
import { rulesOf } from '../../lib/collector/rules.ts';
import type { Profile } from '../../lib/governance/profile/schema.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { NOW, openTestLake, SETTINGS, type TestLake } from '../lambdas/lake.ts';
import { type LakeRow, lakeRows } from '../lambdas/rows.ts';
import { present } from '../present.ts';
import { type Fault, faulty } from './faults.ts';
import { SimDisk } from './sim-disk.ts';
import { IDENTITY, MINUTES, seeded } from './world.ts';

process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
process.env.POWERTOOLS_METRICS_DISABLED = 'true';
process.env.POWERTOOLS_TRACE_ENABLED = 'false';

export const profileOf = (place: string, changes: Partial<Profile> = {}): Profile => ({
  ...present(SETTINGS.profiles.get(place)),
  ...changes,
});

/** A collector that sends over loopback HTTP to the real ingest on its own lake, with clocks that the test moves. */
export class Rig {
  readonly lake: TestLake;
  readonly settings: Settings;
  readonly profile: Profile;
  readonly identity: CollectorIdentity;
  readonly random: () => number;
  disk: Disk;
  collector!: Collector;
  device: DeviceState = { net: 'corp', tzKnown: true };
  /** The fault of the next request. */
  fault: () => Fault = () => 'none';
  requests = 0;
  wall = NOW.getTime();
  mono = 1_000_000;
  limits: Limits = MINUTES;
  #url = '';
  #patience = new AbortController();

  private constructor(lake: TestLake, profile: Profile, seed: number) {
    this.lake = lake;
    this.profile = profile;
    const { id, version, jurisdictions } = profile;
    this.settings = { ...SETTINGS, profiles: new Map(jurisdictions.map((code) => [code, profile])) };
    this.identity = { ...IDENTITY, jur: present(jurisdictions[0]), profile: `${id}@${version}` };
    this.random = seeded(seed);
    this.disk = new SimDisk(this.random);
  }

  static async open({ profile = profileOf('XA'), seed = 1, gate = true, limits = MINUTES } = {}): Promise<Rig> {
    const rig = new Rig(await openTestLake({ gate }), profile, seed);
    rig.limits = limits;
    const listener = ingestListener(rig.lake.ports, rig.settings);
    const server = await serve(
      faulty(
        listener,
        () => {
          rig.requests++;
          return rig.fault();
        },
        () => rig.#patience.abort(new Error('nobody answers')),
      ),
    );
    onTestFinished(() => server.close());
    rig.#url = server.url;
    await rig.start();
    return rig;
  }

  async start(): Promise<void> {
    const sign = async () => ({ [DEVICE_HEADER]: this.identity.device });
    this.collector = await Collector.open(
      this.identity,
      {
        clock: { wall: () => this.wall, mono: () => this.mono },
        device: () => this.device,
        disk: this.disk,
        key: Buffer.alloc(32, 3),
        transport: (request) => httpTransport(this.#url, { patience: () => this.#wait(), sign })(request),
        rules: rulesOf(this.profile),
        random: this.random,
      },
      this.limits,
    );
  }

  /** The collector waits as long as a response can still come. */
  #wait(): AbortSignal {
    this.#patience = new AbortController();
    return this.#patience.signal;
  }

  advance(ms: number): void {
    this.wall += ms;
    this.mono += ms * 1000;
    this.lake.advance(ms);
  }

  async step(): Promise<void> {
    await this.collector.tick();
    await this.collector.send();
  }

  /** Lets this many seconds pass, one by one. */
  async live(seconds: number): Promise<void> {
    for (let i = 0; i < seconds; i++) {
      this.advance(1_000);
      await this.step();
    }
  }

  text(text: string, at = this.mono) {
    return this.collector.record('screen.text', at, { src: 'ax', text });
  }

  /** Stops, and lets waiting segments be sent. */
  async drain(): Promise<void> {
    this.fault = () => 'none';
    for (let turn = 0; turn < 2; turn++) {
      await this.collector.stop();
      for (let n = 0; n < 200 && this.collector.status().queue.segments > 0; n++) {
        this.advance(400_000);
        await this.collector.send();
      }
    }
  }
}

export interface LandedEvent {
  readonly sid: string;
  readonly t0: string;
  readonly event: ActivityEvent;
}

/** Every event that ingest stored, in order, with pointer paths as sent. */
export async function landed({ objects }: Ports): Promise<LandedEvent[]> {
  const found: LandedEvent[] = [];
  for await (const { key } of objects.listVersions('raw', 'segments/')) {
    const { open, events } = await readStored(await objects.get('raw', key), { motion: true });
    for await (const some of events)
      for (const event of some) {
        const { kind, seq, mono_us } = event;
        const whole = kind === 'path' ? { kind: 'pointer', seq, mono_us, d: { pts: JSON.parse(event.path) } } : event;
        found.push({ sid: open.sid, t0: open.clock.t0, event: whole as ActivityEvent });
      }
  }
  return found.toSorted((a, b) => (a.t0 === b.t0 ? a.event.seq - b.event.seq : a.t0 < b.t0 ? -1 : 1));
}

export const texts = (events: readonly LandedEvent[]): string[] =>
  events.flatMap(({ event }) => (event.kind === 'screen.text' ? [event.d.text] : []));

export const controls = (events: readonly LandedEvent[]): string[] =>
  events.flatMap(({ event }) =>
    event.kind === 'control' ? [`${event.d.op} ${event.d.reason} ${event.d.n_dropped ?? ''}`.trim()] : [],
  );

/** Lets redact turn everything stored into lake rows. */
export async function rowsOf({ lake }: Rig): Promise<LakeRow[]> {
  const handler = redactHandler(lake.ports, SETTINGS);
  const context = { functionName: 'redact', getRemainingTimeInMillis: () => 60_000 } as Context;
  await lake.queue.drain((event) => handler(event, context));
  return lakeRows(lake.ports);
}
