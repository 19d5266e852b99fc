import { computeOf } from '../escalate/compute.ts';
import { codeOf } from '../escalate/stored-code.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import { settingStep } from '../inquiry/proof.ts';
import type { App, Bucket, Identity } from '../model/app.ts';
import { isOn, text } from '../model/values.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { opened } from '../stores/stores.ts';
import { isBound } from './bound.ts';

/** Who writes into a bucket without a right that an identity policy gives, and by which setting. */
interface Writer {
  readonly who: string;
  readonly by: string;
  readonly sure: boolean;
}

const OFF = { absent: false, unread: false } as const;

/**
 * Everybody, where the list of the bucket says so and nothing sets it aside.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
 */
function everybody({ properties }: Bucket): Writer | undefined {
  const list = text(properties, 'AccessControl') ?? 'Private';
  if (list !== 'PublicReadWrite' && !list.includes(UNRESOLVED)) return undefined;
  const ownership = text(properties, 'OwnershipControls.Rules') ?? JSON.stringify(properties.OwnershipControls ?? {});
  const isSetAside =
    ownership.includes('BucketOwnerEnforced') ||
    ['BlockPublicAcls', 'IgnorePublicAcls'].some((name) =>
      isOn(properties, `PublicAccessBlockConfiguration.${name}`, OFF),
    );
  return isSetAside ? undefined : { who: 'everybody', by: `AccessControl ${list}`, sure: !list.includes(UNRESOLVED) };
}

/** Services that write for their callers whatever these send, as themselves. */
const WRITES_FOR_CALLERS = /^cloudfront\.amazonaws\.com$/;

/** The customers of such a service, where the policy of the bucket names none of them. */
function customers(app: App, { policy }: Bucket): Writer | undefined {
  const statement = policy?.statements.find(
    (candidate) =>
      candidate.effect !== 'Deny' &&
      candidate.principal?.items.some(({ kind, value }) => kind === 'Service' && WRITES_FOR_CALLERS.test(value)) &&
      candidate.action.items.some((action) => action === '*' || /^s3:(\*|put(\*|object\*?))$/i.test(action)) &&
      !isBound(app, candidate),
  );
  return (
    statement && {
      who: 'each customer of cloudfront.amazonaws.com',
      by: `Allow ${statement.sid ?? `statement ${statement.index + 1}`}`,
      sure: statement.effect === 'Allow',
    }
  );
}

/** Buckets of the templates that compute of approved readers takes its programs from, and that others write into. */
export function* openPrograms(
  { app }: Inquiry,
  dataClass: FoundClass,
  readers: readonly Identity[],
): Generator<Finding> {
  for (const { arn, name } of readers)
    for (const resource of computeOf(app, arn))
      for (const object of codeOf(resource, app.place.partition)) {
        const bucket = app.buckets.find((candidate) => object.startsWith(`${candidate.arn}/`));
        const writer = bucket && (everybody(bucket) ?? customers(app, bucket));
        if (!bucket || !writer) continue;
        yield opened(
          writer.sure,
          writer.who,
          [settingStep(bucket, 's3:PutObject', object, writer.by)],
          `${resource.logicalId} runs as ${name}, which reads ${dataClass.name}, and takes its programs from ${bucket.name}, where ${writer.who} can write`,
        );
      }
}
