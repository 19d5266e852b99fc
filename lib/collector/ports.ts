import type { BatchOpen } from '../activity/envelope.ts';
import type { ActivityEvent } from '../activity/events.ts';

/** The two clocks of a device. They disagree after a suspend, and whenever the time is set. */
export interface Clock {
  /** Milliseconds since the epoch. */
  wall(): number;
  /** Microseconds, never decreasing during the life of the process. */
  mono(): number;
}

export type Network = BatchOpen['budget']['net'];

/** The device's report about itself, at any moment. An unknown network counts as metered: the strictest. */
export interface DeviceState {
  readonly net: Network;
  /** 0 to 100; missing where there is no battery. */
  readonly batteryPct?: number;
  readonly charging?: boolean;
  /** Whether the device knows its time zone. Times are in UTC either way. */
  readonly tzKnown: boolean;
}

/** One folder of files. Nothing is durable before `sync` (bytes) and `syncFolder` (names). */
export interface Disk {
  list(): Promise<string[]>;
  read(name: string): Promise<Buffer>;
  /** Creates or truncates a file, and writes. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  append(name: string, bytes: Uint8Array): Promise<void>;
  sync(name: string): Promise<void>;
  /** Atomic: the other name refers to the old file or the new one. */
  rename(from: string, to: string): Promise<void>;
  /** Removing a missing file is not an error. */
  remove(name: string): Promise<void>;
  syncFolder(): Promise<void>;
}

export interface SendRequest {
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
  /** The JSON object in the body; absent when there is none, as in a proxy's response. */
  readonly answer?: Readonly<Record<string, unknown>>;
}

/**
 * The transport to the ingest API. An implementation signs requests with the device's identity, and throws without a
 * response.
 */
export type Transport = (request: SendRequest) => Promise<Response>;

/** The rules of the place, as far as they can be applied before capture. */
export interface Rules {
  /** Networks on which activity may be captured and sent. */
  readonly networks: readonly Network[];
  /** Longest single pause (s). */
  readonly pauseMaxS: number;
  /** Whether nothing must be captured at this time (ms since the epoch). */
  quietAt(wall: number): boolean;
  /** A judge of one segment's events. Each segment repeats the current focus. */
  judge(): Judge;
}

/**
 * The part of an event that may be kept: all of it, all but its content, or none, for a reason with a stable code.
 * @param wall when it happened, ms since the epoch
 */
export type Judge = (event: ActivityEvent, wall: number) => ActivityEvent | { readonly refusal: string };

/** The worker, the place and the recorder that every segment names. */
export type CollectorIdentity = Omit<
  BatchOpen,
  'kind' | 'schema' | 'batch' | 'sid' | 'index' | 'prev' | 'first' | 'purpose' | 'clock' | 'budget'
>;

/** Limits on the cost of the collector. Defaults are in `limits.ts`. */
export interface Limits {
  /** A segment is sealed at this many events, bytes before compression, or milliseconds. */
  readonly segment: { readonly events: number; readonly bytes: number; readonly ms: number };
  /** Limits of the waiting segments: bytes on the disk, and age (ms). */
  readonly queue: { readonly bytes: number; readonly ms: number };
  /** Bytes that may be sent per UTC day on each network. */
  readonly bytesPerDay: Readonly<Record<Network, number>>;
  /** Below this charge nothing is sent unless the device is charging (percent). */
  readonly batteryPct: number;
  /** How long activity may be captured without a confirmation that collection runs (ms). */
  readonly leaseMs: number;
}

export interface CollectorPorts {
  readonly clock: Clock;
  readonly device: () => DeviceState;
  readonly disk: Disk;
  /** 32 bytes that encrypt the files on the disk. */
  readonly key: Uint8Array;
  readonly transport: Transport;
  readonly rules: Rules;
  /** At least 0, below 1. */
  readonly random: () => number;
}
