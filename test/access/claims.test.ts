import { describe, expect, it } from 'vitest';
import { CLAIM_FAMILIES, type Proof, prove } from '../../lib/access/index.ts';
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';

const environment = lakePlace;
const declaration = lakeDeclaration;

type Template = ReturnType<typeof lakeTemplate>;
// biome-ignore lint/suspicious/noExplicitAny: a mutation reaches into templates of every shape
type Resources = Record<string, any>;
const mutated = (change: (resources: Resources) => void): Template => {
  const template = structuredClone(lakeTemplate());
  change(template.Resources);
  return template;
};
const proofOf = (template: unknown): Proof => prove({ Lake: template }, declaration, environment);
const fallen = (proof: Proof) => proof.claims.filter((claim) => claim.verdict !== 'proved').map((claim) => claim.id);

it('proves the lake as it is meant to be', () => {
  const proof = proofOf(lakeTemplate());
  expect(fallen(proof)).toEqual([]);
  expect(proof.verdict).toBe('proved');
  expect(proof.inputs.templates.Lake).toMatch(/^[0-9a-f]{64}$/);
});

const keyStatements = (resources: Resources, key: string) => resources[key].Properties.KeyPolicy.Statement;
const bucketStatements = (resources: Resources, bucket: string) =>
  resources[`${bucket}Policy`].Properties.PolicyDocument.Statement;
const secondGrant = (resources: Resources, Resource: object, Principal?: unknown) => {
  resources.SecondGrant = structuredClone(resources.Grant);
  resources.SecondGrant.Properties.Resource = Resource;
  if (Principal) resources.SecondGrant.Properties.Principal = { DataLakePrincipalIdentifier: Principal };
};
const account = { Ref: 'AWS::AccountId' };
const table = { CatalogId: account, DatabaseName: 'activity', Name: 'activity' };

/** Each opens the data in one way; beside it, the claims that have to fall and something the witness has to say. */
const LEAKS: [string, (resources: Resources) => void, string[], string][] = [
  [
    'root may use the raw key',
    (r) => {
      keyStatements(r, 'RawKey')[0].Action = 'kms:*';
    },
    ['two-locks/raw/key/RawKey'],
    'AdministerWithoutUse',
  ],
  [
    'the bucket has no deny',
    (r) => bucketStatements(r, 'RawBucket').shift(),
    ['two-locks/raw/bucket/RawBucket'],
    's3:GetObject',
  ],
  [
    'the deny exempts everybody',
    (r) => {
      bucketStatements(r, 'RawBucket')[0].Condition.ArnNotEquals['aws:PrincipalArn'].push('*');
    },
    ['two-locks/raw/bucket/RawBucket'],
    's3:GetObject',
  ],
  [
    'the deny exempts any role of the account',
    (r) => {
      bucketStatements(r, 'RawBucket')[0].Condition.ArnNotEquals['aws:PrincipalArn'].push({
        'Fn::Join': ['', ['arn:aws:iam::', account, ':role/*']],
      });
    },
    ['two-locks/raw/bucket/RawBucket'],
    ':role/',
  ],
  [
    'the deny is of s3:GetObject alone',
    (r) => {
      bucketStatements(r, 'RawBucket')[0].Action = 's3:GetObject';
    },
    ['two-locks/raw/bucket/RawBucket'],
    's3:GetObjectVersion',
  ],
  [
    'the deny asks any value instead of the one',
    (r) => {
      const [deny] = bucketStatements(r, 'RawBucket');
      deny.Condition = { 'ForAnyValue:StringNotEquals': { 'aws:PrincipalTag/team': ['redact'] } };
    },
    ['two-locks/raw/bucket/RawBucket'],
    's3:GetObject',
  ],
  [
    'the deny covers one prefix only',
    (r) => {
      bucketStatements(r, 'RawBucket')[0].Resource = { 'Fn::Sub': '${'.concat('RawBucket.Arn}/segments/*') };
    },
    ['two-locks/raw/bucket/RawBucket'],
    's3:GetObject',
  ],
  [
    'both locks are open',
    (r) => {
      bucketStatements(r, 'RawBucket').shift();
      keyStatements(r, 'RawKey')[0].Action = 'kms:*';
    },
    ['two-locks/raw/bucket/RawBucket', 'two-locks/raw/both/RawBucket', 'two-locks/raw/key/RawKey'],
    'kms:Decrypt',
  ],
  [
    'the bucket is not encrypted with the key',
    (r) => {
      delete r.RawBucket.Properties.BucketEncryption;
    },
    ['two-locks/raw/encryption/RawBucket'],
    'BucketEncryption',
  ],
  [
    'another account may decrypt',
    (r) =>
      keyStatements(r, 'RawKey').push({
        Effect: 'Allow',
        Principal: { AWS: '444455556666' },
        Action: 'kms:Decrypt',
        Resource: '*',
      }),
    ['two-locks/raw/key/RawKey'],
    '444455556666',
  ],
  [
    'a service may decrypt for anybody',
    (r) =>
      keyStatements(r, 'RawKey').push({
        Effect: 'Allow',
        Principal: { Service: 'glue.amazonaws.com' },
        Action: 'kms:Decrypt',
        Resource: '*',
      }),
    ['two-locks/raw/key/RawKey'],
    'glue.amazonaws.com',
  ],
  [
    'an approved role trusts everybody',
    (r) => {
      r.RedactRole.Properties.AssumeRolePolicyDocument.Statement[0].Principal = '*';
    },
    ['no-escalation/raw/trust/RedactRole', 'no-escalation/redacted/trust/RedactRole'],
    'sts:AssumeRole',
  ],
  [
    'an approved role trusts its account',
    (r) => {
      r.RedactRole.Properties.AssumeRolePolicyDocument.Statement[0].Principal = { AWS: account };
    },
    ['no-escalation/raw/trust/RedactRole', 'no-escalation/redacted/trust/RedactRole'],
    'sts:AssumeRole',
  ],
  [
    'a grant without a filter',
    (r) => secondGrant(r, { Table: table }),
    ['columns-and-rows/redacted/grants/Table'],
    'SecondGrant',
  ],
  [
    'a second, wider filter',
    (r) => {
      r.Wider = structuredClone(r.Filter);
      r.Wider.Properties.Name = 'wider';
      r.Wider.Properties.ColumnNames.push('text');
      secondGrant(r, { DataCellsFilter: { ...r.Grant.Properties.Resource.DataCellsFilter, Name: 'wider' } });
    },
    ['columns-and-rows/redacted/grants/Table'],
    'wider',
  ],
  [
    'a grant on all tables',
    (r) => secondGrant(r, { Table: { ...table, Name: undefined, TableWildcard: {} } }),
    ['columns-and-rows/redacted/grants/Table'],
    'SecondGrant',
  ],
  [
    'a grant to somebody else',
    (r) => secondGrant(r, r.Grant.Properties.Resource, 'arn:aws:iam::111122223333:role/x'),
    ['columns-and-rows/redacted/grants/Table'],
    'role/x',
  ],
  [
    'a grant to IAM policies',
    (r) => secondGrant(r, { Table: table }, 'IAM_ALLOWED_PRINCIPALS'),
    ['columns-and-rows/redacted/grants/Table'],
    'SecondGrant',
  ],
  [
    'a filter that leaves out columns instead of naming them',
    (r) => {
      delete r.Filter.Properties.ColumnNames;
      r.Filter.Properties.ColumnWildcard = { ExcludedColumnNames: ['text'] };
    },
    ['columns-and-rows/redacted/grants/Table'],
    'Grant',
  ],
  [
    'a filter of all rows',
    (r) => {
      r.Filter.Properties.RowFilter = { AllRowsWildcard: {} };
    },
    ['columns-and-rows/redacted/grants/Table'],
    'Grant',
  ],
  [
    'hybrid access',
    (r) => {
      r.Location.Properties.HybridAccessEnabled = true;
    },
    ['columns-and-rows/redacted/served/Table'],
    'HybridAccessEnabled',
  ],
  [
    'raw is registered',
    (r) => {
      r.RawLocation = structuredClone(r.Location);
      r.RawLocation.Properties.ResourceArn = { 'Fn::GetAtt': ['RawBucket', 'Arn'] };
    },
    ['columns-and-rows/raw/unregistered'],
    'lake-rawbucket',
  ],
  [
    'defaults are left open',
    (r) => {
      delete r.Settings.Properties.CreateTableDefaultPermissions;
    },
    ['columns-and-rows/settings'],
    'DefaultPermissions',
  ],
  [
    'somebody administers the lake',
    (r) => r.Settings.Properties.Admins.push({ DataLakePrincipalIdentifier: 'arn:aws:iam::111122223333:role/x' }),
    ['columns-and-rows/settings'],
    'role/x',
  ],
  [
    'the table is nowhere registered',
    (r) => {
      delete r.Location;
    },
    ['columns-and-rows/redacted/served/Table'],
    's3://',
  ],
];

const statement = (Action: string | string[], Resource: unknown = '*') => ({ Effect: 'Allow', Action, Resource });
const mayAlso = (resources: Resources, role: string, ...statements: object[]) => {
  resources[`More${role}`] = {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'more',
      Roles: [{ Ref: role }],
      PolicyDocument: { Version: '2012-10-17', Statement: statements },
    },
  };
};

LEAKS.push(
  [
    'the reader may write to any bucket',
    (r) => mayAlso(r, 'RedactRole', statement('s3:PutObject')),
    ['no-side-doors/raw/sinks'],
    's3:PutObject',
  ],
  [
    'the reader may write to any log',
    (r) => mayAlso(r, 'RedactRole', statement('logs:*')),
    ['no-side-doors/raw/sinks'],
    'logs:PutLogEvents',
  ],
  [
    'the reader writes to a queue without a key',
    (r) => {
      r.Queue = { Type: 'AWS::SQS::Queue', Properties: {} };
      mayAlso(r, 'RedactRole', statement('sqs:SendMessage', { 'Fn::GetAtt': ['Queue', 'Arn'] }));
    },
    ['no-side-doors/raw/sinks'],
    'Lake-Queue',
  ],
  [
    'somebody else reads the queue that the reader writes to',
    (r) => {
      r.Queue = { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: { 'Fn::GetAtt': ['RawKey', 'Arn'] } } };
      mayAlso(r, 'RedactRole', statement('sqs:SendMessage', { 'Fn::GetAtt': ['Queue', 'Arn'] }));
      mayAlso(r, 'RegistrationRole', statement('sqs:*'));
    },
    ['no-side-doors/raw/closed'],
    'sqs:SetQueueAttributes',
  ],
  [
    'the bucket is replicated',
    (r) => {
      r.RawBucket.Properties.ReplicationConfiguration = {
        Role: 'x',
        Rules: [{ Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::copy' } }],
      };
    },
    ['no-side-doors/raw/copies'],
    'arn:aws:s3:::copy',
  ],
  [
    'the team may query in any work group',
    (r) => {
      r.TeamBoundary.Properties.PolicyDocument.Statement[0].Action.push('athena:*');
      mayAlso(r, 'TeamRole', statement('athena:StartQueryExecution'));
    },
    ['no-side-doors/redacted/results'],
    'athena:StartQueryExecution',
  ],
  [
    'results may be sent elsewhere',
    (r) => {
      r.Workgroup.Properties.WorkGroupConfiguration.EnforceWorkGroupConfiguration = false;
    },
    ['no-side-doors/redacted/results'],
    'EnforceWorkGroupConfiguration',
  ],
  [
    'nothing expires',
    (r) => {
      delete r.RawBucket.Properties.LifecycleConfiguration;
    },
    ['it-dies/raw/RawBucket'],
    'LifecycleConfiguration',
  ],
  [
    'old versions stay',
    (r) => {
      delete r.RawBucket.Properties.LifecycleConfiguration.Rules[0].NoncurrentVersionExpiration;
    },
    ['it-dies/raw/RawBucket'],
    'LifecycleConfiguration',
  ],
  [
    'days add up to more than was promised',
    (r) => {
      r.RawBucket.Properties.LifecycleConfiguration.Rules[0].NoncurrentVersionExpiration.NoncurrentDays = 2;
    },
    ['it-dies/raw/RawBucket'],
    'NoncurrentDays 2',
  ],
  [
    'only a prefix expires',
    (r) => {
      r.RawBucket.Properties.LifecycleConfiguration.Rules[0].Prefix = 'segments/';
    },
    ['it-dies/raw/RawBucket'],
    'LifecycleConfiguration',
  ],
  [
    'a column without a sensitivity',
    (r) => r.Table.Properties.TableInput.StorageDescriptor.Columns.push({ Name: 'novel', Type: 'string' }),
    ['controls-match-sensitivity/redacted/Table'],
    'novel',
  ],
  [
    'sessions that do not say who is behind them',
    (r) => {
      delete r.TeamRole.Properties.AssumeRolePolicyDocument.Statement[0].Condition;
    },
    ['controls-match-sensitivity/redacted/Table'],
    'a source identity',
  ],
  [
    'the sentinel does not see a change of key policies',
    (r) => {
      const { detail } = r.Watch.Properties.EventPattern;
      detail.eventName = detail.eventName.filter(
        (name: string) => name !== 'PutKeyPolicy' && name !== 'PutBucketPolicy',
      );
    },
    ['no-silent-administrator/raw'],
    'kms:PutKeyPolicy',
  ],
  [
    'the sentinel looks away from one principal',
    (r) => {
      r.Watch.Properties.EventPattern.detail.userIdentity = {
        arn: [{ 'anything-but': ['arn:aws:iam::111122223333:role/deploy'] }],
      };
    },
    ['no-silent-administrator/raw'],
    'arn:aws:',
  ],
);

describe('a planted leak is found', () => {
  it.each(LEAKS)('%s', (_, change, ids, said) => {
    const proof = proofOf(mutated(change));
    expect(proof.verdict).toBe('refuted');
    expect(fallen(proof)).toEqual(expect.arrayContaining(ids));
    const witnesses = proof.claims.filter((claim) => ids.includes(claim.id));
    for (const claim of witnesses) {
      expect(claim.verdict).toBe('refuted');
      expect(claim.witness?.path.length).toBeGreaterThan(0);
    }
    expect(JSON.stringify(witnesses.map((claim) => claim.witness))).toContain(said);
  });
});

/** Families whose changes stand in a file of their own. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'people-management': 'test/access/people-management.test.ts',
  proportionate: 'test/access/proportionate.test.ts',
  works: 'test/access/works.test.ts',
};

it('has a change of the lake that refutes each kind of claim', () => {
  const refuted = new Set(LEAKS.flatMap(([, , ids]) => ids.map((id) => id.split('/')[0])));
  const kinds = Object.keys(CLAIM_FAMILIES).filter((name) => !Object.hasOwn(ELSEWHERE, name));
  const lacking = kinds.filter((name) => !refuted.has(name));
  expect(lacking, 'add to LEAKS a change that such a claim must fall by, with a word of its witness').toEqual([]);
});

const HARMLESS: [string, (resources: Resources) => void][] = [
  [
    'a statement more in the deny',
    (r) =>
      bucketStatements(r, 'RawBucket').push({
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:PutBucketAcl',
        Resource: '*',
      }),
  ],
  [
    'a writer who cannot read',
    (r) =>
      keyStatements(r, 'RawKey').push({
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:role/w' },
        Action: 'kms:GenerateDataKey',
        Resource: '*',
      }),
  ],
  [
    'the deny written with StringNotLike',
    (r) => {
      const [deny] = bucketStatements(r, 'RawBucket');
      deny.Condition = { StringNotLike: { 'aws:PrincipalArn': deny.Condition.ArnNotEquals['aws:PrincipalArn'] } };
    },
  ],
  [
    'an administrator in the account',
    (r) => {
      r.Admin = {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: { Statement: [] },
          ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
        },
      };
    },
  ],
  [
    'another bucket, open to all',
    (r) => {
      r.Other = { Type: 'AWS::S3::Bucket' };
      r.OtherPolicy = {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { Ref: 'Other' },
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: {
              Effect: 'Allow',
              Principal: '*',
              Action: 's3:GetObject',
              Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Other', 'Arn'] }, '/*']] },
            },
          },
        },
      };
    },
  ],
  [
    'the same filter, spaced otherwise',
    (r) => {
      r.Filter.Properties.RowFilter.FilterExpression = " app  = 'editor' ";
    },
  ],
  ['fewer columns', (r) => r.Filter.Properties.ColumnNames.pop()],
];

describe('a harmless change stays proved', () => {
  it.each(HARMLESS)('%s', (name, change) => {
    const proof = proofOf(mutated(change));
    if (!name.includes('administrator')) expect(fallen(proof)).toEqual([]);
    expect(proof.claims.filter((claim) => claim.id.startsWith('two-locks') && claim.verdict !== 'proved')).toEqual([]);
  });
});

/** What is not understood is never proved. */
const DOUBTFUL: [string, (resources: Resources) => void, string][] = [
  [
    'an unknown operator in the deny',
    (r) => {
      bucketStatements(r, 'RawBucket')[0].Condition = { ArnDiffers: { 'aws:PrincipalArn': 'x' } };
    },
    'two-locks/raw/bucket/RawBucket',
  ],
  [
    'an exempted principal that only the deployment knows',
    (r) => {
      bucketStatements(r, 'RawBucket')[0].Condition.ArnNotEquals['aws:PrincipalArn'].push({
        'Fn::ImportValue': 'elsewhere',
      });
    },
    'two-locks/raw/bucket/RawBucket',
  ],
  [
    'a user of the key that only the deployment knows',
    (r) => {
      keyStatements(r, 'RawKey')[1].Principal = { AWS: { 'Fn::ImportValue': 'elsewhere' } };
      keyStatements(r, 'RawKey')[1].Condition = {};
    },
    'two-locks/raw/key/RawKey',
  ],
  [
    'a deny with an element of its own',
    (r) => {
      bucketStatements(r, 'RawBucket')[0].Unless = 'never';
    },
    'two-locks/raw/bucket/RawBucket',
  ],
  [
    'an intrinsic function that is not known',
    (r) => {
      bucketStatements(r, 'RawBucket')[0].Condition.ArnNotEquals = { 'Fn::Whatever': [] };
    },
    'two-locks/raw/bucket/RawBucket',
  ],
];

describe('what is not understood is not proved', () => {
  it.each(DOUBTFUL)('%s', (_, change, id) => {
    const claim = proofOf(mutated(change)).claims.find((candidate) => candidate.id === id);
    expect(claim?.verdict).not.toBe('proved');
    expect(claim?.because).toBeTruthy();
  });

  it('a macro leaves nothing proved', () => {
    const proof = proofOf({ ...lakeTemplate(), Transform: 'Custom' });
    expect(proof.claims.filter((claim) => claim.verdict === 'proved')).toEqual([]);
    expect(proof.notUnderstood.length).toBeGreaterThan(0);
  });

  it('a condition that is left open is tried both ways', () => {
    const template = mutated((r) => {
      r.RawBucketPolicy.Condition = 'Guarded';
    });
    const proof = proofOf({
      ...template,
      Parameters: { P: { Type: 'String' } },
      Conditions: { Guarded: { 'Fn::Equals': [{ Ref: 'P' }, 'yes'] } },
    });
    expect(fallen(proof)).toContain('two-locks/raw/bucket/RawBucket');
    expect(proof.verdict).toBe('refuted');
  });

  it.each<[string, unknown[], string[], boolean]>([
    ['one of the values that are allowed', [{ Ref: 'P' }, 'no'], ['no', 'yes'], true],
    ['a value that is not allowed', [{ Ref: 'P' }, 'perhaps'], ['no', 'yes'], false],
    ['the only value that is allowed', [{ Ref: 'P' }, 'yes'], ['yes'], true],
  ])('a condition on %s of a parameter with a default is tried as far as it can hold', (_, parts, values, falls) => {
    const template = mutated((r) => {
      r.RawBucketPolicy.Condition = 'Guarded';
    });
    const proof = proofOf({
      ...template,
      Parameters: { P: { Type: 'String', Default: 'yes', AllowedValues: values } },
      Conditions: { Open: { 'Fn::Equals': parts }, Guarded: { 'Fn::Not': [{ Condition: 'Open' }] } },
    });
    expect(fallen(proof).includes('two-locks/raw/bucket/RawBucket')).toBe(falls);
  });
});

it('refuses a declaration that names what is not there', () => {
  const wrong = { ...declaration, classes: [{ name: 'raw', buckets: ['Nowhere'], approvedReaders: [] }] };
  expect(() => prove({ Lake: lakeTemplate() }, wrong, environment)).toThrow(
    expect.objectContaining({ code: 'ACCESS_DECLARATION' }),
  );
});
