import fc from 'fast-check';

/** A world small enough that its parts meet often: few names, many wildcards. */
export const ACCOUNTS = ['111122223333', '444455556666'] as const;
const arnOf = (account: string, rest: string) => `arn:aws:iam::${account}:${rest}`;
export const PRINCIPALS = [
  ...ACCOUNTS.flatMap((account) => ['user/a', 'role/r', 'role/q'].map((rest) => arnOf(account, rest))),
  'arn:aws:sts::111122223333:assumed-role/r/s',
  'arn:aws:sts::111122223333:federated-user/f',
  'logs.amazonaws.com',
  '*',
];
export const ACTIONS = ['s3:GetObject', 's3:GetObjectVersion', 'kms:Decrypt'] as const;
export const RESOURCES = [
  'arn:aws:s3:::b/x',
  'arn:aws:s3:::b/y/x',
  'arn:aws:s3:::c/x',
  'arn:aws:kms:r:111122223333:key/k',
] as const;

const oneOrMore = <T>(value: fc.Arbitrary<T>) => fc.uniqueArray(value, { minLength: 1, maxLength: 3 });

const action = fc.constantFrom(
  '*',
  's3:*',
  's3:Get*',
  's3:GetObject',
  's3:GetObjec?',
  'kms:*',
  'KMS:decrypt',
  'iam:*',
  '*:*Object',
  's3:*t*n',
);
const resource = fc.constantFrom(
  '*',
  'arn:aws:s3:::b/*',
  'arn:aws:s3:::*/x',
  'arn:aws:s3:::?/x',
  'arn:aws:kms:*:*:key/*',
  // A `*` at the end of a part reaches beyond its colon; whether another wildcard does is not documented.
  'arn:aws:kms:*',
  'arn:aws:kms:*:key/k',
  'arn:aws:*:*:b/x',
  'arn:aws:*:*:*:*:k',
  'arn:aws:k*s:r:111122223333:key/k',
  'arn:aws:k*:key/?',
  'arn:aws:?3:::b/*',
  ...RESOURCES,
);
const principal = fc.constantFrom<unknown>(
  '*',
  { AWS: '*' },
  { AWS: '111122223333' },
  { AWS: arnOf('444455556666', 'root') },
  { AWS: [arnOf('111122223333', 'role/r'), arnOf('444455556666', 'user/a')] },
  { AWS: 'arn:aws:sts::111122223333:assumed-role/r/s' },
  { AWS: 'arn:aws:sts::111122223333:federated-user/f' },
  { Service: 'logs.amazonaws.com' },
);

const texts = (values: string[]) => oneOrMore(fc.constantFrom(...values));
const conditionOn = (operators: string[], key: string, values: string[]) =>
  fc.tuple(fc.constantFrom(...operators), texts(values)).map(([operator, found]) => ({ [operator]: { [key]: found } }));
const condition = fc.oneof(
  conditionOn(
    [
      'StringEquals',
      'StringNotEquals',
      'StringLike',
      'StringNotLike',
      'StringEqualsIfExists',
      'StringNotEqualsIfExists',
      'StringEqualsIgnoreCase',
    ],
    'k:text',
    ['a', 'A', 'ab', 'a*', '*b', '?', '*'],
  ),
  conditionOn(['ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLikeIfExists'], 'aws:PrincipalArn', [
    arnOf('111122223333', 'role/r'),
    arnOf('*', 'role/*'),
    arnOf('111122223333', '*'),
    '*',
  ]),
  conditionOn(['Bool', 'BoolIfExists'], 'aws:PrincipalIsAWSService', ['true', 'false']),
  conditionOn(['Bool', 'BoolIfExists'], 'aws:SecureTransport', ['true', 'false']),
  conditionOn(['StringEquals', 'StringNotLike'], 'aws:PrincipalServiceName', ['logs.amazonaws.com', 'x*']),
  conditionOn(['Null'], 'k:text', ['true', 'false']),
  conditionOn(['NumericLessThan', 'NumericGreaterThanEquals', 'NumericEquals', 'NumericNotEquals'], 'k:number', [
    '1',
    '2',
    '3.000000',
  ]),
  conditionOn(['IpAddress', 'NotIpAddress'], 'aws:SourceIp', ['10.0.0.0/8', '10.1.0.0/16', '0.0.0.0/0', '192.0.2.7']),
  conditionOn(['DateLessThan', 'DateGreaterThan'], 'aws:CurrentTime', ['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z']),
  conditionOn(
    [
      'ForAnyValue:StringEquals',
      'ForAllValues:StringLike',
      'ForAnyValue:StringNotEquals',
      'ForAllValues:StringNotLike',
    ],
    'k:many',
    ['a', 'b', 'a*'],
  ),
);
const conditions = fc
  .array(condition, { maxLength: 2 })
  .map((all) => (all.length > 0 ? { Condition: Object.assign({}, ...all) } : {}));

const either = <T>(name: string, value: fc.Arbitrary<T>) =>
  fc.tuple(fc.boolean(), value).map(([negated, found]) => ({ [negated ? `Not${name}` : name]: found }));
const rarely = <T>(name: string, value: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 4, arbitrary: value.map((drawn) => ({ [name]: drawn })) },
    { weight: 1, arbitrary: either(name, value) },
  );

/** A statement; `whose` adds a Principal. */
export const statement = (effect: fc.Arbitrary<string>, whose: boolean) =>
  fc
    .tuple(
      effect,
      rarely('Action', oneOrMore(action)),
      rarely('Resource', oneOrMore(resource)),
      conditions,
      whose ? principal.map((Principal) => ({ Principal })) : fc.constant({}),
    )
    .map(([Effect, ...parts]) => Object.assign({ Effect }, ...parts) as Record<string, unknown>);

const effect = fc.constantFrom('Allow', 'Allow', 'Deny');
export const policy = (whose: boolean, max = 3) =>
  fc.array(statement(effect, whose), { maxLength: max }).map((Statement) => ({ Version: '2012-10-17', Statement }));

const context = fc.record(
  {
    'k:text': fc.constantFrom('a', 'A', 'ab', 'b'),
    'k:number': fc.constantFrom('1', '2', '3'),
    'k:many': fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
    'aws:SecureTransport': fc.constantFrom('true', 'false'),
    'aws:SourceIp': fc.constantFrom('10.1.2.3', '10.2.0.1', '192.0.2.7'),
    'aws:CurrentTime': fc.constantFrom('2025-06-01T00:00:00Z', '2026-06-01T00:00:00Z'),
  },
  { requiredKeys: [] },
);

export const request = fc
  .tuple(fc.constantFrom(...PRINCIPALS), fc.constantFrom(...ACTIONS), fc.constantFrom(...RESOURCES), context)
  .map(([principal, action, resource, found]) => ({
    principal,
    action,
    resource: { resource, accountId: ACCOUNTS[0] },
    context: found as Record<string, string | string[]>,
  }));

export const input = fc.record(
  {
    request,
    identityPolicies: fc.array(policy(false), { maxLength: 2 }),
    resourcePolicy: policy(true, 4),
    permissionBoundaries: fc.array(policy(false), { minLength: 1, maxLength: 1 }),
    sessionPolicies: fc.array(policy(false), { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: ['request', 'identityPolicies'] },
);
