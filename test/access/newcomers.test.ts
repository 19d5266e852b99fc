import { describe, expect, it } from 'vitest';
import { prove } from '../../lib/access/index.ts';
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';
import type { Resources } from './side-doors.ts';

/** A principal that can make another one, give it policies and act as it, can do whatever those policies say. */
const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string | string[], Resource: string, Condition?: object) => ({
  ...{ Effect: 'Allow', Action, Resource },
  ...(Condition && { Condition }),
});

function verdictOf(change: (r: Resources) => void, ...statements: object[]): string | undefined {
  const template = structuredClone(lakeTemplate()) as { Resources: Resources };
  template.Resources.Maker = {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: document({
        ...{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
      }),
      Policies: [{ PolicyName: 'own', PolicyDocument: document(...statements) }],
    },
  };
  change(template.Resources);
  const proof = prove({ Lake: template }, { ...lakeDeclaration, claims: ['no-escalation/raw'] }, lakePlace);
  return proof.claims.find(({ id }) => id === 'no-escalation/raw/templates')?.verdict;
}

const nothing = (): void => {};
const boundary =
  (...statements: object[]) =>
  (r: Resources): void => {
    r.Edge = {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { ManagedPolicyName: 'edge', PolicyDocument: document(...statements) },
    };
  };
const ROLES = 'arn:aws:iam::*:role/made-*';
const USERS = 'arn:aws:iam::*:user/made/*';
const GIVES = ['iam:CreateRole', 'iam:PutRolePolicy'];
const ATTACHES = ['iam:CreateRole', 'iam:AttachRolePolicy'];
const underEdge = { StringEquals: { 'iam:PermissionsBoundary': { Ref: 'Edge' } } };
const underAws = { StringLike: { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/*' } };
const under = (name: string) => ({
  StringEquals: { 'iam:PermissionsBoundary': `arn:aws:iam::111122223333:policy/${name}` },
});
const only = (name: string) => ({ ArnEquals: { 'iam:PolicyARN': `arn:aws:iam::aws:policy/${name}` } });
const LAMBDA = ['iam:PassRole', 'lambda:CreateFunction'];

describe('reaches the data', () => {
  it.each<readonly [string, (r: Resources) => void, readonly object[], string]>([
    ['by a role of its own', nothing, [allow(GIVES, ROLES)], 'refuted'],
    ['by a role that it attaches a policy to', nothing, [allow(ATTACHES, ROLES)], 'refuted'],
    [
      'by a user with keys',
      nothing,
      [allow(['iam:CreateUser', 'iam:PutUserPolicy', 'iam:CreateAccessKey'], USERS)],
      'refuted',
    ],
    [
      'by a user with a password',
      nothing,
      [allow(['iam:CreateUser', 'iam:AttachUserPolicy', 'iam:CreateLoginProfile'], USERS)],
      'refuted',
    ],
    [
      'by a role that a service takes',
      nothing,
      [allow(GIVES, ROLES), allow(LAMBDA, '*'), { ...allow('sts:AssumeRole', '*'), Effect: 'Deny' }],
      'refuted',
    ],
    ['by a role under a boundary of AWS that it chooses', nothing, [allow(GIVES, ROLES, underAws)], 'refuted'],
    [
      'by a role under a boundary that allows it',
      boundary(allow('*', '*')),
      [allow(GIVES, ROLES, underEdge)],
      'refuted',
    ],
    ['perhaps, under a boundary of others', nothing, [allow(GIVES, ROLES, under('theirs'))], 'undecided'],
    [
      'perhaps, with one policy of AWS',
      nothing,
      [allow('iam:CreateRole', ROLES), allow('iam:AttachRolePolicy', ROLES, only('PowerUserAccess'))],
      'undecided',
    ],
  ])('%s', (_, change, statements, verdict) => {
    expect(verdictOf(change, ...statements)).toBe(verdict);
  });
});

describe('reaches nothing', () => {
  it.each<readonly [string, (r: Resources) => void, readonly object[]]>([
    ['where it gives no policy', nothing, [allow('iam:CreateRole', ROLES)]],
    ['where it makes none', nothing, [allow('iam:PutRolePolicy', ROLES)]],
    ['where the user has no keys', nothing, [allow(['iam:CreateUser', 'iam:PutUserPolicy'], USERS)]],
    [
      'where what it makes is another than what it gives policies',
      nothing,
      [allow('iam:CreateRole', ROLES), allow('iam:PutRolePolicy', 'arn:aws:iam::*:role/other-*')],
    ],
    [
      'where a boundary shuts',
      boundary(allow('s3:GetObject', 'arn:aws:s3:::other/*')),
      [allow(GIVES, ROLES, underEdge)],
    ],
    [
      'where it is denied without the boundary',
      boundary(allow('s3:GetObject', 'arn:aws:s3:::other/*')),
      [
        allow(GIVES, ROLES),
        {
          ...allow('iam:CreateRole', '*', { StringNotEquals: { 'iam:PermissionsBoundary': { Ref: 'Edge' } } }),
          Effect: 'Deny',
        },
      ],
    ],
    [
      'where no service and no trust helps',
      nothing,
      [allow(GIVES, ROLES), { ...allow('sts:AssumeRole', '*'), Effect: 'Deny' }],
    ],
  ])('%s', (_, change, statements) => {
    expect(verdictOf(change, ...statements)).toBe('proved');
  });
});
