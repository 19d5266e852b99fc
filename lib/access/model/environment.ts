import { StrongroomError } from '../../activity/errors.ts';

/** Where templates are deployed, and the values they are given there. */
export interface Environment {
  readonly accountId?: string;
  readonly region?: string;
  readonly partition?: string;
  /** Values of template parameters, by name. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Policies of the organisation that bind the account, when they are known. */
  readonly organisation?: Organisation;
  /** Roles and users of the account that no template makes. */
  readonly principals?: readonly DeclaredPrincipal[];
  /** Without them, decisions that rest on a policy managed by AWS are undecided. */
  readonly managedPolicies?: ManagedPolicies;
  /** Whether conditions on parameters are tried with more than their defaults. */
  readonly defaultsOpen?: boolean;
  /** By `template#logicalId`, what stands for a name that CloudFormation makes up, where it is not that of this place. */
  readonly called?: ReadonlyMap<string, string>;
  /** Conditions that the templates leave open, by `template/Condition` or by the key of the comparison. */
  readonly conditions?: Readonly<Record<string, boolean>>;
}

/** A role or user with its policies, as `aws iam get-account-authorization-details` has them. */
export interface DeclaredPrincipal {
  readonly arn: string;
  readonly policies: readonly unknown[];
  /** ARNs. */
  readonly managedPolicies?: readonly string[];
  /** Of a role; without it no principal is known to assume it. */
  readonly trust?: unknown;
}

/** The policies that AWS manages, for callers with a record of them. */
export interface ManagedPolicies {
  /** The document of a policy by its path and name, such as `/job-function/ViewOnlyAccess`. */
  readonly document: (path: string) => unknown;
  /** The date and the source of the record. */
  readonly dated: () => string;
}

export interface Organisation {
  /** Documents by level: root, units, account. Every level has to allow. */
  readonly serviceControlPolicies?: readonly (readonly unknown[])[];
  readonly resourceControlPolicies?: readonly unknown[];
}

export interface AwsPlace {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
}

/** A place that no real account has: used for templates that do not name theirs. */
export const NOWHERE: AwsPlace = { accountId: '000000000000', region: 'region', partition: 'aws' };

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const partitionOf = (region = ''): string =>
  region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : NOWHERE.partition;

export const placeOf = (environment: Environment): AwsPlace => ({
  accountId: environment.accountId ?? NOWHERE.accountId,
  region: environment.region ?? NOWHERE.region,
  partition: environment.partition ?? partitionOf(environment.region),
});

/** An error about the templates that were given, code `ACCESS_TEMPLATE`. */
export const templateError = (template: string, problem: string): StrongroomError =>
  new StrongroomError(
    'ACCESS_TEMPLATE',
    `Template ${template}: ${problem}.`,
    'Synthesize the app again and give the templates as they are written.',
  );
