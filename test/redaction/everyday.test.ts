import { describe, expect, test } from 'vitest';
import { HEARD, heardIn } from '../../lib/redaction/language/everyday.ts';
import { COVERED, type Covered } from '../../lib/redaction/language/languages.ts';

const heard = (word: string, language: Covered) => heardIn(word, COVERED.indexOf(language));

describe('words heard in everyday talk', () => {
  test.each([
    ['en', 'wood', 'dolphin'],
    ['de', 'heute', 'kuchen'],
    ['fr', 'bonjour', 'parapluie'],
    ['es', 'ahora', 'paraguas'],
    ['it', 'grazie', 'ombrello'],
    ['pt', 'obrigado', 'tesoura'],
    ['nl', 'vandaag', 'paraplu'],
    ['pl', 'jest', 'kapelusz'],
  ] as const)('%s has daily ones, and others that come often', (language, daily, often) => {
    expect(heard(daily, language)).toBe(HEARD.daily);
    expect(heard(often, language)).toBeGreaterThanOrEqual(HEARD.often);
  });

  test.each([
    ['en', 'wouldve'],
    ['en', 'soooooo'],
    ['de', 'losgefahren'],
    ['de', 'kinderbuch'],
    ['fr', 'jsuis'],
    ['es', 'comprarlo'],
    ['it', 'portatemi'],
    ['pt', 'livrinho'],
    ['nl', 'werkboek'],
    ['pl', 'nieprawda'],
  ] as const)('%s builds words of them: %s', (language, word) =>
    expect(heard(word, language)).toBeGreaterThanOrEqual(HEARD.built),
  );

  test.each([
    ['en', 'malachy'],
    ['en', 'quorvelle'],
    ['de', 'quorvelbach'],
    ['fr', 'ghislain'],
    ['es', 'etxebarria'],
    ['it', 'ermenegildo'],
    ['pt', 'valdomiro'],
    ['nl', 'sjoukje'],
    ['pl', 'bożydara'],
  ] as const)('%s never hears %s', (language, name) => expect(heard(name, language)).toBe(HEARD.no));

  test('accents make no difference, and signs, numbers and other languages are never heard', () => {
    expect(heard('mañana', 'es')).toBe(heard('manana', 'es'));
    expect([heard('42', 'en'), heard('a_b', 'en'), heardIn('today', COVERED.length)]).toEqual([0, 0, 0]);
  });

  test('one made-up word in twenty at most is taken for one that is heard', () => {
    const made = Array.from({ length: 2_000 }, (_, i) => `qz${(i * 7919).toString(36).replaceAll(/\d/g, 'x')}vv`);
    for (const language of COVERED)
      expect(made.filter((word) => heard(word, language) !== HEARD.no).length).toBeLessThan(made.length / 20);
  });
});
