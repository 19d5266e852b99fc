import { z } from 'zod';
import { lakeAdministratorsSchema, ownAmong } from './lake-administrators.ts';
import { invalid, parseConfig, permissionSetName } from './parse-config.ts';
import { prefixSchema } from './prefix.ts';
import type { PersonRole } from './roles.ts';
import { type SignIn, signInSchema } from './sign-in.ts';

/** Where the platform is deployed and what it is called there. No account and no region: those come with the credentials. */
export interface EnvironmentConfig {
  /**
   * First part of every name that the platform gives, that of the Glue database included. Two installations in one account
   * need two prefixes, also in two regions, because roles are of the account. They then share the account's Lake Formation
   * settings and nothing else: each must name the other's `PREFIX-revoke` in `lakeAdministrators`.
   */
  readonly prefix: string;
  /** Qualifier of the CDK bootstrap, which the name of the deployment role contains. */
  readonly qualifier: string;
  /** The IAM Identity Center permission sets whose holders may take the roles that are for people. */
  readonly permissionSets: Readonly<Record<PersonRole, string>>;
  /**
   * Names of roles, with their paths, that stay Lake Formation administrators beside the deployment role. Each joins the
   * trusted base.
   */
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
  prefix: prefixSchema,
  qualifier: z.string().regex(/^[a-z0-9]{1,10}$/, '1 to 10 of a-z and 0-9'),
  permissionSets: z.strictObject({
    auditor: permissionSetName,
    governor: permissionSetName,
    operator: permissionSetName,
  }),
  lakeAdministrators: lakeAdministratorsSchema,
  certificateKey: z
    .string()
    .regex(/^[0-9a-f]{64}$/, '64 lower-case hex digits')
    .nullable(),
  signIn: signInSchema,
});

const FILE = 'config/environments.ts';

/**
 * Reads `config/environments.ts`.
 * @throws StrongroomError `config.invalid`, naming the field.
 */
export const defineEnvironment = (input: EnvironmentConfig): EnvironmentConfig => {
  const environment = parseConfig(FILE, schema, input);
  const { prefix, qualifier, lakeAdministrators } = environment;
  const own = ownAmong(lakeAdministrators, prefix, qualifier);
  if (own !== undefined)
    throw invalid(FILE, `lakeAdministrators: "${own}" is a role of this installation or of its bootstrap`);
  return environment;
};
