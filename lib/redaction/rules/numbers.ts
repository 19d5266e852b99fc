import { DATE } from './dates.ts';
import type { Rule } from './rule.ts';

/** Numbers of cases, orders and people, and where and when something was. */
export const NUMBERS: readonly Rule[] = [
  {
    id: 'number.context',
    type: 'ID_NUMBER',
    pattern:
      /(\b(?:member(?:ship)?|customer|client|cust|employee|emp|staff|badge|student|policy|claim|order|invoice|inv|contract|po|purchase order|case|ticket|booking|reservation|confirmation|tracking|reference|ref|subscriber|account|acct|user|loyalty|licen[cs]e|vehicle|plate|registration|reg|permit|visa|identity card|national id|id card|personal id|tax|vat|serial|imei|meid|vin|transaction|payment|quote|deal|opportunity|lead|ein|npi|dea)(?:\s(?:number|no|nr|num|id|code|#)\b|(?:id|no)\b)?\.?\s?(?:is|was)?[^\w\n]{0,6}#?)((?=[A-Z/-]{0,8}\d)[A-Z0-9](?:[A-Z0-9/-]{1,24}[A-Z0-9])?)(?![\w@])/i,
    valid: (value) =>
      (value.match(/\d/g)?.length ?? 0) >= 3 && !/^(?:19|20)\d{2}$|^\d{1,4}[/-]\d{1,2}[/-]\d{1,4}$/.test(value),
    on: ['prose', 'ui'],
  },
  {
    id: 'number.prefixed',
    type: 'ID_NUMBER',
    pattern:
      /(?<![\w/.-])(?:INV|PO|SO|ORD|CUST|CTR|EMP|MRN|MBR|POL|CLM|ACC|ACCT|CONF|TXN|REF|QT|QUO|CN|DN|RMA|PT|PAT|SR|CS|LN|WO)[-#_ ]{1,2}(?:[A-Z0-9]{1,8}-){0,3}\d{3,12}(?![\w.])/,
    on: ['prose', 'ui'],
  },
  { id: 'hash.number', type: 'ID_NUMBER', pattern: /(?<![\w&/#])#\d{5,12}(?!\w)/, on: ['prose', 'ui'] },
  {
    id: 'date',
    type: 'DATE_TIME',
    pattern: new RegExp(`(?<![\\w./-])${DATE}(?:[ T,]{1,2}\\d{1,2}:\\d{2}(?::\\d{2})?(?:\\s?[ap]m)?)?(?![\\w/-])`, 'i'),
    on: ['prose'],
  },
  {
    id: 'appointment',
    type: 'DATE_TIME',
    pattern:
      /(\b(?:meet(?:ing)?|see (?:you|u|ya)|appointment|lunch|dinner|breakfast|drinks|party|interview|surgery|flight|visit|hearing|date|call|free|available|arrive|leave|born)\b[^.!?\n]{0,20}?\s)((?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/i,
    on: ['prose'],
  },
  {
    id: 'zip.context',
    type: 'ZIP_CODE',
    pattern:
      /(\b(?:zip|postal|post)\s?(?:code|kode)?\b\s?(?:is|was)?[^\w\n]{0,6})((?=[^\n]{0,5}\d)[A-Z0-9][A-Z0-9 -]{2,8}[A-Z0-9])(?!\w)/i,
    valid: (value) => /\d/.test(value) && !/[a-z]{3}/i.test(value),
  },
  { id: 'zip4', type: 'ZIP_CODE', pattern: /(?<![\w-])\d{5}-\d{4}(?![\w-])/, on: ['prose', 'ui'] },
  {
    id: 'uk.postcode',
    type: 'ZIP_CODE',
    pattern:
      /(?<![A-Za-z0-9])(?:GIR ?0AA|[A-PR-UWYZ](?:\d[\dA-HJKPS-UW]?|[A-HK-Y]\d[\dABEHMNPRV-Y]?) \d[ABD-HJLNP-UW-Z]{2})(?![A-Za-z0-9])/,
    on: ['prose', 'ui'],
  },
  {
    id: 'ca.postcode',
    type: 'ZIP_CODE',
    pattern: /(?<![A-Za-z0-9])[ABCEGHJ-NPRSTVXY]\d[A-Z] \d[A-Z]\d(?![A-Za-z0-9])/,
    on: ['prose', 'ui'],
  },
  {
    id: 'coordinates',
    type: 'LOCATION',
    pattern: /(?<![\w.])-?\d{1,2}\.\d{4,8}\s?[,;]\s?-?\d{1,3}\.\d{4,8}(?![\w.])/,
    on: ['prose', 'ui'],
  },
];
