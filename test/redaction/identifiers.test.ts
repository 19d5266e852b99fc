import fc from 'fast-check';
import { stdnum } from 'stdnum';
import { describe, expect, test } from 'vitest';
import * as sums from '../../lib/redaction/rules/checksums.ts';
import * as national from '../../lib/redaction/rules/national-checks.ts';
import { present } from '../present.ts';

/** The check of a country in an independent library, and the form that its numbers have. */
const ORACLES: readonly (readonly [
  name: string,
  own: (value: string) => boolean,
  country: string,
  kind: string,
  form: RegExp,
])[] = [
  ['PESEL', sums.pesel, 'PL', 'pesel', /^\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|1\d|2[0-8])\d{5}$/],
  ['BSN', sums.bsn, 'NL', 'bsn', /^\d{9}$/],
  ['steuer-id', sums.steuerId, 'HR', 'oib', /^[1-9]\d{10}$/],
  ['DNI', sums.dni, 'ES', 'dni', /^\d{8}[A-Z]$/],
  ['NIE', sums.dni, 'ES', 'nie', /^[XYZ]\d{7}[A-Z]$/],
  ['NIR', sums.nir, 'FR', 'nir', /^[12]\d{2}(?:0[1-9]|1[0-2])\d{10}$/],
  ['NIR of Corsica', sums.nir, 'FR', 'nir', /^[12]\d{2}(?:0[1-9]|1[0-2])2[AB]\d{8}$/],
  ['Aadhaar', national.aadhaar, 'IN', 'aadhaar', /^[2-9]\d{11}$/],
  [
    'GSTIN',
    national.gstin,
    'IN',
    'gstin',
    /^(?:0[1-9]|[12]\d|3[0-7])[A-Z]{3}[ABCFGHJLPT][A-Z]\d{3}[1-9][A-Z][1-9A-Z]Z[\dA-Z]$/,
  ],
  [
    'South African ID',
    national.southAfrican,
    'ZA',
    'idnr',
    /^\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|1\d|2[0-8])\d{4}[01]8\d$/,
  ],
  ['CPF', national.cpf, 'BR', 'cpf', /^\d{11}$/],
  ['CNPJ', national.cnpj, 'BR', 'cnpj', /^\d{14}$/],
  ['RUT', national.rut, 'CL', 'rut', /^[1-9]\d{7}[\dK]$/],
  ['CUIT', national.cuit, 'AR', 'cuit', /^2[037]\d{9}$/],
  ['AHV', national.ahv, 'CH', 'ssn', /^756\d{10}$/],
  ['Turkish id', national.turkish, 'TR', 'tckimlik', /^[1-9]\d{10}$/],
  ['NIP', national.nip, 'PL', 'nip', /^\d{10}$/],
  ['SIN', national.sin, 'CA', 'sin', /^[1-79]\d{8}$/],
  [
    'codice fiscale',
    sums.codiceFiscale,
    'IT',
    'codicefiscale',
    /^[A-Z]{6}\d{2}[ABCDEHLMPRST](?:0[1-9]|1\d|2[0-8])[A-Z]\d{3}[A-Z]$/,
  ],
  [
    'birth number',
    national.rodneCislo,
    'CZ',
    'rc',
    /^(?:5[4-9]|[67]\d)(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])(?:0[1-9]|1\d|2[0-8])\d{4}$/,
  ],
  [
    'CNP',
    national.romanian,
    'RO',
    'cnp',
    /^[12]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|1\d|2[0-8])(?:0[1-9]|[123]\d|4[0-6])\d{4}$/,
  ],
  ['Thai id', national.thai, 'TH', 'idnr', /^[1-8]\d{12}$/],
  [
    'pension number',
    national.pension,
    'DE',
    'svnr',
    /^(?:1\d|2[013-68])(?:0[1-9]|1\d|2[0-8])(?:0[1-9]|1[0-2])\d{2}[A-Z]\d{3}$/,
  ],
];

describe('check digits are those of an independent library', () => {
  test.each(ORACLES)('%s', (_name, own, country, kind, form) => {
    const theirs = present(
      present((stdnum as Record<string, Record<string, { validate(value: string): { isValid: boolean } }>>)[country])[
        kind
      ],
    );
    let valid = 0;
    fc.assert(
      fc.property(fc.stringMatching(form), (value) => {
        // Of each number all last signs, so that the right one is among them.
        for (const last of [...'0123456789KXABCDEFGHJLMNPQRSTVWYZ']) {
          const one = value.slice(0, -1) + last;
          if (!form.test(one)) continue;
          const { isValid } = theirs.validate(one);
          if (isValid) valid++;
          expect([one, own(one)]).toEqual([one, isValid]);
        }
      }),
      { numRuns: 150 },
    );
    expect(valid).toBeGreaterThan(4);
  });
});

/** What the independent library does not know, or knows of a whole number only: right ones, and ones that nearly are. */
const BY_HAND: readonly (readonly [
  own: (value: string) => boolean,
  right: readonly string[],
  wrong: readonly string[],
])[] = [
  [
    sums.luhn,
    ['4556737586899855', '371449635398431', '490154203237518'],
    ['4556737586899856', '00000000000', '8'.repeat(16), '4242424242'],
  ],
  [
    sums.iban,
    ['DE44500105175407324931', 'GB33 BUKB 2020 1555 5555 55', 'nl02abna0123456789'],
    ['DE45500105175407324931', 'D144500105175407324931'],
  ],
  [sums.nhs, ['943 476 5919', '4505577104'], ['943 476 5918', '94347659190', '0000000000']],
  [sums.aba, ['011000015', '021000021'], ['011000016', '0110000150', '000000000']],
  [
    sums.ssn,
    ['212-09-7694', '899-01-0001'],
    ['000-09-7694', '666-09-7694', '900-09-7694', '212-00-7694', '212-09-0000', '212-09-769'],
  ],
  [sums.codiceFiscale, ['RSSMRA85T10A562S'], ['RSSMRA85T10A562T', 'RSSMRA85T10A56S']],
  [sums.personnummer, ['811218-9876', '19811218-9876'], ['811218-9877', '811318-9874', '810018-9878', '11218-9876']],
  [sums.steuerId, ['65929970489'], ['65929970488', '05929970489', '6592997048']],
  [national.chinese, ['11010519491231002X'], ['110105194912310021', '11010519491331002X', '1101051949123100']],
  [national.fodselsnummer, ['15108695088'], ['15108695089', '15138695088', '1510869508']],
  [national.belgian, ['85.07.30-033.28', '00.01.01-001.05'], ['85.07.30-033.29', '85.07.30-033.2']],
  [national.romanian, ['1630615123457'], ['1630615123458', '0630615123457', '1631315123457', '163061512345']],
  [national.snils, ['112-233-445 95'], ['112-233-445 94', '112-233-445 9']],
  [national.rodneCislo, ['710319/2745', '7103192745'], ['711319/2746', '710319/2746', '71031927']],
  [national.cuit, ['20-26756539-3'], ['20-26756539-4', '20-26756539']],
  [national.rut, ['12.531.909-2'], ['12.531.909-3', '12.531.90-2']],
  [national.thai, ['1-2345-45678-78-1'], ['1-2345-45678-78-2', '0-2345-45678-78-1']],
  [national.turkish, ['17291716060'], ['17291716061', '07291716060']],
];

test.each(BY_HAND)('%o knows right numbers from ones that nearly are', (own, right, wrong) => {
  for (const value of right) expect([value, own(value)]).toEqual([value, true]);
  for (const value of wrong) expect([value, own(value)]).toEqual([value, false]);
});

test('no check holds for one digit that is repeated, of those whose number may be one', () => {
  const all = [
    sums.luhn,
    sums.nhs,
    sums.pesel,
    sums.bsn,
    national.aadhaar,
    national.cpf,
    national.cnpj,
    national.nip,
    national.sin,
  ];
  for (const own of all)
    for (const digit of '0123456789')
      for (const length of [9, 10, 11, 12, 14, 16])
        expect([own.name, own(digit.repeat(length))]).toEqual([own.name, false]);
});
