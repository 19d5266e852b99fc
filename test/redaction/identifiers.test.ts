import fc from 'fast-check';
import { stdnum } from 'stdnum';
import { describe, expect, test } from 'vitest';
import * as sums from '../../lib/redaction/rules/checksums.ts';
import * as national from '../../lib/redaction/rules/national-checks.ts';

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
    /^(?:0[1-9]|[12]\d|3[0-7])[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z][1-9A-Z]Z[\dA-Z]$/,
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
    const theirs = (stdnum as Record<string, Record<string, { validate(value: string): { isValid: boolean } }>>)[
      country
    ]![kind]!;
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
