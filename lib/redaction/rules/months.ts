/** Months of eight languages and their short forms, as they are written without accents where that is usual. */
const NAMES = [
  'january|february|march|april|may|june|july|august|september|october|november|december',
  'jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec',
  'januar|jänner|februar|märz|maerz|mai|juni|juli|oktober|dezember|mrz|okt|dez',
  'janvier|f[ée]vrier|mars|avril|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre|janv|f[ée]vr',
  'avr|juil|d[ée]c',
  'enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre|ene|abr|ago|dic',
  'gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|gen|mag|giu|lug|set|ott',
  'janeiro|fevereiro|mar[çc]o|maio|junho|julho|setembro|outubro|novembro|dezembro|fev|out|dez',
  'januari|februari|maart|mei|augustus|mrt',
  'stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|wrze[śs]nia|pa[źz]dziernika|listopada|grudnia',
];

/** The name of a month, in any of the languages. */
const ANY_MONTH = `(?:${NAMES.join('|')})(?![\\p{L}])`;

const DAY = '(?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th|er|[.ºª°])?';
const YEAR = "(?:(?:18|19|20)\\d{2}|['’]?\\d{2}(?!\\d))";
const OF = '(?:\\s?(?:of|de|del|di|do|den|van|-|/|\\.)\\s?|\\s)';

/** A day in figures, with or without its year, in any order and with any separators. */
const FIGURES = [
  '\\d{1,2}\\s?[/.-]\\s?\\d{1,2}\\s?[/.-]\\s?(?:\\d{4}|\\d{2})(?!\\d)',
  '\\d{1,2} \\d{1,2} (?:18|19|20)\\d{2}',
  '(?:18|19|20)\\d{2}\\s?[/.-]\\s?\\d{1,2}\\s?[/.-]\\s?\\d{1,2}',
  '(?:18|19|20)?\\d{2}\\s?[年년]\\s?\\d{1,2}\\s?[月월]\\s?\\d{1,2}\\s?[日일]',
].join('|');

/** A day in words: "9 de enero de 1984", "11-Feb-1990", "March 3rd, 1990", "14. März". */
const WORDS = [
  `${DAY}${OF}${ANY_MONTH}\\.?(?:(?:,|${OF}){1,2}${YEAR})?`,
  `${ANY_MONTH}\\.?\\s${DAY}(?:,?\\s${YEAR})?`,
  `${ANY_MONTH}\\.?\\s(?:of\\s|de\\s)?(?:18|19|20)\\d{2}`,
].join('|');

/** A possible day of birth. */
export const ANY_DAY = `(?:${FIGURES}|${WORDS})`;
