import type { TrailRecord } from './record.ts';

/** An object of S3 that a call hands out. */
export interface S3Location {
  readonly bucket: string;
  readonly key: string;
}

/** Names of buckets by the names of their access points: ARN, alias, or the alias of one that spans Regions. */
export type AccessPoints = ReadonlyMap<string, string>;

/** The fields of a record that name objects. */
type Named = Pick<TrailRecord, 'params' | 'arns'>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const COPIES: ReadonlySet<string> = new Set(['CopyObject', 'UploadPartCopy']);
export const isCopy = ({ name }: Pick<TrailRecord, 'name'>): boolean => COPIES.has(name);

/** The destination of a copy. */
export const destinationOf = ({ params }: Pick<TrailRecord, 'params'>): string =>
  `s3://${text(params.bucketName)}/${text(params.key)}`;

/**
 * The object that a call returns: for a copy, its source. Parameters come first, since they name the key as the caller gave it.
 * Missing ones, and access points, are looked up in the resources of the record, which name the bucket behind it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html
 */
export function placeOf(event: Named & Pick<TrailRecord, 'name'>, points: AccessPoints): S3Location {
  return isCopy(event) ? sourceOf(event, points) : targetOf(event, points);
}

function targetOf({ params, arns }: Named, points: AccessPoints): S3Location {
  const named = text(params.bucketName);
  const listed = objectsIn(arns, points);
  const bucket = isBucketName(named)
    ? named
    : (bucketBehind(named, points) ?? listed[0]?.bucket ?? bucketsIn(arns)[0] ?? named);
  return { bucket, key: text(params.key) || (listed.find((location) => location.bucket === bucket)?.key ?? '') };
}

function sourceOf({ params, arns }: Named, points: AccessPoints): S3Location {
  const given = text(params['x-amz-copy-source']) || text(params.copySource) || text(params.CopySource);
  const source = placeIn(decoded(given).replace(/\?versionId=[^?]*$/, ''), points);
  if (source) return source;
  const destination = targetOf({ params, arns: [] }, points);
  const others = objectsIn(arns, points).filter(
    ({ bucket, key }) => bucket !== destination.bucket || key !== destination.key,
  );
  // Without its name, the source is the other resource of the record.
  return others[0] ?? { bucket: bucketsIn(arns).find((name) => name !== destination.bucket) ?? '', key: '' };
}

/** `bucket/key`, or the ARN of an access point with `/object/` before the key. */
function placeIn(path: string, points: AccessPoints): S3Location | undefined {
  const [, point, inPoint] = /^(arn:[^:]+:s3:[^:]*:\d*:accesspoint[/:][^/]+)\/object\/(.*)$/s.exec(path) ?? [];
  if (point !== undefined) {
    const bucket = bucketBehind(point, points);
    return bucket === undefined ? undefined : { bucket, key: inPoint ?? '' };
  }
  const [, named, key = ''] = /^\/?([^/:]+)\/(.*)$/s.exec(path) ?? [];
  if (named === undefined) return undefined;
  const bucket = isBucketName(named) ? named : bucketBehind(named, points);
  return bucket === undefined ? undefined : { bucket, key };
}

const bucketBehind = (name: string, points: AccessPoints): string | undefined => points.get(name.toLowerCase());

/** An alias of an access point looks like a bucket, and is none. */
const isBucketName = (name: string): boolean => /^[a-z0-9.-]+$/.test(name) && !/-s3alias$|\.mrap$/.test(name);

const objectsIn = (arns: readonly string[], points: AccessPoints): S3Location[] =>
  arns.flatMap((arn) => {
    const [, bucket, key] = /^arn:[^:]+:s3:::([^/]+)\/(.+)$/s.exec(arn) ?? [];
    if (bucket !== undefined && key !== undefined) return [{ bucket, key }];
    return placeIn(arn, points) ?? [];
  });

const bucketsIn = (arns: readonly string[]): string[] =>
  arns.flatMap((arn) => /^arn:[^:]+:s3:::([^/]+)/.exec(arn)?.[1] ?? []);

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
