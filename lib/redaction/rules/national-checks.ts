import { luhn } from './checksums.ts';

/**
 * Check digits of national numbers. Each is compared with the npm package `stdnum` in `test/redaction/identifiers.test.ts`.
 * A value may be written with any separators.
 */
type Check = (value: string) => boolean;

const digitsOf = (value: string): number[] => [...value].filter((c) => c >= '0' && c <= '9').map(Number);
const sumOf = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * (digits[i] ?? 0), 0);
/** The number that some of the digits spell. */
const numberAt = (digits: readonly number[], from: number, length: number): number =>
  Number(digits.slice(from, from + length).join(''));
const isRow = (digits: readonly number[]): boolean => new Set(digits).size === 1;

const isDay = (month: number, day: number): boolean => month >= 1 && month <= 12 && day >= 1 && day <= 31;

/** Dihedral group of ten elements, for the scheme of Verhoeff. */
const multiply = (a: number, b: number): number => {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5);
  return b < 5 ? 5 + ((a - b + 10) % 5) : (a - b + 10) % 5;
};
/** Rows of ten, one for each place modulo eight. */
const PERMUTED = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
].join('');

/** Indian Aadhaar: twelve digits, the first above one, Verhoeff. */
export const aadhaar: Check = (value) => {
  const d = digitsOf(value);
  if (d.length !== 12 || numberAt(d, 0, 1) < 2 || isRow(d)) return false;
  let check = 0;
  for (const [i, digit] of d.toReversed().entries())
    check = multiply(check, Number(PERMUTED.charAt((i % 8) * 10 + digit)));
  return check === 0;
};

const BASE36 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Indian GSTIN: state, PAN, number, and a sign by Luhn over base 36. */
export const gstin: Check = (value) => {
  const code = value.toUpperCase();
  let sum = 0;
  for (const [i, sign] of [...code.slice(0, 14)].entries()) {
    const product = BASE36.indexOf(sign) * (i % 2 === 0 ? 1 : 2);
    sum += Math.floor(product / 36) + (product % 36);
  }
  return BASE36[(36 - (sum % 36)) % 36] === code[14];
};

/** South African ID: birth date, sequence, citizenship, Luhn. */
export const southAfrican: Check = (value) => {
  const d = digitsOf(value).join('');
  return d.length === 13 && isDay(Number(d.slice(2, 4)), Number(d.slice(4, 6))) && /^\d{10}[01]/.test(d) && luhn(d);
};

/** Chinese resident id: ISO 7064 MOD 11-2. */
export const chinese: Check = (value) => {
  const code = value.toUpperCase().replace(/[^\dX]/g, '');
  if (!/^\d{17}[\dX]$/.test(code) || !isDay(Number(code.slice(10, 12)), Number(code.slice(12, 14)))) return false;
  const weights = Array.from({ length: 17 }, (_, i) => 2 ** (17 - i) % 11);
  return '10X98765432'[sumOf([...code.slice(0, 17)].map(Number), weights) % 11] === code[17];
};

const WEIGHTS = {
  cpf: [
    [10, 9, 8, 7, 6, 5, 4, 3, 2],
    [11, 10, 9, 8, 7, 6, 5, 4, 3, 2],
  ],
  cnpj: [
    [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2],
    [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2],
  ],
  fodselsnummer: [
    [3, 7, 6, 1, 8, 9, 4, 5, 2],
    [5, 4, 3, 2, 7, 6, 5, 4, 3, 2],
  ],
} as const;
/** Two digits at the end, each eleven minus a weighted sum modulo eleven. */
const twice = (d: readonly number[], weights: readonly (readonly number[])[], big: number): boolean =>
  weights.every((row) => {
    const check = 11 - (sumOf(d, row) % 11);
    return (check >= big ? (check % 11) % 10 : check) === d[row.length] && !(big === 11 && check === 10);
  });

/** Brazilian CPF. */
export const cpf: Check = (value) => {
  const d = digitsOf(value);
  return d.length === 11 && !isRow(d) && twice(d, WEIGHTS.cpf, 10);
};
/** Brazilian CNPJ. */
export const cnpj: Check = (value) => {
  const d = digitsOf(value);
  return d.length === 14 && !isRow(d) && twice(d, WEIGHTS.cnpj, 10);
};
/** Norwegian fødselsnummer. */
export const fodselsnummer: Check = (value) => {
  const d = digitsOf(value);
  return d.length === 11 && isDay(numberAt(d, 2, 2), numberAt(d, 0, 2) % 40) && twice(d, WEIGHTS.fodselsnummer, 11);
};

/** Chilean RUT: the last sign is a digit or K. */
export const rut: Check = (value) => {
  const code = value.toUpperCase().replace(/[^\dK]/g, '');
  if (!/^\d{7,8}[\dK]$/.test(code)) return false;
  const body = [...code.slice(0, -1)].map(Number).toReversed();
  const check = 11 - (body.reduce((sum, digit, i) => sum + digit * ((i % 6) + 2), 0) % 11);
  return (check === 11 ? '0' : check === 10 ? 'K' : String(check)) === code.at(-1);
};

/** Argentine CUIT and CUIL. */
export const cuit: Check = (value) => {
  const d = digitsOf(value);
  if (d.length !== 11) return false;
  return '012345678990'[11 - (sumOf(d, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)] === String(d[10]);
};

/** Belgian national number: 97 minus the number modulo 97; a 2 goes before it for births since 2000. */
export const belgian: Check = (value) => {
  const d = digitsOf(value).join('');
  if (d.length !== 11) return false;
  const body = d.slice(0, 9);
  return [body, `2${body}`].some((n) => 97 - (Number(n) % 97) === Number(d.slice(9)));
};

/** Swiss AHV number: EAN-13. */
export const ahv: Check = (value) => {
  const d = digitsOf(value);
  return d.length === 13 && (10 - (sumOf(d, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10 === d[12];
};

/** Turkish identity number. */
export const turkish: Check = (value) => {
  const d = digitsOf(value);
  if (d.length !== 11 || d[0] === 0) return false;
  const odd = sumOf(d, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
  const even = sumOf(d, [0, 1, 0, 1, 0, 1, 0, 1]);
  return (((odd * 7 - even) % 10) + 10) % 10 === d[9] && sumOf(d, Array(10).fill(1)) % 10 === d[10];
};

/** Romanian CNP. */
export const romanian: Check = (value) => {
  const d = digitsOf(value);
  if (d.length !== 13 || d[0] === 0 || !isDay(numberAt(d, 3, 2), numberAt(d, 5, 2))) return false;
  const check = sumOf(d, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
  return (check === 10 ? 1 : check) === d[12];
};

/** German pension number: area, birth date, letter, series, check digit. */
export const pension: Check = (value) => {
  const code = value.toUpperCase().replace(/[^\dA-Z]/g, '');
  if (!/^\d{8}[A-Z]\d{3}$/.test(code)) return false;
  const letter = String(code.charCodeAt(8) - 64).padStart(2, '0');
  const d = [...`${code.slice(0, 8)}${letter}${code.slice(9, 11)}`].map(Number);
  const sum = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1].reduce((total, weight, i) => {
    const product = weight * numberAt(d, i, 1);
    return total + Math.floor(product / 10) + (product % 10);
  }, 0);
  return sum % 10 === Number(code[11]);
};

/** Thai citizen number. */
export const thai: Check = (value) => {
  const d = digitsOf(value);
  return (
    d.length === 13 && d[0] !== 0 && (11 - (sumOf(d, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === d[12]
  );
};

/** Russian SNILS. */
export const snils: Check = (value) => {
  const d = digitsOf(value);
  return d.length === 11 && (sumOf(d, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100 === numberAt(d, 9, 2);
};

/** Polish NIP. */
export const nip: Check = (value) => {
  const d = digitsOf(value);
  return d.length === 10 && !isRow(d) && sumOf(d, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === d[9];
};

/** Canadian SIN: nine digits, Luhn. */
export const sin: Check = (value) => {
  const d = digitsOf(value);
  return d.length === 9 && !isRow(d) && luhn(`000${d.join('')}`);
};

/** Czech and Slovak birth number: a day, and ten digits are a multiple of eleven. */
export const rodneCislo: Check = (value) => {
  const d = digitsOf(value).join('');
  const month = Number(d.slice(2, 4)) % 50;
  if (!/^\d{9,10}$/.test(d) || !isDay(month > 20 ? month - 20 : month, Number(d.slice(4, 6)))) return false;
  return d.length === 9 || Number(d) % 11 === 0 || (Number(d.slice(0, 9)) % 11 === 10 && d[9] === '0');
};
