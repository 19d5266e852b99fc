import { describe, expect, test } from 'vitest';
import { whoCan } from '../../lib/access/ask/who-can.ts';
import { type Declaration, prove } from '../../lib/access/index.ts';
import { firstClaims } from '../../lib/access/init/first-claims.ts';

const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const reader = (condition: string) => ({
  Type: 'AWS::IAM::Role',
  Condition: condition,
  Properties: {
    AssumeRolePolicyDocument: document({
      ...{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    }),
    Policies: [
      {
        PolicyName: 'own',
        PolicyDocument: document({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data-of-all/*' }),
      },
    ],
  },
});

/** A role for each of two stages, and a bucket that one of them has not. */
const templates = {
  T: {
    Parameters: { Stage: { Type: 'String' } },
    Conditions: {
      Live: { 'Fn::Equals': [{ Ref: 'Stage' }, 'live'] },
      Trial: { 'Fn::Not': [{ Condition: 'Live' }] },
    },
    Resources: {
      Data: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'data-of-all' } },
      Copies: { Type: 'AWS::S3::Bucket', Condition: 'Live' },
      LiveReader: reader('Live'),
      TrialReader: reader('Trial'),
    },
  },
};
const declared = (approvedReaders: string[], claims: string[]): Declaration => ({
  classes: [{ name: 'data', buckets: ['Data', 'Copies'], approvedReaders }],
  trustedBase: [],
  teams: [],
  claims,
});
const BOTH = ['LiveReader', 'TrialReader'];
const parameters = (Stage: string) => ({ parameters: { Stage } });

describe('what a condition of the templates leaves out', () => {
  test('may be declared: it is nobody, and holds nothing, where it is not made', () => {
    const asked = declared(BOTH, ['no-escalation/data/templates']);
    for (const environment of [{}, parameters('live'), parameters('trial')])
      expect(prove(templates, asked, environment).verdict).toBe('proved');
  });

  test('is asked about where it is made', () => {
    for (const left of BOTH) {
      const asked = declared([left], ['no-escalation/data/templates']);
      expect(prove(templates, asked).verdict).toBe('refuted');
      const stage = left === 'LiveReader' ? 'live' : 'trial';
      expect(prove(templates, asked, parameters(stage)).verdict).toBe('proved');
    }
  });

  test('has claims of its own, which may be asked for if it is made in any way', () => {
    const asked = declared(BOTH, ['no-escalation/data/trust/LiveReader', 'no-escalation/data/trust/TrialReader']);
    expect(prove(templates, asked).claims.map(({ verdict }) => verdict)).toEqual(['proved', 'proved']);
    expect(() => prove(templates, asked, parameters('live'))).toThrow(/TrialReader/);
    expect(() => prove(templates, declared(BOTH, ['two-locks/data/bucket/Gone']))).toThrow(/Gone/);
  });

  test('is no excuse for a name that no template has', () => {
    for (const environment of [{}, parameters('live')])
      expect(() => prove(templates, declared(['Nobody'], ['two-locks']), environment)).toThrow(
        expect.objectContaining({ code: 'ACCESS_DECLARATION' }),
      );
  });

  test('is named by a first claims file, which is proved', () => {
    const { declaration, holds } = firstClaims(templates);
    const data = declaration.classes.find(({ name }) => name === 'data');
    expect(data?.approvedReaders).toEqual(['T/LiveReader', 'T/TrialReader']);
    expect(holds.length).toBeGreaterThan(0);
    expect(prove(templates, declaration).verdict).toBe('proved');
  });

  test('can be asked about', () => {
    const ask = (environment: object) =>
      whoCan(templates, declared(BOTH, []), environment, { verb: 'read', what: 'data' }).map(
        ({ principal }) => principal,
      );
    expect(ask(parameters('live')).join()).toContain('LiveReader');
    expect(ask(parameters('live')).join()).not.toContain('TrialReader');
    const one = (principal: string, environment: object) =>
      whoCan(templates, declared(BOTH, []), environment, { verb: 'read', what: 'data', principal })[0];
    expect(one('LiveReader', parameters('live'))).toMatchObject({ verdict: 'yes' });
    expect(one('LiveReader', parameters('trial'))).toMatchObject({
      verdict: 'no',
      because: expect.stringContaining('condition'),
    });
    expect(one('LiveReader', {})).toMatchObject({ verdict: 'unknown', because: expect.stringContaining('condition') });
  });
});
