import type { HiddenType } from '../hidden-types.ts';
import { foldLabel } from '../keys/label-pattern.ts';
import { LABEL_WORDS } from '../keys/label-words.ts';
import { typeOfLabel } from '../keys/labels.ts';
import { BIRTH_AFTER, BIRTH_BEFORE, SPOKEN_LABELS } from '../keys/spoken-labels.ts';
import { FLAG, flagsOf } from '../lexicon/index.ts';
import { ANY_DAY } from '../rules/months.ts';
import type { Span } from '../types.ts';
import { type Found, RANK } from './found.ts';
import { matchesOf } from './matches.ts';
import { hasRareWord, isOrdinaryWord } from './ordinary-word.ts';
import { Phrases, wordsOf } from './phrases.ts';

/** How far before or after a value its label is looked for, in UTF-16 units. */
const REACH = 72;
/** A label on the line above is short: it is a heading, not a sentence. */
const HEADING = 40;

const GROUP = '[A-Za-z]{0,6}\\d[A-Za-z\\d]{0,19}';
const LETTER = '[A-Z](?![A-Za-z])|[A-Z]{2,3}(?=[ -]\\d)';
/** The letters that end a plate of a vehicle: "KX19 DLO". */
const PLATE_END = /^[ -][A-Z]{2,3}(?![A-Za-z\d])/;
/** A number of a person or thing: groups with digits, single capitals between them, capitals before. */
const NUMBER = new RegExp(
  `(?<![A-Za-zÀ-ɏ\\d_@/.])[+(]?((?:[A-Z]{1,5}[ .-]{1,2}){1,2})?${GROUP}(?:[ ./()-]{1,3}(?:${GROUP}|${LETTER})){0,9}`,
  'g',
);
const DAY = new RegExp(`(?<![\\p{L}\\d])${ANY_DAY}(?![\\d])`, 'giu');
/** Few texts hold a day or a year, and a quick check shows it. */
const DAY_OR_YEAR = /(?:18|19|20)\d{2}|\d[年년./-]|\d(?:st|nd|rd|th|er|[ºª°])?\s?\p{L}{2}|\p{L}{3}\.?\s\d/u;
const YEAR = /(?<!\d|[./-])(?:18|19|20)\d{2}(?!\d|[./-]\d)/g;

/** Words allowed between a label and its value, in eight languages. */
const BETWEEN = new Set(
  `no nr num numero number nummer numer n id ids code is are was ist sind lautet lauten war est es e era jest to brzmi luidt
  the der die das den de del du des la le les el il lo o a os as het een my mein meine deine ihre ma mon mes votre notre mi mis su
  tu mio mia tuo tua suo sua meu minha seu sua mijn uw je moj moja twoj with con com met mit avec z ze pod unter au al op and und et
  current new old valid folgende folgender follows as listed reads has hat have card karte carte of von van di card's ending
  account iban client his her their our your sein seine ihr unser q s it please bitte below reading vom from now ma um uma un una
  है मेरा`.split(/\s{1,4}/),
);
/** Short nouns of quantity and signs after a number show that it counts something. */
const COUNTS =
  /^\s?(?:[%€£$¥°]|(?:eur|usd|gbp|chf|kg|km|cm|mm|px|kb|mb|gb|tb|ms|rows?|items?|users?|lines?|files?|times|pages?|points?|percent|people|members|customers|patients|accounts|years?|days?|hours?|minutes?|months?|zł|kr)\b)/i;
const DATE_LIKE = /^(?:19|20)\d{2}(?:[-/.]\d{1,2}(?:[-/.]\d{1,2})?)?$|^\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})$/;
/** Fewest digits that a number of a type has. */
const DIGITS: Readonly<Partial<Record<HiddenType, number>>> = {
  ...{ NATIONAL_ID: 5, PASSPORT: 5, TAX_ID: 6, MEDICAL_RECORD: 5, US_DRIVER_LICENSE: 5, VEHICLE: 2 },
  ...{ BANK_ACCOUNT: 5, PHONE_NUMBER: 6, ID_NUMBER: 4 },
};

/** Fewest digits of any, but for plates of vehicles, which have letters. */
const FEWEST = 4;

const splitLists = (lists: readonly string[]) => lists.flatMap((list) => list.split(', '));
const spoken = (Object.keys(SPOKEN_LABELS) as (keyof typeof SPOKEN_LABELS)[]).flatMap((type) =>
  splitLists(SPOKEN_LABELS[type]).map((phrase) => [phrase, type] as const),
);
const written = (['ID_NUMBER', 'BANK_ACCOUNT', 'PHONE_NUMBER', 'PASSWORD'] as const).flatMap((type) =>
  LABEL_WORDS[type].map((word) => [word.replace(/^=/, ''), type] as const),
);
let labels: Phrases | undefined;
const labelsOf = (): Phrases => (labels ??= new Phrases([...spoken, ...written]));
let births: { readonly before: Phrases; readonly after: Phrases; readonly any: Phrases } | undefined;
const birthPhrases = (lists: readonly string[]) =>
  new Phrases(splitLists(lists).map((phrase) => [phrase, 'DATE_OF_BIRTH']));
/** Labels of a birthday also appear beside years that are not a year of birth. */
const PARTY =
  /birthday|bday|geburtstag|anniversaire|cumplea|compleanno|aniversario|verjaardag|urodziny|生日|誕生日|생일/;

/** Numbers and birth dates that a word before, after or above them names, in the languages of the lists. */
export function findLabelled(text: string): Found[] {
  if (!/\p{Nd}/u.test(text)) return [];
  births ??= {
    before: birthPhrases(BIRTH_BEFORE),
    after: birthPhrases(BIRTH_AFTER),
    any: birthPhrases([...BIRTH_BEFORE, ...BIRTH_AFTER]),
  };
  const born = DAY_OR_YEAR.test(text) && births.any.mayStandIn(foldLabel(text));
  return [...numbers(text, labelsOf()), ...(born ? birthDays(text, births.before, births.after) : [])];
}

/** Names of countries, bodies and cards in capitals, before the word of a label: "SIM PUK". */
const CAPITALS = /^\p{Lu}{2,5}$/u;

/**
 * Whether a text that looks like a name is the label of a value right behind it: "BSN", "NHS", "SIM PUK".
 * @param values spans that rules found
 */
export function isLabelOfValue(text: string, span: Span, values: readonly Span[]): boolean {
  const name = text.slice(span.start, span.end).replace(/(?:\s(?:nr|no|num|number|nummer)\.?)?[\s.]{0,4}$/i, '');
  const from = span.start + name.length;
  const at = from + (VALUE_NEXT.exec(text.slice(from, from + 40))?.[0].length ?? 0);
  const value =
    /^\[(?!PERSON|ORG|LOC|ADDR)[A-Z]/.test(text.slice(at, at + 6)) || values.some(({ start }) => start === at);
  if (at === from || !value) return false;
  const words = name.split(/\s{1,3}/);
  // "Achterberg DOB": a label, and the person that it is about.
  const hasName = words.length > 1 && words.some((word) => !CAPITALS.test(word) && hasRareWord(word));
  if (typeOfLabel(name) !== undefined) return !hasName;
  const phrase = labelsOf().within(name);
  if (phrase === undefined) return false;
  const isPerson = (flagsOf(name.toLowerCase()) & (FLAG.first | FLAG.last)) !== 0;
  if (phrase === foldLabel(name) && !isPerson) return true;
  return words.every((word) => CAPITALS.test(word) || (/^\p{Ll}{2,14}$/u.test(word) && isOrdinaryWord(word)));
}
const VALUE_NEXT = /^(?:[\s:=#.]|n[or]\b|is\b|ist\b|number\b|nummer\b){1,8}/i;

function numbers(text: string, phrases: Phrases): Found[] {
  const found: Found[] = [];
  for (const { 0: whole, 1: head = '', index: first } of matchesOf(NUMBER, text)) {
    const figures = whole.replace(/\D/g, '').length;
    const tail = PLATE_END.exec(text.slice(first + whole.length, first + whole.length + 5))?.[0] ?? '';
    if (figures < FEWEST && !(figures > 1 && whole.length + tail.length >= 5)) continue;
    // Capitals before a number are part of it, or its label.
    const isLabel =
      // "A-44902": one capital is no label, whatever words may stand between.
      /[A-Za-z]{2}/.test(head) &&
      phrases.endOf(text.slice(Math.max(0, first - REACH), first) + head, BETWEEN) !== undefined;
    // "NINO QQ 12 34 56 C": the first capitals are the label, and the second begin the number.
    const own = isLabel ? head.length : labelIn(text, first, head, phrases);
    const index = first + own;
    const value = trimmed(whole.slice(own));
    const digits = value.replace(/\D/g, '').length;
    if (digits < 2 || DATE_LIKE.test(value) || COUNTS.test(text.slice(index + value.length, index + value.length + 12)))
      continue;
    const type = phrases.endOf(contextBefore(text, index), BETWEEN) ?? named(text, index + value.length, phrases);
    if (type === undefined || (digits < (DIGITS[type] ?? 0) && !isMixed(value, digits))) continue;
    const end = index + value.length + (type === 'VEHICLE' ? tail.length : 0);
    if (type === 'VEHICLE' && !(end - index >= 5 && /[A-Za-z]/.test(text.slice(index, end)))) continue;
    found.push({ start: index, end, type, rank: RANK.labelled });
  }
  return found;
}

/** How many characters of the capitals before a number are its label, where others follow that belong to it. */
function labelIn(text: string, first: number, head: string, phrases: Phrases): number {
  const [label = ''] = /^[A-Z]{3,5}[ .-]{1,2}(?=[A-Z])/.exec(head) ?? [];
  if (label === '') return 0;
  return phrases.endOf(text.slice(Math.max(0, first - REACH), first) + label, BETWEEN) === undefined ? 0 : label.length;
}

/** Numbers of documents that have letters have fewer digits: seven signs and more, and no word among them. */
const isMixed = (value: string, digits: number): boolean =>
  digits >= 3 && /[A-Z]/.test(value) && !/[a-z]{3}/.test(value) && value.replace(/[^A-Za-z\d]/g, '').length >= 7;

/** Without an open bracket, or a bracket or a stroke at its end. */
function trimmed(run: string): string {
  const value = run.replace(/[ ./(-]{1,3}$/, '');
  return value.includes(')') || !value.includes('(') ? value : value.replace(/[ ./-]{0,3}\(.{0,40}$/, '');
}

/** "4407921 is my customer number". */
function named(text: string, end: number, phrases: Phrases): HiddenType | undefined {
  const after = text.slice(end, end + REACH);
  const verb = /^[\s,]{0,2}(?:is|ist|est|es|è|é|jest|to|=|\()\s?/i.exec(after);
  return verb === null ? undefined : phrases.beginOf(after.slice(verb[0].length), BETWEEN);
}

/** The text before a value in its line, or the line above when there is none. */
function contextBefore(text: string, at: number): string {
  const [own = '', ...above] = text
    .slice(Math.max(0, at - REACH), at)
    .split('\n')
    .toReversed();
  if (/[\p{L}\p{N}]/u.test(own)) return own;
  // One empty line may be between a heading and its value.
  const heading = above[0]?.trim() === '' ? above[1] : above[0];
  return heading !== undefined && heading.trim().length <= HEADING ? heading.trim() : '';
}

function birthDays(text: string, before: Phrases, after: Phrases): Found[] {
  const found: Found[] = [];
  const add = (start: number, value: string) =>
    found.push({ start, end: start + value.length, type: 'DATE_OF_BIRTH', rank: RANK.labelled });
  for (const { 0: value, index } of matchesOf(DAY, text)) {
    if (before.within(nearBefore(text, index)) !== undefined || saysBirth(text, index + value.length, after))
      add(index, value);
  }
  for (const { 0: value, index } of matchesOf(YEAR, text)) {
    const label = before.within(nearBefore(text, index));
    if (label !== undefined && !PARTY.test(label)) add(index, value);
    else if (saysBirth(text, index + value.length, after)) add(index, value);
  }
  return found;
}

/** The part of a sentence before a day, from the last number or the last end of a sentence on. */
function nearBefore(text: string, at: number): string {
  const context = contextBefore(text, at).slice(-56);
  const clause = /[^\p{Nd}!?;]{0,60}$/u.exec(context)?.[0] ?? '';
  const sentence = /^[\s\S]{0,60}\p{L}{4}\.\s{1,4}(?=\p{Lu})/u.exec(clause);
  return clause.slice(sentence?.[0].length ?? 0);
}

function saysBirth(text: string, end: number, after: Phrases): boolean {
  const rest = text.slice(end, end + 32);
  return after.beginOf(rest.replace(/^[\s,(]{0,3}/, ''), BETWEEN) !== undefined && wordsOf(foldLabel(rest)).length > 0;
}
