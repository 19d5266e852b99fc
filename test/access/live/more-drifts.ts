import type { AccountReading } from '../../../lib/access/live/reading.ts';
import { allow, answered, asMallory, edited, encoded, keyOf, madeRole, type Planted, RAW, role } from './drifts.ts';

// biome-ignore lint/suspicious/noExplicitAny: an edit reaches into answers of every shape
type Output = any;

const here = (service: string, rest: string): string => `arn:aws:${service}:eu-west-1:111122223333:${rest}`;
const TEAM = 'strongroom-team-ui-agents';
const IDENTITIES = 'iam:GetAccountAuthorizationDetails';

/** A user of no template, with what is put on it. */
const user = (more: object) => (reading: AccountReading) =>
  edited(reading, IDENTITIES, '', (output) => {
    output.UserDetailList.push({
      ...{ UserName: 'mallory', Path: '/', Arn: 'arn:aws:iam::111122223333:user/mallory' },
      ...{ GroupList: [], AttachedManagedPolicies: [], UserPolicyList: [], ...more },
    });
  });
const over = (...Statement: object[]) => ({ PolicyName: 'own', PolicyDocument: encoded({ Statement }) });
const rewrites = allow('iam:UpdateAssumeRolePolicy');

/** The rest of the catalogue: of each step that no change in `drifts.ts` takes, as far as a reading shows it. */
export const MORE: Readonly<Record<string, Planted>> = {
  'a key is replicated to another region': {
    by: 'kms:ReplicateKey',
    plant: (reading) =>
      edited(reading, 'kms:DescribeKey', keyOf(reading, 'strongroom-raw'), (output) => {
        output.KeyMetadata.MultiRegion = true;
        output.KeyMetadata.MultiRegionConfiguration = {
          MultiRegionKeyType: 'PRIMARY',
          PrimaryKey: { Arn: output.KeyMetadata.Arn, Region: 'eu-west-1' },
          ReplicaKeys: [{ Arn: output.KeyMetadata.Arn.replace('eu-west-1', 'us-east-1'), Region: 'us-east-1' }],
        };
      }),
    says: /KMS::Key .*MultiRegion/,
  },
  'grants of S3 stand beside the policies': {
    by: 's3:CreateAccessGrant s3:PutAccessGrantsInstanceResourcePolicy',
    plant: (reading) =>
      edited(reading, 's3control:ListAccessGrantsInstances', '', () => ({
        AccessGrantsInstancesList: [
          { AccessGrantsInstanceId: 'default', AccessGrantsInstanceArn: here('s3', 'access-grants/default') },
        ],
      })),
    falls: /^(no-side-doors|two-locks)\/raw/,
  },
  'a user gets a policy': {
    by: 'iam:PutUserPolicy',
    plant: user({ UserPolicyList: [over(rewrites)] }),
    falls: /^no-escalation\/raw/,
  },
  'a user gets a policy of AWS': {
    by: 'iam:AttachUserPolicy',
    plant: user({
      AttachedManagedPolicies: [{ PolicyArn: 'arn:aws:iam::aws:policy/IAMFullAccess', PolicyName: 'IAMFullAccess' }],
    }),
    falls: /^no-escalation\/raw/,
  },
  'a user that a boundary held loses it': {
    by: 'iam:DeleteUserPermissionsBoundary iam:PutUserPermissionsBoundary iam:DeleteUserPolicy iam:DetachUserPolicy',
    plant: user({
      UserPolicyList: [over(rewrites)],
      PermissionsBoundary: {
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
      },
    }),
    falls: /^no-escalation\/raw/,
  },
  'a boundary goes back to a version that allows more': {
    by: 'iam:SetDefaultPolicyVersion',
    plant: (reading) =>
      edited(reading, IDENTITIES, 'Policies', (output) => {
        for (const each of output.Policies) {
          if (!/boundary/.test(each.PolicyName)) continue;
          for (const version of each.PolicyVersionList) version.IsDefaultVersion = false;
          each.DefaultVersionId = 'v9';
          each.PolicyVersionList.push({
            VersionId: 'v9',
            IsDefaultVersion: true,
            Document: encoded({ Statement: [{ ...allow('*'), Sid: 'Older' }] }),
          });
        }
      }),
    says: /Allow Older of the boundary is in no template/,
  },
  'a role gets a wider boundary': {
    by: 'iam:PutRolePermissionsBoundary',
    plant: role(TEAM, (identity) => {
      identity.PermissionsBoundary.PermissionsBoundaryArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    }),
    says: /Role strongroom-team-ui-agents: .*boundary is in no template/,
  },
  'a role loses the policy that denies it things': {
    by: 'iam:DeleteRolePolicy iam:DetachRolePolicy',
    plant: role(TEAM, (identity) => {
      identity.RolePolicyList = [];
      identity.AttachedManagedPolicies = [];
    }),
    says: /Role strongroom-team-ui-agents: .* of the policy is not in the account/,
  },
  'a group gets a policy of AWS': {
    by: 'iam:AttachGroupPolicy',
    plant: (reading) =>
      edited(user({ GroupList: ['helpers'] })(reading), IDENTITIES, '', (output) => {
        output.GroupDetailList.push({
          ...{ GroupName: 'helpers', Path: '/', Arn: 'arn:aws:iam::111122223333:group/helpers', GroupPolicyList: [] },
          AttachedManagedPolicies: [
            { PolicyArn: 'arn:aws:iam::aws:policy/IAMFullAccess', PolicyName: 'IAMFullAccess' },
          ],
        });
      }),
    falls: /^no-escalation\/raw/,
  },
  'a queue of somebody else feeds a function': {
    by: 'lambda:CreateEventSourceMapping lambda:UpdateEventSourceMapping',
    plant: (reading) =>
      edited(reading, 'lambda:ListEventSourceMappings', '', (output) => {
        output.EventSourceMappings.push({
          ...{ UUID: 'f1', State: 'Enabled', FunctionArn: here('lambda', 'function:strongroom-redact') },
          EventSourceArn: 'arn:aws:sqs:eu-west-1:999988887777:theirs',
        });
      }),
    says: /EventSourceMapping .*EventSourceArn is in no template/,
  },
  'what a function ends with goes elsewhere': {
    by: 'lambda:PutFunctionEventInvokeConfig lambda:UpdateFunctionEventInvokeConfig',
    plant: (reading) =>
      edited(reading, 'lambda:ListFunctionEventInvokeConfigs', 'strongroom-redact', () => ({
        FunctionEventInvokeConfigs: [
          {
            FunctionArn: here('lambda', 'function:strongroom-redact:$LATEST'),
            DestinationConfig: { OnSuccess: { Destination: 'arn:aws:sqs:eu-west-1:999988887777:theirs' } },
          },
        ],
      })),
    says: /EventInvokeConfig .*DestinationConfig is/,
    falls: /^no-side-doors/,
  },
  'an alias points at other code': {
    by: 'lambda:UpdateAlias',
    plant: (reading) =>
      edited(reading, 'lambda:ListAliases', 'strongroom-redact', () => ({
        Aliases: [{ Name: 'live', AliasArn: here('lambda', 'function:strongroom-redact:live'), FunctionVersion: '7' }],
      })),
    says: /Alias .*FunctionVersion is/,
  },
  'a table is laid over the raw zone': {
    by: 'glue:CreateTable',
    plant: (reading) =>
      edited(reading, 'glue:GetTables', 'strongroom', (output) => {
        output.TableList.push({
          ...{ Name: 'over_raw', DatabaseName: 'strongroom', CatalogId: '111122223333' },
          StorageDescriptor: { Location: `s3://${RAW}/segments/`, Columns: [{ Name: 'a', Type: 'string' }] },
        });
      }),
    says: /Glue::Table over_raw/,
  },
  'the catalog lets another account in': {
    by: 'glue:PutResourcePolicy',
    plant: (reading) =>
      edited(reading, 'glue:GetResourcePolicies', '', () => ({
        GetResourcePoliciesResponseList: [
          {
            PolicyInJson: JSON.stringify({
              Version: '2012-10-17',
              Statement: [{ ...allow('glue:*', here('glue', '*')), Sid: 'Abroad', Principal: asMallory }],
            }),
          },
        ],
      })),
    falls: /^(no-escalation|columns-and-rows)/,
  },
  'several grants are made at once': {
    by: 'lakeformation:BatchGrantPermissions',
    plant: (reading) =>
      edited(reading, 'lakeformation:ListPermissions', '', (output) => {
        for (const Name of ['ALL_TABLES'])
          output.PrincipalResourcePermissions.push({
            Principal: { DataLakePrincipalIdentifier: '999988887777' },
            Resource: { Table: { CatalogId: '111122223333', DatabaseName: 'strongroom', Name, TableWildcard: {} } },
            ...{ Permissions: ['SELECT'], PermissionsWithGrantOption: [] },
          });
      }),
    says: /SELECT to 999988887777 on table.* is in no template/,
    falls: /^columns-and-rows/,
  },
  'a filter is made beside those of the templates': {
    by: 'lakeformation:CreateDataCellsFilter',
    plant: (reading) =>
      edited(reading, 'lakeformation:ListDataCellsFilter', '', (output) => {
        const [first] = output.DataCellsFilters;
        output.DataCellsFilters.push({
          ...first,
          Name: 'wide',
          RowFilter: { AllRowsWildcard: {} },
          ColumnNames: [],
          ColumnWildcard: {},
        });
      }),
    says: /DataCellsFilter wide/,
  },
  'a grant goes to whatever has a tag': {
    by: 'lakeformation:AddLFTagsToResource lakeformation:CreateLakeFormationOptIn',
    plant: (reading) =>
      edited(reading, 'lakeformation:ListPermissions', '', (output) => {
        output.PrincipalResourcePermissions.push({
          Principal: { DataLakePrincipalIdentifier: `arn:aws:iam::111122223333:role/${TEAM}` },
          Resource: {
            LFTagPolicy: {
              CatalogId: '111122223333',
              ResourceType: 'TABLE',
              Expression: [{ TagKey: 'open', TagValues: ['yes'] }],
            },
          },
          ...{ Permissions: ['SELECT'], PermissionsWithGrantOption: [] },
        });
      }),
    says: /SELECT to strongroom-team-ui-agents on/,
    falls: /^columns-and-rows/,
  },
  'a stack is changed and its template with it': {
    by: 'cloudformation:UpdateStack cloudformation:CreateChangeSet cloudformation:ExecuteChangeSet',
    plant: (reading) =>
      edited(
        edited(reading, 's3:GetBucketPolicy', RAW, () => null),
        'cloudformation:GetTemplate',
        'strongroom-storage',
        (output) => {
          const template = JSON.parse(output.TemplateBody);
          for (const [name, each] of Object.entries(template.Resources) as [string, Output][])
            if (each.Type === 'AWS::S3::BucketPolicy' && /raw/i.test(JSON.stringify(each.Properties.Bucket)))
              delete template.Resources[name];
          output.TemplateBody = JSON.stringify(template);
        },
      ),
    falls: /^two-locks\/raw/,
  },
  'a role may hand ours to a canary': {
    by: 'synthetics:CreateCanary synthetics:UpdateCanary synthetics:StartCanaryDryRun',
    plant: madeRole(
      'watcher',
      { Service: 'ec2.amazonaws.com' },
      allow(['iam:PassRole', 'synthetics:*', 'lambda:*', 's3:*']),
    ),
    falls: /^no-escalation\/raw/,
  },
  'a schedule runs as a role of ours': {
    by: 'scheduler:CreateSchedule',
    plant: (reading) =>
      answered(
        edited(reading, 'scheduler:ListSchedules', '', (output) => {
          output.Schedules.push({
            Name: 'nightly',
            GroupName: 'default',
            Arn: here('scheduler', 'schedule/default/nightly'),
          });
        }),
        {
          call: 'scheduler:GetSchedule',
          input: { Name: 'nightly', GroupName: 'default' },
          output: {
            ...{ Name: 'nightly', GroupName: 'default', ScheduleExpression: 'rate(1 day)', State: 'ENABLED' },
            Target: {
              Arn: here('lambda', 'function:other'),
              RoleArn: 'arn:aws:iam::111122223333:role/strongroom-redact',
            },
          },
        },
      ),
    says: /Schedule nightly/,
  },
  'a location is registered beside those of the templates': {
    by: 'lakeformation:RegisterResource',
    plant: (reading) =>
      edited(reading, 'lakeformation:ListResources', '', (output) => {
        output.ResourceInfoList.push({
          ResourceArn: `arn:aws:s3:::${RAW}`,
          RoleArn: 'arn:aws:iam::111122223333:role/strongroom-redact',
        });
      }),
    says: /LakeFormation::Resource .*raw/,
  },
  'another trail is made, and ours writes less': {
    by: 'cloudtrail:CreateTrail cloudtrail:UpdateTrail',
    plant: (reading) =>
      edited(reading, 'cloudtrail:DescribeTrails', '', (output) => {
        for (const trail of output.trailList) trail.S3BucketName = 'elsewhere';
      }),
    says: /Trail .*S3BucketName is another one/,
  },
  'a rule of ours starts something else': {
    by: 'events:PutTargets',
    plant: (reading) =>
      edited(reading, 'events:ListTargetsByRule', 'strongroom-watch-kms', (output) => {
        output.Targets.push({ Id: 'x', Arn: here('lambda', 'function:other') });
      }),
    says: /Rule strongroom-watch-kms: target is in no template/,
  },
};

/** Steps of which nothing that is read shows the effect: the event itself is told of, and pauses collection. */
export const BY_EVENT_ONLY: Readonly<Record<string, string>> = {
  'iam:CreateAccessKey': 'a user with rights is refuted by itself, key or no key',
  'iam:CreateLoginProfile': 'a user with rights is refuted by itself, password or no password',
  'iam:UpdateLoginProfile': 'a user with rights is refuted by itself, password or no password',
  'iam:UpdateSAMLProvider': 'whom a directory lets in is not in the account',
  'iam:AddClientIDToOpenIDConnectProvider': 'whom a directory lets in is not in the account',
  'iam:UpdateOpenIDConnectProviderThumbprint': 'whom a directory lets in is not in the account',
  'apigateway:POST': 'the APIs of an account are not read: what changes one is announced',
  'apigateway:PATCH': 'the APIs of an account are not read: what changes one is announced',
  'apigateway:PUT': 'the APIs of an account are not read: what changes one is announced',
  'apigateway:DELETE': 'the APIs of an account are not read: what changes one is announced',
  'sso:CreateAccountAssignment': 'who is in which group is not in the account',
  'identitystore:CreateGroupMembership': 'who is in which group is not in the account',
  'sso-directory:AddMemberToGroup': 'who is in which group is not in the account',
  's3:CreateAccessPointForObjectLambda': 'it reads with the rights of who asks, through an access point that is read',
  's3:PutAccessPointPolicyForObjectLambda':
    'it reads with the rights of who asks, through an access point that is read',
  's3:CreateMultiRegionAccessPoint': 'what comes through it has to pass the policy of its bucket, which is read',
  's3:PutMultiRegionAccessPointPolicy': 'what comes through it has to pass the policy of its bucket, which is read',
  's3:PutObject': 'from where the code of a function was taken, no reading shows',
  's3:ReplicateObject': 'from where the code of a function was taken, no reading shows',
  's3:PutAccessPointPolicy': 'its access point is in no template already',
  'glue:CreatePartition': 'a partition opens nothing that its table and its location do not',
  'glue:BatchCreatePartition': 'a partition opens nothing that its table and its location do not',
  'glue:UpdatePartition': 'a partition opens nothing that its table and its location do not',
  'glue:BatchUpdatePartition': 'a partition opens nothing that its table and its location do not',
  'lakeformation:RegisterResourceWithPrivilegedAccess': 'whether a location was registered so, no reading shows',
  'lakeformation:UpdateLFTagExpression': 'a grant by an expression is refuted by itself, whatever the expression says',
  'rolesanywhere:CreateProfile': 'who holds a certificate is not in the account; the roles that trust it are read',
  'rolesanywhere:UpdateProfile': 'who holds a certificate is not in the account; the roles that trust it are read',
  'athena:StartSession': 'what runs is over when it is looked for; the work group that lets it is read',
  'athena:StartCalculationExecution': 'what runs is over when it is looked for; the work group that lets it is read',
};

/** Things of one other workload, whose name has nothing of ours. */
const shop: Readonly<Record<string, readonly [call: string, about: string, change: (output: Output) => void][]>> = {
  'a database, a table, a grant and a filter of another workload': [
    ['glue:GetDatabases', '', (output) => output.DatabaseList.push({ Name: 'shop', CatalogId: '111122223333' })],
    [
      'lakeformation:ListPermissions',
      '',
      (output) =>
        output.PrincipalResourcePermissions.push({
          Principal: { DataLakePrincipalIdentifier: 'arn:aws:iam::111122223333:role/web' },
          Resource: { Table: { CatalogId: '111122223333', DatabaseName: 'shop', Name: 'orders' } },
          ...{ Permissions: ['SELECT'], PermissionsWithGrantOption: [] },
        }),
    ],
    [
      'lakeformation:ListDataCellsFilter',
      '',
      (output) =>
        output.DataCellsFilters.push({
          ...{ TableCatalogId: '111122223333', DatabaseName: 'shop', TableName: 'orders', Name: 'eu' },
          ...{ RowFilter: { FilterExpression: "place = 'EU'" }, ColumnWildcard: {} },
        }),
    ],
  ],
  'a location of the lake of another workload': [
    [
      'lakeformation:ListResources',
      '',
      (output) =>
        output.ResourceInfoList.push({
          ResourceArn: 'arn:aws:s3:::shop-images',
          RoleArn: 'arn:aws:iam::111122223333:role/web',
        }),
    ],
  ],
  'a user of another workload': [
    [
      IDENTITIES,
      '',
      (output) =>
        output.UserDetailList.push({
          ...{ UserName: 'shopkeeper', Path: '/', Arn: 'arn:aws:iam::111122223333:user/shopkeeper' },
          ...{ GroupList: [], AttachedManagedPolicies: [] },
          UserPolicyList: [over(allow('s3:GetObject', 'arn:aws:s3:::shop-images/*'))],
        }),
    ],
  ],
};

/** Tables of a database that nobody asked about are asked for too. */
const TABLES_OF_SHOP = { call: 'glue:GetTables', input: { DatabaseName: 'shop' } } as const;
const ORDERS = {
  ...{ Name: 'orders', DatabaseName: 'shop', CatalogId: '111122223333' },
  StorageDescriptor: { Location: 's3://shop-images/orders/', Columns: [{ Name: 'place', Type: 'string' }] },
};

/** Changes of another workload in the same account. */
export const HARMLESS_BESIDE: Readonly<Record<string, (reading: AccountReading) => AccountReading>> = {
  ...Object.fromEntries(
    Object.entries(shop).map(([name, edits]) => [
      name,
      (reading: AccountReading) =>
        answered(
          edits.reduce(
            (next, [call, about, change]) => edited(next, call, about, (output) => void change(output)),
            reading,
          ),
          { ...TABLES_OF_SHOP, output: { TableList: [ORDERS] } },
        ),
    ]),
  ),
  'a function of another workload, its address and its queue': (reading) => {
    const arn = here('lambda', 'function:shop');
    const QueueUrl = 'https://sqs.eu-west-1.amazonaws.com/111122223333/shop-orders';
    return answered(
      [
        [
          'lambda:ListFunctions',
          (output: Output) =>
            output.Functions.push({
              FunctionName: 'shop',
              FunctionArn: arn,
              Role: 'arn:aws:iam::111122223333:role/web',
              Runtime: 'nodejs24.x',
            }),
        ],
        ['sqs:ListQueues', (output: Output) => output.QueueUrls.push(QueueUrl)],
        [
          'lambda:ListEventSourceMappings',
          (output: Output) =>
            output.EventSourceMappings.push({
              UUID: 's',
              State: 'Enabled',
              FunctionArn: arn,
              EventSourceArn: here('sqs', 'shop-orders'),
            }),
        ],
      ].reduce(
        (next, [call, change]) =>
          edited(next, call as string, '', (output) => void (change as (output: Output) => void)(output)),
        reading,
      ),
      { call: 'lambda:GetPolicy', input: { FunctionName: arn }, output: null },
      {
        call: 'lambda:ListFunctionUrlConfigs',
        input: { FunctionName: arn },
        output: {
          FunctionUrlConfigs: [
            { FunctionArn: arn, AuthType: 'NONE', FunctionUrl: 'https://s.lambda-url.eu-west-1.on.aws/' },
          ],
        },
      },
      {
        call: 'lambda:ListFunctionEventInvokeConfigs',
        input: { FunctionName: arn },
        output: { FunctionEventInvokeConfigs: [] },
      },
      { call: 'lambda:ListAliases', input: { FunctionName: arn }, output: { Aliases: [] } },
      {
        call: 'sqs:GetQueueAttributes',
        input: { QueueUrl },
        output: { Attributes: { QueueArn: here('sqs', 'shop-orders') } },
      },
    );
  },
};
