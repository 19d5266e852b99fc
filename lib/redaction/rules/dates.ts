import { oneOf } from './rule.ts';
export const MONTH = `${oneOf('jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?', 'oct(?:ober)?|nov(?:ember)?|dec(?:ember)?')}`;

const YEAR = '(?:1[6-9]|2[01])\\d{2}';
/** Day, month and year in figures; another number of four digits is no year: "version 10.2.4417". */
const FIGURES = `\\d{1,2}[/.-]\\d{1,2}[/.-](?:${YEAR}|\\d{2}(?!\\d))|${YEAR}[/.-]\\d{1,2}[/.-]\\d{1,2}`;
const ORDINAL = '\\d{1,2}(?:st|nd|rd|th)?';

/** A day, with its year. */
export const DATE = `(?:${FIGURES}|${ORDINAL}\\s(?:of\\s)?${MONTH}\\.?,?\\s\\d{4}|${MONTH}\\.?\\s${ORDINAL},?\\s\\d{4})`;
