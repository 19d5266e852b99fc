import { oneOf, type Rule, rule } from './rule.ts';

/** Codes of four to eight digits, alone or in groups, and what may not stand around them. */
const GROUPS =
  '\\d{4,8}|\\d{3}[ -]\\d{3,4}|\\d{2}[ -]\\d{2}[ -]\\d{2}|[A-Z]{1,3}-(?:\\d{4,8}|\\d{2}[ -]\\d{2}[ -]\\d{2})';
const CODE = `(?<![\\w.,€$£/-])(?:${GROUPS})#?(?![\\w€$£%]|[.,/-]\\d)`;
/** Keys for pairing and inviting: groups of capitals and digits. */
const KEY = '(?=[A-Z\\d-]{0,20}\\d)[A-Z\\d]{3,6}(?:-[A-Z\\d]{2,6}){1,4}';
const ENDS = '(?=#?(?:[.,;!?)]|\\s{0,3}$|\\s(?:and|then|und|et|y|e|en|i|now|right|at)\\b))';

const SHOWS = oneOf(
  'authenticator(?:[ -]app)?|google auth|authy|duo|2fa|mfa|two[- ]factor|totp|pin(?:code)?|passcode',
  'authentifikator|token',
);
/** What is opened by a code, in eight languages. */
const OPENED = oneOf(
  'gate|door|garage|alarm|lock(?:box)?|safe|keypad|entrance|intercom|barrier|locker|keybox|tür|tor',
  'schließfach|tresor|schranke',
  'alarmanlage|porte|portail|digicode|coffre|alarme|puerta|portón|alarma|caja fuerte|porta|cancello',
  'cassaforte|allarme',
  'portão|cofre|deur|poort|slagboom|kluis|brama|drzwi|domofon|sejf',
);
const BY = oneOf(
  'opens? with|is|with|off is|on is|code(?: is)?|[:=]|öffnet mit|ist|mit|est|avec|es|con|se abre con',
  'abre com|è|é|com|met|is|to|z',
);
const DEVICE = oneOf(
  'device|phone|tablet|app|tv|screen|console|laptop|browser|gerät|handy|appareil|téléphone|dispositivo|móvil',
  'telefono',
  'apparaat|urządzeni\\p{L}{0,3}|telefoni\\p{L}{0,3}',
);
const ENTER = oneOf('enter|type|use|confirm|gib|gebt|saisissez|entrez|introduce|inserisci|digite|voer|wpisz');
const TO_JOIN = oneOf(
  'log[- ]?in|sign[- ]?in|access|security|pairing|setup|set-up|activation|verification|join|invite|invitation',
  'link(?:ing)?|unlock',
);

const DIGITS = oneOf(
  'zero|oh|one|two|three|four|five|six|seven|eight|nine|null|eins|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun',
  'zéro|un|deux|trois|quatre|cinq|sept|huit|neuf|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|due',
  'tre|quattro',
  'cinque|sei|sette|otto|nove|um|dois|três|quatro|meia|sete|oito|nul|een|twee|drie|vijf|zes|zeven|negen',
  'jeden|dwa|trzy|cztery|pięć|sześć|siedem|osiem|dziewięć',
);
const SPELLED = `${DIGITS}(?:[ ,.…-]{1,3}(?:(?:double|triple|and|doppel|dann) )?${DIGITS})`;
/** Who counts reveals nothing. */
const COUNTING = /^(?:one two|zero one|eins zwei|un deux|uno dos|uno due|um dois|een twee|jeden dwa)[ ,]{1,2}t/i;
const notCounted = (value: string) => !COUNTING.test(value.replace(/[ ,.…-]{1,3}/g, ' '));
const notYear = (value: string) => !/^(?:19|20)\d{2}$/.test(value);

/** Codes of things, and of nobody. */
const OF_THINGS =
  '(?<!error |exit |status |http |zip |post |postal |area |country |source |product |dress |promo |discount |reason )';
const SENT = oneOf(
  'code|codes|código|codice|kod|tan|otp|pin|sms|passcode|2fa|einmalcode|text message|texted me|verification',
  'bestätigung',
);
/** Six digits, in any groups: what is sent to a telephone. */
const SIX = '\\d{6}|\\d{3}[ -]\\d{3}|\\d{2}[ -]\\d{2}[ -]\\d{2}|(?:\\d[ -]){5}\\d';
const COUNTED = oneOf(
  'lines?|rows?|zeilen|lignes|euros?|eur|usd|gbp|people|users?|files?|times|records?|requests?|items?|loc',
  'dollars?|steps?',
);

const NUMBERED = '(?:pin|pincode|code|passcode|combination|combo|código|codice|kod)';
const CHANGES = '(?:from|to|now|was|auf|von|jetzt|à|de|da|in|na|naar|van|z)';
const SAFES = oneOf('combination|combo|safe|lock|padlock|locker|vault|tresor|coffre|caja fuerte|cassaforte|kluis|sejf');

/** Codes that open something, by what shows, asks for or takes them; and numbers that are spelled out. */
export const ACCESS_CODES: readonly Rule[] = [
  rule({
    id: 'code.shown',
    type: 'PASSWORD',
    before: `(?<![\\p{L}-])${SHOWS}(?:\\s(?:shows?|says?|gave me|reads?|now|code|is|for [^\\d\\n]{2,20}?)|\\s?[:=–-]){0,3}\\s{1,3}`,
    value: CODE,
    flags: 'iu',
    valid: notYear,
    hits: [
      'the authenticator shows ⟦883 104⟧ right now',
      'Dial in with PIN ⟦90210#⟧ after the tone',
      'my 2fa code for the vault is ⟦441902⟧',
    ],
    misses: ['the authenticator of 2026', 'pin 12', 'spin 90210', 'pin the 90210 page', 'token 1234567890'],
  }),
  rule({
    id: 'code.asked',
    type: 'PASSWORD',
    before:
      "(?<![\\p{L}-])(?:code|pin|otp|passcode|kod|codice|código)\\b[^\\d\\n?]{0,40}\\?[\\s–—>:-]{1,6}(?:(?:it['’]?s|is|ist|es)\\s)?",
    value: CODE,
    flags: 'iu',
    valid: notYear,
    hits: ['what code did you get? - ⟦339021⟧', 'and the pin? ⟦4471⟧'],
    misses: ['what code did you get? none', 'which node? 339021', 'what code? 33'],
  }),
  rule({
    id: 'code.opens',
    type: 'PASSWORD',
    before: `(?<![\\p{L}-])${OPENED}(?:\\s[^\\d\\n:=]{0,24}?)?\\s?${BY}\\s{1,2}`,
    value: '(?<![\\w.,€$£/-])\\d{4,8}',
    after: ENDS,
    flags: 'iu',
    valid: notYear,
    on: ['prose', 'ui'],
    hits: [
      'gate opens with ⟦7731⟧#, alarm off is 44',
      'the alarm off is ⟦4402⟧',
      'Tor: ⟦8812⟧#',
      'la puerta se abre con ⟦5521⟧.',
      'digicode : ⟦4471⟧',
    ],
    misses: ['the door is 2100 mm wide', 'gate 4471', 'the door is 21 wide.', 'a floor is 4402.'],
  }),
  rule({
    id: 'code.linking',
    type: 'PASSWORD',
    before: `(?<![\\p{L}])${ENTER}\\s(?:the\\s|this\\s|den\\s|le\\s|el\\s|il\\s)?(?:code\\s|number\\s)?`,
    value: CODE,
    after: `(?=\\s(?:on|in|into|auf|am|im|sur|dans|en|su|sul|no|na|op|w)\\s[^\\d\\n.]{0,24}?${DEVICE})`,
    flags: 'iu',
    valid: notYear,
    hits: ['Enter ⟦719 555⟧ on your other device to finish', 'gib ⟦719555⟧ auf deinem Handy ein'],
    misses: ['enter 719 555 on the form', 'use 71 on your device', 're-enter it on your device'],
  }),
  rule({
    id: 'code.key',
    type: 'PASSWORD',
    before: `(?<![\\p{L}])${TO_JOIN} (?:key|code|token|pin|number|id)\\b[^\\n\\d]{0,40}?(?:\\sis|[:=])\\s{1,3}`,
    value: `${KEY}|${CODE}`,
    after: '(?![\\w-])',
    flags: 'iu',
    hits: [
      'Your login token from ParcelHub is: ⟦P-60 31 88⟧',
      'pairing key: ⟦KX4-9PL-TT2⟧',
      'the invitation code is ⟦H7Q-22M⟧',
    ],
    misses: ['pairing key: see below', 'the access code is secret-two', 'login id: of 2'],
  }),
  rule({
    id: 'code.sent',
    type: 'PASSWORD',
    before: `(?<![\\p{L}-])${OF_THINGS}${SENT}(?![\\p{L}])[^\\d\\n.!?]{0,60}?`,
    value: `(?<![\\w.,€$£/-])(?:${SIX})`,
    after: `(?![\\w€$£%]|[.,/-]\\d|\\s(?:${COUNTED}|\\d))`,
    flags: 'iu',
    on: ['prose', 'ui'],
    hits: [
      'my tan list is empty, last one used was ⟦881203⟧',
      'sent you the code, should be ⟦55 20 81⟧ right?',
      'mi è arrivato un sms con ⟦902144⟧, lo devo inserire?',
      'is the code ⟦4 4 7 1 0 9⟧?',
    ],
    misses: ['error code for this is 100429', 'the code has 120400 lines', 'the code of 88120', 'barcode 881203'],
  }),
  rule({
    id: 'code.changed',
    type: 'PASSWORD',
    before: `(?<![\\p{L}-])${OF_THINGS}${NUMBERED}(?![\\p{L}])[^\\d\\n.!?]{0,50}?\\s${CHANGES}\\s(?:\\d{4,8}\\s(?:to|auf|à|a|na|naar|in|para)\\s)?`,
    value: '\\d{4,8}',
    after: `(?![\\w€$£%]|[.,/-]\\d|\\s(?:${COUNTED}))`,
    flags: 'iu',
    on: ['prose', 'ui'],
    valid: notYear,
    hits: [
      'PIN for the badge printer changed from ⟦2210⟧ to x',
      'the PIN went from 2210 to ⟦7794⟧',
      'Code jetzt ⟦8812⟧',
    ],
    misses: ['the code grew from 2000 to 3000 lines', 'spin from 2210', 'pin from 22'],
  }),
  rule({
    id: 'code.combination',
    type: 'PASSWORD',
    before: `(?<![\\p{L}-])${SAFES}(?![\\p{L}])[^\\d\\n.!?]{0,40}?(?:[:=]|\\b(?:is|are|ist|est|es|jest))\\s`,
    value: '\\d{1,2}[- ]\\d{1,2}[- ]\\d{1,2}(?:[- ]\\d{1,2})?',
    after: '(?![\\w]|[.,/-]\\d)',
    flags: 'iu',
    on: ['prose', 'ui'],
    hits: ['new combo for the bike cage: ⟦3-18-27⟧', "the safe in Renata's office is ⟦44-09-71⟧"],
    misses: ['the safe is 44-09', 'a combination of 3 18 27', 'the unsafe is 44-09-71'],
  }),
  rule({
    id: 'number.spaced',
    type: 'ID_NUMBER',
    value: '(?<![\\w.,:/-])(?<!\\d )\\d(?: \\d){4,11}',
    after: '(?! ?[.,:/-]?\\d|\\w)',
    on: ['prose'],
    valid: (value) => !/^(?:0 )?1 2 3|^9 8 7|^(\d)(?: \1){3,20}$/.test(value),
    hits: ['ich hab ⟦4 7 1 1 0 9⟧ bekommen', 'sie ist ⟦0 7 1 1 2⟧'],
    misses: ['1 2 3 4 5 6', '4 7 1 1', '0 0 0 0 0 0', 'v4 7 1 1 0 9'],
  }),
  rule({
    id: 'number.spelled',
    type: 'ID_NUMBER',
    value: `(?<![\\p{L}-])${SPELLED}{4,23}`,
    after: '(?![\\p{L}])',
    flags: 'iu',
    on: ['prose', 'ui'],
    valid: notCounted,
    hits: [
      "I just got the text, it's ⟦four eight one nine two zero⟧",
      'Nummer ⟦null eins sieben eins vier vier⟧',
      'c’est le ⟦zéro, six, trois, neuf, quatre⟧',
    ],
    misses: ['one two three four five, testing', 'four eight one nine', 'foureight one nine two zero'],
  }),
  rule({
    id: 'code.spelled',
    type: 'PASSWORD',
    before:
      '(?<![\\p{L}-])(?:pin|code|passcode|combination|combo|extension|kod|codice|código)\\b[^\\d\\n.]{0,24}?\\s["\'“]?',
    value: `${SPELLED}{2,4}`,
    after: '(?![\\p{L}])',
    flags: 'iu',
    on: ['prose', 'ui'],
    valid: notCounted,
    hits: ['the pin is ⟦four four seven one⟧', 'Code: ⟦acht acht eins zwei⟧'],
    misses: ['the code is four lines', 'pins are four four seven', 'code four eight'],
  }),
];
