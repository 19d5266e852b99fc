import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import { type Finding, PROVED } from '../inquiry/nobody-can.ts';
import { type Claim, settingStep } from '../inquiry/proof.ts';
import type { App, Bucket, Resource } from '../model/app.ts';
import { isOn, list, text } from '../model/values.ts';
import { resourcesOf } from '../stores/stores.ts';

const OBJECTS = 'AWS::S3::Object';

/**
 * Part of claim 3: each read of an object of a class whose reads must be recorded leaves a record, in a trail whose files
 * nobody can change unseen. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
export const recordedReads = (inquiry: Inquiry): Claim[] =>
  inquiry.asked
    .filter(({ declared }) => declared.readsRecorded === true)
    .flatMap((dataClass) =>
      dataClass.buckets.map((bucket) => ({
        id: `no-silent-administrator/${dataClass.name}/recorded/${bucket.logicalId}`,
        class: dataClass.name,
        tier: 'B' as const,
        text: `Each read of an object of ${bucket.name} is recorded by a trail that is on, in files that are locked and show it when they are changed.`,
        ...decide(inquiry, dataClass, bucket),
        guards: [],
      })),
    );

function decide({ app, classes }: Inquiry, dataClass: FoundClass, bucket: Bucket): Finding {
  const trails = resourcesOf(app, 'AWS::CloudTrail::Trail');
  const faults = trails.map((trail) => ({ trail, fault: faultOf(app, classes, trail, bucket) }));
  if (faults.some(({ fault }) => fault === undefined)) return PROVED;
  const [first] = faults;
  const because = first
    ? `trail ${first.trail.name} ${first.fault}, so that reads of ${dataClass.name} leave no record that holds`
    : `no trail records the reads of ${dataClass.name}`;
  const origin = first?.trail ?? bucket;
  const principal = 'every reader';
  return {
    verdict: 'refuted',
    because,
    witness: { principal, path: [settingStep(origin, 's3:GetObject', `${bucket.arn}/*`, first?.fault ?? 'no trail')] },
  };
}

/** Why a trail keeps no record of the reads of a bucket's objects that holds, undefined where it does. */
function faultOf(
  app: App,
  classes: readonly FoundClass[],
  { properties }: Resource,
  bucket: Bucket,
): string | undefined {
  if (!isOn(properties, 'IsLogging', { absent: false, unread: false })) return 'is off';
  if (!isOn(properties, 'EnableLogFileValidation', { absent: false, unread: false }))
    return 'does not validate its files';
  const home = app.buckets.find(({ name }) => name === text(properties, 'S3BucketName'));
  const filed = classes.find(({ buckets }) => home !== undefined && buckets.includes(home));
  if (!home || !filed) return 'files its records in a bucket of no class';
  const key = text(properties, 'KMSKeyId');
  // Under another key the bucket refuses them, or a principal beyond these templates reads them or takes the key away.
  if (key !== undefined && filed.keys.length > 0 && !filed.keys.some(({ arn }) => arn === key))
    return `encrypts its records with ${key}, which is no key of ${filed.name}`;
  if (!isOn(home.properties, 'ObjectLockEnabled', { absent: false, unread: false }) || !retains(home))
    return `files its records in ${home.name}, which does not lock them`;
  const isRecorded =
    list(properties, 'AdvancedEventSelectors').some((selector) => selects(selector, bucket)) ||
    list(properties, 'EventSelectors').some((selector) => selectsPlainly(selector, bucket));
  return isRecorded ? undefined : `does not record reads of ${bucket.name}`;
}

/** Object Lock keeps what is filed only with a time for which it does so by itself. */
const retains = ({ properties }: Bucket): boolean =>
  text(properties, 'ObjectLockConfiguration.Rule.DefaultRetention.Mode') !== undefined;

const coversAll = (prefix: string, bucket: Bucket): boolean => `${bucket.arn}/`.startsWith(prefix);

function selectsPlainly(selector: unknown, bucket: Bucket): boolean {
  if (!['All', 'ReadOnly', undefined].includes(text(selector, 'ReadWriteType'))) return false;
  return list(selector, 'DataResources').some(
    (item) =>
      text(item, 'Type') === OBJECTS &&
      list(item, 'Values').some((value) => typeof value === 'string' && coversAll(value, bucket)),
  );
}

/** Fields that leave out none of the reads; any other field, and any other way to compare one, may leave out some. */
function selects(selector: unknown, bucket: Bucket): boolean {
  const fields = list(selector, 'FieldSelectors');
  const equals = (field: unknown, value: string): boolean =>
    Object.keys(field as object).length === 2 && list(field, 'Equals').includes(value);
  const fits: Readonly<Record<string, (field: unknown) => boolean>> = {
    eventCategory: (field) => equals(field, 'Data'),
    'resources.type': (field) => equals(field, OBJECTS),
    readOnly: (field) => equals(field, 'true'),
    'resources.ARN': (field) =>
      Object.keys(field as object).length === 2 &&
      list(field, 'StartsWith').some((value) => typeof value === 'string' && coversAll(value, bucket)),
  };
  const names = fields.map((field) => text(field, 'Field') ?? '');
  return (
    ['eventCategory', 'resources.type'].every((name) => names.includes(name)) &&
    fields.every((field, at) => Object.hasOwn(fits, names[at] ?? '') && (fits[names[at] ?? '']?.(field) ?? false))
  );
}
