import { z } from 'zod';

/** Blanks would answer for a finding without saying why, or who does. */
const said = z.string().regex(/[\p{L}\p{N}]/u, 'is blank: say it in words');

/**
 * A finding of a claim, or a widening between two versions, that a named person accepts until a day.
 * @param id meaning of the identifier, for the published schema
 */
export const acceptanceSchema = (id: string) =>
  z.strictObject({
    id: z.string().min(1).describe(id),
    reason: said,
    approver: said,
    expires: z.iso.date().describe('the last day on which it counts'),
  });
