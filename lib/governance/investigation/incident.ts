import { z } from 'zod';
import { StrongroomError } from '../../activity/errors.ts';
import { type Instant, instantOf } from '../trail/index.ts';

const moment = z.string().transform((value, context) => {
  const at = instantOf(value);
  if (at === undefined) context.addIssue({ code: 'custom', message: 'a time in ISO 8601' });
  return at ?? '';
});

/** Facts about an incident that people know, and no log has. */
const incidentSchema = z.object({
  id: z.string().optional(),
  /** When the organisation was reasonably certain: from here the deadlines count. */
  aware_at: moment.optional(),
  what: z.string().optional(),
  jurisdictions: z.array(z.string()).optional(),
  persons: z.number().int().min(0).optional(),
  contact: z.string().optional(),
  controller: z.string().optional(),
  measures: z.array(z.string()).optional(),
});

export type Incident = z.infer<typeof incidentSchema>;

/** Other names for the moment of awareness. */
const AWARE = [
  'aware_at',
  'awareAt',
  'aware',
  'discovered_at',
  'discoveredAt',
  'discovered',
  'detected_at',
  'detectedAt',
  'noticed_at',
  'at',
];

/** @throws StrongroomError incident.invalid, which names the field */
export function readIncident(value: unknown): Incident {
  const given = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const aware = AWARE.map((name) => given[name]).find((time) => time !== undefined);
  const parsed = incidentSchema.safeParse({ ...given, ...(aware === undefined ? {} : { aware_at: aware }) });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new StrongroomError(
    'incident.invalid',
    `the incident file is wrong: ${issue?.path.join('.')}: ${issue?.message}`,
    'it is an object with id, aware_at, what, jurisdictions, persons, contact, controller, measures, each of which may be left out',
  );
}

/** When the clock of the deadlines began. Without an incident, the end of the investigated time is used. */
export const awareness = (incident: Incident, to: Instant): { readonly at: Instant; readonly assumed: boolean } => ({
  at: incident.aware_at ?? to,
  assumed: incident.aware_at === undefined,
});
