import type { Breach } from './breaches/breach.ts';
import { ACCOUNT, allow, document, type Edit, ELSEWHERE, sub } from './edit.ts';
import type { Target } from './subjects.ts';

type Row = readonly [id: string, needs: string, make: (edit: Edit) => void];

const managed =
  (...names: string[]) =>
  (e: Edit) => {
    e.role([], { ManagedPolicyArns: names.map((name) => sub(`arn:<AWS::Partition>:iam::aws:policy/${name}`)) });
  };
const adds =
  (...resources: readonly (readonly [Type: string, Properties: object])[]) =>
  (e: Edit) => {
    for (const [Type, Properties] of resources) e.add(Type, Properties);
  };
const OIDC = sub('arn:<AWS::Partition>:iam::<AWS::AccountId>:oidc-provider/token.actions.githubusercontent.com');
const own = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

/** A change that an infrastructure team makes beside the data, by which no principal gains a way to it: each must stay proved, or be a true finding. */
const ROWS: readonly Row[] = [
  // What people ask for every week.
  ['role/security audit', 'reader', managed('SecurityAudit')],
  ['role/view only', 'reader', managed('job-function/ViewOnlyAccess')],
  ['role/billing', 'reader', managed('job-function/Billing')],
  ['role/support', 'reader', managed('job-function/SupportUser')],
  ['role/basic execution', 'reader', managed('service-role/AWSLambdaBasicExecutionRole')],
  ['role/in a VPC', 'reader', managed('service-role/AWSLambdaVPCAccessExecutionRole')],
  ['role/tracing', 'reader', managed('AWSXRayDaemonWriteAccess')],
  ['role/metrics', 'reader', managed('CloudWatchAgentServerPolicy')],
  ['role/reads S3', 'policy', managed('AmazonS3ReadOnlyAccess')],
  ['role/networks', 'reader', managed('AmazonVPCFullAccess')],
  ['role/firewall', 'reader', managed('AWSWAFReadOnlyAccess')],
  ['role/certificates', 'reader', managed('AWSCertificateManagerFullAccess')],
  ['role/names', 'reader', managed('AmazonRoute53FullAccess')],
  ['role/managed instance', 'reader', managed('AmazonSSMManagedInstanceCore')],
  ['role/images', 'reader', managed('AmazonEC2ContainerRegistryReadOnly')],
  ['role/tasks', 'reader', managed('service-role/AmazonECSTaskExecutionRolePolicy')],
  ['role/Cognito', 'reader', managed('AmazonCognitoReadOnly')],
  // Other workloads.
  [
    'workload/bucket and its function',
    'reader',
    (e) => {
      const bucket = e.add('AWS::S3::Bucket', {});
      const role = e.role([allow(['s3:GetObject', 's3:PutObject'], e.join(own(bucket), '/*'))]);
      e.add('AWS::Lambda::Function', {
        Role: own(role),
        Runtime: 'nodejs24.x',
        Handler: 'i.h',
        Code: { ZipFile: 'x' },
      });
    },
  ],
  [
    'workload/bucket with a policy',
    'reader',
    (e) => {
      const bucket = e.add('AWS::S3::Bucket', {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      });
      e.add('AWS::S3::BucketPolicy', {
        Bucket: { Ref: bucket },
        PolicyDocument: document({ Principal: '*', ...allow('s3:GetObject', e.join(own(bucket), '/*')) }),
      });
    },
  ],
  [
    'workload/table',
    'reader',
    (e) => {
      const table = e.add('AWS::DynamoDB::Table', {
        KeySchema: [{ AttributeName: 'k', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'k', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      });
      e.role([allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], own(table))]);
    },
  ],
  [
    'workload/queue and topic',
    'reader',
    (e) => {
      const queue = e.add('AWS::SQS::Queue', {});
      const topic = e.add('AWS::SNS::Topic', {});
      e.add('AWS::SNS::Subscription', { TopicArn: { Ref: topic }, Protocol: 'sqs', Endpoint: own(queue) });
      e.role([allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage'], own(queue)), allow('sns:Publish', { Ref: topic })]);
    },
  ],
  [
    'workload/key',
    'reader',
    (e) => {
      const key = e.add('AWS::KMS::Key', { KeyPolicy: document({ Principal: ACCOUNT, ...allow('kms:*') }) });
      e.add('AWS::KMS::Alias', { AliasName: 'alias/other-team', TargetKeyId: { Ref: key } });
      e.role([allow(['kms:Decrypt', 'kms:GenerateDataKey'], own(key))]);
    },
  ],
  [
    'workload/secret',
    'reader',
    (e) => {
      const secret = e.add('AWS::SecretsManager::Secret', { GenerateSecretString: {} });
      e.role([allow('secretsmanager:GetSecretValue', { Ref: secret })]);
    },
  ],
  [
    'workload/state machine',
    'reader',
    (e) => {
      const role = e.role([allow('lambda:InvokeFunction', 'arn:aws:lambda:eu-west-1:111122223333:function:other')]);
      e.add('AWS::StepFunctions::StateMachine', {
        RoleArn: own(role),
        DefinitionString: '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}',
      });
    },
  ],
  [
    'workload/API',
    'reader',
    (e) => {
      const role = e.role([]);
      const fn = e.add('AWS::Lambda::Function', {
        Role: own(role),
        Runtime: 'python3.13',
        Handler: 'i.h',
        Code: { ZipFile: 'x' },
      });
      e.add('AWS::ApiGatewayV2::Api', { Name: 'other', ProtocolType: 'HTTP', Target: own(fn) });
      e.add('AWS::Lambda::Permission', {
        FunctionName: { Ref: fn },
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
        SourceArn: sub('arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:*'),
      });
    },
  ],
  [
    'workload/database',
    'reader',
    adds([
      'AWS::RDS::DBInstance',
      {
        Engine: 'postgres',
        DBInstanceClass: 'db.t4g.micro',
        AllocatedStorage: '20',
        ManageMasterUserPassword: true,
        MasterUsername: 'a',
      },
    ]),
  ],
  ['workload/cluster', 'reader', adds(['AWS::ECS::Cluster', {}], ['AWS::ECR::Repository', {}])],
  [
    'workload/another lake',
    'reader',
    (e) => {
      const bucket = e.add('AWS::S3::Bucket', {});
      const database = e.add('AWS::Glue::Database', {
        CatalogId: { Ref: 'AWS::AccountId' },
        DatabaseInput: { Name: 'other_lake', CreateTableDefaultPermissions: [] },
      });
      e.add('AWS::Glue::Table', {
        CatalogId: { Ref: 'AWS::AccountId' },
        DatabaseName: { Ref: database },
        TableInput: {
          Name: 'clicks',
          StorageDescriptor: {
            Columns: [{ Name: 'a', Type: 'string' }],
            Location: { 'Fn::Join': ['', ['s3://', { Ref: bucket }, '/']] },
          },
        },
      });
    },
  ],
  [
    'workload/user pool',
    'reader',
    adds(
      ['AWS::Cognito::UserPool', {}],
      ['AWS::Cognito::UserPoolGroup', { GroupName: 'g', UserPoolId: 'eu-west-1_x' }],
    ),
  ],
  [
    'workload/site',
    'reader',
    (e) => {
      const bucket = e.add('AWS::S3::Bucket', {});
      e.add('AWS::CloudFront::Distribution', {
        DistributionConfig: {
          Enabled: true,
          DefaultCacheBehavior: { TargetOriginId: 'o', ViewerProtocolPolicy: 'redirect-to-https', CachePolicyId: 'p' },
          Origins: [{ Id: 'o', DomainName: { 'Fn::GetAtt': [bucket, 'RegionalDomainName'] }, S3OriginConfig: {} }],
        },
      });
    },
  ],
  [
    'workload/stream',
    'reader',
    (e) => {
      const stream = e.add('AWS::Kinesis::Stream', { ShardCount: 1 });
      e.role([allow(['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:DescribeStream'], own(stream))]);
    },
  ],
  // What watches and runs an account.
  [
    'watch/alarm and dashboard',
    'reader',
    adds(
      [
        'AWS::CloudWatch::Alarm',
        {
          ComparisonOperator: 'GreaterThanThreshold',
          EvaluationPeriods: 1,
          MetricName: 'Errors',
          Namespace: 'AWS/Lambda',
          Period: 60,
          Statistic: 'Sum',
          Threshold: 1,
        },
      ],
      ['AWS::CloudWatch::Dashboard', { DashboardBody: '{"widgets":[]}' }],
    ),
  ],
  ['watch/GuardDuty', 'reader', adds(['AWS::GuardDuty::Detector', { Enable: true }])],
  ['watch/Security Hub', 'reader', adds(['AWS::SecurityHub::Hub', {}])],
  [
    'watch/budget',
    'reader',
    adds([
      'AWS::Budgets::Budget',
      { Budget: { BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: 10, Unit: 'USD' } } },
    ]),
  ],
  ['watch/analyzer', 'reader', adds(['AWS::AccessAnalyzer::Analyzer', { Type: 'ACCOUNT' }])],
  [
    'watch/config rule',
    'reader',
    adds([
      'AWS::Config::ConfigRule',
      { Source: { Owner: 'AWS', SourceIdentifier: 'S3_BUCKET_PUBLIC_READ_PROHIBITED' } },
    ]),
  ],
  [
    'watch/storage lens',
    'bucket',
    (e) => {
      e.add('AWS::S3::StorageLens', {
        StorageLensConfiguration: {
          Id: 'x',
          IsEnabled: true,
          AccountLevel: { BucketLevel: {} },
          Include: { Buckets: [e.get('bucket')] },
        },
      });
    },
  ],
  [
    'watch/alarm of the function',
    'fn',
    (e) => {
      e.add('AWS::CloudWatch::Alarm', {
        ComparisonOperator: 'GreaterThanThreshold',
        EvaluationPeriods: 1,
        MetricName: 'Errors',
        Namespace: 'AWS/Lambda',
        Period: 60,
        Statistic: 'Sum',
        Threshold: 1,
        Dimensions: [{ Name: 'FunctionName', Value: e.get('fn', 'Ref') }],
      });
    },
  ],
  [
    'network/VPC',
    'reader',
    adds(['AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }], ['AWS::EC2::SecurityGroup', { GroupDescription: 'x' }]),
  ],
  [
    'network/endpoint',
    'reader',
    adds([
      'AWS::EC2::VPCEndpoint',
      {
        VpcId: 'vpc-1',
        ServiceName: sub('com.amazonaws.<AWS::Region>.s3'),
        VpcEndpointType: 'Gateway',
        PolicyDocument: document({ Principal: '*', ...allow('s3:*') }),
      },
    ]),
  ],
  [
    'network/bastion',
    'reader',
    (e) => {
      const role = e.role([], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore'] });
      const profile = e.add('AWS::IAM::InstanceProfile', { Roles: [{ Ref: role }] });
      e.add('AWS::EC2::Instance', { ImageId: 'ami-1', InstanceType: 't4g.nano', IamInstanceProfile: { Ref: profile } });
    },
  ],
  [
    'network/balancer',
    'reader',
    adds(['AWS::ElasticLoadBalancingV2::LoadBalancer', { Subnets: ['subnet-1', 'subnet-2'] }]),
  ],
  [
    'account/group of people',
    'reader',
    (e) => {
      const group = e.add('AWS::IAM::Group', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/IAMUserChangePassword'] });
      e.add('AWS::IAM::User', { Groups: [{ Ref: group }] });
    },
  ],
  [
    'account/pipeline with few rights',
    'reader',
    (e) => {
      e.role([allow(['ecr:GetAuthorizationToken', 'ecr:PutImage', 'ecr:UploadLayerPart'])], {
        AssumeRolePolicyDocument: document({
          Effect: 'Allow',
          Principal: { Federated: OIDC },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: {
              'token.actions.githubusercontent.com:sub': 'repo:o/r:ref:refs/heads/main',
              'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
            },
          },
        }),
      });
    },
  ],
  [
    'account/role of another account, without rights',
    'reader',
    (e) => {
      e.role([allow('sts:GetCallerIdentity')], {
        AssumeRolePolicyDocument: document({
          Effect: 'Allow',
          Principal: { AWS: ELSEWHERE },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': 'x' } },
        }),
      });
    },
  ],
  ['account/parameter', 'reader', adds(['AWS::SSM::Parameter', { Type: 'String', Value: 'x' }])],
  [
    'account/parameter with the name of the bucket',
    'bucket',
    (e) => {
      e.add('AWS::SSM::Parameter', { Type: 'String', Value: e.get('bucket', 'Ref') });
    },
  ],
  [
    'account/schedule of others',
    'reader',
    (e) => {
      const role = e.role([allow('lambda:InvokeFunction', 'arn:aws:lambda:eu-west-1:111122223333:function:other')]);
      e.add('AWS::Scheduler::Schedule', {
        FlexibleTimeWindow: { Mode: 'OFF' },
        ScheduleExpression: 'rate(1 day)',
        Target: { Arn: 'arn:aws:lambda:eu-west-1:111122223333:function:other', RoleArn: own(role) },
      });
    },
  ],
  [
    'account/rule of others',
    'reader',
    (e) => {
      const topic = e.add('AWS::SNS::Topic', {});
      e.add('AWS::Events::Rule', {
        EventPattern: { source: ['aws.health'] },
        Targets: [{ Id: 't', Arn: { Ref: topic } }],
      });
    },
  ],
  ['account/log with an end', 'reader', adds(['AWS::Logs::LogGroup', { RetentionInDays: 7 }])],
  // The data itself, kept as it was or held closer.
  [
    'data/tags',
    'bucket key',
    (e) => {
      for (const what of ['bucket', 'key'] as const)
        e.of(what).Tags = [...(e.of(what).Tags ?? []), { Key: 'owner', Value: 'data' }];
    },
  ],
  [
    'data/description',
    'key',
    (e) => {
      e.of('key').Description = 'Another text';
    },
  ],
  [
    'data/key rotates',
    'key',
    (e) => {
      Object.assign(e.of('key'), { EnableKeyRotation: true, RotationPeriodInDays: 90 });
    },
  ],
  [
    'data/no public access',
    'bucket',
    (e) => {
      Object.assign(e.of('bucket'), {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      });
    },
  ],
  [
    'data/shorter life',
    'bucket',
    (e) => {
      for (const rule of e.of('bucket').LifecycleConfiguration.Rules)
        if (rule.ExpirationInDays > 1) rule.ExpirationInDays--;
    },
  ],
  [
    'data/one more Deny',
    'policy',
    (e) => {
      const list = e.of('policy').PolicyDocument.Statement;
      list.push({
        Sid: 'Tls12',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: list[0].Resource,
        Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } },
      });
    },
  ],
  [
    'data/statements in another order',
    'policy',
    (e) => {
      e.of('policy').PolicyDocument.Statement.reverse();
    },
  ],
  [
    'data/access point under the lock',
    'policy bucket',
    (e) => {
      e.add('AWS::S3::AccessPoint', {
        Bucket: e.get('bucket', 'Ref'),
        Name: 'inside',
        VpcConfiguration: { VpcId: 'vpc-1' },
      });
    },
  ],
  [
    'data/reader described',
    'reader',
    (e) => {
      e.of('reader').Description = 'Reads';
    },
  ],
  [
    'data/reader in fewer places',
    'reader',
    (e) => {
      e.of('reader').MaxSessionDuration = 3600;
    },
  ],
  [
    'data/function with more memory',
    'fn',
    (e) => {
      Object.assign(e.of('fn'), { MemorySize: 2048, Timeout: 60 });
    },
  ],
  [
    'data/grant of fewer columns',
    'filter',
    (e) => {
      e.of('filter').ColumnNames = e.of('filter').ColumnNames.slice(0, -1);
    },
  ],
  [
    'data/grant of fewer rows',
    'filter',
    (e) => {
      const rows = e.of('filter').RowFilter;
      if (rows.FilterExpression) rows.FilterExpression = `(${rows.FilterExpression}) AND "day" >= '2026-01-01'`;
    },
  ],
];

export const HARMLESS: readonly Breach[] = ROWS.map(([id, needs, make]) => ({
  id,
  needs: needs.split(' ') as (keyof Target)[],
  make,
  ...(id.startsWith('data/') ? {} : { adds: true as const }),
}));
