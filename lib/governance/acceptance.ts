import { z } from 'zod';

/**
 * Something that a person answers for until a day: a finding of a claim, or a widening between two versions.
 * @param id what the identifier is, for the published schema
 */
export const acceptanceSchema = (id: string) =>
  z.strictObject({
    id: z.string().min(1).describe(id),
    reason: z.string().min(1),
    approver: z.string().min(1),
    expires: z.iso.date().describe('the last day on which it counts'),
  });
