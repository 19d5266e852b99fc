/**
 * Minutes of work in a segment, unless it is full before. Each segment costs some calls whatever is in it, so a longer one costs less;
 * what it holds reaches the lake that much later.
 */
export const SEGMENT_MINUTES = 3;

/** Limits of one segment and of one frame. In bytes unless stated otherwise. */
export interface SegmentLimits {
  /** Bytes as sent. A synchronous Lambda invocation accepts 6 MB of JSON, and base64 adds a third. */
  readonly body: number;
  readonly inflated: number;
  readonly line: number;
  /** Events. */
  readonly events: number;
  /** Unacceptable lines. A sound collector produces none; beyond this number the segment is not worth saving. */
  readonly faults: number;
  /** Bytes of such lines: a long one costs more to refuse than a short one. */
  readonly faultBytes: number;
}

/**
 * Bytes that a body may inflate to. Activity compresses by five to thirty times, and a short segment might repeat one
 * line over and over. The limit follows from the size of the body, and so does the cost of a refusal.
 */
export const inflatedLimit = (bytes: number): number => Math.min(LIMITS.inflated, Math.max(FREE, RATIO * bytes));
const FREE = 4 * 1024 * 1024;
const RATIO = 100;

export const LIMITS: SegmentLimits = {
  body: 4 * 1024 * 1024,
  inflated: 64 * 1024 * 1024,
  line: 512 * 1024,
  events: 500_000,
  faults: 2_000,
  faultBytes: 2 * 1024 * 1024,
};

export const FRAME_LIMIT = LIMITS.body;

/**
 * Days from which on STANDARD_IA costs less: it bills every object for as many.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html
 */
export const RARE_DAYS = 30;

/** Bytes after which a bundle of masked frames is written: redaction holds one in memory, a reader two. */
export const BUNDLE_BYTES = 8 * 1024 * 1024;
