import { randomBytes } from 'node:crypto';
import type { BatchOpen } from '../../lib/activity/envelope.ts';
import { hasCode } from '../../lib/activity/errors.ts';
import { PREFIXES } from '../../lib/activity/zones.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { entryOf } from '../ledger.ts';
import { collect } from './collect.ts';

const BYTES = 32;

/**
 * The key under which hidden values of a session are named, of one day of receipt: it is drawn once, whoever asks first. It lies in
 * the raw zone, which the function `redact` alone reads, and is destroyed with what came on that day.
 */
export async function tagKeyOf(batch: string, { sid }: BatchOpen, { control, objects }: Ports): Promise<Uint8Array> {
  const { jurisdiction, day } = (await entryOf(control, batch)).entry;
  const key = `${PREFIXES.carries}jurisdiction=${jurisdiction}/day=${day}/tags-${sid}.bin`;
  const held = () => objects.get('raw', key).then(collect);
  // All segments of the session but the first find it. Whoever may not list the bucket is told that it is not there by a denial.
  return held().catch(async (error: unknown) => {
    if (!hasCode(error, 'object.missing') && !hasCode(error, 'access.denied')) throw error;
    await objects.putOnce('raw', key, randomBytes(BYTES), 'application/octet-stream');
    return held();
  });
}
