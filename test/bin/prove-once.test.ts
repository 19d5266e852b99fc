import { expect, test } from 'vitest';
import { proveOnce } from '../../bin/embedded/prove-once.ts';
import { prove } from '../../lib/access/index.ts';

const template = () => ({ Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } });
const declaration = () => ({
  classes: [{ name: 'docs', buckets: ['Bucket'], approvedReaders: [] as string[] }],
  trustedBase: [] as string[],
});
const managed = { document: () => undefined, dated: () => 'never' };
const asked = () => ({
  templates: { App: template() } as Record<string, unknown>,
  declaration: declaration(),
  environment: { called: new Map([['App#Bucket', 'docs']]), managedPolicies: managed },
  options: { guards: true, today: '2026-11-28' },
});
type Asked = ReturnType<typeof asked>;
const once = (given: Asked) => proveOnce(given.templates, given.declaration, given.environment, given.options);

test('what was asked is answered once, and as `prove` answers it', () => {
  const { templates, declaration: about, environment, options } = asked();
  const first = once(asked());
  expect(first).toEqual(prove(templates, about, environment, options));
  expect(once(asked())).toBe(first);
});

test.each<[string, (given: Asked) => unknown]>([
  ['a template', ({ templates }) => Object.assign(templates, { Other: template() })],
  ['a resource', ({ templates }) => Object.assign(templates, { App: { Resources: {} } })],
  ['a reader', ({ declaration: { classes } }) => classes[0]?.approvedReaders.push('arn:aws:iam::111111111111:role/r')],
  ['a trusted role', ({ declaration: { trustedBase } }) => trustedBase.push('arn:aws:iam::111111111111:role/t')],
  ['a name in a map', ({ environment: { called } }) => called.set('App#Bucket', 'other')],
  ['the account', ({ environment }) => Object.assign(environment, { accountId: '222222222222' })],
  [
    'the record of managed policies',
    ({ environment }) => Object.assign(environment, { managedPolicies: { ...managed } }),
  ],
  ['whether guards are sought', ({ options }) => Object.assign(options, { guards: false })],
  ['the day', ({ options }) => Object.assign(options, { today: '2026-11-29' })],
])('another question is not answered by the last one: %s, changed in the same object', (_, change) => {
  const given = asked();
  const first = once(given);
  change(given);
  let again: unknown;
  try {
    again = once(given);
  } catch (error) {
    again = error;
  }
  expect(again).not.toBe(first);
});
