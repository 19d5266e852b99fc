import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, type Difference, evaluate } from '../../lib/access/index.ts';
import { ACCOUNTS, policy, request } from './generators.ts';

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

const of = (operator: string, key: string, value: string) =>
  allow('s3:*', '*', { Condition: { [operator]: { [key]: value } } });

const [A, B] = ACCOUNTS;
const USER = `arn:aws:iam::${A}:user/a`;
const ROLE = `arn:aws:iam::${A}:role/r`;
const SESSION = `arn:aws:sts::${A}:assumed-role/r/s`;

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

  it.each([
    ['an account added', { AWS: A }, { AWS: [A, B] }, 1, 0],
    ['an account swapped', { AWS: A }, { AWS: B }, 1, 1],
    ['a user added', { AWS: USER }, { AWS: [USER, `${USER}2`] }, 1, 0],
    ['a session added', { AWS: USER }, { AWS: [USER, SESSION] }, 1, 0],
    ['a federated user added', { AWS: ROLE }, { AWS: [ROLE, `arn:aws:sts::${A}:federated-user/f`] }, 1, 0],
    ['a service added', { AWS: A }, { AWS: A, Service: 'lambda.amazonaws.com' }, 1, 0],
    ['a provider added', { AWS: A }, { AWS: A, Federated: `arn:aws:iam::${A}:saml-provider/p` }, 1, 0],
    ['an account, its root', { AWS: A }, { AWS: `arn:aws:iam::${A}:root` }, 0, 0],
    // A boundary does not hold back a session that is named itself.
    ['a session of a role that is named', { AWS: ROLE }, { AWS: [ROLE, SESSION] }, 1, 0],
  ])('principals: %s', (_, older, newer, gained, lost) => {
    const of = (Principal: object) => doc(allow('s3:GetObject', 'arn:aws:s3:::b/*', { Principal }));
    const found = compare(of(older), of(newer));
    expect([found.gained.length, found.lost.length, found.complete]).toEqual([gained, lost, true]);
    for (const each of [...found.gained, ...found.lost]) expect(each.sure).toBe(true);
  });

  it.each([
    ['the principal of an identity policy', doc(), doc(of('ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${A}:user/*`))],
    ['its account', doc(), doc(of('StringEquals', 'aws:PrincipalAccount', A))],
    ['actions that two patterns share', doc(allow('s3:Put*'), deny('s3:*Acl')), doc(allow('s3:Put*'))],
    ['actions in the middle of a pattern', doc(allow('ec2:*'), deny('*:Delete*')), doc(allow('ec2:*'))],
    ['only denials', doc(deny('s3:*', '*', { Principal: '*' })), doc(deny('s3:Put*', '*', { Principal: '*' }))],
    [
      'a resource beyond a colon',
      doc(allow('lambda:*', 'arn:aws:lambda:r:1:function:f')),
      doc(allow('lambda:*', ['arn:aws:lambda:r:1:function:f', 'arn:aws:lambda:*:f'])),
    ],
  ])('finds by a witness that is sure: %s', (_, older, newer) => {
    const { gained, lost, complete } = compare(older, newer);
    expect([gained.map(({ sure }) => sure), lost, complete]).toEqual([[true], [], true]);
  });

  it.each([
    ['an operator in an Allow', doc(of('Strange', 'a', 'b')), doc(allow('s3:*'))],
    ['an operator in a Deny', doc(allow('s3:*'), { ...of('Strange', 'a', 'b'), Effect: 'Deny' }), doc(allow('s3:*'))],
    ['a name that every object has', doc(of('constructor', 'a', 'b')), doc(allow('s3:*'))],
    ['a Deny without Resource', doc(allow('s3:*'), { Effect: 'Deny', Action: 's3:*' }), doc(allow('s3:*'))],
    ['a Deny of a number', doc(allow('s3:*'), { ...deny('x'), Action: 5 }), doc(allow('s3:*'))],
    ['an effect', doc({ ...allow('s3:*'), Effect: 'Perhaps' }), doc(allow('s3:*'))],
  ])('what is not understood is told, unless it stands in both: %s', (_, older, newer) => {
    const { gained } = compare(older, newer);
    expect(gained.length).toBeGreaterThan(0);
    expect(gained.every(({ sure }) => !sure)).toBe(true);
    expect(compare(older, older)).toEqual({ gained: [], lost: [], complete: true });
  });

  it('tells actions that AWS has, and spells others as the policies do', () => {
    const known = compare(doc(allow('s3:Put*'), deny('s3:*Acl')), doc(allow('s3:Put*')));
    expect(known.gained[0]?.action).toMatch(/^s3:Put(Bucket|Object)Acl$/);
    const unknown = compare(doc(allow('new:Put*'), deny('new:*Acl')), doc(allow('new:Put*')));
    expect(unknown.gained[0]?.action).toBe('new:PutAcl');
  });

  it('gives the range of what differs: patterns, known actions of them, conditions, and what was allowed before', () => {
    const old = doc(allow('s3:GetObject', 'arn:aws:s3:::a/*'));
    const [wider] = compare(old, doc(allow('s3:Get*'))).gained;
    expect(wider?.range).toMatchObject({
      ...{ actions: ['s3:Get*'], resources: ['*'], principals: [], conditions: [] },
      other: ['s3:GetObject on arn:aws:s3:::a/*'],
    });
    expect(wider?.range.known).toContain('s3:GetObject');
    expect(wider?.range.known.every((name) => name.startsWith('s3:Get'))).toBe(true);
    // Of a list, only what is new.
    const more = compare(old, doc(allow('s3:GetObject', ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*', 'arn:aws:s3:::c/*'])));
    expect(more.gained.map(({ range }) => range.resources)).toEqual([['arn:aws:s3:::b/*', 'arn:aws:s3:::c/*']]);
    const denied = compare(doc(allow('s3:*'), deny('s3:Put*')), doc(allow('s3:*'))).gained;
    expect(denied.map(({ range }) => range.actions)).toEqual([['s3:Put*']]);
    const but = compare(doc(), doc({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })).gained;
    expect(but.map(({ range }) => range.actions)).toEqual([['all but iam:*']]);
    expect(but[0]?.range.known.some((name) => name.startsWith('iam:'))).toBe(false);
    const Principal = { AWS: [A, B] };
    const when = { Principal, Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } };
    const shared = compare(
      doc(allow('s3:GetObject', '*', { Principal: { AWS: A } })),
      doc(allow('s3:*', '*', when)),
    ).gained;
    expect(shared.flatMap(({ range }) => range.principals)).toContain(B);
    expect(shared[0]?.range.conditions).toEqual(['StringEquals aws:SourceVpce vpce-1']);
  });

  it('stops at its budget, and says so', () => {
    const many = Array.from({ length: 10_000 }, (_, at) => allow(`s3:A${at}`, `arn:aws:s3:::b${at}/*`));
    const { gained, complete } = compare(doc(allow('s3:GetObject')), doc(...many));
    expect(gained).not.toEqual([]);
    expect(complete).toBe(false);
  });

  /** A request, and where the compared policy stands for it. */
  type Placed = Pick<Difference, 'principal' | 'action' | 'resource' | 'resourceAccount' | 'identity'> & {
    readonly context: Readonly<Record<string, string | readonly string[]>>;
  };

  /** The same request under one of two policies, in the place that a difference names. */
  const decided = (carrier: 'identity' | 'resource', policy: object, difference: Placed) =>
    evaluate({
      request: {
        principal: difference.principal,
        action: difference.action,
        resource: { resource: difference.resource, accountId: difference.resourceAccount },
        context: difference.context,
      },
      ...(carrier === 'resource' ? { resourcePolicy: policy as never } : {}),
      identityPolicies:
        difference.identity === 'compared'
          ? [policy as never]
          : difference.identity === 'none'
            ? []
            : [doc(allow('*'))],
      ...(difference.identity === 'bounded' ? { permissionBoundaries: [doc()] } : {}),
      ...(difference.principal.includes('federated-user') && difference.identity !== 'none'
        ? { sessionPolicies: [doc(allow('*'))] }
        : {}),
    }).decision;

  /** Those that may own a resource: the account in its ARN, any where there is none. */
  const ownersOf = (resource: string) =>
    ACCOUNTS.filter((account) => [account, ''].includes(resource.split(':')[4] ?? ''));

  it.each(['identity', 'resource'] as const)(
    'finds nothing gained just where no request of a small world is: %s',
    (carrier) => {
      const some = policy(carrier === 'resource');
      fc.assert(
        fc.property(some, some, fc.array(request, { minLength: 5, maxLength: 20 }), (older, newer, requests) => {
          const { gained, complete } = compare(older, newer);
          for (const difference of gained.filter((candidate) => candidate.sure)) {
            expect(decided(carrier, newer, difference)).toBe('Allowed');
            expect(decided(carrier, older, difference)).toMatch(/Denied$/);
          }
          if (gained.length > 0 || !complete) return;
          for (const each of requests) {
            // A key policy is on a key, a bucket policy on a bucket.
            if (each.action.split(':')[0] !== each.resource.resource.split(':')[2]) continue;
            const { principal } = each;
            const own = /^arn:aws:[a-z]*::(\d{12}):/.exec(principal)?.[1];
            const places =
              carrier === 'identity'
                ? own === undefined
                  ? []
                  : [{ identity: 'compared' as const, resourceAccount: own }]
                : (['none', 'everything', 'bounded'] as const).flatMap((identity) =>
                    ownersOf(each.resource.resource).map((resourceAccount) => ({ identity, resourceAccount })),
                  );
            for (const place of places) {
              const found = {
                ...each,
                ...place,
                resource: each.resource.resource,
                context: { ...ALWAYS, ...each.context },
              };
              if (decided(carrier, newer, found) !== 'Allowed') continue;
              expect(decided(carrier, older, found)).toBe('Allowed');
            }
          }
        }),
        { numRuns: Number(process.env.ACCESS_RUNS ?? 150) },
      );
    },
  );
});
