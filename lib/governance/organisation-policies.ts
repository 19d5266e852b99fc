import type { EnvironmentConfig } from './environment-config.ts';
import type { ProgramConfig } from './program-config.ts';

/** A policy of AWS Organizations, as it is attached. */
export interface OrganisationPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Readonly<Record<string, unknown>>[];
}

/** Longest policy, in characters. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
export const LONGEST_POLICY = 5_120;

/** Each resource that holds or watches a lock, and the calls that would change it. */
const KEPT: readonly {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: (prefix: string) => readonly string[];
  /** Keys have no name in their ARN; the stacks tag each with its name. */
  readonly tagged?: boolean;
}[] = [
  {
    sid: 'KeepKeys',
    actions: ['kms:PutKeyPolicy', 'kms:CreateGrant', 'kms:DisableKey', 'kms:ScheduleKeyDeletion', 'kms:ReplicateKey'],
    resources: () => ['arn:*:kms:*:*:key/*'],
    tagged: true,
  },
  {
    sid: 'KeepBuckets',
    actions: [
      ...['s3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:PutBucketAcl', 's3:PutBucketPublicAccessBlock'],
      ...['s3:PutBucketOwnershipControls', 's3:PutEncryptionConfiguration', 's3:PutLifecycleConfiguration'],
      ...['s3:PutBucketVersioning', 's3:PutReplicationConfiguration', 's3:PutInventoryConfiguration'],
      ...['s3:PutBucketNotification', 's3:PutBucketObjectLockConfiguration', 's3:BypassGovernanceRetention'],
    ],
    resources: (prefix) => [`arn:*:s3:::${prefix}-*`],
  },
  {
    sid: 'KeepRoles',
    actions: [
      ...['iam:UpdateAssumeRolePolicy', 'iam:PutRolePolicy', 'iam:DeleteRolePolicy', 'iam:AttachRolePolicy'],
      ...['iam:DetachRolePolicy', 'iam:PutRolePermissionsBoundary', 'iam:DeleteRolePermissionsBoundary'],
      ...['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion', 'iam:PassRole', 'iam:DeleteRole'],
    ],
    resources: (prefix) => [`arn:*:iam::*:role/${prefix}-*`, `arn:*:iam::*:policy/${prefix}-*`],
  },
  {
    sid: 'KeepLake',
    actions: [
      ...['lakeformation:PutDataLakeSettings', 'lakeformation:GrantPermissions', 'lakeformation:BatchGrantPermissions'],
      ...['lakeformation:RegisterResource', 'lakeformation:UpdateResource', 'lakeformation:DeregisterResource'],
      ...['lakeformation:UpdateDataCellsFilter', 'lakeformation:DeleteDataCellsFilter'],
    ],
    resources: () => ['*'],
  },
  {
    sid: 'KeepCode',
    actions: [
      ...['lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration', 'lambda:AddPermission'],
      ...['lambda:CreateFunctionUrlConfig', 'lambda:PutFunctionConcurrency', 'lambda:DeleteFunction'],
    ],
    resources: (prefix) => [`arn:*:lambda:*:*:function:${prefix}-*`],
  },
  {
    sid: 'KeepTables',
    actions: [
      'dynamodb:PutResourcePolicy',
      'dynamodb:DeleteResourcePolicy',
      'dynamodb:DeleteTable',
      'dynamodb:UpdateTable',
    ],
    resources: (prefix) => [`arn:*:dynamodb:*:*:table/${prefix}-*`],
  },
  {
    sid: 'KeepWatch',
    actions: [
      ...['cloudtrail:StopLogging', 'cloudtrail:DeleteTrail', 'cloudtrail:UpdateTrail', 'cloudtrail:PutEventSelectors'],
      ...['events:PutRule', 'events:DisableRule', 'events:DeleteRule', 'events:RemoveTargets'],
      ...['sns:SetTopicAttributes', 'sns:RemovePermission', 'sns:DeleteTopic', 'cloudwatch:DeleteAlarms'],
    ],
    resources: (prefix) => [
      `arn:*:cloudtrail:*:*:trail/${prefix}-*`,
      `arn:*:events:*:*:rule/${prefix}-*`,
      `arn:*:sns:*:*:${prefix}-*`,
      `arn:*:cloudwatch:*:*:alarm:${prefix}-*`,
    ],
  },
];

/**
 * Reads of logs and results by the lookup role of the CDK's bootstrap stack. It has ReadOnlyAccess and is not part of
 * this project; lookups for a synth need neither.
 */
const LOOKUP = [
  ...['logs:Get*', 'logs:FilterLogEvents', 'logs:StartQuery', 'logs:StartLiveTail', 'logs:Unmask'],
  ...['athena:GetQuery*', 'athena:BatchGetQueryExecution'],
];

/**
 * A service control policy that lets only the deployment role change the locks, and denies logs and results to the
 * CDK's lookup role. The organisation can deny what an account cannot deny its own administrators and root user. It
 * denies nothing else.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export function serviceControlPolicy(
  { prefix, qualifier }: EnvironmentConfig,
  { name }: ProgramConfig,
): OrganisationPolicy {
  const bootstrapped = (role: string) => ({ 'aws:PrincipalArn': `arn:*:iam::*:role/cdk-${qualifier}-${role}-role-*` });
  const kept = KEPT.map(({ sid, actions, resources, tagged }) => ({
    Sid: sid,
    Effect: 'Deny',
    Action: actions,
    Resource: resources(prefix),
    Condition: { ArnNotLike: bootstrapped('cfn-exec'), ...(tagged && ofOurs(name)) },
  }));
  const lookup = { Sid: 'KeepLookup', Effect: 'Deny', Action: LOOKUP, Resource: '*' };
  return {
    Version: '2012-10-17',
    Statement: [...kept, { ...lookup, Condition: { ArnLike: bootstrapped('lookup') } }],
  };
}

/** Every stack puts this tag on its resources (`lib/platform/build-app.ts`). */
const ofOurs = (name: string) => ({ StringEquals: { 'aws:ResourceTag/strongroom': name } });

/**
 * A resource control policy that denies principals of other accounts the platform's stores, keys and roles, whatever
 * their own policies allow. AWS services keep access, because trails and alarms come from them.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function resourceControlPolicy({ prefix }: EnvironmentConfig, { name }: ProgramConfig): OrganisationPolicy {
  const foreign = {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM
    StringNotEqualsIfExists: { 'aws:PrincipalAccount': '${aws:ResourceAccount}' },
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
  };
  const deny = (Sid: string, Action: readonly string[], Resource: readonly string[], more = {}) => ({
    ...{ Sid, Effect: 'Deny', Principal: '*', Action, Resource },
    Condition: { ...foreign, ...more },
  });
  return {
    Version: '2012-10-17',
    Statement: [
      deny(
        'OnlyThisAccount',
        ['s3:*', 'sqs:*', 'dynamodb:*', 'sts:AssumeRole'],
        [
          `arn:*:s3:::${prefix}-*`,
          `arn:*:sqs:*:*:${prefix}-*`,
          `arn:*:dynamodb:*:*:table/${prefix}-*`,
          `arn:*:iam::*:role/${prefix}-*`,
        ],
      ),
      deny('OnlyThisAccountsKeys', ['kms:*'], ['*'], ofOurs(name)),
    ],
  };
}

/** The files of `policies/`. */
export const ORGANISATION_FILES = {
  serviceControl: 'service-control-policy.json',
  resourceControl: 'resource-control-policy.json',
} as const;

/** Both, by the name of their file. */
export const organisationPolicies = (
  environment: EnvironmentConfig,
  program: ProgramConfig,
): Readonly<Record<string, OrganisationPolicy>> => ({
  [ORGANISATION_FILES.serviceControl]: serviceControlPolicy(environment, program),
  [ORGANISATION_FILES.resourceControl]: resourceControlPolicy(environment, program),
});
