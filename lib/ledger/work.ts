import { z } from 'zod';
import { DEAD_REASONS, type DeadReason } from '../activity/dead-letters.ts';

const count = z.int().min(0);
const day = z.iso.date();
const moment = z.iso.datetime();
const id = z.string().min(1);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Why a segment was not in the lake at the last attempt, or that it is there now. */
export const failure = z
  .strictObject({
    reason: z.enum([...(Object.keys(DEAD_REASONS) as [DeadReason, ...DeadReason[]]), 'published']),
    since: moment.describe('when that was'),
    tries: count.describe('deliveries until then'),
  })
  .readonly();
export type Failure = z.infer<typeof failure>;

/** Part of the sources of a copy. Lists segment ids only, never the worker. */
export const lineage = z
  .strictObject({
    team: z.string(),
    export: z.string(),
    prefix: id.describe('under which all of the copy lies in the derived zone'),
    segments: z.array(z.string()).readonly(),
    due: day.describe('on which the copy is destroyed'),
  })
  .readonly();
export type Lineage = z.infer<typeof lineage>;

/** Part of the sources of an access package. Lists segment ids only, never the worker. */
export const packageLineage = z
  .strictObject({
    prefix: id.describe('under which all of the package lies in the zone `packages`'),
    segments: z.array(z.string()).readonly(),
    due: day.describe('on which the last of the package is destroyed'),
  })
  .readonly();
export type PackageLineage = z.infer<typeof packageLineage>;

/** A notice to a team that its copy will be destroyed at a worker's request. */
export const notice = z
  .strictObject({ asked: day, gone: day.describe('from which on the copy is destroyed') })
  .readonly();

/** Part of the data to be destroyed early. Lists segment ids only, never the worker. */
export const erasureOrder = z
  .strictObject({
    asked: day,
    batches: z.array(z.string()).readonly(),
    open: z.boolean(),
    begun: z.boolean().optional().describe('retention destroys by it: it cannot be withdrawn any more'),
    withdrawn: z.boolean().optional().describe('its worker took it back before it was begun'),
    closed: day.optional().describe('on which it was carried out'),
  })
  .readonly();
export type ErasureOrder = z.infer<typeof erasureOrder>;

/** Totals of destroyed versions. Counts and hashes, never the list. */
const tally = { versions: count, bytes: count, digest: sha256.describe('sum of the hashes of the versions') };

/** The destruction of one lot: one zone, place, deadline and rule. */
export const destruction = z
  .strictObject({
    zone: z.enum(['raw', 'redacted', 'derived', 'packages']),
    place: id.nullable().describe('null where keys say none'),
    deadline: day,
    why: z.enum(['program', 'profile', 'profile-frames', 'own-day', 'erasure', 'replaced']),
    number: count.describe('tells apart later finds of the same lot'),
    slices: z.int().min(1).describe('into how many ranges of keys it is cut, each of which somebody else may destroy'),
    ...tally,
    intended: moment,
    sealed: moment.nullable().describe('when all of it was seen to be gone: from then on nothing is counted any more'),
    open: z.boolean().describe('until its record is signed'),
  })
  .readonly();

/** The progress of destruction in one slice of a lot. */
export const destroying = z
  .strictObject({
    at: count.describe('which slice'),
    ...tally,
    pending: z
      .array(z.string())
      .readonly()
      .describe('marks of the versions that are counted and being destroyed: after a crash they are not counted again'),
    open: z.boolean(),
  })
  .readonly();

/** The location of a partition's rows, after they were rewritten. */
export const generation = z
  .strictObject({
    number: count.describe('0 while its files are those that redaction wrote'),
    prefix: id.nullable().describe('of the files that readers see; null while they are those that redaction wrote'),
    rows: count,
    orders: z.array(id).readonly().describe('orders of erasure that it was written without the rows of'),
    next: z
      .strictObject({ number: count, prefix: id, rows: count.nullable(), orders: z.array(id).readonly() })
      .readonly()
      .nullable()
      .describe('being written; once it has rows it is whole, and readers are being led there'),
    due: day.describe('on which nothing is left of the partition'),
  })
  .readonly();

/** Bytes that a newer generation replaced, or that were never read: destroyed a day later. */
export const replaced = z
  .strictObject({
    prefix: id.nullable().describe('under which all of it lies; null of files that redaction wrote'),
    plans: z.array(id).readonly().describe('of the files that redaction wrote'),
    since: moment.nullable().describe('when readers were led elsewhere; null until then'),
    open: z.boolean(),
  })
  .readonly();

/** A record that a function ran for one event, with its result. */
export const idempotency = z
  .strictObject({ status: z.string(), expiry: z.number(), inProgressExpiry: z.number(), response: z.string() })
  .readonly();

export const deployed = z.strictObject({ digest: id.describe('of the templates that are deployed') }).readonly();

/** The newest reading of the account, and the location of all its findings. */
export const liveProof = z
  .strictObject({
    began: moment.describe('what was changed before it is in it'),
    verdict: z.enum(['proved', 'refuted', 'undecided']),
    key: id.describe('of the record in the audit zone'),
    digest: sha256.describe('of what it found; the same for the same findings'),
    says: z.string().max(4_000).describe('as people were told'),
  })
  .readonly();

export const retentionRun = z
  .strictObject({
    finished: moment,
    late: z.array(z.string()).readonly().describe('places of which something should have been gone for too long'),
  })
  .readonly();
