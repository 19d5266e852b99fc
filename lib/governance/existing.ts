import { z } from 'zod';
import { lakeAdministratorsSchema, roleName } from './lake-administrators.ts';

/**
 * Existing resources of an account that the platform keeps or uses. An omitted option has its default. `strongroom
 * doctor` compares every option with the account.
 */
export interface Existing {
  /** Settings of the account's Lake Formation that the platform's would replace. Default: those of a new account. */
  readonly lake?: ExistingLake;
  /**
   * The encryption key of the Glue catalogue: its ARN, and its policy as `aws kms get-key-policy` prints it, which is
   * an input of the proof. Default: none, no key of the account encrypts the catalogue.
   */
  readonly catalogKey?: { readonly arn: string; readonly policy: object };
  /**
   * The managed policy that every role must have as its permissions boundary, by name (with its path) and text. The
   * text is an input of the proof: a boundary that denies a permission that the platform needs fails the synth.
   * Default: none, except for teams.
   */
  readonly permissionsBoundary?: { readonly name: string; readonly document: object };
  /**
   * A trail of this account or of the organisation that records management events of all regions, with the CloudWatch
   * log group of this account that it delivers to. Default: the platform's own trail records them too.
   */
  readonly managementTrail?: { readonly arn: string; readonly logGroup: string };
  /**
   * A bucket of the log archive account, to which a second trail writes the same files. Its policy and its key's must
   * allow CloudTrail for the trail `PREFIX-archive`. Default: none, the files are in the audit zone alone.
   */
  readonly logArchive?: { readonly bucket: string; readonly key?: string };
  /** The VPC of functions that handle activity. Default: none, with access to the internet. */
  readonly network?: PrivateNetwork;
}

export interface ExistingLake {
  /** Roles, as in `lakeAdministrators`, that see all metadata and change nothing. Default: none. */
  readonly readOnlyAdministrators?: readonly string[];
  /** `CROSS_ACCOUNT_VERSION` of the settings. Default: Lake Formation's own. */
  readonly crossAccountVersion?: '1' | '2' | '3' | '4' | '5';
  /** Accounts whose resources the lake trusts. Default: none. */
  readonly trustedOwners?: readonly string[];
  /** Values of session tags with which other engines identify themselves as allowed. Default: none. */
  readonly sessionTags?: readonly string[];
  /**
   * True once the owners of other databases know that new ones are no longer open to IAM policies alone. Default:
   * false; a deployment into a lake with open defaults is then refused.
   */
  readonly defaultsMayClose?: boolean;
}

/** Subnets without internet access, and their endpoints to AWS. */
export interface PrivateNetwork {
  /** Ids of isolated subnets: no route to an internet or NAT gateway. */
  readonly subnets: readonly string[];
  /** Ids of security groups. They must let the functions reach only the endpoints. */
  readonly securityGroups: readonly string[];
  /** VPC endpoints by service: each of `ENDPOINTS`, and `comprehend` where redaction uses it. */
  readonly endpoints: Readonly<Record<string, string>>;
}

/** Services that functions in a VPC must reach; a test compares them with the calls that the functions need. Lambda itself delivers their logs and traces. */
export const ENDPOINTS = ['athena', 'cloudformation', 'dynamodb', 'glue', 'kms', 's3'] as const;

/** Functions that handle activity or list it. The page, the revoker and the sentinel handle none. */
export const DATA_PATH = [
  'ingest',
  'redact',
  'compact',
  'retain',
  'queries',
  'reads',
  'export',
  'package',
  'worker',
] as const;

const id = (kind: string) => z.string().regex(new RegExp(`^${kind}-[0-9a-f]{8,17}$`), `an id: ${kind}-...`);
const document = z.looseObject({ Version: z.string(), Statement: z.unknown() });
const account = z.string().regex(/^\d{12}$/, '12 digits');
const keyArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/, 'the ARN of a key, not of an alias');

const network = z
  .strictObject({
    subnets: z.array(id('subnet')).min(1).max(16),
    securityGroups: z.array(id('sg')).min(1).max(5),
    endpoints: z.record(z.string(), id('vpce')),
  })
  .superRefine(({ endpoints }, context) => {
    const missing = ENDPOINTS.filter((service) => endpoints[service] === undefined);
    if (missing.length > 0)
      context.addIssue({
        code: 'custom',
        path: ['endpoints'],
        message: `without a way to ${missing.join(', ')} no function can work`,
      });
  });

export const existingSchema = z.strictObject({
  lake: z
    .strictObject({
      readOnlyAdministrators: lakeAdministratorsSchema.optional(),
      crossAccountVersion: z.enum(['1', '2', '3', '4', '5']).optional(),
      trustedOwners: z.array(account).optional(),
      sessionTags: z.array(z.string().min(1)).optional(),
      defaultsMayClose: z.boolean().optional(),
    })
    .optional(),
  catalogKey: z.strictObject({ arn: keyArn, policy: document }).optional(),
  permissionsBoundary: z.strictObject({ name: roleName, document }).optional(),
  managementTrail: z
    .strictObject({
      arn: z.string().regex(/^arn:aws[a-z-]*:cloudtrail:[a-z0-9-]+:\d{12}:trail\/[\w.-]+$/, 'the ARN of a trail'),
      logGroup: z.string().regex(/^[\w./#-]{1,512}$/, 'the name of a log group'),
    })
    .optional(),
  logArchive: z
    .strictObject({
      bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket'),
      key: keyArn.optional(),
    })
    .optional(),
  network: network.optional(),
});
