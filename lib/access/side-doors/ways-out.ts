/** Actions by which a program hands what it holds, or its rights, to a principal that no store of the templates shows. */
export interface WayOut {
  readonly why: string;
  /** Patterns; those before a star are asked about as `sample` says. */
  readonly actions: readonly string[];
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
export const WAYS_OUT: readonly WayOut[] = [
  {
    why: 'sends messages to people',
    actions: [
      ...['ses:Send*', 'mobiletargeting:Send*', 'sms-voice:Send*', 'social-messaging:Send*', 'chime:Send*'],
      ...['connect:Start*', 'workmail:*', 'workdocs:*', 'wisdom:*', 'pinpoint:*'],
    ],
  },
  {
    why: 'sends requests to a service or an API that answers others',
    actions: [
      ...['execute-api:*', 'appsync:GraphQL', 'appsync:EventPublish', 'vpc-lattice-svcs:*'],
      ...['lambda:InvokeFunctionUrl', 'es:ESHttp*', 'aoss:*', 'apigateway:*', 'kafka-cluster:Write*'],
      ...['events:InvokeApiDestination', 'events:RetrieveConnectionCredentials'],
    ],
  },
  {
    why: 'sends what it holds to a model or an analysis',
    actions: [
      ...['bedrock:Invoke*', 'bedrock:Retrieve*', 'bedrock:Start*', 'bedrock:Create*'],
      ...['bedrock-agentcore:*', 'sagemaker:Invoke*', 'sagemaker:Create*', 'comprehend:*', 'translate:*'],
      ...[
        'textract:*',
        'rekognition:*',
        'transcribe:*',
        'polly:*',
        'lex:*',
        'kendra:*',
        'personalize:*',
        'qbusiness:*',
      ],
    ],
  },
  {
    why: 'publishes to devices or media',
    actions: [
      ...['iot:Publish', 'iot:RetainPublish', 'iot:UpdateThingShadow', 'iot:Connect', 'iotwireless:*'],
      ...['kinesisvideo:Put*', 'mediastore:*', 'medialive:*', 'mediaconvert:*', 'ivschat:*', 'greengrass:*'],
    ],
  },
  {
    why: 'publishes images, code or packages',
    actions: [
      ...['ecr:Put*', 'ecr:Upload*', 'ecr:Complete*', 'ecr:Initiate*', 'ecr-public:*', 'codecommit:*'],
      ...['codeartifact:Publish*', 'codeartifact:Put*', 'lambda:PublishLayerVersion', 'lambda:CreateFunction'],
      ...['lambda:Update*', 'lambda:AddPermission', 'lambda:AddLayerVersionPermission', 'amplify:*'],
    ],
  },
  {
    why: 'writes to a database or file system that is not followed',
    actions: [
      ...['rds-data:*', 'redshift-data:*', 'rds-db:*', 'redshift:*', 'redshift-serverless:*', 'dsql:*'],
      ...['timestream:WriteRecords', 'timestream:*', 'neptune-db:*', 'dax:*', 'qldb:*', 'sdb:*', 'cassandra:*'],
      ...['elasticache:Connect', 'memorydb:Connect', 'docdb-elastic:*', 'elasticfilesystem:Client*', 'fsx:*'],
      ...['s3express:*', 's3tables:*', 's3-outposts:*', 's3-object-lambda:*', 's3vectors:*', 'glacier:*', 'ebs:*'],
      ...['cloudtrail-data:*', 'healthlake:*', 'medical-imaging:*', 'omics:*', 'cognito-sync:*', 'cognito-idp:*'],
    ],
  },
  {
    why: 'starts work that keeps, shows or passes on its input',
    actions: [
      ...['states:Start*', 'states:Send*', 'states:Create*', 'states:Update*', 'swf:*', 'batch:Submit*', 'ecs:*'],
      ...['glue:Start*', 'glue:Run*', 'glue:Create*Job', 'codebuild:*', 'codepipeline:*', 'ssm:Send*', 'ssm:Start*'],
      ...['ec2:RunInstances', 'ec2:CreateSnapshot*', 'elasticmapreduce:*', 'emr-serverless:*', 'emr-containers:*'],
      ...['datasync:*', 'dms:*', 'transfer:*', 'appflow:*', 'scheduler:*', 'pipes:*', 'fis:*', 'databrew:*'],
      ...['athena:StartSession', 'athena:StartCalculationExecution', 'athena:Create*', 'athena:Update*'],
      ...['s3:CreateJob', 'backup:*', 'dynamodb:Export*', 'dynamodb:Restore*', 'dynamodb:CreateBackup'],
      ...['dynamodb:CreateGlobalTable', 'dynamodb:EnableKinesis*', 'firehose:Create*', 'firehose:Update*'],
      ...['logs:CreateExportTask', 'logs:CreateDelivery', 'logs:StartLiveTail', 'ssmmessages:Create*'],
      ...['ssmmessages:Open*', 'ec2messages:*', 'quicksight:*', 'dataexchange:*', 'cleanrooms:*', 'datazone:*'],
    ],
  },
  {
    why: 'lets others in, or hands its rights on',
    actions: [
      ...[
        'iam:Create*',
        'iam:Put*',
        'iam:Attach*',
        'iam:Update*',
        'iam:Add*',
        'iam:Set*',
        'iam:PassRole',
        'iam:Delete*',
      ],
      ...['iam:Detach*', 'kms:CreateGrant', 'kms:PutKeyPolicy', 'kms:ReplicateKey', 'kms:CreateKey', 'kms:ImportKey*'],
      ...['s3:PutBucket*', 's3:DeleteBucketPolicy', 's3:PutAccessPoint*', 's3:CreateAccess*', 's3:PutReplication*'],
      ...['s3:PutEncryption*', 's3:PutLifecycle*', 's3:PutInventory*', 's3:PutObjectAcl', 's3:PutObjectVersionAcl'],
      ...['s3:PutAccountPublic*', 's3:CreateMultiRegion*', 's3:ObjectOwnerOverride*', 's3:SubmitMultiRegion*'],
      ...['*:PutResourcePolicy', '*:PutPermission', 'sqs:AddPermission', 'sqs:SetQueueAttributes', 'sns:AddPermission'],
      ...[
        'sqs:StartMessageMoveTask',
        'sns:Subscribe',
        'sns:SetTopicAttributes',
        'events:Put*Rule',
        'events:PutTargets',
      ],
      ...[
        'events:PutPermission',
        'events:CreateArchive',
        'events:CreateApi*',
        'logs:Put*Policy',
        'logs:PutSubscription*',
      ],
      ...['logs:PutDestination*', 'logs:PutDelivery*', 'oam:*', 'ram:*', 'organizations:*', 'cloudformation:*'],
      ...['lakeformation:Grant*', 'lakeformation:BatchGrant*', 'lakeformation:Put*', 'lakeformation:Register*'],
      ...['lakeformation:Update*', 'lakeformation:Create*', 'lakeformation:Add*', 'glue:Put*', 'glue:Update*'],
      ...['glue:CreateTable', 'glue:CreateDatabase', 'dynamodb:UpdateTable', 'dynamodb:CreateTable', 'sso:*'],
      ...['cognito-identity:*', 'rolesanywhere:*', 'sts:AssumeRoot', 'sts:TagGetWebIdentityToken'],
    ],
  },
];

/** Actions that are called reads and yet hand what the caller asks with, or what it may read, to another principal. */
export const CARRIES_QUESTIONS: readonly WayOut[] = [
  {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/olap-writing-lambda.html
    why: 'gives a signed address of the object to a function',
    actions: ['s3-object-lambda:Get*', 's3-object-lambda:List*'],
  },
  {
    why: 'sends what it asks to a model, an analysis or an index',
    actions: [
      ...['kendra:Query', 'kendra:Retrieve', 'kendra:GetQuerySuggestions', 'personalize:GetRecommendations'],
      ...['personalize:GetPersonalizedRanking', 'personalize:GetActionRecommendations'],
      ...['comprehend:BatchDetect*', 'lex:GetSession', 'qbusiness:GetChat*', 'qbusiness:SearchRelevantContent'],
      ...['bedrock:GetAgentMemory', 'bedrock-agentcore:GetEvent', 'cloudsearch:search', 'cloudsearch:suggest'],
    ],
  },
  {
    why: 'sends requests to a service that answers others',
    actions: ['es:ESHttpGet', 'es:ESHttpHead', 'neptune-db:Get*', 'cassandra:Select'],
  },
];
