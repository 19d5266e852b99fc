import { describe, expect, test } from 'vitest';
import { redactText } from '../../lib/redaction/index.ts';
import { isKnownSomewhere, isSeen, SAID, saidIn, saidOf } from '../../lib/redaction/language/dictionaries.ts';
import { COVERED, type Covered } from '../../lib/redaction/language/languages.ts';
import { isOrdinaryWord } from '../../lib/redaction/text/ordinary-word.ts';
import { present } from '../present.ts';

const at = (language: Covered) => COVERED.indexOf(language);
const said = (word: string, language: Covered) => saidIn(saidOf(word), at(language));

describe('lists of words', () => {
  test.each([
    ['fr', 'demain', 'tambourinage', 'quorvelle'],
    ['es', 'mañana', 'manana', 'quorvelaz'],
    ['nl', 'morgen', 'vergadering', 'quorveldijk'],
    ['pl', 'jutro', 'ładowarkę', 'kworwelak'],
  ] as const)('of %s know words in any form, and no name that nobody has', (language, word, other, name) => {
    expect([word, other, name].map((item) => said(item, language))).toEqual([SAID.known, SAID.known, SAID.unknown]);
  });

  test('say nothing of words that are longer than theirs, and of signs', () => {
    expect(said('najprawdopodobniejszy', 'pl')).toBe(SAID.none);
    expect([saidOf('x'), saidOf('a_b'), saidOf('42')]).toEqual([0, 0, 0]);
  });

  test('say nothing of English, and only what texts have of German, Italian and Portuguese', () => {
    expect(said('tomorrow', 'en')).toBe(SAID.none);
    expect(isSeen(saidOf('werkzeug'), at('de'))).toBe(true);
    expect(isSeen(saidOf('quorvelbach'), at('de'))).toBe(false);
    expect(isSeen(saidOf('demain'), at('fr'))).toBeUndefined();
    expect(said('adhesiva', 'pt')).toBe(SAID.near);
  });

  test('one word in twenty at most is taken for one of a list by mistake', () => {
    const made = Array.from({ length: 2_000 }, (_, i) => `qz${(i * 7919).toString(36).replaceAll(/\d/g, 'x')}vv`);
    for (const language of ['fr', 'es', 'nl', 'pl'] as const)
      expect(made.filter((word) => said(word, language) === SAID.known).length).toBeLessThan(made.length / 20);
  });

  test('an ordinary word is one of any language, or built like one', () => {
    expect(['tomorrow', 'mañana', 'jutro', 'unlockable'].every(isOrdinaryWord)).toBe(true);
    expect(['kettlebrook', 'melocotonrojo', 'quorvelle'].some(isOrdinaryWord)).toBe(false);
    expect(isKnownSomewhere(saidOf('quorvelbach'))).toBe(false);
  });
});

/** Names in small letters, with the capital that a telephone gives each sentence and without. */
describe('names in small letters', () => {
  const HIDDEN: readonly (readonly [text: string, name: string])[] = [
    ['laut pfannenstiel fehlt das zertifikat', 'pfannenstiel'],
    ['tu peux demander à ghislain pour la salle', 'ghislain'],
    ['le di las llaves a etxebarria ayer', 'etxebarria'],
    ['ho dato le chiavi a pierluigi', 'pierluigi'],
    ['o valdomiro ainda não mandou a fatura', 'valdomiro'],
    ['ik heb sjoukje gisteren gebeld', 'sjoukje'],
    ['zapytaj bożydara o umowę', 'bożydara'],
  ];
  test.each(HIDDEN)('%j hides %j', (text, name) => {
    expect(redactText(text, 'prose').text).not.toContain(name);
    expect(redactText(`${present(text[0]).toUpperCase()}${text.slice(1)}`, 'prose').text).not.toContain(name);
  });

  test.each([
    'der drucker im zweiten stock geht nicht',
    'il faut rendre les clés avant midi',
    'mañana hay que cerrar el inventario',
    'de vergadering is een uur later',
    'trzeba zamówić papier do drukarki',
  ])('%j stays', (text) => {
    expect(redactText(text, 'prose').spans).toEqual([]);
    expect(redactText(`${present(text[0]).toUpperCase()}${text.slice(1)}`, 'prose').spans).toEqual([]);
  });
});
