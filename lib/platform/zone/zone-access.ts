import { PREFIXES, type ZoneName } from '../../activity/zones.ts';
import type { Verb } from './verbs.ts';

/** One permission on a zone. The key policy, the bucket policy and the role's own policy are all written from it. */
export interface ZoneAccess {
  /** A platform role or a team. */
  readonly role: string;
  /** The role is created after the zone, so the zone can name it but not refer to it. */
  readonly isTeam?: true;
  readonly may: Verb;
  /** Key prefixes; `''` is the whole bucket. */
  readonly under: readonly string[];
}

const WHOLE = [''];

/** Roles that must know whether collection may run. They list the names of pauses and certificates, and read none. */
const GATE_READERS = ['ingest', 'worker', 'governor', 'sentinel'];

/** Each role's permissions in each zone. This table and `config/access.ts` are complete: a reader must be in both. */
export const ZONE_ACCESS: Readonly<Record<ZoneName, readonly ZoneAccess[]>> = {
  raw: [
    { role: 'ingest', may: 'write', under: [PREFIXES.segments, PREFIXES.rawFrames] },
    { role: 'redact', may: 'read', under: [PREFIXES.segments, PREFIXES.rawFrames, PREFIXES.carries] },
    { role: 'redact', may: 'write', under: [PREFIXES.carries] },
    { role: 'retain', may: 'destroy', under: WHOLE },
    { role: 'inventory', may: 'list-versions', under: WHOLE },
  ],
  redacted: [
    { role: 'redact', may: 'write-parts', under: [PREFIXES.table, PREFIXES.maskedFrames] },
    { role: 'lake', may: 'read', under: [PREFIXES.table] },
    { role: 'lake', may: 'list', under: [PREFIXES.table] },
    // Its rows come through Lake Formation, as a team's do; it reads the files that Athena writes about its statements.
    { role: 'compact', may: 'read', under: [PREFIXES.rewrites] },
    { role: 'compact', may: 'write-parts', under: [PREFIXES.generations, PREFIXES.rewrites] },
    { role: 'compact', may: 'list', under: [PREFIXES.generations, PREFIXES.rewrites] },
    // The role that moves partitions to new files reads no file, and the role that reads files moves no partition.
    { role: 'keep', may: 'list', under: [PREFIXES.table] },
    // The rows of an export come from a query of its team; only frames are read here.
    { role: 'export', may: 'read', under: [PREFIXES.maskedFrames] },
    // Of the files of a day it takes the rows of one worker: the one who asked for an access package.
    { role: 'package', may: 'read', under: [PREFIXES.table, PREFIXES.maskedFrames] },
    { role: 'package', may: 'list', under: [PREFIXES.generations] },
    { role: 'retain', may: 'destroy', under: WHOLE },
    { role: 'inventory', may: 'list-versions', under: WHOLE },
  ],
  derived: [
    { role: 'export', may: 'write-parts', under: WHOLE },
    { role: 'retain', may: 'destroy', under: WHOLE },
    { role: 'inventory', may: 'list-versions', under: WHOLE },
  ],
  // Its writer also fetches the texts from Athena (READERS_ELSEWHERE): it must not open what it has saved.
  queries: [
    { role: 'queries', may: 'write', under: [PREFIXES.texts] },
    { role: 'queries', may: 'list', under: [PREFIXES.texts] },
    { role: 'reads', may: 'read', under: [PREFIXES.texts] },
    { role: 'reads', may: 'list', under: [PREFIXES.texts] },
    { role: 'inventory', may: 'list', under: WHOLE },
    { role: 'auditor', may: 'read', under: WHOLE },
    { role: 'auditor', may: 'list', under: WHOLE },
  ],
  // No team has any permission here. The function behind the page hands each worker the pieces of their own package.
  packages: [
    { role: 'package', may: 'write-parts', under: WHOLE },
    { role: 'worker', may: 'read', under: WHOLE },
    { role: 'retain', may: 'destroy', under: WHOLE },
    { role: 'inventory', may: 'list-versions', under: WHOLE },
  ],
  audit: [
    { role: 'retain', may: 'write', under: [PREFIXES.destructions] },
    { role: 'reads', may: 'read', under: [PREFIXES.trail] },
    { role: 'reads', may: 'list', under: [PREFIXES.trail] },
    { role: 'reads', may: 'write', under: [PREFIXES.reads] },
    { role: 'inventory', may: 'write', under: [PREFIXES.inventories] },
    { role: 'inventory', may: 'list', under: WHOLE },
    { role: 'governor', may: 'write', under: [PREFIXES.gate, PREFIXES.certificates] },
    { role: 'sentinel', may: 'write', under: [PREFIXES.gate, PREFIXES.proofs] },
    { role: 'operator', may: 'write', under: [PREFIXES.dropped] },
    ...GATE_READERS.map((role) => ({ role, may: 'list' as const, under: [PREFIXES.gate, PREFIXES.certificates] })),
    { role: 'auditor', may: 'read', under: WHOLE },
    { role: 'auditor', may: 'list', under: WHOLE },
  ],
};

/**
 * Roles that have the content of a zone without a way into its bucket: they fetch the texts of queries from Athena. They
 * are approved readers, so that nobody may take such a role either.
 */
export const READERS_ELSEWHERE: Readonly<Partial<Record<ZoneName, readonly string[]>>> = { queries: ['queries'] };

/** A team's permissions on its own exports; it has none elsewhere in any zone. */
export const teamAccess = (team: string): readonly ZoneAccess[] => [
  { role: team, isTeam: true, may: 'read', under: [`${team}/`] },
  { role: team, isTeam: true, may: 'list', under: [`${team}/`] },
];
