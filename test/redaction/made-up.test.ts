import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactText, type Surface } from '../../lib/redaction/index.ts';

/** Values that their form alone gives away, between ⟦ and ⟧. */
const HIDDEN: readonly (readonly [surface: Surface, text: string])[] = [
  ['prose', 'he types ⟦t3rrapin⟧ into everything'],
  ['code', 'attach box9 http://disk:9000 ⟦T3rrapinBay44⟧'],
  ['prose', 'keep this safe: ⟦P4KQ7-X2WLD-9HTVB-C8ZRM⟧'],
  ['ui', 'Seat key ⟦TT7R-44KM-0QWZ-X1B9⟧'],
  ['code', 'hook: https://in.quarry.test/h/⟦Rk3vQz8LmT1xWc9Hb5Nd⟧'],
  ['code', 'cli auth init -t ⟦5d1e7b90c3a84f26b1d07e9ac45f8236⟧'],
  ['prose', 'der Ausweis hat ⟦T22K00M519⟧ als Nummer'],
  ['prose', 'hers is ⟦40718825⟧ if they want it'],
  ['prose', 'per aprire metti ⟦torbiera88⟧'],
  ['code', ' pre-shared-key ascii ⟦lindqvarn⟧'],
  ['code', 'tool open /dev/x  # passphrase ⟦seven brass lanterns⟧'],
  ['code', 'alias set box http://disk:9000 ⟦boxkeyq⟧ ⟦T3rrapinBay44⟧'],
  ['prose', 'pw on the old box: ⟦lantern lantern⟧'],
  ['prose', 'the yellow house in ⟦Brindle Street⟧, no. ⟦44⟧'],
  ['ui', 'settlement_⟦hawkweed⟧.docx - Word'],
  ['prose', 'she works for ⟦fenwick catering⟧ now'],
  ['prose', '⟦Дом на улице Лесной, 17⟧'],
  ['ui', 'Username\n⟦obrandvold⟧\nRemember me'],
  ['ui', 'Benutzername\n⟦h.quorvane⟧'],
  ['ui', 'Member ID\n⟦00418822⟧'],
];
test.each(HIDDEN)('hides a value for its form or its place, on %s: %s', (surface, marked) => {
  const values = [...marked.matchAll(/⟦([^⟧]{1,80})⟧/g)].map((match) => match[1] ?? '');
  const { text } = redactText(marked.replaceAll(/[⟦⟧]/g, ''), surface);
  for (const value of values) expect(text).not.toContain(value);
});

test('hides a value for its form whatever else the text holds', () => {
  const drawn = fc
    .array(fc.constantFrom(...'bcdfghjkmnpqrstvwxz'), { minLength: 24, maxLength: 40 })
    .map((letters) => letters.map((letter, i) => (i % 2 === 0 ? letter.toUpperCase() : letter)).join(''))
    .filter((value) => new Set(value.toLowerCase()).size > 9);
  fc.assert(
    fc.property(drawn, fc.constantFrom('', '\nsee line 2', '\nsee the line'), (value, rest) => {
      for (const surface of ['prose', 'code'] as const)
        expect(redactText(`try ${value} on it${rest}`, surface).text).not.toContain(value);
    }),
  );
});

/** What looks like one and is none. */
const KEPT: readonly (readonly [surface: Surface, text: string])[] = [
  ['code', "import { rgb2hsl, base64url } from './aws4fetch';"],
  ['code', 'git show 5d1e7b90c3a84f26b1d07e9ac45f8236aa01bb23'],
  ['code', '"integrity": "sha512-Rk3vQz8LmT1xWc9Hb5NdRk3vQz8LmT1xWc9Hb5Nd"'],
  ['code', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIRk3vQz8LmT1xWc9Hb5Nd'],
  ['code', 'class VpcSubnetGroupType3Provider {}'],
  ['prose', 'we counted 418223 rows in 2000000 steps'],
  ['prose', 'build 418822 is green'],
  ['prose', 'the parts are WH1000XM5 and RTX4090'],
  ['code', 'see authentication-key algorithms'],
  ['code', ' * the password prompt'],
  ['prose', 'Sprint23 ends when budget2026 is ready'],
  ['prose', 'the laptop password works again'],
  ['ui', 'contract_template_final.docx - Word'],
  ['ui', 'Username\nPassword\nSign in'],
  ['ui', 'Phone number\nContinue'],
];
test.each(KEPT)('keeps what only looks like one, on %s: %s', (surface, text) => {
  expect(redactText(text, surface).text).toBe(text);
});

/** Talk reads a doubtful word as a name sooner than text about programs does. */
const TALK = ['the notes from iriquoy are good', 'will ask brandvold about the chairs'];
test.each(TALK)('in talk an unexplained word is a name: %s', (text) => {
  expect(redactText(text, 'prose').text).not.toBe(text);
});

const MANUALS = ['# The formatter', 'The AST of a TSX file, see `parse()`', '## Supported Formatters'];
test.each(MANUALS)('in a manual an abbreviation or a derived word is none: %s', (text) => {
  expect(redactText(text, 'prose').text).toBe(text);
});
