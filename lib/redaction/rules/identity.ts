import { all, near } from './checks.ts';
import { bsn, codiceFiscale, dni, nhs, nir, personnummer, pesel, ssn, steuerId } from './checksums.ts';
import { DATE, MONTH } from './dates.ts';
import type { Rule } from './rule.ts';

/** What states and institutions number people by, and when they were born. */
export const IDENTITY: readonly Rule[] = [
  {
    id: 'name.said',
    type: 'PERSON',
    pattern:
      /(\b(?:your|my|his|her|their|full|first|last|user|maiden|legal) name(?:'s|\sis|\?|:)\s{1,2})(\p{L}[\p{L}'-]{1,24}(?: \p{L}[\p{L}'-]{1,24}){0,2})(?=\s{0,3}$|[.,!;])/iu,
    valid: (value) => !NO_NAME.test(value),
    on: ['prose', 'ui'],
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
    id: 'dob',
    type: 'DATE_OF_BIRTH',
    pattern: new RegExp(
      `(\\b(?:dob|d\\.o\\.b\\.?|date of birth|birth ?date|birthday|born(?: on)?|geboren(?: am)?|né(?:e)? le|nacid[oa] el)(?=\\W)[^\\d\\n]{0,16}?)(${DATE}|${MONTH}\\s\\d{1,2}(?:st|nd|rd|th)?)(?!\\d)`,
      'i',
    ),
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
  { id: 'vin', type: 'VEHICLE', pattern: /(\bvin\b[^\w\n]{0,6})([A-HJ-NPR-Z0-9]{17})(?!\w)/i },
  {
    id: 'national.form',
    type: 'NATIONAL_ID',
    pattern:
      /(?<![\w.])(?:756\.\d{4}\.\d{4}\.\d{2}|\d{3}\.\d{3}\.\d{3}-\d{2}|\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}|\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}|[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d|[0-3]\d[01]\d{3}[-+A]\d{3}[\dA-Y]|[STFG]\d{7}[A-Z])(?![\w.])/,
    on: ['prose', 'ui'],
  },
  {
    id: 'national.context',
    type: 'NATIONAL_ID',
    pattern:
      /(\b(?:national (?:id|identity|insurance|identification)|personal (?:id|identity|identification)|citizen id|cpr|cpf|cnp|pps(?:n|no)?|nif|nie|dni|tfn|sin|aadhaar|pan card|pan|ahv|avs|svnr|sv-nummer|hetu|personnummer|f[øo]dselsnummer|rodn[ée] [čc][íi]slo|amka|afm|rijksregister\w{0,8}|insz|niss|curp|rfc|cuit|cuil|rut|nric|hkid|tc kimlik|codice fiscale|steuer-?id|nir|num[ée]ro de s[ée]curit[ée] sociale|pesel|regon|oib|emšo|jmbg|egn|isikukood|asmens kodas|personas kods)\b(?:\s(?:number|no|nr|num|id|code|card))?\.?\s?(?:is|was)?[^\w\n]{0,6})((?=[A-Z]{0,6}[ -]?\d)[A-Z\d](?:[ ./-]?[A-Z\d]){5,19})(?![\w])/i,
    valid: (value) => (value.match(/\d/g)?.length ?? 0) >= 5,
    on: ['prose', 'ui'],
  },
];

function plausibleAge(value: string): boolean {
  return Number(value) > 0 && Number(value) < 120;
}

/** What is said about a name, not a name. */
const NO_NAME =
  /(?:^|\s)(?:not|is|was|wrong|on|in|the|a|an|my|your|and|or|please|missing|required|invalid|unknown|there|here|again|correct|spelled|what|so|too|very|already|taken|empty|blank|of|for)(?:\s|$)/i;
