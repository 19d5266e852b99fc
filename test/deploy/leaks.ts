import { beforeAll, describe, expect, test } from 'vitest';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { awsManagedPolicies } from '../../lib/access/aws-managed/index.ts';
import { type Proof, prove, readApp } from '../../lib/access/index.ts';
import { declarationOf } from '../../lib/governance/declaration.ts';
import type { Templates } from '../../lib/platform/review/templates.ts';
import { add, change, defaultTemplates, statement } from './templates.ts';

const ACCOUNT_ID = `\${AWS::AccountId}`;
const ACCOUNT = { Ref: 'AWS::AccountId' };
const TEAM_ROLE = { 'Fn::Sub': `arn:aws:iam::${ACCOUNT_ID}:role/strongroom-team-ui-agents` };
const TABLE = { CatalogId: ACCOUNT, DatabaseName: 'strongroom', Name: 'activity' };

const proofOf = (templates: Templates, claims?: readonly string[]): Proof => {
  const input = templates as Parameters<typeof readApp>[0];
  const declaration = declarationOf({ access, program, environment }, readApp(input));
  return prove(input, claims === undefined ? declaration : { ...declaration, claims }, {
    managedPolicies: awsManagedPolicies,
  });
};

/** The claims of a family that do not hold, by id. The other families take most of the time of a proof. */
const fallen = (templates: Templates, family: string): string[] =>
  proofOf(templates, [family])
    .claims.filter(({ verdict }) => verdict === 'refuted')
    .map(({ id }) => id);

const grant = (templates: Templates, id: string, Principal: unknown, Resource: unknown): void =>
  add(templates, 'strongroom-access', id, 'AWS::LakeFormation::PrincipalPermissions', {
    Catalog: ACCOUNT,
    Principal: { DataLakePrincipalIdentifier: Principal },
    Resource,
    Permissions: ['SELECT'],
    PermissionsWithGrantOption: [],
  });

const documentOf = (templates: Templates, zone = 'Raw') =>
  change(templates, 'AWS::S3::BucketPolicy', `/${zone}/Policy`).Properties.PolicyDocument;

const keyOf = (templates: Templates, zone = 'Raw') =>
  change(templates, 'AWS::KMS::Key', `/${zone}/Key`).Properties.KeyPolicy;

const readDeny = (templates: Templates, zone = 'Raw') =>
  statement(documentOf(templates, zone), 'DenyReadUnlessListed') as {
    Action: unknown;
    Condition: Record<string, Record<string, unknown>>;
  };

interface Change {
  readonly name: string;
  readonly make: (templates: Templates) => void;
}

/** One planted leak each, and the claim that must fall. */
const LEAKS: readonly (Change & { readonly refutes: RegExp })[] = [
  {
    name: 'root may use the raw key, so every identity policy counts',
    make: (templates) => {
      statement(keyOf(templates), 'AdministerWithoutUse').Action = 'kms:*';
    },
    refutes: /^two-locks\/raw\/key\//,
  },
  {
    name: 'root may make grants on the raw key, which no policy shows',
    make: (templates) => {
      const administer = statement(keyOf(templates), 'AdministerWithoutUse') as { Action: string[] };
      administer.Action = [...administer.Action, 'kms:CreateGrant'];
    },
    refutes: /^two-locks\/raw\/key\//,
  },
  {
    name: "the raw key's reader is any role of the account, through S3",
    make: (templates) => {
      statement(keyOf(templates), 'RedactCanRead').Principal = { AWS: '*' };
    },
    refutes: /^two-locks\/raw\/key\//,
  },
  {
    name: "the bucket's deny is removed",
    make: (templates) => {
      const document = documentOf(templates);
      document.Statement = document.Statement.filter(({ Sid }: { Sid: string }) => Sid !== 'DenyReadUnlessListed');
    },
    refutes: /^two-locks\/raw\/bucket\//,
  },
  {
    name: 'the deny exempts principals by a wildcard',
    make: (templates) => {
      const deny = readDeny(templates);
      const exempt = deny.Condition.ArnNotEquals?.['aws:PrincipalArn'];
      deny.Condition.ArnNotLike = {
        'aws:PrincipalArn': [exempt, { 'Fn::Sub': `arn:aws:iam::${ACCOUNT_ID}:role/ops-*` }].flat(),
      };
      delete deny.Condition.ArnNotEquals;
    },
    refutes: /^two-locks\/raw\/bucket\//,
  },
  {
    name: 'the deny exempts one more role',
    make: (templates) => {
      const names = readDeny(templates).Condition.ArnNotEquals ?? {};
      names['aws:PrincipalArn'] = [names['aws:PrincipalArn'], TEAM_ROLE].flat();
    },
    refutes: /^two-locks\/raw\/bucket\//,
  },
  {
    name: 'the deny covers GetObject alone',
    make: (templates) => {
      readDeny(templates).Action = 's3:GetObject';
    },
    refutes: /^two-locks\/raw\/bucket\//,
  },
  {
    name: 'the deny holds for users alone',
    make: (templates) => {
      readDeny(templates).Condition.StringEquals = { 'aws:PrincipalType': 'User' };
    },
    refutes: /^two-locks\/raw\/bucket\//,
  },
  {
    name: 'the deny spares the objects',
    make: (templates) => {
      const deny = statement(documentOf(templates), 'DenyReadUnlessListed') as { Resource: unknown };
      deny.Resource = (deny.Resource as unknown[])[0];
    },
    refutes: /^two-locks\/raw\/bucket\//,
  },
  {
    name: 'one team may decrypt what was exported for another',
    make: (templates) => {
      const ours = statement(keyOf(templates, 'Derived'), 'UiAgentsCanRead') as { Condition: { StringLike?: unknown } };
      delete ours.Condition.StringLike;
      change(templates, 'AWS::KMS::Key', '/Derived/Key').Properties.KeyPolicy.Statement.push({
        Sid: 'Everybody',
        Effect: 'Allow',
        Principal: { AWS: { 'Fn::Sub': `arn:aws:iam::${ACCOUNT_ID}:root` } },
        Action: 'kms:Decrypt',
        Resource: '*',
      });
    },
    refutes: /^two-locks\/derived\/key\//,
  },
  {
    name: 'a team may read the items of workers',
    make: (templates) => {
      const { ResourcePolicy } = change(templates, 'AWS::DynamoDB::Table', '/Participation/').Properties;
      const names = statement(ResourcePolicy.PolicyDocument, 'DenyItemsUnlessListed').Condition as {
        ArnNotEquals: Record<string, unknown>;
      };
      names.ArnNotEquals['aws:PrincipalArn'] = [names.ArnNotEquals['aws:PrincipalArn'], TEAM_ROLE].flat();
    },
    refutes: /^two-locks\/participation\/table\//,
  },
  {
    name: 'a role of another account may read the items of workers',
    make: (templates) => {
      const { ResourcePolicy } = change(templates, 'AWS::DynamoDB::Table', '/Participation/').Properties;
      const document = ResourcePolicy.PolicyDocument;
      const names = statement(document, 'DenyItemsUnlessListed').Condition as { ArnNotEquals: Record<string, unknown> };
      const elsewhere = 'arn:aws:iam::999999999999:role/analyst';
      names.ArnNotEquals['aws:PrincipalArn'] = [names.ArnNotEquals['aws:PrincipalArn'], elsewhere].flat();
      document.Statement.push({
        ...{ Effect: 'Allow', Principal: { AWS: elsewhere }, Action: 'dynamodb:Query', Resource: '*' },
      });
    },
    refutes: /^two-locks\/participation\/table\//,
  },
  {
    name: 'anybody may query the items of workers',
    make: (templates) => {
      const { ResourcePolicy } = change(templates, 'AWS::DynamoDB::Table', '/Participation/').Properties;
      const deny = statement(ResourcePolicy.PolicyDocument, 'DenyItemsUnlessListed') as { Action: string[] };
      deny.Action = deny.Action.filter((action) => action !== 'dynamodb:Query');
    },
    refutes: /^two-locks\/participation\/table\//,
  },
  {
    name: 'the API of the workers answers without a token',
    make: (templates) => {
      change(templates, 'AWS::ApiGatewayV2::Route', '/GET--api--{proxy+}').Properties.AuthorizationType = 'NONE';
    },
    refutes: /^no-side-doors\/participation\/callers/,
  },
  {
    name: 'the page of the workers comes from the function that reads their items',
    make: (templates) => {
      const api = change(templates, 'AWS::ApiGatewayV2::Route', '/GET--api--{proxy+}').Properties.Target;
      change(templates, 'AWS::ApiGatewayV2::Route', '/GET--{file}').Properties.Target = api;
    },
    refutes: /^no-side-doors\/participation\/callers/,
  },
  {
    name: 'a team may use the key of the items of workers',
    make: (templates) => {
      const policy = change(templates, 'AWS::KMS::Key', '/Participation/Key').Properties.KeyPolicy;
      policy.Statement.push({
        ...{ Sid: 'Curious', Effect: 'Allow', Principal: { AWS: TEAM_ROLE } },
        ...{ Action: 'kms:Decrypt', Resource: '*' },
      });
    },
    refutes: /^two-locks\/participation\/key\//,
  },
  {
    name: 'the items of workers are encrypted with the key of the control table',
    make: (templates) => {
      const control = change(templates, 'AWS::DynamoDB::Table', '/Control/').Properties.SSESpecification;
      change(templates, 'AWS::DynamoDB::Table', '/Participation/').Properties.SSESpecification = control;
    },
    refutes: /^two-locks\/participation\/encryption\//,
  },
  {
    name: 'somebody may change the code behind the page of the workers',
    make: (templates) =>
      add(templates, 'strongroom-audit', 'Deployer', 'AWS::IAM::Role', {
        RoleName: 'deployer',
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
        Policies: [
          {
            PolicyName: 'deploys',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: 'lambda:UpdateFunctionCode', Resource: '*' }],
            },
          },
        ],
      }),
    refutes: /^no-escalation\/participation\//,
  },
  {
    name: 'somebody may replace the policy of the items of workers',
    make: (templates) =>
      add(templates, 'strongroom-audit', 'Tables', 'AWS::IAM::Role', {
        RoleName: 'tables',
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
        Policies: [
          {
            PolicyName: 'tables',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: 'dynamodb:PutResourcePolicy', Resource: '*' }],
            },
          },
        ],
      }),
    refutes: /^no-escalation\/participation\//,
  },
  {
    name: 'an approved role trusts everybody',
    make: (templates) => {
      change(templates, 'AWS::IAM::Role', 'Roles/Redact').Properties.AssumeRolePolicyDocument.Statement.push({
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 'sts:AssumeRole',
      });
    },
    refutes: /^no-escalation\/raw\/trust\//,
  },
  {
    name: 'an approved role trusts its account without a condition',
    make: (templates) => {
      const [trust] = change(templates, 'AWS::IAM::Role', 'Roles/Auditor').Properties.AssumeRolePolicyDocument
        .Statement;
      delete trust.Condition;
    },
    refutes: /^no-escalation\/audit\/trust\//,
  },
  {
    name: 'a grant without a filter',
    make: (templates) => {
      change(templates, 'AWS::LakeFormation::PrincipalPermissions', 'ui-agents-filter').Properties.Resource = {
        Table: TABLE,
      };
    },
    refutes: /^columns-and-rows\/redacted\/grants\//,
  },
  {
    name: 'a second, wider grant',
    make: (templates) =>
      grant(templates, 'Wider', TEAM_ROLE, { TableWithColumns: { ...TABLE, ColumnNames: ['kind', 'text'] } }),
    refutes: /^columns-and-rows\/redacted\/grants\//,
  },
  {
    name: 'a grant to somebody who is no team',
    make: (templates) => {
      const Principal = { 'Fn::Sub': `arn:aws:iam::${ACCOUNT_ID}:role/strongroom-auditor` };
      grant(templates, 'Curious', Principal, { Table: TABLE });
    },
    refutes: /^columns-and-rows\/redacted\/grants\//,
  },
  {
    name: 'a filter that shows one column more',
    make: (templates) => {
      change(templates, 'AWS::LakeFormation::DataCellsFilter', '/ui-agents/').Properties.ColumnNames.push('text');
    },
    refutes: /^columns-and-rows\/redacted\/grants\//,
  },
  {
    name: 'a filter that lets every row through',
    make: (templates) => {
      change(templates, 'AWS::LakeFormation::DataCellsFilter', '/ui-agents/').Properties.RowFilter = {
        AllRowsWildcard: {},
      };
    },
    refutes: /^columns-and-rows\/redacted\/grants\//,
  },
  {
    name: 'hybrid access',
    make: (templates) => {
      change(templates, 'AWS::LakeFormation::Resource').Properties.HybridAccessEnabled = true;
    },
    refutes: /^columns-and-rows\/redacted\/served\//,
  },
  {
    name: 'the raw zone is registered',
    make: (templates) =>
      add(templates, 'strongroom-catalog', 'RawToo', 'AWS::LakeFormation::Resource', {
        ResourceArn: { 'Fn::Sub': `arn:aws:s3:::strongroom-raw-${ACCOUNT_ID}-\${AWS::Region}` },
        UseServiceLinkedRole: true,
      }),
    refutes: /^columns-and-rows\/raw\/unregistered/,
  },
  {
    name: 'sessions with tags may filter for themselves',
    make: (templates) => {
      change(templates, 'AWS::LakeFormation::DataLakeSettings').Properties.AllowExternalDataFiltering = true;
    },
    refutes: /^columns-and-rows\/settings/,
  },
];

/** What changes nothing about who may read. */
const HARMLESS: readonly Change[] = [
  {
    name: 'a role of another stack that may read every bucket and use every key',
    make: (templates) =>
      add(templates, 'strongroom-audit', 'Operator', 'AWS::IAM::Role', {
        RoleName: 'operator',
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
        Policies: [
          {
            PolicyName: 'reads',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: ['s3:Get*', 's3:List*', 'kms:Decrypt'], Resource: '*' }],
            },
          },
        ],
      }),
  },
  {
    name: 'one more door in the deny',
    make: (templates) => {
      readDeny(templates).Action = ['s3:GetObject*', 's3:GetBucketLocation'];
    },
  },
  {
    name: 'the administration of a key without its description',
    make: (templates) => {
      const administer = statement(keyOf(templates), 'AdministerWithoutUse') as { Action: string[] };
      administer.Action = administer.Action.filter((action) => action !== 'kms:UpdateKeyDescription');
    },
  },
];

let templates: Templates;
beforeAll(() => {
  templates = defaultTemplates();
});

describe('from the templates alone', () => {
  test('no principal outside the approved roles can read activity', () => {
    const { verdict, claims, notUnderstood } = proofOf(templates);
    expect(claims.filter((claim) => claim.verdict !== 'proved')).toEqual([]);
    expect({ verdict, notUnderstood }).toEqual({ verdict: 'proved', notUnderstood: [] });
  });

  test('every promise to workers is kept by claims about the zones that it names', () => {
    const { claims } = proofOf(templates);
    for (const { says, claim, zones } of program.promises) {
      for (const zone of zones) {
        const about = claims.filter(({ id }) => id === `${claim}/${zone}` || id.startsWith(`${claim}/${zone}/`));
        expect(about.length, `${says} (${claim}, ${zone})`).toBeGreaterThan(0);
        for (const { id, verdict } of about) expect(verdict, id).toBe('proved');
      }
    }
  });

  test.each(LEAKS)('a planted leak is found: $name', ({ make, refutes }) => {
    const leaky = structuredClone(templates);
    make(leaky);
    const [family = ''] = /[a-z-]+/.exec(refutes.source) ?? [];
    expect(fallen(leaky, family)).toEqual(expect.arrayContaining([expect.stringMatching(refutes)]));
  });

  test.each(HARMLESS)('no alarm without a leak: $name', ({ make }) => {
    const changed = structuredClone(templates);
    make(changed);
    expect(proofOf(changed).verdict).toBe('proved');
  });
});
