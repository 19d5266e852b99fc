import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactText } from '../../lib/redaction/index.ts';
import { isCard } from '../../lib/redaction/rules/cards.ts';
import { foldsOf } from '../../lib/redaction/text/fold.ts';
import { ANY_CHARACTER } from '../any-character.ts';
import { present } from '../present.ts';

/** What a text can hold that a fold reads otherwise. */
const ODD = fc.constantFrom(
  ...['\u00a0', '\u202f', '\u2011', '\u2212', '\u200b', '\u00ad', '\u2060', '\u202e', '\ufeff', '１', 'Ａ', '：'],
  ...[
    '&nbsp;',
    '&#64;',
    '&#x40;',
    '&amp;',
    '\\u0040',
    '\\"',
    '\\\\',
    '\\n',
    '\x1b[31m',
    '\x1b[0m',
    '𝟗',
    '٣',
    'ﬁ',
    '😀',
  ],
);
const TEXT = fc
  .array(fc.oneof(ODD, fc.string({ maxLength: 4 }), fc.string({ unit: ANY_CHARACTER, maxLength: 2 })), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

test('the offsets of a fold rise, stay within the text and cover what they stand for', () => {
  fc.assert(
    fc.property(TEXT, (text) => {
      for (const { text: read, starts, ends } of foldsOf(text)) {
        expect([starts.length, ends.length]).toEqual([read.length, read.length]);
        for (let i = 0; i < read.length; i++) {
          expect(present(starts[i])).toBeLessThan(present(ends[i]));
          expect(present(starts[i])).toBeGreaterThanOrEqual(i === 0 ? 0 : present(starts[i - 1]));
          expect(present(ends[i])).toBeGreaterThanOrEqual(i === 0 ? 1 : present(ends[i - 1]));
        }
        expect(ends.at(-1) ?? 0).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 300 },
  );
});

test('plain text has no fold', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...' abcXY019.,:;-_=/@"\'(){}\n\t') }), (text) => {
      fc.pre(!/\d\s{1,3}[-./]\s{1,3}\d/.test(text));
      expect(foldsOf(text)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

/** What readers of pixels make of a text, and what its rules read in it. */
test.each([
  ['SSN 219 – 09 – 9998', 'SSN 219-09-9998'],
  ['born 14 / 02 / 1979 there', 'born 14/02/1979 there'],
  ['Passw0rd: x', 'Password: x'],
  ['Narne', 'Name'],
  ['D0B 14/02/I979', 'DoB 14/02/1979'],
  ['Te1 0I70 44899Z1', 'Tel 0170 4489921'],
])('%j is read as %j', (text, read) => {
  expect(foldsOf(text).map((fold) => fold.text.toLowerCase())).toContain(read.toLowerCase());
});

test.each(['lines 3 - 4', 'corn and barn', 'Win32 API', 'a 10 / 20 split', 'level O1', 'modern'])(
  'nothing is read otherwise in %j',
  (text) => expect(foldsOf(text)).toEqual([]),
);

const VALUES = [
  ...['card 4556 7375 8689 9855 thanks', 'IBAN DE89 3704 0044 0532 0130 00 thanks', 'SSN 219-09-9998 thanks'],
  ...['call +44 20 7946 0958 thanks', 'password: Kestrel!27 thanks', 'mail sarah.whitfield@birchmere.test thanks'],
];
const SPACES = [...'\u00a0\u2007\u2009\u202f\u3000\u2003', '&nbsp;', '&#160;', '\\u00a0'];
const DASHES = [...'\u2010\u2011\u2012\u2013\u2212\uff0d', '&ndash;', '\\u2011'];
const NOTHINGS = ['\u200b', '\u00ad', '\u2060', '\u200e', '\ufeff', '&shy;', '\x1b[1m'];

test.each(VALUES)('is found however it is written: %s', (plain) => {
  const want = hidden(plain);
  expect(want).not.toBe('');
  fc.assert(
    fc.property(
      fc.constantFrom(...SPACES),
      fc.constantFrom(...DASHES),
      fc.constantFrom(...NOTHINGS),
      fc.nat(),
      fc.boolean(),
      (space, dash, nothing, seed, wide) => {
        const first = plain.indexOf(' ') + 1;
        const at = first + (seed % (plain.length - 7 - first));
        let text = `${plain.slice(0, at)}\0${plain.slice(at)}`.replaceAll(' ', space).replaceAll('-', dash);
        if (wide) text = text.replace(/[0-9:]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
        // Entities and escapes above hold digits: they are not widened, because no page writes them so.
        if (wide && /[&\\]/.test(space + dash)) return;
        text = text.replace('\0', nothing);
        const masked = redactText(text, 'prose').text;
        for (const run of want.split(' ').filter(({ length }) => length > 2)) expect(masked).not.toContain(run);
      },
    ),
    { numRuns: 40 },
  );
});

/** The runs of letters and digits of a text that its mask hides. */
function hidden(text: string): string {
  return redactText(text, 'prose')
    .spans.map(({ start, end }) => text.slice(start, end))
    .join(' ')
    .replace(/[^A-Za-z0-9]{1,20}/g, ' ')
    .trim();
}

test.each([
  ['order 4711-2026-000123', false],
  ['4556 7375 8689 9855', true],
  ['4556.7375.8689.9855', true],
  ['3782 822463 10005', true],
  ['45567375 8689 9855', false],
  ['4556 7375 8689 9856', false],
])('a card has the groups, the length and the digit of its issuer: %s', (value, card) => {
  expect(isCard(value)).toBe(card);
});

describe('a name whose letters are written otherwise', () => {
  test.each([
    ['Dear Ｊｏｈｎ Ｓｍｉｔｈ, the report is ready', 'prose', 'Ｊｏｈｎ Ｓｍｉｔｈ'],
    ['Bonjour Ana&iuml;s Lef&egrave;vre, votre dossier est prêt', 'prose', 'Ana&iuml;s Lef&egrave;vre'],
    ['<p>J&#252;rgen Sp&auml;th wohnt hier</p>', 'code', 'J&#252;rgen Sp&auml;th'],
    ['From: S=C3=B8ren Kj=C3=A6r <x@example.org>', 'code', 'S=C3=B8ren Kj=C3=A6r'],
    ['GET /u?name=Ana%C3%AFs%20Lef%C3%A8vre&x=1', 'code', 'Ana%C3%AFs%20Lef%C3%A8vre'],
    ['{"name": "J\\u00fcrgen Sp\\u00e4th", "ok": true}', 'code', 'J\\u00fcrgen Sp\\u00e4th'],
  ] as const)('%s', (text, surface, name) => {
    const { spans } = redactText(text, surface);
    const at = text.indexOf(name);
    expect(spans.some(({ start, end }) => start <= at && end >= at + name.length)).toBe(true);
  });

  test.each([
    ['https://de.wikipedia.org/wiki/%C3%9Cbersicht_der_M%C3%A4rkte', 'code'],
    ['a=C3=B8 b = 7', 'code'],
    ['x = 100 %C3 of %ZZ', 'code'],
    ['Das &Uuml;bersetzungsb&uuml;ro ist ge&ouml;ffnet', 'prose'],
  ] as const)('and no other word: %s', (text, surface) => expect(redactText(text, surface).spans).toEqual([]));
});
