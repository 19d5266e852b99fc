import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalId, foldId, id, isSameId } from '../../lib/activity/ids.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });

describe('an id', () => {
  test('has one canonical spelling', () => {
    fc.assert(
      fc.property(text, (written) => {
        const one = canonicalId(written);
        if (one === undefined) return;
        for (const other of [one, ` ${written}\t`, written.normalize('NFD'), written.replaceAll(' ', '  ')])
          expect(canonicalId(other)).toBe(one);
        expect(isSameId(written, one)).toBe(true);
      }),
    );
  });

  test('is compared ignoring case, and comparing folded ids changes nothing', () => {
    fc.assert(
      fc.property(text, (written) => {
        const folded = foldId(written);
        expect(foldId(folded)).toBe(folded);
        expect(foldId(written.normalize('NFD'))).toBe(folded);
      }),
    );
    for (const one of ['STRASSE', 'straße', 'STRAẞE']) expect(isSameId(one, 'strasse')).toBe(true);
    expect(isSameId('ΟΔΟΣ', 'οδοσ')).toBe(true);
    expect(isSameId('worker-17', 'worker-18')).toBe(false);
    expect(isSameId('worker-17', 'wörker-17')).toBe(false);
  });

  test.each([
    ...[
      '',
      ' ',
      '\n',
      'a\u200bb',
      'a\u2060b',
      'a\ufeffb',
      'a\u00adb',
      'a\u202eb',
      'a\u0000b',
      'a\nb',
      'a\u2028b',
      'a\u00a0b',
    ],
    ...[
      'a\u3000b',
      'a\u115fb',
      'a\u3164b',
      'a\ufe0fb',
      'a\u034fb',
      'a\ud800b',
      'a\ue000b',
      'a\u{e0041}b',
      'a'.repeat(129),
    ],
  ])('%j is not an id', (written) => {
    expect(id.safeParse(written).success).toBe(false);
  });
});
