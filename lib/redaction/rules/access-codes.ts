import { oneOf, type Rule, rule } from './rule.ts';

/** Codes of four to eight digits, alone or in groups, and the characters that must not surround them. */
const GROUPS =
  '\\d{4,8}|\\d{3}[ -]\\d{3,4}|\\d{2}[ -]\\d{2}[ -]\\d{2}|[A-Z]{1,3}-(?:\\d{4,8}|\\d{2}[ -]\\d{2}[ -]\\d{2})';
const CODE = `(?<![\\w.,€$£/-])(?:${GROUPS})#?(?![\\w€$£%]|[.,/-]\\d)`;
/** Keys for pairing and inviting: groups of capitals and digits. */
const KEY = '(?=[A-Z\\d-]{0,20}\\d)[A-Z\\d]{3,6}(?:-[A-Z\\d]{2,6}){1,4}';
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
/** Counting aloud reveals nothing. */
const COUNTING = /^(?:one two|zero one|eins zwei|un deux|uno dos|uno due|um dois|een twee|jeden dwa)[ ,]{1,2}[dt]/i;
const notCounted = (value: string) => !COUNTING.test(value.replace(/[ ,.…-]{1,3}/g, ' '));
/** Codes of things, not of persons. */
const OF_THINGS =
  '(?<!error |exit |status |http |zip |post |postal |area |country |source |product |dress |promo |discount |reason )';
const SAFES = oneOf('combination|combo|safe|lock|padlock|locker|vault|tresor|coffre|caja fuerte|cassaforte|kluis|sejf');

/**
 * Codes that their form or label identifies, and numbers that are spelled out. `text/code-numbers.ts` finds those that only their
 * sentence identifies.
 */
export const ACCESS_CODES: readonly Rule[] = [
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
    id: 'code.grouped',
    type: 'PASSWORD',
    before: `(?<![\\p{L}-])${OF_THINGS}(?:code|key|passcode|invite|código|codice|kod)(?:\\s(?:is|ist|est|es|è|é|to|jest)|\\s?[:=])?\\s{1,3}`,
    value: '(?=[A-Z\\d-]{0,24}\\d)(?=[A-Z\\d-]{0,24}[A-Z])[A-Z\\d]{2,6}(?:-[A-Z\\d]{2,6}){1,5}',
    after: '(?![\\w-])',
    flags: 'u',
    on: ['prose', 'ui'],
    hits: ['remote session code ⟦8HJ-22K-QP⟧, click allow', 'the key is ⟦KX4-9PL⟧'],
    misses: ['error code AB-12', 'code 8HJ', 'code: SEE-BELOW', 'barcode 8HJ-22K'],
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
    misses: [
      'one two three four five, testing',
      'eins zwei drei vier fünf, Test',
      'een twee drie vier vijf',
      'four eight one nine',
      'foureight one nine two zero',
    ],
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
