/** Regions of the price list. */
export const PRICED_REGIONS = ['us-east-1', 'eu-central-1'] as const;
export type PricedRegion = (typeof PRICED_REGIONS)[number];

/** One list price (US dollars, without tax, free tier and discounts). */
export interface Price {
  readonly per: string;
  readonly usd: Readonly<Record<PricedRegion, number>>;
  readonly source: string;
}

/**
 * Date of the price list. The prices are what its authors knew from the pages beside them, which this project cannot
 * read by itself: check them again before you sign a budget.
 */
export const PRICES_OF = '2026-11-27';

const both = (usd: number): Price['usd'] => ({ 'us-east-1': usd, 'eu-central-1': usd });
const price = (per: string, usd: Price['usd'], source: string): Price => ({ per, usd, source });

const S3 = 'https://aws.amazon.com/s3/pricing/';
const LAMBDA = 'https://aws.amazon.com/lambda/pricing/';
const DYNAMODB = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';

/** Price of one unit of each thing that is billed. */
export const PRICES = {
  s3Storage: price('GB-month, Standard, first 50 TB', { 'us-east-1': 0.023, 'eu-central-1': 0.0245 }, S3),
  s3RareStorage: price('GB-month, Standard-Infrequent Access', { 'us-east-1': 0.0125, 'eu-central-1': 0.0135 }, S3),
  s3RarePut: price('PUT request, Standard-Infrequent Access', both(0.01e-3), S3),
  s3RareRetrieval: price('GB read, Standard-Infrequent Access', both(0.01), S3),
  s3Put: price('PUT, COPY, POST or LIST request', { 'us-east-1': 0.005e-3, 'eu-central-1': 0.0054e-3 }, S3),
  s3Get: price('GET or HEAD request', { 'us-east-1': 0.0004e-3, 'eu-central-1': 0.00043e-3 }, S3),
  lambdaTime: price('GB-second, Arm', both(0.0000133334), LAMBDA),
  lambdaCall: price('invocation', both(0.2e-6), LAMBDA),
  dynamodbWrite: price('write request unit', { 'us-east-1': 0.625e-6, 'eu-central-1': 0.7625e-6 }, DYNAMODB),
  dynamodbRead: price('read request unit', { 'us-east-1': 0.125e-6, 'eu-central-1': 0.1525e-6 }, DYNAMODB),
  dynamodbStorage: price('GB-month', { 'us-east-1': 0.25, 'eu-central-1': 0.306 }, DYNAMODB),
  dynamodbRecovery: price('GB-month of point-in-time recovery', { 'us-east-1': 0.2, 'eu-central-1': 0.2448 }, DYNAMODB),
  httpApi: price(
    'request of an HTTP API, up to 512 KB each',
    { 'us-east-1': 1e-6, 'eu-central-1': 1.2e-6 },
    'https://aws.amazon.com/api-gateway/pricing/',
  ),
  sqs: price('request, standard queue', both(0.4e-6), 'https://aws.amazon.com/sqs/pricing/'),
  kmsRequest: price('request, symmetric or HMAC', both(0.03e-4), 'https://aws.amazon.com/kms/pricing/'),
  kmsKey: price('key and month', both(1), 'https://aws.amazon.com/kms/pricing/'),
  trailEvent: price('data event', both(0.1e-5), 'https://aws.amazon.com/cloudtrail/pricing/'),
  logs: price('GB ingested', { 'us-east-1': 0.5, 'eu-central-1': 0.63 }, CLOUDWATCH),
  alarm: price('alarm and month', both(0.1), CLOUDWATCH),
  glue: price('request of the catalogue', both(1e-6), 'https://aws.amazon.com/glue/pricing/'),
} as const satisfies Record<string, Price>;

export type Priced = keyof typeof PRICES;
