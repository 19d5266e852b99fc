import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().min(1).max(128);

/** First line of a segment: who, where, under which rules, and where it stands in its session. */
export const openSchema = z.strictObject({
  kind: z.literal('batch.open'),
  schema: z.literal('capture/1'),
  batch: z.uuid().describe('the id of this segment'),
  sid: z.uuid().describe('the session; rotates at least daily'),
  index: z.int().min(0).describe('how many segments of the session came before'),
  prev: sha256.nullable().describe('chain of the segment before, null for the first'),
  first: z.int().min(0).describe('seq of the first event'),
  worker: name,
  device: name,
  epoch: z.int().min(0).describe('epoch of the pseudonym key'),
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
      id: name,
      ver: z.int().min(1),
      given_at: z.iso.datetime(),
      ack_at: z.iso.datetime().nullable(),
      channel: name,
    })
    .nullable(),
  basis: name.describe('lawful basis'),
  purpose: z.literal('cua_training'),
  policy: sha256.describe('of the compiled collection policy'),
  rec: z.strictObject({
    name,
    ver: name,
    import: z.string().max(64).optional().describe('format it was imported from'),
  }),
  clock: z.strictObject({
    t0: z.iso.datetime().describe('wall time at mono_us 0'),
    src: z.enum(['wall+mono', 'mono-anchored', 'wall-only']),
    tz_known: z.boolean(),
    skew_ms: z.int(),
  }),
  display: z.strictObject({ w: z.int().min(1), h: z.int().min(1), scale: z.number().positive() }),
  budget: z.strictObject({
    battery_pct: z.number().min(0).max(100).optional(),
    net: z.enum(['corp', 'home', 'metered']),
  }),
});

/** Last line of a segment: counts and the chain, which is the evidence against loss and tampering. */
export const closeSchema = z.strictObject({
  kind: z.literal('batch.close'),
  n: z.int().min(0),
  first: z.int().min(0),
  last: z.int().min(-1).describe('seq of the last event; first - 1 when there is none'),
  chain: sha256.describe('SHA-256 of every byte before this line'),
});

export type BatchOpen = z.infer<typeof openSchema>;
export type BatchClose = z.infer<typeof closeSchema>;
