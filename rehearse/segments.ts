import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync, zstdDecompressSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import type { BatchOpen } from '../lib/activity/envelope.ts';
import type { ActivityEvent } from '../lib/activity/events.ts';
import { SegmentSealer } from '../lib/activity/segment/seal.ts';
import { there } from '../lib/activity/there.ts';
import { PREFIXES } from '../lib/activity/zones.ts';
import type { Account } from './account.ts';
import type { Stores } from './stores.ts';

/** The recording of our own that is sent. */
export const SAMPLE = join(import.meta.dirname, '../samples/office-day');

export interface Sealed {
  readonly batch: string;
  readonly device: string;
  readonly worker: string;
  readonly events: number;
  readonly body: Buffer;
}

/** How many events of the sample a short segment takes: some of each of its first kinds. */
const SHORT = 12;

/** A short segment of a new session of a worker, from the beginning of the sample. */
export function shortSegment(worker = `worker-${randomUUID().slice(0, 8)}`): Sealed {
  const text = gunzipSync(readFileSync(join(SAMPLE, 'build-0.ndjson.gz'))).toString('utf8');
  const [opening, ...events] = text
    .split('\n')
    .slice(0, SHORT + 1)
    .map((line) => JSON.parse(line));
  const open: BatchOpen = { ...(opening as BatchOpen), batch: randomUUID(), sid: randomUUID(), worker };
  const sealer = new SegmentSealer(open);
  const lines = [
    sealer.openLine,
    ...(events as ActivityEvent[]).map((event) => sealer.add(event)),
    sealer.close().line,
  ];
  return { batch: open.batch, device: open.device, worker, events: events.length, body: gzipSync(lines.join('')) };
}

const compressors = { ZSTD: (input: Uint8Array) => zstdDecompressSync(input) };

/** Number of times that each event is in the lake, by segment and seq, in the files that a query would read. */
export async function lakeEvents(account: Account, stores: Stores): Promise<Map<string, number>> {
  const { name: bucket } = there(
    account.app.buckets.find(({ name }) => name.includes('-redacted-')),
    'the redacted zone',
  );
  const counts = new Map<string, number>();
  for (const key of await stores.keys(bucket, PREFIXES.table)) {
    const bytes = await stores.read(bucket, key);
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
    for (const { segment, seq } of await parquetReadObjects({ file, columns: ['segment', 'seq'], compressors })) {
      const event = `${segment} ${seq}`;
      counts.set(event, (counts.get(event) ?? 0) + 1);
    }
  }
  return counts;
}

/** Numbers of a segment's events in the lake, sorted. Redaction may merge events into one. */
const numbersOf = (counts: ReadonlyMap<string, number>, batch: string): string =>
  [...counts.keys()]
    .filter((event) => event.startsWith(`${batch} `))
    .map((event) => Number(event.split(' ')[1]))
    .sort((a, b) => a - b)
    .join();

/**
 * The fault of a segment's events in the lake. Undefined when no event is there twice and, if another segment with the same
 * events is given, all of that segment's events are there.
 */
export function faultOf(counts: ReadonlyMap<string, number>, batch: string, like?: string): string | undefined {
  const own = [...counts].filter(([event]) => event.startsWith(`${batch} `));
  if (own.length === 0) return `segment ${batch} is not in the lake`;
  const doubled = own.filter(([, times]) => times > 1);
  if (like !== undefined && numbersOf(counts, batch) !== numbersOf(counts, like))
    return `segment ${batch} has other events in the lake than the same segment without a fault`;
  return doubled.length > 0 ? `${doubled.length} events of segment ${batch} are in the lake more than once` : undefined;
}
