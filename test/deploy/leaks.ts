import { beforeAll, describe, expect, test } from 'vitest';
import type { Templates } from '../../lib/platform/review/templates.ts';
import { waysIn } from './closed.ts';
import { add, change, defaultTemplates, statement } from './templates.ts';

const ACCOUNT_ID = `\${AWS::AccountId}`;
const ACCOUNT = { Ref: 'AWS::AccountId' };
const TEAM_ROLE = { 'Fn::Sub': `arn:aws:iam::${ACCOUNT_ID}:role/strongroom-team-ui-agents` };
const TABLE = { CatalogId: ACCOUNT, DatabaseName: 'strongroom', Name: 'activity' };

const grant = (templates: Templates, id: string, Resource: unknown): void =>
  add(templates, 'strongroom-access', id, 'AWS::LakeFormation::PrincipalPermissions', {
    Catalog: ACCOUNT,
    Principal: { DataLakePrincipalIdentifier: TEAM_ROLE },
    Resource,
    Permissions: ['SELECT'],
    PermissionsWithGrantOption: [],
  });

const rawDocument = (templates: Templates) =>
  change(templates, 'AWS::S3::BucketPolicy', 'Raw/Policy').Properties.PolicyDocument;

/** One planted leak each: what is changed in the templates, and what the finding must name. */
const LEAKS: readonly { name: string; plant: (templates: Templates) => void; says: RegExp }[] = [
  {
    name: 'root may use the raw key, so every identity policy counts',
    plant: (templates) => {
      const policy = change(templates, 'AWS::KMS::Key', 'Raw/Key').Properties.KeyPolicy;
      statement(policy, 'AdministerWithoutUse').Action = 'kms:*';
    },
    says: /Administrator may kms:Decrypt/,
  },
  {
    name: "the bucket's deny is removed",
    plant: (templates) => {
      const document = rawDocument(templates);
      document.Statement = document.Statement.filter(({ Sid }: { Sid: string }) => Sid !== 'DenyReadUnlessListed');
    },
    says: /Administrator may s3:GetObject/,
  },
  {
    name: 'the deny exempts principals by a wildcard',
    plant: (templates) => {
      const { Condition } = statement(rawDocument(templates), 'DenyReadUnlessListed') as {
        Condition: Record<string, unknown>;
      };
      Condition.ArnNotLike = { 'aws:PrincipalArn': [{ 'Fn::Sub': `arn:aws:iam::${ACCOUNT_ID}:role/ops-*` }] };
      delete Condition.ArnNotEquals;
    },
    says: /ops-anybody may s3:GetObject/,
  },
  {
    name: 'the deny covers GetObject alone',
    plant: (templates) => {
      statement(rawDocument(templates), 'DenyReadUnlessListed').Action = 's3:GetObject';
    },
    says: /may s3:GetObjectVersion/,
  },
  {
    name: 'the listing is open',
    plant: (templates) => {
      statement(rawDocument(templates), 'DenyListUnlessListed').Action = 's3:ListBucket';
    },
    says: /may s3:ListBucketVersions/,
  },
  {
    name: 'the deny holds only for requests that carry the key',
    plant: (templates) => {
      const { Condition } = statement(rawDocument(templates), 'DenyReadUnlessListed') as {
        Condition: Record<string, unknown>;
      };
      Condition.StringEquals = { 'aws:PrincipalType': 'User' };
    },
    says: /may s3:GetObject/,
  },
  {
    name: 'an approved role trusts everybody',
    plant: (templates) => {
      change(templates, 'AWS::IAM::Role', 'Roles/Redact').Properties.AssumeRolePolicyDocument.Statement.push({
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 'sts:AssumeRole',
      });
    },
    says: /may take .*strongroom-redact/,
  },
  {
    name: 'a grant without a filter',
    plant: (templates) => {
      const existing = change(templates, 'AWS::LakeFormation::PrincipalPermissions', 'ui-agents-filter');
      existing.Properties.Resource = { Table: TABLE };
    },
    says: /see more than it is declared to/,
  },
  {
    name: 'a second, wider grant',
    plant: (templates) => {
      const columns = { ...TABLE, ColumnNames: ['kind', 'text'] };
      grant(templates, 'Wider', { TableWithColumns: columns });
    },
    says: /see more than it is declared to/,
  },
  {
    name: 'hybrid access',
    plant: (templates) => {
      change(templates, 'AWS::LakeFormation::Resource').Properties.HybridAccessEnabled = true;
    },
    says: /leaves the location to IAM/,
  },
  {
    name: 'the raw zone is registered',
    plant: (templates) =>
      add(templates, 'strongroom-catalog', 'RawToo', 'AWS::LakeFormation::Resource', {
        ResourceArn: { 'Fn::Sub': `arn:aws:s3:::strongroom-raw-${ACCOUNT_ID}-\${AWS::Region}` },
        UseServiceLinkedRole: true,
      }),
    says: /registers the raw zone/,
  },
];

let templates: Templates;
beforeAll(() => {
  templates = defaultTemplates();
});

describe('from the templates alone', () => {
  test('no principal outside the approved role can read raw activity', () => {
    expect(waysIn(templates)).toEqual([]);
  });

  test.each(LEAKS)('a planted leak is found: $name', ({ plant, says }) => {
    const leaky = structuredClone(templates);
    plant(leaky);
    expect(waysIn(leaky).join('\n')).toMatch(says);
  });
});
