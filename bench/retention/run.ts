import { destroyLots } from '../../lambdas/retain/lots.ts';
import { configured } from '../../lambdas/settings.ts';
import { there } from '../../lib/activity/there.ts';
import { SLICES_AT_ONCE } from '../../lib/governance/scale/shares.ts';
import { addDays } from '../../lib/retention/days.ts';
import { planOf } from '../../lib/retention/plan/plan.ts';
import { copyOf, earlyOf, stockOf } from '../../lib/retention/plan/stock.ts';
import type { Stock } from '../../lib/retention/plan/types.ts';
import { ALONE } from '../../lib/retention/slice.ts';
import type { Item, ItemWrite, ObjectVersion } from '../../lib/storage/ports.ts';
import { portsWith } from '../ports-with.ts';
import { measureGenerations } from './generations.ts';

const TODAY = '2026-11-26';
const PLACES = ['XA', 'XB', 'XC'];
const SHARDS = 32;
/** Segments of one worker-day of eight hours, if each were a minute: three times as many as collectors make. */
const SEGMENTS = 480;

/** A year of 1,000 workers without any destruction, with erasure requests of ten of them, for 66 days each. */
function* year(workers: number): Generator<Stock> {
  yield* stockOfYear();
  yield* erasures(workers / 100);
}

function* stockOfYear(): Generator<Stock> {
  for (let n = 0; n < 365; n++) {
    const day = addDays(TODAY, -n);
    for (const place of PLACES) {
      const at = `jurisdiction=${place}/day=${day}/`;
      for (const kind of ['segments', 'frames', 'carries'])
        yield there(stockOf('raw', `${kind}/${at}`, TODAY), 'stock');
      for (const kind of ['activity', 'frames']) yield there(stockOf('redacted', `${kind}/${at}`, TODAY), 'stock');
      for (let shard = 0; shard < SHARDS; shard++)
        yield earlyOf('redacted', `activity/${at}shard=${shard}/g=1/`, 'replaced', addDays(day, 2));
    }
    for (let team = 0; team < 8; team++)
      yield copyOf('derived', `t${team}/ex_${n}/expires=${addDays(day, 60)}/`, { lastModified: new Date(day) });
  }
}

function* erasures(workers: number): Generator<Stock> {
  for (let worker = 0; worker < workers; worker++)
    for (let n = 0; n < 66; n++) {
      const at = `jurisdiction=${PLACES[worker % 3]}/day=${addDays(TODAY, -n)}/`;
      for (let segment = 0; segment < SEGMENTS; segment++)
        for (const [zone, kind] of [
          ['raw', 'segments'],
          ['raw', 'frames'],
          ['raw', 'carries'],
          ['redacted', 'frames'],
        ] as const)
          yield earlyOf(zone, `${kind}/${at}${worker}-${segment}`, 'erasure', TODAY);
    }
}

/** Assumed times of a request (s): of a listing of a thousand, of a DeleteObjects of a thousand, of a write of an item. */
const SECONDS = { list: 0.15, destroy: 0.5, write: 0.02 };
const RUN_S = 840;

/** A store that reports `left` versions, holds none of them, and counts its calls. */
function counting(left: number) {
  const asked = { list: 0, destroy: 0, write: 0 };
  let item: Item | undefined;
  const ports = portsWith({
    objects: {
      async *listVersions(): AsyncGenerator<ObjectVersion> {
        asked.list += Math.max(1, Math.ceil(left / 1_000));
        const there = left;
        for (let n = 0; n < there; n++)
          yield { key: `segments/${n}`, versionId: 'v', size: 2_000, lastModified: new Date(0), deleteMarker: false };
      },
      // biome-ignore lint/correctness/useYield: there are none
      async *uploads() {
        asked.list++;
      },
      deleteVersions: async (_: string, versions: readonly unknown[]) => {
        asked.destroy++;
        left -= versions.length;
      },
      putOnce: async () => ({ created: true }),
    },
    control: {
      async *query() {
        if (item !== undefined) yield item;
      },
      write: async (writes: readonly ItemWrite[]) => {
        asked.write++;
        const { pk, sk, data, ifRev } = there(writes[0], 'a write');
        item = { pk, sk, data, rev: ifRev + 1 };
        return true;
      },
    },
    keys: { sign: async () => new Uint8Array(64) },
    clock: { now: () => new Date() },
  });
  return { ports, asked };
}

export async function run(quick: boolean): Promise<void> {
  const { profiles, keepDays } = configured();
  const began = performance.now();
  const plan = planOf(year(1_000), { today: TODAY, keeping: { profiles, keepDays }, holds: [] });
  const seconds = (performance.now() - began) / 1_000;
  const rss = process.resourceUsage().maxRSS / 1_024;
  console.log('| a year of 1,000 workers, ten of them erased | prefixes seen | due | seconds | peak memory, MB |');
  console.log('|---|---|---|---|---|');
  console.log(`| plan | ${plan.seen} | ${plan.due.length} | ${seconds.toFixed(1)} | ${rss.toFixed(0)} |\n`);

  await measureGenerations(quick);

  const versions = quick ? 200_000 : 10_000_000;
  const { ports, asked } = counting(versions);
  const start = performance.now();
  const lot = { zone: 'raw', place: 'XA', deadline: TODAY, why: 'program' } as const;
  const due = { ...lot, kind: 'segments', prefix: 'segments/', day: TODAY, only: null } as const;
  await destroyLots([due], ALONE, ports, () => true);
  const cpu = (performance.now() - start) / 1_000;
  const waits = asked.list * SECONDS.list + asked.destroy * SECONDS.destroy + asked.write * SECONDS.write;
  console.log(
    `| versions due in a day | listings | DeleteObjects | item writes | own seconds here | runs of ${RUN_S} s, computed, 1 slice / ${SLICES_AT_ONCE} slices at once |`,
  );
  console.log('|---|---|---|---|---|---|');
  const runs = (lots: number) => Math.ceil(((waits + cpu) / lots / RUN_S) * 10) / 10;
  console.log(
    `| ${versions} | ${asked.list} | ${asked.destroy} | ${asked.write} | ${cpu.toFixed(0)} | ${runs(1)} / ${runs(SLICES_AT_ONCE)} |`,
  );
  console.log(`\nAssumed: ${JSON.stringify(SECONDS)} s a request; a run starts every hour.`);
}
