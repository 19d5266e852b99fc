import { DEAD_REASONS, type DeadReason } from '../../lib/activity/dead-letters.ts';
import { hasCode, StrongroomError } from '../../lib/activity/errors.ts';
import { shortageOf } from '../../lib/activity/shortage.ts';

/**
 * A fault of one segment, so that it fails and no other with it. It is thrown where the cause is known; any other error says
 * nothing about a segment.
 */
export class SegmentFault extends StrongroomError {
  declare readonly code: DeadReason;

  constructor(code: DeadReason) {
    super(code, DEAD_REASONS[code].text, DEAD_REASONS[code].todo);
  }
}

/**
 * Runs work that depends on the segment alone: if it throws, the segment is at fault.
 * @throws SegmentFault
 */
export function decided<T>(code: DeadReason, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof SegmentFault || shortageOf(error) !== undefined ? error : new SegmentFault(code);
  }
}

/** The reason code of any failure. */
export function reasonOf(error: unknown): DeadReason {
  if (shortageOf(error) !== undefined) return 'shortage';
  if (error instanceof SegmentFault) return error.code;
  return hasCode(error, 'access.denied') ? 'access.denied' : 'platform.failed';
}

/** Faults of zlib and of the decoder of text are faults of the data. */
const DAMAGED = /^(?:Z_|ERR_ENCODING_INVALID)/;

/**
 * Classifies an error from reading a stored segment. S3 denies a missing object to a role that cannot list the bucket, and the
 * role may really be denied: neither can be taken for the other.
 */
export function readingFault(error: unknown): unknown {
  if (shortageOf(error) !== undefined) return error;
  if (hasCode(error, 'object.missing')) return new SegmentFault('segment.missing');
  if (hasCode(error, 'access.denied')) return new SegmentFault('segment.forbidden');
  const code = (error as { code?: unknown } | null)?.code;
  const damaged = ['segment.unreadable', 'object.damaged', 'key.mismatch'].includes(String(code));
  return damaged || DAMAGED.test(String(code)) ? new SegmentFault('segment.unreadable') : error;
}
