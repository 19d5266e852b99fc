import { generateKeyPairSync, sign } from 'node:crypto';
import {
  type Approval,
  type Certificate,
  fingerprintOf,
  type Proposal,
  propose,
  sha256Of,
  signedBytes,
} from '../../lib/governance/gate/certificate.ts';

/** Digest of the templates that count as deployed. */
export const TEMPLATES = sha256Of('templates');
const ISSUED = '2026-05-01T00:00:00.000Z';
export const EXPIRES = '2026-05-31T00:00:00.000Z';
const text = '{"Sid":"DenyReadUnlessListed"}';

export const PROPOSED: Omit<Proposal, 'id'> = {
  version: 'certificate/2',
  after: { number: 0, pauses: sha256Of('') },
  guard: {
    id: 'Deny DenyReadUnlessListed of RawPolicy',
    claim: 'two-locks/raw/bucket/RawBucket',
    text,
    hash: sha256Of(text),
  },
  proof: {
    with: { verdict: 'proved', claims: 80 },
    without: {
      verdict: 'refuted',
      principal: 'arn:aws:iam::1:role/x',
      path: [{ action: 's3:GetObject', resource: 'arn:aws:s3:::raw/x', statement: 'no statement denies it' }],
    },
  },
  digests: { templates: TEMPLATES, claims: sha256Of('claims'), promises: sha256Of('promises') },
  incident: 'INC-7',
  requester: { id: 'rae', via: 'declared' },
  issued: ISSUED,
  expires: EXPIRES,
};

export const APPROVALS: readonly Approval[] = [
  { by: { id: 'ada', via: 'declared' }, at: '2026-05-02T00:00:00.000Z' },
  { by: { id: 'ben', via: 'os-user' }, at: '2026-05-03T00:00:00.000Z' },
];

export const OPENED: Approval = { by: { id: 'gil', via: 'declared' }, at: '2026-05-04T00:00:00.000Z' };

/** A proposal as in a certificate, with its approvers and the person who opened the gate. */
export const CERTIFIED = { ...propose(PROPOSED), approvals: [...APPROVALS], opened: OPENED };

export interface Signer {
  publicKey(): Promise<Uint8Array>;
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** A certificate with this `content`, signed by `signer`, whether or not it makes sense. */
export async function signed(content: Omit<Certificate, 'key' | 'signature'>, signer: Signer): Promise<Certificate> {
  const key = {
    algorithm: 'ECDSA_SHA_256' as const,
    public: Buffer.from(await signer.publicKey()).toString('base64'),
  };
  const unsigned = { ...content, key };
  const signature = Buffer.from(await signer.sign(signedBytes(unsigned))).toString('base64');
  return { ...unsigned, signature };
}

/** A P-256 key of this process, and its trusted fingerprint. */
export function newSigner(): Signer & { readonly anchor: string; readonly pem: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const der = publicKey.export({ format: 'der', type: 'spki' });
  return {
    publicKey: async () => der,
    sign: async (message) => sign('sha256', message, privateKey),
    anchor: fingerprintOf(der),
    pem: publicKey.export({ format: 'pem', type: 'spki' }) as string,
  };
}
