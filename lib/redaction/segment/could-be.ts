import type { HiddenType } from '../hidden-types.ts';
import { FLAG, flagsOf } from '../lexicon/index.ts';

/** Whether each word is a common one: then it describes the label, and is not the value. */
const isEverydayText = (text: string): boolean =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).every(
    (word) => /^\d{1,2}$/.test(word) || (flagsOf(word) & (FLAG.common | FLAG.word)) !== 0,
  );

/** Texts beside a password label when the password is not set, or is not shown. */
const ABOUT_A_SECRET =
  /^(?:on|off|none|never|always|not set|set ?up|change|show|hide|edit|reset|create|add|remove|update|copy|forgot.{0,40}|required|optional|enabled|disabled|strong|weak|medium|\d{1,3} ?%|[-–—])$/i;

const digits = (text: string): number => text.replace(/\D/g, '').length;

/**
 * Whether a text can be a value of a type, by its form alone. A label on a screen describes the text beside it only if the text
 * can be such a value: "Off" beside "Phone" is no number, and a picture's name beside "Card number" is no card.
 */
const COULD_BE: Readonly<Partial<Record<HiddenType, (text: string) => boolean>>> = {
  PASSWORD: (text) => !ABOUT_A_SECRET.test(text),
  CREDIT_CARD: (text) => digits(text) >= 4 || /[•*xX]{3,}/.test(text),
  ID_NUMBER: (text) => digits(text) >= 2 && !/^\d{1,3} ?%$/.test(text),
  BANK_ACCOUNT: (text) => digits(text) >= 4,
  EMAIL_ADDRESS: (text) => /@|[\p{L}\d][._+-][\p{L}\d]/u.test(text),
  PHONE_NUMBER: (text) => digits(text) >= 5,
  DATE_OF_BIRTH: (text) => digits(text) >= 2,
  PERSON: (text) => /\p{L}/u.test(text) && !isEverydayText(text),
  ADDRESS: (text) => /\p{L}|\d{3}/u.test(text) && !isEverydayText(text),
  ORGANIZATION: (text) => /\p{L}/u.test(text) && !isEverydayText(text),
};

/** A type without a form of its own can be anything. */
export const couldBe = (type: HiddenType, text: string): boolean => COULD_BE[type]?.(text.trim()) ?? true;

/**
 * Whether a value that only a label beside it gave away is distinctive enough to be masked everywhere else: a common word found
 * once in this way would disappear from every text of the session.
 */
export const isParticular = (type: HiddenType, text: string): boolean =>
  type === 'PASSWORD' || /[\d@]/.test(text) || (!isEverydayText(text) && /\p{L}\s+\p{L}/u.test(text));
