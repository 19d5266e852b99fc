import { StrongroomError } from '../../activity/errors.ts';

/** The AWS error name, or the name of the error itself. */
export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

/** HTTP status of the response behind an SDK error. */
export const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;

/** Names of credential errors: credentials are missing, or AWS rejects them. They say nothing about permissions. */
export const CREDENTIALS = [
  ...['CredentialsProviderError', 'TokenProviderError', 'SSOTokenProviderFailure', 'ProviderError'],
  ...['ExpiredToken', 'ExpiredTokenException', 'UnrecognizedClientException', 'InvalidClientTokenId'],
  ...['InvalidAccessKeyId', 'InvalidSignatureException', 'SignatureDoesNotMatch', 'IncompleteSignature'],
  ...['MissingAuthenticationToken', 'MissingAuthenticationTokenException', 'AuthFailure', 'RequestTimeTooSkewed'],
] as const;

/** Runs a call; a denial by any service becomes `access.denied`, every other error is rethrown unchanged. */
export async function calling<T>(action: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (CREDENTIALS.some((name) => name === nameOf(error))) throw error;
    if (statusOf(error) !== 403 && !/^AccessDenied(Exception)?$/.test(nameOf(error))) throw error;
    throw new StrongroomError(
      'access.denied',
      `AWS refused to ${action}: ${(error as Error).message}`,
      'if this role should have access, declare it in config/access.ts and review the change of the policies',
    );
  }
}

/**
 * A member that AWS documents as always present, although the SDK's types make it optional.
 * @throws StrongroomError aws.incomplete
 */
export function answered<T>(member: T | undefined, called: string): T {
  if (member !== undefined) return member;
  throw new StrongroomError(
    'aws.incomplete',
    `an answer of AWS lacks ${called}`,
    'try again; nothing was decided by it',
  );
}

const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/;

/** The reason why a call failed: credentials, a wait, a refusal, or another fault. No reason counts as an answer. */
export function reasonOf(error: unknown): { readonly code: string; readonly why: string } {
  const name = nameOf(error) || 'Error';
  if (CREDENTIALS.some((credential) => credential === name))
    return { code: 'aws.credentials', why: 'AWS takes no credentials of yours' };
  if (THROTTLED.test(name) || statusOf(error) === 429) return { code: 'aws.throttled', why: 'AWS asks to wait' };
  if (statusOf(error) === 403 || /^AccessDenied|^UnauthorizedOperation$/.test(name))
    return { code: 'access.denied', why: (error as Error).message };
  return { code: 'aws.failed', why: `${name}: ${(error as Error).message}` };
}
