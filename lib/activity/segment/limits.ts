/** Limits of one segment and of one frame. Bytes unless said otherwise. */
export interface SegmentLimits {
  /** As sent. A synchronous Lambda invocation takes 6 MB of JSON, and base64 adds a third. */
  readonly body: number;
  readonly inflated: number;
  readonly line: number;
  /** Events. */
  readonly events: number;
}

export const LIMITS: SegmentLimits = {
  body: 4 * 1024 * 1024,
  inflated: 64 * 1024 * 1024,
  line: 512 * 1024,
  events: 500_000,
};

export const FRAME_LIMIT = LIMITS.body;
