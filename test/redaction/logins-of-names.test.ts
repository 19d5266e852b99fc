import { expect, test } from 'vitest';
import { redactText } from '../../lib/redaction/index.ts';

const SPELLED: readonly (readonly [surface: 'code' | 'prose', text: string, account: string])[] = [
  ['code', '2026-11-26 user Pia Brennan (login pbrennan) exported report', 'pbrennan'],
  ['code', 'Pia Brennan opened /home/pbrennan/report.txt', 'pbrennan'],
  ['code', 'Author: Pia Brennan <pia@x.test>\nassigned brennanp to ticket', 'brennanp'],
  ['code', 'owner: Tobias Quillfeather\nbranch: t.quillfeather/fix-login', 'quillfeather'],
  ['code', 'Name: Tobias Quillfeather\nfile: CV_quillfeather_2026.pdf', 'quillfeather'],
  ['prose', 'Please add Tobias Quillfeather to the group. His account tquillfeather2 is locked.', 'tquillfeather2'],
  ['prose', 'Please call Wietske van Oosterzee, her login is wvanoosterzee.', 'wvanoosterzee'],
];

test.each(SPELLED)('a name that is hidden is hidden in the account made of it (%s): %s', (surface, text, account) => {
  expect(text).toContain(account);
  expect(redactText(text, surface).text).not.toContain(account);
});

test('words of the language stay, though a person is called so', () => {
  const { text } = redactText('owner: Marina Fielding\nfile: fielding_rules.md\nsee marina and field', 'code');
  expect(text).toContain('field');
});

test('a text of very many people hides the account of the last as well', () => {
  const letters = 'abcdefghijklmnopqrst';
  const families = [...letters].flatMap((a) => [...'abcdef'].map((b) => `Quill${a}feath${b}`));
  const lines = families.map((family) => `owner: Tobias ${family}\nbranch: t.${family.toLowerCase()}/fix-login`);
  const { text } = redactText(lines.join('\n'), 'code');
  expect(families.filter((family) => text.includes(family.toLowerCase()))).toEqual([]);
});
