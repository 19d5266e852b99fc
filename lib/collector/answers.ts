import type { Response } from './ports.ts';

/**
 * What becomes of a segment after an answer:
 * `confirmed` it is stored · `closed` collection is paused: what was captured is dropped · `unknown` nobody knows whether
 * collection runs: nothing more is captured · `refused` nothing of this worker, device or place is taken · `discard` this
 * one is never taken · `again` try later.
 */
export type Meaning = 'confirmed' | 'closed' | 'unknown' | 'refused' | 'discard' | 'again';

/** Codes that mean something else than their status says. */
const BY_CODE: Readonly<Record<string, Meaning>> = {
  'gate.unknown': 'unknown',
  // About one segment: it was captured on a network that has since become forbidden.
  'profile.network': 'discard',
  'profile.version': 'refused',
  // Damaged on the way: what lies on the disk is proved whole whenever it is read.
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

/** An answer without one of our codes is not ours, whatever its status: a proxy's or a gateway's. 423 alone needs none. */
export function meaningOf({ status, answer }: Response): Meaning {
  if (status === 423) return 'closed';
  const code = answer?.code;
  if (typeof code !== 'string') return 'again';
  if (status === 200) return CONFIRMED.includes(code) ? 'confirmed' : 'again';
  return (Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : BY_STATUS[status]) ?? 'again';
}

/** Time of an answer by the clock of the ingest API (ms since the epoch). A proxy's answer says nothing of it. */
export function nowIn({ answer }: Response): number | undefined {
  if (typeof answer?.code !== 'string' || typeof answer.now !== 'string') return undefined;
  const at = Date.parse(answer.now);
  return Number.isNaN(at) ? undefined : at;
}

/** Answers that come before anything is stored, so that no doubt is left about this attempt. */
export const leavesNoDoubt = ({ status }: Response): boolean => status < 500 && status !== 408;

const BASE_MS = 1_000;
const CAP_MS = 300_000;
/** One header must not silence a device for longer. */
const RETRY_AFTER_CAP_MS = 3_600_000;
const REFUSED_MS = 900_000;

/**
 * Milliseconds to wait before the next attempt: exponential with full jitter
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), and never less than Retry-After says.
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
