import { z } from 'zod';

/**
 * A finding of a claim, or a widening between two versions, that a named person accepts until a day.
 * @param id meaning of the identifier, for the published schema
 */
export const acceptanceSchema = (id: string) =>
  z.strictObject({
    id: z.string().min(1).describe(id),
    reason: z.string().min(1),
    approver: z.string().min(1),
    expires: z.iso.date().describe('the last day on which it counts'),
  });
