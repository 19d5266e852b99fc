import { callsOf, type Measured, type Usage } from './measured.ts';
import { SLICES_AT_ONCE } from './shares.ts';
import { SYNTHESIZED } from './synthesized.ts';
import { type Load, WAIT_S } from './workload.ts';

/** Memory at which a function has one full vCPU (MB). https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const PROCESSOR_MIB = 1_769;
/** Working days whose data a zone holds, by the promises shipped with this project. */
const LIVE_DAYS: Readonly<Record<string, number>> = { raw: 8 * (22 / 30), redacted: 91 * (22 / 30) };

/**
 * Total seconds of all runs of one day, parallel ones included. They destroy a day of raw and a day of redacted, and
 * each of them checks data that is not due as often as was measured.
 * @param runs in a day
 */
export function retentionSeconds(
  { segmentsADay, framesADay, bundlesPerSegment }: Pick<Load, 'segmentsADay' | 'framesADay' | 'bundlesPerSegment'>,
  { retainSegment: due, retainIdle: idle, destroyThousand }: Measured,
  runs: number,
): number {
  const versions = callsOf(due, 's3.delete');
  // A frame is one version in the raw zone, and a part of a bundle in the redacted one.
  const framesAsSegments = (framesADay + segmentsADay * bundlesPerSegment) / Math.max(1, versions);
  const wait = (usage: Usage, days: (zone: string | undefined) => number) =>
    Object.entries(usage.calls)
      .filter(([name]) => !name.endsWith('Unit'))
      .reduce((sum, [name, n]) => {
        const [operation = '', zone] = name.split(' ');
        const each = (WAIT_S[operation] ?? 0) / SLICES_AT_ONCE;
        return sum + n * each * days(zone);
      }, 0);
  const processor = (destroyThousand.cpuS * (versions / 1_000) * PROCESSOR_MIB) / SYNTHESIZED.retainMiB;
  const destroying = processor + wait(due, () => 1);
  // Each run checks again.
  const looking = runs * wait(idle, (zone) => LIVE_DAYS[zone ?? ''] ?? 0);
  return (segmentsADay + framesAsSegments) * (destroying + looking);
}
