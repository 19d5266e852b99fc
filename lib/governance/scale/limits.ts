import { FRAME_PARTS } from '../../activity/raw-keys.ts';
import { SEGMENT_MINUTES } from '../../activity/segment/limits.ts';
import { there } from '../../activity/there.ts';
import {
  type Capacity,
  capacityOf,
  destroyedPerS,
  KEPT_BY_LAMBDA,
  MOST_REDACTIONS,
  redactionsOf,
  reservedOf,
} from './capacity.ts';
import { callsOf, MEASURED, type Measured } from './measured.ts';
import { retentionSeconds } from './retention.ts';
import { SLICES_AT_ONCE } from './shares.ts';
import { SYNTHESIZED } from './synthesized.ts';
import { type Collection, type Load, loadOf, WAIT_S } from './workload.ts';

/**
 * `set`: a number in these templates. `quota`: AWS's default for an account, which it raises on request. `fixed`: AWS
 * does not raise it.
 */
export type LimitKind = 'set' | 'quota' | 'fixed';

/** One limit, and its used share. */
export interface LimitLine {
  readonly id: string;
  readonly service: string;
  readonly what: string;
  readonly unit: string;
  readonly kind: LimitKind;
  readonly use: number;
  /** Null where AWS publishes none. */
  readonly limit: number | null;
  readonly assumes: string;
  readonly source: string;
}

interface State {
  readonly load: Load;
  readonly capacity: Capacity;
  readonly measured: Measured;
}

interface Limit extends Omit<LimitLine, 'use' | 'limit'> {
  readonly use: (state: State) => number;
  readonly limit: number | null | ((state: State) => number);
}

const LIMITS: readonly Limit[] = [
  {
    ...{ id: 'ingest-throttle', service: 'API Gateway', what: 'requests of devices', unit: '/s', kind: 'set' },
    use: ({ load }) => load.requestsPerS,
    limit: ({ capacity }) => capacity.ingestApi.rateLimit,
    assumes: `a segment every ${SEGMENT_MINUTES} minutes and device, each frame a request of its own, sent evenly`,
    source: 'lib/platform/pipeline/ingest-api.ts',
  },
  {
    ...{ id: 'api-account', service: 'API Gateway', what: 'requests of all APIs', unit: '/s', kind: 'quota' },
    use: ({ load }) => load.requestsPerS,
    limit: 10_000,
    assumes: 'nothing else in the account and region uses API Gateway',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
  {
    ...{ id: 'ingest-concurrency', service: 'Lambda', what: 'ingest at once', unit: '', kind: 'set' },
    use: ({ load }) => load.requestsPerS * load.ingestS,
    limit: ({ capacity }) => capacity.concurrency.ingest,
    assumes: 'processor time as measured; each answer of a service waited for in turn',
    source: 'lib/platform/stacks/pipeline-stack.ts',
  },
  {
    ...{ id: 'redact-concurrency', service: 'Lambda', what: 'redactions at once', unit: '', kind: 'set' },
    use: ({ load }) => redactionsOf(load),
    limit: ({ capacity }) => capacity.redactionsAtOnce,
    assumes: 'the middle of the working day; every frame is masked and published',
    source: 'lib/platform/pipeline/segment-source.ts',
  },
  {
    ...{ id: 'redact-source', service: 'Lambda', what: 'redactions of one queue at once', unit: '', kind: 'fixed' },
    use: ({ load }) => redactionsOf(load),
    limit: MOST_REDACTIONS,
    assumes: 'one queue with all the pollers that it may have; a second queue or more processors move it',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html',
  },
  {
    ...{ id: 'lambda-account', service: 'Lambda', what: 'executions reserved', unit: '', kind: 'quota' },
    use: ({ capacity }) => reservedOf(capacity) + KEPT_BY_LAMBDA,
    limit: 1_000,
    assumes: 'an old account, with nothing else reserved; a new one may begin with 10',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  {
    ...{ id: 'redact-timeout', service: 'Lambda', what: 'one batch of redaction', unit: 's', kind: 'set' },
    use: ({ load }) =>
      SYNTHESIZED.batch * (load.redactSegmentS + (load.framesPerS / load.segmentsPerS || 0) * load.redactFrameS),
    limit: SYNTHESIZED.redactTimeoutS,
    assumes: 'a full batch in the middle of the day, one segment after the other',
    source: 'lib/platform/zone/segment-queue.ts',
  },
  {
    ...{ id: 'redact-memory', service: 'Lambda', what: 'memory of one batch', unit: 'MiB', kind: 'set' },
    use: ({ measured }) => measured.redactTogether.peakMiB,
    limit: SYNTHESIZED.redactMiB,
    assumes: 'as measured: first segments of their sessions, without frames',
    source: 'lib/platform/stacks/pipeline-stack.ts',
  },
  {
    ...{ id: 'queue-in-flight', service: 'SQS', what: 'messages in flight', unit: '', kind: 'quota' },
    use: ({ capacity }) => capacity.redactionsAtOnce * SYNTHESIZED.batch,
    limit: 120_000,
    assumes: 'every redaction that may run holds a full batch',
    source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html',
  },
  ...(['write', 'read'] as const).map(
    (verb): Limit => ({
      ...{ id: `dynamodb-${verb}s`, service: 'DynamoDB', what: `${verb} units`, unit: '/s', kind: 'quota' },
      use: ({ load }) => load.segmentsPerS * callsOf(load.perSegment, `dynamodb.${verb}Unit`),
      limit: 40_000,
      assumes: 'all of them on one of the two tables, which is more than either gets',
      source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html',
    }),
  ),
  {
    ...{ id: 'kms-macs', service: 'KMS', what: 'pseudonyms', unit: '/s', kind: 'quota' },
    use: ({ load }) => load.segmentsPerS * callsOf(load.perSegment, 'kms.mac'),
    limit: 20_000,
    assumes: 'eu-central-1, nothing else; us-east-1 has 100,000, small regions 10,000',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html',
  },
  {
    ...{ id: 's3-puts', service: 'S3', what: 'objects written under one prefix', unit: '/s', kind: 'fixed' },
    // Each frame is an object in the raw zone, and a part of a bundle in the redacted one: both below one of the parts of their place.
    use: ({ load }) =>
      Math.max(
        load.framesPerS / FRAME_PARTS,
        (load.segmentsPerS * (callsOf(load.perSegment, 's3.put') - load.bundlesPerSegment) - load.framesPerS) / 2,
      ),
    limit: 3_500,
    assumes:
      'one place; S3 has split the parts in which frames lie, which stay the same, and not yet the prefix of the day of all else, half of it in each zone',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html',
  },
  {
    ...{ id: 'glue-calls', service: 'Glue', what: 'requests of the catalogue', unit: '/s', kind: 'quota' },
    use: ({ load }) => load.segmentsPerS * callsOf(load.perSegment, 'glue.call'),
    limit: null,
    assumes: 'AWS publishes no rate; throttled requests are tried again',
    source: 'https://docs.aws.amazon.com/general/latest/gr/glue.html',
  },
  {
    ...{ id: 'retain-time', service: 'Lambda', what: 'retention of a day, in all its runs', unit: 's', kind: 'set' },
    use: ({ load, capacity, measured }) => retentionSeconds(load, measured, capacity.retainRuns),
    limit: ({ capacity }) => capacity.concurrency.retain * capacity.retainRuns * SYNTHESIZED.retainTimeoutS,
    assumes: `a day's segments and frames are due each day; ${SLICES_AT_ONCE} slices at once in each run, ${there(WAIT_S['s3.deleteMany'], 'the wait for a deletion') * 1000} ms for each thousand deletions; ids at random`,
    source: 'lib/platform/pipeline/retention-schedule.ts',
  },
  {
    ...{ id: 's3-deletes', service: 'S3', what: 'versions destroyed under one prefix', unit: '/s', kind: 'fixed' },
    use: ({ load, capacity }) => destroyedPerS(load, capacity.retainRuns),
    limit: 3_500,
    assumes: 'one place, each version of a request counted, and that S3 has not yet split the prefix of the day',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html',
  },
];

/** The used share of each limit for a collection, under templates synthesized for `built`. */
export function linesOf(
  collection: Collection,
  built: Collection = collection,
  measured: Measured = MEASURED,
): LimitLine[] {
  const state = { load: loadOf(collection, measured), capacity: capacityOf(built, measured), measured };
  return LIMITS.map(({ use, limit, ...line }) => ({
    ...line,
    use: use(state),
    limit: typeof limit === 'function' ? limit(state) : limit,
  }));
}

export const breaks = ({ use, limit }: LimitLine): boolean => limit !== null && use > limit;

/** More workers than any organisation employs. */
const MOST = 10_000_000;

/**
 * Number of workers up to which a limit holds, all else as in `collection`; `MOST` and more are Infinity.
 * @param built collection of the templates; when omitted, the templates follow the number of workers
 */
function holdsUntil(id: string, collection: Collection, built?: Collection, measured?: Measured): number {
  const holds = (workers: number) => {
    const lines = linesOf({ ...collection, workers }, built ?? { ...collection, workers }, measured);
    const own = lines.find((line) => line.id === id);
    return !breaks(there(own, 'the line of a limit'));
  };
  if (holds(MOST)) return Number.POSITIVE_INFINITY;
  let [low, high] = [0, MOST];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * The first limit to be exceeded as workers are added, and the number of workers up to which it holds.
 * @param kinds of limits that count; all of them when left out
 */
export function firstLimit(
  collection: Collection,
  built?: Collection,
  measured?: Measured,
  kinds: readonly LimitKind[] = ['set', 'quota', 'fixed'],
): { readonly id: string; readonly workers: number } {
  return LIMITS.filter(({ kind }) => kinds.includes(kind))
    .map(({ id }) => ({ id, workers: holdsUntil(id, collection, built, measured) }))
    .reduce((a, b) => (b.workers < a.workers ? b : a));
}
