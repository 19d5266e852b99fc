import fc from 'fast-check';
import { expect, test } from 'vitest';
import { restOf, Seeker } from '../../lib/redaction/gate/seek.ts';

/** Patterns with all the beginnings that can be left out. */
const PATTERNS: readonly RegExp[] = [
  /([\w.-]{0,40}(?:pass|key))(=\w{1,4})/i,
  /(?<![\w])[\w-]{0,12}key\b/,
  /\b(?:["']?)[\w.]{2,9}-(?:pass|key)?x/,
  /(?:^|[\n>])[ a]{0,20}(?:pass|key):/,
  /^([ a]{0,9})[\w.]{0,30}key/m,
  /(?:(?<![\w./])[a-z][\w.]{2,20})(?=\skey)/,
  /(?:[a-z]{0,8}pass|key)x/,
  /(?:[\w]{1,12}_){0,3}key/,
  /[\p{L}\p{N}]{1,9}key/u,
  /(?:a{0,8})(?:b|)key/,
];
const EXPECTED = [80, 24, 19, 21, 69, 42, 16, 75, 18, 8];

test('a long run at the beginning is left out, and how far it reaches is known', () => {
  expect(PATTERNS.map((pattern) => restOf(pattern)?.reach)).toEqual(EXPECTED);
});

test('a pattern that begins with a long run finds what it finds by itself', () => {
  const piece = fc.constantFrom(
    ...[
      'pass',
      'key',
      'Key',
      'x',
      '=',
      '=1',
      '-',
      '_',
      'a',
      'ab',
      '.',
      ' ',
      '\n',
      ':',
      '>',
      '"',
      'é',
      '𝐀',
      'abcdefghij',
    ],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.constantFrom(...PATTERNS), (pieces, pattern) => {
      const text = pieces.join('');
      const plain = [...text.matchAll(new RegExp(pattern.source, `${pattern.flags}g`))];
      expect(new Seeker(pattern).all(text).map((match) => [match.index, ...match])).toEqual(
        plain.map((match) => [match.index, ...match]),
      );
    }),
    { numRuns: 4_000 },
  );
});
