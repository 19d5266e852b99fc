import fc from 'fast-check';
import { expect, test } from 'vitest';
import { medicalKey, stemIn } from '../../lib/redaction/health/medical-key.ts';
import { medicalKind } from '../../lib/redaction/health/medical-words.ts';

/** One illness a row, as the eight languages spell it. */
const ILLNESSES: readonly (readonly string[])[] = [
  ['hypertension', 'ipertensione', 'hipertensión', 'hipertensão', 'hypertensie', 'Hypertension'],
  ['bronchitis', 'bronchite', 'bronquitis', 'bronquite', 'Bronchitis'],
  ['fibrillation', 'fibrilación', 'fibrillazione', 'fibrilação', 'fibrylacja'],
  ['thrombosis', 'thrombose', 'trombosi', 'trombosis', 'trombose'],
  ['schizophrenia', 'Schizophrenie', 'esquizofrenia', 'schizofrenie', 'schizofrenia'],
  ['hepatitis', 'hépatite', 'epatite', 'hepatite'],
  ['osteoporosis', 'Osteoporose', 'ostéoporose', 'osteoporose', 'osteoporoza'],
];

test.each(ILLNESSES)('%s is a word of medicine in each language', (...words) => {
  expect(words.filter((word) => medicalKind(word) !== 'illness')).toEqual([]);
});

test.each(['heupfractuur', 'Oberarmfraktur', 'Niereninsuffizienz', 'nierinsufficiëntie', 'Lungenembolie'])(
  'the compound %s is one',
  (word) => expect(medicalKind(word)).toBe('illness'),
);

test.each([
  ...[
    'chemotherapy',
    'Chemotherapie',
    'chimioterapia',
    'quimioterapia',
    'radiotherapy',
    'psychothérapie',
    'Dialyse',
    'coloscopia',
  ],
])('the treatment %s is one', (word) => expect(medicalKind(word)).toBe('illness'));

test.each([
  ...[
    'oncology',
    'Onkologie',
    'oncologia',
    'psychiatrie',
    'psiquiatría',
    'psichiatrica',
    'addictologie',
    'kardiologia',
    'urologie',
  ],
])('%s is a branch of medicine', (word) => expect(medicalKind(word)).toBe('branch'));

test.each([
  ...[
    'graphite',
    'aritmética',
    'hardwareversion',
    'churrascarias',
    'system',
    'temperatura',
    'position',
    'Bahndämme',
    'hypertext',
  ],
  ...[
    'hypothesis',
    'academia',
    'gestoßen',
    'composite',
    'Website',
    'economia',
    'analysis',
    'Diagramm',
    'telepathy',
    'categoria',
  ],
])('%s is none', (word) => expect(medicalKind(word)).toBeUndefined());

test('marks, capitals and doubled letters change no key', () => {
  const word = fc.stringMatching(/^[a-z]{3,20}$/);
  fc.assert(
    fc.property(word, (text) => {
      expect(medicalKey(text.toUpperCase())).toBe(medicalKey(text));
      expect(medicalKey(text.replaceAll('e', 'é').replaceAll('o', 'ó'))).toBe(medicalKey(text));
      expect(medicalKey(text.replaceAll('l', 'll'))).toBe(medicalKey(text));
    }),
  );
});

test('a stem is found with an ending behind it, and not inside of another word', () => {
  const stems = new Set(['ipertens']);
  expect(stemIn(stems, 'ipertension')).toBe('ipertens');
  expect(stemIn(stems, 'ipertensometer')).toBeUndefined();
  expect(stemIn(stems, 'ipertensbr')).toBeUndefined();
});
