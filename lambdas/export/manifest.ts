import { createHash, verify } from 'node:crypto';
import { canonicalJson, type Json } from '../../lib/activity/canonical-json.ts';
import { COLUMNS } from '../../lib/activity/columns.ts';
import type { FormatName } from '../../lib/episodes/formats/shards.ts';

export interface FileEntry {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Numbers of the items made. */
export interface Counts {
  readonly episodes: number;
  readonly steps: number;
  /** Rows of the lake that were read. */
  readonly rows: number;
  /** Pictures, each counted once. */
  readonly frames: number;
  /** Steps that show the screen before them. */
  readonly shown: number;
  /** Of these, steps whose frame is not stale, whose place is known and not masked, and whose text is whole. */
  readonly whole: number;
  /** Steps that would be whole if a tag in their typed text counted as text. */
  readonly tagged: number;
  /** Frames that were destroyed since the rows were written. */
  readonly framesGone: number;
}

/** The contents of an export. It holds no time and nothing random: the same inputs give the same text. */
export interface Manifest {
  readonly version: 'export/1';
  readonly export: string;
  readonly team: string;
  readonly purpose: string;
  /** The terms of the purpose for this team. */
  readonly terms: string;
  readonly format: FormatName;
  /** UTC day on which every copy must be gone: no later than the first of its inputs. */
  readonly expires: string;
  readonly query: string;
  /** Columns that the team sees, with the sensitivity of each. */
  readonly columns: Readonly<Record<string, string>>;
  readonly schema: Json;
  readonly counts: Counts;
  /** Steps that redaction hid something in, by type. */
  readonly hidden: Readonly<Record<string, number>>;
  /** Version of the surrogates that replaced numbered placeholders; null when none were replaced. */
  readonly surrogates: number | null;
  /** Number of episodes by how they end. `cut` counts the rows and missing events that belong to no episode. */
  readonly ends: Readonly<Record<string, number>>;
  readonly cut: { readonly rows: number; readonly missing: number };
  readonly inputs: {
    readonly partitions: readonly string[];
    readonly segments: number;
    /** SHA-256 over the ids of the segments, a line each, in order. */
    readonly digest: string;
  };
  readonly files: readonly FileEntry[];
}

export const manifestText = (manifest: Manifest): string => canonicalJson(manifest);

/** Whether a manifest is as it was signed. @param signature base64 DER @param publicKey DER SubjectPublicKeyInfo */
export const isGenuineManifest = (text: string, signature: string, publicKey: Uint8Array): boolean =>
  verify(
    'sha256',
    Buffer.from(text),
    { key: Buffer.from(publicKey), format: 'der', type: 'spki' },
    Buffer.from(signature, 'base64'),
  );

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

export const sensitivitiesOf = (columns: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    COLUMNS.filter(({ name }) => columns.includes(name)).map(({ name, sensitivity }) => [name, sensitivity]),
  );
