import { expect, test } from 'vitest';
import { detect } from '../../lib/redaction/text/detect.ts';
import { isNoName } from '../../lib/redaction/text/no-name.ts';

const isNone = (text: string, type: string) => isNoName(text, { start: 0, end: text.length, type });

test.each(['3 kg', 'kg', '1.5 GHz', 'kg: 3', '12', '24 °C', '30 x 40 cm'.replace(' x ', ' × ')])(
  'a measure is no name: %s',
  (text) => expect(isNone(text, 'ORGANIZATION')).toBe(true),
);

test.each(['South', 'north-west', 'Eastern'])('a point of the compass is no place: %s', (text) =>
  expect([isNone(text, 'LOCATION'), isNone(text, 'PERSON')]).toEqual([true, false]),
);

test.each([
  ['Müller KG', 'ORGANIZATION'],
  ['Mg', 'PERSON'],
  ['South Dakota', 'LOCATION'],
  ['12 m', 'ADDRESS'],
])('another may be one: %s', (text, type) => expect(isNone(text, type)).toBe(false));

test('a table of goods keeps its weights and its regions', () => {
  for (const text of ['3 kg', 'Weight in kg', 'Region: South', 'Weight in kg: 3'])
    expect(detect(text, 'ui')).toEqual([]);
});
