import { foldId } from '../lib/activity/ids.ts';
import type { Keys } from '../lib/storage/ports.ts';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const LENGTH = 26;

/**
 * A keyed pseudonym: a prefix for its kind (worker, device, participant, officer), and 26 base32 digits (130 bits of
 * HMAC-SHA-256). The key never leaves KMS; without it, an attacker cannot find the person by trying names. A new epoch cuts the
 * link to earlier pseudonyms. An id has one pseudonym however it is spelt: a pause under one spelling must hold for all.
 */
export async function pseudonym(
  keys: Keys,
  prefix: 'wk' | 'dv' | 'pa' | 'of',
  id: string,
  epoch: number,
): Promise<string> {
  const mac = await keys.mac(Buffer.from(JSON.stringify([prefix, epoch, foldId(id)])));
  let bits = 0n;
  for (const byte of mac) bits = (bits << 8n) | BigInt(byte);
  const digits = Array.from({ length: LENGTH }, (_, i) => BASE32[Number((bits >> BigInt(256 - 5 * (i + 1))) & 31n)]);
  return `${prefix}_${digits.join('')}`;
}

/**
 * The pseudonym under which a worker's own decisions are kept. It is the same in every epoch, so that a pause holds whatever
 * epoch a device sends. It differs from the one in the lake, so that neither store leads to the other without the key.
 * @param worker the id that collectors send and tokens name as their subject
 */
export const participantOf = (keys: Keys, worker: string): Promise<string> => pseudonym(keys, 'pa', worker, 0);
