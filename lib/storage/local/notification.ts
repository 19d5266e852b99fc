import type { LocalQueue } from './queue.ts';

/** One queue configuration of a bucket's notifications. */
export interface NotificationRule {
  readonly prefix: string;
  readonly suffix: string;
  readonly queue: LocalQueue;
}

export interface CreatedObject {
  readonly bucket: string;
  readonly bucketArn: string;
  readonly region: string;
  readonly key: string;
  readonly versionId: string;
  readonly written: Date;
}

export const matches = (rule: NotificationRule, key: string): boolean =>
  key.startsWith(rule.prefix) && key.endsWith(rule.suffix);

/**
 * The message that S3 sends about a created object. Keys are URL-encoded with + for a space
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html).
 */
export const createdMessage = (object: CreatedObject): string =>
  JSON.stringify({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: object.region,
        eventTime: object.written.toISOString(),
        eventName: 'ObjectCreated:Put',
        s3: {
          s3SchemaVersion: '1.0',
          bucket: { name: object.bucket, arn: object.bucketArn },
          object: {
            key: encodeURIComponent(object.key).replaceAll('%20', '+').replaceAll('%2F', '/'),
            versionId: object.versionId,
            sequencer: object.written.getTime().toString(16).toUpperCase().padStart(16, '0'),
          },
        },
      },
    ],
  });

/** The object version that a message is about. */
export function announced(body: string): { bucket: string; key: string; versionId: string } {
  const { s3 } = JSON.parse(body).Records[0];
  const key = decodeURIComponent(s3.object.key.replaceAll('+', ' '));
  return { bucket: s3.bucket.name, key, versionId: s3.object.versionId };
}
