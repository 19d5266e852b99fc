import { hash } from 'node:crypto';
import type { VersionId } from '../storage/ports.ts';

/** Counts of versions that are destroyed in pieces, over several runs. */
export interface Tally {
  readonly versions: number;
  readonly bytes: number;
  /** Sum modulo 2^256 of SHA-256 of each line `key@version`, hex: the same for any order and pieces of counting. */
  readonly digest: string;
}

export const NOTHING: Tally = { versions: 0, bytes: 0, digest: '0'.repeat(64) };

/** A version with its hash: it is made once, and both counted and known again by it. */
export interface Hashed {
  readonly size: number;
  /** SHA-256, 32 bytes. */
  readonly hash: Buffer;
}

export const hashed = ({ key, versionId, size }: VersionId & { readonly size: number }): Hashed => ({
  size,
  hash: hash('sha256', `${key}@${versionId}\n`, 'buffer'),
});

/** A mark that identifies a version: long enough that two of a thousand never share it, short enough to be stored. */
export const markOf = ({ hash }: Hashed): string => hash.toString('hex', 0, 8);

export function counted(tally: Tally, more: readonly Hashed[]): Tally {
  const sum = Buffer.from(tally.digest, 'hex');
  let bytes = tally.bytes;
  for (const { hash, size } of more) {
    bytes += size;
    addInto(sum, hash);
  }
  return { versions: tally.versions + more.length, bytes, digest: sum.toString('hex') };
}

/** The sum of several counts, each of different versions. */
export function summed(tallies: readonly Tally[]): Tally {
  const sum = Buffer.alloc(32);
  for (const { digest } of tallies) addInto(sum, Buffer.from(digest, 'hex'));
  return {
    versions: tallies.reduce((n, tally) => n + tally.versions, 0),
    bytes: tallies.reduce((n, tally) => n + tally.bytes, 0),
    digest: sum.toString('hex'),
  };
}

/** Adds big-endian numbers of 256 bits, four bytes at a time; the overflow is dropped. */
function addInto(sum: Buffer, more: Buffer): void {
  let carry = 0;
  for (let at = 28; at >= 0; at -= 4) {
    const total = sum.readUInt32BE(at) + more.readUInt32BE(at) + carry;
    sum.writeUInt32BE(total >>> 0, at);
    carry = total > 0xffff_ffff ? 1 : 0;
  }
}
