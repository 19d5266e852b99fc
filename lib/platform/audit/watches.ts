import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, type MetricProps } from 'aws-cdk-lib/aws-cloudwatch';
import { DEAD_REASONS } from '../../activity/dead-letters.ts';
import { REFUSALS } from '../../activity/refusals.ts';
import type { Capacity } from '../../governance/scale/index.ts';
import type { Names } from '../names.ts';
import { FUNCTION_NAMES, type FunctionName } from '../pipeline/functions.ts';
import type { PipelineStack } from '../stacks/pipeline-stack.ts';
import type { StorageStack } from '../stacks/storage-stack.ts';
import { DIGESTS } from '../zone/log-delivery.ts';
import type { TrailMetric } from './direct-reads.ts';

/** One alarm. docs/operations.md has a paragraph under each alarm's name, which a test checks against this table. */
export interface Watch {
  readonly id: string;
  /** What has happened, for the operator on call. */
  readonly says: string;
  readonly metric: IMetric;
  readonly when: { readonly atLeast: number } | { readonly below: number };
  /** Whether missing data is a failure. */
  readonly silenceIsBad?: boolean;
  /** Number of consecutive periods; 1 by default. */
  readonly periods?: number;
}

export interface Watched {
  readonly names: Names;
  readonly storage: StorageStack;
  readonly pipeline: PipelineStack;
  readonly trailMetrics: readonly TrailMetric[];
  /** Minutes between two readings of the account. */
  readonly everyMinutes: number;
  /** Counts from which refusals and errors are more than ordinary, for the configured number of workers. */
  readonly thresholds: Capacity['alarms'];
}

/** Functions of which few run at a time. The events of a hundred calls wait for each other; Lambda keeps them for six hours. */
const WAITS: readonly FunctionName[] = ['prove', 'queries'];

const FIVE_MINUTES = Duration.minutes(5);
const DAY = Duration.days(1);

/** A metric that one of the platform's functions emits (`lambdas/envelope.ts`). */
export const counted = (service: FunctionName, metricName: string, options: Partial<MetricProps> = {}): Metric =>
  new Metric({
    namespace: 'Strongroom',
    metricName,
    period: FIVE_MINUTES,
    statistic: 'Sum',
    ...options,
    dimensionsMap: { service, ...options.dimensionsMap },
  });

/** Responses of the ingest API with one code. */
export const answered = (code: string, period = FIVE_MINUTES): Metric =>
  counted('ingest', 'requests', { period, dimensionsMap: { code } });

/** Codes with which ingest reports that collection is paused. */
export const CLOSED_CODES = Object.entries(REFUSALS)
  .filter(([code]) => code.startsWith('gate.'))
  .map(([code]) => code);

const sumOf = (metrics: readonly Metric[], period: Duration): MathExpression =>
  new MathExpression({
    expression: `SUM([${metrics.map((_, at) => `FILL(m${at}, 0)`).join(', ')}])`,
    usingMetrics: Object.fromEntries(metrics.map((metric, at) => [`m${at}`, metric])),
    period,
  });

/** Every condition that an operator must look at. */
export const watches = (watched: Watched): Watch[] => [
  ...collectionWatches(watched),
  ...redactionWatches(watched),
  ...retentionWatches(watched),
  ...compactionWatches(),
  ...erasureWatches(),
  ...inventoryWatches(),
  ...textWatches(),
  ...packageWatches(),
  ...functionWatches(watched),
  ...proofWatches(watched),
  ...recordWatches(watched),
];

/** Whether anything is collected at all. A device drops segments that it must not send, so an hour of silence is an hour lost. */
const collectionWatches = ({ pipeline: { api, workerApi }, thresholds }: Watched): Watch[] => [
  {
    id: 'gate-closed',
    says: 'Collection has stopped: ingest answers that the gate is closed',
    metric: sumOf(
      CLOSED_CODES.map((code) => answered(code)),
      FIVE_MINUTES,
    ),
    when: { atLeast: 1 },
  },
  {
    id: 'certificate-ends',
    says: 'The restart certificate ends within seven days; collection stops with it',
    metric: counted('ingest', 'certificateDays', { statistic: 'Minimum', period: Duration.hours(1) }),
    when: { below: 7 },
  },
  {
    id: 'collection-silent',
    says: 'Nothing was stored for an hour of a working day',
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html (DAY: Monday is 1; HOUR: UTC)
    metric: new MathExpression({
      expression: 'IF(DAY(stored) <= 5 AND HOUR(stored) >= 8 AND HOUR(stored) < 18, FILL(stored, 0), 1)',
      usingMetrics: { stored: answered('stored', Duration.hours(1)) },
      period: Duration.hours(1),
    }),
    when: { below: 1 },
  },
  {
    id: 'refusals',
    says: `${thresholds.refusals.toLocaleString('en')} requests or more were refused within five minutes`,
    metric: api.api.metricClientError({ period: FIVE_MINUTES }),
    when: { atLeast: thresholds.refusals },
  },
  {
    id: 'ingest-5xx',
    says: 'The ingest API answered with server errors',
    metric: api.api.metricServerError({ period: FIVE_MINUTES }),
    when: { atLeast: thresholds.serverErrors },
  },
  {
    id: 'shortage',
    says: 'Ingest puts devices off because a service throttles it or storage is short',
    metric: answered('shortage'),
    when: { atLeast: thresholds.shortages },
  },
  {
    id: 'worker-5xx',
    says: 'The API of the workers answered with server errors: workers may be unable to pause',
    metric: workerApi.api.metricServerError({ period: FIVE_MINUTES }),
    when: { atLeast: 1 },
  },
];

const redactionWatches = ({ storage: { segments } }: Watched): Watch[] => [
  {
    id: 'segments-dead',
    says: 'Segments could not be redacted and wait in the dead-letter queue, which `strongroom deadletters list` shows; they die with the raw zone',
    metric: segments.deadLetters.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES }),
    when: { atLeast: 1 },
  },
  ...deadWatches(),
  {
    id: 'segments-dying',
    says: 'A segment has waited in the dead-letter queue for three days: soon it is destroyed unread',
    metric: segments.deadLetters.metricApproximateAgeOfOldestMessage({ period: FIVE_MINUTES }),
    when: { atLeast: Duration.days(3).toSeconds() },
  },
  {
    id: 'segments-late',
    says: 'The oldest segment has waited for redaction for more than an hour',
    metric: segments.queue.metricApproximateAgeOfOldestMessage({ period: FIVE_MINUTES }),
    when: { atLeast: Duration.hours(1).toSeconds() },
  },
  {
    id: 'notifications-unknown',
    says: 'Redaction was told of objects that are no segments: something else writes into the raw zone or its queue',
    metric: counted('redact', 'notificationsUnknown'),
    when: { atLeast: 1 },
  },
];

/** One alarm for each reason, so that the alarm itself says why. Redaction counts a segment when it fails for the last time. */
const deadWatches = (): Watch[] =>
  Object.entries(DEAD_REASONS).map(([reason, { text }]) => ({
    id: `segments-dead-${reason.replaceAll('.', '-')}`,
    says: `Segments are dead: ${text}`,
    metric: counted('redact', 'segmentsDead', { dimensionsMap: { reason } }),
    when: { atLeast: 1 },
  }));

const retentionWatches = ({ pipeline: { schedule } }: Watched): Watch[] => [
  {
    id: 'retention-dead',
    says: 'The scheduler could not start retention',
    metric: schedule.deadLetters.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES }),
    when: { atLeast: 1 },
  },
  {
    // Retention that stops raises no error, and its promises break unnoticed, so missing data raises the alarm.
    id: 'retention-stopped',
    says: 'Retention has not run to its end for a day: what is due is still there',
    // Emitted by the first of the parallel runs, which knows of everything that is due.
    metric: counted('retain', 'retentionRan', { period: DAY }),
    when: { below: 1 },
    silenceIsBad: true,
  },
];

const inventoryWatches = (): Watch[] => [
  {
    id: 'inventory-stopped',
    says: 'No inventory came to its end for a day: whether the zones hold data without an item in the ledger is not known',
    metric: counted('inventory', 'inventoryWhole', { period: DAY }),
    when: { below: 1 },
    silenceIsBad: true,
  },
  {
    id: 'unaccounted',
    says: 'A zone or the catalogue holds an entry, and no item of the ledger says why',
    metric: counted('inventory', 'unaccounted', { period: Duration.hours(1) }),
    when: { atLeast: 1 },
  },
  {
    id: 'missing',
    says: 'Data that the ledger names is missing, and no record says that it was destroyed',
    metric: counted('inventory', 'missing', { period: Duration.hours(1) }),
    when: { atLeast: 1 },
  },
];

/** Whether the text of each query is saved before Athena forgets it. */
const textWatches = (): Watch[] => [
  {
    id: 'texts-stopped',
    says: 'No sweep of the queries came to its end for a day: Athena forgets their texts after 45 days',
    metric: counted('queries', 'textsSwept', { period: DAY }),
    when: { below: 1 },
    silenceIsBad: true,
  },
  {
    id: 'texts-failed',
    says: 'The text of a query could not be saved; the next sweep tries again',
    metric: counted('queries', 'textsFailed', { period: Duration.hours(1) }),
    when: { atLeast: 1 },
  },
  {
    id: 'texts-late',
    says: 'A sweep saved texts that no event had brought: the rule on the ends of queries may be off',
    metric: counted('queries', 'textsLate', { period: Duration.hours(1) }),
    when: { atLeast: 1 },
  },
  {
    id: 'reads-stopped',
    says: 'The reads of yesterday were not written down: the page of the workers says that they are not known',
    metric: counted('reads', 'readsFolded', { period: DAY }),
    when: { below: 1 },
    silenceIsBad: true,
  },
];

const packageWatches = (): Watch[] => [
  {
    id: 'packages-stopped',
    says: 'For a day, no run made the copies that workers asked for: their deadline may pass',
    metric: counted('package', 'packagesRan', { period: DAY }),
    when: { below: 1 },
    silenceIsBad: true,
  },
  {
    id: 'packages-late',
    says: 'A copy that a worker asked for is not made, and is due within a week or was due already',
    metric: counted('package', 'packagesLate', { period: Duration.hours(1) }),
    when: { atLeast: 1 },
  },
];

const erasureWatches = (): Watch[] => [
  {
    id: 'copies-erased',
    says: 'A copy of a team holds a worker who asked for erasure, and goes: the team must destroy each part that it took elsewhere',
    metric: counted('retain', 'copiesErased', { period: Duration.hours(1) }),
    when: { atLeast: 1 },
  },
];

const compactionWatches = (): Watch[] => [
  {
    id: 'compaction-stopped',
    says: 'Compaction has not run for a day: rows of erased workers stay in files that hold others too',
    metric: counted('keep', 'compactionRan', { period: DAY }),
    when: { below: 1 },
    silenceIsBad: true,
  },
  {
    id: 'compaction-failed',
    says: 'A partition could not be put together: its files stay as they are, and rows of erased workers may stay in them',
    metric: counted('keep', 'partitionsFailed', { period: Duration.hours(1) }),
    when: { atLeast: 1 },
  },
];

const functionWatches = ({ pipeline: { functions } }: Watched): Watch[] => [
  ...FUNCTION_NAMES.flatMap((name): Watch[] => {
    const fn = functions[name].function;
    const seconds = functions[name].timeout.toSeconds();
    return [
      {
        id: `${name}-errors`,
        says: `The ${name} function failed`,
        metric: fn.metricErrors({ period: FIVE_MINUTES }),
        when: { atLeast: 1 },
      },
      ...(WAITS.includes(name)
        ? []
        : [
            {
              id: `${name}-throttled`,
              says: `The ${name} function was throttled: more ran at once than its reservation or the account allows`,
              metric: fn.metricThrottles({ period: FIVE_MINUTES }),
              when: { atLeast: 1 },
            },
          ]),
      {
        id: `${name}-slow`,
        says: `The ${name} function came within a fifth of the ${seconds} seconds that it has`,
        metric: fn.metricDuration({ period: FIVE_MINUTES, statistic: 'Maximum' }),
        when: { atLeast: seconds * 800 },
      },
    ];
  }),
  {
    id: 'sentinel-gave-up',
    says: 'The sentinel could not answer a reported change, again and again: pause collection by hand',
    // Lambda's own count of events that it stopped trying to deliver: only the fact of the drop remains of such an event.
    metric: functions.sentinel.function.metric('AsyncEventsDropped', { statistic: 'Sum', period: FIVE_MINUTES }),
    when: { atLeast: 1 },
  },
];

/** Whether the claims hold for the account as it is, and whether the account has been read recently. */
const proofWatches = ({ everyMinutes }: Watched): Watch[] => [
  {
    id: 'claims-refuted',
    says: 'A claim is refuted for the account as it is; collection is paused',
    metric: counted('prove', 'claimsRefuted'),
    when: { atLeast: 1 },
  },
  {
    id: 'claims-undecided',
    says: 'A claim could not be decided for the account as it is: something was not answered',
    metric: counted('prove', 'claimsUndecided'),
    when: { atLeast: 1 },
  },
  {
    id: 'claims-unread',
    says: 'The account was not read to the end for three times as long as it should be',
    metric: sumOf(
      ['claimsProved', 'claimsRefuted', 'claimsUndecided'].map((name) =>
        counted('prove', name, { period: Duration.minutes(everyMinutes) }),
      ),
      Duration.minutes(everyMinutes),
    ),
    when: { below: 1 },
    silenceIsBad: true,
    periods: 3,
  },
];

/** Alarms on the metrics of the trail, and on records that could not be written. */
const recordWatches = ({ names, storage, trailMetrics }: Watched): Watch[] => [
  ...trailMetrics.map(({ name, says, filter }) => ({
    id: name,
    says,
    metric: filter.metric({ statistic: 'Sum', period: FIVE_MINUTES }),
    when: { atLeast: 1 },
  })),
  {
    id: 'query-records-lost',
    says: 'EventBridge could not write down a query: who asked what is not recorded',
    metric: new Metric({
      namespace: 'AWS/Events',
      metricName: 'FailedInvocations',
      dimensionsMap: { RuleName: names.of('query-records') },
      statistic: 'Sum',
      period: FIVE_MINUTES,
    }),
    when: { atLeast: 1 },
  },
  {
    id: 'digests-late',
    says: 'The trail has delivered no digest for three hours: its files cannot be checked for changes',
    // One digest an hour.
    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
    metric: new Metric({
      namespace: 'AWS/S3',
      metricName: 'PutRequests',
      dimensionsMap: { BucketName: storage.zones.audit.bucket.bucketName, FilterId: DIGESTS },
      statistic: 'Sum',
      period: Duration.hours(1),
    }),
    when: { below: 1 },
    silenceIsBad: true,
    periods: 3,
  },
];
