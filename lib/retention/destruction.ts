import { verify } from 'node:crypto';
import { canonicalJson } from '../activity/canonical-json.ts';
import type { DyingZone } from './keep.ts';
import type { RetentionRule } from './plan/types.ts';
import type { Tally } from './tally.ts';

/** A verified destruction: all versions and delete markers of one zone and place with one deadline. */
export interface Destruction extends Tally {
  readonly zone: DyingZone;
  /** Code of the jurisdiction; null if the keys have none, like those of copies. */
  readonly place: string | null;
  /** UTC day by which it had to be gone. */
  readonly deadline: string;
  readonly why: RetentionRule;
  /** When the destruction of its first object was recorded. */
  readonly intended: string;
  /** When a fresh listing no longer showed any of it, uploads in parts included. */
  readonly verified: string;
}

export interface SignedDestruction {
  readonly record: Destruction;
  /** ECDSA P-256 over the canonical JSON of `record`. DER, base64. */
  readonly signature: string;
}

/** The bytes that are signed. */
export const signedBytes = (record: Destruction): Uint8Array => Buffer.from(canonicalJson(record));

/** Whether a record is as it was signed. `publicKey` is DER SubjectPublicKeyInfo. */
export const isGenuine = ({ record, signature }: SignedDestruction, publicKey: Uint8Array): boolean =>
  verify(
    'sha256',
    signedBytes(record),
    { key: Buffer.from(publicKey), format: 'der', type: 'spki' },
    Buffer.from(signature, 'base64'),
  );
