// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are those of CloudFormation
import { expect, test } from 'vitest';
import { prove } from '../../lib/access/index.ts';
import { present } from '../present.ts';

// Keys that sign or make MACs encrypt no class: a user of such a key forges what it vouches for, so each is claimed for itself.
const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const root = { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } };
const elsewhere = { AWS: 'arn:aws:iam::999988887777:root' };
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const allow = (Action: string | string[], more: object = {}) => ({ Effect: 'Allow', Action, Resource: '*', ...more });
const service = (Service: string) => ({ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' });
const role = (trust: object, ...statements: object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: document(trust),
    Policies: statements.map((statement, at) => ({ PolicyName: `p${at}`, PolicyDocument: document(statement) })),
  },
});
const USE = {
  SIGN_VERIFY: 'kms:Sign',
  GENERATE_VERIFY_MAC: 'kms:GenerateMac',
  KEY_AGREEMENT: 'kms:DeriveSharedSecret',
};
type Usage = keyof typeof USE;

interface World {
  readonly resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
  readonly statements: object[];
}

function world(usage: Usage): World {
  const statements = [
    allow(['kms:PutKeyPolicy', 'kms:Describe*', 'kms:DisableKey', 'kms:UpdateAlias'], { Principal: root }),
    allow(USE[usage], { Principal: { AWS: arnOf('User') } }),
  ];
  const resources = {
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyUsage: usage, KeyPolicy: document(...statements) } },
    Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/vouch', TargetKeyId: arnOf('Key') } },
    User: role(service('lambda.amazonaws.com'), allow(USE[usage])),
    Other: role(service('ec2.amazonaws.com')),
  };
  (resources.Key.Properties.KeyPolicy as { Statement: object[] }).Statement = statements;
  return { resources, statements };
}

function claimsOf(usage: Usage, change: (world: World) => void): ReadonlyMap<string, string> {
  const made = world(usage);
  change(made);
  const declaration = {
    classes: [],
    keyPurposes: [{ name: 'seals', keys: ['Key', 'alias/vouch'], users: ['User'] }],
    ...{ trustedBase: [], teams: [] },
  };
  const { claims } = prove({ T: { Resources: made.resources } }, declaration);
  return new Map(claims.map(({ id, verdict }) => [id, verdict]));
}

const other = (world: World, ...statements: object[]): void => {
  world.resources.Other = role(service('ec2.amazonaws.com'), ...statements);
};
const LOCK = 'two-locks/seals/key/Key';
const STEPS = 'no-escalation/seals/key/Key';
const TRUST = 'no-escalation/seals/trust/User';
const usages = Object.keys(USE) as Usage[];

test.each(usages)('a key for %s that only its user may use is proved', (usage) => {
  const claims = claimsOf(usage, () => {});
  expect([LOCK, STEPS, TRUST].map((id) => claims.get(id))).toEqual(['proved', 'proved', 'proved']);
});

const BREACHES: Record<string, readonly [(world: World, usage: Usage) => void, string]> = {
  'a statement for the account': [(w, usage) => w.statements.push(allow(USE[usage], { Principal: root })), LOCK],
  'a statement for another account': [
    (w, usage) => w.statements.push(allow(USE[usage], { Principal: elsewhere })),
    LOCK,
  ],
  'a statement for everybody': [(w, usage) => w.statements.push(allow(USE[usage], { Principal: '*' })), LOCK],
  'a statement for another role': [
    (w, usage) => w.statements.push(allow(USE[usage], { Principal: { AWS: arnOf('Other') } })),
    LOCK,
  ],
  'a grant for anybody to make': [(w) => w.statements.push(allow('kms:CreateGrant', { Principal: root })), LOCK],
  'a usage that only the deployment knows': [
    (w) => {
      present(w.resources.Key).Properties.KeyUsage = { 'Fn::ImportValue': 'usage' };
      w.statements.push(allow('kms:DeriveSharedSecret', { Principal: root }));
    },
    LOCK,
  ],
  'no policy of its own': [(w) => delete present(w.resources.Key).Properties.KeyPolicy, LOCK],
  'a role that writes its policy': [(w) => other(w, allow('kms:PutKeyPolicy')), STEPS],
  'a role that disables it': [(w) => other(w, allow('kms:DisableKey')), STEPS],
  'a role that moves its alias': [(w) => other(w, allow('kms:UpdateAlias')), STEPS],
  'a role that passes the role of its user': [(w) => other(w, allow(['iam:PassRole', 'lambda:*'])), STEPS],
  'another account that deletes it': [
    (w) => w.statements.push(allow('kms:ScheduleKeyDeletion', { Principal: elsewhere })),
    STEPS,
  ],
  'a user whom the account may become': [
    (w) => (w.resources.User = role({ Effect: 'Allow', Principal: elsewhere, Action: 'sts:AssumeRole' })),
    TRUST,
  ],
  'its alias on an open key': [
    (w) => {
      w.resources.Open = structuredClone(present(w.resources.Key));
      w.resources.Open.Properties.KeyPolicy = document(allow('kms:*', { Principal: root }));
      present(w.resources.Alias).Properties.TargetKeyId = arnOf('Open');
    },
    'two-locks/seals/key/Open',
  ],
};

const rows = Object.entries(BREACHES).flatMap(([name, [change, falls]]) =>
  usages.map((usage) => ({ name, usage, change, falls })),
);

test.each(rows)('$name is refuted of a key for $usage', ({ usage, change, falls }) => {
  expect(claimsOf(usage, (made) => change(made, usage)).get(falls)).toBe('refuted');
});

test('checking MACs is as good as making them, and checking signatures gives nothing away', () => {
  const check = (usage: Usage, action: string) =>
    claimsOf(usage, (w) => w.statements.push(allow(action, { Principal: root }))).get(LOCK);
  expect([check('GENERATE_VERIFY_MAC', 'kms:VerifyMac'), check('SIGN_VERIFY', 'kms:Verify')]).toEqual([
    'refuted',
    'proved',
  ]);
});

test('an alias that leads nowhere in the templates is no key', () => {
  const gone = () => claimsOf('SIGN_VERIFY', (w) => delete w.resources.Alias);
  expect(gone).toThrow(expect.objectContaining({ code: 'ACCESS_DECLARATION' }));
});

const strange = (Properties: Record<string, unknown>) => (w: World) => {
  w.resources.Strange = { Type: 'AWS::Unheard::Of', Properties };
};

test.each<[string, Record<string, unknown>, string, string]>([
  ['names the key', { KeyId: arnOf('Key') }, LOCK, 'undecided'],
  ['names the key by its alias', { KeyId: 'alias/vouch' }, LOCK, 'undecided'],
  ['runs as the user', { RoleArn: arnOf('User') }, STEPS, 'undecided'],
  ['runs as a role that only the deployment knows', { RoleArn: { 'Fn::ImportValue': 'role' } }, STEPS, 'undecided'],
  ['names neither', { Name: 'aside' }, STEPS, 'proved'],
])('a resource of an unknown type that %s', (_, properties, id, verdict) => {
  expect(claimsOf('SIGN_VERIFY', strange(properties)).get(id)).toBe(verdict);
});
