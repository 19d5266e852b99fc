import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { VOCABULARIES, type Vocabulary, wordOf, wordsOf } from '../../lib/activity/vocabulary/index.ts';
import policy from '../../lib/redaction/windows/policy.json' with { type: 'json' };
import { present } from '../present.ts';

const ROOT = join(import.meta.dirname, '../..');

describe('a vocabulary', () => {
  test.each(Object.keys(VOCABULARIES) as Vocabulary[])('%s maps each of its words and names to the word', (name) => {
    for (const word of wordsOf(name)) {
      expect(wordOf(name, word)).toBe(word);
      const others = present((VOCABULARIES[name] as Record<string, string>)[word])
        .split(' ')
        .filter(Boolean);
      for (const other of others) expect([other, wordOf(name, other)]).toEqual([other, word]);
    }
  });

  test.each<[Vocabulary, string, string]>([
    ['role', 'AXSecureTextField', 'password'],
    ['role', 'AXPopUpButton', 'button'],
    ['role', 'ButtonControl', 'button'],
    ['role', 'ControlType.Edit', 'textbox'],
    ['role', '50004', 'textbox'],
    ['role', 'push button', 'button'],
    ['role', 'page tab list', 'tablist'],
    ['role', 'check_box', 'checkbox'],
    ['role', 'android.widget.EditText', 'textbox'],
    ['role', 'XCUIElementTypeStaticText', 'text'],
    ['role', 'IMG', 'image'],
    ['role', 'Textbox', 'textbox'],
    ['role', 'Maria Lopez', 'other'],
    ['role', 'button Maria Lopez', 'other'],
    ['role', 'constructor', 'other'],
    ['url_scheme', 'HTTPS:', 'https'],
    ['url_scheme', 'chrome-extension', 'chrome-extension'],
    ['url_scheme', 'hunter2', 'other'],
    ['app_class', 'Password Manager', 'password-manager'],
    ['app_class', 'Email', 'mail'],
    ['app_class', 'Maria', 'other'],
    ['control_reason', 'clock-jump', 'clock-jump'],
    ['control_reason', 'maria-lopez.hunter2', 'other'],
    ['media_type', 'text/plain;charset=utf-8', 'text/plain'],
    ['media_type', 'CF_UNICODETEXT', 'text/plain'],
    ['autofill', 'section-blue shipping street-address', 'street-address'],
    ['autofill', 'Maria Lopez', 'other'],
    ['button', '__proto__', 'other'],
  ])('%s reads %s as %s', (vocabulary, name, word) => expect(wordOf(vocabulary, name)).toBe(word));

  test.each([undefined, null, 7, {}, ['button'], 'x'.repeat(10_000), ''])('maps %j to no word', (name) => {
    for (const vocabulary of Object.keys(VOCABULARIES) as Vocabulary[]) expect(wordOf(vocabulary, name)).toBe('other');
  });

  test("has the adopter's additional words, as the adopter wrote them", () => {
    expect(wordOf('app_class', 'Claims Desk', ['claims-desk'])).toBe('claims-desk');
    expect(wordOf('app_class', 'claims', ['claims-desk'])).toBe('other');
  });
});

test('every application class in the window policy is a word, or maps to one', () => {
  const classes = policy.rules.flatMap((rule) => rule.classes ?? []);
  expect(classes.length).toBeGreaterThan(10);
  expect(classes.filter((name) => wordOf('app_class', name) === 'other')).toEqual([]);
});

test('every reason that this project writes into a control event is a word', () => {
  const files = ['lib/collector', 'lib/activity/importers', 'lambdas/ingest', 'samples'].flatMap((folder) =>
    globSync(`${folder}/**/*.ts`, { cwd: ROOT }),
  );
  const written = files.flatMap((file) => {
    const source = readFileSync(join(ROOT, file), 'utf8');
    const found = source.matchAll(
      /(?:\breason: |\bgap\(|#break\(|#lose\(|#renew\(|#end\(|#drop\w*\([^)]*, )'([a-z][\w.-]*)'(?! in)/g,
    );
    return [...found].map((match) => present(match[1]));
  });
  expect(new Set(written).size).toBeGreaterThan(15);
  expect([...new Set(written)].filter((reason) => wordOf('control_reason', reason) === 'other')).toEqual([]);
});
