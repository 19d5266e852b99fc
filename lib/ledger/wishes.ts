import { z } from 'zod';

const count = z.int().min(0);
const day = z.iso.date();
const moment = z.iso.datetime();
const id = z.string().min(1);

/** A period that has begun, and may have an end. */
export const span = z.strictObject({ from: moment, until: moment.nullable() }).readonly();

/** The latest pause, and the total of pauses on its UTC day. */
export const lastPause = z.strictObject({ from: moment, until: moment, used_s: z.number() }).readonly();

const decision = z
  .strictObject({ at: moment, by: id, outcome: z.enum(['granted', 'refused']), reason: z.string() })
  .readonly();

export const exemption = z
  .strictObject({
    id,
    state: z.enum(['asked', 'granted', 'refused', 'appealed', 'withdrawn']),
    ground: z.string(),
    words: z.string(),
    asked: moment,
    due: moment,
    decisions: z.array(decision).readonly(),
    appeal: z.strictObject({ at: moment, words: z.string() }).readonly().nullable(),
    from: moment.nullable(),
    until: moment.nullable(),
  })
  .readonly();

/** A request for a copy of the held data, or for its destruction. */
export const rightsRequest = z
  .strictObject({
    id,
    kind: z.enum(['copy', 'erasure']),
    ordered: z
      .boolean()
      .optional()
      .describe('false of an erasure until its orders stand: the next run that sees it brings it to that'),
    asked: moment,
    due: moment,
    state: z.enum(['open', 'done', 'withdrawn']),
  })
  .readonly();
export type RightsRequest = z.infer<typeof rightsRequest>;

/** Languages of the workers' page, and of what is made for workers. */
export const LANGUAGES = ['en', 'de', 'fr', 'es'] as const;
export type PageLanguage = (typeof LANGUAGES)[number];

/** A request for a copy, as the function that makes access packages finds it. */
export const packageAsked = z
  .strictObject({
    participant: id,
    language: z.enum(LANGUAGES),
    asked: moment,
    due: moment,
    round: count.describe('how often it was begun anew, because recordings in it had to be erased'),
    open: z.boolean(),
    made: moment.nullable(),
    withdrawn: z.boolean(),
  })
  .readonly();
export type PackageAsked = z.infer<typeof packageAsked>;

/** A part of the list of recordings that a package is made from. It is written before any file, and does not change. */
export const packagePlan = z
  .strictObject({
    parts: z.int().min(1).describe('how many parts the list has'),
    segments: z.array(z.string()).readonly(),
  })
  .readonly();

/** One file of a package, which its worker fetches piece by piece. */
export const packageVolume = z
  .strictObject({
    prefix: id.describe('of its pieces in the zone `packages`'),
    pieces: z.int().min(1),
    bytes: count,
    sha256: z.string(),
    day: day.nullable().describe('of receipt of the records in it; null in the overview'),
    place: id.nullable(),
    number: z.int().min(1).describe('tells apart the files of one day and place'),
    records: count,
    pictures: count,
    expires: day.describe('on which it is destroyed'),
  })
  .readonly();
export type PackageVolume = z.infer<typeof packageVolume>;

/** The held data of one day as shown to a worker: enough to list it, none of its content. */
export const heldDay = z
  .strictObject({
    day: day.describe('UTC day of receipt, from which retention counts'),
    jurisdiction: id,
    epoch: count.describe('of the pseudonym key: which pseudonym the lake has for the worker that day'),
    segments: count,
    byKind: z.record(z.string(), count).readonly(),
  })
  .readonly();
export type HeldDay = z.infer<typeof heldDay>;

/** Counts of one recording. Absent for recordings counted before this item existed. */
export const counted = z
  .strictObject({
    jurisdiction: id.optional(),
    byKind: z.record(z.string(), count).readonly().optional(),
    retained: moment.optional().describe('when retention had last come to its end: that run cannot have destroyed it'),
  })
  .readonly();

export const queued = z.strictObject({ participant: id, level: z.string(), open: z.boolean() }).readonly();

export const asked = z.strictObject({ level: z.string(), granted: z.boolean() }).readonly();
