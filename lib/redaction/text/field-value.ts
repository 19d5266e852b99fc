import type { HiddenType } from '../hidden-types.ts';
import { FLAG, flagsOf } from '../lexicon/index.ts';
import { isSomebody } from '../rules/accounts.ts';
import { isPassword, isStrong } from '../rules/plausible.ts';
import { realSecret } from '../rules/real-secret.ts';
import { oneOf } from '../rules/rule.ts';
import { type FieldHolds, fieldTypeOf } from './field-type.ts';
import { isOrdinaryWord } from './ordinary-word.ts';

/** A value that says that there is none, or what should stand there. */
const NONE = new RegExp(
  `^(?:${oneOf(
    'null|nil|none|undefined|n/?a|nan|unknown|true|false|yes|no|on|off|required|optional|default|any|all|other|test|todo|tbd|empty|string|text',
    'varchar|char|int(?:eger)?|number|date|datetime|boolean|bool|uuid|object|array|asc|desc|keine?|ja|nein|unbekannt|oui|non|aucune?|inconnu',
    's[íi]|ninguno|nessun[oa]|sim|nao|não|nenhum|geen|nee|onbekend|tak|nie|brak|redacted|masked|hidden|xxx{1,20}|\\*{1,40}|-{1,9}|\\.{1,9}|_{1,40}',
  )})$`,
  'i',
);
/** Words of letters; a capital stands inside only behind a few beginnings, as words of a program are joined. */
const CAMEL = '(?<!\\b(?:Mc|Mac|Fitz|De|Di|Du|La|Le|Lo|Van|Von|Ó|O))(?<=\\p{Ll})\\p{Lu}';
const WORD = "\\p{L}[\\p{L}'’.-]{0,30}";
const NAME = new RegExp(`^(?!.{0,60}${CAMEL})${WORD}(?:[ ,^_+]{1,2}${WORD}){0,5}$`, 'u');
const DAY =
  /^(?=.{0,30}\d)[\p{L}\d]{1,12}(?:[./ ,-]{1,2}[\p{L}\d]{1,12}){2,3}\.?(?:T[\d:.Z+-]{1,20})?$|^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])$/u;

/** What a value must look like, by its type: another field of that name holds counts, states or free text. */
const FORMS: Readonly<Record<FieldHolds, RegExp>> = {
  ...{ PERSON: NAME, person: NAME, name: NAME, PASSWORD: /^\S.{4,200}$/, secret: /^\S.{2,200}$/ },
  DATE_OF_BIRTH: DAY,
  PHONE_NUMBER: /^[+(]?\d(?:[\d ()./-]{4,24})\d$/,
  BANK_ACCOUNT: /^[A-Z]{0,4}\d[A-Z\d -]{4,40}$/i,
  CREDIT_CARD: /^[\d -]{4,24}$/,
  ID_NUMBER: /^(?=(?:.{0,20}\d){4})[A-Z\d][A-Z\d ./-]{3,30}$/i,
  EMAIL_ADDRESS: /^[^\s@]{1,80}@[^\s@]{1,80}$/,
  ADDRESS: /^(?=.{0,60}\d)(?=.{0,60}\p{Lu}\p{L})(?=.{0,60} )[\p{L}\d][\p{L}\d .,'’/ºª°-]{4,80}$/u,
  ZIP_CODE: /^(?:\d{2}-\d{3}|\d{5}(?:-\d{3,4})?|\d{4}(?:[ -]?[A-Z]{2}|-\d{3})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$/i,
  line: /^(?:(?:flat|apt\.?|apartment|unit|suite) \w{1,5},? )?\d{1,5}\p{L}?,? \p{Lu}[\p{L}'’-]{2,20}(?: \p{L}[\p{L}'’-]{1,20}){0,4}$/iu,
  LOCATION: /^\p{Lu}[\p{L}'’ .-]{2,40}$/u,
  HEALTH: /^(?=.{0,80}\p{L}{2})[\p{L}\d][\p{L}\p{M}\d .,;:/()%'’+–-]{1,120}$/u,
  NRP: /^\p{L}[\p{L}\p{M} .,/'’-]{1,40}$/u,
  AGE: /^(?:1[01]\d|[1-9]?\d)$/,
  MONEY: /^(?:R\$|[€$£]|[A-Z]{3})?\s?\d[\d.,’' \u00a0]{2,14}\s?(?:[€$£]|[A-Z]{3}|zł)?$/u,
  USERNAME: /^[\p{L}\d][\p{L}\d._@\\-]{2,60}$/u,
};

/** A person's name in it: a word that no language has, or that people are called by. */
const namesSomebody = (value: string): boolean =>
  (value.match(/\p{L}[\p{L}'’]{1,40}/gu) ?? []).some(
    (word) =>
      (word.length > 2 && !isOrdinaryWord(word)) ||
      (/^\p{Lu}/u.test(word) && (flagsOf(word.toLowerCase()) & (FLAG.first | FLAG.last)) !== 0),
  );

const isSurnameFirst = (value: string): boolean => /^\p{Lu}[\p{L}'’ -]{1,30}, \p{Lu}/u.test(value);

/** A value of a secret: no words of a form, and not the name of a variable. */
const isSecret = (value: string): boolean =>
  value.length > 4 &&
  realSecret(value) &&
  (isStrong(value) || (/\d|[^\p{L}\p{N}\s]/u.test(value) && isPassword(value)));

/** A member of an object, or a call. */
const PROGRAM = /^[\w$]{1,60}(?:\??\.[\w$]{1,60}){1,8}$|[()]/;
const COUNT = /^\d{1,3}$/;

export interface FieldValue {
  readonly text: string;
  /** In quotes, in a cell of a table or in an element: it is data. Without, it may be a word of a program. */
  readonly quoted: boolean;
}

const TWO_WORDS = /^\d{1,5}\p{L}? \p{Lu}\p{Ll}{2,20} \p{Lu}\p{Ll}{2,20}$/u;

/** The name of another field: texts of an interface say what to write there. */
const isOtherField = (text: string): boolean =>
  /^\p{L}[\p{L} _-]{1,40}$/u.test(text) && fieldTypeOf(text) !== undefined;

/** Whether a value is what its field holds, where its form alone does not say it. */
const CHECKS: Readonly<Partial<Record<FieldHolds, (value: FieldValue, beside: boolean) => boolean>>> = {
  PASSWORD: ({ text, quoted }) => isSecret(text) && (quoted || !PROGRAM.test(text)),
  secret: ({ text, quoted }) => quoted && text.length > 2 && realSecret(text) && !COUNT.test(text),
  PERSON: (value, beside) => isPartOfName(value, beside),
  person: ({ text }, beside) => isFullName('person', text, beside),
  name: ({ text }, beside) => isFullName('name', text, beside),
  USERNAME: ({ text }) => isSomebody(text),
  // Fields that things have too, or whose values say nothing without a person: the age of a file, the town of a host.
  ...{ AGE: (_, beside) => beside, LOCATION: (_, beside) => beside, ZIP_CODE: (_, beside) => beside },
  line: ({ text, quoted }, beside) => beside || (quoted && TWO_WORDS.test(text)),
  ...{ HEALTH: (_, beside) => beside, NRP: (_, beside) => beside },
};
const NAMED_AS: Readonly<Partial<Record<FieldHolds, HiddenType>>> = {
  secret: 'PASSWORD',
  person: 'PERSON',
  name: 'PERSON',
  line: 'ADDRESS',
};

/**
 * The type of a value by what its field holds; undefined when it does not look like that.
 * @param beside whether values of a person stand near it
 */
export function valueType(holds: FieldHolds, value: FieldValue, beside: boolean): HiddenType | undefined {
  const { text } = value;
  if (!FORMS[holds].test(text) || NONE.test(text) || isOtherField(text)) return undefined;
  if (CHECKS[holds]?.(value, beside) === false) return undefined;
  return NAMED_AS[holds] ?? (holds as HiddenType);
}

/** A word of a full name: with a capital, or one that stands before a surname. */
const PART = /^(?:\p{Lu}.{0,40}|d[aeiou]s?|del|della|di|du|la|le|los?|v[ao]n|der|den|zu|ter|ten|y|e)$/u;
const isGiven = (word: string): boolean => (flagsOf(word.toLowerCase()) & FLAG.first) !== 0;

/** A surname may begin with words in small letters: "van Tongeren". */
const CAPITAL = /^(?:(?:v[ao]n|d[aeiou]s?|del|della|du|l[aeo]|te[nr]|zu|der|den) ){0,2}\p{Lu}/u;

/** A given name, a surname or both, where the field says so. */
function isPartOfName({ text, quoted }: FieldValue, beside: boolean): boolean {
  const capital = CAPITAL.test(text);
  return namesSomebody(text) ? capital || quoted : capital && beside;
}

/** Whether a field that holds a person, or only a name, has the name of a person. */
function isFullName(holds: 'person' | 'name', text: string, beside: boolean): boolean {
  const words = text.split(/[ ,^_+]{1,3}/);
  const isFull = /^\p{Lu}/u.test(text) && words.length < 6 && words.every((word) => PART.test(word));
  if (!isFull) return namesSomebody(text) && isSurnameFirst(text);
  if (words.length === 1) return beside && (namesSomebody(text) || hasRarer(words));
  if (beside) return true;
  if (holds === 'person') return namesSomebody(text) || isSurnameFirst(text) || hasRarer(words);
  const [given = '', ...rest] = isSurnameFirst(text) ? words.toReversed() : words;
  return isGiven(given) && hasRarer(rest);
}

/** A word that is not one of the commonest: "Help Desk" and "Sales Team" are nobody's name. */
const hasRarer = (words: readonly string[]): boolean =>
  words.some((word) => word.length > 3 && (flagsOf(word.toLowerCase()) & (FLAG.common | FLAG.word)) === 0);
