import { FLAG, flagsOf } from '../lexicon/index.ts';
import { oneOf, type Rule, rule } from './rule.ts';

const TALK = ['prose', 'ui'] as const;

/** The code of a place in Britain. */
const BRITISH = '[A-PR-UWYZ][A-HK-Y]?\\d[\\dA-Z]? \\d[A-Z]{2}';

/** A word whose first letter may be a capital. */
function anyCase(kind: string): string {
  const first = kind[0] ?? '';
  return /\p{L}/u.test(first) ? `[${first.toUpperCase()}${first}]${kind.slice(1)}` : kind;
}

/** Kinds of streets that come before the name. French and the like first, then others in the order of the languages. */
const BEFORE_NAME = [
  'rue|avenue|av\\.|boulevard|bd\\.?|bld|place|chemin|all[ée]e|impasse|quai|cours|route|square|passage',
  'sentier|faubourg|villa|r[ée]sidence',
  'calle|c/|avenida|avda\\.?|avd\\.|plaza|pza\\.?|paseo|camino|carretera|ctra\\.?|carrer|ronda|traves[ií]a',
  'glorieta|urbanizaci[óo]n|carrera|jir[óo]n|pasaje',
  'via|viale|v\\.le|corso|c\\.so|piazza|p\\.zza|piazzale|vicolo|strada|largo|lungomare|contrada|borgo',
  'rua|av\\.?|travessa|trav\\.|pra[çc]a|alameda|al\\.|estrada|rodovia|rod\\.|largo|beco|ladeira|vila',
  'ul\\.|ulica|ulicy|aleja|alei|aleje|al\\.|plac|placu|pl\\.|osiedle|os\\.|rondo|skwer',
]
  .flatMap((list) => list.split('|'))
  .map(anyCase)
  .join('|');
/** Kinds of streets that are the end of the name, or the word behind it. */
const END_OF_NAME = [
  'stra[ßs]{1,2}e|str\\.|weg|allee|platz|gasse|ring|damm|ufer|steig|chaussee|promenade|markt|graben|hof|pfad',
  'twiete|zeile',
  'straat|laan|gracht|plein|kade|dijk|singel|steeg|dreef|gatan|v[äa]gen|gata|vej|gade|veien|katu|utca|utja',
  'caddesi|cad\\.|sokak|soka[ğg]ı|sok\\.|bulvarı|mahallesi',
]
  .flatMap((list) => list.split('|'))
  // Joined to the name, or a word of its own.
  .map(anyCase)
  .join('|');
const FRENCH = 'rue|avenue|av\\.|boulevard|bd\\.?|place|chemin|all[ée]e|impasse|quai|cours|route|square|passage'
  .split('|')
  .map(anyCase)
  .join('|');
const ENGLISH = [
  'street|st\\.?|road|rd\\.?|avenue|ave\\.?|lane|ln\\.?|drive|dr\\.?|court|ct\\.?|boulevard|blvd\\.?|close',
  'crescent|terrace|way|place|pl\\.?|hollow|loop|trail|parkway|pkwy|highway|hwy|square|row|mews|walk|alley',
  'circle|grove|hill|gardens',
].join('|');
const NUMBER = `${oneOf(`\\d{1,5}(?:\\s?[-–/]\\s?\\d{1,4})?${oneOf('\\s?(?:bis|ter|quater)(?![\\p{L}])|\\s?-?[A-Ka-k](?![\\p{L}\\d])|-[IVX]{1,4}(?![\\p{L}])')}?`)}`;
const WORD = "\\p{Lu}[\\p{L}.'’-]{1,24}";
const LINK = `${oneOf(`${oneOf("de la|de las|de los|de l['’]|de|des|du|del|della|dello|delle|dei|degli|di|do|da|dos|das|d['’]|l['’]|la", 'le|les|van|van de|van der|van den|der|den|zum|zur|am|an der|im|in der|auf dem|y|e|of|the|i|pod|na')}\\s?`)}`;
const NAME = `(?:${LINK}{0,2}(?:${WORD}|\\d{1,3}(?:er|st|nd|rd|th)?)(?:[ -]${LINK}{0,2}${WORD}){0,4})`;

/** Flats, floors and doors behind a number. */
const UNIT = [
  `${oneOf('ap(?:t|to|art(?:ment|amento|ado)?)?|apt|flat|unit|suite|ste|room|rm|piso|planta|puerta|pta|esc(?:alera)?', 'bajo|local|int(?:erno)?|scala|piano|bloco|bl|sala|andar|casa|lote')}\\.?\\s?(?:n[º°.]\\s?)?[\\dA-Z]{1,5}`,
  '\\d{1,2}\\s?[ºª°]\\.?(?:\\s?-?\\s?(?:[A-Z]|izq(?:da|uierda)?|dcha?|dto|esq|frente))?\\.?',
  `${oneOf('b[âa]t(?:iment)?|esc(?:alier)?|[ée]tage|porte|bo[iî]te|bte|bus|appartement|app|wohnung|whg|top|stiege', 't[üu]r|hinterhaus|m\\.|lok\\.|mieszkania?|kat|daire|no:?')}\\.?\\s?\\d{1,4}[A-Za-z]?`,
].join('|');
const CODE = `${oneOf('(?:[A-Z]{1,2}-)?\\d{5}(?:-\\d{3,4})?|\\d{4}\\s?[A-Z]{2}(?![\\p{L}])|\\d{2}-\\d{3}|\\d{4}-\\d{3}', '(?:[A-Z]{1,2}-)?\\d{4,6}|[A-Z]{1,2}\\d[A-Z\\d]?\\s?\\d[A-Z]{2}')}`;
const TOWN =
  "\\p{Lu}(?:\\p{L}{1,2}\\.\\s?)?[\\p{L}'’-]{1,24}(?:[ -](?:am|an der|de|del|la|le|sur|upon|[\\p{Lu}][\\p{L}'’-]{1,20})){0,3}";
/** The part after a street and its number: flats, the code of the town, the town. */
const TAIL = `(?:,?\\s{1,2}(?:${UNIT})){0,3}(?:,?\\s{1,2}(?:${CODE})(?![\\p{L}\\d])(?:,?\\s${TOWN})?)?`;

const NOT_STREETS = new RegExp(
  `\\b${oneOf('via (?:e-?mail|the|a|an|api|http|ssh|port|usb|step|line|phone|sms|web|zoom|teams)|place (?:in|at|on|of)', 'route (?:to|from|for)|square (?:of|root)|cours de|strada di')}\\b`,
  'i',
);

const NUMBERED = new RegExp(
  `\\b${oneOf('Version|Build|Issue|Ticket|Room|Port|Line|Page|Row|Error|Code|Step|Order|Invoice|Case|PR|RFC|Bug|Excel', 'Windows|Office|Figure|Table|Part|Model|Number|No|Nr|Chapter|Event|ID|Q\\d')}\\s$`,
);

const SAID_OF_PLACES = new RegExp(
  `\\b${oneOf('a|the|my|his|her|right|same|long|best|only|other|own|new|any|this|in|of|wrong|first|hard|easy|old|fast', 'slow')}\\s\\S{1,12}$`,
  'i',
);

const ADDRESS_KEYS = oneOf(
  'street(?:[_-]?(?:address|name|line))?\\d?|(?:\\w{1,12}[_-]?)?address(?:[_-]?line)?[_-]?\\d?|addr\\d?',
  'stra(?:ß|ss)e|anschrift|adresse|rue|calle|direcci[oó]n|domicilio',
  'via|indirizzo|rua|morada|endere[cç]o|adres|straat|ulica',
);

export const STREETS: readonly Rule[] = [
  rule({
    id: 'street.key',
    type: 'ADDRESS',
    before: `(?<![A-Za-z])${ADDRESS_KEYS}["']?\\s?[:=]>?\\s?["']`,
    value: '(?=[^"\'\\n]{0,80}\\d)(?=[^"\'\\n]{0,80}\\p{L}{3})[\\p{L}\\d][^"\'\\n@:{}<>$]{4,80}',
    after: '(?=["\'])',
    flags: 'iu',
    on: ['code'],
    valid: (value) => /\s/.test(value),
    hits: [
      '{"street":"⟦Rue Neuve 12⟧","zip":"5000"}',
      "addressLine1: '⟦4 Quarry Row⟧'",
      'billing_address = "⟦12 Elm Court, Leeds⟧"',
    ],
    misses: ['{"address":"10.0.0.1"}', '"street":"unknown"', 'address: "0x7f 4"', '"streetcar":"Rue Neuve 12"'],
  }),
  rule({
    id: 'street.kind-first',
    type: 'ADDRESS',
    value: `(?<![\\p{L}\\d./])(?:${BEFORE_NAME})(?:\\s|(?<=[./]))${NAME}(?:,|\\s)\\s{0,2}(?:[Nn][º°.o]\\.?\\s?|num\\.?\\s?|no:?\\s?|s/n)?${NUMBER}${TAIL}`,
    flags: 'u',
    on: TALK,
    valid: (value) =>
      (/^\S{1,14}[\s.].{0,60}\p{Lu}/u.test(value) || /^(?:rue|calle|rua|ul\.|ulica)\s/i.test(value)) &&
      !NOT_STREETS.test(value),
    hits: [
      '⟦Rua das Acácias, 187, ap. 42⟧, São Paulo',
      '⟦calle Mayor 14, 3º B, 28013 Madrid⟧',
      '⟦Via Garibaldi 12, 20121 Milano⟧',
      'mieszka przy ⟦ul. Polnej 7 m. 12⟧',
      '⟦Avenida de la Paz, nº 33⟧',
    ],
    misses: ['via Step 3 of the guide', 'place it in row 12', 'route to host 10'],
  }),
  rule({
    id: 'street.number-first',
    type: 'ADDRESS',
    value: `(?<![\\p{L}\\d.,/])\\d{1,4}(?:\\s?(?:bis|ter|quater|[A-D]))?,?\\s(?:${FRENCH})\\s${NAME}${TAIL}`,
    flags: 'u',
    on: TALK,
    valid: (value) => /\s\p{Lu}|['’]\p{Lu}/u.test(value.replace(/^\d{1,4}\s?\w{0,6},?\s/, '')),
    hits: ['⟦12 bis rue des Tanneurs, 69001 Lyon⟧', 'au ⟦4, avenue de l’Europe⟧'],
    misses: ['10 cours sur le web', '3 route changes'],
  }),
  rule({
    id: 'street.kind-last',
    type: 'ADDRESS',
    value: `(?<![\\p{L}\\d])(?:\\p{Lu}[\\p{L}.'’-]{1,24}[ -]){0,3}\\p{Lu}?[\\p{L}.'’-]{1,24}(?:[ -]?(?:${END_OF_NAME}))\\s{1,2}(?:No:?\\s?|Nr\\.?\\s?)?${NUMBER}${TAIL}`,
    flags: 'u',
    on: TALK,
    valid: (value) => /\p{Lu}[\p{L}.'’-]{0,30}\s{1,2}(?:N[or]\.?:?\s?)?\d/u.test(value) && !NO_STREET.test(value),
    hits: [
      '⟦Prinsengracht 263-I, 1016 GV Amsterdam⟧',
      'wohnt ⟦Lange Gasse 14, 1080 Wien⟧',
      '⟦Bağdat Caddesi No: 214/5⟧',
      '⟦Hauptstraße 7a⟧',
    ],
    misses: ['Unterweg 3 Tage', 'Monitoring 5 hosts', 'Parser 12'],
  }),
  rule({
    id: 'street.lives',
    type: 'ADDRESS',
    before: `\\b${oneOf('live[sd]?|living|stay(?:s|ing)?|moved?|house|home|flat|place|based|parked|deliver(?:ed)?|ship(?:ped)?', 'come|drop(?:ped)?')}\\s(?:\\p{L}{1,12}\\s){0,3}?(?:on|at|in|to|is|off)\\s(?:the\\s)?`,
    value: `(?:\\d{1,5}\\s)?(?:[\\p{L}'’-]{3,20}\\s){1,3}(?:${ENGLISH})(?:\\s\\d{1,5})?`,
    after: '(?![\\p{L}\\d])',
    flags: 'iu',
    on: TALK,
    valid: (value) =>
      !/^(?:the|a|an|my|his|her|our|this|that|which|your|their|one|each|every|some)\s/i.test(value) &&
      !SAID_OF_PLACES.test(value),
    hits: [
      'i live on ⟦larkspur hollow rd⟧, the blue house',
      'she moved to ⟦22 tannery lane⟧',
      'my flat is on ⟦Harbour Mill Road⟧',
    ],
    misses: ['we moved in the right place', 'live in a small court', 'they moved on my way'],
  }),
  rule({
    id: 'street.british',
    type: 'ADDRESS',
    value: `(?<![\\p{L}\\d.,/-])\\d{1,4}[a-z]?,? (?:(?:The )?${WORD}(?:[ ,]|, )){2,9}${BRITISH}`,
    after: '(?![A-Za-z0-9])',
    flags: 'u',
    on: TALK,
    hits: ['⟦3 The Maltings, Fenny Drove, Spalding PE12 4KD⟧', '⟦11 Beckside, Kirkby Lonsdale, LA6 2BG⟧'],
    misses: ['3 The Maltings', '3 of the Maltings, Spalding PE12 4KD', 'v1.3 The Maltings, Spalding PE12 4KD'],
  }),
  rule({
    id: 'street.code-between',
    type: 'ADDRESS',
    before: '\\d[^\\n,]{0,20}, (?:[\\p{L} .]{1,20}\\d{0,4}, )?',
    value: '(?:CEP|CAP|C\\.P\\.|CP|PLZ) ?\\d{5}(?:-\\d{3})?',
    after: '(?=[, .]|$)',
    flags: 'u',
    on: TALK,
    hits: ['Travessa das Acácias, 305, casa 2, ⟦CEP 51021-480⟧, Recife', 'Calle Mayor 4, ⟦CP 28013⟧ Madrid'],
    misses: ['CEP 51021-480', 'casa 2, CEP 5102', 'CPU, CP 28013'],
  }),
  rule({
    id: 'street.house-at',
    type: 'ADDRESS',
    before: '\\b(?:house|door|flat|apartment|gate|villa|cottage|bungalow)\\s(?:at|no\\.?|number|nr\\.?|with number)\\s',
    value: '\\d{1,5}[a-z]?',
    after: '(?![\\p{L}\\d]|[.,]\\d|\\s?%)',
    flags: 'iu',
    on: TALK,
    hits: ['the blue house at ⟦4417⟧', 'flat number ⟦12b⟧'],
    misses: ['house at 10.30', 'the gate at 5 % load'],
  }),
  rule({
    id: 'street.crossing',
    type: 'ADDRESS',
    value: `(?:the )?(?:corner|crossing|intersection) of (?:\\d{1,5}\\s)?(?:${WORD}\\s){1,4}(?:and|&|with)\\s(?:\\d{1,5}\\s)?${WORD}(?:\\s${WORD}){0,2}`,
    flags: 'u',
    on: TALK,
    hits: [
      'Drop-off: ⟦corner of 35 Kivelä Str. and Birch Loop⟧',
      'meet me at ⟦the corner of Mill Lane and High Street⟧',
    ],
    misses: ['the corner of the box and the line', 'intersection of two sets'],
  }),
  rule({
    id: 'street.flat-first',
    type: 'ADDRESS',
    value: `(?<![\\p{L}])${oneOf('flat|plot|house|h\\.?\\s?no|door|shop|apt|apartment|unit|block|villa|room|wing')}\\.?\\s(?:no\\.?\\s)?[A-Z]?-?\\d{1,5}(?:/\\d{1,4})?[A-Z]?,\\s(?:[\\p{L}\\d.'’-]{1,24}[ ,]{1,2}){1,10}\\d{3}\\s?\\d{3}`,
    after: '(?!\\d)',
    flags: 'iu',
    on: TALK,
    hits: ['⟦Flat 302, Shanti Niketan, MG Road, Bengaluru 560001⟧', '⟦Plot No. 14, Sector 9, Gandhinagar 382 009⟧'],
    misses: ['unit 3, of the plan', 'block 12, row 100'],
  }),
  rule({
    id: 'street.japanese',
    type: 'ADDRESS',
    value:
      '(?<![\\w-])\\d{1,3}-\\d{1,3}(?:-\\d{1,3})?,?\\s\\p{Lu}[\\p{L}-]{2,24}(?:(?:,\\s|\\s)\\p{Lu}[\\p{L}-]{1,24}){0,5},?\\s\\d{3}-\\d{4}',
    after: '(?!\\d)',
    flags: 'u',
    on: TALK,
    hits: ['Deliver to ⟦5-2-7 Ginza, Chuo City, Tokyo 104-0061⟧'],
    misses: ['scored 5-2-7 in the Cup'],
  }),
  rule({
    id: 'street.kanji',
    type: 'ADDRESS',
    value: [
      '〒\\s?\\d{3}-?\\d{4}[^\\n]{0,60}',
      `[\\p{sc=Han}\\p{sc=Katakana}]{2,12}[都道府県市区町村郡路街][\\p{sc=Han}\\p{sc=Katakana}\\p{sc=Hiragana}々ヶ]{0,12}\\d{1,4}${oneOf('[-−ー丁目番地号の弄室楼栋层\\d]{1,3}')}{0,8}`,
    ].join('|'),
    flags: 'u',
    on: TALK,
    hits: ['住所は⟦東京都渋谷区神南1-2-3⟧です', '⟦〒150-0043 東京都渋谷区道玄坂1-2-3⟧'],
    misses: ['市場は100円', '道路を渡る'],
  }),
  rule({
    id: 'street.code-town',
    type: 'ADDRESS',
    value: `(?<![\\p{L}\\d./-])${oneOf('(?:[A-Z]{1,2}-)?\\d{4,5}|\\d{4}\\s?[A-Z]{2}|\\d{2}-\\d{3}|\\d{4}-\\d{3}|\\d{5}-\\d{3}')}\\s\\p{Lu}[\\p{L}'’-]{2,24}`,
    after: '(?![\\p{L}])',
    flags: 'u',
    on: TALK,
    valid: (value) => {
      const town = value.replace(/^\S{1,9}\s(?:[A-Z]{2}\s)?/, '').toLowerCase();
      return (flagsOf(town) & FLAG.place) !== 0 && (flagsOf(town) & FLAG.common) === 0;
    },
    hits: ['⟦69001 Lyon⟧ is far', '⟦00-950 Warszawa⟧', '⟦1016 GV Amsterdam⟧'],
    misses: ['10000 Euro', '2024 Mittwoch', '12345 Files'],
  }),
  rule({
    id: 'street.brazilian-code',
    type: 'ZIP_CODE',
    value: '(?<![\\d.,/-])\\d{5}-\\d{3}(?![\\d-])',
    on: TALK,
    hits: ['São Paulo - SP, ⟦05422-010⟧'],
    misses: ['05422-0101', '1-05422-010'],
  }),
  rule({
    id: 'street.town-code',
    type: 'ZIP_CODE',
    before: `\\b(?:in|from|near|at|nach|aus|bei|à|en|a|em|te|w|z|to)\\s${WORD}(?:\\s${WORD}){0,2},?\\s`,
    value: '\\d{5}(?:-\\d{4})?|\\d{6}',
    after: '(?![\\p{L}\\d]|[.,:/-]\\d|\\s?[%€$£])',
    flags: 'u',
    on: ['prose'],
    valid: (_value, line, at) => !NUMBERED.test(line.slice(0, at)),
    hits: ['the team in Costanera ⟦38261⟧ needs help', 'she is from Villa Rica ⟦30104⟧'],
    misses: ['look at Issue 38261', 'at Port 38261 it fails'],
  }),
  rule({
    id: 'street.cue',
    type: 'ADDRESS',
    before: `${oneOf(`\\b(?:our|my|the|his|her|their)\\s${oneOf('clinic|office|home|house|shop|store|studio|practice|workshop|garage|flat|address|new place')}`, `\\b${oneOf('address|adresse|dirección|direccion|indirizzo|endereço|morada|adres|pick-?up|drop-?off|lives at', 'located at|deliver(?:y)? to|ship to|send to|meet at')}`)}\\s?(?:is|:|at)?\\s{0,2}(?:${WORD}\\s){1,4}`,
    value: '\\d{1,5}[A-Za-z]?',
    after: '(?![\\p{L}\\d]|[.,:/-]\\d|\\s?(?:%|[€$£]|am\\b|pm\\b|uhr|h\\b|o.clock|items|times|people))',
    flags: 'u',
    on: TALK,
    hits: ['our clinic: Santa Brígida ⟦1844⟧', 'pickup: Molino Viejo ⟦22⟧'],
    misses: ['meet at Noon 12:30', 'the office Monday 9 am'],
  }),
  rule({
    id: 'street.at',
    type: 'ADDRESS',
    value: `(?<![\\p{L}])${oneOf('Am|Im|An de[rnm]|Auf de[rm]|In der|Zum|Zur|Unter den|Hinter (?:der|dem)|Beim|Vor dem')} \\p{Lu}\\p{Ll}{2,20} \\d{1,3}[a-z]?`,
    after: '(?![\\p{L}\\d]|[.,:]\\d|\\s?(?:%|€|\\p{L}{2,20}))',
    flags: 'u',
    on: TALK,
    valid: (value) => !AT_NOTHING.test(value),
    hits: ['Grundstück ⟦Am Anger 7⟧, Familie', '⟦Zur Alten 12b⟧, klingeln'],
    misses: ['Im Jahr 20', 'Am Montag 3', 'Im Stock 2', 'am Anger 7', 'Im Lager 7 Paletten', 'In der Tabelle 3'],
  }),
];

/** A number after these words is no house number. */
const AT_NOTHING = new RegExp(
  ` ${oneOf(
    'Jahr|Monat|Quartal|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Tag|Stock|Raum|Schritt|Kapitel|Punkt',
    'Durchschnitt|Schnitt|Abschnitt|Block|Standort|Tor|Gleis|Platz|Feld|Ende',
    'Tabelle|Bild|Abbildung|Zeile|Spalte|Seite|Ausgabe|Band|Teil',
    'Artikel|Anhang|Anlage|Kurs|Test|Release|Version|Projekt|Fall',
    'Woche|Kalenderwoche|Winter|Sommer|Herbst|Vormittag|Nachmittag',
    'Abend|Level|Modul|Phase|Sprint|Build|Update|Ticket|Klasse',
  )} `,
);

/** Words that only end like a street. */
const NO_STREET = new RegExp(
  [
    `^${oneOf(`[\\p{L}-]{0,30}${oneOf('monitoring|string|during|spring|bring|engineering|ordering|rendering|filtering|clustering|buffering', 'offering|motoring|scoring|storing|herstellung|unterweg|halbweg|keineswegs|parser|markt(?:ing)?|benchmark', 'bookmark|hallmark|landmark|remark|berg(?:e|ung)|[aeiou]tie|cookie|selfie|movie|zombie|wal|lei|pad|keypad', 'notepad|ipad|thinkpad|trackpad|touchpad')}`)}\\b`,
    '^(?:String|Ring|Spring|Markt|Weg|Platz|Hof|Park|Pad|Berg|Tie|Tér|Wal|Lei|Monitoring)\\s',
  ].join('|'),
  'iu',
);
