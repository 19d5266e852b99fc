import { describe, expect, it } from 'vitest';
import type { Actor } from '../../lib/access/decide/actor.ts';
import { globPattern, literalPattern } from '../../lib/access/decide/atoms.ts';
import { solve } from '../../lib/access/decide/tableau.ts';
import { decide, readApp } from '../../lib/access/index.ts';
import { readPolicy } from '../../lib/access/policy/document.ts';

const ACCOUNT = '111122223333';
const doc = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Condition: object, more: object = {}) => ({
  ...{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition },
  ...more,
});
const question = (actor: Actor, policy?: object) => ({
  action: 's3:GetObject',
  actor,
  resources: [globPattern('arn:aws:s3:::b/*')],
  resourceAccount: ACCOUNT,
  ...(policy === undefined ? {} : { resourcePolicy: readPolicy(policy, 'its', 'resource') }),
});
const roleWith = (...statements: object[]): Actor => ({
  type: 'role',
  account: ACCOUNT,
  names: [literalPattern(`arn:aws:iam::${ACCOUNT}:role/r`)],
  identity: [readPolicy(doc(...statements), 'own', 'identity')],
});
const ANONYMOUS: Actor = { type: 'anonymous', names: [literalPattern('*')], identity: [] };

/** Each verdict follows from the definition of the operator: whether any value at all meets the condition. */
describe('a condition on numbers, letters, days or addresses', () => {
  it.each<[verdict: string, condition: object]>([
    ['possible', { NumericEquals: { 's3:max-keys': '10' } }],
    ['possible', { NumericLessThanEquals: { 's3:max-keys': '10' }, NumericGreaterThanEquals: { 's3:max-keys': '10' } }],
    ['impossible', { NumericLessThan: { 's3:max-keys': '10' }, NumericGreaterThanEquals: { 's3:max-keys': '10' } }],
    // Each letter in both of its cases, and in no other letter.
    ...['abc', 'ABC', 'aBc'].map((text): [string, object] => [
      'possible',
      { StringEqualsIgnoreCase: { 's3:authType': 'abc' }, StringEquals: { 's3:authType': text } },
    ]),
    ['impossible', { StringEqualsIgnoreCase: { 's3:authType': 'abc' }, StringLike: { 's3:authType': 'abd*' } }],
    ['possible', { DateEquals: { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' } }],
    ['possible', { IpAddress: { 'aws:SourceIp': '192.0.2.1/32' } }],
    ['possible', { IpAddress: { 'aws:SourceIp': '192.0.2.0/31' }, NotIpAddress: { 'aws:SourceIp': '192.0.2.0/32' } }],
    ['impossible', { IpAddress: { 'aws:SourceIp': '192.0.2.0/32' }, NotIpAddress: { 'aws:SourceIp': '192.0.2.0/31' } }],
    // What is left of IPv4 begins after the first network, and ends where there is no address any more.
    ['possible', { NotIpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '::/0'] } }],
    ['impossible', { NotIpAddress: { 'aws:SourceIp': ['0.0.0.0/0', '::/0'] } }],
  ])('is %s: %j', (verdict, condition) => {
    expect(solve([question(roleWith(allow({ ...condition, Null: { 'aws:SourceIp': 'false' } })))]).verdict).toBe(
      verdict,
    );
  });
});

describe('a request without a signature', () => {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalaccount
  it.each<[verdict: string, account: string]>([
    ['possible', 'anonymous'],
    ['impossible', ACCOUNT],
  ])('is %s where the account of the principal must be %s', (verdict, account) => {
    const condition = { StringEquals: { 'aws:PrincipalAccount': account } };
    expect(solve([question(ANONYMOUS, doc(allow(condition, { Principal: '*' })))]).verdict).toBe(verdict);
  });
});

describe('an answer that nothing is possible', () => {
  it('rests on each conditional Allow that was not enough, and on no Allow without a condition', () => {
    const impossible = { StringEquals: { 's3:authType': 'a' }, StringNotEquals: { 's3:authType': 'a' } };
    const answer = solve([question(roleWith(allow(impossible)))]);
    expect(answer.verdict === 'impossible' && answer.rests.map(({ statement }) => statement.conditions.length)).toEqual(
      [2],
    );
    const { Condition: _, ...always } = allow({});
    const closed = solve([question(roleWith(always, { ...always, Effect: 'Deny' }))]);
    expect(closed.verdict === 'impossible' && closed.rests.map(({ statement }) => statement.effect)).toEqual(['Deny']);
  });
});

describe('one request of an app', () => {
  const app = readApp({ t: { Resources: {} } }, { accountId: ACCOUNT, region: 'eu-central-1' });
  const request = { principal: `arn:aws:iam::${ACCOUNT}:role/r`, action: 's3:GetObject', resource: 'arn:aws:s3:::b/x' };

  it('is decided with the policy in the question, where the app has none for the resource', () => {
    const policy = doc({ Effect: 'Deny', Action: '*', Resource: '*', Principal: '*' });
    const resourcePolicy = readPolicy(policy, 'its', 'resource');
    const identityPolicies = [readPolicy(doc({ Effect: 'Allow', Action: '*', Resource: '*' }), 'own', 'identity')];
    expect(decide(app, { ...request, identityPolicies }).decision).toBe('Allowed');
    expect(decide(app, { ...request, identityPolicies, resourcePolicy }).decision).toBe('ExplicitlyDenied');
  });
});
