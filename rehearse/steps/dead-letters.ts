import { randomUUID } from 'node:crypto';
import { there } from '../../lib/activity/there.ts';
import { PREFIXES } from '../../lib/activity/zones.ts';
import { faultOf, lakeEvents, shortSegment } from '../segments.ts';
import type { World } from '../world.ts';
import { hold, type Step } from './step.ts';

interface Dead {
  readonly segment?: string;
  readonly reason?: string;
}

const desk = async (world: World, ...args: string[]): Promise<Dead[]> => {
  const text = await world.command('operator', 'olga', ['deadletters', ...args, '--json']);
  const found = JSON.parse(text) as Dead[] | { dead?: Dead[]; letters?: Dead[] };
  return Array.isArray(found) ? found : (found.dead ?? found.letters ?? []);
};

/** Deliveries until a message is dead, and one more to see that it is gone. */
const DELIVERIES = 7;

export const DEAD_STEPS: readonly Step[] = [
  {
    id: 'poison',
    after: ['redact'],
    run: async (world) => {
      const [good, bad] = [shortSegment(), shortSegment()];
      for (const segment of [good, bad]) {
        const { status, answer } = await world.post(segment);
        hold(status === 200, `ingest answered ${status} ${answer.code}`);
      }
      const raw = world.bucket('raw');
      const keys = await world.stores.keys(raw, PREFIXES.segments);
      const key = there(
        keys.find((name) => name.includes(bad.batch)),
        `segment ${bad.batch}`,
      );
      const whole = await world.stores.read(raw, key);
      await world.stores.put(raw, key, Buffer.concat([whole.subarray(0, 12), Buffer.alloc(40, 0xa5)]));
      for (let i = 0; i < DELIVERIES; i++) await world.queue.drain(1);
      const counts = await lakeEvents(world.account, world.stores);
      const fault = faultOf(counts, good.batch);
      hold(fault === undefined, `beside a poisoned segment: ${fault}`);
      hold(![...counts.keys()].some((event) => event.startsWith(bad.batch)), 'the poisoned segment is in the lake');
      const listed = JSON.stringify(await desk(world, 'list'));
      hold(
        listed.includes(bad.batch) && listed.includes('segment.unreadable'),
        `the operator sees no reason: ${listed}`,
      );
      await world.stores.put(raw, key, whole);
      await desk(world, 'retry', bad.batch);
      await world.queue.drain();
      const later = faultOf(await lakeEvents(world.account, world.stores), bad.batch);
      hold(later === undefined, `mended and retried: ${later}`);
      return 'a damaged segment is a dead letter with its reason, keeps no other from the lake, and is there once after it was mended and retried';
    },
  },
  {
    id: 'gone',
    after: ['poison'],
    run: async (world) => {
      const raw = world.bucket('raw');
      const day = new Date().toISOString().slice(0, 10);
      const batch = randomUUID();
      const key = `${PREFIXES.segments}jurisdiction=XB/day=${day}/${batch}.ndjson.gz`;
      // Announced, and destroyed before it was read. S3 answers redact with 403, because redact has no right to list the bucket.
      const segment = shortSegment();
      hold((await world.post(segment)).status === 200, 'ingest did not take a segment');
      for (const version of await world.stores.versions(raw, PREFIXES.segments))
        if (version.key.includes(segment.batch)) await world.stores.destroy(raw, version.key, version.versionId);
      await world.services.notify({ bucket: raw, key, versionId: 'none' });
      for (let i = 0; i < DELIVERIES; i++) await world.queue.drain(1);
      const listed = JSON.stringify(await desk(world, 'list'));
      hold(
        listed.includes(segment.batch) && listed.includes('segment.forbidden'),
        `a destroyed segment has no reason: ${listed}`,
      );
      hold(
        listed.includes(batch) && listed.includes('segment.unknown'),
        `a segment without an entry has no reason: ${listed}`,
      );
      await world.command('operator', 'olga', [
        'deadletters',
        'drop',
        segment.batch,
        batch,
        '--yes',
        '--reason',
        'rehearsal',
        '--json',
      ]);
      const left = JSON.stringify(await desk(world, 'list'));
      hold(!left.includes(segment.batch) && !left.includes(batch), 'dropped dead letters are still there');
      return 'a destroyed segment and one that nobody announced to the ledger are dead letters with their reasons, and an operator drops them';
    },
  },
];
