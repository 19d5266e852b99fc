import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, evaluate } from '../../lib/access/index.ts';
import { policy, request } from './generators.ts';

const doc = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string | string[], Resource: string | string[] = '*', more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (Action: string | string[], Resource = '*', more: object = {}) => ({
  ...allow(Action, Resource, more),
  Effect: 'Deny',
});

/** What no request is without. */
const ALWAYS = { 'aws:SecureTransport': 'true', 'aws:CurrentTime': '2026-06-01T00:00:00Z' };

describe('compare', () => {
  it.each([
    ['the same', doc(allow('s3:Get*')), doc(allow('s3:Get*')), 0, 0],
    [
      'written otherwise',
      doc(allow(['s3:GetObject', 's3:GetObjectVersion'])),
      doc(allow('s3:GetObject'), allow('s3:GetObjectVersion')),
      0,
      0,
    ],
    ['a wider action', doc(allow('s3:GetObject')), doc(allow('s3:Get*')), 1, 0],
    ['a narrower action', doc(allow('s3:*')), doc(allow('s3:Get*')), 0, 1],
    [
      'a wider resource',
      doc(allow('s3:GetObject', 'arn:aws:s3:::b/a/*')),
      doc(allow('s3:GetObject', 'arn:aws:s3:::b/*')),
      1,
      0,
    ],
    [
      'another resource',
      doc(allow('s3:GetObject', 'arn:aws:s3:::a/*')),
      doc(allow('s3:GetObject', 'arn:aws:s3:::b/*')),
      1,
      1,
    ],
    ['a deny added', doc(allow('s3:*')), doc(allow('s3:*'), deny('s3:PutObject')), 0, 1],
    ['a deny removed', doc(allow('s3:*'), deny('s3:PutObject')), doc(allow('s3:*')), 1, 0],
    ['a deny that changes nothing', doc(allow('s3:Get*')), doc(allow('s3:Get*'), deny('iam:*')), 0, 0],
    [
      'a condition removed',
      doc(allow('s3:GetObject', '*', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } })),
      doc(allow('s3:GetObject')),
      1,
      0,
    ],
    [
      'a condition of the same meaning',
      doc(allow('a:B', '*', { Condition: { StringLike: { k: ['a', 'b'] } } })),
      doc(allow('a:B', '*', { Condition: { StringEquals: { k: ['b', 'a'] } } })),
      0,
      0,
    ],
    [
      'an allowance that an older one covers',
      doc(allow('s3:*')),
      doc(allow('s3:*'), allow('s3:GetObject', 'arn:aws:s3:::b/*')),
      0,
      0,
    ],
    [
      'another principal',
      doc(allow('s3:GetObject', '*', { Principal: { AWS: '111122223333' } })),
      doc(allow('s3:GetObject', '*', { Principal: '*' })),
      1,
      0,
    ],
  ])('%s', (_, older, newer, gained, lost) => {
    const found = compare(older, newer);
    expect([found.gained.length, found.lost.length]).toEqual([gained, lost]);
    expect(found.complete).toBe(true);
    for (const difference of [...found.gained, ...found.lost]) expect(difference.sure).toBe(true);
  });

  it('finds nothing gained just where no request of a small world is', () => {
    fc.assert(
      fc.property(
        policy(false),
        policy(false),
        fc.array(request, { minLength: 5, maxLength: 20 }),
        (older, newer, requests) => {
          const { gained } = compare(older, newer);
          for (const difference of gained.filter((each) => each.sure)) {
            const asked = {
              principal: difference.principal,
              action: difference.action,
              resource: { resource: difference.resource, accountId: '000000000000' },
              context: difference.context,
            };
            expect(evaluate({ request: asked, identityPolicies: [newer] }).decision).toBe('Allowed');
            expect(evaluate({ request: asked, identityPolicies: [older] }).decision).not.toBe('Allowed');
          }
          if (gained.length > 0) return;
          for (const each of requests) {
            const asked = {
              ...each,
              context: { ...ALWAYS, ...each.context },
              principal: 'arn:aws:iam::000000000000:role/r',
              action: 's3:GetObject',
              resource: { ...each.resource, accountId: '000000000000' },
            };
            if (evaluate({ request: asked, identityPolicies: [newer] }).decision === 'Allowed') {
              expect(evaluate({ request: asked, identityPolicies: [older] }).decision).toBe('Allowed');
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
