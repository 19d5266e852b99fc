import { MEASURED, type Measured } from './measured.ts';
import { retentionSeconds } from './retention.ts';
import { MOST_SHARES } from './shares.ts';
import { SYNTHESIZED } from './synthesized.ts';
import { type Collection, type Load, loadOf } from './workload.ts';

/** Requests a second that an API takes, and how many more at once. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html */
export interface Throttle {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

/** How many of each function may run at once. */
export interface Concurrency {
  readonly ingest: number;
  readonly redact: number;
  readonly retain: number;
  readonly compact: number;
  readonly keep: number;
  readonly inventory: number;
  readonly export: number;
  readonly worker: number;
  readonly page: number;
  readonly sentinel: number;
  readonly prove: number;
  readonly revoke: number;
}

/** What the platform is given for a collection of some size: throttles, concurrency and the thresholds of alarms. */
export interface Capacity {
  readonly ingestApi: Throttle;
  readonly workerApi: Throttle;
  readonly concurrency: Concurrency;
  /**
   * How many redactions the queue starts. It stays below redaction's ceiling, or messages would be throttled into the
   * dead-letter queue.
   */
  readonly redactionsAtOnce: number;
  /** Times a day at which retention starts, as many runs at once as `concurrency.retain`: each goes on where those before ended. */
  readonly retainRuns: 24 | 96;
  /** Within five minutes: the counts from which an alarm is raised. */
  readonly alarms: { readonly refusals: number; readonly serverErrors: number; readonly shortages: number };
}

/** Twice the ordinary rate: devices that were offline for as long as they were online send both at once. */
const HEADROOM = 2;
/** What a small installation needs all the same: a cold start must not be a throttle. */
const LEAST = { rate: 50, ingest: 20, redact: 10, page: 20 } as const;
/** Teams that have a copy made at the same time. */
const EXPORTS = 5;
/** Partitions that are put together at once: Athena takes more statements of an account, and teams ask theirs at the same time. */
const REWRITES = 8;
/** Versions destroyed a second under one prefix from which on retention starts four times as often: half of what S3 takes. */
const EASY = 1_750;
/** Below redaction's own ceiling, for a call that is not yet known to have ended. */
const SPARE = 5;
/** Of all workers, those who open their page within the busiest ten minutes, and the requests of one opening. */
const VISITORS = 1 / 20;
const VISIT_S = 600;
const VISIT_REQUESTS = 7;
/** How long one request of the page takes (s): it reads a few items. Assumed. */
const PAGE_S = 0.3;
const ALARM_S = 300;

/** What a collection needs. Pure: the same collection gives the same templates. */
export function capacityOf(collection: Collection, measured?: Measured): Capacity {
  const load = loadOf(collection, measured);
  const visits = HEADROOM * ((load.workers * VISITORS * VISIT_REQUESTS) / VISIT_S);
  const page = Math.max(LEAST.page, Math.ceil(visits * PAGE_S));
  const redactionsAtOnce = Math.max(LEAST.redact, up(HEADROOM * redactionsOf(load)));
  const retainRuns = destroyedPerS(load, 24) > EASY ? 96 : 24;
  const concurrency = {
    ingest: Math.max(LEAST.ingest, up(HEADROOM * load.requestsPerS * load.ingestS)),
    redact: redactionsAtOnce + SPARE,
    ...{
      retain: retentionsAtOnce(load, retainRuns, measured),
      compact: REWRITES,
      keep: 1,
      inventory: 1,
      export: EXPORTS,
      worker: page,
      page,
      sentinel: 2,
      prove: 1,
      revoke: 1,
    },
  };
  const within = load.requestsPerS * ALARM_S;
  return {
    ingestApi: throttle(Math.max(LEAST.rate, up(HEADROOM * load.requestsPerS))),
    workerApi: throttle(Math.max(LEAST.rate, up(visits))),
    concurrency,
    redactionsAtOnce,
    retainRuns,
    alarms: {
      refusals: Math.max(100, up(within * 0.03)),
      serverErrors: Math.max(5, up(within * 0.0005)),
      shortages: Math.max(10, up(within * 0.001)),
    },
  };
}

/** Versions of one kind that retention destroys a second, if it takes all the time of its runs: S3 takes no more than some under a prefix. */
export const destroyedPerS = ({ segmentsADay, framesADay }: Load, runs: number): number =>
  Math.max(segmentsADay, framesADay) / (runs * SYNTHESIZED.retainTimeoutS);

/** Runs of retention beside each other. */
const retentionsAtOnce = (load: Load, runs: number, measured: Measured = MEASURED): number =>
  Math.min(
    MOST_SHARES,
    Math.max(1, Math.ceil((HEADROOM * retentionSeconds(load, measured, runs)) / (runs * SYNTHESIZED.retainTimeoutS))),
  );

/** Redactions that run at the same time, on the average of a day on which everybody works. */
export const redactionsOf = (load: Load): number =>
  load.segmentsPerS * load.redactSegmentS + load.framesPerS * load.redactFrameS;

/** What all functions take away from the account's limit. */
export const reservedOf = ({ concurrency }: Capacity): number =>
  Object.values(concurrency).reduce((sum, each) => sum + each, 0);

/** What Lambda keeps for functions without a reservation. https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
export const KEPT_BY_LAMBDA = 100;

const throttle = (rateLimit: number): Throttle => ({ rateLimit, burstLimit: 2 * rateLimit });

/** Up to two digits, so that a small change of what was measured does not change every template. */
function up(n: number): number {
  if (n <= 0) return 0;
  const step = 10 ** Math.max(0, Math.floor(Math.log10(n)) - 1);
  return Math.ceil(n / step) * step;
}
