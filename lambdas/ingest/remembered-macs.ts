import { createHash } from 'node:crypto';
import { MAC_REMEMBERED_S } from '../../lib/governance/scale/mac-memory.ts';
import type { Clock, Keys } from '../../lib/storage/ports.ts';

/** MACs in memory at most: three for each of thousands of workers. A MAC takes some hundred bytes. */
const MOST = 20_000;

/**
 * The keys for ingest: the MAC of a message is asked for once in an hour. KMS bills each, and a device sends a segment every
 * few minutes with the same ids. What is remembered is the hash of the message and the MAC, not the id. A pseudonym is the same at any time, so an
 * old one is never wrong; the hour bounds for how long ingest works on after the key was disabled.
 */
export function rememberedMacs(keys: Keys, clock: Clock, most = MOST): Keys {
  const known = new Map<string, { readonly mac: Uint8Array; readonly until: number }>();
  const mac: Keys['mac'] = async (message) => {
    const name = createHash('sha256').update(message).digest('base64');
    const now = clock.now().getTime();
    const there = known.get(name);
    if (there !== undefined && now < there.until) return there.mac;
    const fresh = await keys.mac(message);
    known.delete(name);
    known.set(name, { mac: fresh, until: now + MAC_REMEMBERED_S * 1_000 });
    for (const oldest of known.keys()) {
      if (known.size <= most) break;
      known.delete(oldest);
    }
    return fresh;
  };
  return { mac, sign: (key, message) => keys.sign(key, message), publicKey: (key) => keys.publicKey(key) };
}
