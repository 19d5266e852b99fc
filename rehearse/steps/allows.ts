import { basename } from 'node:path';
import { Account } from '../account.ts';
import type { Asked } from '../authorizer.ts';
import { Decider, roleOf } from '../decide.ts';
import { type Without, withoutOneAllow } from '../mutate.ts';
import { faultOf, lakeEvents, shortSegment } from '../segments.ts';
import type { World } from '../world.ts';
import { hold, type Step } from './step.ts';

/** Requests of one role with the same actions differ in names only: this many of each represent all. */
const OF_A_KIND = 3;
/** Number of statements removed while the functions run. */
const LIVE = 8;
/** Roles whose requests one short segment makes. */
const ON_THE_WAY = ['strongroom-ingest', 'strongroom-redact'];

/** A statement without which a request of the rehearsal is denied. */
interface Rested {
  readonly name: string;
  readonly decider: Decider;
  readonly role: string;
}

function kinds(asked: Iterable<Asked>): Asked[] {
  const nameOf = ({ principal, takes }: Asked) =>
    [roleOf(principal), ...takes.wants.map(({ action }) => action)].join(' ');
  return [...Map.groupBy(asked, nameOf).values()].flatMap((alike) => alike.slice(0, OF_A_KIND));
}

function restedOn({ name, templates }: Without, asked: readonly Asked[]): Rested | undefined {
  const decider = new Decider(new Account(templates));
  const denied = asked.find(({ principal, takes }) => decider.denial(principal, takes) !== undefined);
  return denied && { name, decider, role: basename(roleOf(denied.principal)) };
}

/**
 * One segment on its way while a statement is missing, and again once it is back.
 * @returns whether anything was denied meanwhile: a short segment does not make every request, such as those about frames
 */
async function live(world: World, { name, decider }: Rested): Promise<boolean> {
  const { authorizer } = world;
  const [segment, whole, mark] = [shortSegment(), authorizer.decider, authorizer.decided.length];
  await world.fn('ingest').stop();
  authorizer.decider = decider;
  let status = 0;
  try {
    ({ status } = await world.post(segment));
    await world.queue.drain(1);
  } catch (error) {
    // A service was denied its action, such as S3 notifying the queue: nothing continues by itself.
    hold(/not allowed|denied/i.test((error as Error).message), `${name}: ${(error as Error).message}`);
    status = 0;
  } finally {
    authorizer.decider = whole;
  }
  const denials = authorizer.decided.slice(mark).filter(({ denial }) => denial !== undefined).length;
  hold(
    status < 400 || status >= 500 || status === 423,
    `without ${name} ingest answered ${status}, and the device gives up`,
  );
  await world.fn('ingest').stop();
  if (status !== 200) {
    const again = await world.post(segment);
    hold(
      again.status === 200 || again.answer.code === 'segment.duplicate',
      `${name} is back, and ingest answers ${again.status}`,
    );
  }
  await world.queue.drain();
  const fault = faultOf(await lakeEvents(world.account, world.stores), segment.batch);
  hold(fault === undefined, `${name} was missing and is back: ${fault}`);
  return denials > 0 || status === 0;
}

export const ALLOW_STEPS: readonly Step[] = [
  {
    id: 'allows',
    after: ['redact'],
    run: async (world) => {
      const asked = kinds(world.authorizer.allowed.values());
      const all = [...withoutOneAllow(world.account.templates)];
      const rested = all.flatMap((without) => restedOn(without, asked) ?? []);
      hold(rested.length > 0, 'no Allow is needed for what was done: the authorizer lets everything through');
      const candidates = rested.filter(({ role }) => ON_THE_WAY.includes(role));
      const every = Math.max(1, Math.floor(candidates.length / LIVE));
      const chosen = candidates.filter((_, at) => at % every === 0).slice(0, LIVE);
      let stopped = 0;
      for (const rested of chosen) if (await live(world, rested)) stopped++;
      hold(stopped > 0, 'nothing was denied while statements were missing');
      return `of ${all.length} Allows ${rested.length} are each needed for a request that was made; ${chosen.length} of these were taken away while a segment was on its way: ${stopped} of them stopped it, and every segment was whole once they were back`;
    },
  },
];
