import { describe, expect, it } from 'vitest';
import { globPattern, languageOf, literalPattern } from '../../lib/access/decide/atoms.ts';
import type { SolverQuestion } from '../../lib/access/decide/question.ts';
import { solve } from '../../lib/access/decide/tableau.ts';
import { readPolicy } from '../../lib/access/policy/document.ts';
import { fits, glob } from '../../lib/access/policy/pattern.ts';
import { every, type Match, matchOf, not, some } from '../../lib/access/policy/ternary.ts';

describe('three values', () => {
  it.each<[readonly Match[], Match, Match]>([
    [[], 'yes', 'no'],
    [['yes'], 'yes', 'yes'],
    [['no'], 'no', 'no'],
    [['unknown'], 'unknown', 'unknown'],
    [['yes', 'unknown'], 'unknown', 'yes'],
    [['unknown', 'yes'], 'unknown', 'yes'],
    [['no', 'unknown'], 'no', 'unknown'],
    [['unknown', 'no'], 'no', 'unknown'],
    [['yes', 'no', 'unknown'], 'no', 'yes'],
  ])('of %j all is %s, and one is %s', (values, all, match) => {
    expect([every(values), some(values)]).toEqual([all, match]);
  });

  it('turn round, and unknown stays', () => {
    expect((['yes', 'no', 'unknown'] as const).map(not)).toEqual(['no', 'yes', 'unknown']);
    expect([true, false].map(matchOf)).toEqual(['yes', 'no']);
  });
});

it.each<[string, string, Match]>([
  ['a?', 'ab', 'yes'],
  ['a?', 'a', 'no'],
  // One character, or the two halves that a text of 16 bits has it in: no page says which.
  ['a?', 'a\u{1f600}', 'unknown'],
  ['a??', 'a\u{1f600}', 'yes'],
  ['b?', 'a\u{1f600}', 'no'],
  ['a?c', 'a\u{1f600}b', 'no'],
  ['a*', 'a\u{1f600}', 'yes'],
])('the pattern %s and the text %j: %s', (pattern, text, expected) => {
  expect(fits(glob(pattern), text)).toBe(expected);
});

it('takes nothing for the empty text in no order of questions', () => {
  for (const caseless of [true, false]) {
    const sets = [[], [[]], [[], []]];
    const accepted = (caseless ? sets : sets.toReversed()).map((patterns) => languageOf(patterns, caseless).has(''));
    expect(accepted).toEqual(caseless ? [false, true, true] : [true, true, false]);
  }
});

describe('a statement that is not whole', () => {
  const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
  const problemsOf = (carrier: 'identity' | 'resource', Statement: object) =>
    readPolicy({ Version: '2012-10-17', Statement: [Statement] }, 'p', carrier).statements[0]?.problems;

  it.each<[string, 'identity' | 'resource', object, readonly string[]]>([
    ['a whole one', 'identity', statement, []],
    ['a whole one of a resource', 'resource', { ...statement, Principal: '*' }, []],
    ['without an effect', 'identity', { ...statement, Effect: 'Permit' }, ['Effect is neither Allow nor Deny']],
    ['without an action', 'identity', { Effect: 'Allow', Resource: '*' }, ['neither Action nor NotAction']],
    ['without a resource', 'identity', { Effect: 'Allow', Action: '*' }, ['neither Resource nor NotResource']],
    ['without a resource, where none is needed', 'resource', { Effect: 'Allow', Action: '*', Principal: '*' }, []],
    ['without a principal', 'resource', statement, ['neither Principal nor NotPrincipal']],
    ['with two actions', 'identity', { ...statement, NotAction: 'x' }, ['both Action and NotAction']],
    ['with a number as action', 'identity', { ...statement, Action: [1] }, ['Action is not a text or a list of texts']],
    [
      'with no action in its list',
      'identity',
      { ...statement, Action: [] },
      ['Action is not a text or a list of texts'],
    ],
    [
      'with a principal where there is none',
      'identity',
      { ...statement, Principal: '*' },
      ['Principal in a policy that is attached to a principal'],
    ],
    [
      'that allows all but some',
      'resource',
      { ...statement, NotPrincipal: { AWS: '1' } },
      ['NotPrincipal is not supported with Allow'],
    ],
    ['with a text as condition', 'identity', { ...statement, Condition: 'x' }, ['Condition is not an object']],
    [
      'with a text as the keys of an operator',
      'identity',
      { ...statement, Condition: { StringEquals: 'x' } },
      ['Condition StringEquals is not an object'],
    ],
    [
      'with a principal of a kind that nobody knows',
      'resource',
      { ...statement, Principal: { Robot: 'x' } },
      ['unknown kind of principal Robot'],
    ],
    ['with an element that nobody knows', 'identity', { ...statement, Actions: 'x' }, ['unknown element Actions']],
  ])('%s', (_, carrier, raw, problems) => {
    expect(problemsOf(carrier, raw)).toEqual(problems);
  });
});

describe('a request against a bucket policy', () => {
  const role = 'arn:aws:iam::111122223333:role/r';
  const allow = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
  const question = (names: string, ...Statement: object[]): SolverQuestion => ({
    action: 's3:GetObject',
    actor: {
      type: 'role',
      account: '111122223333',
      names: [names.includes('*') ? globPattern(names) : literalPattern(names)],
      identity: [readPolicy({ Version: '2012-10-17', Statement: [allow] }, 'own', 'identity')],
    },
    resources: [globPattern('arn:aws:s3:::b/?*')],
    resourceAccount: '111122223333',
    resourcePolicy: readPolicy(
      { Version: '2012-10-17', Statement: [{ ...allow, Principal: '*' }, ...Statement] },
      'b',
      'resource',
    ),
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
  it.each<[string, object, string]>([
    ['a service', { Service: 'lambda.amazonaws.com' }, 'impossible'],
    ['an identity provider', { Federated: 'cognito-identity.amazonaws.com' }, 'impossible'],
    ['another role', { AWS: 'arn:aws:iam::111122223333:role/other' }, 'impossible'],
    ['a service and another role', { Service: 's3.amazonaws.com', AWS: `${role}x` }, 'impossible'],
    ['the role and its account', { AWS: [role, 'arn:aws:iam::111122223333:root'] }, 'possible'],
    ['everybody', { AWS: '*' }, 'possible'],
  ])('is denied to a role when all but %s are', (_, NotPrincipal, verdict) => {
    const deny = { Effect: 'Deny', NotPrincipal, Action: 's3:*', Resource: '*' };
    expect(solve([question(role, deny)]).verdict).toBe(verdict);
  });

  it('is shown in letters that a reader can type', () => {
    const answer = solve([question('arn:aws:iam::111122223333:role/?*')]);
    expect(answer).toMatchObject({
      verdict: 'possible',
      solution: {
        principal: expect.stringMatching(/role\/[\x21-\x7e]$/),
        resources: [expect.stringMatching(/b\/[\x21-\x7e]$/)],
      },
    });
  });
});
