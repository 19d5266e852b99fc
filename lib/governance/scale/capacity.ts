import { MEASURED, type Measured } from './measured.ts';
import { retentionSeconds } from './retention.ts';
import { MOST_SHARES } from './shares.ts';
import { SYNTHESIZED } from './synthesized.ts';
import { type Collection, type Load, loadOf } from './workload.ts';

/**
 * Requests per second that an API accepts, and the burst.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
export interface Throttle {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

/** Concurrent executions of each function. */
interface Concurrency {
  readonly ingest: number;
  readonly redact: number;
  readonly retain: number;
  readonly compact: number;
  readonly keep: number;
  readonly inventory: number;
  readonly queries: number;
  readonly reads: number;
  readonly export: number;
  readonly package: number;
  readonly worker: number;
  readonly page: number;
  readonly sentinel: number;
  readonly prove: number;
  readonly revoke: number;
}

/** The platform's settings for a collection of some size: throttles, concurrency and thresholds of alarms. */
export interface Capacity {
  readonly ingestApi: Throttle;
  readonly workerApi: Throttle;
  readonly concurrency: Concurrency;
  /**
   * Redactions that the queue starts at most. It stays below redaction's concurrency, or throttled messages would reach
   * the dead-letter queue.
   */
  readonly redactionsAtOnce: number;
  /** Pollers of the queue, each of which starts ten redactions at once; undefined where a queue without them starts enough. */
  readonly redactPollers: number | undefined;
  /** Starts of retention per day, each with `concurrency.retain` parallel runs: each continues where the previous ones ended. */
  readonly retainRuns: 24 | 96;
  /** Counts within five minutes that raise an alarm. */
  readonly alarms: { readonly refusals: number; readonly serverErrors: number; readonly shortages: number };
}

/** Twice the ordinary rate: devices that were offline as long as they were online send both at once. */
const HEADROOM = 2;
/** Minimum for a small installation: a cold start must not cause throttling. */
const LEAST = { rate: 50, ingest: 20, redact: 10, page: 20 } as const;
/** Teams that request a copy at the same time. */
const EXPORTS = 5;
/** Partitions rewritten at once: Athena's account limit is higher, and teams' own statements count towards it. */
const REWRITES = 8;
/** Destroyed versions per second under one prefix from which retention starts four times as often: half of S3's limit. */
const EASY = 1_750;
/** A source without pollers of its own takes no more. https://docs.aws.amazon.com/lambda/latest/api/API_ScalingConfig.html */
const MOST_WITHOUT_POLLERS = 1_000;
/**
 * Redactions that one poller of a queue starts at once, and all pollers that a queue may have.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
const A_POLLER = 10;
export const MOST_REDACTIONS = 2_000 * A_POLLER;
/** Below redaction's own concurrency, for a call that is not yet known to have ended. */
const SPARE = 5;
/** Share of workers who open their page within the busiest ten minutes, and the requests of one opening. */
const VISITORS = 1 / 20;
const VISIT_S = 600;
const VISIT_REQUESTS = 7;
/** Duration of one request of the page (s): it reads a few items. Assumed. */
const PAGE_S = 0.3;
const ALARM_S = 300;

/** Capacity for a collection. Pure: the same collection gives the same templates. */
export function capacityOf(collection: Collection, measured?: Measured): Capacity {
  const load = loadOf(collection, measured);
  const visits = HEADROOM * ((load.workers * VISITORS * VISIT_REQUESTS) / VISIT_S);
  const page = Math.max(LEAST.page, Math.ceil(visits * PAGE_S));
  const wanted = Math.min(MOST_REDACTIONS, Math.max(LEAST.redact, up(HEADROOM * redactionsOf(load))));
  const redactPollers = wanted > MOST_WITHOUT_POLLERS ? Math.ceil(wanted / A_POLLER) : undefined;
  const redactionsAtOnce = redactPollers === undefined ? wanted : redactPollers * A_POLLER;
  const retainRuns = destroyedPerS(load, 24) > EASY ? 96 : 24;
  const concurrency = {
    ingest: Math.max(LEAST.ingest, up(HEADROOM * load.requestsPerS * load.ingestS)),
    redact: redactionsAtOnce + SPARE,
    ...{
      retain: retentionsAtOnce(load, retainRuns, measured),
      compact: REWRITES,
      keep: 1,
      inventory: 1,
      // A sweep, and the end of a query; more would only be throttled by Athena.
      queries: 2,
      reads: 1,
      export: EXPORTS,
      package: 1,
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
    redactPollers,
    retainRuns,
    alarms: {
      refusals: Math.max(100, up(within * 0.03)),
      serverErrors: Math.max(5, up(within * 0.0005)),
      shortages: Math.max(10, up(within * 0.001)),
    },
  };
}

/**
 * Versions of one kind that retention destroys per second, if it uses all the time of its runs: S3 limits requests per
 * prefix.
 */
export const destroyedPerS = ({ segmentsADay, framesADay }: Load, runs: number): number =>
  Math.max(segmentsADay, framesADay) / (runs * SYNTHESIZED.retainTimeoutS);

/** Parallel runs of retention. */
const retentionsAtOnce = (load: Load, runs: number, measured: Measured = MEASURED): number =>
  Math.min(
    MOST_SHARES,
    Math.max(1, Math.ceil((HEADROOM * retentionSeconds(load, measured, runs)) / (runs * SYNTHESIZED.retainTimeoutS))),
  );

/** Concurrent redactions, averaged over a day on which every worker works. */
export const redactionsOf = (load: Load): number =>
  load.segmentsPerS * load.redactSegmentS + load.framesPerS * load.redactFrameS;

/** Concurrency that all functions reserve from the account's limit. */
export const reservedOf = ({ concurrency }: Capacity): number =>
  Object.values(concurrency).reduce((sum, count) => sum + count, 0);

/**
 * Concurrency that Lambda keeps for functions without a reservation.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export const KEPT_BY_LAMBDA = 100;

const throttle = (rateLimit: number): Throttle => ({ rateLimit, burstLimit: 2 * rateLimit });

/** Rounds up to two digits, so that a small change of a measurement does not change every template. */
function up(n: number): number {
  if (n <= 0) return 0;
  const step = 10 ** Math.max(0, Math.floor(Math.log10(n)) - 1);
  return Math.ceil(n / step) * step;
}
