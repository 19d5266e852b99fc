import { StrongroomError } from '../../activity/errors.ts';
import type { ZoneName } from '../../activity/zones.ts';

/** Names of the deployed resources. A function receives the names of the resources that it may use, and no others. */
export interface AwsNames {
  readonly buckets: { readonly [Z in ZoneName]?: string };
  readonly controlTable?: string;
  readonly participationTable?: string;
  readonly database?: string;
  readonly table?: string;
  /** ARN of the HMAC key. */
  readonly pseudonymKey?: string;
  /** ARN of the ECC_NIST_P256 key. */
  readonly signingKey?: string;
  /** ARN of the ECC_NIST_P256 key of restart certificates. */
  readonly certificateKey?: string;
}

/** @throws StrongroomError lake.unnamed when this function did not receive the name */
export function given<T>(name: T | undefined, setting: string): T {
  if (name !== undefined) return name;
  throw new StrongroomError(
    'lake.unnamed',
    `this function was not given ${setting}`,
    'a use case that needs it belongs to another function, or the platform must name it in the environment',
  );
}
