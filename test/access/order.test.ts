import fc from 'fast-check';
import { expect, it } from 'vitest';
import { causesOf } from '../../lib/access/causes/causes.ts';
import { prove, readApp } from '../../lib/access/index.ts';
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';
import type { Resources } from './side-doors.ts';

const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const role = (Action: string | string[], Resource: unknown = '*') => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: document({
      ...{ Effect: 'Allow', Action: 'sts:AssumeRole' },
      Principal: { Service: 'ec2.amazonaws.com' },
    }),
    Policies: [{ PolicyName: 'own', PolicyDocument: document({ Effect: 'Allow', Action, Resource }) }],
  },
});
const log = (name: string) => ({ Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: name } });

/** Causes of many kinds, several of them twice, so that whichever is found first could be the one that is told. */
const BROKEN: Resources = {
  ...lakeTemplate().Resources,
  Ann: role('lambda:UpdateFunctionCode'),
  Bob: role(['iam:UpdateAssumeRolePolicy', 's3:PutBucketPolicy']),
  Cem: role(['logs:GetLogEvents', 'kms:*']),
  Writes: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      ...{ PolicyName: 'writes', Roles: [{ Ref: 'RedactRole' }] },
      PolicyDocument: document({ Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' }),
    },
  },
  Trail: { Type: 'AWS::CloudTrail::Trail', Properties: { IsLogging: false } },
  First: log('/aws/lambda/redact'),
  Second: log('/aws/lambda/other'),
};
const OTHER = { Resources: { Eva: role('s3:Get*'), Fay: role('kms:PutKeyPolicy') } };

function toldOf(templates: Record<string, { Resources: Resources }>): unknown {
  const proof = prove(templates, lakeDeclaration, lakePlace, { guards: false });
  return JSON.parse(JSON.stringify({ proof, causes: causesOf(readApp(templates, lakePlace), lakeDeclaration, proof) }));
}

it('tells the same of the same resources in any order, in any order of their templates', () => {
  const plain = toldOf({ Lake: { Resources: BROKEN }, Other: OTHER });
  expect((plain as { causes: unknown[] }).causes.length).toBeGreaterThan(1);
  const shuffled = (resources: Resources) =>
    fc
      .shuffledSubarray(Object.entries(resources), { minLength: Object.keys(resources).length })
      .map((entries) => Object.fromEntries(entries));
  fc.assert(
    fc.property(shuffled(BROKEN), shuffled(OTHER.Resources), fc.boolean(), (lake, other, isTurned) => {
      const templates = { Lake: { Resources: lake }, Other: { Resources: other } };
      const told = toldOf(isTurned ? { Other: templates.Other, Lake: templates.Lake } : templates);
      expect(told).toEqual(plain);
      // Records too are written in one order.
      expect(JSON.stringify(told)).toBe(JSON.stringify(plain));
    }),
    { numRuns: 12 },
  );
});
