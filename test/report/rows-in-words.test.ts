import { expect, test } from 'vitest';
import { rowsInWords } from '../../lib/report/document/rows-in-words.ts';

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
