import type { BatchOpen } from '../activity/envelope.ts';
import type { ActivityEvent } from '../activity/events.ts';

/** The two clocks of a device. They disagree after a suspend, and whenever a person sets the time. */
export interface Clock {
  /** Milliseconds since the epoch. */
  wall(): number;
  /** Microseconds, never decreasing while the process lives. */
  mono(): number;
}

export type Network = BatchOpen['budget']['net'];

/** What the device says about itself, at any moment. A network that is not known is metered: the strictest. */
export interface DeviceState {
  readonly net: Network;
  /** 0 to 100; missing where there is no battery. */
  readonly batteryPct?: number;
  readonly charging?: boolean;
  /** Whether the device knows its time zone. Instants are UTC all the same. */
  readonly tzKnown: boolean;
}

/** One folder of files. Nothing is on the disk for good before `sync` (bytes) and `syncFolder` (names). */
export interface Disk {
  list(): Promise<string[]>;
  read(name: string): Promise<Buffer>;
  /** Makes a file, or empties it, and writes. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  append(name: string, bytes: Uint8Array): Promise<void>;
  sync(name: string): Promise<void>;
  /** Atomic: the other name holds the old file or the new one. */
  rename(from: string, to: string): Promise<void>;
  /** A file that is gone already is not an error. */
  remove(name: string): Promise<void>;
  syncFolder(): Promise<void>;
}

export interface Request {
  readonly method: 'POST' | 'PUT';
  /** Begins with a slash. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface Response {
  readonly status: number;
  /** Seconds, from Retry-After. */
  readonly retryAfterS?: number;
  /** The JSON object in the body; missing when it is none, as from a proxy that answers in our place. */
  readonly answer?: Readonly<Record<string, unknown>>;
}

/** The way to the ingest API. An implementation signs requests with the identity of the device, and throws without an answer. */
export type Transport = (request: Request) => Promise<Response>;

/** The rules of the place, as far as they can be kept before anything is captured. */
export interface Rules {
  /** Networks on which activity may be captured and sent. */
  readonly networks: readonly Network[];
  /** Seconds of the longest single pause. */
  readonly pauseMaxS: number;
  /** Whether nothing may be captured at this instant (ms since the epoch). */
  quietAt(wall: number): boolean;
  /** A judge of the events of one segment, which repeats what has the focus. */
  judge(): Judge;
}

/**
 * The part of an event that may be kept: all of it, all but its content, or nothing, for a reason with a stable code.
 * @param wall when it happened, ms since the epoch
 */
export type Judge = (event: ActivityEvent, wall: number) => ActivityEvent | { readonly refusal: string };

/** The worker, the place and the recorder that every segment names. */
export type Identity = Omit<
  BatchOpen,
  'kind' | 'schema' | 'batch' | 'sid' | 'index' | 'prev' | 'first' | 'purpose' | 'clock' | 'budget'
>;

/** Limits on the cost of the collector. Defaults are in `limits.ts`. */
export interface Limits {
  /** A segment is sealed when it has so many events, bytes before compression, or milliseconds. */
  readonly segment: { readonly events: number; readonly bytes: number; readonly ms: number };
  /** What waits to be sent: bytes on the disk, and how old it may become (ms). */
  readonly queue: { readonly bytes: number; readonly ms: number };
  /** Bytes that may be sent a UTC day on each network. */
  readonly bytesPerDay: Readonly<Record<Network, number>>;
  /** Nothing is sent below this charge unless the device is charging (percent). */
  readonly batteryPct: number;
  /** How long activity may be captured without an answer that collection runs (ms). */
  readonly leaseMs: number;
}

export interface CollectorPorts {
  readonly clock: Clock;
  readonly device: () => DeviceState;
  readonly disk: Disk;
  /** 32 bytes that encrypt what waits on the disk. */
  readonly key: Uint8Array;
  readonly transport: Transport;
  readonly rules: Rules;
  /** At least 0, below 1. */
  readonly random: () => number;
}
