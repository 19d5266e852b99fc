import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HIDDEN_TYPES, isHiddenType, typeNamed, typesThat } from '../../lib/redaction/hidden-types.ts';

const names = Object.keys(HIDDEN_TYPES);

test('a name that is no type becomes UNKNOWN, whatever objects inherit', () => {
  for (const name of ['constructor', '__proto__', 'toString', '', 'person', 'PERSON_1', 'PERSON '])
    expect([isHiddenType(name), typeNamed(name)]).toEqual([false, 'UNKNOWN']);
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constantFrom(...names)),
      (name) => typeNamed(name) === (names.includes(name) ? name : 'UNKNOWN'),
    ),
  );
});

test('a value that opens something is never shown to be equal to another', () => {
  const tagged = typesThat('tagged');
  expect([...typesThat('secret')].filter((type) => tagged.has(type))).toEqual([]);
});

test('every type is a word that a placeholder can hold', () => {
  expect(names.filter((name) => !/^[A-Z]{2,}(?:_[A-Z]+)*$/.test(name) || name.length > 27)).toEqual([]);
});

test('every trait tells some types from others', () => {
  for (const trait of ['spreads', 'tagged', 'byWords', 'secret'] as const) {
    const some = typesThat(trait).size;
    expect([trait, some > 0 && some < names.length]).toEqual([trait, true]);
  }
});
