/** The form of passwords people choose, typed alone: no spaces, letters, and a digit or a sign that words do not have. */
const SHAPE = /^(?=\S{0,64}\p{L})(?=\S{0,64}[\d!#$%^&*?~])\S{6,64}$/u;

/** Other texts that are typed alone, and are no password. */
const OTHERS: readonly RegExp[] = [
  /\.[a-z]\w{1,4}$/i, // a file, a site
  /^[a-z]{2,8}:\/\//i,
  /^=/, // a formula
  /^v?\d{1,4}(?:[.,:/-]\d{1,6}){0,4}(?:[a-z%]{1,5})?$/i, // a version, a date, a time, a size
  /^(?:q|h|fy|kw|cw)\d{1,4}(?:[-/]\d{2,4})?$/i, // a quarter, a week
  /^[A-Z]{2,6}(?:[-/]\d{1,8}){1,3}$/, // a ticket, an order, an invoice: the rules hide it as a number
  /^\p{L}{2,40}[?!]{1,3}$/u, // a word that is asked or called
];

/** Whether a text typed into an undescribed field could be a password: there nothing else would show it. */
export const couldBeLonePassword = (text: string): boolean =>
  SHAPE.test(text) && !OTHERS.some((other) => other.test(text));
