import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packNames, unpackNames } from '../../lib/access/reference/packed-names.ts';

test('every list of names comes out of its text again, whatever its names begin with', () => {
  const name = fc.stringMatching(/^(?:Get|List|Role|DB|[A-Za-z]|\d){1,6}$/);
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 30 }), (names) => {
      expect(unpackNames(packNames(names)).toSorted()).toEqual(names.toSorted());
    }),
  );
});

test.each([
  [[], ''],
  [['CreateGroup', 'CreateRole', 'UntagRole'], 'Create(Group,Role),UntagRole'],
  [['Get', 'GetObject', 'Getaway'], 'Get(,Object),Getaway'],
  [['DNS', 'DNSName'], 'DNS(,Name)'],
  [['CreateRole', 'CreateRoleAlias', 'CreateUser'], 'Create(Role(,Alias),User)'],
])('%j is %j', (names, text) => {
  expect(packNames(names)).toBe(text);
  expect(unpackNames(text)).toEqual(names);
});
