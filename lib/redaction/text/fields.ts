import type { Surface } from '../types.ts';
import { type FieldHolds, fieldTypeOf } from './field-type.ts';
import { type FieldValue, valueType } from './field-value.ts';
import { type Found, RANK } from './found.ts';
import { matchesOf } from './matches.ts';

/** A field of a record: what its name says it holds, and its value. */
interface Field extends FieldValue {
  readonly holds: FieldHolds;
  readonly start: number;
}

/** How far apart two values of one person may stand, in UTF-16 units. */
const BESIDE = 400;
const NAME_REACH = 60;
const VALUE_REACH = 240;

/**
 * Values of a person in records that name them: JSON, YAML, settings, XML, attributes, records in logs and query strings, in any
 * of the languages of the lists. Says nothing of tables (typed-columns.ts).
 */
export function findFields(text: string, surface: Surface): Found[] {
  const forms = surface === 'ui' ? inForms(text) : [];
  const fields = [...inPairs(text), ...inOptions(text), ...inElements(text), ...forms];
  // A list of names of things shows nothing of a person, however many there are.
  const sure = fields.filter((field) => field.holds !== 'name' && valueType(field.holds, field, false) !== undefined);
  return fields.flatMap((field) => {
    const beside = sure.some((other) => other !== field && Math.abs(other.start - field.start) < BESIDE);
    const type = valueType(field.holds, field, beside);
    return type === undefined
      ? []
      : [{ start: field.start, end: field.start + field.text.length, type, rank: RANK.labelled }];
  });
}

const SIGN = /[:=(]/g;
/** Fields that name the field beside them: `{"name": "surname", "value": "Lund"}`, `Name="displayName"><Value>Lund</`. */
const NAMING = /^(?:name|key|field|label|id|attribute|column|question|claim|property)$/i;
const VALUED = /^(?:value|val|content|answer|text|valuestring|data)$/i;

/** What the value of a naming field says that the next value is, and where it ends: `"name": "phone", "value": "…"`. */
interface Naming {
  readonly holds: FieldHolds;
  readonly end: number;
}
const namedBefore = (naming: Naming | undefined, at: number): FieldHolds | undefined =>
  naming !== undefined && at - naming.end < 40 ? naming.holds : undefined;

function inPairs(text: string): Field[] {
  const fields: Field[] = [];
  let naming: Naming | undefined;
  for (const { index } of matchesOf(SIGN, text)) {
    const isCall = text[index] === '(';
    const name = isCall ? setterBefore(text, index) : nameBefore(text, index);
    if (name === undefined) continue;
    const at = index + 1;
    const holds = (VALUED.test(name) ? namedBefore(naming, at) : undefined) ?? inRecord(name);
    const values =
      holds === undefined && !NAMING.test(name) ? [] : [...valuesAt(text, at, isCall), ...inCall(text, at, holds)];
    const [first] = values;
    const named = first !== undefined && NAMING.test(name) ? inRecord(first.text) : undefined;
    if (first !== undefined && named !== undefined) naming = { holds: named, end: first.start + first.text.length };
    else if (holds !== undefined) fields.push(...values.map((value) => ({ ...value, holds })));
  }
  return fields;
}

/** A function that keeps a value of a person: `setDateOfBirth(`, `.withPhone(`, `.dob(`. */
const SETTER = /(?:(?:^|[^\w$])(?:set|with|put|add)_?|\.)([A-Za-z]\w{1,30})(?:\)\.(?:to|is|has|equals?)\w{0,16})?$/;
/** Functions that make a value of a text or of numbers: `date(1981, 2, 14)`, `LocalDate.parse("1981-02-14")`. */
const MADE =
  /^[=>]?\s{0,4}(?:new\s)?[A-Za-z_$][\w.:$]{0,40}\((?:\w{1,10},\s{0,2})?(?:(["'`])([^"'`\n]{2,80})\1|((?:19|20)\d{2},\s?\d{1,2},\s?\d{1,2})\s?\))/;
const UNSURE: ReadonlySet<FieldHolds | undefined> = new Set([
  'person',
  'name',
  'secret',
  'PASSWORD',
  'line',
  undefined,
]);

function setterBefore(text: string, index: number): string | undefined {
  const name = SETTER.exec(text.slice(Math.max(0, index - 60), index))?.[1];
  return name === undefined || UNSURE.has(fieldTypeOf(name)) ? undefined : name;
}

/** The value in a call, where the name of the field leaves no doubt. */
function inCall(text: string, at: number, holds: FieldHolds | undefined): Value[] {
  if (UNSURE.has(holds)) return [];
  const match = MADE.exec(text.slice(at, at + VALUE_REACH));
  const value = match?.[2] ?? match?.[3];
  if (match === null || value === undefined) return [];
  return [{ text: value, start: at + match[0].lastIndexOf(value), quoted: true }];
}

/** Rules of their own read a secret beside its label, but for the words with which a program asks: "Choose a password (8 characters):". */
const inRecord = (name: string): FieldHolds | undefined => {
  const holds = fieldTypeOf(name);
  if (holds !== 'secret') return holds;
  return name.includes(' ') ? 'PASSWORD' : undefined;
};

/** A name in front of its sign: in quotes, as a word, or as the words that begin a line. */
function nameBefore(text: string, sign: number): string | undefined {
  const least = Math.max(0, sign - NAME_REACH);
  let end = sign;
  while (end > least && BLANK.has(text.charCodeAt(end - 1))) end--;
  const last = text.charAt(end - 1);
  if (last === '"' || last === "'" || last === '`') {
    const open = text.lastIndexOf(last, end - 2);
    return open < least || open < 0 ? undefined : text.slice(open + 1, end - 1);
  }
  return wordOrLine(text, least, end);
}

function wordOrLine(text: string, least: number, last: number): string | undefined {
  // "Rozp.:", "Tel. :": an abbreviation.
  const end = text[last - 1] === '.' ? last - 1 : last;
  let start = end;
  while (start > least && isOfWord(text.charCodeAt(start - 1))) start--;
  const word = text.slice(start, end);
  const named = word !== '' && (fieldTypeOf(word) !== undefined || NAMING.test(word) || VALUED.test(word));
  if (named && !OF_PATH.has(text.charCodeAt(start - 1))) return word;
  // Words before it, up to the beginning of the line: "Nom du titulaire :", "Number (8 digits):".
  if (text[end - 1] !== ')' && !BLANK.has(text.charCodeAt(start - 1))) return undefined;
  return LINE_NAME.exec(text.slice(least, end))?.[1];
}

const BLANK: ReadonlySet<number> = new Set([0x20, 0x09]);
/** Signs before a word that is part of a path, a variable or an address. */
const OF_PATH: ReadonlySet<number> = new Set([...'$@/\\'].map((character) => character.charCodeAt(0)));
/** Letters, digits, `_` and `-`. */
const isOfWord = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x30 && code <= 0x39) ||
  code === 0x5f ||
  code === 0x2d ||
  code >= 0xaa;
const LINE_NAME = /(?:^|[\n|{,;#*>])[ \t]{0,40}(?:- )?(\p{L}[\p{L}\p{N} ()/.'’-]{2,50})$/u;

interface Value extends FieldValue {
  readonly start: number;
}

const OPENS = /^(?:>\s{0,4})?\s{0,8}(?:\{\s{0,4})?(\\?["'`«“]|\[)?/;
const CLOSE: Readonly<Record<string, string>> = { '«': '»', '“': '”' };
/** The next field of a record on one line, a sign that ends a value, or a comment. */
const BARE =
  /^[^\n\r"'`,;|&{}[\]<>()]{1,120}?(?=\s{0,20}(?:$|[\n\r,;|&{}[\]<>)]|\s#|\s\/\/)|\s{1,4}[\p{L}_][\p{L}\p{N}_.-]{0,40}[=:](?!\/\/))/u;
/** An amount has commas and points in it: "2.340,00 €". */
const AMOUNT =
  /^(?:R\$|[€$£])?\s?\d{1,3}(?:[.,]\d{2,3}){1,3}(?:\s?(?:[€$£]|zł|[A-Z]{3}(?![\p{L}\d])))?(?=[\s,;|&})\]]|$)/u;
/** Numbers and addresses have brackets and commas: "(202) 555-0147". */
const LINE = /^[^\n\r"'`{}[\]<>]{1,120}?(?=\s{0,20}(?:$|[\n\r]|\s#|\s\/\/))/;

/** The value behind a sign, or the values of the list that begins there. */
function valuesAt(text: string, at: number, isCall: boolean): Value[] {
  const rest = text.slice(at, at + VALUE_REACH);
  const { 0: lead = '', 1: sign } = OPENS.exec(rest) ?? [''];
  const from = at + lead.length;
  if (sign === '[') return listed(text, from);
  if (sign !== undefined) return inQuotes(text, from, CLOSE[sign] ?? sign);
  return isCall || /^\s{0,8}\n/.test(rest) || lead.includes('\n') ? [] : bare(text, at);
}

function inQuotes(text: string, from: number, close: string): Value[] {
  const end = text.indexOf(close, from);
  return end < 0 || end - from > VALUE_REACH ? [] : [{ text: text.slice(from, end), start: from, quoted: true }];
}

function bare(text: string, at: number): Value[] {
  const start = at + (/^[ \t]{0,20}/.exec(text.slice(at, at + 20))?.[0].length ?? 0);
  const rest = text.slice(start, at + VALUE_REACH);
  const line = LINE.exec(rest)?.[0] ?? '';
  const own = /^[\d ()+./-]{7,30}$/.test(line) ? line : (AMOUNT.exec(rest)?.[0] ?? BARE.exec(rest)?.[0] ?? '');
  return own === '' ? [] : [{ text: own.trimEnd(), start, quoted: false }];
}

const MOST_LISTED = 20;
const ITEM = /["']([^"'\n]{1,120})["']/g;

function listed(text: string, from: number): Value[] {
  const end = text.indexOf(']', from);
  if (end < 0 || end - from > 2_000) return [];
  return [...text.slice(from, end).matchAll(ITEM)]
    .slice(0, MOST_LISTED)
    .map(({ 1: item = '', index }) => ({ text: item, start: from + index + 1, quoted: true }));
}

/** An option of a command that names a person: `--gebruiker fkuipers`, `/fullname:"Thekla Oehl"`. */
const OPTION =
  /(?<=\s)(?:--?|\/)(\p{L}[\p{L}-]{1,30})(?:[=:]|\s{1,3})(?:"([^"\n]{2,80})"|'([^'\n]{2,80})'|([^\s"'/-][^\s"']{1,80}))/gu;

function inOptions(text: string): Field[] {
  return matchesOf(OPTION, text).flatMap((match) => {
    const holds = inRecord(match[1] ?? '');
    const quoted = match[2] ?? match[3];
    const value = quoted ?? match[4] ?? '';
    if (holds === undefined) return [];
    return [{ holds, text: value, start: match.index + match[0].lastIndexOf(value), quoted: quoted !== undefined }];
  });
}

/** Lines of a form, and what stands apart in a line of it. */
const APART = /(?:[^\s|·•]|[^\S\n\r\t](?!\s)){1,400}/g;
/** A longer part of a line is a sentence. */
const LONGEST_PART = 100;
const LABEL_WORDS = 4;

/** A form as a screen shows it, without a sign between a label and its value: "Apellidos Peñalver Gil". */
function inForms(text: string): Field[] {
  const fields: Field[] = [];
  let label: { readonly holds: FieldHolds; readonly end: number } | undefined;
  for (const { 0: raw, index } of matchesOf(APART, text)) {
    const part = raw.length > LONGEST_PART ? '' : raw.trim();
    if (part === '') continue;
    const start = index + raw.indexOf(part);
    const named = fieldTypeOf(part);
    const whole = named === 'secret' ? 'PASSWORD' : named;
    const isNext = label !== undefined && /^[^\S\n\r]{1,40}$/.test(text.slice(label.end, start));
    if (label !== undefined && isNext && whole === undefined)
      fields.push({ holds: label.holds, text: part, start, quoted: isChosenValue(part) });
    else fields.push(...afterLabel(part, start));
    label = whole === undefined ? undefined : { holds: whole, end: start + part.length };
  }
  return fields.filter((field) => field.holds === 'name' || valueType(field.holds, field, false) !== undefined);
}

/** What stands apart from its label with a digit in it, and calls nothing, is no word of a program: "Contraseña  Girasol.8812". */
const isChosenValue = (part: string): boolean => /\d/.test(part) && !/[()=\s]/.test(part);

/** The value behind the longest label that begins a part of a form. */
function afterLabel(part: string, from: number): Field[] {
  const words = part.split(' ');
  for (let count = Math.min(LABEL_WORDS, words.length - 1); count > 0; count--) {
    const holds = inRecord(words.slice(0, count).join(' '));
    const value = words.slice(count).join(' ').trim();
    // "Customer Service", "User Guide": nouns for a person begin titles and buttons too.
    if (holds === undefined || holds === 'person' || holds === 'USERNAME' || value === '') continue;
    return [{ holds, text: value, start: from + part.indexOf(value, part.length - value.length), quoted: false }];
  }
  return [];
}

/** An element with text and nothing else. */
const ELEMENT =
  /<(?:[\w-]{1,30}:)?([\p{L}_][\p{L}\p{N}_.-]{1,40})(?:\s[^<>]{0,200})?>\s{0,20}([^<>]{1,160}?)\s{0,20}<\//gu;
/** An attribute that names what the next text is: `<saml:Attribute Name="displayName"><saml:AttributeValue>`, `<key>phone</key><string>`. */
const NAMED_ELEMENT =
  /(?:\b(?:name|key|id|field|label)="([^"<>\n]{2,50})"[^<>\n]{0,80}>|<key>([^<>\n]{2,50})<\/key>)\s{0,20}(?:<[\w:-]{1,40}(?:\s[^<>]{0,80})?>\s{0,20}){0,2}([^<>]{1,160}?)\s{0,20}<\//gi;

function inElements(text: string): Field[] {
  if (!text.includes('</')) return [];
  const fields: Field[] = [];
  const add = (name: string, match: RegExpExecArray | RegExpMatchArray, value: string) => {
    const holds = inRecord(name);
    const at = (match.index ?? 0) + match[0].lastIndexOf(value);
    if (holds !== undefined && value !== '') fields.push({ holds, text: value, start: at, quoted: true });
  };
  for (const match of matchesOf(ELEMENT, text)) add(match[1] ?? '', match, match[2] ?? '');
  for (const match of matchesOf(NAMED_ELEMENT, text)) add(match[1] ?? match[2] ?? '', match, match[3] ?? '');
  return fields;
}
