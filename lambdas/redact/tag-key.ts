import { randomBytes } from 'node:crypto';
import type { BatchOpen } from '../../lib/activity/envelope.ts';
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
  await objects.putOnce('raw', key, randomBytes(BYTES), 'application/octet-stream');
  return collect(await objects.get('raw', key));
}
