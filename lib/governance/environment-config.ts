import { z } from 'zod';
import { StrongroomError } from '../activity/errors.ts';
import { type Existing, existingSchema } from './existing.ts';
import { lakeAdministratorsSchema, ownAmong } from './lake-administrators.ts';
import { type Holder, holder, invalid, parseConfig } from './parse-config.ts';
import { prefixSchema } from './prefix.ts';
import type { PersonRole } from './roles.ts';
import { type SignIn, signInSchema } from './sign-in.ts';

/** An account and a region. */
export interface DeploymentTarget {
  /** Twelve digits. */
  readonly account: string;
  /** Such as `eu-central-1`. */
  readonly region: string;
}

/** The place of a deployment, and the names of the platform there. An option without a default must be given. */
export interface EnvironmentConfig {
  /** Name in `STRONGROOM_ENVIRONMENT`. Default: the name in `config/environments.ts`. */
  readonly name?: string;
  /**
   * The only account and region of a deployment. Null takes the account and region of the credentials, whichever they are.
   * With several environments each must name its own. No default.
   */
  readonly target: DeploymentTarget | null;
  /**
   * First part of every name of the platform, including the Glue database. No default. Two installations in one account
   * need two prefixes, even in two regions, because roles belong to the account. They then share only the account's
   * Lake Formation settings: each must name the other's `PREFIX-revoke` in `lakeAdministrators`.
   */
  readonly prefix: string;
  /**
   * Qualifier of the CDK bootstrap, which is part of the deployment role's name. No default; that of `cdk bootstrap` is
   * hnb659fds.
   */
  readonly qualifier: string;
  /**
   * Holders of each role for people: a permission set of IAM Identity Center, by its name, or a role that another
   * identity provider signs them in to, as `{ role: 'path/name' }`. No default.
   */
  readonly permissionSets: Readonly<Record<PersonRole, Holder>>;
  /**
   * Names of roles, with their paths, that stay Lake Formation administrators beside the deployment role. Each joins
   * the trusted base. A deployment that would remove another administrator is refused. No default: `[]` keeps none.
   */
  readonly lakeAdministrators: readonly string[];
  /**
   * Fingerprint (SHA-256 of the DER public key, lower-case hex) of the key that signs restart certificates, as
   * `strongroom gate status` prints it. No default: null before the first deployment. It is kept here, under review, so that
   * a certificate is never checked against a key that only the certificate names.
   */
  readonly certificateKey: string | null;
  /** Sign-in of workers to their page. No default. */
  readonly signIn: SignIn;
  /** Resources that the account already has. Default: none, as in a new account. */
  readonly existing?: Existing;
}

const schema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,31}$/, 'a word of a-z, 0-9 and hyphens')
    .optional(),
  target: z
    .strictObject({
      account: z.string().regex(/^\d{12}$/, '12 digits'),
      region: z.string().regex(/^[a-z]{2,3}(-[a-z]+)+-\d+$/, 'a region such as eu-central-1'),
    })
    .nullable(),
  prefix: prefixSchema,
  qualifier: z.string().regex(/^[a-z0-9]{1,10}$/, '1 to 10 of a-z and 0-9'),
  permissionSets: z.strictObject({
    auditor: holder,
    governor: holder,
    operator: holder,
  }),
  lakeAdministrators: lakeAdministratorsSchema,
  certificateKey: z
    .string()
    .regex(/^[0-9a-f]{64}$/, '64 lower-case hex digits')
    .nullable(),
  signIn: signInSchema,
  existing: existingSchema.optional(),
});

const FILE = 'config/environments.ts';

/**
 * Reads `config/environments.ts`.
 * @throws StrongroomError `config.invalid`, naming the field.
 */
export const defineEnvironment = (input: EnvironmentConfig): EnvironmentConfig => {
  const environment = parseConfig(FILE, schema, input) as EnvironmentConfig;
  const { prefix, qualifier, lakeAdministrators } = environment;
  const own = ownAmong(lakeAdministrators, prefix, qualifier);
  if (own !== undefined)
    throw invalid(FILE, `lakeAdministrators: "${own}" is a role of this installation or of its bootstrap`);
  return environment;
};

/**
 * Reads several environments, by name. One checkout deploys each of them.
 * @throws StrongroomError `config.invalid` for one without its own target: it could be deployed in place of another
 */
export function defineEnvironments(
  input: Readonly<Record<string, EnvironmentConfig>>,
): Readonly<Record<string, EnvironmentConfig>> {
  const entries = Object.entries(input).map(([name, each]) => [name, defineEnvironment({ ...each, name })] as const);
  if (entries.length === 0) throw invalid(FILE, 'at least one environment is needed');
  const installations = new Map<string, string>();
  for (const [name, { target, prefix }] of entries) {
    if (entries.length > 1 && target === null)
      throw invalid(FILE, `${name}.target: each of several environments names its account and region`);
    // Roles belong to the account, so two of its regions need two prefixes as well.
    const installation = `${target?.account} ${prefix}`;
    const other = installations.get(installation);
    if (other !== undefined) throw invalid(FILE, `${name}.prefix: ${other} has the same one in the same account`);
    installations.set(installation, name);
  }
  return Object.fromEntries(entries);
}

/** Names the environment of a command. */
export const ENVIRONMENT_VARIABLE = 'STRONGROOM_ENVIRONMENT';

/**
 * The requested environment, or the first one.
 * @throws StrongroomError `environment.unknown`
 */
export function chooseEnvironment(
  environments: Readonly<Record<string, EnvironmentConfig>>,
  name: string | undefined = process.env[ENVIRONMENT_VARIABLE],
): EnvironmentConfig {
  const names = Object.keys(environments);
  const chosen = name === undefined || name === '' ? (names[0] as string) : name;
  if (Object.hasOwn(environments, chosen)) return environments[chosen] as EnvironmentConfig;
  throw new StrongroomError(
    'environment.unknown',
    `config/environments.ts has no environment "${chosen}"`,
    `set ${ENVIRONMENT_VARIABLE} to one of ${names.join(', ')}`,
  );
}

/**
 * Compares the account and region of the credentials with those that an environment names.
 * @throws StrongroomError `environment.account`, `environment.region`
 */
export function checkTarget(
  { name = 'it', target }: Pick<EnvironmentConfig, 'name' | 'target'>,
  settings: { readonly account: string | undefined; readonly region: string | undefined },
): void {
  if (target === null || settings.account === undefined) return;
  if (settings.account !== target.account)
    throw new StrongroomError(
      'environment.account',
      `${name} is in account ${target.account}, and the credentials are of account ${settings.account}`,
      `take credentials of ${target.account}, or set ${ENVIRONMENT_VARIABLE} to the environment that is meant`,
    );
  if (settings.region !== undefined && settings.region !== target.region)
    throw new StrongroomError(
      'environment.region',
      `${name} is in region ${target.region}, and the region that is set is ${settings.region}`,
      `set AWS_REGION=${target.region}, or ${ENVIRONMENT_VARIABLE} to the environment that is meant`,
    );
}
