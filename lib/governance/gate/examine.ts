import { verify } from 'node:crypto';
import { StrongroomError } from '../../activity/errors.ts';
import { foldId } from '../../activity/ids.ts';
import {
  type Certificate,
  certificateSchema,
  fingerprintOf,
  idOf,
  type Person,
  proposalOf,
  sha256Of,
  signedBytes,
} from './certificate.ts';

/** No approval lasts longer than this, whatever a certificate says. */
const LONGEST_DAYS = 90;
const DAY_MS = 86_400_000;

interface Check {
  readonly code: string;
  readonly holds: (certificate: Certificate, anchor: string) => boolean;
  readonly says: string;
  readonly todo: string;
}

/** Conditions of a genuine certificate, whenever it is read, in reporting order. */
const CHECKS: readonly Check[] = [
  {
    code: 'key',
    holds: ({ key }, anchor) => fingerprintOf(Buffer.from(key.public, 'base64')) === anchor,
    says: 'it is signed by another key than the one that is trusted here',
    todo: 'find out whose key it is; the certificate itself cannot say',
  },
  {
    code: 'signature',
    holds: isSigned,
    says: 'its signature does not match: it was changed after it was signed',
    todo: 'take it from the audit zone again',
  },
  {
    code: 'id',
    holds: (certificate) => idOf(proposalOf(certificate)) === certificate.id,
    says: 'its id is not the hash of what it says',
    todo: 'certify again',
  },
  {
    code: 'guard',
    holds: ({ guard }) => sha256Of(guard.text) === guard.hash,
    says: 'the text of the guard is not the one that its hash names',
    todo: 'certify again',
  },
  {
    code: 'approvers',
    holds: ({ requester, approvals }) =>
      areIndependent(
        requester,
        approvals.map(({ by }) => by),
      ),
    says: 'approvers must be at least two different people, and none of them the requester',
    todo: 'ask two other people',
  },
  {
    code: 'times',
    holds: ({ issued, expires, approvals }) => {
      const [from, until] = [Date.parse(issued), Date.parse(expires)];
      const within = ({ at }: { at: string }) => Date.parse(at) >= from && Date.parse(at) < until;
      return until > from && until - from <= LONGEST_DAYS * DAY_MS && approvals.every(within);
    },
    says: `it is valid for longer than ${LONGEST_DAYS} days, or was approved outside its time`,
    todo: 'certify again',
  },
];

/**
 * The certificate in a document, after checking that it is complete, signed by the trusted key and properly approved.
 * Does not check whether it is valid now: see `gate.ts`.
 * @param anchor fingerprint of the trusted key, known from another source than the certificate
 * @throws StrongroomError certificate.invalid, .key, .signature, .id, .guard, .approvers, .times
 */
export function examine(document: unknown, anchor: string): Certificate {
  const parsed = certificateSchema.safeParse(document);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') || 'the document';
    throw refuse('invalid', `${where} is not as in a certificate`, 'certify again');
  }
  for (const { code, holds, says, todo } of CHECKS) if (!holds(parsed.data, anchor)) throw refuse(code, says, todo);
  return parsed.data;
}

/**
 * Whether at least `atLeast` different people approve, none of whom is the requester. Two spellings of one name are one
 * person.
 */
export function areIndependent(requester: Person, approvers: readonly Person[], atLeast = 2): boolean {
  const ids = new Set(approvers.map(({ id }) => foldId(id)));
  return ids.size === approvers.length && ids.size >= atLeast && !ids.has(foldId(requester.id));
}

function isSigned(certificate: Certificate): boolean {
  try {
    const key = { key: Buffer.from(certificate.key.public, 'base64'), format: 'der', type: 'spki' } as const;
    return verify('sha256', signedBytes(certificate), key, Buffer.from(certificate.signature, 'base64'));
  } catch {
    return false;
  }
}

export const refuse = (code: string, says: string, todo: string): StrongroomError =>
  new StrongroomError(`certificate.${code}`, `the restart certificate is refused: ${says}`, todo);
