/**
 * Deliveries of a message after which it is dead: used by the queue's redrive policy, and by the function that records
 * the reason.
 */
export const DELIVERIES = 5;

interface Reason {
  readonly text: string;
  readonly todo: string;
}

/**
 * Every reason for which a segment does not reach the lake. The codes are stable: scripts, metrics and alarms rely on them.
 * No reason ever holds content.
 */
export const DEAD_REASONS = {
  'notification.unknown': {
    text: 'the message names nothing that the raw zone is known to hold',
    todo: 'look for who sends to the queue, or who writes other keys into the raw zone',
  },
  'segment.unknown': {
    text: 'the ledger has no entry of the segment',
    todo: 'find the program that wrote the object: ingest writes the entry first',
  },
  'segment.missing': {
    text: 'the segment is gone',
    todo: 'drop it when it was erased or destroyed; otherwise look for who deleted it',
  },
  'segment.forbidden': {
    text: 'reading the segment was refused: it is gone, or the policies do not let the role read it, and S3 does not say which',
    todo: 'see what the erasure orders and the trail say: drop it when it was erased, else mend the policies and retry',
  },
  'segment.unreadable': {
    text: 'the segment is not what ingest writes',
    todo: 'it was damaged after it was stored: see who wrote to the raw zone',
  },
  'segment.failed': {
    text: 'redaction could not decide about the segment',
    todo: 'this is a fault of redaction: mend it, deploy, retry',
  },
  'row.unfit': {
    text: 'a value of the segment does not fit its column of the lake',
    todo: 'mend the schema or the column, deploy, retry',
  },
  'frame.forbidden': {
    text: 'reading a frame of the segment was refused: it never arrived, or is gone, or the policies do not let the role read it',
    todo: 'have the collector send the frame again, or mend the policies; then retry',
  },
  'file.failed': {
    text: 'the rows of the segment could not be made into a file',
    todo: 'this is a fault of the writer: mend it, deploy, retry',
  },
  'access.denied': {
    text: 'redaction was refused something that it needs besides the segment',
    todo: 'mend the policies of the role `redact`, then retry',
  },
  shortage: {
    text: 'something that redaction needs was short, delivery after delivery',
    todo: 'retry when there is enough of it again',
  },
  'platform.failed': {
    text: 'a call to the platform failed, and not because of the segment',
    todo: 'the log of the function has the name of the error; mend it and retry',
  },
  unanswered: {
    text: 'the function ended before it had an answer: it ran out of time or memory, or was stopped',
    todo: 'look at its duration and memory; retry when nothing was wrong with the machine',
  },
} as const satisfies Record<string, Reason>;

export type DeadReason = keyof typeof DEAD_REASONS;

export const isDeadReason = (value: unknown): value is DeadReason =>
  typeof value === 'string' && Object.hasOwn(DEAD_REASONS, value);
