import { isCard } from '../rules/cards.ts';
import { iban } from '../rules/checksums.ts';
import type { Found } from './found.ts';
import { matchesOf } from './matches.ts';

/** Characters between the groups of a number: people, pages and terminals write all of these, and break lines. */
const GAP = '[\\s.,/_·•|-]{0,3}';
const CARD = new RegExp(`(?<![\\d.])[2-68](?:${GAP}[\\dOoIlSB]){11,18}(?![\\dA-Za-z])`, 'g');
const IBAN = new RegExp(`(?<![A-Za-z0-9])[A-Z]{2}${GAP}[\\dOoIlSB]{2}(?:${GAP}[A-Za-z0-9]){11,30}`, 'g');
/** Letters that optical readers write for digits. */
const MISREAD: Readonly<Record<string, string>> = { O: '0', o: '0', I: '1', l: '1', S: '5', B: '8' };
const asDigits = (value: string) => value.replace(/[OoIlSB]/g, (letter) => MISREAD[letter] ?? letter);

/** How many characters the IBAN of a country has (ISO 13616 registry). */
const IBAN_LENGTHS: Readonly<Record<string, number>> = {
  ...{ AD: 24, AE: 23, AL: 28, AT: 20, AZ: 28, BA: 20, BE: 16, BG: 22, BH: 22, BR: 29, BY: 28, CH: 21, CR: 22, CY: 28 },
  ...{ CZ: 24, DE: 22, DK: 18, DO: 28, EE: 20, EG: 29, ES: 24, FI: 18, FO: 18, FR: 27, GB: 22, GE: 22, GI: 23, GL: 18 },
  ...{ GR: 27, GT: 28, HR: 21, HU: 28, IE: 22, IL: 23, IQ: 23, IS: 26, IT: 27, JO: 30, KW: 30, KZ: 20, LB: 28, LC: 32 },
  ...{ LI: 21, LT: 20, LU: 20, LV: 21, LY: 25, MC: 27, MD: 24, ME: 22, MK: 19, MR: 27, MT: 31, MU: 30, NL: 18, NO: 15 },
  ...{ PK: 24, PL: 28, PS: 29, PT: 25, QA: 29, RO: 24, RS: 22, SA: 24, SC: 31, SE: 24, SI: 19, SK: 24, SM: 27, ST: 25 },
  ...{ SV: 28, TL: 23, TN: 24, TR: 26, UA: 29, VA: 22, VG: 24, XK: 20 },
};

/** Cards and IBANs with any separators between their groups, line ends included: the check digits are the evidence. */
export function findCheckedNumbers(text: string): Found[] {
  if (!/\d/.test(text)) return [];
  return [...cards(text), ...ibans(text)];
}

function cards(text: string): Found[] {
  const found: Found[] = [];
  CARD.lastIndex = 0;
  for (let match = CARD.exec(text); match !== null; match = CARD.exec(text)) {
    const end = cardEnd(match[0]);
    // A run may begin with a number that is not part of the card.
    if (end === 0 || isTable(text, match.index, match.index + end))
      CARD.lastIndex = match.index + (/^\d{1,20}/.exec(match[0])?.[0].length ?? 1);
    else {
      found.push({ start: match.index, end: match.index + end, type: 'CREDIT_CARD', rank: 60 });
      CARD.lastIndex = match.index + end;
    }
  }
  return found;
}

/** Groups of four beside other groups of four are a table or a dump. */
const isTable = (text: string, start: number, end: number): boolean =>
  /[\dA-F]{4}[\s.,-]{1,3}$/i.test(text.slice(Math.max(0, start - 7), start)) ||
  /^[\s.,-]{1,3}[\dA-F]{4}\b/i.test(text.slice(end, end + 8));

/** End of the card that a run of groups begins with; 0 for none. */
function cardEnd(run: string): number {
  for (let end = run.length; end >= 12; end = lastGroup(run, end)) {
    const value = run.slice(0, end);
    const read = asDigits(value);
    const misread = value === read ? 0 : (value.match(/[OoIlSB]/g)?.length ?? 0);
    if (misread <= 3 && isCard(read)) return end;
  }
  return 0;
}

/** End of the groups before the last one. */
function lastGroup(run: string, end: number): number {
  let at = end;
  while (at > 0 && /[\dOoIlSB]/.test(run.charAt(at - 1))) at--;
  while (at > 0 && !/[\dOoIlSB]/.test(run.charAt(at - 1))) at--;
  return at;
}

function ibans(text: string): Found[] {
  const found: Found[] = [];
  for (const { 0: run, index } of matchesOf(IBAN, text)) {
    const length = IBAN_LENGTHS[run.slice(0, 2)] ?? 0;
    let seen = 0;
    let end = 0;
    while (end < run.length && seen < length) if (/[A-Za-z0-9]/.test(run.charAt(end++))) seen++;
    if (length === 0 || seen < length || /[A-Za-z0-9]/.test(run[end] ?? '')) continue;
    const compact = run.slice(0, end).replace(/[^A-Za-z0-9]/g, '');
    const read = compact.slice(0, 2) + asDigits(compact.slice(2));
    if (iban(compact) || iban(read)) found.push({ start: index, end: index + end, type: 'IBAN_CODE', rank: 60 });
  }
  return found;
}
