import { openImport } from '../../bin/embedded/ingest-recording.ts';
import { there } from '../../lib/activity/there.ts';
import { PREFIXES } from '../../lib/activity/zones.ts';
import { faultOf, lakeEvents, SAMPLE, shortSegment } from '../segments.ts';
import type { World } from '../world.ts';
import { deniedSince, hold, type Step } from './step.ts';

/** Sends the whole sample as a collector would: the frames of a segment, then the segment. */
async function sendSample(world: World): Promise<{ batches: string[]; frames: number; refused: string[] }> {
  const sent = { batches: [] as string[], frames: 0, refused: [] as string[] };
  for await (const { batch, open, frames, body } of (await openImport(SAMPLE)).segments()) {
    const { device } = there(open, 'the first line of a segment');
    for (const frame of frames) {
      const headers = {
        'strongroom-open': Buffer.from(JSON.stringify(open)).toString('base64'),
        'strongroom-mono-us': String(frame.mono_us),
      };
      const path = `/segments/${batch}/frames/${frame.sha256}`;
      const { status, answer } = await world.send('PUT', path, device, await frame.read(), headers);
      if (status === 200) sent.frames++;
      else sent.refused.push(`frame ${status} ${answer.code}`);
    }
    const { status, answer } = await world.post({ device, body: Buffer.concat(await Array.fromAsync(body)) });
    if (status === 200) sent.batches.push(batch);
    else sent.refused.push(`segment ${status} ${answer.code}`);
  }
  return sent;
}

/** The segments of the sample, for later steps. */
const sample: { batches: readonly string[] } = { batches: [] };

export const COLLECT_STEPS: readonly Step[] = [
  {
    id: 'collect',
    after: ['certify'],
    run: async (world) => {
      const mark = world.authorizer.decided.length;
      const { batches, frames, refused } = await sendSample(world);
      hold(refused.length === 0, `${refused.length} refused (${refused[0]}); denied: ${deniedSince(world, mark)}`);
      const raw = await world.stores.keys(world.bucket('raw'), PREFIXES.segments);
      hold(
        raw.length === batches.length,
        `${batches.length} segments were taken, and ${raw.length} lie in the raw zone`,
      );
      const waiting = await world.stores.depth(world.queue.queue);
      hold(waiting === batches.length, `${waiting} messages wait for ${batches.length} segments`);
      sample.batches = batches;
      return `${batches.length} segments and ${frames} frames are stored, each with its message`;
    },
  },
  {
    id: 'redact',
    after: ['collect'],
    run: async (world) => {
      const mark = world.authorizer.decided.length;
      const outcomes = await world.queue.drain();
      const denied = deniedSince(world, mark);
      hold(
        outcomes.every(({ ok }) => ok),
        `redact ended in an error; denied: ${denied}`,
      );
      const counts = await lakeEvents(world.account, world.stores);
      const faults = sample.batches.flatMap((batch) => faultOf(counts, batch) ?? []);
      hold(faults.length === 0, `${faults[0]}; denied: ${denied}`);
      hold((await world.stores.depth(world.deadQueue)) === 0, 'there are dead letters');
      const frames = await world.stores.keys(world.bucket('redacted'), PREFIXES.maskedFrames);
      hold(frames.length > 0, 'no frame was published');
      const partitions = await world.stores.partitions();
      hold(partitions.length > 0, 'no partition is registered');
      return `${counts.size} events, each once; ${frames.length} bundles of masked frames; ${partitions.length} partitions; ${outcomes.length} invocations`;
    },
  },
  {
    id: 'redelivery',
    after: ['redact'],
    run: async (world) => {
      const before = await lakeEvents(world.account, world.stores);
      const raw = await world.stores.versions(world.bucket('raw'), PREFIXES.segments);
      for (const { key, versionId } of raw)
        await world.services.notify({ bucket: world.bucket('raw'), key, versionId });
      const outcomes = await world.queue.drain();
      hold(
        outcomes.every(({ ok }) => ok),
        'redact ended in an error',
      );
      const after = await lakeEvents(world.account, world.stores);
      hold(sameCounts(before, after), 'the lake changed when every message came a second time');
      return `${raw.length} messages came a second time, and the lake stayed as it was`;
    },
  },
  {
    id: 'sent-again',
    after: ['redact'],
    run: async (world) => {
      const segment = shortSegment();
      const first = await world.post(segment);
      hold(first.status === 200, `the first answer is ${first.status} ${first.answer.code}`);
      const again = await world.post(segment);
      hold(again.answer.code === 'segment.duplicate', `the second answer is ${again.status} ${again.answer.code}`);
      await world.queue.drain();
      const late = await world.post(segment);
      hold(
        late.answer.code === 'segment.duplicate',
        `after redaction the answer is ${late.status} ${late.answer.code}`,
      );
      await world.queue.drain();
      const fault = faultOf(await lakeEvents(world.account, world.stores), segment.batch);
      hold(fault === undefined, String(fault));
      return 'a segment that is sent three times is stored once and is in the lake once';
    },
  },
];

const sameCounts = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean =>
  a.size === b.size && [...a].every(([event, times]) => b.get(event) === times);
