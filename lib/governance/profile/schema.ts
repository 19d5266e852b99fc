import { z } from 'zod';
import { KINDS, type Kind } from '../../activity/events.ts';
import { uncoveredFigures } from './figures.ts';

/** How far to trust a figure. `default` is this project's choice, which no law prescribes. */
const LABELS = ['law', 'guidance', 'default', 'unverified'] as const;
/** How a source was read: its own text, another author's account of it, or not at all. */
const READINGS = ['primary', 'secondary', 'none'] as const;

const days = z.int().min(0).max(3_650);
const ref = z.string().min(1).max(256);
const code = z.string().regex(/^[a-z][a-z0-9_.-]{0,63}$/, 'lower-case letters, digits, _ . and -');
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM');
const place = z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'an ISO 3166 code');

/** Kinds that keep a meaning without their content. Nothing would remain of the others. */
export const MASKABLE = ['key', 'text', 'click', 'screen.text', 'focus', 'transcript', 'clipboard', 'task'] as const;
const kindRule = (kind: Kind): z.ZodType<'allow' | 'mask' | 'deny'> =>
  z.enum((MASKABLE as readonly Kind[]).includes(kind) ? ['allow', 'mask', 'deny'] : ['allow', 'deny']);

const source = z
  .strictObject({
    id: code,
    cite: z.string().min(1),
    url: z.url().nullable().describe('null for a default of ours'),
    label: z.enum(LABELS),
    read: z.enum(READINGS),
    checked_on: z.iso.date(),
  })
  .refine(({ label, read }) => (label !== 'law' && label !== 'guidance') || read !== 'none', {
    path: ['label'],
    message: 'what was not read is unverified',
  })
  .refine(({ label, url }) => label === 'default' || url !== null, {
    path: ['url'],
    message: 'a source has an address',
  });

const schema = z.strictObject({
  id: z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/),
  version: z.int().min(1),
  valid_from: z.iso.date(),
  valid_to: z.iso.date().nullable(),
  jurisdictions: z.array(place).min(1).describe('the codes that a segment of this place names'),
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}$/, 'an ISO 639 code in lower case'))
    .min(1)
    .describe('the languages of its screens and of the people who work there'),
  status: z.enum(['verified', 'draft', 'unsupported', 'demonstration']),
  adopted: z
    .strictObject({ by: ref, on: z.iso.date() })
    .nullable()
    .describe('who signed the profile for the organisation; a verified profile has one'),
  sources: z.array(source).min(1),
  figures: z
    .record(z.string(), code)
    .describe('path of a figure, or of the section it is in, to the id of the source that it rests on'),

  collect: z
    .enum(['forbidden', 'opt_in', 'opt_out', 'mandatory_with_objection'])
    .describe('whether a worker takes part without having asked to'),
  lawful_basis: code.nullable(),
  purposes: z.array(code).min(1).describe('what the data may be used for; each must have been announced by a notice'),
  dpia: z.strictObject({ required: z.boolean(), ref: ref.nullable(), approved_on: z.iso.date().nullable() }),
  works_council: z.strictObject({
    required: z.boolean(),
    agreement_ref: ref.nullable(),
    agreement_hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable(),
    expires: z.iso.date().nullable(),
  }),
  notice: z.strictObject({
    required: z.boolean(),
    lead_days: days,
    ack_required: z.boolean(),
    posting_required: z.boolean(),
    repeat: z.enum(['daily', 'once', 'on_change']),
    channels: z.array(code),
    versions: z
      .array(z.strictObject({ ver: z.int().min(1), purposes: z.array(code).min(1), wording_ref: ref.nullable() }))
      .describe('the notices that were published, and the purposes that each announced'),
  }),
  policy_doc: z.strictObject({
    required: z.boolean(),
    copy_days: days.nullable(),
    keep_years: z.int().min(0).max(100).nullable(),
  }),
  consent: z.strictObject({ required_for: z.array(code), form: z.enum(['none', 'electronic', 'written']) }),

  kinds: z.strictObject(
    Object.fromEntries(KINDS.map((kind) => [kind, kindRule(kind)])) as Record<Kind, ReturnType<typeof kindRule>>,
  ),
  categories_excluded: z.array(code).describe('events whose `cats` name one are not taken'),
  biometrics: z.strictObject({ key_timing_ms: z.int().min(1).max(1_000), voiceprint: z.boolean() }),
  transcripts: z.strictObject({ allowed: z.boolean(), all_party: z.boolean() }),
  apps: z.strictObject({
    allow: z.array(code).nullable().describe('classes of applications; null for all'),
    deny: z.array(code),
  }),
  quiet_hours: z
    .strictObject({
      zone: z.string().min(1).refine(isTimeZone, 'an IANA time zone'),
      windows: z
        .array(
          z.strictObject({
            days: z.array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])).min(1),
            from: clockTime,
            to: clockTime.describe('exclusive; not after `from`: on the next day'),
          }),
        )
        .min(1),
    })
    .nullable()
    .describe('local times in which nothing is collected'),
  networks: z.array(z.enum(['corp', 'home', 'metered'])),

  pause: z.strictObject({
    max_s: z.int().min(1).max(1_800).describe('longest single pause'),
    min_gap_s: z.int().min(0).describe('shortest time between two pauses'),
    daily_cap_s: z.int().min(1).max(86_400).nullable().describe('of all pauses of a UTC day together; null for none'),
  }),
  exemption: z.strictObject({
    grounds: z.array(code).min(1),
    sla_days: z.int().min(1).max(90).describe('a request is decided within'),
    appeal: z.boolean(),
    appeal_days: z.int().min(1).max(365),
    parity_report: z.boolean(),
  }),
  objection: z.strictObject({ allowed: z.boolean(), stop_within_h: z.int().min(0).max(720) }),
  rights: z
    .strictObject({
      access_days: days.nullable(),
      erasure_days: days.nullable(),
      rectify_days: days.nullable(),
      complaint_ack_days: days.nullable(),
      extension_days: days.nullable(),
    })
    .describe('null where no deadline is known'),
  retention: z
    .strictObject({
      raw: days.min(2),
      frames: days.min(2),
      redacted: days.min(2),
      derived: days.min(2),
      logs: days.min(2),
    })
    .describe('days; what config/program.ts keeps for less time stays so'),
  log_content_policy: z.enum(['pseudonymous_only']),
  transfer: z.strictObject({
    regions_allowed: z
      .array(z.string().min(1))
      .nullable()
      .describe('AWS regions that may receive the data; null for any'),
  }),
  exposure: z
    .strictObject({
      authority_deadline_h: z.int().min(1).nullable(),
      person_deadline_days: days.nullable(),
      ag_deadline_days: days.nullable(),
      threshold_persons: z.int().min(0).nullable(),
      good_faith_rule: z.boolean(),
    })
    .describe('deadlines once data was exposed; null where none is known'),
  prohibited_uses: z.array(code),
  min_cohort: z.int().min(2).max(1_000).describe('no figure about fewer workers is given to anybody'),
  reviewers_required: z.int().min(2).max(10),
  ai_act: z.strictObject({
    role: z.enum(['none', 'provider', 'deployer']),
    annex3_risk: z.boolean(),
    applies_from: z.iso.date().nullable(),
  }),
});

/**
 * The rules of one jurisdiction, as data. Every figure names its source and how far to trust it. A `draft` is not in
 * force: nothing is collected under it until it is signed. `demonstration` marks an invented place, for which no law is
 * claimed and in which there is no real worker.
 */
export const profileSchema = schema.check(({ value, issues }) => {
  const problem = (path: (string | number)[], message: string) =>
    issues.push({ code: 'custom', path, message, input: value });
  const known = new Set(value.sources.map(({ id }) => id));
  for (const [path, id] of Object.entries(value.figures))
    if (!known.has(id)) problem(['figures', path], `there is no source '${id}'`);
  if ('*' in value.figures && value.status !== 'demonstration')
    problem(['figures', '*'], 'only an invented place has one source for everything');
  for (const path of uncoveredFigures(value)) problem(['figures'], `nothing says what ${path} rests on`);
  if (value.status === 'verified' && value.adopted === null) problem(['adopted'], 'a verified profile has been signed');
  if (value.status === 'draft' && value.adopted !== null) problem(['status'], 'a draft has not been signed');
});

export type Profile = z.infer<typeof schema>;

/** The published schema. Run this file to print it: `node lib/governance/profile/schema.ts > docs/profile.schema.json`. */
export const profileJsonSchema = (): Record<string, unknown> => z.toJSONSchema(schema, { io: 'input' });

/** The version of a profile, as a segment states it. */
export const nameOf = ({ id, version }: Pick<Profile, 'id' | 'version'>): string => `${id}@${version}`;

/** Zones that are known: to ask takes longer than all the rest of a profile. */
const ZONES = new Set<string>();

function isTimeZone(zone: string): boolean {
  if (ZONES.has(zone)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    ZONES.add(zone);
    return true;
  } catch {
    return false;
  }
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(profileJsonSchema(), null, 2)}\n`);
