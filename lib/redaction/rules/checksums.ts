const digitsOf = (value: string) => [...value].filter((c) => c >= '0' && c <= '9').map(Number);
const same = (value: string) => /^(\d)\1{0,400}$/.test(value.replace(/\D/g, ''));

/** Luhn (ISO/IEC 7812-1), 12 to 19 digits. */
export function luhn(value: string): boolean {
  const digits = digitsOf(value);
  if (digits.length < 12 || digits.length > 19 || same(value)) return false;
  let sum = 0;
  for (const [i, digit] of digits.toReversed().entries()) {
    const twice = i % 2 === 1 ? digit * 2 : digit;
    sum += twice > 9 ? twice - 9 : twice;
  }
  return sum % 10 === 0;
}

/** IBAN (ISO 13616): modulo 97 is 1. */
export function iban(value: string): boolean {
  const compact = value.replace(/[\s-]/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact)) return false;
  let rest = 0;
  for (const char of compact.slice(4) + compact.slice(0, 4)) {
    const n = Number.parseInt(char, 36);
    rest = (rest * (n > 9 ? 100 : 10) + n) % 97;
  }
  return rest === 1;
}

const weighted = (digits: readonly number[], weights: readonly number[]) =>
  weights.reduce((sum, weight, i) => sum + weight * (digits[i] ?? 0), 0);

/** UK NHS number: modulo 11. */
export function nhs(value: string): boolean {
  const d = digitsOf(value);
  if (d.length !== 10 || same(value)) return false;
  const check = 11 - (weighted(d, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return (check === 11 ? 0 : check) === d[9];
}

/** US SSN: never-issued areas, groups and serials are refused (https://www.ssa.gov/employer/randomization.html). */
export function ssn(value: string): boolean {
  const d = value.replace(/\D/g, '');
  return d.length === 9 && !/^(?:000|666|9)/.test(d) && d.slice(3, 5) !== '00' && d.slice(5) !== '0000';
}

/** ABA routing number. */
export function aba(value: string): boolean {
  const d = digitsOf(value);
  return d.length === 9 && !same(value) && weighted(d, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0;
}

/** Spanish DNI and NIE: the letter is the number modulo 23. */
export function dni(value: string): boolean {
  const [, head, letter = ''] = /^([XYZ\d]\d{7})[- ]?([A-Z])$/i.exec(value) ?? [];
  if (head === undefined) return false;
  const number = Number(head.replace(/[XYZ]/i, (c) => String('XYZ'.indexOf(c.toUpperCase()))));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] === letter.toUpperCase();
}

/** French NIR: 97 minus the number modulo 97. */
export function nir(value: string): boolean {
  const compact = value.replace(/\s/g, '').replace(/2A/i, '19').replace(/2B/i, '18');
  return /^\d{15}$/.test(compact) && 97 - Number(BigInt(compact.slice(0, 13)) % 97n) === Number(compact.slice(13));
}

/** Polish PESEL. */
export function pesel(value: string): boolean {
  const d = digitsOf(value);
  return d.length === 11 && !same(value) && (10 - (weighted(d, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === d[10];
}

/** Dutch BSN: the eleven test. */
export function bsn(value: string): boolean {
  const d = digitsOf(value);
  return d.length === 9 && !same(value) && weighted(d, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;
}

/** German tax id: ISO 7064 MOD 11,10. */
export function steuerId(value: string): boolean {
  const d = digitsOf(value);
  if (d.length !== 11 || d[0] === 0) return false;
  let product = 10;
  for (const digit of d.slice(0, 10)) {
    const sum = (digit + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === d[10];
}

const FISCALE_ODD: readonly number[] = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

/** Italian codice fiscale. */
export function codiceFiscale(value: string): boolean {
  const code = value.toUpperCase();
  if (code.length !== 16) return false;
  let sum = 0;
  for (let i = 0; i < 15; i++) {
    const c = code.charCodeAt(i);
    const n = c >= 65 ? c - 65 : c - 48;
    sum += i % 2 === 0 ? (FISCALE_ODD[n] ?? Number.NaN) : n;
  }
  return String.fromCharCode(65 + (sum % 26)) === code[15];
}

/** Swedish personal number: Luhn over the last ten digits. */
export function personnummer(value: string): boolean {
  const d = digitsOf(value).slice(-10);
  if (d.length !== 10) return false;
  const sum = d.reduce((total, digit, i) => {
    const twice = i % 2 === 0 ? digit * 2 : digit;
    return total + (twice > 9 ? twice - 9 : twice);
  }, 0);
  const month = Number(d.slice(2, 4).join(''));
  return sum % 10 === 0 && month >= 1 && month <= 12;
}

/** Shannon entropy, bits a character. */
export function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const char of value) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const n of counts.values()) bits -= (n / value.length) * Math.log2(n / value.length);
  return bits;
}
