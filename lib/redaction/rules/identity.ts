import { FLAG, flagsOf } from '../lexicon/index.ts';
import { all, near } from './checks.ts';
import { bsn, codiceFiscale, dni, nhs, nir, personnummer, pesel, ssn, steuerId } from './checksums.ts';
import { DATE, MONTH } from './dates.ts';
import { oneOf, type Rule, rule } from './rule.ts';
import { isOfThing } from './things.ts';

const PASSPORTS = oneOf('passport|reisepass|passeport|pasaporte');
const NUMBER_WORD = oneOf('\\s(?:number|no|nr|num|id|#)');
const RECORD = oneOf('mrn|medical record|patient|chart|nhs|medicare|medicaid|health (?:plan|insurance|card)');
const BORN = oneOf(
  'dob|d\\.o\\.b\\.?|date of birth|birth ?date|birthday|born(?: on)?|geboren(?: am)?|né(?:e)? le|nacid[oa] el',
);
const FORMS = oneOf(
  '756\\.\\d{4}\\.\\d{4}\\.\\d{2}|\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}|\\d{2}\\.\\d{3}\\.\\d{3}/\\d{4}-\\d{2}',
  '\\d{2}\\.\\d{2}\\.\\d{2}-\\d{3}\\.\\d{2}|[A-Z]{4}\\d{6}[HM][A-Z]{5}[A-Z\\d]\\d',
  '[0-3]\\d[01]\\d{3}[-+A]\\d{3}[\\dA-Y]',
  '[STFG]\\d{7}[A-Z]',
);
const NATIONAL_NAMES = oneOf(
  'national (?:id|identity|insurance|identification)|personal (?:id|identity|identification)|citizen id|cpr',
  'cpf|cnp|pps(?:n|no)?|nif|nie|dni|tfn|sin|aadhaar|pan card|pan|ahv|avs|svnr|sv-nummer|hetu|personnummer',
  'f[øo]dselsnummer|rodn[ée] [čc][íi]slo|amka|afm|rijksregister\\w{0,8}|insz|niss|curp|rfc|cuit|cuil|rut',
  'nric|hkid|tc kimlik|codice fiscale|steuer-?id|nir|num[ée]ro de s[ée]curit[ée] sociale|pesel|regon|oib',
  'emšo|jmbg|egn|isikukood|asmens kodas|personas kods',
);

const GREETING =
  '(?:Hello|Hi|Hey|Dear|Welcome(?: back)?|Goodbye|Bonjour|Hallo|Hola|Ciao|Olá|Cześć|Guten Tag|Liebe[r]?)';
/** What a page says to the person who signed in. */
const WELCOME = oneOf(
  'Welcome(?: back)?|Hello(?: again)?|Hi|Good (?:morning|afternoon|evening)',
  'Willkommen(?: zurück)?|Hallo|Guten (?:Morgen|Tag)',
  'Bienvenue|Bonjour|Bienvenid[oa](?: de nuevo)?|Hola|Bentornat[oa]|Benvenut[oa]|Ciao|Bem-vind[oa](?: de volta)?|Olá',
  'Welkom(?: terug)?|Goedemorgen|Witaj(?: ponownie)?|Cześć|Dzień dobry',
);
const PLATES = oneOf(
  '[Ll]icen[cs]e plate|[Nn]umber plate|[Kk]ennzeichen|[Pp]laque|[Ii]mmatriculation|[Mm]atr[íi]cula|[Tt]arga',
  '[Kk]enteken',
  '[Rr]egistration plate|[Nn]ummerplaat|[Tt]ablic[ae] rejestracyjn[ae]|[Nn]umer rejestracyjny',
);

/** Plates as Britain, Germany, Spain, France, Italy, the Netherlands, Portugal and Poland write them. */
const PLATE_FORMS = oneOf(
  '[A-Z]{2}\\d{2} ?[A-Z]{3}|[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} ?\\d{1,4}[EH]?',
  '\\d{4}[ -]?[B-DF-HJ-NP-TV-Z]{3}|[A-Z]{2}[ -]?\\d{3}[ -]?[A-Z]{2}',
  '[A-Z\\d]{1,3}-[A-Z\\d]{2,3}-[A-Z\\d]{1,2}|[A-Z]{2,3} \\d[A-Z\\d]{4}',
);
const NEAR_VEHICLES = new RegExp(
  `(?<![\\p{L}])${oneOf('car|cars|van|vehicle|lorry|truck|motorbike|taxi|cab|parked|parking|plates?|reg|auto|wagen|fahrzeug|kfz|lkw', 'pkw|parkt|geparkt|parkplatz|voiture|véhicule|camion|garée?|coche|furgoneta|vehículo|aparcad[oa]|macchina', 'furgone|veicolo|parcheggiat[oa]|targa|carro|viatura|estacionad[oa]|busje|geparkeerd|samochód|samochodu', 'zaparkowan\\p{L}{1,2}')}(?![\\p{L}])`,
  'iu',
);

/** Numbers that states and institutions give to people, and dates of birth. */
export const IDENTITY: readonly Rule[] = [
  rule({
    id: 'name.said',
    type: 'PERSON',
    before: "\\b(?:your|my|his|her|their|full|first|last|user|maiden|legal) name(?:'s|\\sis|\\?|:)\\s{1,2}",
    value: "\\p{L}[\\p{L}'-]{1,24}(?: \\p{L}[\\p{L}'-]{1,24}){0,2}",
    after: '(?=\\s{0,3}$|[.,!;])',
    flags: 'iu',
    valid: (value) => !NO_NAME.test(value),
    on: ['prose', 'ui'],
    hits: ['my name is ⟦Adaeze Okonjo⟧.', 'last name: ⟦thibodeaux⟧'],
    misses: ['my name is missing', 'last name: required', 'the brand name: Adaeze', 'my name is wrong.'],
  }),
  rule({
    id: 'name.greeted',
    type: 'PERSON',
    before: `(?<![\\p{L}])${GREETING},?\\s(?:(?:Mr|Ms|Mrs|Dr)\\.?\\s)?`,
    value: "\\p{Lu}\\p{Ll}{1,20}(?:[ -]\\p{Lu}(?:['’]\\p{Lu})?\\p{Ll}{1,20}){1,2}",
    after: '(?![\\p{L}])',
    flags: 'u',
    on: ['code'],
    valid: (value) => value.split(/[ -]/).some((word) => (flagsOf(word.toLowerCase()) & FLAG.common) === 0),
    hits: ['print("Hello, ⟦Femi Oyelaran⟧")', "subject: 'Dear ⟦Zsófia Balogh⟧'", 'Welcome back, ⟦Femi Oyelaran⟧!'],
    misses: ['print("Hello, World")', 'Hello New World', 'Shello Femi Oyelaran', 'Hi Femi'],
  }),
  rule({
    id: 'name.welcomed',
    type: 'PERSON',
    before: `^\\s{0,4}${WELCOME},\\s`,
    value: "\\p{Lu}[\\p{L}'’-]{1,24}(?: \\p{Lu}[\\p{L}'’-]{0,24}){0,2}",
    after: '(?=[!.…]?\\s{0,3}$)',
    flags: 'u',
    on: ['ui'],
    valid: (value) =>
      !/^(?:World|Everyone|Everybody|Team|All|Guest|Admin|Gast|Invité|Mundo|Welt|Monde|Mondo)$/.test(value),
    hits: ['Welkom terug, ⟦Geertje⟧', 'Willkommen, ⟦Ada Quill⟧!'],
    misses: ['Hello, World!', 'Welkom terug, gast', 'Willkommen, Ada, im Portal', 'Well, Ada'],
  }),
  rule({
    id: 'ssn',
    type: 'US_SSN',
    value: '(?<![\\d-])\\d{3}-\\d{2}-\\d{4}',
    after: '(?![\\d-])',
    valid: ssn,
    hits: ['⟦212-09-7694⟧'],
    misses: [
      '000-09-7694',
      '666-09-7694',
      '912-09-7694',
      '212-00-7694',
      '212-09-0000',
      '212-09-76945',
      '1-212-09-7694',
    ],
  }),
  rule({
    id: 'ssn.context',
    type: 'US_SSN',
    before: '\\b(?:ssn|social security|sozialversicherung)\\b[^\\d\\n]{0,24}',
    value: '\\d{3}[- .]{0,3}\\d{2}[- .]{0,3}\\d{4}',
    after: '(?!\\d)',
    flags: 'i',
    hits: ['SSN ⟦212 09 7694⟧', 'SSN: ⟦212 - 09 - 7694⟧', 'social security no. ⟦212097694⟧'],
    misses: ['SSN 212 09 769', 'SSNs: 212097694x1', 'ssn 2120976945'],
  }),
  rule({
    id: 'ssn.last4',
    type: 'US_SSN',
    before: '\\b(?:ssn|social security)\\b[^\\d\\n]{0,30}\\b(?:ending|last (?:four|4))\\b[^\\d\\n]{0,12}',
    value: '\\d{4}',
    after: '(?!\\d)',
    flags: 'i',
    hits: ['SSN ending in ⟦7694⟧', 'social security, last four: ⟦0412⟧'],
    misses: ['SSN ending in 769', 'ssn ending in 76945', 'card ending in 7694'],
  }),
  rule({
    id: 'itin',
    type: 'US_ITIN',
    value: '(?<![\\d-])9\\d{2}[- ][5-9]\\d[- ]\\d{4}',
    after: '(?![\\d-])',
    hits: ['⟦912-70-4471⟧'],
    misses: ['912-40-4471', '812-70-4471', '912-70-447'],
  }),
  rule({
    id: 'ein',
    type: 'TAX_ID',
    before: '\\b(?:ein|tin|tax(?:payer)? id|fein)\\b[^\\d\\n]{0,16}',
    value: '\\d{2}-?\\d{7}',
    after: '(?!\\d)',
    flags: 'i',
    hits: ['EIN: ⟦48-1234567⟧', 'tax id ⟦481234567⟧'],
    misses: ['EIN: 48-123456', 'being 48-1234567', 'EIN: 48-12345678'],
  }),
  rule({
    id: 'nino',
    type: 'UK_NINO',
    value: '(?<![A-Za-z0-9])(?!BG|GB|NK|KN|TN|NT|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]',
    after: '(?![A-Za-z0-9])',
    flags: 'i',
    hits: ['⟦AB 12 34 56 C⟧', 'NI ⟦JG103759A⟧'],
    misses: ['BG 12 34 56 C', 'AB 12 34 56 E', 'AB 12 34 5 C', 'DB123456C'],
  }),
  rule({
    id: 'nhs',
    type: 'UK_NHS',
    value: '(?<![\\d-])\\d{3}[ -]?\\d{3}[ -]?\\d{4}',
    after: '(?![\\d-])',
    valid: all(nhs, near(/\bnhs\b|patient|health/i)),
    hits: ['NHS no. ⟦943 476 5919⟧', 'patient ⟦9434765919⟧'],
    misses: ['NHS no. 943 476 5918', 'ref 943 476 5919', 'NHS no. 943 476 591'],
  }),
  rule({
    id: 'dni',
    type: 'ES_NIF',
    value: '(?<![A-Za-z0-9])[XYZ\\d]\\d{7}[- ]?[A-Z]',
    after: '(?![A-Za-z0-9])',
    flags: 'i',
    valid: dni,
    hits: ['⟦12345678Z⟧', 'NIE ⟦X1234567L⟧'],
    misses: ['12345678A', '1234567Z', 'W1234567L'],
  }),
  rule({
    id: 'nir',
    type: 'FR_NIR',
    value: '(?<!\\d)[12] ?\\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\\d) ?(?:\\d{2}|2[AB]) ?\\d{3} ?\\d{3} ?\\d{2}',
    after: '(?!\\d)',
    flags: 'i',
    valid: nir,
    hits: ['⟦1 84 12 76 451 089 46⟧', '⟦255081416802538⟧'],
    misses: ['1 84 12 76 451 089 47', '3 84 12 76 451 089 46', '25508141680253'],
  }),
  rule({
    id: 'pesel',
    type: 'PL_PESEL',
    value: '(?<!\\d)\\d{11}',
    after: '(?!\\d)',
    valid: all(pesel, near(/pesel/i)),
    hits: ['PESEL ⟦44051401359⟧'],
    misses: ['PESEL 44051401358', 'no. 44051401359', 'PESEL 4405140135'],
  }),
  rule({
    id: 'bsn',
    type: 'NL_BSN',
    value: '(?<!\\d)\\d{9}',
    after: '(?!\\d)',
    valid: all(bsn, near(/\b(?:bsn|burgerservice|sofi)/i)),
    hits: ['BSN ⟦111222333⟧', 'burgerservicenummer: ⟦123456782⟧'],
    misses: ['BSN 111222334', 'no. 111222333', 'BSN 11122233'],
  }),
  rule({
    id: 'steuerid',
    type: 'DE_TAX_ID',
    value: '(?<!\\d)\\d{2} ?\\d{3} ?\\d{3} ?\\d{3}',
    after: '(?!\\d)',
    valid: all(steuerId, near(/steuer|idnr|tax/i)),
    hits: ['Steuer-ID ⟦65 929 970 489⟧', 'IdNr ⟦26954371827⟧'],
    misses: ['Steuer-ID 65 929 970 488', 'Nr 65 929 970 489', 'Steuer-ID 65 929 970 48'],
  }),
  rule({
    id: 'fiscale',
    type: 'IT_FISCAL_CODE',
    value: '(?<![A-Za-z0-9])[A-Z]{6}\\d{2}[A-EHLMPRST]\\d{2}[A-Z]\\d{3}[A-Z]',
    after: '(?![A-Za-z0-9])',
    flags: 'i',
    valid: codiceFiscale,
    hits: ['⟦RSSMRA85T10A562S⟧'],
    misses: ['RSSMRA85T10A562T', 'RSSMRA85T10A562', 'RSSMRA85G10A562S'],
  }),
  rule({
    id: 'personnummer',
    type: 'SE_PERSONNUMMER',
    value: '(?<!\\d)(?:19|20)?\\d{6}[-+]\\d{4}',
    after: '(?!\\d)',
    valid: personnummer,
    hits: ['⟦811218-9876⟧', '⟦19811218-9876⟧'],
    misses: ['811218-9875', '811318-9876', '811218-987'],
  }),
  rule({
    id: 'passport',
    type: 'PASSPORT',
    before: `\\b${PASSPORTS}\\b(?:\\s(?:number|no|nr|num|id|#))?\\.?\\s?(?:is|was)?[^\\w\\n]{0,6}`,
    value: '(?=[A-Z]{0,3}\\d)[A-Z0-9]{6,10}',
    after: '(?!\\w)',
    flags: 'i',
    hits: ['passport number ⟦K48210773⟧', 'Reisepass: ⟦C01X00T47⟧'],
    misses: ['passport number K4821', 'passports K48210773', 'passport number renewal'],
  }),
  rule({
    id: 'licence',
    type: 'US_DRIVER_LICENSE',
    before: `\\b(?:driver'?s?'?|driving|dl|dmv)(?:\\s|-)?(?:licen[cs]e|lic|permit)?\\b${NUMBER_WORD}?\\.?\\s?(?:is|was)?[^\\w\\n]{0,6}`,
    value: '(?=[A-Z -]{0,8}\\d)[A-Z0-9][A-Z0-9 -]{4,18}\\d',
    after: '(?!\\w)',
    flags: 'i',
    hits: ["driver's license ⟦D482-1077-3391⟧", 'DL# ⟦S99988801⟧'],
    misses: ["driver's license renewal", 'DL# S9998', 'river K48210773'],
  }),
  rule({
    id: 'record',
    type: 'MEDICAL_RECORD',
    before: `\\b${RECORD}(?:\\s(?:number|no|nr|num|id|#|card))?\\b\\.?\\s?(?:is|was)?[^\\w\\n]{0,6}`,
    value: '(?=[A-Z-]{0,6}\\d)[A-Z0-9][A-Z0-9-]{1,19}',
    after: '(?![\\w@])',
    flags: 'i',
    hits: ['MRN ⟦00482107⟧', 'patient id: ⟦P-4821⟧', 'Medicare no ⟦1EG4TE5⟧'],
    misses: ['patient information', 'patients 00482107', 'MRN pending', 'chart of 12'],
  }),
  rule({
    id: 'dob',
    type: 'DATE_OF_BIRTH',
    before: `\\b${BORN}(?=\\W)[^\\d\\n]{0,16}?`,
    value: `${DATE}|${MONTH}\\s\\d{1,2}(?:st|nd|rd|th)?`,
    after: '(?!\\d)',
    flags: 'i',
    hits: ['DOB: ⟦04/12/1984⟧', 'born on ⟦March 3, 1990⟧', 'date of birth ⟦1984-12-04⟧', 'geboren am ⟦14.03.1987⟧'],
    misses: ['DOB: 04/12', 'stubborn 04/12/1984', 'reborn March 3, 1990', 'DOB: 99'],
  }),
  rule({
    id: 'dob.sex',
    type: 'DATE_OF_BIRTH',
    before: '[(,;|]\\s?(?:[MFWX♀♂]|male|female|männlich|weiblich|masc|fem|homme|femme)[,;/ ·]{1,3}',
    value: `${DATE}`,
    after: '(?=\\s?[),;|]|\\s{0,3}$)',
    flags: 'i',
    hits: ['Bramwell, Ada (F, ⟦12 Feb 1958⟧)', 'A. Bramwell, female, ⟦1958-02-12⟧'],
    misses: ['Bramwell (F, 12 Feb)', 'form F, 12 Feb 1958 edition', 'Bramwell (G, 12 Feb 1958)'],
  }),
  rule({
    id: 'age',
    type: 'AGE',
    before: "\\b(?:aged?|age is|age of|turn(?:s|ed|ing)|i am|i'm|he is|she is|he's|she's)\\s?[:=]?\\s?",
    value: '\\d{1,3}',
    after: '(?=(?:\\s(?:years? old|yrs?|y/o|now)|[,.!?)]|\\s?$))',
    flags: 'i',
    valid: plausibleAge,
    on: ['prose', 'ui'],
    hits: ['aged ⟦47⟧, single', 'I am ⟦52⟧ now', 'turned ⟦40⟧!'],
    misses: ['aged 0,', 'aged 120,', 'page 47,', 'I am 52 kilometres away'],
  }),
  rule({
    id: 'age.old',
    type: 'AGE',
    value: '(?<![\\d.])\\d{1,3}',
    after: '(?=[ -]?(?:years?|yrs?|yo|y\\.o\\.|y/o)[ -]?(?:of age|olds?\\b|/o|man|woman))',
    flags: 'i',
    valid: (value, line, at) => !isOfThing(line, at, value.length),
    on: ['prose'],
    hits: ['a ⟦34⟧ year old', '⟦61⟧-years-old', 'a ⟦47⟧ yo man'],
    misses: ['the printer is 6 years old', 'a 20 year old whisky', 'a 34 year plan', '1.34 year old', '1134 year old'],
  }),
  rule({
    id: 'vin',
    type: 'VEHICLE',
    before: '\\bvin\\b[^\\w\\n]{0,6}',
    value: '[A-HJ-NPR-Z0-9]{17}',
    after: '(?!\\w)',
    flags: 'i',
    hits: ['VIN: ⟦1M8GDM9AXKP042788⟧'],
    misses: ['VIN: 1M8GDM9AXKP04278', 'VIN: 1M8GDM9AXKP04278O', 'vinyl 1M8GDM9AXKP042788'],
  }),
  rule({
    id: 'plate',
    type: 'VEHICLE',
    before: `(?<![\\p{L}])${PLATES}(?![\\p{L}])(?:\\s(?:number|no|nr|num))?\\.?\\s?(?:is|ist|est|es)?[^\\p{L}\\p{N}\\n]{1,4}`,
    value: '(?=[A-ZÄÖÜ -]{0,7}\\d)[A-ZÄÖÜ\\d](?:[ -]?[A-ZÄÖÜ\\d]){4,8}',
    after: '(?![\\p{L}\\p{N}])',
    flags: 'u',
    hits: ['licence plate ⟦B-KX 4471⟧', 'Kennzeichen: ⟦HH AB 123⟧', 'matrícula ⟦4471 KXB⟧', 'kenteken ⟦KX-44-TB⟧'],
    misses: ['licence plate of 2026', 'plaque ABCDE', 'template B-KX 4471', 'targa 44'],
  }),
  rule({
    id: 'plate.seen',
    type: 'VEHICLE',
    value: `(?<![\\p{L}\\p{N}-])${PLATE_FORMS}`,
    after: '(?![\\p{L}\\p{N}-])',
    flags: 'u',
    on: ['prose', 'ui'],
    valid: near(NEAR_VEHICLES),
    hits: ['a van, ⟦KX19 DLO⟧, blocks the gate', 'der Wagen ⟦B-MK 4471⟧ parkt schief', 'voiture ⟦AB-123-CD⟧'],
    misses: ['box KX19 DLO', 'Band B-MK 4471', 'a van, KX1 DL', 'part AB-123-CD'],
  }),
  rule({
    id: 'national.form',
    type: 'NATIONAL_ID',
    value: `(?<![\\w.])${FORMS}`,
    after: '(?![\\w.])',
    on: ['prose', 'ui'],
    hits: ['⟦756.9217.0769.85⟧', '⟦529.982.247-25⟧', '⟦S1234567D⟧', '⟦131052-308T⟧'],
    misses: ['756.9217.0769.8', '529.982.247-2', 'S123456D', '431052-308T'],
  }),
  rule({
    id: 'national.context',
    type: 'NATIONAL_ID',
    before: `\\b${NATIONAL_NAMES}\\b(?:\\s(?:number|no|nr|num|id|code|card))?\\.?\\s?(?:is|was)?[^\\w\\n]{0,6}`,
    value: '(?=[A-Z]{0,6}[ -]?\\d)[A-Z\\d](?:[ ./-]?[A-Z\\d]){5,19}',
    after: '(?![\\w])',
    flags: 'i',
    // A short number and a word are a document and its part: "RFC 7231 section 6.5.1".
    valid: (value) => (value.match(/\d/g)?.length ?? 0) >= 5 && !/^\d{1,4} [a-z]{3}/.test(value),
    on: ['prose', 'ui'],
    hits: ['CPR no. ⟦211062-5629⟧', 'national id: ⟦AB 482107⟧', 'Aadhaar ⟦7249 9019 0645⟧', 'NIF ⟦12345678Z⟧'],
    misses: [
      'national id: required',
      ...['national id: AB 48', 'CPRs 211062-5629', 'nationality 482107', 'RFC 7231 section 6.5.1 for details'],
    ],
  }),
];

function plausibleAge(value: string): boolean {
  return Number(value) > 0 && Number(value) < 120;
}

/** Words about a name that are no name. */
const NO_NAME = new RegExp(
  `(?:^|\\s)${oneOf('not|is|was|wrong|on|in|the|a|an|my|your|and|or|please|missing|required|invalid|unknown|there|here|again', 'correct|spelled|what|so|too|very|already|taken|empty|blank|of|for')}(?:\\s|$)`,
  'i',
);
