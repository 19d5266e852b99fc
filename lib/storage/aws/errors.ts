import { StrongroomError } from '../../activity/errors.ts';

/** The name that an AWS service gave an error, or that of the error itself. */
export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

/** HTTP status of the answer that an error of the SDK came with. */
export const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;

/** Names of errors about credentials: there are none, or AWS does not take them. They say nothing about permissions. */
export const CREDENTIALS = [
  ...['CredentialsProviderError', 'TokenProviderError', 'SSOTokenProviderFailure', 'ProviderError'],
  ...['ExpiredToken', 'ExpiredTokenException', 'UnrecognizedClientException', 'InvalidClientTokenId'],
  ...['InvalidAccessKeyId', 'InvalidSignatureException', 'SignatureDoesNotMatch', 'IncompleteSignature'],
  ...['MissingAuthenticationToken', 'MissingAuthenticationTokenException', 'AuthFailure', 'RequestTimeTooSkewed'],
] as const;

/** Runs a call; a denial of any service becomes `access.denied`, everything else is thrown as it came. */
export async function calling<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (CREDENTIALS.some((name) => name === nameOf(error))) throw error;
    if (statusOf(error) !== 403 && !/^AccessDenied(Exception)?$/.test(nameOf(error))) throw error;
    throw new StrongroomError(
      'access.denied',
      `AWS refused to ${what}: ${(error as Error).message}`,
      'if this role should have access, declare it in config/access.ts and review the change of the policies',
    );
  }
}
