import { BUNDLE_BYTES, SEGMENT_MINUTES } from '../../activity/segment/limits.ts';
import { lastOf, nth } from '../../activity/there.ts';
import { MAC_REMEMBERED_S } from './mac-memory.ts';
import { MEASURED, type Measured, type Usage } from './measured.ts';

/** Size of the collection, from `config/program.ts`. */
export interface Collection {
  /** Workers who are recorded at the same time. */
  readonly workers: number;
  /** Hours of a working day. */
  readonly hoursADay: number;
  /** Frames that a device sends per minute; 0 for none. */
  readonly framesAMinute: number;
}

/** Rates and sizes that follow from a collection, with all workers active at once. */
export interface Load extends Collection {
  readonly segmentsPerS: number;
  readonly framesPerS: number;
  readonly requestsPerS: number;
  readonly segmentsADay: number;
  readonly framesADay: number;
  /** Objects in which the masked frames of a segment are written. */
  readonly bundlesPerSegment: number;
  /** CPU and waiting time of one call of ingest, averaged over segments and frames (s). */
  readonly ingestS: number;
  /** Time of one segment in redaction, averaged over a day: the writing of its bundles is in it, the masking of its frames is not (s). */
  readonly redactSegmentS: number;
  /** Time of one frame in redaction (s). */
  readonly redactFrameS: number;
  /** Usage of one segment in ingest, redaction and retention, with its share of frames. */
  readonly perSegment: Usage;
}

/**
 * Share of the MACs of ingest that KMS is asked for. Each process remembers its own, so a worker whose requests come to another
 * process is asked about again: of the requests of a worker to one process, the first of each hour asks. Requests reach each process
 * alike, and as many processes are there as may be; both are assumed.
 * @param processes of ingest
 */
export const macShare = ({ requestsPerS, workers }: Load, processes: number): number =>
  1 / (1 + (MAC_REMEMBERED_S * requestsPerS) / (workers * processes));

/** Working days of a month. */
export const DAYS_A_MONTH = 22;
/** Bytes of one frame as sent: a PNG of 1920 × 1080. Assumed; the sample's pages are simpler. */
export const FRAME_BYTES = 300_000;

/**
 * How long a function waits for one response (s) in a sequence of calls. Assumed from ordinary latencies within a
 * region: only an account can tell.
 */
export const WAIT_S: Readonly<Record<string, number>> = {
  's3.put': 0.03,
  's3.get': 0.02,
  's3.list': 0.15,
  // Versions are destroyed by requests of a thousand, whose time counts instead.
  's3.delete': 0,
  's3.deleteMany': 0.6,
  'dynamodb.read': 0.004,
  'dynamodb.write': 0.01,
  'kms.mac': 0.008,
  'kms.sign': 0.05,
  'kms.publicKey': 0.01,
  'glue.call': 0.05,
};

/** @param measured usage of one segment and one frame; the table of the last measurement when omitted */
export function loadOf(collection: Collection, measured: Measured = MEASURED): Load {
  const { workers, hoursADay, framesAMinute } = collection;
  const segmentsPerS = workers / (60 * SEGMENT_MINUTES);
  const framesPerS = (workers * framesAMinute) / 60;
  const framesPerSegment = framesAMinute * SEGMENT_MINUTES;
  const requestsPerS = segmentsPerS + framesPerS;
  const bundlesPerSegment = Math.ceil((framesPerSegment * FRAME_BYTES) / BUNDLE_BYTES);
  const bundles = { cpuS: 0, calls: { 's3.put': bundlesPerSegment }, bytes: {} };
  const redact = redactUsage(measured, hoursADay);
  const spent = (usage: Usage) => usage.cpuS + waitOf(usage);
  const ingestS =
    (spent(measured.ingestSegment) + framesPerSegment * spent(measured.ingestFrame)) / (1 + framesPerSegment);
  return {
    ...collection,
    segmentsPerS,
    framesPerS,
    requestsPerS,
    segmentsADay: (workers * hoursADay * 60) / SEGMENT_MINUTES,
    framesADay: workers * hoursADay * 60 * framesAMinute,
    bundlesPerSegment,
    ingestS,
    redactSegmentS: spent(redact) + spent(bundles),
    redactFrameS: spent(measured.redactFrame),
    perSegment: sum([
      measured.ingestSegment,
      redact,
      measured.retainSegment,
      times(withFrameBytes(measured.ingestFrame, 'raw/frames'), framesPerSegment),
      times(withFrameBytes(measured.redactFrame, 'redacted/frames'), framesPerSegment),
      bundles,
    ]),
  };
}

/** A segment in the middle of its day, redacted with others: as one alone, less what a batch shares, and more where it reads again. */
function redactUsage({ redactTogether, redactAlone }: Measured, hoursADay: number): Usage {
  const middle = (hoursADay * 60) / SEGMENT_MINUTES / 2;
  const [early, late] = [nth(redactAlone, 0), lastOf(redactAlone)];
  const part = (middle - early.index) / Math.max(1, late.index - early.index);
  const grown = (from: number, to: number) => Math.max(0, from + part * (to - from));
  const { usage, alone } = redactTogether;
  const inBatch = (of: 'calls' | 'bytes') => {
    const names = new Set([early.usage, late.usage].flatMap((other) => Object.keys(other[of])));
    return Object.fromEntries(
      [...names].map((name) => {
        const byOthers = (usage[of][name] ?? 0) - (alone[of][name] ?? 0);
        return [name, Math.max(0, grown(early.usage[of][name] ?? 0, late.usage[of][name] ?? 0) + byOthers)];
      }),
    );
  };
  return { cpuS: grown(early.usage.cpuS, late.usage.cpuS), calls: inBatch('calls'), bytes: inBatch('bytes') };
}

const withFrameBytes = (usage: Usage, folder: string): Usage => ({
  ...usage,
  bytes: { ...usage.bytes, [folder]: FRAME_BYTES },
});

/** Total time that a function waits for sequential responses (s). @throws RangeError for a call without an assumed latency */
function waitOf({ calls }: Usage): number {
  return Object.entries(calls)
    .filter(([name]) => !name.endsWith('Unit'))
    .reduce((seconds, [name, n]) => {
      const each = WAIT_S[name.split(' ')[0] ?? ''];
      if (each === undefined) throw new RangeError(`no latency is assumed for ${name}`);
      return seconds + n * each;
    }, 0);
}

const times = ({ cpuS, calls, bytes }: Usage, n: number): Usage => {
  const each = (values: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value * n]));
  return { cpuS: cpuS * n, calls: each(calls), bytes: each(bytes) };
};

const sum = (usages: readonly Usage[]): Usage => {
  const total = { cpuS: 0, calls: {} as Record<string, number>, bytes: {} as Record<string, number> };
  for (const { cpuS, calls, bytes } of usages) {
    total.cpuS += cpuS;
    for (const [name, n] of Object.entries(calls)) total.calls[name] = (total.calls[name] ?? 0) + n;
    for (const [name, n] of Object.entries(bytes)) total.bytes[name] = (total.bytes[name] ?? 0) + n;
  }
  return total;
};
