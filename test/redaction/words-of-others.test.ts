import { describe, expect, test } from 'vitest';
import { redactText } from '../../lib/redaction/index.ts';

describe('a word that stands alone on a screen', () => {
  test.each(['Salva', 'Invia', 'Stampa', 'Allegato', 'Riepilogo', 'Cantidad', 'Tornillos', 'Odbiorca'])(
    'in another language is no name, though English has no such word: %s',
    (word) => {
      expect(redactText(word, 'ui').text).toBe(word);
    },
  );

  test.each(['Petrosyan', 'Montanaro', 'Molina', 'Ferrari', 'Barbieri', 'Priyanka', 'Subramaniam', 'Lindqvist'])(
    'is a name where a list or the letters say so, or no language has it: %s',
    (word) => {
      expect(redactText(word, 'ui').text).toMatch(/^\[[A-Z_]+\]$/);
    },
  );
});
