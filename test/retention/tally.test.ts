import fc from 'fast-check';
import { expect, test } from 'vitest';
import { counted, NOTHING, summed } from '../../lib/retention/tally.ts';

/** Words whose sums carry, and any others. */
const word = fc.oneof(
  fc.constantFrom(0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff),
  fc.nat({ max: 0xffff_ffff }),
);
const version = fc
  .record({ size: fc.nat(), words: fc.array(word, { minLength: 8, maxLength: 8 }) })
  .map(({ size, words }) => ({
    size,
    hash: Buffer.from(words.map((other) => other.toString(16).padStart(8, '0')).join(''), 'hex'),
  }));

test('the digest of a count is the sum of the hashes modulo 2^256, in any order and in any pieces', () => {
  fc.assert(
    fc.property(fc.array(version, { maxLength: 6 }), fc.nat(), (all, at) => {
      const sum = all.reduce((total, { hash }) => total + BigInt(`0x${hash.toString('hex')}`), 0n) % (1n << 256n);
      const expected = {
        versions: all.length,
        bytes: all.reduce((total, { size }) => total + size, 0),
        digest: sum.toString(16).padStart(64, '0'),
      };
      const cut = at % (all.length + 1);
      const pieces = [all.slice(0, cut), all.slice(cut)];
      expect(counted(NOTHING, all.toReversed())).toEqual(expected);
      expect(pieces.reduce(counted, NOTHING)).toEqual(expected);
      expect(summed(pieces.map((piece) => counted(NOTHING, piece)))).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});
