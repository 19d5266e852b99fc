import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copied, Lately } from '../../lib/redaction/learned/lately.ts';
import { ANY_CHARACTER } from '../any-character.ts';

test('a word is found where it was kept, and no other in its place', () => {
  const units = fc.constantFrom('a', 'b', 'é', '한', '\ud800', 'z');
  const word = fc.array(units, { minLength: 1, maxLength: 16 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), word, (kept, other) => {
      const lately = new Lately<{ text: string }>();
      for (const text of kept) {
        lately.keep({ text: copied(text) });
        expect(lately.find(`x${text}y`, 1, 1 + text.length)?.text).toBe(text);
      }
      const found = lately.find(`x${other}y`, 1, 1 + other.length);
      expect([undefined, other]).toContain(found?.text);
      if (!kept.includes(other)) expect(found).toBeUndefined();
    }),
  );
});

test('a copy of a part is that part', () => {
  fc.assert(
    fc.property(fc.string({ unit: ANY_CHARACTER, maxLength: 60 }), (text) => {
      expect(copied(text)).toBe(text);
    }),
  );
  expect(copied(`${'\ud800'}${'x'.repeat(20)}`)).toBe(`${'\ud800'}${'x'.repeat(20)}`);
});
