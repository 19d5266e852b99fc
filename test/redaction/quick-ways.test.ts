import fc from 'fast-check';
import { expect, test } from 'vitest';
import lists from '../../lib/redaction/lexicon/seed-words.json' with { type: 'json' };
import { KnownWords } from '../../lib/redaction/text/known-words.ts';
import { breaksIn } from '../../lib/redaction/text/wrapped.ts';
import { present } from '../present.ts';

/** Quick ways over a text give the same as the patterns that they stand for. */
const runs = { numRuns: 500 };

test('the ends of lines at which a token may be broken are those of its pattern', () => {
  const pattern = /([A-Za-z0-9_+/=.-]{12,400})(\\?\r?\n[ \t>|]{0,4})(?=[A-Za-z0-9_+/=-]{4})/g;
  const piece = fc.oneof(
    fc.constantFrom('\n', '\r\n', '\\\n', '\n    ', '\n> ', '\n     ', '\n\n', ' ', '.', '=', 'é', '\\', '\t'),
    fc.stringMatching(/^[A-Za-z0-9_+/=.-]{1,16}$/),
    fc.constantFrom('a'.repeat(399), 'B7'.repeat(210)),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const text = pieces.join('');
      const expected = [...text.matchAll(pattern)].map(({ 1: token, 2: end, index }) => ({
        start: index,
        at: index + present(token).length,
        next: index + present(token).length + present(end).length,
      }));
      expect([...breaksIn(text)]).toEqual(expected);
    }),
    runs,
  );
});

test('the words of a text that lists know are those of its pattern', () => {
  const languages = new Map(
    Object.values(lists).flatMap((words, at) => words.split(' ').map((word) => [word, 1 << at])),
  );
  const words = new KnownWords(languages);
  const some = [...languages.keys()].filter((_, i) => i % 97 === 0);
  const piece = fc.oneof(
    fc.constantFrom(...some),
    fc.constantFrom(...some).map((word) => word.toUpperCase()),
    fc.stringMatching(/^[a-zA-Z]{1,24}$/),
    fc.constantFrom(' ', '\n', '1. ', '’', '—', '@[`{', '_', 'ſ', 'K', '한국'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const text = pieces.join('');
      const expected = [...text.matchAll(/[\p{Ll}\p{Lu}]{3,10}/gu)].map(({ 0: word, index }) => {
        const own = languages.get(word.toLowerCase()) ?? 0;
        return [own, own === 0 ? '' : word.toLowerCase(), index, word.length];
      });
      const found: unknown[] = [];
      words.each(text, { start: 0, end: text.length }, (word, own, index, length) =>
        found.push([own, own === 0 ? '' : word, index, length]),
      );
      expect(found).toEqual(expected);
    }),
    runs,
  );
});
