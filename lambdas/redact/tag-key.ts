import { randomBytes } from 'node:crypto';
import type { BatchOpen } from '../../lib/activity/envelope.ts';
import { hasCode } from '../../lib/activity/errors.ts';
import { PREFIXES } from '../../lib/activity/zones.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { entryOf } from '../ledger.ts';
import { collect } from './collect.ts';

const BYTES = 32;

/**
 * The key that names hidden values of a session, for one day of receipt. It is drawn once, by the first reader. It is in the raw
 * zone, which the function `redact` alone reads, and is destroyed with the recordings of that day.
 */
export async function tagKeyOf(batch: string, { sid }: BatchOpen, { control, objects }: Ports): Promise<Uint8Array> {
  const { jurisdiction, day } = (await entryOf(control, batch)).entry;
  const key = `${PREFIXES.carries}jurisdiction=${jurisdiction}/day=${day}/tags-${sid}.bin`;
  const held = () => objects.get('raw', key).then(collect);
  // Every segment of the session but the first finds it. A role that cannot list the bucket gets a denial when the key is
  // missing.
  return held().catch(async (error: unknown) => {
    if (!hasCode(error, 'object.missing') && !hasCode(error, 'access.denied')) throw error;
    await objects.putOnce('raw', key, randomBytes(BYTES), 'application/octet-stream');
    return held();
  });
}
