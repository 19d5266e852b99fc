import { expect, test } from 'vitest';
import { redactText } from '../../lib/redaction/index.ts';
import { present } from '../present.ts';

/** Names of the entities of the letters below. */
const NAMES: Readonly<Record<string, string>> = {
  ...{ é: 'eacute', è: 'egrave', à: 'agrave', ç: 'ccedil', ü: 'uuml', ä: 'auml', ö: 'ouml', ß: 'szlig', ñ: 'ntilde' },
  ...{ í: 'iacute', ó: 'oacute', ù: 'ugrave', ì: 'igrave', ê: 'ecirc', ã: 'atilde', É: 'Eacute', Ü: 'Uuml' },
};
const WAYS: readonly ((letter: string) => string)[] = [
  (letter) => `&${present(NAMES[letter])};`,
  (letter) => `&#${letter.charCodeAt(0)};`,
  (letter) => `&#x${letter.charCodeAt(0).toString(16)};`,
];
const written = (text: string, way: (letter: string) => string) => text.replaceAll(/[À-ÿ]/g, way);

test.each([
  'La réunion est déplacée à jeudi.',
  'Die Küche ist für Gäste geöffnet.',
  'Mañana hay reunión en la oficina, avisad a recepción.',
  'A reunião começa às nove.',
  'Il caffè è finito, bisogna aspettare lunedì.',
  'Das Büro ist heute geschlossen, schöne Grüße',
])('letters that are written by name or number are no names: %s', (text) => {
  expect(redactText(text, 'prose').spans).toEqual([]);
  for (const way of WAYS) expect(redactText(written(text, way), 'prose').spans).toEqual([]);
});

test.each([
  ['Bitte Jürgen Großmann anrufen, er hat die Schlüssel.', ['Jürgen Großmann']],
  ['Le dossier de Gaëlle Lefèvre est déjà prêt.', ['Gaëlle Lefèvre']],
  ['Hablé con Íñigo Muñoz sobre la reunión.', ['Íñigo Muñoz']],
] as const)('a name whose letters are written so is hidden whole: %s', (text, names) => {
  for (const way of WAYS.slice(1)) {
    const shown = redactText(written(text, way), 'prose').text;
    for (const part of names.flatMap((name) => written(name, way).split(' '))) expect(shown).not.toContain(part);
  }
});
