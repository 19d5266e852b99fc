import { expect, test } from 'vitest';
import { redactText } from '../../lib/redaction/index.ts';

const readable = (text: string, surface: 'ui' | 'prose', words: readonly string[]) => {
  const { text: out } = redactText(text, surface);
  return words.filter((word) => out.includes(word));
};

test.each([
  ['a column of people', 'Tavares   férias   12:10\nQueirós   baixa   12:20', ['Tavares', 'Queirós']],
  ['a surname behind a given name that is also a word', 'Send to ▸\n  Oona Fairweather\n  Zebedee Marsh', ['Marsh']],
  ['a surname before an illness in a title', 'AW: Attest Irmela Dörfelt (Burnout) – Outlook', ['Dörfelt']],
  ['a family before the given name in a row', 'Lefranc Odile   arrêt maladie   11:02', ['Lefranc']],
  ['a family, a comma and the given name in a trail', 'Leerlingen / De Wit, Jolande / Verzuim', ['Wit', 'Jolande']],
])('on a screen, a name is hidden as a whole: %s', (_case, text, words) => {
  expect(readable(text, 'ui', words)).toEqual([]);
});

test('in a column of people, firms and words of the screen stay', () => {
  const text = 'Tavares   férias   12:10\nInbox   new   12:15\nGitHub   run failed   12:20';
  expect(readable(text, 'ui', ['Inbox', 'GitHub'])).toEqual(['Inbox', 'GitHub']);
});

test('a label in both genders names a person', () => {
  expect(readable('Trabajador/a: Visitación Peñalver Roig', 'prose', ['Visitación', 'Peñalver', 'Roig'])).toEqual([]);
});

test('an empty last cell does not end a table', () => {
  const text = 'Name\tStart\tSalary\tNotes\nIda Quarles\t22/01/2024\t36,902\tcar\nLindiwe Broad\t22/01/2024\t35,175\t';
  expect(readable(text, 'prose', ['36,902', '35,175'])).toEqual([]);
});
