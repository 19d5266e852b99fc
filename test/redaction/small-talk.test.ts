import { describe, expect, test } from 'vitest';
import { redactText } from '../../lib/redaction/index.ts';
import { isTalk } from '../../lib/redaction/language/talk.ts';

const hidden = (text: string) => redactText(text, 'prose').spans.map(({ start, end }) => text.slice(start, end));

describe('talk', () => {
  test.each([
    'guten morgen zusammen, kaffee ist fertig',
    'quatsch, das war gestern schon kaputt',
    'Schönen Feierabend und bis morgen!',
    "merci beaucoup, c'est parfait",
    'jejeje qué bueno',
    'jajaja otra vez la impresora',
    'mil gracias, crack',
    'grazie mille, adesso funziona',
    "tranquillo, non c'è fretta",
    'rsrs boa',
    'show, valeu demais',
    'hehehe znowu drukarka',
    "let's park that for the retro",
    'the mark on the wall is still there',
    'build 418822 is green',
    'status looks green now',
    'the cable is short',
  ])('%j has no name', (text) => expect(hidden(text)).toEqual([]));

  test.each([
    ['danke pfannenstiel, das hat geklappt', 'pfannenstiel'],
    ['merci thibaut, ça marche', 'thibaut'],
    ['merci boulanger, ça marche', 'boulanger'],
    ['gracias herrero, ya funciona', 'herrero'],
    ['grazie ludovica, adesso va', 'ludovica'],
    ['obrigado valdomiro, já funciona', 'valdomiro'],
    ['bedankt sjoukje, het werkt', 'sjoukje'],
    ['dzięki grażyna, działa', 'grażyna'],
    ['hahaha darnell said that', 'darnell'],
    ['can you ask mark about the badge', 'mark'],
    ['the new lead is grace', 'grace'],
    ['the thackeray account is late', 'thackeray'],
    ['Frau Kuchen hat angerufen', 'Kuchen'],
    ['ask @kuchen about it', 'kuchen'],
  ])('%j has the name %j', (text, name) => expect(hidden(text).join(' ')).toContain(name));

  test('a word of talk counts in its own language, with its accents or without', () => {
    expect([isTalk('beaucoup', 'fr'), isTalk('Beaucoup', 'fr'), isTalk('beaucoup', 'de')]).toEqual([true, true, false]);
    expect([isTalk('herbatę', 'pl'), isTalk('herbate', 'pl')]).toEqual([true, true]);
    expect([isTalk('olá', 'pt'), isTalk('ola', 'pt')]).toEqual([true, false]);
  });

  test('laughter is long, and two syllables can be a name', () => {
    expect(['hahaha', 'jajaja', 'ahahah', 'kkkk', 'rsrs', 'mdr'].every((word) => isTalk(word, 'unknown'))).toBe(true);
    expect(['haha', 'jojo', 'hoho', 'rs', 'kk'].some((word) => isTalk(word, 'unknown'))).toBe(false);
  });

  test('no word of talk is a name that people have', () => {
    const names =
      'mai gia ola nada dia kawa klein petit bueno claro felice koning allen ben jo menno luz even mark rose';
    for (const language of ['de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'unknown'] as const)
      expect(names.split(' ').filter((name) => isTalk(name, language))).toEqual([]);
  });
});
