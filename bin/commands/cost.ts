import { parseArgs } from 'node:util';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { costOf, PRICED_REGIONS, type PricedRegion } from '../../lib/governance/scale/index.ts';
import { costReport, costText } from '../../lib/report/cost.ts';
import { EXIT } from '../exit.ts';
import { reply } from '../reply.ts';

const USAGE = 'strongroom cost --workers 1000 --hours 8 [--frames-per-minute 6]';

/** `strongroom cost`: what a collection costs, by service, and which limit gives way first. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      workers: { type: 'string' },
      hours: { type: 'string' },
      'frames-per-minute': { type: 'string', default: '0' },
      // A collection is counted where it will be deployed.
      region: { type: 'string', default: environment.target?.region ?? PRICED_REGIONS[0] },
      json: { type: 'boolean' },
    },
  });
  const collection = {
    workers: numberOf('--workers', values.workers, { least: 1, most: 10_000_000, whole: true }),
    hoursADay: numberOf('--hours', values.hours, { least: 0.1, most: 24 }),
    framesAMinute: numberOf('--frames-per-minute', values['frames-per-minute'], { least: 0, most: 60 }),
  };
  const report = costReport(collection, costOf(collection, program.retentionDays, regionOf(values.region)));
  reply(values.json, report, () => costText(report));
  return EXIT.holds;
}

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
}

function numberOf(option: string, text: string | undefined, { least, most, whole = false }: Bounds): number {
  const n = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  if (n >= least && n <= most && (!whole || Number.isInteger(n))) return n;
  const given = text === undefined ? 'is missing' : `cannot be ${JSON.stringify(text)}`;
  throw new StrongroomError(
    'usage',
    `${option} ${given}: a ${whole ? 'whole ' : ''}number from ${least} to ${most}`,
    USAGE,
  );
}

function regionOf(name: string): PricedRegion {
  const region = PRICED_REGIONS.find((region) => region === name);
  if (region === undefined)
    throw new StrongroomError(
      'usage',
      `there are no prices for ${name}`,
      `--region takes ${PRICED_REGIONS.join(' or ')}`,
    );
  return region;
}
