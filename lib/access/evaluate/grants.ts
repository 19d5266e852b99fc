import type { Case, KeyGrant } from './input.ts';
import { naming } from './principal.ts';

/** How a part that is not understood counts: `ceiling` as widening access, `floor` as narrowing it. */
export type UnknownReading = 'ceiling' | 'floor';

/**
 * Whether a grant on the key permits the request. A grant allows by itself; a Deny in any policy still wins.
 * https://docs.aws.amazon.com/kms/latest/developerguide/grants.html `accountAgrees`: for a grantee of another account, the result
 * of that account's own policies. AWS does not document whether they are needed beside a grant, so without them such a grant
 * counts under the wider reading only.
 */
export function grantHolds(request: Case, accountAgrees: boolean, reading: UnknownReading): boolean {
  if (!/^kms:/i.test(request.subject.action)) return false;
  if (!accountAgrees && reading === 'floor') return false;
  return request.grants.some((grant) => permits(grant, request));
}

function permits(grant: KeyGrant, { subject }: Case): boolean {
  const operation = subject.action.slice('kms:'.length).toLowerCase();
  const named = naming({ kind: 'AWS', value: grant.granteePrincipal }, subject.principal);
  if (named !== 'direct' && named !== 'role') return false;
  if (!grant.operations.some((name) => name.toLowerCase() === operation)) return false;
  const { encryptionContextEquals: equal, encryptionContextSubset: subset } = grant.constraints ?? {};
  const has = ([key, value]: [string, string]) => subject.context.single(`kms:EncryptionContext:${key}`) === value;
  if (subset && !Object.entries(subset).every(has)) return false;
  if (!equal) return true;
  const keys = subject.context.values('kms:EncryptionContextKeys') ?? [];
  return Object.entries(equal).every(has) && keys.every((key) => key in equal);
}
