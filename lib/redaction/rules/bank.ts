import { isCard } from './cards.ts';
import { aba, iban } from './checksums.ts';
import { oneOf, type Rule, rule } from './rule.ts';

const AMOUNT = "\\d{1,3}(?:[ ,.']\\d{3}){0,4}(?:[.,]\\d{1,2})?|\\d{1,12}(?:[.,]\\d{1,2})?";
const GROUPS = oneOf(
  '[3-6]\\d{3}[ -]?\\d{4}[ -]?\\d{4}[ -]?\\d{1,7}|3[47]\\d{2}[ -]?\\d{6}[ -]?\\d{5}|(?:5[06-8]|6\\d)\\d{10,17}',
);
const CARD_OF = oneOf('card|(?:kredit|bank|giro)?karte|carte|tarjeta|carta|cart[ãa]o|kaart|kart[aąy]|visa|mastercard');
const ENDING = oneOf(
  'ending|ends (?:in|with)|endung|endziffern?|endet auf|terminant|terminad[oa]|termina|finisce',
  'eindigend|eindigt|kończąc\\p{L}{1,6}|last (?:4|four)(?: digits)?|letzten vier ziffern',
);
const ACCOUNT = oneOf('account|acct|a/c|konto|compte|cuenta|kontonummer|checking|savings');
const SUM = oneOf(
  `(?:US|CA|AU|NZ|HK|SG)?[$€£¥₹]\\s?(?:${AMOUNT})(?:\\s?(?:k|m|mm|bn|b|million|billion|thousand))?`,
  `(?:USD|EUR|GBP|CHF|JPY|CAD|AUD|SEK|NOK|DKK|PLN|INR)\\s?(?:${AMOUNT})`,
);

/** Signs of an account of each country (the IBAN registry of SWIFT, ISO 13616). */
const IBAN_LENGTHS: Readonly<Record<string, number>> = {
  ...{
    AD: 24,
    AE: 23,
    AL: 28,
    AT: 20,
    AZ: 28,
    BA: 20,
    BE: 16,
    BG: 22,
    BH: 22,
    BR: 29,
    CH: 21,
    CR: 22,
    CY: 28,
    CZ: 24,
    DE: 22,
  },
  ...{
    DK: 18,
    DO: 28,
    EE: 20,
    EG: 29,
    ES: 24,
    FI: 18,
    FO: 18,
    FR: 27,
    GB: 22,
    GE: 22,
    GI: 23,
    GL: 18,
    GR: 27,
    GT: 28,
    HR: 21,
  },
  ...{
    HU: 28,
    IE: 22,
    IL: 23,
    IS: 26,
    IT: 27,
    JO: 30,
    KW: 30,
    KZ: 20,
    LB: 28,
    LI: 21,
    LT: 20,
    LU: 20,
    LV: 21,
    MC: 27,
    MD: 24,
  },
  ...{
    ME: 22,
    MK: 19,
    MT: 31,
    MU: 30,
    NL: 18,
    NO: 15,
    PK: 24,
    PL: 28,
    PS: 29,
    PT: 25,
    QA: 29,
    RO: 24,
    RS: 22,
    SA: 24,
    SE: 24,
  },
  ...{ SI: 19, SK: 24, SM: 27, TN: 24, TR: 26, UA: 29, VA: 22, XK: 20 },
};

/** The day to which a card is good, in eight languages. */
const EXPIRES = oneOf(
  'exp(?:iry|ires|iration)?(?: date)?|valid (?:thru|until)|gültig bis',
  'verfällt|valable jusqu.au|expire(?: le)?|date d.expiration',
  'v[áa]lid[ao] (?:hasta|até)|caduca(?: el)?|vence(?: em| el)?',
  'scade(?: il)?|scadenza|validade|geldig tot|verloopt|ważna do',
);

/** Cards, accounts and amounts. */
export const BANK: readonly Rule[] = [
  rule({
    id: 'iban',
    type: 'IBAN_CODE',
    value: '(?<![A-Za-z0-9])[A-Za-z]{2}\\d{2}[ -]?(?:[A-Za-z0-9]{4}[ -]?){2,7}[A-Za-z0-9]{1,4}',
    after: '(?![A-Za-z0-9])',
    valid: iban,
    hits: ['⟦DE44 5001 0517 5407 3249 31⟧', 'pay ⟦GB33BUKB20201555555555⟧ today', '⟦nl02 abna 0123 4567 89⟧'],
    misses: ['DE45 5001 0517 5407 3249 31', 'GB33BUKB20201555555556', 'XDE44500105175407324931'],
  }),
  rule({
    id: 'iban.form',
    type: 'IBAN_CODE',
    value: '(?<![A-Za-z0-9])[A-Z]{2}\\d{2}(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?',
    after: '(?![A-Za-z0-9]| [A-Z\\d])',
    // A digit that was typed or read wrong: nothing else is written in groups of four behind a country.
    valid: (value) => IBAN_LENGTHS[value.slice(0, 2)] === value.replaceAll(' ', '').length,
    hits: [
      'auf ⟦DE45 5001 0517 5407 3249 31⟧ überweisen',
      '⟦NL02 ABNA 0123 4567 88⟧',
      '⟦PT50 0002 0123 1234 5678 9015 5⟧',
    ],
    misses: ['DE45 5001 0517 5407 3249 3', 'XD45 5001 0517 5407 3249 31', 'DE4550010517540732493', 'AB12 CD34 EF56'],
  }),
  rule({
    id: 'card',
    type: 'CREDIT_CARD',
    value: `(?<![\\d.])${GROUPS}`,
    after: '(?![\\d.]\\d)',
    // Groups of four beside other groups of four are a table or a dump.
    valid: (value, line, at) =>
      isCard(value) &&
      !/[\dA-F]{4}[ -]$/i.test(line.slice(Math.max(0, at - 5), at)) &&
      !/^[ -]?[\dA-F]{4}\b/i.test(line.slice(at + value.length)),
    hits: ['⟦4556 7375 8689 9855⟧', '⟦5500005555555559⟧', 'amex ⟦3714 496353 98431⟧'],
    misses: [
      '4556 7375 8689 9856',
      '4556 7375 8689 985',
      '.4556737586899855',
      '1234 5678 9012 3452',
      '4556 7375 8689 9855 1A2B',
    ],
  }),
  rule({
    id: 'card.context',
    type: 'CREDIT_CARD',
    before: '\\b(?:card|cc|visa|mastercard|amex|kreditkarte|carte)\\b[^\\d\\n]{0,30}',
    value: '\\d(?:[ -]?\\d){11,18}',
    after: '(?!\\d)',
    flags: 'i',
    hits: ['card no. ⟦1234 5678 9012⟧', 'visa: ⟦4556-7375-8689-9856⟧'],
    misses: ['card no. 1234 5678 901', 'discard 1234 5678 9012', 'card for the twelve: see 4'],
  }),
  rule({
    id: 'card.ending',
    type: 'CREDIT_CARD',
    before: `(?<![\\p{L}])${CARD_OF}\\p{L}{0,12}[^\\d\\n]{0,40}?${ENDING}[^\\d\\n]{0,12}`,
    value: '\\d{4}',
    after: '(?![\\d]|[.,]\\d)',
    flags: 'iu',
    hits: [
      'Ihre Karte mit der Endung ⟦8841⟧',
      'carte se terminant par ⟦0417⟧',
      'the card with the last four digits ⟦9912⟧',
    ],
    misses: ['Ihre Karte 8841', 'discard ending 8841', 'card ending 88412', 'the end of the card game of 1990'],
  }),
  rule({
    id: 'cvv',
    type: 'CREDIT_CARD',
    before: '\\b(?:cvv2?|cvc2?|security code|card code)\\b[^\\d\\n]{0,12}',
    value: '\\d{3,4}',
    after: '(?!\\d)',
    flags: 'i',
    hits: ['CVV: ⟦482⟧', 'security code is ⟦4471⟧'],
    misses: ['CVV: 48', 'CVV: 48251', 'cvs 482'],
  }),
  rule({
    id: 'card.expiry',
    type: 'CREDIT_CARD',
    before: `(?<![\\p{L}])${EXPIRES}(?![\\p{L}])[^\\d\\n]{0,8}`,
    value: '(?:0[1-9]|1[0-2])\\s?/\\s?(?:20)?\\d{2}',
    after: '(?!\\d)',
    flags: 'iu',
    hits: ['exp ⟦09/27⟧', 'Valid thru: ⟦12 / 2028⟧', 'ważna do ⟦03/30⟧', 'gültig bis ⟦11/29⟧'],
    misses: ['exp 13/27', 'expert 09/27', 'exp 09-27'],
  }),
  rule({
    id: 'aba',
    type: 'BANK_ACCOUNT',
    before: '\\b(?:routing|aba|rtn)\\b[^\\d\\n]{0,20}',
    value: '\\d{9}',
    after: '(?!\\d)',
    flags: 'i',
    valid: aba,
    hits: ['routing number ⟦011000015⟧', 'ABA: ⟦021000021⟧'],
    misses: ['routing number 011000016', 'routing number 01100001', 'aban 011000015'],
  }),
  rule({
    id: 'sortcode',
    type: 'BANK_ACCOUNT',
    before: '\\bsort code\\b[^\\d\\n]{0,8}',
    value: '\\d{2}[- ]?\\d{2}[- ]?\\d{2}',
    after: '(?!\\d)',
    flags: 'i',
    hits: ['sort code ⟦20-31-53⟧', 'Sort code: ⟦203153⟧'],
    misses: ['sort code 20-31-5', 'sorting codes 20-31-53', 'sort code 20-31-537'],
  }),
  rule({
    id: 'account',
    type: 'BANK_ACCOUNT',
    before: `\\b${ACCOUNT}\\b\\.?(?:\\s(?:number|no|nr|num|id))?\\.?\\s?(?:is|ending in)?[^\\w\\n]{0,6}`,
    value: '(?=[^\\n]{0,3}\\d)[\\dXx*•][\\d -]{2,20}\\d',
    after: '(?![\\w.])',
    flags: 'i',
    hits: ['account number: ⟦4471 0098 22⟧', 'Konto ⟦00418832⟧', 'acct ending in ⟦9912⟧'],
    misses: ['account number: 447', 'accounts 4471009822', 'account: bob9912', 'account 12.5'],
  }),
  rule({
    id: 'swift',
    type: 'BANK_ACCOUNT',
    before: '\\b(?:swift|bic)\\b(?:\\s?(?:code|/bic))?[^\\w\\n]{0,6}',
    value: '[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?',
    after: '(?!\\w)',
    flags: 'i',
    // A word of eight letters looks the same in small letters.
    valid: (value, line, at) => value === value.toUpperCase() || /[:=#]\s{0,3}$/.test(line.slice(0, at)),
    hits: ['BIC: ⟦DEUTDEFF⟧', 'bic: ⟦deutdeff⟧', 'SWIFT code ⟦BARCGB22XXX⟧'],
    misses: ['BIC: DEUTDEF', 'swift response time', 'SWIFT code BARCGB22XXXX'],
  }),
  rule({
    id: 'money',
    type: 'MONEY',
    value: `(?<![\\w$€£¥])${SUM}`,
    after: '(?![\\w])',
    flags: 'i',
    on: ['prose', 'ui'],
    hits: ['it costs ⟦$1,250.00⟧', '⟦EUR 4 200⟧ net', '⟦US$ 3 million⟧'],
    misses: ['a$1250', 'EURO 4200', 'USDT 4200', '$12abc'],
  }),
  rule({
    id: 'money.after',
    type: 'MONEY',
    value: `(?<![\\w.,])(?:${AMOUNT})\\s?(?:€|£|(?:USD|EUR|GBP|CHF|JPY|CAD|AUD|SEK|NOK|DKK|PLN|INR|dollars|euros)\\b)`,
    flags: 'i',
    on: ['prose', 'ui'],
    hits: ['⟦4.200 €⟧ a month', 'paid ⟦950 dollars⟧', '⟦12,50 EUR⟧'],
    misses: ['x4.200 €', '4200 eurosport', 'v1.4200 €'],
  }),
];
