import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson, type Json } from '../../activity/canonical-json.ts';
import { personId } from '../../activity/ids.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Canonical base64 only: decoders also accept other forms, and then two texts would be one signature. */
const base64 = z
  .string()
  .min(4)
  .refine((text) => Buffer.from(text, 'base64').toString('base64') === text, 'not base64');
const line = z.string().min(1).max(4_096);
const moment = z.iso.datetime();
/**
 * Bytes of a key policy, the longest policy that can hold a guard:
 * https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
 */
const LONGEST_POLICY = 32_768;

/**
 * A person who made a request, and the evidence of their identity: `iam`, the ARN that STS returns for the credentials
 * in use; `os-user`, the user logged in on this machine; `declared`, a typed name without any evidence.
 */
export const personSchema = z.strictObject({
  id: personId,
  via: z.enum(['iam', 'os-user', 'declared']),
});
export type Person = z.infer<typeof personSchema>;

/**
 * The position of a restart in the log: the newest certificate at the time of the request, and the pauses since that it
 * lifts.
 */
export const placeSchema = z.strictObject({
  number: z.int().min(0).max(99_999_998).describe('of the newest certificate at the time; 0 when there was none'),
  pauses: sha256.describe('SHA-256 of the keys of the pauses since then, sorted, one a line'),
});
export type LogPosition = z.infer<typeof placeSchema>;

/** The content that was shown at the request for a restart. */
const shown = {
  version: z.literal('certificate/2'),
  after: placeSchema.describe('what it comes after: a pause that it does not name ends it, whatever any clock says'),
  guard: z
    .strictObject({
      id: line.describe('statement id and where it stands'),
      claim: line.describe('the claim that falls without it'),
      text: z.string().min(1).max(LONGEST_POLICY).describe('the statement itself'),
      hash: sha256.describe('SHA-256 of the text'),
    })
    .describe('the named permission rule'),
  proof: z.strictObject({
    with: z.strictObject({ verdict: z.literal('proved'), claims: z.int().min(1) }).describe('of all claims'),
    without: z
      .strictObject({
        verdict: z.literal('refuted'),
        principal: line,
        path: z.array(z.strictObject({ action: line, resource: line, statement: line })).min(1),
      })
      .describe('of the claim, once the guard is taken away: who could then read, and how'),
  }),
  digests: z.strictObject({
    templates: sha256.describe('of the synthesized templates that the proof is about'),
    claims: sha256.describe('of the claims and their verdicts'),
    promises: sha256.describe('of what workers were promised and what each promise rests on'),
  }),
  deploys: z
    .strictObject({
      over: sha256.describe('digest of the templates that were deployed when it was asked for'),
      from: z.record(line, sha256).describe('of each stack, its template then'),
      to: z.record(line, sha256).describe('of each stack, its template once it is deployed'),
      until: moment.describe('when the deployment must be over'),
    })
    .optional()
    .describe('what may be deployed under it without a pause, where it was asked for before the deployment'),
  incident: line.nullable().describe('the incident that the restart answers'),
  requester: personSchema,
  issued: moment,
  expires: moment,
};

/** The content that approvers approve. `id` is the hash of everything else, so that no approval can apply to other content. */
export const proposalSchema = z.strictObject({ id: sha256, ...shown });
export type Proposal = z.infer<typeof proposalSchema>;

export const approvalSchema = z.strictObject({ by: personSchema, at: moment });
export type Approval = z.infer<typeof approvalSchema>;

/** A restart certificate: the shown content, its approvers, the person who opened the gate with it, and a signature over all. */
export const certificateSchema = z.strictObject({
  id: sha256,
  ...shown,
  approvals: z.array(approvalSchema).min(2),
  opened: approvalSchema.describe('who asked for the signature, and when'),
  key: z.strictObject({
    algorithm: z.literal('ECDSA_SHA_256'),
    public: base64.describe('DER SubjectPublicKeyInfo; it proves nothing by itself, the reader must know it'),
  }),
  signature: base64.describe('over the canonical JSON of everything else; DER'),
});
export type Certificate = z.infer<typeof certificateSchema>;

/** The proposal with its id. */
export const propose = (body: Omit<Proposal, 'id'>): Proposal => ({ id: hashOf(body), ...body });

/** The required id of a proposal. */
export function idOf({ id: _, ...body }: Proposal): string {
  return hashOf(body);
}

/** The proposal inside a certificate. */
export function proposalOf({
  approvals: _,
  opened: __,
  key: ___,
  signature: ____,
  ...proposal
}: Certificate): Proposal {
  return proposal;
}

/** The signed bytes. */
export function signedBytes({
  signature: _,
  ...rest
}: Certificate | (Omit<Certificate, 'signature'> & { signature?: string })): Uint8Array {
  return Buffer.from(canonicalJson(rest as Json));
}

/** The fingerprint by which a reader identifies a key: SHA-256 of its DER SubjectPublicKeyInfo, lower-case hex. */
export const fingerprintOf = (publicKey: Uint8Array): string => createHash('sha256').update(publicKey).digest('hex');

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

const hashOf = (body: object): string => sha256Of(canonicalJson(body as Json));
