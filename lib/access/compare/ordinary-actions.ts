/** What most policies speak of, beside the catalogue: a witness with a name that AWS has says more than an invented one. */
export const ORDINARY = [
  ...['s3:PutObject', 's3:ListBucket', 's3:DeleteObject', 's3:GetBucketLocation', 's3:PutObjectAcl'],
  ...['kms:Encrypt', 'kms:GenerateDataKey', 'kms:DescribeKey', 'kms:ListKeys', 'kms:ScheduleKeyDeletion'],
  ...['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sns:Publish', 'sns:Subscribe'],
  ...['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:DeleteItem'],
  ...['lambda:InvokeFunction', 'lambda:GetFunction', 'lambda:ListFunctions', 'lambda:DeleteFunction'],
  ...['logs:PutLogEvents', 'logs:GetLogEvents', 'logs:CreateLogStream', 'logs:DescribeLogGroups'],
  ...['ec2:DescribeInstances', 'ec2:StartInstances', 'ec2:StopInstances', 'ec2:TerminateInstances'],
  ...[
    'iam:PassRole',
    'iam:GetRole',
    'iam:ListRoles',
    'iam:GetUser',
    'iam:CreateUser',
    'iam:CreateRole',
    'iam:DeleteRole',
  ],
  ...['sts:TagSession', 'secretsmanager:GetSecretValue', 'ssm:GetParameter', 'ssm:PutParameter'],
  ...['athena:StartQueryExecution', 'athena:GetQueryResults', 'glue:GetTable', 'glue:GetPartitions'],
  ...['lakeformation:GetDataAccess', 'cloudwatch:PutMetricData', 'cloudwatch:GetMetricData', 'events:PutEvents'],
  ...['ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage', 'cloudtrail:LookupEvents', 'kinesis:GetRecords'],
];
