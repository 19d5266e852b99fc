import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { causesOf } from '../../lib/access/causes/index.ts';
import { templateJson } from '../../lib/access/files/template-text.ts';
import { prove, readApp } from '../../lib/access/index.ts';
import { readClaimsFile } from '../../lib/governance/claims-file.ts';

/** The example of docs/access.md is proved as it stands, and a change that opens it is refuted. */
// biome-ignore lint/suspicious/noExplicitAny: a mutation reaches into templates of every shape
type Resources = Record<string, any>;

const example = (file: string) => readFileSync(join(import.meta.dirname, '../../examples/data-lake', file), 'utf8');
const { declaration } = readClaimsFile(example('claims.json'));

const proofOf = (change: (resources: Resources) => void = () => undefined) => {
  const template = JSON.parse(templateJson('template.yaml', example('template.yaml')));
  change(template.Resources);
  const proof = prove({ lake: template }, declaration);
  return { ...proof, causes: causesOf(readApp({ lake: template }), declaration, proof) };
};

const statements = (resource: { Properties: Resources }, document = 'PolicyDocument') =>
  resource.Properties[document].Statement;
const ANYBODY = { AWS: '*' };

test('the example is proved', () => expect(proofOf().verdict).toBe('proved'));

test.each<[string, string, (resources: Resources) => void]>([
  [
    'the lock lets another role through',
    'two-locks',
    (r) =>
      statements(r.LandingPolicy)[0].Condition.ArnNotEquals['aws:PrincipalArn'].push({
        'Fn::GetAtt': ['StreamRole', 'Arn'],
      }),
  ],
  [
    'the key is open to the account',
    'two-locks',
    (r) => statements(r.CuratedKey, 'KeyPolicy')[0].Action.push('kms:Decrypt'),
  ],
  [
    'anybody takes the role of the job',
    'no-escalation',
    (r) =>
      statements(r.JobRole, 'AssumeRolePolicyDocument').push({
        Effect: 'Allow',
        Principal: ANYBODY,
        Action: 'sts:AssumeRole',
      }),
  ],
  [
    'the team sees all columns',
    'columns-and-rows',
    (r) => r.OrdersOfFrance.Properties.ColumnNames.push('customer_email'),
  ],
  [
    'the job writes to a bucket elsewhere',
    'no-side-doors',
    (r) =>
      r.JobRole.Properties.Policies[0].PolicyDocument.Statement.push({
        Effect: 'Allow',
        Action: 's3:PutObject',
        Resource: 'arn:aws:s3:::elsewhere/*',
      }),
  ],
  [
    'somebody writes the script of the job',
    'no-escalation',
    (r) => {
      r.Planted = structuredClone(r.AnalystRole);
      delete r.Planted.Properties.RoleName;
      const [own] = r.Planted.Properties.Policies[0].PolicyDocument.Statement;
      Object.assign(own, { Action: 's3:PutObject', Resource: { 'Fn::Sub': '$'.concat('{Scripts.Arn}/*') } });
    },
  ],
  [
    'another account writes the script of the job',
    'no-escalation',
    (r) => {
      r.ScriptsPolicy = structuredClone(r.LandingPolicy);
      r.ScriptsPolicy.Properties.Bucket = { Ref: 'Scripts' };
      statements(r.ScriptsPolicy)[0] = {
        ...{ Effect: 'Allow', Principal: { AWS: '999988887777' }, Action: 's3:ReplicateObject' },
        Resource: { 'Fn::Sub': '$'.concat('{Scripts.Arn}/*') },
      };
    },
  ],
  [
    'the stream keeps a second copy elsewhere',
    'no-side-doors',
    (r) => {
      const stream = Object.values(r).find(({ Type }) => Type === 'AWS::KinesisFirehose::DeliveryStream');
      Object.assign(stream?.Properties.ExtendedS3DestinationConfiguration, {
        S3BackupMode: 'Enabled',
        S3BackupConfiguration: {
          BucketARN: 'arn:aws:s3:::elsewhere',
          RoleARN: { 'Fn::GetAtt': ['StreamRole', 'Arn'] },
        },
      });
    },
  ],
  ['objects stay for ever', 'it-dies', (r) => delete r.Landing.Properties.LifecycleConfiguration],
])('%s', (_, family, change) => {
  const { verdict, claims } = proofOf(change);
  expect(verdict).toBe('refuted');
  expect(claims.filter((claim) => claim.verdict === 'refuted').map(({ id }) => id.split('/')[0])).toContain(family);
});

test('advice names resources as the template does, where their names are made up', () => {
  const [cause] = proofOf((r) => delete r.LandingPolicy).causes;
  expect(cause?.advice[0]).toMatch(
    /^Give a policy to (?:each of )?Landing, .*"Resource":"\$\{Landing\.Arn\}\/\*".*"\$\{JobRole\.Arn\}"/,
  );
  expect(JSON.stringify(cause?.advice)).not.toMatch(/lake-|config\/access\.ts/);
});
