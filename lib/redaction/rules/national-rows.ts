import type { HiddenType } from '../hidden-types.ts';
import type { Surface } from '../types.ts';
import * as check from './national-checks.ts';
import { type Rule, rule } from './rule.ts';

/**
 * Country and kind of number, its form, its check if it has one, an example made up for it, and a text that only looks like it.
 */
type Row = readonly [
  id: string,
  type: HiddenType,
  form: string,
  valid: ((value: string) => boolean) | undefined,
  hit: string,
  miss: string,
];

const always = undefined;
const SEPARATED = '(?<![\\w.,/-])';
const END = '(?![\\w@]|[.,/-]\\d)';

/** Numbers of people and firms that are recognised by form, or by form and check digit, without any word beside them. */
const FORMS: readonly Row[] = [
  ['in.aadhaar', 'NATIONAL_ID', '[2-9]\\d{3}[ -]\\d{4}[ -]\\d{4}', check.aadhaar, '7249 9019 0645', '7249 9019 0644'],
  ['in.gstin', 'TAX_ID', '\\d{2}[A-Z]{5}\\d{4}[A-Z][A-Z\\d]Z[A-Z\\d]', always, '27BQXPK4821M1Z5', '27BQXPK4821M1Y5'],
  ['in.pan', 'TAX_ID', '[A-Z]{3}[ABCFGHJLPT][A-Z]\\d{4}[A-Z]', always, 'BQXPK4821M', 'BQXDK4821M'],
  ['za', 'NATIONAL_ID', '\\d{6} ?\\d{4} ?[01]\\d ?\\d', check.southAfrican, '8001015009087', '8001015009088'],
  ['cn', 'NATIONAL_ID', '[1-9]\\d{5}(?:19|20)\\d{9}[\\dXx]', check.chinese, '11010519491231002X', '110105194912310021'],
  ['kr', 'NATIONAL_ID', '\\d{2}[01]\\d[0-3]\\d-[1-8]\\d{6}', always, '900212-2134567', '901312-9134567'],
  ['br.cpf', 'NATIONAL_ID', '\\d{3}\\.?\\d{3}\\.?\\d{3}-\\d{2}', check.cpf, '529.982.247-25', '529.982.247-24'],
  [
    'br.cnpj',
    'TAX_ID',
    '\\d{2}\\.\\d{3}\\.\\d{3}/\\d{4}-\\d{2}',
    check.cnpj,
    '11.444.777/0001-61',
    '11.444.777/0001-62',
  ],
  ['no', 'NATIONAL_ID', '[0-7]\\d[01]\\d{3} ?\\d{5}', check.fodselsnummer, '15108695088', '15108695089'],
  ['cl', 'NATIONAL_ID', '\\d{1,2}\\.?\\d{3}\\.?\\d{3}-[\\dkK]', check.rut, '12.531.909-2', '12.531.909-3'],
  ['ar', 'TAX_ID', '(?:2[03479]|3[034])-\\d{8}-\\d', check.cuit, '20-26756539-3', '20-26756539-4'],
  [
    'be',
    'NATIONAL_ID',
    '\\d{2}\\.?\\d{2}\\.?\\d{2}-\\d{3}[.-]?\\d{2}',
    check.belgian,
    '85.07.30-033.28',
    '85.07.30-033.29',
  ],
  ['ch', 'NATIONAL_ID', '756\\.?\\d{4}\\.?\\d{4}\\.?\\d{2}', check.ahv, '756.9217.0769.85', '756.9217.0769.86'],
  ['tr', 'NATIONAL_ID', '[1-9]\\d{10}', check.turkish, '17291716060', '17291716061'],
  ['ro', 'NATIONAL_ID', '[1-8]\\d{2}[01]\\d[0-3]\\d{7}', check.romanian, '1630615123457', '1630615123458'],
  ['cz', 'NATIONAL_ID', '\\d{2}[0-8]\\d[0-3]\\d/\\d{3,4}', check.rodneCislo, '710319/2745', '711319/2746'],
  [
    'de.pension',
    'NATIONAL_ID',
    '\\d{2} ?[0-3]\\d[01]\\d{3} ?[A-Z] ?\\d{3}',
    always,
    '65 170839 J 008',
    '65 470839 J 008',
  ],
  ['ru.snils', 'NATIONAL_ID', '\\d{3}-\\d{3}-\\d{3}[ -]\\d{2}', check.snils, '112-233-445 95', '112-233-445 94'],
  ['th', 'NATIONAL_ID', '\\d-\\d{4}-\\d{5}-\\d{2}-\\d', check.thai, '1-2345-45678-78-1', '1-2345-45678-78-2'],
  ['hk', 'NATIONAL_ID', '[A-Z]{1,2}\\d{6}\\([\\dA]\\)', always, 'C668668(9)', 'C6686(9)'],
  ['my', 'NATIONAL_ID', '\\d{2}[01]\\d[0-3]\\d-\\d{2}-\\d{4}', always, '770305-02-1234', '771905-02-123'],
  ['pk', 'NATIONAL_ID', '[1-7]\\d{4}-\\d{7}-\\d', always, '34201-0891231-8', '84201-0891231-8'],
  [
    'mx.curp',
    'NATIONAL_ID',
    '[A-Z]{4}\\d{6}[HMX][A-Z]{5}[A-Z\\d]\\d',
    always,
    'BOXW310820HNERXN09',
    'BOXW310820ZNERXN09',
  ],
  ['mx.rfc', 'TAX_ID', '[A-ZÑ&]{3,4}\\d{2}[01]\\d[0-3]\\d[A-Z\\d]{2}[A\\d]', always, 'GODE561231GR8', 'GODE569931GR8'],
  ['fi', 'NATIONAL_ID', '[0-3]\\d[01]\\d{3}[-+A]\\d{3}[\\dA-Y]', always, '131052-308T', '131052-308'],
  ['dk', 'NATIONAL_ID', '[0-3]\\d[01]\\d{3}-\\d{4}', always, '211062-5629', '211062-562'],
  [
    'us.mbi',
    'MEDICAL_RECORD',
    '[1-9][AC-Y][AC-Y\\d]\\d-?[AC-Y][AC-Y\\d]\\d-?[AC-Y]{2}\\d{2}',
    always,
    '1EG4-TE5-MK73',
    '1EG4-TE5-MK7',
  ],
  [
    'gb.licence',
    'US_DRIVER_LICENSE',
    '[A-Z9]{5}\\d[0156]\\d[0-3]\\d{2}[A-Z9]{2}[A-Z\\d][A-Z]{2}',
    always,
    'MORGA657054SM9IJ',
    'MORGA657054SM',
  ],
  ['fr.plate', 'VEHICLE', '[A-HJ-NP-TV-Z]{2}-\\d{3}-[A-HJ-NP-TV-Z]{2}', always, 'AB-344-CA', 'AB-344-C1'],
  ['sg', 'NATIONAL_ID', '[STFGM]\\d{7}[A-Z]', always, 'S1234567D', 'S123456'],
  ['pl.nip', 'TAX_ID', '\\d{3}-\\d{3}-\\d{2}-\\d{2}', check.nip, '856-734-62-15', '856-734-62-16'],
];

const ON: readonly Surface[] = ['prose', 'ui'];

export const NATIONAL_ROWS: readonly Rule[] = FORMS.map(([id, type, form, valid, hit, miss]) =>
  rule({
    id: `national.${id}`,
    type,
    value: `${SEPARATED}(?:${form})`,
    after: END,
    on: ON,
    ...(valid && { valid }),
    hits: [`⟦${hit}⟧`, `it is ⟦${hit}⟧, he said`],
    misses: [miss, `it is ${miss}, he said`, `x${hit}`, `${hit}_`, `${hit}.5`],
  }),
);
