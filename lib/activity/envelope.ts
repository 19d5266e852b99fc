import { z } from 'zod';
import { fitting, INT_MAX } from './column-types.ts';
import { hash, instant, uuid } from './formats.ts';
import { id } from './ids.ts';

/** Digits of an index in the keys of a session's segments, which sort in order. */
export const INDEX_DIGITS = 8;
const INDEX_MAX = 10 ** INDEX_DIGITS - 1;

/** Families of operating systems. Versions and builds stay on the device: they would identify machines. */
export const SYSTEMS = ['windows', 'macos', 'linux', 'chromeos', 'android', 'ios'] as const;

/** First line of a segment: who, where, under which rules, and its position in its session. */
export const openSchema = z.strictObject({
  kind: z.literal('batch.open'),
  schema: z.literal('capture/1'),
  batch: uuid.describe('the id of this segment'),
  sid: uuid.describe('the session; rotates at least daily'),
  index: z.int().min(0).max(INDEX_MAX).describe('how many segments of the session came before'),
  prev: hash.nullable().describe('chain of the segment before, null for the first'),
  first: fitting.int.describe('seq of the first event'),
  worker: id,
  device: id,
  epoch: fitting.int.describe('epoch of the pseudonym key'),
  jur: z
    .string()
    .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/)
    .describe('ISO 3166 code'),
  jur_basis: z.enum(['work_location', 'contract', 'declared']),
  profile: z
    .string()
    .regex(/^[A-Z0-9-]{2,6}@\d+$/)
    .describe('id@version of the profile'),
  notice: z
    .strictObject({
      id,
      ver: z.int().min(1).max(INT_MAX),
      given_at: instant,
      ack_at: instant.nullable(),
      channel: id,
    })
    .nullable(),
  basis: id.describe('lawful basis'),
  purpose: z.literal('cua_training'),
  policy: hash.describe('of the compiled collection policy'),
  rec: z.strictObject({
    name: id,
    ver: id,
    import: z.string().max(64).optional().describe('format it was imported from'),
  }),
  clock: z.strictObject({
    t0: instant.describe('wall time at mono_us 0'),
    src: z.enum(['wall+mono', 'mono-anchored', 'wall-only']),
    tz_known: z.boolean(),
    skew_ms: z.int().describe('how far the wall clock was ahead of the ingest API; 0 where that is not known'),
    door: z
      .array(
        z.strictObject({
          at: instant.describe('the `now` of an answer of the ingest API'),
          mono_us: z.int().describe('microseconds after t0 at which it was heard; less than 0 before it'),
        }),
      )
      .min(1)
      .max(16)
      .optional()
      .describe('bounds from below when events happened, whatever the wall clock says'),
  }),
  os: z
    .enum(SYSTEMS)
    .optional()
    .describe('the family of operating systems; a recorder that does not know leaves it out'),
  display: z.strictObject({
    w: z.int().min(1).max(100_000),
    h: z.int().min(1).max(100_000),
    scale: z.number().positive().max(100),
  }),
  budget: z.strictObject({
    battery_pct: z.number().min(0).max(100).optional(),
    net: z.enum(['corp', 'home', 'metered']),
  }),
});

/** Last line of a segment: counts and the chain, which is the evidence against loss and tampering. */
export const closeSchema = z.strictObject({
  kind: z.literal('batch.close'),
  n: fitting.int,
  first: fitting.int,
  last: z.int().min(-1).max(INT_MAX).describe('seq of the last event; first - 1 when there is none'),
  chain: hash.describe('SHA-256 of every byte before this line'),
});

export type BatchOpen = z.infer<typeof openSchema>;
export type BatchClose = z.infer<typeof closeSchema>;
