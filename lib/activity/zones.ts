import type { Sensitivity } from './sensitivity.ts';

/** A bucket with its own key, for one data class. */
export interface Zone {
  readonly holds: string;
  readonly sensitivity: Sensitivity;
}

/** The zones, in the order in which data moves through them. */
export const ZONES = {
  raw: { holds: 'segments and frames as captured', sensitivity: 'S4' },
  redacted: { holds: 'the lake table and masked frames: what teams can query', sensitivity: 'S3' },
  derived: { holds: 'training exports, a prefix for each team', sensitivity: 'S3' },
  queries: { holds: 'the text of the queries of the teams, which may quote what they read', sensitivity: 'S3' },
  packages: { holds: 'access packages: what a worker asked for of their own', sensitivity: 'S3' },
  audit: { holds: 'logs, proofs, certificates, destruction records', sensitivity: 'S2' },
} as const satisfies Record<string, Zone>;

export type ZoneName = keyof typeof ZONES;
export const ZONE_NAMES = Object.keys(ZONES) as readonly ZoneName[];

/** Prefix, below a team's own, of notices about destroyed copies. */
export const NOTICES = 'notices/';

/** Prefix of each kind of object inside its zone. One table, so that writers, policies and retention agree. */
export const PREFIXES = {
  segments: 'segments/',
  rawFrames: 'frames/',
  carries: 'carries/',
  table: 'activity/',
  /** Rewritten rows of the table: below its prefix, as a partition must be, and outside every partition that files land in. */
  generations: 'activity/generations/',
  /** Athena's files about each statement of compaction: counts, and names of files. They expire after a day. */
  rewrites: 'rewrites/',
  maskedFrames: 'frames/',
  /** Below it: `day=YYYY-MM-DD/WORKGROUP/QUERY.json`, by the day on which the query was asked. */
  texts: 'texts/',
  /** CloudTrail's own, below which it puts the account. */
  trail: 'AWSLogs/',
  destructions: 'destructions/',
  proofs: 'proofs/',
  gate: 'gate/',
  certificates: 'certificates/',
  dropped: 'dropped/',
  inventories: 'inventories/',
  /** The ledger of reads, in parts: `day=YYYY-MM-DD/HASH.jsonl`, each with the hash of the part before it. */
  reads: 'reads/',
} as const;
