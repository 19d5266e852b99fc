import type { AccountReading, CallAnswer } from '../../../lib/access/live/reading.ts';

// biome-ignore lint/suspicious/noExplicitAny: an edit reaches into answers of every shape
type Output = any;

/** Changes what an account answers to a call about something: `about` is in what was asked, or in the answer. */
export function edited(
  reading: AccountReading,
  call: string,
  about: string,
  change: (output: Output) => Output,
): AccountReading {
  let hit = false;
  const answers = reading.answers.map((answer): CallAnswer => {
    if (hit || answer.call !== call || !('output' in answer)) return answer;
    if (!JSON.stringify([answer.input, answer.output]).includes(about)) return answer;
    hit = true;
    const output = answer.output === null ? null : structuredClone(answer.output);
    const changed = change(output);
    return { call, input: answer.input, output: changed === undefined ? output : changed };
  });
  if (!hit) throw new Error(`no ${call} about ${about}`);
  return { ...reading, answers };
}

const policy = (edit: (document: Output) => void) => (output: Output) => {
  const document = JSON.parse(output.Policy);
  edit(document);
  output.Policy = JSON.stringify(document);
};

export const role = (name: string, edit: (role: Output) => void) => (reading: AccountReading) =>
  edited(reading, 'iam:GetAccountAuthorizationDetails', name, (output) => {
    const found = [...output.RoleDetailList, ...output.UserDetailList].find(
      (value: Output) => (value.RoleName ?? value.UserName) === name,
    );
    edit(found);
  });

/** A role of no template. */
export const madeRole =
  (name: string, Principal: object, ...Statement: object[]) =>
  (reading: AccountReading) =>
    edited(reading, 'iam:GetAccountAuthorizationDetails', '', (output) => {
      output.RoleDetailList.push({
        ...{ RoleName: name, Path: '/', Arn: `arn:aws:iam::111122223333:role/${name}`, AttachedManagedPolicies: [] },
        AssumeRolePolicyDocument: encoded({ Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] }),
        RolePolicyList: [{ PolicyName: 'own', PolicyDocument: encoded({ Statement }) }],
      });
    });

export const encoded = (document: object): string =>
  encodeURIComponent(JSON.stringify({ Version: '2012-10-17', ...document }));
export const allow = (Action: string | string[], Resource = '*') => ({ Effect: 'Allow', Action, Resource });
export const asMallory = { AWS: 'arn:aws:iam::999988887777:root' };
export const RAW = 'strongroom-raw-111122223333-eu-west-1';

export const answered = (reading: AccountReading, ...answers: CallAnswer[]): AccountReading => ({
  ...reading,
  answers: [...reading.answers, ...answers],
});

export interface Planted {
  /** Entries of the catalogue of steps, or what silences those who watch, as events name them. */
  readonly by: string;
  readonly plant: (reading: AccountReading) => AccountReading;
  /** Words of the difference that names it; left out where it is beside what the templates make, and the claims name it. */
  readonly says?: RegExp;
  /** Whether claims fall with it, and of which kind; left out where another lock still holds and nobody gained anything. */
  readonly falls?: RegExp;
}

/** Changes that somebody made past the deployment, of each kind of thing that the catalogue of steps speaks of. */
export const PLANTED: Readonly<Record<string, Planted>> = {
  'a bucket policy lets another account in': {
    by: 's3:PutBucketPolicy',
    plant: (reading) =>
      edited(
        reading,
        's3:GetBucketPolicy',
        RAW,
        policy((document) => {
          document.Statement = [
            { ...allow('s3:GetObject', `arn:aws:s3:::${RAW}/*`), Principal: asMallory, Sid: 'Share' },
          ];
        }),
      ),
    says: /Bucket .*raw.*Allow Share/,
    falls: /^two-locks\/raw/,
  },
  'a bucket policy is gone': {
    by: 's3:DeleteBucketPolicy',
    plant: (reading) => edited(reading, 's3:GetBucketPolicy', RAW, () => null),
    says: /Bucket .*raw.*Deny .* is not in the account/,
    falls: /^two-locks\/raw/,
  },
  'an exempted reader is added to a Deny': {
    by: 's3:PutBucketPolicy',
    plant: (reading) =>
      edited(
        reading,
        's3:GetBucketPolicy',
        RAW,
        policy((document) => {
          for (const { Effect, Condition } of document.Statement)
            for (const keys of Object.values(Condition ?? {}) as Output[])
              if (Effect === 'Deny' && Array.isArray(keys['aws:PrincipalArn']))
                keys['aws:PrincipalArn'].push('arn:aws:iam::111122223333:role/strongroom-team-ui-agents');
        }),
      ),
    says: /Bucket .*raw.*is another one/,
    falls: /raw/,
  },
  'a bucket is opened by an ACL': {
    by: 's3:PutBucketAcl',
    plant: (reading) =>
      edited(reading, 's3:GetBucketAcl', RAW, (output) => {
        output.Grants.push({
          Grantee: { URI: 'http://acs.amazonaws.com/groups/global/AllUsers', Type: 'Group' },
          Permission: 'READ',
        });
      }),
    says: /Bucket .*raw.*AccessControl is in no template/,
  },
  'public access is no longer blocked': {
    by: 's3:PutBucketPublicAccessBlock',
    plant: (reading) => edited(reading, 's3:GetPublicAccessBlock', RAW, () => null),
    says: /PublicAccessBlockConfiguration is not in the account/,
  },
  'a bucket is replicated': {
    by: 's3:PutReplicationConfiguration',
    plant: (reading) =>
      edited(reading, 's3:GetBucketReplication', RAW, () => ({
        ReplicationConfiguration: {
          Role: 'arn:aws:iam::111122223333:role/replicator',
          Rules: [{ Status: 'Enabled', Priority: 1, Filter: {}, Destination: { Bucket: 'arn:aws:s3:::elsewhere' } }],
        },
      })),
    says: /ReplicationConfiguration is in no template/,
    falls: /^no-side-doors\/raw/,
  },
  'an inventory tells the names of objects': {
    by: 's3:PutBucketInventoryConfiguration',
    plant: (reading) =>
      edited(reading, 's3:ListBucketInventoryConfigurations', RAW, () => ({
        InventoryConfigurationList: [
          {
            Id: 'all',
            IsEnabled: true,
            Destination: { S3BucketDestination: { Bucket: 'arn:aws:s3:::elsewhere', Format: 'CSV' } },
          },
        ],
      })),
    says: /InventoryConfigurations is in no template/,
    falls: /^no-side-doors\/raw/,
  },
  'a bucket keeps for longer': {
    by: 's3:PutBucketLifecycle',
    plant: (reading) => edited(reading, 's3:GetBucketLifecycleConfiguration', RAW, () => null),
    says: /LifecycleConfiguration is not in the account/,
    falls: /^it-dies\/raw/,
  },
  'new objects are put under another key': {
    by: 's3:PutEncryptionConfiguration',
    plant: (reading) =>
      edited(reading, 's3:GetBucketEncryption', RAW, () => ({
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      })),
    says: /BucketEncryption is another one/,
    falls: /raw/,
  },
  'an access point is put beside a bucket': {
    by: 's3:CreateAccessPoint',
    plant: (reading) =>
      answered(
        edited(reading, 's3control:ListAccessPoints', '', (output) => {
          output.AccessPointList.push({
            ...{ Name: 'side', Bucket: RAW, NetworkOrigin: 'Internet' },
            AccessPointArn: 'arn:aws:s3:eu-west-1:111122223333:accesspoint/side',
          });
        }),
        {
          call: 's3control:GetAccessPointPolicy',
          input: { Name: 'side' },
          output: {
            Policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ ...allow('s3:*'), Principal: '*' }] }),
          },
        },
      ),
    says: /AccessPoint side.* is in no template/,
  },
  'a key policy lets the account decide': {
    by: 'kms:PutKeyPolicy',
    plant: (reading) =>
      edited(
        reading,
        'kms:GetKeyPolicy',
        keyOf(reading, 'strongroom-raw'),
        policy((document) => {
          document.Statement.push({
            ...allow('kms:*'),
            Sid: 'Anybody',
            Principal: { AWS: 'arn:aws:iam::111122223333:root' },
          });
        }),
      ),
    says: /KMS::Key .*Allow Anybody of the policy is in no template/,
    falls: /^two-locks\/raw\/key/,
  },
  'a grant opens a key': {
    by: 'kms:CreateGrant',
    plant: (reading) =>
      edited(reading, 'kms:ListGrants', keyOf(reading, 'strongroom-raw'), (output) => {
        output.Grants.push({
          GrantId: 'f00',
          GranteePrincipal: 'arn:aws:iam::111122223333:role/strongroom-team-ui-agents',
          Operations: ['Decrypt', 'DescribeKey'],
        });
      }),
    says: /KMS::Key .*Allow Grant f00/,
    falls: /^two-locks\/raw\/key/,
  },
  'a key is disabled': {
    by: 'kms:DisableKey',
    plant: (reading) =>
      edited(reading, 'kms:DescribeKey', keyOf(reading, 'strongroom-alarms'), (output) => {
        output.KeyMetadata.KeyState = 'Disabled';
      }),
    says: /KMS::Key .*Enabled is another one/,
    falls: /^no-silent-administrator/,
  },
  'a role lets somebody else take it': {
    by: 'iam:UpdateAssumeRolePolicy',
    plant: role('strongroom-redact', (identity) => {
      identity.AssumeRolePolicyDocument = encoded({
        Statement: [{ Effect: 'Allow', Principal: asMallory, Action: 'sts:AssumeRole', Sid: 'Other' }],
      });
    }),
    says: /Role strongroom-redact: Allow Other of the trust is in no template/,
    falls: /^no-escalation\/raw/,
  },
  'a role gets a policy': {
    by: 'iam:PutRolePolicy',
    plant: role('strongroom-team-ui-agents', (identity) => {
      identity.RolePolicyList.push({
        PolicyName: 'more',
        PolicyDocument: encoded({ Statement: [allow('iam:UpdateAssumeRolePolicy')] }),
      });
      delete identity.PermissionsBoundary;
    }),
    says: /Role strongroom-team-ui-agents: Allow statement 1 of the policy is in no template/,
    falls: /^no-escalation/,
  },
  'a role gets a policy of AWS that no record has': {
    by: 'iam:AttachRolePolicy',
    plant: role('strongroom-team-ui-agents', (identity) => {
      identity.AttachedManagedPolicies.push({ PolicyArn: 'arn:aws:iam::aws:policy/BrandNewFullAccess' });
      delete identity.PermissionsBoundary;
    }),
    says: /Role strongroom-team-ui-agents: .*is in no template/,
    falls: /^no-escalation\/raw/,
  },
  'a role is marked as one that manages people': {
    by: 'iam:TagRole',
    plant: role('strongroom-team-ui-agents', (identity) => {
      identity.Tags = [{ Key: 'department', Value: 'human-resources' }];
    }),
    falls: /^people-management\/redacted/,
  },
  'a role loses its boundary': {
    by: 'iam:DeleteRolePermissionsBoundary',
    plant: role('strongroom-team-ui-agents', (identity) => {
      delete identity.PermissionsBoundary;
    }),
    says: /Role strongroom-team-ui-agents: .*boundary is not in the account/,
  },
  'a boundary allows more': {
    by: 'iam:CreatePolicyVersion',
    plant: (reading) =>
      edited(reading, 'iam:GetAccountAuthorizationDetails', 'Policies', (output) => {
        for (const each of output.Policies)
          if (/boundary/.test(each.PolicyName))
            each.PolicyVersionList[0].Document = encoded({ Statement: [{ ...allow('*'), Sid: 'Everything' }] });
      }),
    says: /Allow Everything of the boundary is in no template/,
  },
  'a role may pass another to code of its own': {
    by: 'iam:PassRole lambda:CreateFunction lambda:InvokeFunction',
    plant: madeRole(
      'builder',
      { Service: 'ec2.amazonaws.com' },
      allow(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction']),
    ),
    falls: /^no-escalation\/raw/,
  },
  'a function may be changed by a new role': {
    by: 'lambda:UpdateFunctionCode',
    plant: madeRole(
      'coder',
      { AWS: '*' },
      allow('lambda:UpdateFunctionCode', 'arn:aws:lambda:eu-west-1:111122223333:function:strongroom-redact'),
    ),
    falls: /^no-escalation\/raw/,
  },
  'a group gets rights over keys': {
    by: 'iam:PutGroupPolicy iam:AddUserToGroup',
    plant: (reading) =>
      edited(reading, 'iam:GetAccountAuthorizationDetails', '', (output) => {
        const arn = (kind: string) => `arn:aws:iam::111122223333:${kind}`;
        output.GroupDetailList.push({
          ...{ GroupName: 'helpers', Path: '/', Arn: arn('group/helpers'), AttachedManagedPolicies: [] },
          GroupPolicyList: [
            { PolicyName: 'g', PolicyDocument: encoded({ Statement: [allow('iam:UpdateAssumeRolePolicy')] }) },
          ],
        });
        output.UserDetailList.push({
          ...{
            UserName: 'mallory',
            Path: '/',
            Arn: arn('user/mallory'),
            GroupList: ['helpers'],
            AttachedManagedPolicies: [],
          },
        });
      }),
    falls: /^no-escalation\/raw/,
  },
  'a function runs as another role': {
    by: 'lambda:UpdateFunctionConfiguration',
    plant: (reading) =>
      edited(reading, 'lambda:ListFunctions', '', (output) => {
        for (const fn of output.Functions)
          if (fn.FunctionName === 'strongroom-worker') fn.Role = 'arn:aws:iam::111122223333:role/strongroom-redact';
      }),
    says: /Function strongroom-worker: Role is another one/,
    falls: /^no-side-doors\/raw/,
  },
  'a function is given to everybody at an address': {
    by: 'lambda:CreateFunctionUrlConfig lambda:AddPermission lambda:PutResourcePolicy',
    plant: (reading) => {
      const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:strongroom-redact';
      const open = {
        ...allow('lambda:InvokeFunctionUrl', arn),
        ...{ Sid: 'Open', Principal: '*', Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } } },
      };
      const withUrl = edited(reading, 'lambda:ListFunctionUrlConfigs', arn, (output) => {
        output.FunctionUrlConfigs.push({
          FunctionArn: arn,
          AuthType: 'NONE',
          FunctionUrl: 'https://x.lambda-url.eu-west-1.on.aws/',
        });
      });
      return edited(withUrl, 'lambda:GetPolicy', arn, () => ({
        Policy: JSON.stringify({ Version: '2012-10-17', Statement: [open] }),
      }));
    },
    says: /Url strongroom-redact: AuthType is in no template/,
    falls: /raw/,
  },
  'a layer is put into a function': {
    by: 'lambda:UpdateFunctionConfiguration',
    plant: (reading) =>
      edited(reading, 'lambda:ListFunctions', '', (output) => {
        for (const fn of output.Functions)
          if (fn.FunctionName === 'strongroom-redact')
            fn.Layers = [{ Arn: 'arn:aws:lambda:eu-west-1:999988887777:layer:x:1' }];
      }),
    says: /Function strongroom-redact: Layers is in no template/,
  },
  'a queue lets somebody else take messages': {
    by: 'sqs:SetQueueAttributes',
    plant: (reading) =>
      edited(reading, 'sqs:GetQueueAttributes', '/strongroom-segments"', (output) => {
        const document = JSON.parse(output.Attributes.Policy);
        document.Statement.push({ ...allow('sqs:ReceiveMessage'), Sid: 'Leak', Principal: asMallory });
        output.Attributes.Policy = JSON.stringify(document);
      }),
    says: /Queue strongroom-segments: Allow Leak/,
  },
  'log events go elsewhere': {
    by: 'logs:PutSubscriptionFilter',
    plant: (reading) =>
      edited(reading, 'logs:DescribeSubscriptionFilters', 'strongroom-redact', (output) => {
        output.subscriptionFilters.push({
          ...{ filterName: 'copy', logGroupName: '/aws/lambda/strongroom-redact', filterPattern: '' },
          destinationArn: 'arn:aws:kinesis:eu-west-1:999988887777:stream/out',
        });
      }),
    says: /SubscriptionFilter copy: DestinationArn is in no template/,
    falls: /^no-side-doors/,
  },
  'log events of the whole account go elsewhere': {
    by: 'logs:PutAccountPolicy',
    plant: (reading) =>
      edited(reading, 'logs:DescribeAccountPolicies', '', (output) => {
        output.accountPolicies.push({
          ...{ policyName: 'all', policyType: 'SUBSCRIPTION_FILTER_POLICY', accountId: '111122223333', scope: 'ALL' },
          policyDocument: JSON.stringify({
            DestinationArn: 'arn:aws:kinesis:eu-west-1:999988887777:stream/out',
            Distribution: 'Random',
          }),
        });
      }),
    falls: /^no-side-doors/,
  },
  'a table of items is copied to another region': {
    by: 'dynamodb:UpdateTable',
    plant: (reading) =>
      edited(reading, 'dynamodb:DescribeTable', 'table/strongroom-control', (output) => {
        output.Table.Replicas = [{ RegionName: 'us-east-1', ReplicaStatus: 'ACTIVE' }];
      }),
    falls: /^no-side-doors\/control/,
  },
  'a grant of the lake has no filter': {
    by: 'lakeformation:GrantPermissions',
    plant: (reading) =>
      edited(reading, 'lakeformation:ListPermissions', '', (output) => {
        output.PrincipalResourcePermissions.push({
          Principal: { DataLakePrincipalIdentifier: 'arn:aws:iam::111122223333:role/strongroom-team-ui-agents' },
          Resource: {
            TableWithColumns: {
              CatalogId: '111122223333',
              DatabaseName: 'strongroom',
              Name: 'ALL_TABLES',
              ColumnWildcard: {},
            },
          },
          ...{ Permissions: ['SELECT'], PermissionsWithGrantOption: [] },
        });
      }),
    says: /SELECT to strongroom-team-ui-agents on table.* is in no template/,
    falls: /^columns-and-rows/,
  },
  'a filter lets all rows through': {
    by: 'lakeformation:UpdateDataCellsFilter',
    plant: (reading) =>
      edited(reading, 'lakeformation:ListDataCellsFilter', '', (output) => {
        const [first] = output.DataCellsFilters;
        first.RowFilter = { AllRowsWildcard: {} };
      }),
    says: /DataCellsFilter .*: filter is another one/,
    falls: /^columns-and-rows/,
  },
  'somebody is made an administrator of the lake': {
    by: 'lakeformation:PutDataLakeSettings',
    plant: (reading) =>
      edited(reading, 'lakeformation:GetDataLakeSettings', '', (output) => {
        output.DataLakeSettings.DataLakeAdmins.push({
          DataLakePrincipalIdentifier: 'arn:aws:iam::111122223333:role/strongroom-operator',
        });
      }),
    says: /data lake settings: administrators is another one/,
    falls: /^(no-escalation|columns-and-rows)/,
  },
  'new tables are open to IAM': {
    by: 'lakeformation:PutDataLakeSettings',
    plant: (reading) =>
      edited(reading, 'lakeformation:GetDataLakeSettings', '', (output) => {
        output.DataLakeSettings.CreateTableDefaultPermissions = [
          { Principal: { DataLakePrincipalIdentifier: 'IAM_ALLOWED_PRINCIPALS' }, Permissions: ['ALL'] },
        ];
      }),
    says: /data lake settings: open by default is another one/,
    falls: /columns-and-rows/,
  },
  'a table points at the raw zone': {
    by: 'glue:UpdateTable',
    plant: (reading) =>
      edited(reading, 'glue:GetTables', 'strongroom', (output) => {
        output.TableList[0].StorageDescriptor.Location = `s3://${RAW}/segments/`;
      }),
    says: /Glue::Table .*: table is another one/,
    falls: /./,
  },
  'a location is served past the filters': {
    by: 'lakeformation:UpdateResource',
    plant: (reading) =>
      edited(reading, 'lakeformation:ListResources', '', (output) => {
        output.ResourceInfoList[0].HybridAccessEnabled = true;
      }),
    says: /LakeFormation::Resource .*: registered is another one/,
    falls: /columns-and-rows/,
  },
  'a workgroup no longer holds to its settings': {
    by: 'athena:UpdateWorkGroup',
    plant: (reading) =>
      edited(reading, 'athena:GetWorkGroup', 'strongroom-team-ui-agents', (output) => {
        output.WorkGroup.Configuration.EnforceWorkGroupConfiguration = false;
      }),
    says: /WorkGroup .*: workgroup is another one/,
    falls: /^no-side-doors/,
  },
  'a table of items lets somebody else read': {
    by: 'dynamodb:PutResourcePolicy',
    plant: (reading) =>
      edited(reading, 'dynamodb:GetResourcePolicy', 'table/strongroom-control', () => ({
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ ...allow('dynamodb:*'), Sid: 'Out', Principal: asMallory }],
        }),
      })),
    says: /Table strongroom-control: Allow Out/,
    falls: /control/,
  },
  'the trail is stopped': {
    by: 'cloudtrail:StopLogging',
    plant: (reading) => edited(reading, 'cloudtrail:GetTrailStatus', '', () => ({ IsLogging: false })),
    says: /Trail .*: IsLogging is another one/,
    falls: /^no-silent-administrator/,
  },
  'a watch rule is disabled': {
    by: 'events:DisableRule',
    plant: (reading) =>
      edited(reading, 'events:ListRules', '', (output) => {
        for (const rule of output.Rules) if (rule.Name === 'strongroom-watch-iam') rule.State = 'DISABLED';
      }),
    says: /Rule strongroom-watch-iam: State is another one/,
    falls: /^no-silent-administrator/,
  },
  'a watch rule tells nobody': {
    by: 'events:RemoveTargets',
    plant: (reading) =>
      edited(reading, 'events:ListTargetsByRule', 'strongroom-watch-kms', (output) => {
        output.Targets = [];
      }),
    says: /Rule strongroom-watch-kms: target is not in the account/,
    falls: /^no-silent-administrator/,
  },
  'the schedule of retention runs something else': {
    by: 'scheduler:UpdateSchedule',
    plant: (reading) =>
      edited(reading, 'scheduler:GetSchedule', '', (output) => {
        output.Target = { ...output.Target, Arn: 'arn:aws:lambda:eu-west-1:111122223333:function:other' };
      }),
    says: /Schedule .*: Target.Arn is another one/,
  },
};

export function keyOf(reading: AccountReading, alias: string): string {
  const aliases = reading.answers.find(({ call }) => call === 'kms:ListAliases') as Output;
  return aliases.output.Aliases.find((candidate: Output) => candidate.AliasName === `alias/${alias}`).TargetKeyId;
}

/** Changes that no claim rests on, and that other workloads of the account make. */
export const HARMLESS: Readonly<Record<string, (reading: AccountReading) => AccountReading>> = {
  'lists of a policy in another order, and a single text for a list': (reading) =>
    edited(
      reading,
      's3:GetBucketPolicy',
      RAW,
      policy((document) => {
        document.Statement.reverse();
        for (const each of document.Statement) if (Array.isArray(each.Action)) each.Action.reverse();
      }),
    ),
  'the account written as its root': (reading) =>
    edited(
      reading,
      'kms:GetKeyPolicy',
      keyOf(reading, 'strongroom-raw'),
      policy((document) => {
        for (const each of document.Statement)
          if (each.Principal?.AWS === 'arn:aws:iam::111122223333:root') each.Principal.AWS = '111122223333';
      }),
    ),
  'a role of another workload': madeRole(
    'web',
    { Service: 'ecs-tasks.amazonaws.com' },
    allow('s3:GetObject', 'arn:aws:s3:::shop-images/*'),
  ),
  'a bucket of another workload': (reading) =>
    answered(
      edited(reading, 's3:ListBuckets', '', (output) => {
        output.Buckets.push({ Name: 'shop-images' });
      }),
      ...reading.answers
        .filter(({ input }) => input.Bucket === RAW)
        .map(({ call }) => ({ call, input: { Bucket: 'shop-images' }, output: null })),
    ),
};
