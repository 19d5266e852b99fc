/**
 * The IAM actions that AWS requires for each SDK call of the functions and the desks.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html,
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html,
 * https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
export const SDK_ACTIONS = {
  AbortMultipartUploadCommand: ['s3:AbortMultipartUpload'],
  ChangeMessageVisibilityCommand: ['sqs:ChangeMessageVisibility'],
  CreatePartitionCommand: ['glue:CreatePartition'],
  DeleteMessageCommand: ['sqs:DeleteMessage'],
  // Always of versions: the adapter cannot delete in another way.
  DeleteObjectsCommand: ['s3:DeleteObjectVersion'],
  DeletePartitionCommand: ['glue:DeletePartition'],
  GenerateMacCommand: ['kms:GenerateMac'],
  GetCommand: ['dynamodb:GetItem'],
  GetDataLakeSettingsCommand: ['lakeformation:GetDataLakeSettings'],
  GetObjectCommand: ['s3:GetObject'],
  GetPublicKeyCommand: ['kms:GetPublicKey'],
  GetQueueUrlCommand: ['sqs:GetQueueUrl'],
  GetTemplateCommand: ['cloudformation:GetTemplate'],
  HeadObjectCommand: ['s3:GetObject'],
  ListMultipartUploadsCommand: ['s3:ListBucketMultipartUploads'],
  ListObjectVersionsCommand: ['s3:ListBucketVersions'],
  ListObjectsV2Command: ['s3:ListBucket'],
  PutCommand: ['dynamodb:PutItem'],
  PutObjectCommand: ['s3:PutObject'],
  ReceiveMessageCommand: ['sqs:ReceiveMessage'],
  RevokePermissionsCommand: ['lakeformation:RevokePermissions'],
  SendMessageCommand: ['sqs:SendMessage'],
  SignCommand: ['kms:Sign'],
  TransactWriteCommand: ['dynamodb:PutItem'],
  UpdatePartitionCommand: ['glue:UpdatePartition'],
  Upload: ['s3:PutObject', 's3:AbortMultipartUpload'],
  paginateGetPartitions: ['glue:GetPartitions'],
  paginateListPermissions: ['lakeformation:ListPermissions'],
  paginateQuery: ['dynamodb:Query'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The same for exports: queries as a team, which no stand-in of the rehearsal answers, and a team's start of an export. */
export const EXPORT_ACTIONS = {
  GetQueryExecutionCommand: ['athena:GetQueryExecution'],
  GetQueryResultsCommand: ['athena:GetQueryResults'],
  InvokeCommand: ['lambda:InvokeFunction'],
  StartQueryExecutionCommand: ['athena:StartQueryExecution'],
  StopQueryExecutionCommand: ['athena:StopQueryExecution'],
  paginateListQueryExecutions: ['athena:ListQueryExecutions'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The same for calls that no function sends: of `strongroom doctor`, and of reading a deployment. */
export const ACCOUNT_ACTIONS = {
  paginateDescribeStackEvents: ['cloudformation:DescribeStackEvents'],
  paginateListStacks: ['cloudformation:ListStacks'],
  DescribeStacksCommand: ['cloudformation:DescribeStacks'],
  DescribeTrailsCommand: ['cloudtrail:DescribeTrails'],
  GetAccountSettingsCommand: ['lambda:GetAccountSettings'],
  GetDataCatalogEncryptionSettingsCommand: ['glue:GetDataCatalogEncryptionSettings'],
  GetDatabaseCommand: ['glue:GetDatabase'],
  GetEventSelectorsCommand: ['cloudtrail:GetEventSelectors'],
  GetKeyPolicyCommand: ['kms:GetKeyPolicy'],
  GetParameterCommand: ['ssm:GetParameter'],
  GetPolicyCommand: ['iam:GetPolicy'],
  GetPolicyVersionCommand: ['iam:GetPolicyVersion'],
  GetRoleCommand: ['iam:GetRole'],
  GetTrailStatusCommand: ['cloudtrail:GetTrailStatus'],
  HeadBucketCommand: ['s3:ListBucket'],
  paginateGetParametersByPath: ['ssm:GetParametersByPath'],
  paginateListRoles: ['iam:ListRoles'],
  paginateListServiceQuotas: ['servicequotas:ListServiceQuotas'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
