import { isCard } from './cards.ts';
import { aba, iban } from './checksums.ts';
import type { Rule } from './rule.ts';

const AMOUNT = "\\d{1,3}(?:[ ,.']\\d{3}){0,4}(?:[.,]\\d{1,2})?|\\d{1,12}(?:[.,]\\d{1,2})?";

/** Cards, accounts and amounts. */
export const BANK: readonly Rule[] = [
  {
    id: 'iban',
    type: 'IBAN_CODE',
    pattern: /(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}[ -]?(?:[A-Za-z0-9]{4}[ -]?){2,7}[A-Za-z0-9]{1,4}(?![A-Za-z0-9])/,
    valid: iban,
  },
  {
    id: 'card',
    type: 'CREDIT_CARD',
    pattern:
      /(?<![\d.])(?:[3-6]\d{3}[ -]?\d{4}[ -]?\d{4}[ -]?\d{1,7}|3[47]\d{2}[ -]?\d{6}[ -]?\d{5}|(?:5[06-8]|6\d)\d{10,17})(?![\d.]\d)/,
    // Groups of four beside other groups of four are a table or a dump.
    valid: (value, line, at) =>
      isCard(value) &&
      !/[\dA-F]{4}[ -]$/i.test(line.slice(Math.max(0, at - 5), at)) &&
      !/^[ -]?[\dA-F]{4}\b/i.test(line.slice(at + value.length)),
  },
  {
    id: 'card.context',
    type: 'CREDIT_CARD',
    pattern: /(\b(?:card|cc|visa|mastercard|amex|kreditkarte|carte)\b[^\d\n]{0,30})(\d(?:[ -]?\d){11,18})(?!\d)/i,
  },
  {
    id: 'cvv',
    type: 'CREDIT_CARD',
    pattern: /(\b(?:cvv2?|cvc2?|security code|card code)\b[^\d\n]{0,12})(\d{3,4})(?!\d)/i,
  },
  {
    id: 'card.expiry',
    type: 'CREDIT_CARD',
    pattern:
      /(\b(?:exp(?:iry|ires|iration)?(?: date)?|valid (?:thru|until))\b[^\d\n]{0,8})((?:0[1-9]|1[0-2])\s?\/\s?(?:20)?\d{2})(?!\d)/i,
  },
  { id: 'aba', type: 'BANK_ACCOUNT', pattern: /(\b(?:routing|aba|rtn)\b[^\d\n]{0,20})(\d{9})(?!\d)/i, valid: aba },
  { id: 'sortcode', type: 'BANK_ACCOUNT', pattern: /(\bsort code\b[^\d\n]{0,8})(\d{2}[- ]?\d{2}[- ]?\d{2})(?!\d)/i },
  {
    id: 'account',
    type: 'BANK_ACCOUNT',
    pattern:
      /(\b(?:account|acct|a\/c|konto|compte|cuenta|kontonummer|checking|savings)\b\.?(?:\s(?:number|no|nr|num|id))?\.?\s?(?:is|ending in)?[^\w\n]{0,6})((?=[^\n]{0,3}\d)[\dXx*•][\d -]{2,20}\d)(?![\w.])/i,
  },
  {
    id: 'swift',
    type: 'BANK_ACCOUNT',
    pattern:
      /(\b(?:swift|bic)\b(?:\s?(?:code|\/bic))?[^\w\n]{0,6})([A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)(?!\w)/i,
  },
  {
    id: 'money',
    type: 'MONEY',
    pattern: new RegExp(
      `(?<![\\w$€£¥])(?:(?:US|CA|AU|NZ|HK|SG)?[$€£¥₹]\\s?(?:${AMOUNT})(?:\\s?(?:k|m|mm|bn|b|million|billion|thousand))?|(?:USD|EUR|GBP|CHF|JPY|CAD|AUD|SEK|NOK|DKK|PLN|INR)\\s?(?:${AMOUNT}))(?![\\w])`,
      'i',
    ),
    on: ['prose', 'ui'],
  },
  {
    id: 'money.after',
    type: 'MONEY',
    pattern: new RegExp(
      `(?<![\\w.,])(?:${AMOUNT})\\s?(?:€|£|(?:USD|EUR|GBP|CHF|JPY|CAD|AUD|SEK|NOK|DKK|PLN|INR|dollars|euros)\\b)`,
      'i',
    ),
    on: ['prose', 'ui'],
  },
];
