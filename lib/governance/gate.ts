import { z } from 'zod';
import { StrongroomError } from '../activity/errors.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What was shown when collection was allowed to run, and who answers for it. */
export const certificateSchema = z.strictObject({
  id: sha256,
  guard: z
    .strictObject({ id: z.string().min(1), text: z.string().min(1), hash: sha256 })
    .describe('the named permission rule'),
  proof: z.strictObject({
    with: z.literal('proved').describe('verdict of all claims for the templates'),
    without: z.literal('refuted').describe('verdict once the guard is taken away'),
    templates: sha256.describe('digest of the templates that both verdicts are about'),
  }),
  requester: z.string().min(1),
  approvers: z.array(z.string().min(1)).min(2),
  issued: z.iso.datetime(),
  expires: z.iso.datetime(),
});

export type Certificate = z.infer<typeof certificateSchema>;

export type Gate =
  | { readonly state: 'paused'; readonly since: string; readonly reason: string }
  | { readonly state: 'running'; readonly since: string; readonly certificate: Certificate };

/** Nothing was ever decided: collection does not run. */
export const initialGate = (now: Date): Gate => ({
  state: 'paused',
  since: now.toISOString(),
  reason: 'never-certified',
});

/** Whether collection may run at `now`. An expired certificate is none. */
export const isOpen = (gate: Gate, now: Date): boolean =>
  gate.state === 'running' && Date.parse(gate.certificate.expires) > now.getTime();

/** What a certificate must be about when it opens the gate. */
export interface Expected {
  readonly templates: string;
}

/**
 * The gate after a request to resume.
 * @throws StrongroomError certificate.invalid, certificate.expired, certificate.approvers, certificate.templates
 */
export function resume(certificate: unknown, expected: Expected, now: Date): Gate {
  const parsed = certificateSchema.safeParse(certificate);
  if (!parsed.success) throw refuse('invalid', `at ${parsed.error.issues[0]?.path.join('.')}`, 'issue it again');
  const { requester, approvers, expires, issued, proof } = parsed.data;
  if (Date.parse(expires) <= now.getTime() || Date.parse(issued) > now.getTime())
    throw refuse('expired', 'it is not valid now', 'certify again');
  if (new Set(approvers).size !== approvers.length || approvers.includes(requester))
    throw refuse('approvers', 'approvers must be distinct, and none of them the requester', 'ask two other people');
  if (proof.templates !== expected.templates)
    throw refuse(
      'templates',
      'it certifies other templates than those that are deployed',
      'prove and certify the deployed templates',
    );
  return { state: 'running', since: now.toISOString(), certificate: parsed.data };
}

/** The gate after a request to pause, which is always granted. */
export const pause = (reason: string, now: Date): Gate => ({ state: 'paused', since: now.toISOString(), reason });

const refuse = (code: string, message: string, todo: string) =>
  new StrongroomError(`certificate.${code}`, `the restart certificate is refused: ${message}`, todo);
