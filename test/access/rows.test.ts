import { describe, expect, it } from 'vitest';
import { evaluate, readRow } from '../../lib/access/index.ts';

const policy = (Effect: string) => ({ Version: '2012-10-17', Statement: [{ Effect, Action: '*', Resource: '*' }] });
const ALLOW = policy('Allow');
const NONE = { Version: '2012-10-17', Statement: [] };
const request = {
  principal: 'arn:aws:iam::111122223333:user/ana',
  action: 's3:GetObject',
  resource: { resource: 'arn:aws:s3:::vault/a', accountId: '111122223333' },
};
const decision = (row: object) => {
  const { input } = readRow({ name: 'n', request, ...row });
  return input && evaluate(input).decision;
};

describe('rows of tables of requests', () => {
  it.each([
    ['policies with names', { identityPolicies: [{ name: 'p', policy: ALLOW }] }],
    ['one policy', { identityPolicies: ALLOW }],
    ['one with its name', { identityPolicies: { PolicyName: 'p', PolicyDocument: ALLOW } }],
    ['text', { identityPolicies: [JSON.stringify(ALLOW)] }],
    ['no resource policy', { identityPolicies: [ALLOW], resourcePolicy: {} }],
    [
      'levels',
      {
        identityPolicies: [ALLOW],
        serviceControlPolicies: [{ orgIdentifier: 'o', policies: [{ name: 'p', policy: ALLOW }] }],
      },
    ],
    ['a list of lists', { identityPolicies: [ALLOW], serviceControlPolicies: [[ALLOW, NONE], [ALLOW]] }],
    ['a flat list is one level', { identityPolicies: [ALLOW], serviceControlPolicies: [ALLOW, NONE] }],
    ['a session policy in a list', { identityPolicies: [ALLOW], sessionPolicy: [ALLOW] }],
    [
      'the resource as text',
      { identityPolicies: [ALLOW], request: { ...request, resource: 'arn:aws:s3:::vault/a', accountId: 111122223333 } },
    ],
    [
      'values that are no texts',
      {
        identityPolicies: [
          {
            Statement: [
              {
                ...ALLOW.Statement[0],
                Condition: { Bool: { 'aws:SecureTransport': 'true' }, NumericEquals: { 's3:max-keys': '10' } },
              },
            ],
          },
        ],
        request: { ...request, context: { 'aws:SecureTransport': true, 's3:max-keys': 10, 'aws:SourceIp': null } },
      },
    ],
  ])('%s: allowed', (_, row) => expect(decision(row)).toBe('Allowed'));

  it.each([
    ['a level of several', { serviceControlPolicies: [[ALLOW], [NONE]] }],
    ['a boundary alone', { permissionBoundary: NONE }],
    ['a session policy', { sessionPolicy: NONE }],
  ])('%s narrows', (_, row) => expect(decision({ identityPolicies: [ALLOW], ...row })).toBe('ImplicitlyDenied'));

  it.each([
    ['a number', { identityPolicies: 5 }],
    ['nothing in a list', { identityPolicies: [ALLOW, null] }],
    ['an empty boundary', { identityPolicies: [ALLOW], permissionBoundary: {} }],
    ['what only looks as if it had been read', { identityPolicies: [{ statements: [{ effect: 'Allow' }] }] }],
  ])('%s is not understood', (_, row) => expect(decision(row)).toBe('Unknown'));

  it.each([
    ['an unknown field', { permissionsBoundaryPolicy: NONE }, 'unknown field permissionsBoundaryPolicy'],
    ['a grant of nothing', { grants: [{}] }, 'grants'],
    ['a value that is an object', { request: { ...request, context: { k: {} } } }, 'request.context.k'],
    ['a bucket of nobody', { request: { ...request, resource: 'arn:aws:s3:::vault/a' } }, 'request.accountId'],
  ])('%s is an error that keeps the name', (_, row, error) => {
    expect(readRow({ name: 'n', request, ...row })).toEqual({ name: 'n', error: `case.invalid: ${error}` });
  });
});
