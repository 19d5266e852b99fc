import { aba, bsn, codiceFiscale, dni, iban, luhn, nhs, nir, personnummer, pesel, ssn, steuerId } from './checksums.ts';
import type { Rule } from './rule.ts';

const near = (words: RegExp) => (_value: string, line: string, at: number) =>
  words.test(line.slice(Math.max(0, at - 60), at + 60));
const all =
  (...checks: readonly NonNullable<Rule['valid']>[]): NonNullable<Rule['valid']> =>
  (value, line, at, surface) =>
    checks.every((check) => check(value, line, at, surface));

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const DATE = `(?:\\d{1,2}[/.-]\\d{1,2}[/.-](?:\\d{4}|\\d{2})|\\d{4}[/.-]\\d{1,2}[/.-]\\d{1,2}|\\d{1,2}(?:st|nd|rd|th)?\\s(?:of\\s)?${MONTH}\\.?,?\\s\\d{4}|${MONTH}\\.?\\s\\d{1,2}(?:st|nd|rd|th)?,?\\s\\d{4})`;
const AMOUNT = "\\d{1,3}(?:[ ,.']\\d{3}){0,4}(?:[.,]\\d{1,2})?|\\d{1,12}(?:[.,]\\d{1,2})?";

/** Numbers and names of people, companies and machines that have a form of their own. */
export const PERSONAL: readonly Rule[] = [
  {
    id: 'email',
    type: 'EMAIL_ADDRESS',
    pattern:
      /(?<![\w.+%-])[\p{L}\p{N}_][\p{L}\p{N}_.+%'-]{0,63}(?:@|%40|\s?\[at\]\s?)[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}\.){1,5}[\p{L}]{2,24}/u,
    valid: (value) =>
      !/^git@(?:github|gitlab|bitbucket)|^(?:noreply|no-reply|user|username|you|name|email|test|foo)@(?:example|domain|test)\./i.test(
        value,
      ),
  },
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
    valid: luhn,
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
  { id: 'ssn', type: 'US_SSN', pattern: /(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])/, valid: ssn },
  {
    id: 'ssn.context',
    type: 'US_SSN',
    pattern: /(\b(?:ssn|social security|sozialversicherung)\b[^\d\n]{0,24})(\d{3}[- ]?\d{2}[- ]?\d{4})(?!\d)/i,
  },
  {
    id: 'ssn.last4',
    type: 'US_SSN',
    pattern: /(\b(?:ssn|social security)\b[^\d\n]{0,30}\b(?:ending|last (?:four|4))\b[^\d\n]{0,12})(\d{4})(?!\d)/i,
  },
  { id: 'itin', type: 'US_ITIN', pattern: /(?<![\d-])9\d{2}[- ][5-9]\d[- ]\d{4}(?![\d-])/ },
  { id: 'ein', type: 'TAX_ID', pattern: /(\b(?:ein|tin|tax(?:payer)? id|fein)\b[^\d\n]{0,16})(\d{2}-?\d{7})(?!\d)/i },
  {
    id: 'nino',
    type: 'UK_NINO',
    pattern:
      /(?<![A-Za-z0-9])(?!BG|GB|NK|KN|TN|NT|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![A-Za-z0-9])/i,
  },
  {
    id: 'prompt',
    type: 'USERNAME',
    pattern: /(?<![\w.@/-])[a-z_][a-z0-9_-]{0,31}@[a-z0-9][\w.-]{0,62}(?=:\s?[~/]|\s[~/][^\n]{0,80}[$#%])/i,
  },
  {
    id: 'nhs',
    type: 'UK_NHS',
    pattern: /(?<![\d-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d-])/,
    valid: all(nhs, near(/\bnhs\b|patient|health/i)),
  },
  { id: 'dni', type: 'ES_NIF', pattern: /(?<![A-Za-z0-9])[XYZ\d]\d{7}[- ]?[A-Z](?![A-Za-z0-9])/i, valid: dni },
  {
    id: 'nir',
    type: 'FR_NIR',
    pattern: /(?<!\d)[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?!\d)/i,
    valid: nir,
  },
  { id: 'pesel', type: 'PL_PESEL', pattern: /(?<!\d)\d{11}(?!\d)/, valid: all(pesel, near(/pesel/i)) },
  { id: 'bsn', type: 'NL_BSN', pattern: /(?<!\d)\d{9}(?!\d)/, valid: all(bsn, near(/\b(?:bsn|burgerservice|sofi)/i)) },
  {
    id: 'steuerid',
    type: 'DE_TAX_ID',
    pattern: /(?<!\d)\d{2} ?\d{3} ?\d{3} ?\d{3}(?!\d)/,
    valid: all(steuerId, near(/steuer|idnr|tax/i)),
  },
  {
    id: 'fiscale',
    type: 'IT_FISCAL_CODE',
    pattern: /(?<![A-Za-z0-9])[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![A-Za-z0-9])/i,
    valid: codiceFiscale,
  },
  {
    id: 'personnummer',
    type: 'SE_PERSONNUMMER',
    pattern: /(?<!\d)(?:19|20)?\d{6}[-+]\d{4}(?!\d)/,
    valid: personnummer,
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
    id: 'passport',
    type: 'PASSPORT',
    pattern:
      /(\b(?:passport|reisepass|passeport|pasaporte)\b(?:\s(?:number|no|nr|num|id|#))?\.?\s?(?:is|was)?[^\w\n]{0,6})((?=[A-Z]{0,3}\d)[A-Z0-9]{6,10})(?!\w)/i,
  },
  {
    id: 'licence',
    type: 'US_DRIVER_LICENSE',
    pattern:
      /(\b(?:driver'?s?'?|driving|dl|dmv)(?:\s|-)?(?:licen[cs]e|lic|permit)?\b(?:\s(?:number|no|nr|num|id|#))?\.?\s?(?:is|was)?[^\w\n]{0,6})((?=[A-Z -]{0,8}\d)[A-Z0-9][A-Z0-9 -]{4,18}\d)(?!\w)/i,
  },
  {
    id: 'record',
    type: 'MEDICAL_RECORD',
    pattern:
      /(\b(?:mrn|medical record|patient|chart|nhs|medicare|medicaid|health (?:plan|insurance|card))(?:\s(?:number|no|nr|num|id|#|card))?\b\.?\s?(?:is|was)?[^\w\n]{0,6})((?=[A-Z-]{0,6}\d)[A-Z0-9][A-Z0-9-]{1,19})(?![\w@])/i,
  },
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
    id: 'dob',
    type: 'DATE_OF_BIRTH',
    pattern: new RegExp(
      `(\\b(?:dob|d\\.o\\.b\\.?|date of birth|birth ?date|birthday|born(?: on)?|geboren(?: am)?|né(?:e)? le|nacid[oa] el)(?=\\W)[^\\d\\n]{0,16}?)(${DATE}|${MONTH}\\s\\d{1,2}(?:st|nd|rd|th)?)(?!\\d)`,
      'i',
    ),
  },
  {
    id: 'date',
    type: 'DATE_TIME',
    pattern: new RegExp(`(?<![\\w./-])${DATE}(?:[ T,]{1,2}\\d{1,2}:\\d{2}(?::\\d{2})?(?:\\s?[ap]m)?)?(?![\\w/-])`, 'i'),
    on: ['prose'],
  },
  {
    id: 'age',
    type: 'AGE',
    pattern:
      /(\b(?:aged?|age is|age of|turn(?:s|ed|ing)|i am|i'm|he is|she is|he's|she's)\s?[:=]?\s?)(\d{1,3})(?=(?:\s(?:years? old|yrs?|y\/o|now)|[,.!?\s)]|$))/i,
    valid: plausibleAge,
    on: ['prose', 'ui'],
  },
  {
    id: 'age.old',
    type: 'AGE',
    pattern: /(?<![\d.])\d{1,3}(?=[ -]?(?:years?|yrs?|yo|y\.o\.|y\/o)[ -]?(?:of age|olds?\b|\/o|man|woman))/i,
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
    id: 'ipv4',
    type: 'IP_ADDRESS',
    pattern: /(?<![\w.])(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?![\w.]\d|\w)/,
    valid: realAddress,
  },
  {
    id: 'ipv6',
    type: 'IP_ADDRESS',
    pattern:
      /(?<![\w:.])(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4}){1,6}(?![\w:])|(?<![\w:])(?:[0-9a-f]{1,4}:){1,7}:(?:[0-9a-f]{1,4})?(?:\/\d{1,3})?(?![\w:])/i,
    valid: realAddress6,
  },
  {
    id: 'mac',
    type: 'MAC_ADDRESS',
    pattern: /(?<![\w:-])[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?![\w:-])/i,
    valid: (value) => !/^(?:00[:-]){5}00$|^(?:ff[:-]){5}ff$/i.test(value),
  },
  { id: 'imei', type: 'DEVICE_ID', pattern: /(?<!\d)\d{15}(?!\d)/, valid: all(luhn, near(/imei|device/i)) },
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
  {
    id: 'phone.international',
    type: 'PHONE_NUMBER',
    pattern:
      /(?<![\w+/.])\+[1-9]\d{0,3}[ .()/-]{0,3}\d{1,5}(?:[ .()/-]{0,2}\d{1,5}){1,6}(?:\s?(?:x|ext\.?|#)\s?\d{1,6})?(?![\w@])/i,
    valid: digitsBetween(8, 16),
  },
  {
    id: 'phone.nanp',
    type: 'PHONE_NUMBER',
    pattern:
      /(?<![\w+/.-])(?:(?:\+|00)?1[ .-]?)?(?:001[ .-])?(?:\(\d{3}\)\s?|\d{3}[ .-])\d{3}[ .-]?\d{4}(?:\s?(?:x|ext\.?|#)\s?\d{1,6})?(?![\w@])/i,
  },
  {
    id: 'phone.context',
    type: 'PHONE_NUMBER',
    pattern:
      /(\b(?:phone|tel|telephone|mobile|cell(?:phone)?|fax|call(?:ed|ing)?|contact|reach|text(?:ed)?|dial|ring|whatsapp|sms|hotline|telefon|handy|answering|office|extension|ext)\b[^\d\n+(]{0,32})(\+?\(?\d[\d ()./-]{4,22}\d(?:\s?(?:x|ext\.?)\s?\d{1,6})?)(?![\w@])/i,
    valid: (value, line, at, surface) =>
      (digitsBetween(7, 16)(value, line, at, surface) || /^\d{2}[ .]\d{2}[ .]\d{2}$/.test(value)) &&
      !(value.length < 12 && /^\s[\p{L}]{2}/u.test(line.slice(at + value.length))) &&
      !/^\d{4}-\d{2}-\d{2}|^\d{1,2}\/\d{1,2}\/\d{2,4}$|^\d{1,3}(?:\.\d{1,3}){3}$/.test(value),
  },
  {
    id: 'phone.after',
    type: 'PHONE_NUMBER',
    pattern:
      /(?<![\w+/.])\+?\(?\d[\d ()./-]{5,22}\d(?:\s?x\d{1,6})?(?=[\s,-]{1,3}\(?(?:office|mobile|cell|fax|home|work|direct|desk)\b)/i,
    valid: digitsBetween(6, 16),
  },
  {
    id: 'phone.groups',
    type: 'PHONE_NUMBER',
    pattern: /(?<![\w+/.,$€£#-])\(?0?\d{1,4}\)?(?:[ .-]\d{2,4}){2,5}(?:x\d{1,6})?(?![\w@]|[.,]\d)/,
    valid: (value, line, at, surface) =>
      digitsBetween(8, 13)(value, line, at, surface) &&
      !/^\d{4}[-. ]\d{2}[-. ]\d{2}$|^\d{2}[-.]\d{2}[-.]\d{4}$/.test(value),
    on: ['prose', 'ui'],
  },
  {
    id: 'phone.plain',
    type: 'PHONE_NUMBER',
    pattern: /(?<![\w+/.,$€£#-])0\d{2,4}[ /-]\d{5,8}(?![\w@]|[.,]\d)/,
    on: ['prose', 'ui'],
  },
  {
    id: 'url.social',
    type: 'HANDLE',
    pattern:
      /(?<![\w@])(?:(?:www\.)?(?:twitter|x|instagram|facebook|tiktok|linkedin|medium|t)\.(?:com|me)\/(?:in\/|u\/|@)?)[\w.-]{2,60}/i,
  },
  {
    id: 'handle',
    type: 'HANDLE',
    pattern:
      /(?<![\w@./`-])@(?!(?:media|import|param|returns?|override|keyframes|font-face|charset|supports|here|channel|everyone|all|types|scope)\b)[A-Za-z_][\w.]{1,38}\w(?![\w@/(.-])/,
    on: ['prose', 'ui'],
  },
  {
    id: 'url',
    type: 'URL',
    pattern: /(?<![\w@.])https?:\/\/[^\s"'<>()[\]{}|\\^`]{3,2000}[^\s"'<>()[\]{}|\\^`.,;:!?]/i,
    on: ['prose', 'ui'],
  },
  {
    id: 'url.www',
    type: 'URL',
    pattern: /(?<![\w@./])www\.[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}(?:\/[^\s"'<>()]{0,500})?/i,
    on: ['prose', 'ui'],
  },
  {
    id: 'home',
    type: 'USERNAME',
    pattern: /((?:\/home\/|\/Users\/|[A-Z]:\\{1,2}Users\\{1,2}))([A-Za-z][\w.-]{1,31})(?=[\\/\s"':;,)]|$)/,
    valid: (value) =>
      !/^(?:shared|public|default|runner|ubuntu|root|user|username|app|node|admin|all users|vscode|circleci|ec2-user|you|me)$/i.test(
        value,
      ),
  },
  {
    id: 'coordinates',
    type: 'LOCATION',
    pattern: /(?<![\w.])-?\d{1,2}\.\d{4,8}\s?[,;]\s?-?\d{1,3}\.\d{4,8}(?![\w.])/,
    on: ['prose', 'ui'],
  },
  { id: 'vin', type: 'VEHICLE', pattern: /(\bvin\b[^\w\n]{0,6})([A-HJ-NPR-Z0-9]{17})(?!\w)/i },
];

function digitsBetween(low: number, high: number): NonNullable<Rule['valid']> {
  return (value) => {
    const n = value.replace(/(?:x|ext\.?|#)\s?\d{1,6}$/i, '').replace(/\D/g, '').length;
    return n >= low && n <= high;
  };
}

function plausibleAge(value: string): boolean {
  return Number(value) > 0 && Number(value) < 120;
}

/** Loopback, unspecified, broadcast and documentation say nothing about anybody; version numbers look the same. */
function realAddress(value: string, line: string, at: number): boolean {
  if (/^(?:127\.|0\.|255\.255)/.test(value)) return false;
  return !/(?:\bv|version|ver\.?|release)[\s:="']{0,6}$/i.test(line.slice(Math.max(0, at - 12), at));
}

function realAddress6(value: string): boolean {
  return (
    /[0-9]/.test(value) &&
    value.length >= 6 &&
    (value.includes('::') || value.split(':').length === 8) &&
    !/^::1?$/.test(value)
  );
}
