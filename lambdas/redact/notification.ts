import { z } from 'zod';
import { batchOf, isFrameKey } from '../../lib/activity/raw-keys.ts';

/** The objects that a queue message announces. */
export interface Announced {
  /** Segments, each once. */
  readonly batches: readonly string[];
  /** Records that name nothing that this zone is known to hold; 1 for a message that is no notification of S3 at all. */
  readonly unknown: number;
}

/** S3 sends this once, without records, when the queue is connected to the bucket. */
const connected = z.object({ Event: z.literal('s3:TestEvent'), Records: z.undefined().optional() });

/** The fields used of an S3 event notification. */
const notification = z.object({ Records: z.array(z.unknown()).min(1) });
const record = z.object({ s3: z.object({ object: z.object({ key: z.string() }) }) });

/**
 * Parses a queue message. Frames are known, and need no work. Anything else that is not understood (another envelope, another
 * key) counts as unknown, never as nothing: the sender believes that it was handed over.
 */
export function announcedIn(body: string): Announced {
  const message = jsonOf(body);
  if (connected.safeParse(message).success) return { batches: [], unknown: 0 };
  const { data } = notification.safeParse(message);
  if (data === undefined) return { batches: [], unknown: 1 };
  const keys = data.Records.map(keyOf);
  const batches = keys.map((key) => (key === undefined ? undefined : batchOf(key)));
  const unknown = keys.filter((key, i) => batches[i] === undefined && !(key !== undefined && isFrameKey(key)));
  return { batches: [...new Set(batches.filter((batch) => batch !== undefined))], unknown: unknown.length };
}

/**
 * Keys arrive URL-encoded, with + for a space
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html).
 */
function keyOf(value: unknown): string | undefined {
  const { data } = record.safeParse(value);
  try {
    return data && decodeURIComponent(data.s3.object.key.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
