import { z } from 'zod';
import { StrongroomError } from '../activity/errors.ts';
import { textOf } from '../activity/text.ts';
import { acceptanceSchema } from './acceptance.ts';

const schema = z.strictObject({
  accepted: z.array(acceptanceSchema('of the change, as `strongroom diff --json` has it')),
});

/** A widening that a named person accepts, until a day. */
export type AcceptedChange = z.infer<typeof schema>['accepted'][number];

/**
 * Reads the accepted widenings from a file that is kept in git.
 * @throws StrongroomError accepted.invalid, which names the field
 */
export function readAcceptedChanges(bytes: Uint8Array): AcceptedChange[] {
  const parsed = schema.safeParse(parse(textOf(bytes)));
  if (parsed.success) return parsed.data.accepted;
  const issue = parsed.error.issues[0];
  throw invalid(`${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'unreadable'}`);
}

/** @param today in ISO 8601; an acceptance is valid through its last day */
export const isInForce = ({ expires }: AcceptedChange, today: string): boolean => today.slice(0, 10) <= expires;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('it is not JSON');
  }
}

const invalid = (message: string): StrongroomError =>
  new StrongroomError(
    'accepted.invalid',
    `the file of accepted changes is wrong: ${message}`,
    'write {"accepted": [{"id", "reason", "approver", "expires"}]}',
  );
