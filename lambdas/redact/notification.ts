import { z } from 'zod';
import { batchOf } from './redact.ts';

/** What is used of an S3 event notification. S3 sends one without Records (`s3:TestEvent`) when the queue is connected. */
const notification = z.object({
  Records: z.array(z.object({ s3: z.object({ object: z.object({ key: z.string() }) }) })).default([]),
});

/**
 * The segments that a queue message names; frames and other objects name none.
 * Keys arrive URL-encoded, with + for a space
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html).
 * @throws when the message is not an S3 notification
 */
export function batchesIn(body: string): string[] {
  const { Records } = notification.parse(JSON.parse(body));
  return Records.flatMap(({ s3 }) => batchOf(decodeURIComponent(s3.object.key.replaceAll('+', ' '))) ?? []);
}
