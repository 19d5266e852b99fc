/** What a step is done to. */
export type Target =
  | 'federated-role'
  | 'group'
  | 'alias'
  | 'encryption'
  | 'catalog'
  | 'own-boundary'
  | 'objects'
  | 'bucket'
  | 'key'
  | 'role'
  | 'user'
  | 'self'
  | 'own-policy'
  | 'function'
  | 'compute'
  | 'lake'
  | 'any';

/**
 * What a step gives: content of the target (`opens`), acting as the target's principal (`becomes`), acting as whatever
 * role is passed (`passes`), writing one's own policies (`rewrites`), losing one's own limits (`unbinds`).
 */
export type Yield = 'opens' | 'becomes' | 'passes' | 'rewrites' | 'unbinds';

export interface Entry {
  readonly id: string;
  /** All are needed. */
  readonly actions: readonly string[];
  readonly target: Target;
  readonly yields: Yield;
  /** `data`: uses what policies give. `control`: changes a policy, code or configuration. */
  readonly plane: 'data' | 'control';
  /** Of `passes`, the service that takes the role; of `compute`, the resource type that holds one. */
  readonly service?: string;
  readonly type?: string;
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

const entries = (target: Target, yields: Yield, plane: Entry['plane'], rows: readonly Row[]): Entry[] =>
  rows.map(([text, source]) => {
    const actions = text.split(' ');
    return { id: actions.map((action) => action.replace(':', '-')).join('+'), actions, target, yields, plane, source };
  });

const each = (service: string, names: string, source: string): Row[] =>
  names.split(' ').map((name) => [`${service}:${name}`, source]);

/** Services to which a role is passed, and what makes them run as it. */
const PASSING: readonly (readonly [service: string, actions: string])[] = [
  ['lambda.amazonaws.com', 'lambda:CreateFunction'],
  ['ec2.amazonaws.com', 'ec2:RunInstances'],
  ['ec2.amazonaws.com', 'ec2:RequestSpotInstances'],
  ['ec2.amazonaws.com', 'ec2:AssociateIamInstanceProfile'],
  ['ecs-tasks.amazonaws.com', 'ecs:RegisterTaskDefinition ecs:RunTask'],
  ['ecs-tasks.amazonaws.com', 'ecs:RegisterTaskDefinition ecs:CreateService'],
  ['ecs-tasks.amazonaws.com', 'ecs:RegisterTaskDefinition ecs:StartTask'],
  ['glue.amazonaws.com', 'glue:CreateJob'],
  ['glue.amazonaws.com', 'glue:UpdateJob'],
  ['glue.amazonaws.com', 'glue:CreateDevEndpoint'],
  ['glue.amazonaws.com', 'glue:CreateSession'],
  ['glue.amazonaws.com', 'glue:CreateCrawler'],
  ['sagemaker.amazonaws.com', 'sagemaker:CreateNotebookInstance'],
  ['sagemaker.amazonaws.com', 'sagemaker:CreateTrainingJob'],
  ['sagemaker.amazonaws.com', 'sagemaker:CreateProcessingJob'],
  ['codebuild.amazonaws.com', 'codebuild:CreateProject'],
  ['cloudformation.amazonaws.com', 'cloudformation:CreateStack'],
  ['cloudformation.amazonaws.com', 'cloudformation:UpdateStack'],
  ['cloudformation.amazonaws.com', 'cloudformation:CreateChangeSet cloudformation:ExecuteChangeSet'],
  ['cloudformation.amazonaws.com', 'cloudformation:CreateStackSet'],
  ['states.amazonaws.com', 'states:CreateStateMachine'],
  ['apprunner.amazonaws.com', 'apprunner:CreateService'],
  ['tasks.apprunner.amazonaws.com', 'apprunner:CreateService'],
  ['bedrock-agentcore.amazonaws.com', 'bedrock-agentcore:CreateCodeInterpreter'],
  ['elasticmapreduce.amazonaws.com', 'elasticmapreduce:RunJobFlow'],
  ['emr-serverless.amazonaws.com', 'emr-serverless:StartJobRun'],
  ['scheduler.amazonaws.com', 'scheduler:CreateSchedule'],
  ['pipes.amazonaws.com', 'pipes:CreatePipe'],
  ['firehose.amazonaws.com', 'firehose:CreateDeliveryStream'],
  ['pods.eks.amazonaws.com', 'eks:CreatePodIdentityAssociation'],
  ['batch.amazonaws.com', 'batch:RegisterJobDefinition'],
  ['datapipeline.amazonaws.com', 'datapipeline:CreatePipeline'],
  ['s3.amazonaws.com', 's3:PutReplicationConfiguration'],
  ['batchoperations.s3.amazonaws.com', 's3:CreateJob'],
  ['access-grants.s3.amazonaws.com', 's3:CreateAccessGrantsLocation'],
  ['datasync.amazonaws.com', 'datasync:CreateLocationS3'],
  ['backup.amazonaws.com', 'backup:StartBackupJob'],
  ['storagegateway.amazonaws.com', 'storagegateway:CreateNFSFileShare'],
  ['transfer.amazonaws.com', 'transfer:CreateUser'],
  ['lakeformation.amazonaws.com', 'lakeformation:RegisterResource'],
  ['lakeformation.amazonaws.com', 'lakeformation:UpdateResource'],
  ['ssm.amazonaws.com', 'ssm:StartAutomationExecution'],
  ['rolesanywhere.amazonaws.com', 'rolesanywhere:CreateProfile'],
];

/** Compute that already runs as a role: what gets code of one's own to run there. */
const RUNNING: readonly (readonly [type: string, actions: string])[] = [
  ['AWS::Glue::Job', 'glue:UpdateJob glue:StartJobRun'],
  ['AWS::CodeBuild::Project', 'codebuild:StartBuild'],
  ['AWS::CodeBuild::Project', 'codebuild:UpdateProject'],
  ['AWS::StepFunctions::StateMachine', 'states:UpdateStateMachine'],
  ['AWS::ECS::TaskDefinition', 'ecs:RegisterTaskDefinition ecs:UpdateService'],
  ['AWS::ECS::TaskDefinition', 'ecs:ExecuteCommand'],
  ['AWS::EC2::Instance', 'ssm:SendCommand'],
  ['AWS::EC2::Instance', 'ssm:StartSession'],
  ['AWS::EC2::Instance', 'ec2:ModifyInstanceAttribute'],
  ['AWS::SageMaker::NotebookInstance', 'sagemaker:CreatePresignedNotebookInstanceUrl'],
  ['AWS::Events::Rule', 'events:PutTargets'],
  ['AWS::Scheduler::Schedule', 'scheduler:UpdateSchedule'],
  ['AWS::Pipes::Pipe', 'pipes:UpdatePipe'],
  ['AWS::KinesisFirehose::DeliveryStream', 'firehose:UpdateDestination'],
];

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
      'PutBucketPolicy DeleteBucketPolicy PutBucketAcl CreateAccessPoint PutAccessPointPolicy CreateAccessPointForObjectLambda CreateMultiRegionAccessPoint',
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
      'UpdateFunctionCode UpdateFunctionConfiguration CreateEventSourceMapping UpdateEventSourceMapping PutFunctionEventInvokeConfig',
      LAMBDA,
    ),
  ),
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
    each('glue', 'CreateTable UpdateTable UpdatePartition PutResourcePolicy', `${AUTHORIZATION}list_awsglue.html`),
  ),
  ...entries(
    'lake',
    'opens',
    'control',
    each(
      'lakeformation',
      'PutDataLakeSettings GrantPermissions BatchGrantPermissions CreateDataCellsFilter UpdateDataCellsFilter AddLFTagsToResource CreateLakeFormationOptIn',
      LAKE,
    ),
  ),
  ...PASSING.map(
    ([service, text]): Entry => ({
      id: `iam-PassRole+${text.replaceAll(':', '-').replaceAll(' ', '+')}@${service.split('.')[0]}`,
      actions: text.split(' '),
      target: 'role',
      yields: 'passes',
      plane: 'control',
      service,
      source: `${PATHFINDING}new-passrole`,
    }),
  ),
  ...RUNNING.map(
    ([type, text]): Entry => ({
      id: `${text.replaceAll(':', '-').replaceAll(' ', '+')}@${type.split('::')[2]}`,
      actions: text.split(' '),
      target: 'compute',
      yields: 'becomes',
      plane: 'control',
      type,
      source: `${PATHFINDING}existing-passrole`,
    }),
  ),
];

/** Bumped with every change of the catalogue, and printed with each proof. */
export const CATALOGUE_VERSION = '2026-11-24';
