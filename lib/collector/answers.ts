import type { Response } from './ports.ts';

/**
 * What happens to a segment after a response: `confirmed` it is stored · `closed` collection is paused: captured
 * content is dropped · `unknown` whether collection runs is unknown: nothing more is captured · `refused` nothing of
 * this worker, device or place is accepted · `discard` this segment is never accepted · `again` try later.
 */
export type Meaning = 'confirmed' | 'closed' | 'unknown' | 'refused' | 'discard' | 'again';

/** Codes whose meaning differs from their status. */
const BY_CODE: Readonly<Record<string, Meaning>> = {
  'gate.unknown': 'unknown',
  // Concerns one segment: it was captured on a network that has since become forbidden.
  'profile.network': 'discard',
  'profile.version': 'refused',
  // Damaged in transit: the copy on the disk is verified whenever it is read.
  'body.missing': 'again',
  'body.truncated': 'again',
  'body.corrupt': 'again',
  'body.not-gzip': 'again',
};

const BY_STATUS: Readonly<Record<number, Meaning>> = {
  423: 'closed',
  403: 'refused',
  400: 'discard',
  409: 'discard',
  413: 'discard',
};

const CONFIRMED = ['stored', 'segment.duplicate'];

/** A response without one of the ingest API's codes comes from a proxy or a gateway, whatever its status. Only 423 needs none. */
export function meaningOf({ status, answer }: Response): Meaning {
  if (status === 423) return 'closed';
  const code = answer?.code;
  if (typeof code !== 'string') return 'again';
  if (status === 200) return CONFIRMED.includes(code) ? 'confirmed' : 'again';
  return (Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : BY_STATUS[status]) ?? 'again';
}

/** Time of a response by the clock of the ingest API (ms since the epoch). A proxy's response does not give it. */
export function nowIn({ answer }: Response): number | undefined {
  if (typeof answer?.code !== 'string' || typeof answer.now !== 'string') return undefined;
  const at = Date.parse(answer.now);
  return Number.isNaN(at) ? undefined : at;
}

/** Responses that precede any storage, so that this attempt leaves no doubt. */
export const leavesNoDoubt = ({ status }: Response): boolean => status < 500 && status !== 408;

const BASE_MS = 1_000;
const CAP_MS = 300_000;
/** A single header must not silence a device for longer. */
const RETRY_AFTER_CAP_MS = 3_600_000;
const REFUSED_MS = 900_000;

/**
 * Milliseconds to wait before the next attempt: exponential with full jitter
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), and never less than Retry-After.
 * @param failures in a row, from 1
 */
export function backoff(
  failures: number,
  meaning: Meaning | 'none',
  retryAfterS: number,
  random: () => number,
): number {
  const asked = Math.min(retryAfterS * 1000, RETRY_AFTER_CAP_MS);
  const least = meaning === 'refused' ? REFUSED_MS : 0;
  return Math.max(asked, least) + random() * Math.min(CAP_MS, BASE_MS * 2 ** (failures - 1));
}
