import { join } from 'node:path';
import { faultOf, lakeEvents, shortSegment } from '../segments.ts';
import type { World } from '../world.ts';
import { hold, type Step } from './step.ts';

const governor = (world: World, person: string, ...args: string[]): Promise<string> =>
  world.command('governor', person, ['gate', ...args]);

/** One person requests it, two others approve it, and the first opens it: with the command line, as in the run-book. */
async function openGate(world: World): Promise<void> {
  const file = join(world.folder, `proposal-${world.authorizer.decided.length}.json`);
  await governor(world, 'rita', 'certify', file);
  for (const person of ['ada', 'ben']) await governor(world, person, 'approve', file, '--yes');
  await governor(world, 'rita', 'resume', file);
  // A function that has looked believes an open gate for half a minute, never a closed one: nothing to wait for.
}

const sampleCloudTrail = (eventID: string): object => ({
  'detail-type': 'AWS API Call via CloudTrail',
  detail: { eventSource: 's3.amazonaws.com', eventName: 'PutBucketPolicy', eventID },
});

export const GATE_STEPS: readonly Step[] = [
  {
    id: 'closed',
    run: async (world) => {
      const { status, answer } = await world.post(shortSegment());
      hold(status === 423, `before any certificate ingest answered ${status} ${answer.code}`);
      const stored = await world.stores.versions(world.bucket('raw'));
      hold(stored.length === 0, `${stored.length} objects lie in the raw zone`);
      return 'ingest answers 423, and nothing is stored';
    },
  },
  {
    id: 'first-retention',
    run: async (world) => {
      const outcome = await world.services.schedule(world.fn('retain'));
      hold(outcome.ok, `retain ended with ${outcome.ok || outcome.error}`);
      return 'the schedule starts retain, which finds nothing to destroy and says when it ran';
    },
  },
  {
    id: 'certify',
    after: ['first-retention'],
    run: async (world) => {
      await openGate(world);
      const status = JSON.parse(await governor(world, 'rita', 'status', '--json')) as { open: boolean };
      hold(status.open, 'the gate is not open after certify, approve, approve, resume');
      return 'one governor certifies, two approve, the first resumes, and the gate is open';
    },
  },
];

/** Last, because it closes the gate for everything before it. */
export const SENTINEL_STEPS: readonly Step[] = [
  {
    id: 'sentinel',
    after: ['certify'],
    run: async (world) => {
      const outcome = await world.services.report(
        'strongroom-watch-s3',
        world.fn('sentinel'),
        sampleCloudTrail('event-1'),
      );
      hold(outcome.ok, `sentinel ended with ${outcome.ok || outcome.error}`);
      hold(
        (outcome.value as { answer: string }).answer === 'paused',
        `sentinel answered ${JSON.stringify(outcome.value)}`,
      );
      const again = await world.services.report(
        'strongroom-watch-s3',
        world.fn('sentinel'),
        sampleCloudTrail('event-1'),
      );
      hold(again.ok, 'the same event a second time broke the sentinel');
      // Lambda would start a new environment sooner or later; this one may use its cached state for half a minute.
      await world.fn('ingest').stop();
      const { status } = await world.post(shortSegment());
      hold(status === 423, `ingest answered ${status} after the pause`);
      await openGate(world);
      const late = shortSegment();
      hold((await world.post(late)).status === 200, 'ingest does not take a segment after the second restart');
      await world.queue.drain();
      const fault = faultOf(await lakeEvents(world.account, world.stores), late.batch);
      hold(fault === undefined, String(fault));
      return 'a change of a bucket policy pauses collection once, and a second certificate opens it again';
    },
  },
];
