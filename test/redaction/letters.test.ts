import { expect, test } from 'vitest';
import { isLetter } from '../../lib/redaction/text/tokens.ts';

/**
 * Letters by Unicode that `isLetter` takes for signs, and why: its ranges are compared for each character of each text, and a
 * table of all letters would take several times as long.
 */
const LEFT_OUT: readonly (readonly [from: number, to: number, why: string])[] = [
  [0x2000, 0x2bff, 'signs of mathematics that look like letters'],
  [0x3000, 0x303f, 'marks of repetition beside the ideographs'],
  [0xd800, 0xffff, 'halves of longer characters, and other forms of letters: rules and names read them folded'],
];

test('every letter of the basic plane is one, but for three stretches', () => {
  const missed = Array.from({ length: 0x1_0000 }, (_, code) => code).filter(
    (code) =>
      /\p{L}/u.test(String.fromCharCode(code)) &&
      !isLetter(code) &&
      !LEFT_OUT.some(([from, to]) => code >= from && code <= to),
  );
  expect(missed.map((code) => code.toString(16))).toEqual([]);
});

test('in ASCII and Latin-1, letters are all that it takes', () => {
  for (let code = 0; code < 0x250; code++)
    expect([code, isLetter(code)]).toEqual([code, /\p{L}/u.test(String.fromCharCode(code))]);
});
