import type { Resource } from '../model/app.ts';
import { isOn } from '../model/values.ts';
import { isRecord } from '../policy/record.ts';
import type { Direction } from './change.ts';

/** Settings whose values have an order, by type and path: how much of it stands open, or how long it is kept. */
interface Order {
  readonly type: string;
  readonly path: RegExp;
  /** A larger number stands open further, or is kept longer. Undefined where the value is known at deployment only. */
  readonly rank: (value: unknown) => number | undefined;
  readonly words: Readonly<Record<Direction, string>>;
  /** Of what stands behind a lock against deletion a shorter time is a loss of evidence, and no gain for anybody. */
  readonly unless?: (resource: Resource) => boolean;
}

const LIFETIME = { widens: 'keeps longer', narrows: 'forgets sooner' } as const;
const DOOR = { widens: 'stands open', narrows: 'is closed' } as const;

/** @param unset what AWS takes where nothing is set */
const time =
  (unset: number) =>
  (value: unknown): number | undefined => {
    if (value === undefined) return unset;
    const n = Number(value);
    return Number.isFinite(n) ? n : undefined;
  };

/** Open with one of these values, closed with any other text. */
const openWith =
  (...values: readonly unknown[]) =>
  (value: unknown): number | undefined => {
    if (values.some((step) => step === value || String(step) === value)) return 1;
    return value === undefined || typeof value === 'boolean' || typeof value === 'string' ? 0 : undefined;
  };

/** A group of settings that is there closes, and none opens. */
const absent = (value: unknown): number | undefined => (value === undefined ? 1 : isRecord(value) ? 0 : undefined);

const isLocked = ({ properties }: Resource): boolean =>
  isOn(properties, 'ObjectLockEnabled', { absent: false, unread: false });

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html
 */
const ORDERS: readonly Order[] = [
  {
    type: 'AWS::S3::Bucket',
    path: /^LifecycleConfiguration\.Rules\.\d+\.(ExpirationInDays|NoncurrentVersionExpiration\.NoncurrentDays|NoncurrentVersionExpirationInDays|AbortIncompleteMultipartUpload\.DaysAfterInitiation)$/,
    rank: time(Number.POSITIVE_INFINITY),
    words: LIFETIME,
    unless: isLocked,
  },
  {
    type: 'AWS::S3::Bucket',
    path: /^LifecycleConfiguration\.Rules\.\d+\.Status$/,
    rank: openWith('Disabled'),
    words: LIFETIME,
    unless: isLocked,
  },
  { type: 'AWS::S3::Bucket', path: /^LifecycleConfiguration$/, rank: absent, words: LIFETIME, unless: isLocked },
  {
    type: 'AWS::S3::Bucket',
    path: /^PublicAccessBlockConfiguration\.\w+$/,
    rank: openWith(undefined, false),
    words: DOOR,
  },
  { type: 'AWS::S3::Bucket', path: /^PublicAccessBlockConfiguration$/, rank: absent, words: DOOR },
  { type: 'AWS::SQS::Queue', path: /^MessageRetentionPeriod$/, rank: time(345_600), words: LIFETIME },
  {
    type: 'AWS::DynamoDB::Table',
    path: /^TimeToLiveSpecification\.Enabled$/,
    rank: openWith(false),
    words: LIFETIME,
  },
  { type: 'AWS::DynamoDB::Table', path: /^TimeToLiveSpecification$/, rank: absent, words: LIFETIME },
  {
    type: 'AWS::ApiGatewayV2::Route',
    path: /^AuthorizationType$/,
    rank: openWith(undefined, 'NONE'),
    words: DOOR,
  },
  { type: 'AWS::ApiGateway::Method', path: /^AuthorizationType$/, rank: openWith(undefined, 'NONE'), words: DOOR },
  { type: 'AWS::Lambda::Url', path: /^AuthType$/, rank: openWith('NONE'), words: DOOR },
  { type: 'AWS::LakeFormation::Resource', path: /^HybridAccessEnabled$/, rank: openWith(true), words: DOOR },
];

/** Which way a change goes, and how it is said; undefined where the values have no order that is known. */
export function orderedChange(
  resource: Resource,
  path: string,
  was: unknown,
  is: unknown,
): { readonly direction: Direction; readonly words: string; readonly isDoor: boolean } | undefined {
  const order = ORDERS.find((candidate) => candidate.type === resource.type && candidate.path.test(path));
  if (!order || order.unless?.(resource)) return undefined;
  const [before, after] = [order.rank(was), order.rank(is)];
  if (before === undefined || after === undefined || before === after) return undefined;
  const direction = after > before ? 'widens' : 'narrows';
  return { direction, words: order.words[direction], isDoor: order.words === DOOR };
}
