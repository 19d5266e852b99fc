import { z } from 'zod';

const count = z.int().min(0);
const counts = z.record(z.string(), count).readonly();
/** A UTC day. */
const day = z.iso.date();
const id = z.string().min(1);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Redaction's result for a segment. */
const outcome = z
  .strictObject({
    rows: count,
    masked: counts.describe('how many values of each type were masked'),
    frames: count.describe('frames that were published'),
    bundles: count.describe('objects in which these frames are'),
    withheld: counts.describe('frames that were not published, by reason'),
  })
  .readonly();
export type SegmentOutcome = z.infer<typeof outcome>;

/** The progress of a segment, so that every step can be repeated after a crash. */
export const segmentEntry = z
  .strictObject({
    state: z
      .enum(['received', 'stored', 'planned', 'redacted'])
      .describe(
        '`received` before its object is written, `stored` after, `planned` when it is to go into one certain file of the lake, `redacted` when it is there',
      ),
    digest: sha256.describe('of the body as sent'),
    rawKey: id,
    worker: id.describe('pseudonym'),
    session: id,
    jurisdiction: id,
    day: day.describe('of receipt: retention counts from it, and it stays the same however often the segment is sent'),
    due: day.describe('on which nothing is left of it and of what was made of it, but copies, which have their own'),
    shard: id,
    plan: id.nullable().describe('the plan that the segment belongs to, from `planned` on'),
    until: count
      .optional()
      .describe(
        'once it has been planned: up to which segment its session was known then. Frames may be published by that, so a run that plans it again decides by the same',
      ),
    alone: z
      .boolean()
      .optional()
      .describe(
        'it was part of a plan that could not be written, maybe because of it: it is planned by itself from then on',
      ),
    outcome: outcome.nullable(),
  })
  .readonly();
export type LedgerEntry = z.infer<typeof segmentEntry>;

/**
 * The segment at one position of its session, and its two links: its statement about the previous segment, and the
 * statement that the next one must make about it.
 */
export const sessionPlace = z
  .strictObject({ batch: id, prev: z.string().nullable(), first: count, chain: z.string(), next: count })
  .readonly();
export type SessionPlace = z.infer<typeof sessionPlace>;

/** Where the carry of a segment is stored: the segment's addition to those before it in its chapter. */
export const carryPlace = z
  .strictObject({
    key: id,
    since: day.describe(
      'the earliest day of receipt of anything in it, which its key names: it is destroyed with that',
    ),
    first: count.describe('from which segment of its session on all is known'),
    prev: id.nullable().describe('key of the carry of the segment before; null in the first'),
    base: id.nullable().describe('key of the carry that says what came before the chapter; null in the first'),
    chain: z
      .array(z.strictObject({ key: id, segments: count }).readonly())
      .readonly()
      .describe('objects with the carries before it in its chapter, in order, and how many segments each stands for'),
    turned: z.boolean().describe('the chapter ends with it: it also says what comes before the next'),
  })
  .readonly();
export type CarryPlace = z.infer<typeof carryPlace>;

/** Where the bytes of a frame are stored. */
export const framePlace = z.strictObject({ key: id }).readonly();

/** How many times work was begun without an end. */
export const begun = z.strictObject({ times: count }).readonly();

/** The segments of one file of the lake. */
export const planEntry = z
  .strictObject({
    batches: z.array(id).readonly(),
    until: z
      .array(count)
      .readonly()
      .describe(
        'of each segment, up to which segment its session was known: a run that repeats the work decides by the same',
      ),
    jurisdiction: id,
    day,
    shard: id,
    due: day,
    state: z
      .enum(['open', 'written', 'stopped', 'apart'])
      .describe(
        '`open` its file may be written, `written` it is in the lake, `stopped` it is being taken apart: nothing may be written under it any more, `apart` it has no segments any more',
      ),
  })
  .readonly();
export type PlanEntry = z.infer<typeof planEntry>;
