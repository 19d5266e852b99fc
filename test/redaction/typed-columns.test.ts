import { describe, expect, test } from 'vitest';
import { redactText } from '../../lib/redaction/index.ts';

describe('columns whose heading says what they hold', () => {
  test.each([
    ['German, semicolons', 'nr;geburtsdatum;ort\n1;04.09.1983;x', ['04.09.1983']],
    [
      'French, tabs',
      'code\tdate de naissance\ttéléphone\n7\t12 mai 1990\t02 99 11 40 77',
      ['12 mai 1990', '02 99 11 40 77'],
    ],
    ['pay', 'Abteilung;Gehalt\nEinkauf;4.812 €', ['4.812']],
    ['camel case', 'employeeNumber,birthDate\nQ-44817,1979-03-30', ['Q-44817', '1979-03-30']],
    [
      'rows of an INSERT',
      "INSERT INTO leads (id, last_name, mobile_phone)\nVALUES (1, 'Quandt', '0170 5581 223'), (2, 'O''Dwyer', '0170 5581 224');",
      ['Quandt', '0170 5581 223', '0170 5581 224'],
    ],
  ])('%s', (_name, text, values) => {
    const shown = redactText(text, 'code').text;
    for (const value of values) expect(shown).not.toContain(value);
  });

  test.each([
    'order number,product name,price\n48812,Desk lamp,39',
    'table_name,column_name\nleads,created',
    "INSERT INTO jobs (id, name, state) VALUES (44817, 'Nightly', 'done');",
    'phone,required\nyes,no',
    'team,bonus level\nred,2',
    'first, second, phone\nnot a table at all, really',
  ])('things are left: %s', (text) => {
    expect(redactText(text, 'code').text).toBe(text);
  });
});

describe('a secret or an account that a text shows again', () => {
  test('is masked at its other places too', () => {
    expect(redactText('-rw------- 1 tkowalke tkowalke 411 Sep  2 16:40 key', 'code').text).not.toContain('tkowalke');
    expect(redactText("password = 'Gr4nite!Bay'\n# not Gr4nite!Bay again", 'code').text).not.toContain('Gr4nite');
  });

  test('but not within another word, and no word of the dictionary', () => {
    const shown = redactText("password = 'garden'\nthe garden and gardenBays", 'code').text;
    expect(shown).toContain('the garden and gardenBays');
  });
});
