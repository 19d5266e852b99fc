import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HiddenType } from '../../lib/redaction/hidden-types.ts';
import { redactText } from '../../lib/redaction/index.ts';
import { detect } from '../../lib/redaction/text/detect.ts';
import { isNoName } from '../../lib/redaction/text/no-name.ts';

const isNone = (text: string, type: HiddenType) => isNoName(text, { start: 0, end: text.length, type });

test.each([
  '3 kg',
  'kg',
  '1.5 GHz',
  'kg: 3',
  '12',
  '24 °C',
  '40 mins',
  '2 hrs',
  'mins',
  '30 x 40 cm'.replace(' x ', ' × '),
])('a measure is no name: %s', (text) => expect(isNone(text, 'ORGANIZATION')).toBe(true));

test.each(['a b', 'x', 'a b c'])('small letters that stand alone are no initials: %s', (text) =>
  expect(isNone(text, 'PERSON')).toBe(true),
);

test.each(['South', 'north-west', 'Eastern'])('a point of the compass is no place: %s', (text) =>
  expect([isNone(text, 'LOCATION'), isNone(text, 'PERSON')]).toEqual([true, false]),
);

test.each([
  ['Müller KG', 'ORGANIZATION'],
  ['Mg', 'PERSON'],
  ['min', 'PERSON'],
  ['South Dakota', 'LOCATION'],
  ['12 m', 'ADDRESS'],
  ['A. B.', 'PERSON'],
  ['W', 'PERSON'],
] as const)('another may be one: %s', (text, type) => expect(isNone(text, type)).toBe(false));

test('a table of goods keeps its weights and its regions', () => {
  for (const text of ['3 kg', 'Weight in kg', 'Region: South', 'Weight in kg: 3'])
    expect(detect(text, 'ui')).toEqual([]);
});

test('a letter behind the number of a house is a part of the address, whatever unit it is elsewhere', () => {
  const shown = (text: string) => redactText(text, 'prose').text;
  const letters = fc.constantFrom(...'nswegtlmvab');
  fc.assert(
    fc.property(fc.integer({ min: 11, max: 9_899 }), letters, fc.boolean(), (house, letter, isAmerican) => {
      const text = isAmerican
        ? `Ship it to ${house} ${letter.toUpperCase()} Madison St, Chicago, IL 60661`
        : `Adresse: Lindenweg ${house % 200} ${letter}, 80331 München`;
      expect(shown(text)).not.toMatch(/\d/);
    }),
  );
});

test.each(['The crate weighs 3 kg.', 'It holds 1,5 l at 3.3 V.', 'Cut 30 ft of rope and 12 cm of tape.'])(
  'a quantity among words stays: %s',
  (text) => expect(redactText(text, 'prose').text).toBe(text),
);

test.each(['Okonkwo weighs 82 kg', 'Patient: Brzęczyszczykiewicz, 34 kg', 'Vandermolen weighs 82 kg'])(
  'a name beside a quantity is hidden: %s',
  (text) => expect(redactText(text, 'prose').text).not.toMatch(/Okonkwo|Brzęczy|Vandermolen/),
);

test.each([
  ['kowalewska', 'ping `kowalewska` about the invoice', true],
  ['Vandermolen', 'Ping `Vandermolen` today.', true],
  ['zlib', 'Open `zlib` first, then close it.', false],
  ['makeLayer()', 'Call `makeLayer()` in your own code.', false],
])('a word between backticks is hidden unless it looks like code: %s', (word, text, isHidden) =>
  expect(redactText(text, 'prose').text.includes(word)).toBe(!isHidden),
);

test('a name before the label of a value is hidden, and the label alone is no name', () => {
  for (const name of ['Quillfeather', 'Achterberg', 'Vandermolen'])
    expect(redactText(`${name} DOB 12/04/1981`, 'prose').text).not.toContain(name);
  expect(redactText('SIM PUK 58210937', 'prose').text).toContain('SIM PUK');
});

test.each([
  ['Tornillos M6', 'LOCATION'],
  ['Tuercas M8', 'ADDRESS'],
  ['Tuercas M4 x 20', 'LOCATION'],
  ['Papel A4', 'ORGANIZATION'],
  ['Pilas AAA', 'ORGANIZATION'],
  ['Arandelas planas M10', 'PERSON'],
] as const)('a good with its size is no name: %s', (text, type) => expect(isNone(text, type)).toBe(true));

test.each([
  ['Quillfeather M6', 'PERSON'],
  ['Vandermolen A4', 'ORGANIZATION'],
  ['Flat A4', 'ADDRESS'],
  ['Tuercas 8', 'ADDRESS'],
  ['Tornillos M6, Calle Mayor 3', 'ADDRESS'],
] as const)('what only looks like a good with its size may be one: %s', (text, type) =>
  expect(isNone(text, type)).toBe(false),
);
