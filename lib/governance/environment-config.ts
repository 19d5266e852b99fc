import { z } from 'zod';
import { parseConfig, permissionSetName } from './parse-config.ts';
import type { PersonRole } from './roles.ts';
import { type SignIn, signInSchema } from './sign-in.ts';

/** Where the platform is deployed and what it is called there. No account and no region: those come with the credentials. */
export interface EnvironmentConfig {
  /** First part of every name that the platform gives: two installations in one account need two. */
  readonly prefix: string;
  /** Qualifier of the CDK bootstrap, which the name of the deployment role contains. */
  readonly qualifier: string;
  /** The IAM Identity Center permission sets whose holders may take the roles that are for people. */
  readonly permissionSets: Readonly<Record<PersonRole, string>>;
  /** Names of roles that stay Lake Formation administrators beside the deployment role. Each joins the trusted base. */
  readonly lakeAdministrators: readonly string[];
  /**
   * Fingerprint (SHA-256 of the DER public key, lower-case hex) of the key that signs restart certificates, as
   * `strongroom gate status` prints it. Null before the first deployment. Kept here, under review, so that a certificate is
   * never checked against a key that only the certificate names.
   */
  readonly certificateKey: string | null;
  /** How workers sign in to their page. */
  readonly signIn: SignIn;
}

const schema = z.strictObject({
  // Bucket names are at most 63 characters and end in the account and the region.
  prefix: z.string().regex(/^[a-z][a-z0-9-]{2,15}$/, '3 to 16 of a-z, 0-9 and -, starting with a letter'),
  qualifier: z.string().regex(/^[a-z0-9]{1,10}$/, '1 to 10 of a-z and 0-9'),
  permissionSets: z.strictObject({ auditor: permissionSetName, governor: permissionSetName }),
  lakeAdministrators: z.array(z.string().regex(/^[\w+=,.@/-]{1,128}$/, 'a role name or path, without wildcards')),
  certificateKey: z
    .string()
    .regex(/^[0-9a-f]{64}$/, '64 lower-case hex digits')
    .nullable(),
  signIn: signInSchema,
});

/**
 * Reads `config/environments.ts`.
 * @throws StrongroomError `config.invalid`, naming the field.
 */
export const defineEnvironment = (input: EnvironmentConfig): EnvironmentConfig =>
  parseConfig('config/environments.ts', schema, input);
