import { expect, test } from 'vitest';
import * as plausible from '../../lib/redaction/rules/plausible.ts';
import type { Surface } from '../../lib/redaction/types.ts';

/** Lines whose value stands between ⟦ and ⟧, on a surface, and whether it is taken for a password. */
type Row = readonly [surface: Surface, line: string, taken: boolean];
type Judge = (value: string, line: string, at: number, surface: Surface) => boolean;

function judged(judge: Judge, surface: Surface, marked: string): boolean {
  const at = marked.indexOf('⟦');
  const value = marked.slice(at + 1, marked.indexOf('⟧'));
  return judge(value, marked.replace(/[⟦⟧]/g, ''), at, surface);
}

const BARE: readonly Row[] = [
  ['prose', 'password: ⟦kestrel⟧', true],
  ['prose', 'password: ⟦ab7⟧', true],
  ['prose', 'password: ⟦a7⟧', false],
  ['prose', 'password: ⟦required⟧', false],
  ['code', 'Password: ⟦Kestrel27⟧', true],
  ['code', 'password = ⟦this.secret1⟧', false],
  ['code', 'password = ⟦readIt(x7⟧', false],
  ['code', 'password = ⟦kestrel9⟧;', true],
  ['code', 'const password = ⟦kestrel9⟧;', false],
  ['code', 'password = ⟦kestrel⟧;', false],
  ['code', 'password = ⟦kestrel9⟧.trim', false],
  ['code', 'password = ⟦userPassword⟧', false],
  ['code', 'export DB_PASSWORD=⟦kestrel⟧', true],
  ['code', 'if password = ⟦kestrel⟧', false],
  ['code', 'password: ⟦120⟧', false],
  ['code', 'password: ⟦120px⟧', false],
  ['code', 'password: ⟦12-kestrel⟧', true],
];

const SPOKEN: readonly Row[] = [
  ['prose', 'the password is ⟦kestrel⟧', true],
  ['prose', 'the password is ⟦ab⟧', false],
  ['prose', 'the password is ⟦expired.⟧', false],
  ['prose', 'the password is ⟦policy⟧', false],
  ['prose', 'send the password to ⟦kestrel⟧', false],
  ['prose', 'send the password to ⟦kestrel27⟧', true],
  ['prose', 'pass it on, passed to ⟦kestrel27⟧', false],
  ['prose', 'changed the password to ⟦kestrel⟧', true],
  ['prose', 'pin it: the wifi key is ⟦lanternoak⟧', true],
  ['prose', 'the pin for it is ⟦lanternoak⟧', true],
  ['prose', 'we pin it so that builds are ⟦repeatable⟧', false],
  ['prose', 'a combination of words is ⟦stronger⟧', false],
  ['code', 'the pin is ⟦4821⟧', true],
  ['code', 'the pin length is ⟦4821⟧', false],
  ['code', 'the port is ⟦4821⟧', false],
  ['code', 'password is ⟦Kestrel!9⟧', true],
  ['code', 'password is ⟦window.7⟧', true],
  ['code', '# the password is ⟦window⟧', true],
  ['code', '# the password is ⟦careful⟧', false],
  ['code', 'x = f(password is ⟦window⟧', false],
];

test.each(BARE)('on %s, a bare value in %s: %s', (surface, line, taken) => {
  expect(judged(plausible.isBarePassword, surface, line)).toBe(taken);
});

test.each(SPOKEN)('on %s, said in %s: %s', (surface, line, taken) => {
  expect(judged(plausible.isSpokenPassword, surface, line)).toBe(taken);
});

test.each<[string, boolean]>([
  ['Kestrel9', false],
  ['Kestrel27', true],
  ['kestr!l', true],
  ['ke9', false],
  ['k3s9', true],
  ['4821', false],
  ['kestrel', false],
  ['AB123', false],
  ['AB1234', true],
  ['a.b7', false],
  ['kestrel_bay9', false],
  ['kestrel/9', false],
])('letters with digits or signs: %s, %s', (value, like) => {
  expect(plausible.isPasswordLike(value)).toBe(like);
});

test.each<[string, boolean]>([
  ['two words', false],
  ['two words 7', true],
  [' kestrel9', false],
  ['kestrel9 ', false],
  ['old_password', false],
  ['password7', true],
  ['hidden', false],
  ['\u0024{kestrel}', false],
  ['./kestrel', false],
  ['****', false],
  ['kestrel', true],
])('quoted beside a label: "%s", %s', (value, password) => {
  expect(plausible.isPassword(value)).toBe(password);
});

test.each<[string, boolean]>([
  ['Qv7mZ2r', false],
  ['Qv7mZ2rK', true],
  ['Qv7m Z2rK', false],
  ['Primary1Key', false],
  ['client-name', false],
  ['SOME_NAME', false],
  ['1234567890', false],
  ['Qv7mZ2rK.pem', false],
  ['{Qv7mZ2rK}', false],
  ['xxxxxxQv7mZ2rK', false],
  ['Qv7mZ2rKc9LxT4bW', true],
  ['aaaaaaaaaaaaaaa1', false],
  ['b891baf90d0d3bf1', true],
  ['aaaaaaaabbbbbbbb', false],
  ['KestrelBirchmere9', false],
  ['QvmZrKcLxTbWnJdSfHgYpA!', true],
  ['QvmZrKcLxTbWnJdSf!', false],
])('beside a label for keys: %s, %s', (value, key) => {
  expect(plausible.isKey(value)).toBe(key);
});

test.each<[string, boolean]>([
  ['brass kettle seven', true],
  ['kestrel', true],
  ['brass', true],
  ['Brass kettle', false],
  ['SOME_KEY', false],
  ['public', false],
  ['your key here', false],
  ['12', false],
  ['kestrel.pem', false],
  ['mailto:kestrel', false],
])('beside a label for a chosen key: %s, %s', (value, chosen) => {
  expect(plausible.isChosen(value)).toBe(chosen);
});
