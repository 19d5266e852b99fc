import type { Keys } from '../../lib/storage/ports.ts';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const LENGTH = 26;

/**
 * A keyed pseudonym: `wk_` or `dv_` and 26 base32 digits (130 bits of HMAC-SHA-256). Without the key, which never leaves
 * KMS, nobody can find the person by trying names; a new epoch cuts the link to what came before.
 */
export async function pseudonym(keys: Keys, prefix: 'wk' | 'dv', id: string, epoch: number): Promise<string> {
  const mac = await keys.mac(Buffer.from(JSON.stringify([prefix, epoch, id])));
  let bits = 0n;
  for (const byte of mac) bits = (bits << 8n) | BigInt(byte);
  const digits = Array.from({ length: LENGTH }, (_, i) => BASE32[Number((bits >> BigInt(256 - 5 * (i + 1))) & 31n)]);
  return `${prefix}_${digits.join('')}`;
}
