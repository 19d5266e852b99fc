import { z } from 'zod';
import { distinct } from './parse-config.ts';

const day = z.iso.date();

/** Zones that a hold can keep from destruction: those whose data expires. */
const held = z.enum(['raw', 'redacted', 'derived']);

/**
 * An order to keep data that would be due. Reason, approver and end are required. Without a decision record it has no
 * effect: the data is destroyed on the promised day, and the plan says that the hold was refused.
 */
export const holdSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and -'),
  reason: z.string().min(1),
  approver: z.string().min(1),
  until: day.describe('UTC day on which it ends: what it kept is due then'),
  decision: z.string().min(1).optional().describe('where the decision to break the promise is written down'),
  zones: distinct(z.array(held).min(1)),
  places: distinct(z.array(z.string().min(1)).min(1))
    .optional()
    .describe('codes of jurisdictions; absent means all'),
  since: day.describe('first UTC day of receipt'),
  till: day.describe('last UTC day of receipt'),
});

export type Hold = z.infer<typeof holdSchema>;
