import { z } from 'zod';

const count = z.int().min(0);
const counted = z.record(z.string(), count);
const text = z.string();

/** The plan of an export, apart from its segments. */
export const exportPlan = z
  .strictObject({
    request: z.strictObject({
      ...{ team: text, purpose: text, terms: text, format: text },
      ...{ since: text.optional(), until: text.optional(), surrogates: z.boolean().optional() },
    }),
    columns: z.array(text).readonly(),
    expires: z.iso.date().describe('on which the copy is destroyed'),
  })
  .readonly();

/** Some of its segments: place, day, shard, segment, session, number of the first row, rows. */
export const exportSources = z
  .strictObject({
    sources: z.array(z.tuple([text, text, text, text, text.nullable(), z.int(), count])).readonly(),
  })
  .readonly();

/** The content of a file, before it is written. */
export const exportFile = z.strictObject({ sha256: text }).readonly();

/** Counts of a part of an export. */
export const exportTotals = z.strictObject({
  counts: z.strictObject({
    ...{ episodes: count, steps: count, rows: count, frames: count, shown: count, whole: count, framesGone: count },
    // A part that was made before they were counted has none.
    tagged: count.default(0),
  }),
  hidden: counted,
  ends: counted,
  cut: z.strictObject({ rows: count, missing: count }),
});
export type ExportTotals = z.infer<typeof exportTotals>;

/** Marks a finished part. */
export const exportPart = z.strictObject({ totals: exportTotals }).readonly();

/** Some of the files of a part: path, bytes, SHA-256. */
export const exportMade = z.strictObject({ files: z.array(z.tuple([text, count, text])).readonly() }).readonly();
