import { ACCOUNT, allow, document, type Edit, ELSEWHERE, sub } from './edit.ts';
import type { Resources, Target } from './subjects.ts';

/** A change that lets data out, or keeps it for ever, or lets a principal become a reader: none must stay proved. */
export interface Breach {
  readonly id: string;
  /** What the class must have for the change to be one. */
  readonly needs: readonly (keyof Target)[];
  readonly make: (edit: Edit) => void;
  /** Where its resources can stand: those that only add may stand in a template of their own. */
  readonly adds?: true;
}

type Row = readonly [id: string, needs: string, make: (edit: Edit) => void];
const rows = (list: readonly Row[], adds: boolean): Breach[] =>
  list.map(([id, needs, make]) => ({
    id,
    needs: needs.split(' ') as (keyof Target)[],
    make,
    ...(adds && { adds: true as const }),
  }));

const statements = (properties: Resources): Resources[] => properties.PolicyDocument.Statement;
/** The Denies that keep others from objects, each with its condition. */
const locks = (edit: Edit): Resources[] =>
  statements(edit.of('policy')).filter(
    (each) => each.Effect === 'Deny' && JSON.stringify(each.Condition ?? {}).includes('aws:PrincipalArn'),
  );
const everyLock = (change: (lock: Resources) => void) => (edit: Edit) => {
  for (const lock of locks(edit)) change(lock);
};
const trust = (statement: Resources) => (edit: Edit) => {
  edit
    .of('reader')
    .AssumeRolePolicyDocument.Statement.push({ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement });
};
const ofKey = (statement: Resources) => (edit: Edit) => {
  edit.of('key').KeyPolicy.Statement.push({ Effect: 'Allow', Resource: '*', ...statement });
};
const gives =
  (...list: readonly unknown[]) =>
  (edit: Edit) => {
    const reader = edit.of('reader');
    reader.Policies = [...(reader.Policies ?? []), { PolicyName: 'planted', PolicyDocument: document(...list) }];
  };
const objects = (edit: Edit) => edit.join(edit.get('bucket'), '/*');
const QUEUE = `arn:aws:sqs:eu-west-1:${ELSEWHERE}:q`;
const BUCKET = 'arn:aws:s3:::elsewhere-bucket';
const FUNCTION = `arn:aws:lambda:eu-west-1:${ELSEWHERE}:function:f`;
const OIDC = `arn:aws:iam::${ELSEWHERE}:oidc-provider/token.actions.githubusercontent.com`;

/** Changes of what is there. */
const CHANGES: readonly Row[] = [
  // The lock of a bucket.
  ['lock/gone', 'policy', (e) => e.remove('policy')],
  [
    'lock/one more',
    'policy',
    everyLock((s) => {
      s.Condition.StringNotEquals = { 'aws:PrincipalTag/team': 'data' };
    }),
  ],
  [
    'lock/if exists',
    'policy',
    everyLock((s) => {
      s.Condition.NumericGreaterThanIfExists = { 's3:signatureAge': '1' };
    }),
  ],
  [
    'lock/names one role only',
    'policy',
    everyLock((s) => {
      s.Principal = { AWS: sub('arn:<AWS::Partition>:iam::<AWS::AccountId>:role/only-this') };
    }),
  ],
  [
    'lock/only versions',
    'policy',
    everyLock((s) => {
      s.Action = 's3:GetObjectVersion';
    }),
  ],
  [
    'lock/one prefix',
    'bucket policy',
    (e) => {
      for (const s of locks(e)) s.Resource = e.join({ 'Fn::GetAtt': [e.target.bucket?.logicalId, 'Arn'] }, '/locked/*');
    },
  ],
  [
    'lock/only over http',
    'policy',
    everyLock((s) => {
      s.Condition.Bool = { 'aws:SecureTransport': 'false' };
    }),
  ],
  [
    'lock/only from abroad',
    'policy',
    everyLock((s) => {
      s.Condition.NotIpAddress = { 'aws:SourceIp': '0.0.0.0/1' };
    }),
  ],
  [
    'lock/only outside endpoints',
    'policy',
    everyLock((s) => {
      s.Condition.StringNotEqualsIfExists = { 'aws:SourceVpce': 'vpce-1' };
    }),
  ],
  [
    'lock/a pattern of names',
    'policy',
    everyLock((s) => {
      s.Condition = { ArnNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:role/*'] } };
    }),
  ],
  // What encrypts it.
  [
    'encryption/gone',
    'bucket key',
    (e) => {
      delete e.of('bucket').BucketEncryption;
    },
  ],
  [
    'encryption/of S3',
    'bucket key',
    (e) => {
      e.of('bucket').BucketEncryption = {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      };
    },
  ],
  [
    'encryption/key of another account',
    'bucket key',
    (e) => {
      e.of('bucket').BucketEncryption = {
        ServerSideEncryptionConfiguration: [
          {
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: `arn:aws:kms:eu-west-1:${ELSEWHERE}:key/k`,
            },
          },
        ],
      };
    },
  ],
  // Where its objects go.
  [
    'copies/replication',
    'bucket',
    (e) => {
      e.of('bucket').ReplicationConfiguration = {
        Role: BUCKET,
        Rules: [{ Status: 'Enabled', Destination: { Bucket: BUCKET } }],
      };
    },
  ],
  [
    'copies/replication to another account',
    'bucket',
    (e) => {
      e.of('bucket').ReplicationConfiguration = {
        Role: BUCKET,
        Rules: [
          {
            Status: 'Enabled',
            Priority: 1,
            Filter: { Prefix: '' },
            DeleteMarkerReplication: { Status: 'Disabled' },
            Destination: { Bucket: BUCKET, Account: ELSEWHERE, AccessControlTranslation: { Owner: 'Destination' } },
          },
        ],
      };
    },
  ],
  [
    'copies/inventory',
    'bucket',
    (e) => {
      e.of('bucket').InventoryConfigurations = [
        {
          Id: 'i',
          Enabled: true,
          IncludedObjectVersions: 'All',
          ScheduleFrequency: 'Daily',
          Destination: { BucketArn: BUCKET, Format: 'CSV' },
        },
      ];
    },
  ],
  [
    'copies/metadata table',
    'bucket',
    (e) => {
      e.of('bucket').MetadataConfiguration = {
        JournalTableConfiguration: { RecordExpiration: { Expiration: 'DISABLED' } },
      };
    },
  ],
  [
    'copies/notifications',
    'bucket',
    (e) => {
      e.of('bucket').NotificationConfiguration = {
        QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: QUEUE }],
      };
    },
  ],
  [
    'copies/notifications of a function',
    'bucket',
    (e) => {
      e.of('bucket').NotificationConfiguration = {
        LambdaConfigurations: [{ Event: 's3:ObjectCreated:*', Function: FUNCTION }],
      };
    },
  ],
  // How long they stay.
  [
    'life/no rule',
    'bucket',
    (e) => {
      delete e.of('bucket').LifecycleConfiguration;
    },
  ],
  [
    'life/rule off',
    'bucket',
    (e) => {
      for (const rule of e.of('bucket').LifecycleConfiguration.Rules) rule.Status = 'Disabled';
    },
  ],
  [
    'life/longer',
    'bucket',
    (e) => {
      for (const rule of e.of('bucket').LifecycleConfiguration.Rules) rule.ExpirationInDays = 36500;
    },
  ],
  [
    'life/only some',
    'bucket',
    (e) => {
      for (const rule of e.of('bucket').LifecycleConfiguration.Rules) rule.TagFilters = [{ Key: 'k', Value: 'v' }];
    },
  ],
  [
    'life/held by a lock',
    'bucket',
    (e) => {
      Object.assign(e.of('bucket'), {
        ObjectLockEnabled: true,
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Years: 90 } },
        },
      });
    },
  ],
  // The key.
  [
    'key/no policy',
    'key',
    (e) => {
      delete e.of('key').KeyPolicy;
    },
  ],
  ['key/of the account', 'key', ofKey({ Principal: ACCOUNT, Action: 'kms:*' })],
  ['key/decrypt for the account', 'key', ofKey({ Principal: ACCOUNT, Action: ['kms:Decrypt'] })],
  [
    'key/decrypt for callers of the account',
    'key',
    ofKey({
      Principal: '*',
      Action: 'kms:Decrypt',
      Condition: { StringEquals: { 'kms:CallerAccount': { Ref: 'AWS::AccountId' } } },
    }),
  ],
  [
    'key/through S3',
    'key',
    ofKey({
      Principal: '*',
      Action: 'kms:Decrypt',
      Condition: { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } },
    }),
  ],
  ['key/for another account', 'key', ofKey({ Principal: { AWS: ELSEWHERE }, Action: 'kms:Decrypt' })],
  ['key/grants', 'key', ofKey({ Principal: ACCOUNT, Action: 'kms:CreateGrant' })],
  [
    'key/grants for AWS',
    'key',
    ofKey({
      Principal: ACCOUNT,
      Action: 'kms:CreateGrant',
      Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    }),
  ],
  ['key/everything but', 'key', ofKey({ Principal: ACCOUNT, NotAction: 'kms:ScheduleKeyDeletion', Action: undefined })],
  ['key/re-encrypts', 'key', ofKey({ Principal: ACCOUNT, Action: 'kms:ReEncrypt*' })],
  ['key/of a unique id', 'key', ofKey({ Principal: { AWS: 'AROAEXAMPLEEXAMPLE123' }, Action: 'kms:Decrypt' })],
  [
    'key/of an organisation',
    'key',
    ofKey({ Principal: '*', Action: 'kms:Decrypt', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abc123' } } }),
  ],
  // Who becomes a reader.
  ['trust/anybody', 'reader', trust({ Principal: '*' })],
  ['trust/the account', 'reader', trust({ Principal: ACCOUNT })],
  ['trust/another account', 'reader', trust({ Principal: { AWS: ELSEWHERE } })],
  [
    'trust/another account with an id',
    'reader',
    trust({ Principal: { AWS: ELSEWHERE }, Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }),
  ],
  [
    'trust/an organisation',
    'reader',
    trust({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abc123' } } }),
  ],
  [
    'trust/certificates',
    'reader',
    trust({
      Principal: { Service: 'rolesanywhere.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
    }),
  ],
  [
    'trust/GitHub, all of it',
    'reader',
    trust({
      Principal: { Federated: OIDC },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } },
    }),
  ],
  [
    'trust/GitHub, any repository',
    'reader',
    trust({
      Principal: { Federated: OIDC },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:*' } },
    }),
  ],
  [
    'trust/SAML',
    'reader',
    trust({
      Principal: { Federated: `arn:aws:iam::${ELSEWHERE}:saml-provider/p` },
      Action: 'sts:AssumeRoleWithSAML',
      Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
    }),
  ],
  [
    'trust/Cognito',
    'reader',
    trust({ Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:AssumeRoleWithWebIdentity' }),
  ],
  [
    'trust/people of Identity Center',
    'reader',
    trust({
      Principal: ACCOUNT,
      Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*' } },
    }),
  ],
  ['trust/an unknown service', 'reader', trust({ Principal: { Service: 'brandnew.amazonaws.com' } })],
  ['trust/devices', 'reader', trust({ Principal: { Service: 'credentials.iot.amazonaws.com' } })],
  // What a reader may do beside reading.
  ['out/a bucket', 'reader', gives(allow('s3:PutObject', `${BUCKET}/*`))],
  ['out/any bucket', 'reader', gives(allow(['s3:Put*'], '*'))],
  ['out/a queue', 'reader', gives(allow('sqs:SendMessage', QUEUE))],
  ['out/a topic', 'reader', gives(allow('sns:Publish', `arn:aws:sns:eu-west-1:${ELSEWHERE}:t`))],
  ['out/a stream', 'reader', gives(allow('kinesis:PutRecord*', `arn:aws:kinesis:eu-west-1:${ELSEWHERE}:stream/s`))],
  [
    'out/Firehose',
    'reader',
    gives(allow('firehose:PutRecordBatch', `arn:aws:firehose:eu-west-1:${ELSEWHERE}:deliverystream/s`)),
  ],
  ['out/mail', 'reader', gives(allow(['ses:SendEmail', 'ses:SendRawEmail']))],
  ['out/a function', 'reader', gives(allow('lambda:InvokeFunction', FUNCTION))],
  ['out/a bus', 'reader', gives(allow('events:PutEvents', `arn:aws:events:eu-west-1:${ELSEWHERE}:event-bus/b`))],
  ['out/a parameter', 'reader', gives(allow('ssm:PutParameter', '*'))],
  ['out/a secret', 'reader', gives(allow('secretsmanager:PutSecretValue', '*'))],
  ['out/a table', 'reader', gives(allow('dynamodb:PutItem', `arn:aws:dynamodb:eu-west-1:${ELSEWHERE}:table/t`))],
  ['out/a state machine', 'reader', gives(allow('states:StartExecution', '*'))],
  ['out/a role', 'reader', gives(allow('sts:AssumeRole', `arn:aws:iam::${ELSEWHERE}:role/r`))],
  ['out/a model', 'reader', gives(allow('bedrock:InvokeModel', '*'))],
  ['out/S3 Tables', 'reader', gives(allow('s3tables:PutTableData', '*'))],
  [
    'out/AdministratorAccess',
    'reader',
    (e) => {
      e.of('reader').ManagedPolicyArns = ['arn:aws:iam::aws:policy/AdministratorAccess'];
    },
  ],
  // Code that runs as a reader.
  [
    'code/what came of it',
    'fn',
    (e) => {
      e.of('fn').DeadLetterConfig = { TargetArn: QUEUE };
    },
  ],
  [
    'code/a file system',
    'fn',
    (e) => {
      e.of('fn').FileSystemConfigs = [
        { Arn: `arn:aws:elasticfilesystem:eu-west-1:${ELSEWHERE}:access-point/fsap-1`, LocalMountPath: '/mnt/x' },
      ];
    },
  ],
  // The lake.
  [
    'lake/all columns',
    'filter',
    (e) => {
      delete e.of('filter').ColumnNames;
      e.of('filter').ColumnWildcard = {};
    },
  ],
  [
    'lake/all rows',
    'filter',
    (e) => {
      e.of('filter').RowFilter = { AllRowsWildcard: {} };
    },
  ],
  [
    'lake/rows by a parameter',
    'filter',
    (e) => {
      e.of('filter').RowFilter = { FilterExpression: { 'Fn::ImportValue': 'filter-elsewhere' } };
    },
  ],
  [
    'lake/rows or',
    'filter',
    (e) => {
      const own = e.of('filter');
      own.RowFilter = { FilterExpression: `(${own.RowFilter.FilterExpression}) OR 1 = 1` };
    },
  ],
  [
    'lake/the table itself',
    'grant table',
    (e) => {
      const { TableCatalogId: CatalogId, DatabaseName, TableName: Name } = e.of('grant').Resource.DataCellsFilter;
      e.of('grant').Resource = { Table: { CatalogId, DatabaseName, Name } };
    },
  ],
  [
    'lake/may pass it on',
    'grant',
    (e) => {
      e.of('grant').PermissionsWithGrantOption = ['SELECT'];
    },
  ],
  [
    'lake/open by default',
    'settings',
    (e) => {
      e.of('settings').CreateTableDefaultPermissions = [
        { Permissions: ['ALL'], Principal: { DataLakePrincipalIdentifier: 'IAM_ALLOWED_PRINCIPALS' } },
      ];
    },
  ],
  [
    'lake/other engines',
    'settings',
    (e) => {
      Object.assign(e.of('settings'), {
        AllowExternalDataFiltering: true,
        ExternalDataFilteringAllowList: [{ DataLakePrincipalIdentifier: ELSEWHERE }],
        AuthorizedSessionTagValueList: ['x'],
      });
    },
  ],
  [
    'lake/full access',
    'settings',
    (e) => {
      e.of('settings').AllowFullTableExternalDataAccess = true;
    },
  ],
  [
    'lake/an administrator',
    'settings',
    (e) => {
      e.of('settings').Admins = [
        { DataLakePrincipalIdentifier: sub('arn:<AWS::Partition>:iam::<AWS::AccountId>:role/unapproved') },
      ];
    },
  ],
  ['lake/settings gone', 'settings', (e) => e.remove('settings')],
  [
    'lake/hybrid',
    'location',
    (e) => {
      e.of('location').HybridAccessEnabled = true;
    },
  ],
  [
    'lake/service-linked role',
    'location',
    (e) => {
      Object.assign(e.of('location'), { UseServiceLinkedRole: true, RoleArn: undefined });
    },
  ],
  ['lake/location gone', 'location', (e) => e.remove('location')],
  [
    'lake/partitioned by a secret',
    'table',
    (e) => {
      const input = e.of('table').TableInput;
      const [first] = input.StorageDescriptor.Columns.slice(1);
      input.StorageDescriptor.Columns = input.StorageDescriptor.Columns.filter((each: unknown) => each !== first);
      input.PartitionKeys = [...(input.PartitionKeys ?? []), first];
    },
  ],
  [
    'lake/results elsewhere',
    'workgroup',
    (e) => {
      e.of('workgroup').WorkGroupConfiguration = {
        EnforceWorkGroupConfiguration: false,
        ResultConfiguration: { OutputLocation: 's3://elsewhere-bucket/' },
      };
    },
  ],
];

const named = (before: string, value: unknown) => ({ 'Fn::Join': ['', [before, value]] });
const reads = (e: Edit) => [allow('s3:GetObject', objects(e)), allow('kms:Decrypt', e.get('key'))];
const runsAsReader =
  (Type: string, properties: (e: Edit) => object): ((e: Edit) => void) =>
  (e) => {
    e.add(Type, properties(e));
  };
const readerArn = (e: Edit) => e.get('reader');
const THEIRS = 's3://elsewhere-bucket';
const job = (properties: object) => (e: Edit) => {
  trust({ Principal: { Service: 'glue.amazonaws.com' } })(e);
  e.add('AWS::Glue::Job', { Name: 'planted', Role: readerArn(e), Command: { Name: 'glueetl' }, ...properties });
};
const machine = (state: object) =>
  JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Task', End: true, ...state } } });
const may =
  (...actions: string[]) =>
  (e: Edit) => {
    e.role([allow(actions)]);
  };
const passing =
  (service: string, ...actions: string[]) =>
  (e: Edit) => {
    e.of('reader').AssumeRolePolicyDocument.Statement.push({
      Effect: 'Allow',
      Principal: { Service: service },
      Action: 'sts:AssumeRole',
    });
    e.role([allow('iam:PassRole', readerArn(e)), allow(actions)]);
  };

/** Resources that are new: each may stand in the same template, under a condition, in another stack or in a nested one. */
const ADDITIONS: readonly Row[] = [
  [
    'role/administrator',
    'reader',
    (e) => {
      e.role([], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] });
    },
  ],
  [
    'role/power user',
    'reader fn',
    (e) => {
      e.role([], { ManagedPolicyArns: [sub('arn:<AWS::Partition>:iam::aws:policy/PowerUserAccess')] });
    },
  ],
  [
    'role/everything but IAM',
    'reader bucket',
    (e) => {
      e.role([{ Effect: 'Allow', NotAction: 'iam:CreateUser', Resource: '*' }]);
    },
  ],
  ['role/bucket and key policies', 'bucket', may('s3:PutBucketPolicy', 'kms:PutKeyPolicy')],
  [
    'role/trust of the reader',
    'reader',
    (e) => {
      e.role([allow('iam:UpdateAssumeRolePolicy', readerArn(e))]);
    },
  ],
  ['role/own policies', 'reader', may('iam:PutRolePolicy')],
  [
    'role/takes any role',
    'reader',
    (e) => {
      trust({ Principal: ACCOUNT })(e);
      e.role([allow('sts:AssumeRole')]);
    },
  ],
  [
    'role/code of a function',
    'fn',
    (e) => {
      e.role([allow('lambda:UpdateFunctionCode', e.get('fn'))]);
    },
  ],
  [
    'role/settings of a function',
    'fn',
    (e) => {
      e.role([allow('lambda:UpdateFunctionConfiguration', e.get('fn'))]);
    },
  ],
  [
    'role/policy of its own, attached',
    'reader',
    (e) => {
      const role = e.role([]);
      e.add('AWS::IAM::ManagedPolicy', { Roles: [{ Ref: role }], PolicyDocument: document(allow('iam:*')) });
    },
  ],
  [
    'role/policy beside it',
    'reader',
    (e) => {
      const role = e.role([]);
      e.add('AWS::IAM::RolePolicy', {
        RoleName: { Ref: role },
        PolicyName: 'p',
        PolicyDocument: document(allow('iam:*')),
      });
    },
  ],
  [
    'role/policy of a parameter',
    'reader',
    (e) => {
      e.role([], { ManagedPolicyArns: [{ 'Fn::ImportValue': 'policy-elsewhere' }] });
    },
  ],
  [
    'user/in a group',
    'reader',
    (e) => {
      const group = e.add('AWS::IAM::Group', {
        Policies: [{ PolicyName: 'p', PolicyDocument: document(allow('iam:*')) }],
      });
      const user = e.add('AWS::IAM::User', {});
      e.add('AWS::IAM::UserToGroupAddition', { GroupName: { Ref: group }, Users: [{ Ref: user }] });
    },
  ],
  [
    'user/in a group of others',
    'reader',
    (e) => {
      e.add('AWS::IAM::User', { Groups: ['Administrators'] });
    },
  ],
  [
    'people/permission set',
    'reader',
    (e) => {
      e.add('AWS::SSO::PermissionSet', {
        InstanceArn: 'arn:aws:sso:::instance/i',
        Name: 'Admins',
        InlinePolicy: document(allow('*')),
      });
    },
  ],
  [
    'people/assignment',
    'reader',
    (e) => {
      e.add('AWS::SSO::Assignment', {
        InstanceArn: 'arn:aws:sso:::instance/i',
        PermissionSetArn: 'arn:aws:sso:::permissionSet/i/p',
        PrincipalId: 'g',
        PrincipalType: 'GROUP',
        TargetId: '111122223333',
        TargetType: 'AWS_ACCOUNT',
      });
    },
  ],
  [
    'people/certificates',
    'reader',
    (e) => {
      trust({ Principal: { Service: 'rolesanywhere.amazonaws.com' } })(e);
      e.add('AWS::RolesAnywhere::Profile', { Name: 'p', Enabled: true, RoleArns: [readerArn(e)] });
    },
  ],
  [
    'people/identity pool',
    'reader',
    (e) => {
      e.add('AWS::Cognito::IdentityPoolRoleAttachment', {
        IdentityPoolId: 'p',
        Roles: { unauthenticated: readerArn(e) },
      });
    },
  ],
  // Bucket, beside its policy.
  [
    'door/object lambda',
    'bucket reader',
    (e) => {
      gives(allow('s3-object-lambda:GetObject'))(e);
      const point = e.add('AWS::S3::AccessPoint', { Bucket: e.get('bucket', 'Ref'), Name: 'ap2' });
      e.add('AWS::S3ObjectLambda::AccessPoint', {
        Name: 'o',
        ObjectLambdaConfiguration: {
          SupportingAccessPoint: { 'Fn::GetAtt': [point, 'Arn'] },
          TransformationConfigurations: [
            { Actions: ['GetObject'], ContentTransformation: { AwsLambda: { FunctionArn: FUNCTION } } },
          ],
        },
      });
    },
  ],
  [
    'door/multi-region access point',
    'bucket',
    (e) => {
      e.add('AWS::S3::MultiRegionAccessPoint', { Name: 'm', Regions: [{ Bucket: e.get('bucket', 'Ref') }] });
    },
  ],
  [
    'door/access grants',
    'bucket reader',
    (e) => {
      const instance = e.add('AWS::S3::AccessGrantsInstance', {});
      const location = e.add('AWS::S3::AccessGrantsLocation', { LocationScope: 's3://', IamRoleArn: readerArn(e) });
      e.add('AWS::S3::AccessGrant', {
        AccessGrantsLocationId: { Ref: location },
        Permission: 'READ',
        Grantee: {
          GranteeType: 'IAM',
          GranteeIdentifier: sub('arn:<AWS::Partition>:iam::<AWS::AccountId>:role/unapproved'),
        },
        Tags: [{ Key: 'i', Value: { Ref: instance } }],
      });
    },
  ],
  [
    'door/grants by a role',
    'reader',
    (e) => {
      trust({
        Principal: { Service: 'access-grants.s3.amazonaws.com' },
        Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
      })(e);
      e.role([
        allow('s3:CreateAccessGrant', sub('arn:<AWS::Partition>:s3:<AWS::Region>:<AWS::AccountId>:access-grants/*')),
      ]);
    },
  ],
  [
    'door/replica of the key',
    'key',
    (e) => {
      e.add('AWS::KMS::ReplicaKey', {
        PrimaryKeyArn: e.get('key'),
        KeyPolicy: document({ Principal: ACCOUNT, ...allow('kms:*') }),
      });
    },
  ],
  // Something that runs as a reader.
  [
    'runs/state machine',
    'reader bucket',
    (e) => {
      trust({ Principal: { Service: 'states.amazonaws.com' } })(e);
      e.add('AWS::StepFunctions::StateMachine', {
        RoleArn: readerArn(e),
        DefinitionString: machine({
          Resource: 'arn:aws:states:::aws-sdk:s3:copyObject',
          Parameters: { Bucket: 'elsewhere-bucket' },
        }),
      });
      e.role([allow('states:StartExecution')]);
    },
  ],
  [
    'runs/DataSync',
    'reader bucket',
    (e) => {
      const from = e.add('AWS::DataSync::LocationS3', {
        S3BucketArn: e.get('bucket'),
        S3Config: { BucketAccessRoleArn: readerArn(e) },
      });
      const to = e.add('AWS::DataSync::LocationS3', {
        S3BucketArn: BUCKET,
        S3Config: { BucketAccessRoleArn: `arn:aws:iam::${ELSEWHERE}:role/r` },
      });
      e.add('AWS::DataSync::Task', { SourceLocationArn: { Ref: from }, DestinationLocationArn: { Ref: to } });
    },
  ],
  [
    'runs/file server',
    'reader',
    runsAsReader('AWS::Transfer::User', (e) => ({ ServerId: 's-1', UserName: 'u', Role: readerArn(e) })),
  ],
  [
    'runs/project',
    'reader',
    (e) => {
      e.add('AWS::CodeBuild::Project', {
        ServiceRole: readerArn(e),
        Artifacts: { Type: 'NO_ARTIFACTS' },
        Environment: { Type: 'LINUX_CONTAINER', Image: 'x', ComputeType: 'BUILD_GENERAL1_SMALL' },
        Source: { Type: 'NO_SOURCE', BuildSpec: 'x' },
      });
      e.role([allow('codebuild:StartBuild')]);
    },
  ],
  [
    'runs/notebook',
    'reader',
    (e) => {
      e.add('AWS::SageMaker::NotebookInstance', { InstanceType: 'ml.t3.medium', RoleArn: readerArn(e) });
      e.role([allow('sagemaker:CreatePresignedNotebookInstanceUrl')]);
    },
  ],
  [
    'runs/container',
    'reader',
    (e) => {
      e.add('AWS::ECS::TaskDefinition', {
        TaskRoleArn: readerArn(e),
        ContainerDefinitions: [{ Name: 'c', Image: 'x' }],
      });
      e.role([allow(['ecs:RunTask', 'ecs:ExecuteCommand', 'iam:PassRole'])]);
    },
  ],
  [
    'runs/knowledge base',
    'reader',
    runsAsReader('AWS::Bedrock::KnowledgeBase', (e) => ({
      Name: 'k',
      RoleArn: readerArn(e),
      KnowledgeBaseConfiguration: { Type: 'VECTOR' },
    })),
  ],
  [
    'runs/index',
    'reader',
    runsAsReader('AWS::Kendra::DataSource', (e) => ({ IndexId: 'i', Name: 'n', Type: 'S3', RoleArn: readerArn(e) })),
  ],
  [
    'runs/migration',
    'reader',
    runsAsReader('AWS::DMS::Endpoint', (e) => ({
      EndpointType: 'source',
      EngineName: 's3',
      S3Settings: { ServiceAccessRoleArn: readerArn(e) },
    })),
  ],
  [
    'runs/flow',
    'bucket',
    runsAsReader('AWS::AppFlow::Flow', (e) => ({
      FlowName: 'f',
      SourceFlowConfig: {
        ConnectorType: 'S3',
        SourceConnectorProperties: { S3: { BucketName: e.get('bucket', 'Ref'), BucketPrefix: 'x' } },
      },
      DestinationFlowConfigList: [],
      Tasks: [],
      TriggerConfig: { TriggerType: 'OnDemand' },
    })),
  ],
  [
    'runs/file system over the bucket',
    'bucket',
    runsAsReader('AWS::FSx::DataRepositoryAssociation', (e) => ({
      FileSystemId: 'fs-1',
      FileSystemPath: '/x',
      DataRepositoryPath: named('s3://', e.get('bucket', 'Ref')),
    })),
  ],
  [
    'runs/stack set',
    'reader',
    runsAsReader('AWS::CloudFormation::StackSet', () => ({
      StackSetName: 's',
      PermissionModel: 'SELF_MANAGED',
      TemplateBody: '{"Resources":{}}',
    })),
  ],
  [
    'runs/stack of others',
    'reader',
    runsAsReader('AWS::CloudFormation::Stack', () => ({ TemplateURL: 'https://elsewhere.s3.amazonaws.com/t.yaml' })),
  ],
  // Programs and people from elsewhere, in something that runs as a reader.
  ['runs/script of others', 'reader', job({ Command: { Name: 'glueetl', ScriptLocation: `${THEIRS}/job.py` } })],
  ['runs/library of others', 'reader', job({ DefaultArguments: { '--extra-py-files': `${THEIRS}/lib.zip` } })],
  [
    'runs/jar of others, by a trigger',
    'reader',
    (e) => {
      job({})(e);
      e.add('AWS::Glue::Trigger', {
        Type: 'SCHEDULED',
        Actions: [{ JobName: 'planted', Arguments: { '--extra-jars': `${THEIRS}/a.jar` } }],
      });
    },
  ],
  [
    'runs/build of a repository',
    'reader',
    (e) => {
      trust({ Principal: { Service: 'codebuild.amazonaws.com' } })(e);
      e.add('AWS::CodeBuild::Project', {
        ServiceRole: readerArn(e),
        Source: { Type: 'GITHUB', Location: 'https://github.com/other/project' },
      });
    },
  ],
  [
    'runs/scheduled call',
    'reader',
    (e) => {
      trust({ Principal: { Service: 'scheduler.amazonaws.com' } })(e);
      e.add('AWS::Scheduler::Schedule', {
        ScheduleExpression: 'rate(1 day)',
        Target: { Arn: 'arn:aws:scheduler:::aws-sdk:s3:copyObject', RoleArn: readerArn(e), Input: '{}' },
      });
    },
  ],
  [
    'runs/rule to another account',
    'reader',
    (e) => {
      trust({ Principal: { Service: 'events.amazonaws.com' } })(e);
      e.add('AWS::Events::Rule', {
        ScheduleExpression: 'rate(1 day)',
        Targets: [{ Id: 'a', Arn: FUNCTION, RoleArn: readerArn(e) }],
      });
    },
  ],
  [
    'runs/machine with a key pair',
    'reader',
    (e) => {
      trust({ Principal: { Service: 'ec2.amazonaws.com' } })(e);
      const profile = e.add('AWS::IAM::InstanceProfile', { Roles: [e.get('reader', 'Ref')] });
      e.add('AWS::EC2::Instance', { ImageId: 'ami-1', KeyName: 'k', IamInstanceProfile: { Ref: profile } });
    },
  ],
  [
    'code/catalogue of queries',
    'fn',
    (e) => {
      e.add('AWS::Athena::DataCatalog', { Name: 'c', Type: 'LAMBDA', Parameters: { function: e.get('fn') } });
    },
  ],
  [
    'copies/records through a function',
    'bucket',
    (e) => {
      e.add('AWS::KinesisFirehose::DeliveryStream', {
        ExtendedS3DestinationConfiguration: {
          BucketARN: e.get('bucket'),
          RoleARN: `arn:aws:iam::${ELSEWHERE}:role/r`,
          ProcessingConfiguration: {
            Enabled: true,
            Processors: [{ Type: 'Lambda', Parameters: [{ ParameterName: 'LambdaArn', ParameterValue: FUNCTION }] }],
          },
        },
      });
    },
  ],
  ['passes/Lambda', 'reader', passing('lambda.amazonaws.com', 'lambda:CreateFunction', 'lambda:InvokeFunction')],
  [
    'passes/EC2',
    'reader',
    passing('ec2.amazonaws.com', 'ec2:RunInstances', 'iam:CreateInstanceProfile', 'iam:AddRoleToInstanceProfile'),
  ],
  [
    'passes/Step Functions',
    'reader',
    passing('states.amazonaws.com', 'states:CreateStateMachine', 'states:StartExecution'),
  ],
  ['passes/Batch Operations', 'reader', passing('batchoperations.s3.amazonaws.com', 's3:CreateJob')],
  ['passes/DataSync', 'reader', passing('datasync.amazonaws.com', 'datasync:CreateLocationS3')],
  ['passes/Pipes', 'reader', passing('pipes.amazonaws.com', 'pipes:CreatePipe')],
  ['passes/Scheduler', 'reader', passing('scheduler.amazonaws.com', 'scheduler:CreateSchedule')],
  ['passes/CloudFormation', 'reader', passing('cloudformation.amazonaws.com', 'cloudformation:CreateStack')],
  ['passes/Glue', 'reader', passing('glue.amazonaws.com', 'glue:CreateJob', 'glue:StartJobRun')],
  // Code that runs as a reader.
  [
    'code/permission',
    'fn',
    (e) => {
      e.add('AWS::Lambda::Permission', {
        FunctionName: e.get('fn'),
        Action: 'lambda:UpdateFunctionCode',
        Principal: ELSEWHERE,
      });
    },
  ],
  [
    'code/permission, to call',
    'fn',
    (e) => {
      e.add('AWS::Lambda::Permission', {
        FunctionName: e.get('fn'),
        Action: 'lambda:InvokeFunction',
        Principal: ELSEWHERE,
      });
    },
  ],
  [
    'code/permission, anybody',
    'fn',
    (e) => {
      e.add('AWS::Lambda::Permission', { FunctionName: e.get('fn', 'Ref'), Action: 'lambda:*', Principal: '*' });
    },
  ],
  [
    'code/address',
    'fn',
    (e) => {
      e.add('AWS::Lambda::Url', { TargetFunctionArn: e.get('fn'), AuthType: 'NONE' });
      e.add('AWS::Lambda::Permission', {
        FunctionName: e.get('fn'),
        Action: 'lambda:InvokeFunctionUrl',
        Principal: '*',
        FunctionUrlAuthType: 'NONE',
      });
    },
  ],
  [
    'code/destination',
    'fn',
    (e) => {
      e.add('AWS::Lambda::EventInvokeConfig', {
        FunctionName: e.get('fn', 'Ref'),
        Qualifier: '$LATEST',
        DestinationConfig: { OnSuccess: { Destination: QUEUE } },
      });
    },
  ],
  [
    'code/log subscription',
    'fn',
    (e) => {
      e.add('AWS::Logs::SubscriptionFilter', {
        LogGroupName: named('/aws/lambda/', e.get('fn', 'Ref')),
        FilterPattern: '',
        DestinationArn: `arn:aws:logs:eu-west-1:${ELSEWHERE}:destination:d`,
      });
    },
  ],
  ['code/log read by a role', 'fn', may('logs:GetLogEvents', 'logs:FilterLogEvents')],
  // The lake.
  [
    'lake/everybody',
    'table',
    (e) => {
      e.add('AWS::LakeFormation::PrincipalPermissions', {
        Principal: { DataLakePrincipalIdentifier: 'IAM_ALLOWED_PRINCIPALS' },
        Permissions: ['ALL'],
        PermissionsWithGrantOption: [],
        Resource: { Table: tableOf(e) },
      });
    },
  ],
  [
    'lake/a role of the account',
    'table',
    (e) => {
      const role = e.role([allow('lakeformation:GetDataAccess')]);
      e.add('AWS::LakeFormation::PrincipalPermissions', {
        Principal: { DataLakePrincipalIdentifier: { 'Fn::GetAtt': [role, 'Arn'] } },
        Permissions: ['SELECT'],
        PermissionsWithGrantOption: [],
        Resource: { Table: tableOf(e) },
      });
    },
  ],
  [
    'lake/grants of the old kind',
    'table',
    (e) => {
      const role = e.role([allow('lakeformation:GetDataAccess')]);
      const { DatabaseName, Name } = tableOf(e);
      e.add('AWS::LakeFormation::Permissions', {
        DataLakePrincipal: { DataLakePrincipalIdentifier: { 'Fn::GetAtt': [role, 'Arn'] } },
        Permissions: ['SELECT'],
        Resource: { TableResource: { DatabaseName, Name } },
      });
    },
  ],
  [
    'lake/all tables',
    'table',
    (e) => {
      const role = e.role([allow('lakeformation:GetDataAccess')]);
      const { CatalogId, DatabaseName } = tableOf(e);
      e.add('AWS::LakeFormation::PrincipalPermissions', {
        Principal: { DataLakePrincipalIdentifier: { 'Fn::GetAtt': [role, 'Arn'] } },
        Permissions: ['SELECT'],
        PermissionsWithGrantOption: [],
        Resource: { Table: { CatalogId, DatabaseName, TableWildcard: {} } },
      });
    },
  ],
  [
    'lake/by tags',
    'table',
    (e) => {
      const role = e.role([allow('lakeformation:GetDataAccess')]);
      e.add('AWS::LakeFormation::PrincipalPermissions', {
        Principal: { DataLakePrincipalIdentifier: { 'Fn::GetAtt': [role, 'Arn'] } },
        Permissions: ['SELECT'],
        PermissionsWithGrantOption: [],
        Resource: {
          LFTagPolicy: {
            CatalogId: { Ref: 'AWS::AccountId' },
            ResourceType: 'TABLE',
            Expression: [{ TagKey: 'k', TagValues: ['v'] }],
          },
        },
      });
    },
  ],
  [
    'lake/another account',
    'table',
    (e) => {
      e.add('AWS::LakeFormation::PrincipalPermissions', {
        Principal: { DataLakePrincipalIdentifier: ELSEWHERE },
        Permissions: ['SELECT'],
        PermissionsWithGrantOption: [],
        Resource: { Table: tableOf(e) },
      });
    },
  ],
  [
    'lake/a second table',
    'table bucket',
    (e) => {
      const { DatabaseName } = tableOf(e);
      const role = e.role([allow('lakeformation:GetDataAccess')]);
      e.add('AWS::Glue::Table', {
        CatalogId: { Ref: 'AWS::AccountId' },
        DatabaseName,
        TableInput: {
          Name: 'second',
          StorageDescriptor: {
            Columns: [{ Name: 'c', Type: 'string' }],
            Location: named('s3://', e.get('bucket', 'Ref')),
          },
        },
      });
      e.add('AWS::LakeFormation::PrincipalPermissions', {
        Principal: { DataLakePrincipalIdentifier: { 'Fn::GetAtt': [role, 'Arn'] } },
        Permissions: ['SELECT'],
        PermissionsWithGrantOption: [],
        Resource: { Table: { CatalogId: { Ref: 'AWS::AccountId' }, DatabaseName, Name: 'second' } },
      });
    },
  ],
  [
    'lake/shared',
    'table',
    (e) => {
      e.add('AWS::RAM::ResourceShare', { Name: 's', ResourceArns: [e.get('table')], Principals: [ELSEWHERE] });
    },
  ],
  [
    'lake/tag on the table',
    'table',
    (e) => {
      e.add('AWS::LakeFormation::TagAssociation', {
        Resource: { Table: tableOf(e) },
        LFTags: [{ CatalogId: { Ref: 'AWS::AccountId' }, TagKey: 'k', TagValues: ['v'] }],
      });
    },
  ],
  ['lake/a role may grant', 'table', may('lakeformation:GrantPermissions')],
  // Copies of a store.
  [
    'copies/backup',
    'bucket',
    (e) => {
      const plan = e.add('AWS::Backup::BackupPlan', {
        BackupPlan: { BackupPlanName: 'p', BackupPlanRule: [{ RuleName: 'r', TargetBackupVault: 'Default' }] },
      });
      e.add('AWS::Backup::BackupSelection', {
        BackupPlanId: { Ref: plan },
        BackupSelection: { SelectionName: 's', IamRoleArn: readerArn(e), Resources: [e.get('bucket')] },
      });
    },
  ],
  [
    'role/reads and takes the lock away',
    'bucket key',
    (e) => {
      e.role([...reads(e), allow(['s3:DeleteBucketPolicy', 'kms:PutKeyPolicy'])]);
    },
  ],
];

/** A table as grants name it, its parts by the ways of the template. */
function tableOf(e: Edit): Resources {
  const { DatabaseName, TableInput } = e.of('table');
  const plain = typeof DatabaseName === 'string' ? DatabaseName : e.get('database', 'Ref');
  return { CatalogId: { Ref: 'AWS::AccountId' }, DatabaseName: plain, Name: TableInput.Name };
}

export const BREACHES: readonly Breach[] = [...rows(CHANGES, false), ...rows(ADDITIONS, true)];
