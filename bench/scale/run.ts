import { program } from '../../config/program.ts';
import { SEGMENT_MINUTES } from '../../lib/activity/segment/limits.ts';
import { there } from '../../lib/activity/there.ts';
import {
  breaks,
  type Collection,
  capacityOf,
  costOf,
  firstLimit,
  type LimitLine,
  linesOf,
  loadOf,
  MEASURED,
  PRICED_REGIONS,
  PRICES_OF,
  reservedOf,
} from '../../lib/governance/scale/index.ts';
import { keep, measure } from './measure.ts';

const WORKERS = [1_000, 10_000, 100_000] as const;
const FRAMES = [0, 6] as const;

/**
 * Will it hold? Rates, sizes and quotas for a thousand, ten thousand and a hundred thousand workers, the first limit that breaks,
 * and the cost. `--measure` measures the usage of a segment again and stores it; `--quick` measures a part of a session and
 * stores nothing.
 */
export async function run(quick: boolean): Promise<void> {
  const again = process.argv.includes('--measure');
  if (again || quick) {
    const measured = measure(quick);
    if (!quick) keep(measured);
    print(measured);
    return;
  }
  print(MEASURED);
}

function print(measured: typeof MEASURED): void {
  const { on, commit, machine, segmentEvents, redactAlone } = measured;
  console.log(
    `Measured on ${on} at ${commit} (${machine}); a segment is ${SEGMENT_MINUTES} minutes of ${segmentEvents} events.\n`,
  );
  row(['around which segment of its session', 'redaction, processor s', 'beside the segment, kB']);
  row(['---', '---', '---']);
  for (const { index, usage } of redactAlone)
    row([index, usage.cpuS, Math.round((usage.bytes['raw/carries'] ?? 0) / 1000)]);
  const [early, late] = [there(redactAlone.at(0), 'a segment'), there(redactAlone.at(-1), 'a segment')];
  console.log(
    `\nSegments around the ${late.index}th cost ${(late.usage.cpuS / early.usage.cpuS).toFixed(1)} times the processor time of those around the ${early.index}th.\n`,
  );
  const { hoursADay } = program.collection;
  for (const framesAMinute of FRAMES)
    for (const workers of WORKERS) table({ workers, hoursADay, framesAMinute }, measured);
  asDeployed(measured);
}

function table(collection: Collection, measured: typeof MEASURED): void {
  const { workers, framesAMinute, hoursADay } = collection;
  const load = loadOf(collection, measured);
  console.log(
    `## ${count(workers)} workers, ${framesAMinute === 0 ? 'no frames' : `${framesAMinute} frames a minute`}, ${hoursADay} h\n`,
  );
  console.log(
    `${number(load.segmentsPerS)} segments/s, ${number(load.framesPerS)} frames/s; a day: ${count(load.segmentsADay)} segments, ${count(load.framesADay)} frames, ${number(bytesADay(collection, measured) / 1e9)} GB. Reserved executions: ${count(reservedOf(capacityOf(collection, measured)))}.\n`,
  );
  row(['service', 'what', 'use', 'limit', 'share', 'kind', 'assumes']);
  row(['---', '---', '---', '---', '---', '---', '---']);
  for (const line of linesOf(collection, collection, measured)) row(cells(line));
  const broken = linesOf(collection, collection, measured).filter(breaks);
  const first = firstLimit(collection, undefined, measured);
  const fixed = firstLimit(collection, undefined, measured, ['set', 'fixed']);
  console.log(
    `\n${broken.length === 0 ? 'Nothing breaks.' : `Breaks: ${broken.map(({ id }) => id).join(', ')}.`} As workers are added, ${first.id} gives way first, at ${count(first.workers)}; of what AWS does not raise, ${fixed.id}, at ${count(fixed.workers)}.\n`,
  );
  cost(collection, measured);
}

function cost(collection: Collection, measured: typeof MEASURED): void {
  const costs = PRICED_REGIONS.map((region) => costOf(collection, program.retentionDays, region, measured));
  row(['US dollars a worker and month', ...PRICED_REGIONS, 'assumes']);
  row(['---', ...PRICED_REGIONS.map(() => '---:'), '---']);
  const { lines: services, fixedMonth } = there(costs[0], 'a region');
  for (const [at, { service, assumes }] of services.entries())
    row([service, ...costs.map(({ lines }) => there(lines[at], service).usd.toFixed(3)), assumes]);
  row(['**in all**', ...costs.map(({ workerMonth }) => `**${workerMonth.toFixed(2)}**`), `prices of ${PRICES_OF}`]);
  console.log(
    `\nBeside that, whatever the number of workers: $${fixedMonth.toFixed(0)} a month for keys and alarms.\n`,
  );
}

function asDeployed(measured: typeof MEASURED): void {
  const { collection } = program;
  const first = firstLimit(collection, collection, measured);
  console.log(
    `The templates as config/program.ts has them, for ${count(collection.workers)} workers with ${collection.framesAMinute} frames a minute, hold up to ${count(first.workers)}; then ${first.id} gives way.`,
  );
}

const cells = (line: LimitLine): (string | number)[] => {
  const { service, what, use, limit, unit, kind, assumes } = line;
  const share = limit === null ? 'unknown' : `${Math.round((100 * use) / limit)} %${breaks(line) ? ' **breaks**' : ''}`;
  const limited = limit === null ? 'not published' : `${number(limit)}${unit}`;
  return [service, what, `${number(use)}${unit}`, limited, share, kind, assumes];
};

const bytesADay = (collection: Collection, measured: typeof MEASURED): number => {
  const { segmentsADay, perSegment } = loadOf(collection, measured);
  const stored = Object.entries(perSegment.bytes).filter(([name]) => name.includes('/'));
  return segmentsADay * stored.reduce((sum, [, bytes]) => sum + bytes, 0);
};

const row = (cells: readonly (string | number)[]) => console.log(`| ${cells.join(' | ')} |`);
const count = (n: number): string =>
  Number.isFinite(n) ? Math.round(n).toLocaleString('en') : 'more than anybody has';
const number = (n: number): string => (n >= 100 ? count(n) : Number(n.toPrecision(2)).toString());
