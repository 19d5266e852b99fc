import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactText } from '../../lib/redaction/index.ts';

const SPACES = ['\u00a0', '\u2002', '\u2007', '\u2009', '\u202f', '\u3000'];
const HYPHENS = ['\u2010', '\u2011', '\u2012', '\u2013', '\u2212'];
const VALUES = [
  'card 4111 1111 1111 1111',
  'IBAN DE89 3704 0044 0532 0130 00',
  'SSN 536-90-4399',
  'my NHS number is 943 476 5919',
];
const wide = (digit: string) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0);

test('a number is masked whatever its spaces, hyphens and digits are written with', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...VALUES),
      fc.constantFrom(...SPACES),
      fc.constantFrom(...HYPHENS),
      fc.boolean(),
      (value, space, hyphen, widened) => {
        const odd = value.replaceAll(' ', space).replaceAll('-', hyphen);
        const text = widened ? odd.replace(/[0-9]/g, wide) : odd;
        expect(redactText(text, 'prose').text.normalize('NFKC')).not.toMatch(/\d/);
      },
    ),
    { numRuns: 60 },
  );
});
