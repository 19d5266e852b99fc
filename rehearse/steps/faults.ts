import type { Fault } from '../authorizer.ts';
import type { EmulatedFunction } from '../emulator.ts';
import { faultOf, lakeEvents, type Sealed, shortSegment } from '../segments.ts';
import type { World } from '../world.ts';
import { hold, type Step } from './step.ts';

const KINDS = ['throttled', 'failing'] as const satisfies readonly Fault['kind'][];
/** More calls than any function makes for one segment; the sweep ends at the first that is not reached. */
const MOST = 80;

/** The result for a segment whose function met a fault. */
interface Fared {
  readonly segment: Sealed;
  readonly name: string;
}

interface Swept {
  readonly fared: readonly Fared[];
  /** A segment with the same events, whose function met no fault. */
  readonly whole: string;
}

/**
 * Lets each call of a function fail in turn, in every attempt of the SDK at it, until a run makes fewer calls than that.
 * @param work does the work once; the fault holds while it runs
 */
async function sweep(
  world: World,
  fn: EmulatedFunction,
  work: (segment: Sealed, name: string) => Promise<void>,
): Promise<Swept> {
  const fared: Fared[] = [];
  let whole = '';
  for (const kind of KINDS)
    for (let at = 0; at < MOST; at++) {
      const name = `${fn.name} with call ${at} ${kind}`;
      const segment = shortSegment();
      // A cold start reads everything; a warm function uses its cached state.
      if (fn === world.fn('ingest')) await fn.stop();
      const stop = world.authorizer.inject({ principal: fn.principal, at, kind });
      const calls = await work(segment, name).then(stop, (error) => {
        stop();
        throw error;
      });
      // Before the next fault: a message that meets five of them is a dead letter, and rightly so.
      await world.queue.drain();
      if (calls <= at) {
        // It met no fault: the others must come to the same.
        whole = segment.batch;
        break;
      }
      fared.push({ segment, name });
    }
  return { fared, whole };
}

/** Finishes every segment as its collector and its queue would, and checks that each event is there once, as without a fault. */
async function settle(world: World, { fared, whole }: Swept): Promise<void> {
  await world.queue.drain();
  const counts = await lakeEvents(world.account, world.stores);
  for (const { segment, name } of fared) {
    const fault = faultOf(counts, segment.batch, whole);
    hold(fault === undefined, `${name}: ${fault}`);
  }
  const dead = await world.stores.messages(world.deadQueue);
  const own = fared.find(({ segment }) => dead.some((body) => body.includes(segment.batch)));
  hold(own === undefined, `${own?.name}: the segment is in the lake and among the dead letters`);
}

export const FAULT_STEPS: readonly Step[] = [
  {
    id: 'ingest-faults',
    after: ['certify'],
    run: async (world) => {
      const swept = await sweep(world, world.fn('ingest'), async (segment, name) => {
        const { status, answer } = await world.post(segment);
        // Stored, or to be sent again: never refused for good.
        const again = status >= 500 || status === 423 || status === 429;
        hold(
          status === 200 || again,
          `${name}: answered ${status} ${answer.code}, and the device gives the segment up`,
        );
      });
      for (const { segment, name } of swept.fared) {
        const { status, answer } = await world.post(segment);
        hold(
          status === 200 || answer.code === 'segment.duplicate',
          `${name}: sent again, answered ${status} ${answer.code}`,
        );
      }
      await settle(world, swept);
      return `${swept.fared.length} segments, each with one call of ingest throttled or failing: all are in the lake, each event once, as without a fault`;
    },
  },
  {
    id: 'redact-faults',
    after: ['redact'],
    run: async (world) => {
      await world.queue.drain();
      const swept = await sweep(world, world.fn('redact'), async (segment, name) => {
        const { status, answer } = await world.post(segment);
        hold(status === 200, `${name}: ingest answered ${status} ${answer.code}`);
        // One delivery with the fault; the later ones without.
        await world.queue.drain(1);
      });
      await settle(world, swept);
      return `${swept.fared.length} segments, each with one call of redact throttled or failing: all are in the lake, each event once, as without a fault`;
    },
  },
];
