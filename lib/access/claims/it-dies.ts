import type { Inquiry } from '../inquiry/inquiry.ts';
import { type Finding, firstFinding, PROVED } from '../inquiry/nobody-can.ts';
import { type Claim, settingStep } from '../inquiry/proof.ts';
import type { Bucket, LifecycleRule, Resource } from '../model/app.ts';
import { at, isOn, number, text } from '../model/values.ts';
import { backups } from '../stores/backups.ts';
import { lifetimeOf } from '../stores/lifetimes.ts';

/** Claim 6. Everything that holds data of a class forgets it within what was promised. */
export const itDies = (inquiry: Inquiry): Claim[] =>
  inquiry.asked.flatMap((dataClass) => {
    const { retentionDays: days, expiresBy } = dataClass.declared;
    return [...dataClass.buckets, ...dataClass.channels].flatMap((store): Claim[] => {
      const made = { id: `it-dies/${dataClass.name}/${store.logicalId}`, class: dataClass.name, tier: 'B' as const };
      if (expiresBy !== undefined && TABLES_OF_ITEMS.has(store.type))
        return [
          {
            ...{ ...made, guards: [] },
            text: `${store.name} forgets each item of ${dataClass.name} at the time that the item has in ${expiresBy}.`,
            ...firstFinding(inquiry, [expiring(store, expiresBy), ...backups(inquiry, store)]),
          },
        ];
      if (days === undefined) return [];
      return [
        {
          ...{ ...made, guards: [] },
          text: `${store.name} forgets what it holds of ${dataClass.name} within ${days} days, old versions and unfinished uploads too.`,
          ...firstFinding(inquiry, [lifetime(inquiry, store, days), ...backups(inquiry, store)]),
        },
      ];
    });
  });

const TABLES_OF_ITEMS: ReadonlySet<string> = new Set(['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable']);

/**
 * DynamoDB deletes an item some days after the time in the attribute that the table names, and no item without that attribute.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
function expiring(store: Resource, attribute: string): Finding {
  const setting = 'TimeToLiveSpecification';
  const found = text(store.properties, `${setting}.AttributeName`);
  if (!isOn(store.properties, `${setting}.Enabled`, { absent: false, unread: false }))
    return tooLong(store, setting, `${store.name} forgets no item: its time to live is off, or cannot be read`);
  if (found === attribute) return PROVED;
  return tooLong(store, setting, `${store.name} forgets items by ${found}, and they have their end in ${attribute}`);
}

function lifetime(inquiry: Inquiry, store: Resource, days: number): Finding {
  if (store.type === 'AWS::S3::Bucket') return bucketLifetime(inquiry, store as Bucket, days);
  const { setting, days: found } = lifetimeOf(store);
  if (found === undefined) return { verdict: 'undecided', because: `how long ${store.name} keeps things is not known` };
  return atMost(store, setting, found, days);
}

const tooLong = (store: Resource, setting: string, because: string): Finding => ({
  verdict: 'refuted',
  because,
  witness: { principal: 'time', path: [settingStep(store, 'keeps', store.arn ?? store.name, setting)] },
});

const atMost = (store: Resource, setting: string, actual: number, days: number): Finding =>
  actual <= days
    ? PROVED
    : tooLong(
        store,
        setting,
        `${store.name} keeps things ${Number.isFinite(actual) ? `for ${actual} days` : 'for ever'}, and they must be gone within ${days} days`,
      );

/** A rule for all objects; one that is narrowed to a prefix, tags or sizes bounds nothing for the rest. */
const forAll = (rules: readonly LifecycleRule[]) =>
  rules.filter((rule) => rule.enabled && rule.prefix === '' && !rule.partial);

const least = (values: readonly (number | undefined)[]): number =>
  Math.min(...values.map((value) => value ?? Number.POSITIVE_INFINITY));

/**
 * On a versioned bucket expiry only hides an object: its life is the current days and the noncurrent days together.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html
 */
function bucketLifetime(inquiry: Inquiry, bucket: Bucket, days: number): Finding {
  const rules = forAll(bucket.lifecycle);
  const current = least(rules.map((rule) => rule.expirationDays));
  const noncurrent = bucket.versioned ? least(rules.map((rule) => rule.noncurrentDays)) : 0;
  const uploads = least(rules.map((rule) => rule.abortUploadDays));
  const checks: Finding[] = [];
  if (!Number.isFinite(current))
    checks.push(
      tooLong(
        bucket,
        'LifecycleConfiguration',
        `no rule for all objects expires those of ${bucket.name}, which must be gone within ${days} days`,
      ),
    );
  else if (!Number.isFinite(noncurrent))
    checks.push(
      tooLong(bucket, 'LifecycleConfiguration', `old versions of objects of ${bucket.name} are kept for ever`),
    );
  else
    checks.push(
      atMost(bucket, `ExpirationInDays ${current} and NoncurrentDays ${noncurrent}`, current + noncurrent, days),
    );
  checks.push(atMost(bucket, 'AbortIncompleteMultipartUpload', uploads, days), ...locked(bucket, days));
  return firstFinding(inquiry, checks);
}

/**
 * Lifecycle rules do not remove a version while it is locked, in either mode. The default lasts from when a version is made.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
function locked(bucket: Bucket, days: number): Finding[] {
  const path = 'ObjectLockConfiguration.Rule.DefaultRetention';
  const retention = at(bucket.properties, path);
  if (retention === undefined || !isOn(bucket.properties, 'ObjectLockEnabled', { absent: true, unread: true }))
    return [];
  const [unit, of] = at(retention, 'Years') === undefined ? (['Days', 1] as const) : (['Years', 366] as const);
  const found = number(retention, unit);
  if (found === undefined)
    return [{ verdict: 'undecided', because: `how long ${bucket.name} locks its objects is not known` }];
  return [atMost(bucket, `DefaultRetention ${found} ${unit} in mode ${text(retention, 'Mode')}`, found * of, days)];
}
