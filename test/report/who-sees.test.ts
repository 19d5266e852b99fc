import { expect, test } from 'vitest';
import { rowsInWords, whoSees } from '../../lib/report/who-sees.ts';

test.each([
  [`("jurisdiction" IN ('XA', 'XB') AND "kind" = 'text')`, 'where jurisdiction is XA or XB, and kind is text'],
  [`"kind" IN ('a', 'b', 'screen.text')`, 'where kind is a, b or screen.text'],
  [`("kind" = 'a' OR "kind" = 'b')`, `("kind" = 'a' OR "kind" = 'b')`],
  [`("kind" <> 'a')`, `("kind" <> 'a')`],
  [`("a" = 'x AND y')`, `("a" = 'x AND y')`],
  ['TRUE', 'TRUE'],
])('%s in words', (filter, words) => {
  expect(rowsInWords(filter)).toBe(words);
});

test('each column stands in one line, with the teams that see it', () => {
  const { head, rows } = whoSees({
    one: { filter: 'TRUE', columns: ['a', 'b', 'c'], hidden: ['d'] },
    two: { filter: `"kind" = 'x'`, columns: ['c'], hidden: ['a', 'b', 'd'] },
  });
  expect(head).toEqual(['columns', 'one', 'two']);
  expect(rows).toEqual([
    ['(rows)', 'TRUE', 'where kind is x'],
    ['c', '✓ sees', '✓ sees'],
    ['a, b', '✓ sees', '✗'],
    ['d', '✗', '✗'],
  ]);
});
