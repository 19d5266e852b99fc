import { expect, test } from 'vitest';
import { redactText } from '../../lib/redaction/index.ts';
import type { Covered } from '../../lib/redaction/language/languages.ts';
import { isNoAddress } from '../../lib/redaction/text/ordinary-address.ts';

/** The part between brackets as the model's address. */
function isNone(marked: string, language: Covered): boolean {
  const start = marked.indexOf('[');
  const end = marked.indexOf(']') - 1;
  return isNoAddress(marked.replaceAll(/[[\]]/g, ''), { start, end, type: 'ADDRESS' }, language);
}

test.each([
  ['bin um 14:[45 wieder am markt]', 'de'],
  ['a reunião passou das [9 para as 12, fala] sim', 'pt'],
  ['zaczynamy [o 9 albo o 9:30]', 'pl'],
  ['vuelvo [a las 4 o a las 5] creo', 'es'],
] as const)('a time of day and words of every day are no address: %s', (text, language) =>
  expect(isNone(text, language)).toBe(true),
);

test.each([
  ['sie wohnt [am markt 5]', 'de'],
  ['kommt in die [lindenstrasse 4]', 'de'],
  ['livre au [12 rue des lilas]', 'fr'],
  ['mándalo a [calle mayor 4 2 b]', 'es'],
  ['abita in [via verdi 8]', 'it'],
  ['bezorg op [kerkstraat 9 bis]', 'nl'],
  ['kod [00-950 warszawa]', 'pl'],
  ['come to [quorvelle 7 b]', 'en'],
] as const)('what names a street, a place or a house can be one: %s', (text, language) =>
  expect(isNone(text, language)).toBe(false),
);

test('other types are none of its business', () =>
  expect(isNoAddress('at 5 or 6', { start: 3, end: 9, type: 'PERSON' }, 'en')).toBe(false));

test('the minutes of a time of day are no number of a house, and the number of a house is one behind it', () => {
  const hidden = (text: string) => redactText(text, 'prose').spans.map(({ start, end }) => text.slice(start, end));
  expect(hidden('bin um 14:45 wieder am platz')).toEqual([]);
  expect(hidden('we met at 14:45 at 12 quorvelle street').join()).toContain('12 quorvelle street');
});
