import { PASSING } from './passing.ts';
import { RUNNING } from './running.ts';

/** What a step is done to. */
export type StepTarget =
  | 'federated-role'
  | 'group'
  | 'alias'
  | 'api'
  | 'encryption'
  | 'catalog'
  | 'own-boundary'
  | 'new-role'
  | 'new-user'
  | 'objects'
  | 'bucket'
  | 'key'
  | 'role'
  | 'user'
  | 'self'
  | 'own-policy'
  | 'function'
  | 'stored-code'
  | 'compute'
  | 'lake'
  | 'directory'
  | 'stack';

/**
 * What a step gives: content of the target (`opens`), acting as the target's principal (`becomes`), acting as whatever
 * role is passed (`passes`), writing one's own policies (`rewrites`), losing one's own limits (`unbinds`), acting as a principal that
 * was made for it (`makes`).
 */
export type Yield = 'opens' | 'becomes' | 'passes' | 'rewrites' | 'unbinds' | 'makes';

export interface Entry {
  readonly id: string;
  /** All are needed. */
  readonly actions: readonly string[];
  readonly target: StepTarget;
  readonly yields: Yield;
  /** `data`: uses what policies give. `control`: changes a policy, code or configuration. */
  readonly plane: 'data' | 'control';
  /** Of `passes`, the service that takes the role (any that is not known, if left out); of `compute`, the type that holds one. */
  readonly service?: string;
  readonly type?: string;
  /** Whether it is not known what the action does with a role. */
  readonly unsure?: true;
  /** Calls of others by which it is heard of later: it leads to nothing without them. */
  readonly heardAs?: readonly string[];
  readonly source: string;
}

const AUTHORIZATION = 'https://docs.aws.amazon.com/service-authorization/latest/reference/';
const PATHFINDING = 'https://github.com/DataDog/pathfinding.cloud#';
const RHINO = 'https://github.com/RhinoSecurityLabs/AWS-IAM-Privilege-Escalation#';
const IAM = `${AUTHORIZATION}list_awsidentityandaccessmanagementiam.html`;
const S3 = `${AUTHORIZATION}list_amazons3.html`;
const KMS = `${AUTHORIZATION}list_awskeymanagementservice.html`;
const LAMBDA = `${AUTHORIZATION}list_awslambda.html`;
const LAKE = `${AUTHORIZATION}list_awslakeformation.html`;

type Row = readonly [actions: string, source: string];

const idOf = (actions: string): string => actions.replaceAll(':', '-').replaceAll(' ', '+');

const entries = (target: StepTarget, yields: Yield, plane: Entry['plane'], rows: readonly Row[]): Entry[] =>
  rows.map(([text, source]) => {
    const actions = text.split(' ');
    return { id: idOf(text), actions, target, yields, plane, source };
  });

const each = (service: string, names: string, source: string): Row[] =>
  names.split(' ').map((name) => [`${service}:${name}`, source]);

/**
 * Ways from a permission to data that is not one's own. A new way is a new row: claims, mutations and the check of the
 * sentinel's events are made from this table.
 */
export const CATALOGUE: readonly Entry[] = [
  ...entries(
    'objects',
    'opens',
    'data',
    each(
      's3',
      'GetObject GetObjectVersion GetObjectTorrent GetObjectVersionTorrent GetObjectVersionForReplication GetObjectAnnotation',
      S3,
    ),
  ),
  ...entries('key', 'opens', 'data', each('kms', 'Decrypt ReEncryptFrom CreateGrant', KMS)),
  ...entries('key', 'opens', 'control', each('kms', 'PutKeyPolicy ReplicateKey', KMS)),
  ...entries(
    'bucket',
    'opens',
    'control',
    each(
      's3',
      'PutBucketPolicy DeleteBucketPolicy PutBucketAcl CreateAccessPoint PutAccessPointPolicy CreateAccessPointForObjectLambda PutAccessPointPolicyForObjectLambda CreateMultiRegionAccessPoint PutMultiRegionAccessPointPolicy CreateAccessGrant PutAccessGrantsInstanceResourcePolicy',
      S3,
    ),
  ),
  ...entries('role', 'becomes', 'data', [
    ['sts:AssumeRole', `${PATHFINDING}sts-001`],
    ['sts:AssumeRoleWithSAML', `${AUTHORIZATION}list_awssecuritytokenservice.html`],
    ['sts:AssumeRoleWithWebIdentity', `${AUTHORIZATION}list_awssecuritytokenservice.html`],
  ]),
  ...entries('role', 'becomes', 'control', [['iam:UpdateAssumeRolePolicy', `${PATHFINDING}iam-012`]]),
  ...entries(
    'user',
    'becomes',
    'control',
    each('iam', 'CreateAccessKey CreateLoginProfile UpdateLoginProfile', `${PATHFINDING}iam-002`),
  ),
  ...entries(
    'self',
    'rewrites',
    'control',
    each('iam', 'PutRolePolicy AttachRolePolicy PutUserPolicy AttachUserPolicy AddUserToGroup', `${RHINO}7-12`),
  ),
  // A principal of one's own making has the policies that one gives it.
  ...entries(
    'new-role',
    'makes',
    'control',
    ['PutRolePolicy', 'AttachRolePolicy'].map((gives) => [`iam:CreateRole iam:${gives}`, IAM]),
  ),
  ...entries(
    'new-user',
    'makes',
    'control',
    ['PutUserPolicy', 'AttachUserPolicy'].flatMap((gives) =>
      ['CreateAccessKey', 'CreateLoginProfile'].map(
        (uses) => [`iam:CreateUser iam:${gives} iam:${uses}`, IAM] as const,
      ),
    ),
  ),
  ...entries('own-boundary', 'unbinds', 'control', [['iam:CreatePolicyVersion', IAM]]).map((entry) => ({
    ...entry,
    id: `${entry.id}@boundary`,
  })),
  ...entries(
    'own-policy',
    'rewrites',
    'control',
    each('iam', 'CreatePolicyVersion SetDefaultPolicyVersion', `${PATHFINDING}iam-001`),
  ),
  ...entries(
    'self',
    'unbinds',
    'control',
    each(
      'iam',
      'DeleteRolePermissionsBoundary PutRolePermissionsBoundary DeleteUserPermissionsBoundary PutUserPermissionsBoundary DeleteRolePolicy DetachRolePolicy DeleteUserPolicy DetachUserPolicy',
      IAM,
    ),
  ),
  ...entries(
    'function',
    'becomes',
    'control',
    each(
      'lambda',
      // The last two write a function's own policy, and with it any of the others.
      'UpdateFunctionCode UpdateFunctionConfiguration CreateEventSourceMapping UpdateEventSourceMapping PutFunctionEventInvokeConfig UpdateFunctionEventInvokeConfig AddPermission PutResourcePolicy',
      LAMBDA,
    ),
  ),
  // Who calls a function behind an API is for the API to check: a principal that changes it has the function do what others may ask of it.
  ...entries(
    'api',
    'becomes',
    'control',
    each('apigateway', 'POST PATCH PUT DELETE', `${AUTHORIZATION}list_amazonapigatewaymanagement.html`),
  ),
  // A script that a job takes from a bucket whenever it runs is its code, and so is the image of a task.
  ...entries('stored-code', 'becomes', 'control', each('s3', 'PutObject ReplicateObject', S3)),
  ...entries('stored-code', 'becomes', 'control', [
    ['ecr:PutImage', `${AUTHORIZATION}list_amazonelasticcontainerregistry.html`],
    // A connection can name a driver that the job over it loads.
    ['glue:UpdateConnection', 'https://docs.aws.amazon.com/glue/latest/dg/console-connections-jdbc-drivers.html'],
  ]),
  // A deployment hands a function whatever lies there by then; that call is announced, and the writing need not be.
  ...entries('stored-code', 'becomes', 'control', each('s3', 'PutObject ReplicateObject', S3)).map((entry) => ({
    ...entry,
    id: `deployed-${entry.id}`,
    heardAs: ['lambda:UpdateFunctionCode'],
  })),
  ...entries('alias', 'becomes', 'control', [['lambda:UpdateAlias', LAMBDA]]),
  ...entries('encryption', 'opens', 'control', [['s3:PutEncryptionConfiguration', S3]]),
  ...entries(
    'federated-role',
    'becomes',
    'control',
    each('iam', 'UpdateSAMLProvider AddClientIDToOpenIDConnectProvider UpdateOpenIDConnectProviderThumbprint', IAM),
  ),
  ...entries('group', 'rewrites', 'control', each('iam', 'PutGroupPolicy AttachGroupPolicy', `${PATHFINDING}iam-010`)),
  ...entries(
    'catalog',
    'opens',
    'control',
    each(
      'glue',
      'CreateTable UpdateTable CreatePartition BatchCreatePartition UpdatePartition BatchUpdatePartition PutResourcePolicy',
      `${AUTHORIZATION}list_awsglue.html`,
    ),
  ),
  ...entries(
    'lake',
    'opens',
    'control',
    each(
      'lakeformation',
      'PutDataLakeSettings GrantPermissions BatchGrantPermissions CreateDataCellsFilter UpdateDataCellsFilter AddLFTagsToResource UpdateLFTagExpression CreateLakeFormationOptIn RegisterResourceWithPrivilegedAccess',
      LAKE,
    ),
  ),
  ...entries(
    'stack',
    'becomes',
    'control',
    ['cloudformation:UpdateStack', 'cloudformation:CreateChangeSet cloudformation:ExecuteChangeSet'].map((actions) => [
      actions,
      `${PATHFINDING}cloudformation-002`,
    ]),
  ),
  // Where Identity Center is administered from the account: a principal that may make a person one of the declared people.
  ...entries('directory', 'becomes', 'control', [
    ['sso:CreateAccountAssignment', `${AUTHORIZATION}list_awsiamidentitycenter.html`],
    ['identitystore:CreateGroupMembership', `${AUTHORIZATION}list_awsidentitystore.html`],
    ['sso-directory:AddMemberToGroup', `${AUTHORIZATION}list_awsiamidentitycenterdirectory.html`],
  ]),
  ...Object.entries(PASSING).flatMap(([service, sets]) =>
    sets.map(
      (text): Entry => ({
        id: `iam-PassRole+${idOf(text)}@${service.replace(/\.amazonaws\.com$/, '')}`,
        actions: text.split(' '),
        target: 'role',
        yields: 'passes',
        plane: 'control',
        service,
        source: `${PATHFINDING}new-passrole`,
      }),
    ),
  ),
  {
    id: 'iam-PassRole@any other service',
    actions: [],
    target: 'role',
    yields: 'passes',
    plane: 'control',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  },
  ...Object.entries(RUNNING).flatMap(([type, sets]) =>
    sets.map(
      (text): Entry => ({
        id: `${idOf(text)}@${type.replace(/^AWS::/, '').replace('::', '-')}`,
        actions: text.split(' '),
        target: 'compute',
        yields: 'becomes',
        plane: 'control',
        type,
        source: `${PATHFINDING}existing-passrole`,
      }),
    ),
  ),
];

/** Bumped with every change of the catalogue, and printed with each proof. */
export const CATALOGUE_VERSION = '2026-11-28';
