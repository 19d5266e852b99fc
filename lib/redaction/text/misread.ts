import { LABEL_PARTS, wordsOfLabels } from '../keys/label-words.ts';
import { matchesOf } from './matches.ts';
import { type FoldedText, ViewBuilder } from './view.ts';

/** Signs that readers of pixels take for letters, and the letters. */
const AS_LETTER: Readonly<Record<string, string>> = { 0: 'o', 1: 'l', 5: 's', 8: 'b', '|': 'l' };
/** Letters that they take for digits. */
const AS_DIGIT: Readonly<Record<string, string>> = { O: '0', o: '0', I: '1', l: '1', '|': '1', S: '5', B: '8', Z: '2' };

/** Labels that are worth mending: beside any other word a wrong sign changes nothing. */
const LABELS = wordsOfLabels();
/** The labels with "rn" for their "m". */
const WITH_RN = LABEL_PARTS.filter((label) => label.includes('m')).map((label) => label.replaceAll('m', 'rn'));
/** Quick looks for a label and for figures of that kind. */
const WORD_HINT = new RegExp(`[A-Za-z][0158|][A-Za-z]|[A-Za-z]{2}1(?![\\dA-Za-z])|${WITH_RN.join('|')}`, 'i');
const FIGURES_HINT = /\d[OolISBZ|]|[OolISBZ|]\d/;
/** A word with a digit or bar among its letters, or with "rn", which stands for "m". */
const WORD = /(?<![\p{L}\p{N}_|])(?=[\p{L}|]{0,12}(?:[0158|]|rn))[\p{L}0158|]{3,13}(?![\p{L}\p{N}_|])/gu;
/** Figures with a letter among them, with the separators of dates and numbers. */
const FIGURES = /(?<![\p{L}\p{N}_])(?=[\d./-]{0,14}[OolISBZ|])(?:[\dOolISBZ|]{1,14}[./-]?){1,6}(?![\p{L}\p{N}_])/gu;

/**
 * The text with the usual mistakes of optical readers mended, in labels and in numbers of at least four digits.
 * @returns null when there are none
 */
export function unmisread(text: string): FoldedText | null {
  const words = WORD_HINT.test(text) ? matchesOf(WORD, text) : [];
  const figures = FIGURES_HINT.test(text) ? matchesOf(FIGURES, text) : [];
  const mended: { readonly start: number; readonly end: number; readonly as: string }[] = [];
  const mend = ({ 0: run, index }: RegExpExecArray, as: string | undefined): void => {
    if (as !== undefined) mended.push({ start: index, end: index + run.length, as });
  };
  for (const word of words) mend(word, asLabel(word[0]));
  for (const run of figures) mend(run, asNumber(run[0]));
  if (mended.length === 0) return null;
  const out = new ViewBuilder();
  let done = 0;
  for (const { start, end, as } of mended.toSorted((a, b) => a.start - b.start)) {
    if (start < done) continue;
    out.copy(text, done, start);
    if (as.length === end - start) for (let i = 0; i < as.length; i++) out.put(as[i] ?? '', start + i, start + i + 1);
    else out.put(as, start, end);
    done = end;
  }
  out.copy(text, done, text.length);
  return out.build();
}

/** Mostly digits: a word of letters and a few digits is no number. */
function asNumber(run: string): string | undefined {
  const digits = run.match(/\d/g)?.length ?? 0;
  const letters = run.match(/[OolISBZ|]/g)?.length ?? 0;
  const isNumber = digits >= 3 && letters <= Math.max(1, digits - 2) && (digits > 3 || /^\d/.test(run));
  return isNumber ? run.replace(/[OolISBZ|]/g, (sign) => AS_DIGIT[sign] ?? sign) : undefined;
}

function asLabel(word: string): string | undefined {
  const lower = word.toLowerCase();
  if (LABELS.has(lower)) return undefined;
  const letters = lower.replace(/[0158|]/g, (sign) => AS_LETTER[sign] ?? sign);
  return [letters, letters.replaceAll('rn', 'm')].find((spelling) => LABELS.has(spelling));
}
