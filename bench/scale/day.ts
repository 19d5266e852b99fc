import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openImport } from '../../bin/embedded/ingest-recording.ts';
import { storeFrame } from '../../lambdas/ingest/store-frame.ts';
import { storeSegment } from '../../lambdas/ingest/store-segment.ts';
import { readEntry } from '../../lambdas/ledger.ts';
import { RedactBatch } from '../../lambdas/redact/redact.ts';
import { retain } from '../../lambdas/retain/retain.ts';
import { configured } from '../../lambdas/settings.ts';
import type { ImportedSegment } from '../../lib/activity/importers/index.ts';
import { SEGMENT_MINUTES } from '../../lib/activity/segment/limits.ts';
import { there } from '../../lib/activity/there.ts';
import type { Usage } from '../../lib/governance/scale/measured.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { generateDay, OPEN } from '../../samples/generate.ts';
import { destroyThousand } from './destroy.ts';
import { openBenchLake } from './lake.ts';
import { Meter } from './meter.ts';

const NOW = new Date();
const DAY_MS = 86_400_000;
const settings = configured();

/** One measurement in a process of its own, so that its peak memory is its own. Prints JSON. */
const MEASUREMENTS: Record<string, (...args: number[]) => Promise<unknown>> = { session, together, frames, destroy };

/** A lake that is removed afterwards. */
async function inLake<T>(work: (lake: ReturnType<typeof openBenchLake>, meter: Meter) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'strongroom-scale-'));
  const lake = openBenchLake(dir, NOW);
  try {
    return await work(lake, new Meter(lake.ports));
  } finally {
    lake.close();
    rmSync(dir, { recursive: true });
  }
}

/** Segments of a session that have come by the time at which the queue hands over an earlier one: those of a quarter of an hour. */
const COME_AFTER = 15 / SEGMENT_MINUTES;

/** One session, segment after segment, each redacted when the queue hands it over; then the days pass and retention runs. */
function session(segments: number, segmentEvents: number): Promise<unknown> {
  return inLake(async ({ moveTo }, meter) => {
    const ingest: Usage[] = [];
    const redact: Usage[] = [];
    await retainAll(meter.ports);
    const empty = meter.take(1);
    const waiting: string[] = [];
    const redactNext = async () => {
      meter.take(1);
      await redactAll(waiting.splice(0, 1), meter.ports);
      redact.push(meter.take(1));
    };
    for await (const { body, batch } of generateDay({ events: segments * segmentEvents, seed: 1, segmentEvents })) {
      meter.take(1);
      await storeSegment(body, OPEN.device, meter.ports, settings);
      ingest.push(meter.take(1));
      waiting.push(batch);
      if (waiting.length > COME_AFTER) await redactNext();
    }
    while (waiting.length > 0) await redactNext();
    meter.take(1);
    await retainAll(meter.ports);
    const idle = meter.take(1);
    moveTo(new Date(NOW.getTime() + 400 * DAY_MS));
    await retainAll(meter.ports);
    return { ingest, redact, empty, idle, due: meter.take(1) };
  });
}

/** One segment of each of many workers, redacted in one batch as the queue hands them over: calls, files, peak memory. */
function together(workers: number, segmentEvents: number): Promise<unknown> {
  return inLake(async (_, meter) => {
    const batches: string[] = [];
    const day = (n: number) => ({ events: segmentEvents, seed: n + 2, segmentEvents, worker: `worker-${n}` });
    for (let n = 0; n < workers; n++)
      for await (const { body, batch } of generateDay(day(n))) {
        await storeSegment(body, OPEN.device, meter.ports, settings);
        batches.push(batch);
      }
    meter.take(1);
    await redactAll(batches, meter.ports);
    const usage = meter.take(batches.length);
    const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
    for await (const { body, batch } of generateDay(day(workers))) {
      await storeSegment(body, OPEN.device, meter.ports, settings);
      meter.take(1);
      await redactAll([batch], meter.ports);
    }
    return { usage, alone: meter.take(1), peakMiB };
  });
}

/** Retention of many versions, by the client of AWS. */
function destroy(): Promise<unknown> {
  return inLake(({ ports }) => destroyThousand(ports));
}

/** The sample recording with its frames, and without: the cost of a frame beside the segment that names it. */
function frames(): Promise<unknown> {
  const run = (send: boolean) =>
    inLake(async (_, meter) => {
      const recording = await openImport('samples/office-day');
      const batches: string[] = [];
      const sums = { sent: 0, bytes: 0 };
      for await (const segment of recording.segments()) {
        if (send) for (const frame of segment.frames) sums.bytes += await sendFrame(segment, frame, meter.ports);
        sums.sent += segment.frames.length;
        await storeSegment(
          await collect(segment.body),
          there(segment.open, 'its first line').device,
          meter.ports,
          settings,
        );
        batches.push(segment.batch);
      }
      const ingest = meter.take(1);
      await redactAll(batches, meter.ports);
      const redact = meter.take(1);
      const entries = await Promise.all(batches.map((batch) => readEntry(meter.ports.control, batch)));
      const published = entries.reduce((sum, entry) => sum + (entry?.entry.outcome?.frames ?? 0), 0);
      return { ingest, redact, published, ...sums };
    });
  return run(true).then(async (whole) => ({ whole, without: await run(false) }));
}

async function sendFrame(
  { batch, open }: ImportedSegment,
  frame: ImportedSegment['frames'][number],
  ports: Ports,
): Promise<number> {
  const body = await frame.read();
  const upload = { batch, sha256: frame.sha256, open, monoUs: frame.mono_us, body };
  await storeFrame(upload, there(open, 'the first line of a segment').device, ports, settings);
  return body.length;
}

async function redactAll(batches: readonly string[], ports: Ports): Promise<void> {
  const redact = new RedactBatch({ ports, settings, extras: {}, cautious: false }, (error) => {
    throw error;
  });
  for (const batch of batches) await redact.examine(batch);
  await redact.publish();
  if (redact.failed.size > 0) throw new Error(`not redacted: ${[...redact.failed.values()].join(', ')}`);
}

/** @throws Error when retention left or failed at something: a figure of that would look like speed */
async function retainAll(ports: Ports): Promise<void> {
  const { left, failed } = await retain(ports, settings);
  if (left.length > 0 || failed.length > 0)
    throw new Error(`not destroyed: ${left.length} left, ${failed.length} failed`);
}

async function collect(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const [what = '', ...args] = process.argv.slice(2);
console.log(JSON.stringify(await there(MEASUREMENTS[what], `measurement ${what}`)(...args.map(Number))));
