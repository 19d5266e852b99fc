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

/** Whether so many words of one language follow each other, by looking at each word for itself. */
function follow(words: KnownWords, text: string, least: number): boolean {
  const rows = [0, 0];
  let end = -1;
  let found = false;
  words.each(text, (_, languages, index, length) => {
    const between = text.slice(end, index);
    const near = end >= 0 && /^[ ,\n]{1,4}$/.test(between);
    for (const k of rows.keys()) {
      rows[k] = (languages & (1 << k)) === 0 ? 0 : near ? rows[k]! + 1 : 1;
      found ||= rows[k]! >= least;
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
    fc.property(fc.array(part, { maxLength: 24 }), fc.constantFrom('', ' ', ', '), (parts, joint) => {
      const text = parts.join(joint);
      if (follow(words, text, 3)) expect(words.mayFollow(text, 3, GAP, isBetween)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('ordinary text is passed over', () => {
  const words = new KnownWords(LISTS);
  expect(words.mayFollow('able to walk about the zone', 3, GAP, isBetween)).toBe(false);
  expect(words.mayFollow('able, about; zone', 3, GAP, isBetween)).toBe(false);
  expect(words.mayFollow('able, about zone', 3, GAP, isBetween)).toBe(true);
});
