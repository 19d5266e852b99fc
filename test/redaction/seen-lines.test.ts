import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from '../../bench/redaction/random.ts';
import { generate } from '../../bench/redaction/template.ts';
import { SECRETS_IN_CODE, SECRETS_IN_TALK, SENTENCES } from '../../bench/redaction/templates.ts';
import { hasUncoveredScript } from '../../lib/redaction/language/scripts.ts';
import { detect } from '../../lib/redaction/text/detect.ts';
import { foldsOf } from '../../lib/redaction/text/fold.ts';
import { findInLines } from '../../lib/redaction/text/lines.ts';
import { matchesOf } from '../../lib/redaction/text/matches.ts';
import { applyMask } from '../../lib/redaction/text/redact-text.ts';
import { linesOfView, SeenLines } from '../../lib/redaction/text/seen-lines.ts';

const SURFACES = ['prose', 'ui', 'code'] as const;
const lines = [
  ...[SENTENCES, SECRETS_IN_TALK, SECRETS_IN_CODE]
    .flatMap((templates) => generate(templates, 'quote', 1, 11))
    .flatMap(({ text }) => text.split('\n')),
  ...[
    '',
    '  ',
    'const owner = "Maria Kowalczyk"; // ask Bjarne',
    'nothing to see here',
    'a\\u0041b &amp; caf\u00e9\u00a0au lait',
  ],
];

/** Texts of some lines, drawn anew each time. */
function* texts(count: number): Generator<string> {
  const r = new Random(5);
  for (let i = 0; i < count; i++) yield Array.from({ length: 2 + r.int(9) }, () => r.pick(lines)).join('\n');
}

test('a masked text that is read with the findings of its lines brings what it brings alone', () => {
  let masks = 0;
  for (const text of texts(12))
    for (const surface of SURFACES) {
      const first = new SeenLines(text);
      const spans = detect(text, surface, undefined, first);
      const masked = applyMask(text, spans);
      masks += spans.length;
      const second = new SeenLines(masked, { lines: first, masked: spans });
      expect(detect(masked, surface, undefined, second)).toEqual(detect(masked, surface));
      // A line that is asked for again is found again, in any order.
      for (const at of [0, masked.lastIndexOf('\n') + 1, 0]) {
        const end = masked.indexOf('\n', at);
        const known = second.rulesIn(at, end < 0 ? masked.length : end);
        if (known !== undefined) expect(known).toEqual(second.rulesAt(at));
      }
    }
  expect(masks).toBeGreaterThan(30);
});

test('a folded text brings what it brings alone, when lines that stand in the original are not read again', () => {
  let views = 0;
  for (const text of texts(60))
    for (const surface of SURFACES) {
      const seen = new SeenLines(text);
      findInLines(text, surface, seen);
      for (const view of foldsOf(text, surface)) {
        views++;
        expect(findInLines(view.text, surface, linesOfView(view, seen))).toEqual(findInLines(view.text, surface));
      }
    }
  expect(views).toBeGreaterThan(10);
});

test('the matches of a text are those of matchAll', () => {
  const patterns = [/a+/g, /a{0,2}/g, /b(?=a)|𝐀/gu, /x{0,1}/gu];
  const part = fc.constantFrom('a', 'b', 'x', '𝐀', '\ud835', ' ');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), fc.constantFrom(...patterns), (parts, pattern) => {
      const text = parts.join('');
      expect(matchesOf(pattern, text).map(({ 0: found, index }) => [found, index])).toEqual(
        [...text.matchAll(pattern)].map(({ 0: found, index }) => [found, index]),
      );
    }),
  );
});

test('of the signs and arrows that are passed over, none belongs to a script of letters but the ohm', () => {
  const names = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Cyrillic', 'Arabic', 'Hebrew', 'Devanagari', 'Bengali'];
  const more = ['Tamil', 'Telugu', 'Thai', 'Georgian', 'Armenian', 'Greek'];
  const scripts = new RegExp([...names, ...more].map((name) => `\\p{Script=${name}}`).join('|'), 'u');
  const signs = Array.from({ length: 0xc00 }, (_, i) => String.fromCharCode(0x2000 + i));
  expect(signs.filter((sign) => scripts.test(sign))).toEqual(['\u2126']);
  expect(hasUncoveredScript('the 4 \u2126\u2126 resistor')).toBe(true);
  expect(hasUncoveredScript('“quoted” – and → on')).toBe(false);
});
