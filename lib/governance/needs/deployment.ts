import type { App, CallNeed, Need } from '../../access/index.ts';
import { ZONE_NAMES } from '../../activity/zones.ts';
import type { Configuration } from '../configuration.ts';
import type { Where } from './where.ts';

const DYNAMO_KEYS = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html';
const SCHEMAS = 'https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html';

/**
 * Permissions of CloudFormation's deployment role that a policy in the templates could deny; its own policies come from
 * `cdk bootstrap`. Permissions of the handlers are those of CloudFormation's resource schemas.
 */
export function deploymentNeeds(where: Where, { environment, access }: Configuration, app: App): Need[] {
  const principal = where.role(`cdk-${environment.qualifier}-cfn-exec-role-${where.account}-${where.region}`);
  const need = (
    id: string,
    why: string,
    source: string,
    call: Pick<CallNeed, 'actions' | 'resource' | 'context' | 'unsure'>,
  ): Need => ({
    ...call,
    id: `deployment/${id}`,
    kind: 'call',
    principal,
    outside: true,
    why,
    source,
  });
  const tables = ['control', 'participation'].flatMap((table): Need[] => {
    const resource = `alias/${where.of(table)}`;
    const why = `the ${table} table can be created, changed and deleted`;
    const asService = { ...where.via('dynamodb'), 'kms:GrantIsForAWSResource': 'true' };
    return [
      need(`${table}-key`, why, DYNAMO_KEYS, {
        actions: [
          ...['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey'],
          'kms:GenerateDataKeyWithoutPlaintext',
        ],
        resource,
        context: where.throughDynamo(table),
        unsure: { 'kms:EncryptionContext:aws:dynamodb:subscriberId': where.account },
      }),
      need(`${table}-grants`, why, DYNAMO_KEYS, {
        actions: ['kms:CreateGrant', 'kms:RevokeGrant'],
        resource,
        context: asService,
      }),
      need(`${table}-describes-key`, why, DYNAMO_KEYS, {
        actions: ['kms:DescribeKey'],
        resource,
        unsure: where.via('dynamodb'),
      }),
      need(`${table}-table`, why, SCHEMAS, {
        actions: [
          ...['dynamodb:CreateTable', 'dynamodb:UpdateTable', 'dynamodb:DeleteTable', 'dynamodb:DescribeTable'],
          ...['dynamodb:UpdateTimeToLive', 'dynamodb:UpdateContinuousBackups', 'dynamodb:PutResourcePolicy'],
          ...['dynamodb:DeleteResourcePolicy', 'dynamodb:TagResource'],
        ],
        resource: where.table(table),
      }),
    ];
  });
  const buckets = ZONE_NAMES.map((zone) =>
    need(`${zone}-bucket`, `the ${zone} bucket can be created, changed and deleted`, SCHEMAS, {
      actions: [
        ...['s3:CreateBucket', 's3:DeleteBucket', 's3:ListBucket', 's3:GetBucketAcl', 's3:PutBucketPolicy'],
        ...['s3:DeleteBucketPolicy', 's3:PutEncryptionConfiguration', 's3:PutLifecycleConfiguration'],
        ...['s3:PutBucketVersioning', 's3:PutBucketNotification', 's3:PutBucketPublicAccessBlock'],
        ...['s3:PutBucketOwnershipControls', 's3:PutBucketTagging', 's3:PutBucketObjectLockConfiguration'],
      ],
      resource: where.bucket(zone),
    }),
  );
  const keys = app.keys.map((key) =>
    need(`key-${key.template}-${key.logicalId}`, 'the key can be created, changed and deleted', SCHEMAS, {
      actions: [
        ...['kms:PutKeyPolicy', 'kms:GetKeyPolicy', 'kms:DescribeKey', 'kms:TagResource', 'kms:CreateAlias'],
        ...['kms:DeleteAlias', 'kms:ScheduleKeyDeletion', 'kms:GetKeyRotationStatus'],
      ],
      resource: key.arn,
    }),
  );
  const results = Object.keys(access.teams).map((team) =>
    need(`results-${team}`, `the work group of ${team} can be created`, SCHEMAS, {
      actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
      resource: `alias/${where.of(`results-${team}`)}`,
      context: where.via('athena'),
    }),
  );
  const passed = app.roles.filter(({ template }) => template.startsWith(`${where.prefix}-`));
  const passes = need('passes-roles', 'functions, schedules and the registration get their roles', SCHEMAS, {
    actions: ['iam:PassRole'],
    resource: passed[0]?.arn ?? '*',
  });
  return [
    ...tables,
    ...buckets,
    ...keys,
    ...results,
    passes,
    {
      id: 'deployment/administers-lake',
      kind: 'grant',
      principal,
      permission: 'GRANT',
      on: { everything: true },
      why: 'the database, its filters and its grants can be made',
      source: 'https://docs.aws.amazon.com/lake-formation/latest/dg/permissions-reference.html',
    },
  ];
}
