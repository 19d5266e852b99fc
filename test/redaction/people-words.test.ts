import { expect, test } from 'vitest';
import { MEDICAL_ROWS } from '../../lib/redaction/health/medical-rows.ts';
import { redactText } from '../../lib/redaction/index.ts';
import { NUMBERS_OF_PEOPLE } from '../../lib/redaction/rules/people-numbers.ts';
import { WORDS_OF_PEOPLE } from '../../lib/redaction/rules/people-words.ts';
import { TOLD_CODES } from '../../lib/redaction/rules/told-codes.ts';
import { TOLD_PHRASES } from '../../lib/redaction/rules/told-phrases.ts';
import { present } from '../present.ts';

const ROWS = [...WORDS_OF_PEOPLE, ...NUMBERS_OF_PEOPLE];
const TOLD = [...TOLD_CODES, ...TOLD_PHRASES];
const ALL = [...ROWS, ...TOLD];

test.each([...ROWS, ...Object.values(MEDICAL_ROWS)].map((row) => [row.id, row] as const))(
  '%s is hidden of a person and not of a thing',
  (_id, row) => {
    for (const hit of row.hits) {
      const values = [...hit.matchAll(/⟦([^⟧]{1,200})⟧/g)].map((match) => present(match[1]));
      expect(values).not.toEqual([]);
      const { text } = redactText(hit.replace(/[⟦⟧]/g, ''), 'prose');
      for (const value of values) expect([hit, text.includes(value)]).toEqual([hit, false]);
    }
    for (const miss of row.misses) {
      const { spans } = redactText(miss, 'prose');
      expect([miss, spans.filter(({ type }) => type === row.type)]).toEqual([miss, []]);
    }
  },
);

test.each([
  ['Occupational health confirmed that she has rheumatoid arthritis now.', 'rheumatoid'],
  ["Le patient est opéré d'une hernie inguinale. Sortie demain.", 'inguinale'],
  ['La paciente ingresa por neumonía bilateral.', 'bilateral'],
])('the kind of an illness is hidden with it: %s', (line, kind) => {
  expect(redactText(line, 'prose').text).not.toContain(kind);
});

test('each pattern finds its own examples whole', () => {
  for (const { id, words, hits } of ALL)
    for (const hit of hits) {
      const value = present(/⟦([^⟧]{1,200})⟧/.exec(hit)?.[1]);
      const line = hit.replace(/[⟦⟧]/g, '');
      expect([id, line, [...line.matchAll(words)].some(([hit]) => hit === value)]).toEqual([id, line, true]);
    }
});

test.each(TOLD.map((row) => [row.id, row] as const))(
  '%s hides the value that is told',
  (_id, { words, except, hits, misses }) => {
    for (const hit of hits) {
      const value = present(/⟦([^⟧]{1,200})⟧/.exec(hit)?.[1]);
      expect([hit, redactText(hit.replace(/[⟦⟧]/g, ''), 'prose').text.includes(value)]).toEqual([hit, false]);
    }
    for (const miss of misses) {
      const values = [...miss.matchAll(words)].filter((hit) => except?.(hit[0], miss, hit.index, 'prose') !== true);
      expect([miss, values.map(([value]) => value)]).toEqual([miss, []]);
    }
  },
);
