import { z } from 'zod';
import type { BatchOpen } from '../activity/envelope.ts';
import { KINDS, type Kind } from '../activity/events.ts';
import type { RefusalCode } from '../activity/refusals.ts';

/** The rules of one jurisdiction, as data. `demonstration` marks an invented place: no law, and no real worker. */
export const profileSchema = z.strictObject({
  id: z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/),
  version: z.int().min(1),
  status: z.enum(['verified', 'draft', 'unsupported', 'demonstration']),
  sources: z.array(
    z.strictObject({
      cite: z.string(),
      url: z.string(),
      label: z.enum(['law', 'guidance', 'default', 'unverified']),
      checked_on: z.iso.date(),
    }),
  ),
  notice: z.strictObject({ required: z.boolean(), lead_days: z.int().min(0), ack_required: z.boolean() }),
  networks: z.array(z.enum(['corp', 'home', 'metered'])),
  kinds: z.strictObject(
    Object.fromEntries(KINDS.map((kind) => [kind, z.enum(['allow', 'deny'])])) as Record<
      Kind,
      z.ZodEnum<{ allow: 'allow'; deny: 'deny' }>
    >,
  ),
});

export type Profile = z.infer<typeof profileSchema>;

const DAY_MS = 86_400_000;

/**
 * Why a segment that opens like this must not be stored, or undefined.
 * No profile, a draft and an unsupported place refuse: unknown is never counted as allowed.
 */
export function refusalOf(
  open: Pick<BatchOpen, 'profile' | 'notice' | 'budget' | 'clock'>,
  profile: Profile | undefined,
): RefusalCode | undefined {
  if (profile === undefined || !['verified', 'demonstration'].includes(profile.status)) return 'profile.unsupported';
  if (open.profile !== `${profile.id}@${profile.version}`) return 'profile.version';
  if (!profile.networks.includes(open.budget.net)) return 'profile.network';
  const { notice } = open;
  if (!profile.notice.required) return undefined;
  if (notice === null || (profile.notice.ack_required && notice.ack_at === null)) return 'notice.missing';
  const lead = Date.parse(open.clock.t0) - Date.parse(notice.given_at);
  return lead < profile.notice.lead_days * DAY_MS ? 'notice.late' : undefined;
}

/** Control events are always taken: they carry no content and say what is missing. */
export const allowsKind = (profile: Profile, kind: Kind): boolean =>
  kind === 'control' || profile.kinds[kind] === 'allow';
