import { createHash } from 'node:crypto';
import type { DeadReason } from '../lib/activity/dead-letters.ts';
import type { Control } from '../lib/storage/ports.ts';

/**
 * Why something did not reach the lake the last time that it was tried. The queue moves its message to the dead letters by
 * itself and can add nothing to it, so the reason stands here, under the id that the message leads to.
 */
export interface Failure {
  readonly reason: DeadReason | 'published';
  /** When that was, ISO 8601. */
  readonly since: string;
  /** Deliveries until then. */
  readonly tries: number;
}

const keyOf = (id: string) => ({ pk: `failure#${id}`, sk: 'last' });

/** The id of a message that names no segment. */
export const messageId = (body: string): string =>
  `message-${createHash('sha256').update(body).digest('hex').slice(0, 16)}`;

export async function readFailure(control: Control, id: string): Promise<Failure | undefined> {
  const { pk, sk } = keyOf(id);
  return (await control.get(pk, sk))?.data as unknown as Failure | undefined;
}

/** The dead letters are kept for 14 days at most; a reason that is lost costs nothing but the answer to "why". */
const KEPT_MS = 30 * 86_400_000;

/** Writes the reason down. When two do so at once, either is as true. */
export async function writeFailure(control: Control, id: string, failure: Failure): Promise<void> {
  const { pk, sk } = keyOf(id);
  const ifRev = (await control.get(pk, sk))?.rev ?? 0;
  const expiresAt = new Date(Date.parse(failure.since) + KEPT_MS);
  await control.write([{ pk, sk, ifRev, data: { ...failure }, expiresAt }]);
}
