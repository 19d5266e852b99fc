import { ACCOUNT, allow, document, ELSEWHERE, sub } from '../edit.ts';
import { breachesOf, type Row } from './breach.ts';
import { BUCKET, everyLock, FUNCTION, gives, locks, ofKey, QUEUE, readerArn, trust } from './plant.ts';

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
  ['key/policy for another account', 'key', ofKey({ Principal: { AWS: ELSEWHERE }, Action: 'kms:PutKeyPolicy' })],
  [
    'lock/policy for another account',
    'bucket policy',
    (e) => {
      e.of('policy').PolicyDocument.Statement.push({
        ...{ Effect: 'Allow', Principal: { AWS: ELSEWHERE }, Action: 's3:PutBucketPolicy' },
        Resource: e.get('bucket'),
      });
    },
  ],
];

/** Resources that are new: each may stand in the same template, under a condition, in another stack or in a nested one. */
const ADDITIONS: readonly Row[] = [
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
];

/** A bucket, its lock, its key, its copies and the days that they are kept. */
export const OF_STORES = breachesOf(CHANGES, ADDITIONS);
