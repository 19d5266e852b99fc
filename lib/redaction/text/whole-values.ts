import { type Found, RANK } from './found.ts';

/** What can stand between an opening quote and a password: openssl names the kind of its source. */
const OPENED = /(["'`])(?:pass:|[a-z]{0,6}:)?$/;
const REACH = 12;
const LONGEST = 120;
/** A line of a file of settings, up to its value. */
const SETTING = /^[ \t]{0,16}(?:- )?["']?[\w.-]{2,60}["']?[ \t]{0,8}[=:][ \t]{0,3}$/;
/** Further words of a value, as far as its line goes. A comment is none of it. */
const REST = /^(?: [\p{L}\p{N}!?&'’*%-]{1,24}){1,6}(?=[ \t]{0,8}(?:$|\r?\n|[ \t][#;]))/u;

/**
 * The rest of a password of several words, of which a rule found the first: it goes to the end of its quotes, or in a file of settings to
 * the end of its line.
 */
export function findWholeValues(text: string, hits: readonly Found[]): Found[] {
  const found: Found[] = [];
  for (const { start, end, type } of hits) {
    if (type !== 'PASSWORD') continue;
    const rest = restOf(text, start, end);
    if (rest > end) found.push({ start: end, end: rest, type, rank: RANK.labelled });
  }
  return found;
}

function restOf(text: string, start: number, end: number): number {
  const quote = OPENED.exec(text.slice(Math.max(0, start - REACH), start))?.[1];
  if (quote !== undefined) {
    if (text[end] !== ' ' && text[end] !== ',') return end;
    const close = text.indexOf(quote, end);
    const between = close < 0 || close - end > LONGEST ? undefined : text.slice(end, close);
    return between !== undefined && /^[^\n=:$\\{}<>]{1,120}$/.test(between) && /[\p{L}\p{N}]$/u.test(between)
      ? close
      : end;
  }
  if (text[end] !== ' ') return end;
  const line = text.lastIndexOf('\n', start - 1) + 1;
  if (start - line > LONGEST || !SETTING.test(text.slice(line, start))) return end;
  return end + (REST.exec(text.slice(end, end + LONGEST + 2))?.[0].length ?? 0);
}
