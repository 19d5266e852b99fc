import { luhn } from './checksums.ts';

/** First digits and lengths that issuers of cards use (ISO/IEC 7812, the ranges that their networks publish). */
const ISSUERS: readonly (readonly [prefix: RegExp, lengths: readonly number[]])[] = [
  [/^4/, [13, 16, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^3(?:0[0-5]|[689])/, [14, 15, 16, 17, 18, 19]],
  [/^35(?:2[89]|[3-8])/, [16, 17, 18, 19]],
  [/^(?:6011|64[4-9]|65|62|81)/, [16, 17, 18, 19]],
  [/^(?:5[06-8]|6\d)/, [12, 13, 14, 15, 16, 17, 18, 19]],
  [/^220[0-4]/, [16]],
];
/** How cards are printed and typed: in fours, or as American Express and Diners print them. */
const GROUPS = /^(?:4 4 4 [1-7]|4 4 4 4(?: [1-3])?|4 6 [45]|4 4 5)$/;

/** Whether a number is one of a card: its issuer uses the length, its groups are those of cards, its check digit holds. */
export function isCard(value: string): boolean {
  const digits = value.replace(/\D/g, '');
  if (!ISSUERS.some(([prefix, lengths]) => prefix.test(digits) && lengths.includes(digits.length))) return false;
  const groups = (value.match(/\d{1,20}/g) ?? []).map((group) => group.length);
  return (groups.length === 1 || GROUPS.test(groups.join(' '))) && luhn(digits);
}
