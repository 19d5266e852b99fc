import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KnownWords } from '../../lib/redaction/text/known-words.ts';

const LISTS = new Map([
  ...['abandon', 'able', 'about', 'zone', 'island'].map((word) => [word, 1] as const),
  ...['casa', 'perro', 'árbol'].map((word) => [word, 2] as const),
  ['actual', 3] as const,
]);
const GAP = 4;
const isBetween = (code: number) => code === 32 || code === 44 || code === 10;

/** Rows of so many words of one language that follow each other, by looking at each word for itself. */
function follow(words: KnownWords, text: string, least: number): { start: number; end: number }[] {
  const rows: { start: number; count: number }[] = [
    { start: 0, count: 0 },
    { start: 0, count: 0 },
  ];
  let end = -1;
  const found: { start: number; end: number }[] = [];
  words.each(text, { start: 0, end: text.length }, (_, languages, index, length) => {
    const near = end >= 0 && /^[ ,\n]{1,4}$/.test(text.slice(end, index));
    for (const [k, row] of rows.entries()) {
      if ((languages & (1 << k)) === 0) row.count = 0;
      else if (near && row.count > 0) row.count++;
      else Object.assign(row, { start: index, count: 1 });
      if (row.count >= least) found.push({ start: row.start, end: index + length });
    }
    end = index + length;
  });
  return found;
}

test('the quick look at rows of known words overlooks none', () => {
  const words = new KnownWords(LISTS);
  const part = fc.constantFrom(
    ...LISTS.keys(),
    ...[
      'Abandon',
      'ÁRBOL',
      'İsland',
      'Kasa',
      'x',
      'ab',
      'unknown',
      'aboutabout',
      'ﬃ',
      'ǅabout',
      '𝐀',
      ' ',
      ', ',
      '\n',
      '     ',
      '_',
      ';',
      '7',
    ],
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 24 }), fc.constantFrom('', ' ', ', '), (pieces, joint) => {
      const text = pieces.join(joint);
      const parts = words.rowsIn(text, 3, GAP, isBetween);
      for (const row of follow(words, text, 3))
        expect(parts.filter((part) => part.start <= row.start && part.end >= row.end)).toHaveLength(1);
    }),
    { numRuns: 2_000 },
  );
});

test('ordinary text is passed over', () => {
  const words = new KnownWords(LISTS);
  expect(words.rowsIn('able to walk about the zone', 3, GAP, isBetween)).toEqual([]);
  expect(words.rowsIn('able, about; zone', 3, GAP, isBetween)).toEqual([]);
  expect(words.rowsIn('is able, about zone of', 3, GAP, isBetween)).toEqual([{ start: 3, end: 19 }]);
});
