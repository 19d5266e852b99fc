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
  audit: { holds: 'logs, proofs, certificates, destruction records', sensitivity: 'S2' },
} as const satisfies Record<string, Zone>;

export type ZoneName = keyof typeof ZONES;
export const ZONE_NAMES = Object.keys(ZONES) as readonly ZoneName[];

/** Where a team is told of copies that went, below its own prefix. */
export const NOTICES = 'notices/';

/** Prefix of each kind of object inside its zone. They stand in one table, so that writers, policies and retention agree. */
export const PREFIXES = {
  segments: 'segments/',
  rawFrames: 'frames/',
  carries: 'carries/',
  table: 'activity/',
  /** Rewritten rows of the table: below it, as a partition must lie, and outside of every partition that files land in. */
  generations: 'activity/generations/',
  /** Athena's notes on each statement of compaction: counts, and names of files. Gone after a day. */
  rewrites: 'rewrites/',
  maskedFrames: 'frames/',
  destructions: 'destructions/',
  proofs: 'proofs/',
  gate: 'gate/',
  certificates: 'certificates/',
  dropped: 'dropped/',
  inventories: 'inventories/',
} as const;
