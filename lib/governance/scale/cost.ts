import { RARE_DAYS } from '../../activity/segment/limits.ts';
import { capacityOf } from './capacity.ts';
import { callsOf, MEASURED, type Measured } from './measured.ts';
import { PRICES, type Priced, type PricedRegion } from './prices.ts';
import { SYNTHESIZED } from './synthesized.ts';
import { type Collection, DAYS_A_MONTH, type Load, loadOf, macShare } from './workload.ts';

/** Cost of one service per worker and month (US dollars). */
export interface CostLine {
  readonly service: string;
  readonly usd: number;
  readonly assumes: string;
}

export interface Cost {
  readonly region: PricedRegion;
  readonly lines: readonly CostLine[];
  /** Per worker and month. */
  readonly workerMonth: number;
  /** For the installation per month, whatever the number of workers. */
  readonly fixedMonth: number;
  /** Total per month. */
  readonly month: number;
}

/** How long each zone keeps its data (days): the promise, and the day on which noncurrent versions are removed. */
export interface KeptDays {
  readonly raw: number;
  readonly redacted: number;
}

const GB = 1e9;
const DAYS = 365 / 12;
const PROCESSOR_GB = SYNTHESIZED.ingestMiB / 1_024;
/** Bytes of one trail event as CloudWatch Logs ingests it. Assumed. */
const TRAIL_BYTES = 2_000;
/** Bytes that one function call and one API request log. Assumed: no content is logged. */
const LOG_BYTES = { call: 1_000, request: 500 } as const;
/** SQS requests per segment: sent by S3, received in batches of ten, deleted in batches of ten. */
const SQS_REQUESTS = 1.2;
/** Months for which the control table has been collecting items that do not expire. */
const MONTHS = 12;
/** Months for which an expiring item exists. */
const EXPIRING_MONTHS = 3;

interface State {
  /** Per worker and month. */
  readonly segments: number;
  readonly frames: number;
  readonly load: Load;
  readonly kept: KeptDays;
  /** Uses of one call of a service in a month. */
  readonly calls: (name: string) => number;
  /** Pseudonyms that ingest asks KMS for in a month. */
  readonly macs: number;
  readonly gb: (folder: (name: string) => boolean) => number;
}

interface Rate {
  readonly service: string;
  readonly units: (state: State) => Partial<Record<Priced, number>>;
  readonly assumes: string;
}

/** Whether masked frames lie in the cheaper class: `lambdas/redact/frame-bundles.ts` decides by the same days. */
const isRare = ({ redacted }: KeptDays): boolean => redacted >= RARE_DAYS;

const ITEMS = (name: string) => name.startsWith('items');
const of = (folder: string) => (name: string) => name.startsWith(`${folder}/`) || name === folder;

const RATES: readonly Rate[] = [
  {
    service: 'S3 storage',
    units: ({ gb, kept }) => {
      const rare = isRare(kept) ? gb(of('redacted/frames')) : 0;
      const redacted = gb(of('redacted')) - rare;
      return {
        s3Storage: (gb(of('raw')) * (kept.raw + 1) + redacted * (kept.redacted + 1)) / DAYS,
        s3RareStorage: (rare * (kept.redacted + 1)) / DAYS,
      };
    },
    assumes: `every byte lives as long as is promised, and a day as a noncurrent version; 300 kB a frame, in both zones; masked frames in Standard-Infrequent Access where they are kept for ${RARE_DAYS} days`,
  },
  {
    service: 'S3 requests',
    units: ({ calls, segments, load, kept }) => {
      const rare = isRare(kept) ? segments * load.bundlesPerSegment : 0;
      return { s3Put: calls('s3.put') + calls('s3.list') - rare, s3RarePut: rare, s3Get: calls('s3.get') };
    },
    assumes: 'what ingest, redaction and retention ask; queries of teams are not in it',
  },
  {
    service: 'S3 retrieval',
    units: ({ gb, kept }) => ({ s3RareRetrieval: isRare(kept) ? gb(of('redacted/frames')) : 0 }),
    assumes: 'one export reads each masked frame once',
  },
  {
    service: 'DynamoDB requests',
    units: ({ calls }) => ({
      dynamodbWrite: calls('dynamodb.writeUnit'),
      dynamodbRead: calls('dynamodb.readUnit'),
    }),
    assumes: 'on demand; writes of several items are transactions, every read is consistent',
  },
  {
    service: 'DynamoDB storage',
    units: ({ gb }) => {
      const stored =
        gb((name) => name === 'items kept') * MONTHS +
        gb((name) => ITEMS(name) && name !== 'items kept') * EXPIRING_MONTHS;
      return { dynamodbStorage: stored, dynamodbRecovery: stored };
    },
    assumes: `in month ${MONTHS}: items without an end since the first month, others for ${EXPIRING_MONTHS}`,
  },
  {
    service: 'Lambda ingest',
    units: ({ segments, frames, load }) => ({
      lambdaTime: (segments + frames) * load.ingestS * PROCESSOR_GB,
      lambdaCall: segments + frames,
    }),
    assumes: 'processor time as measured on this machine, latencies assumed, nothing in parallel',
  },
  {
    service: 'Lambda redact',
    units: ({ segments, frames, load }) => ({
      lambdaTime: (segments * load.redactSegmentS + frames * load.redactFrameS) * PROCESSOR_GB,
      lambdaCall: segments / SYNTHESIZED.batch,
    }),
    assumes: 'the same; every frame is masked; full batches',
  },
  {
    service: 'API Gateway',
    units: ({ segments, frames }) => ({ httpApi: segments + frames }),
    assumes: 'each request below 512 KB',
  },
  { service: 'SQS', units: ({ segments }) => ({ sqs: segments * SQS_REQUESTS }), assumes: 'nothing is tried twice' },
  {
    service: 'KMS',
    units: ({ calls, macs }) => ({ kmsRequest: macs + calls('kms.publicKey') }),
    assumes: 'each process of ingest remembers a pseudonym for an hour; bucket keys and table keys add little',
  },
  {
    service: 'CloudTrail and its copy',
    units: ({ calls, macs }) => {
      const objects = calls('s3.put') + calls('s3.get') + calls('s3.delete');
      return { trailEvent: objects, logs: ((objects + macs) * TRAIL_BYTES) / GB };
    },
    assumes: `each call on an object is a data event; ${TRAIL_BYTES} bytes an event in CloudWatch Logs`,
  },
  {
    service: 'CloudWatch Logs',
    units: ({ segments, frames }) => ({
      logs: ((segments + frames) * (LOG_BYTES.call + LOG_BYTES.request)) / GB,
    }),
    assumes: `${LOG_BYTES.call} bytes a call and ${LOG_BYTES.request} a request; traces and custom metrics are not in it`,
  },
  { service: 'Glue', units: ({ calls }) => ({ glue: calls('glue.call') }), assumes: 'without the free million' },
];

/** What a collection costs at list prices. @param kept days that the zones keep, of `config/program.ts` */
export function costOf(
  collection: Collection,
  kept: KeptDays,
  region: PricedRegion,
  measured: Measured = MEASURED,
): Cost {
  const load = loadOf(collection, measured);
  const segments = (load.segmentsADay / load.workers) * DAYS_A_MONTH;
  const frames = (load.framesADay / load.workers) * DAYS_A_MONTH;
  const state: State = {
    ...{ segments, frames, load, kept },
    calls: (name) => segments * callsOf(load.perSegment, name),
    macs:
      segments *
      callsOf(load.perSegment, 'kms.mac') *
      macShare(load, capacityOf(collection, measured).concurrency.ingest),
    gb: (wanted) =>
      (segments *
        Object.entries(load.perSegment.bytes)
          .filter(([name]) => wanted(name))
          .reduce((sum, [, bytes]) => sum + bytes, 0)) /
      GB,
  };
  const usd = (units: Partial<Record<Priced, number>>) =>
    Object.entries(units).reduce((sum, [name, n]) => sum + n * PRICES[name as Priced].usd[region], 0);
  const lines = RATES.map(({ service, units, assumes }) => ({ service, usd: usd(units(state)), assumes }));
  const workerMonth = lines.reduce((sum, line) => sum + line.usd, 0);
  const fixedMonth = usd({ kmsKey: SYNTHESIZED.keys, alarm: SYNTHESIZED.alarms });
  return { region, lines, workerMonth, fixedMonth, month: workerMonth * load.workers + fixedMonth };
}
