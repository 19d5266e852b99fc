import { nth } from '../../activity/there.ts';
import { FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import type { Span, Surface } from '../types.ts';
import { matchesOf } from './matches.ts';
import { isOtherName } from './other-name.ts';

const KNOWN = FLAG.common | FLAG.word | FLAG.rare | TECH_WORD;
const EXTENSION =
  /\.(?:docx?|xlsx?|pptx?|pdf|txt|md|csv|tsv|json|ya?ml|xml|html?|png|jpe?g|gif|svg|webp|mp[34]|mov|wav|zip|tar|gz|rar|7z|eml|msg|key|pages|numbers|sketch|fig|psd|ai|ics|vcf|log|sql|db|py|tsx?|jsx?|java|go|rs|rb|cs|cpp|c|h|sh|ps1|ipynb|parquet|bak|tmp)$/i;
const PIECE = /[\p{L}\p{N}_.'’+-]/u;
const LONGEST = 60;

/** "priya.raman", "CV_Okonkwo_2024.pdf", "HalvexGuest-5G": a part joined to a name belongs to it, but for the kind of a file. */
export function widenJoined(text: string, names: readonly Span[], surface: Surface): Span[] {
  if (surface === 'code') return [...names];
  return names.map((span) => {
    let { start, end } = span;
    if (
      /[._+-]/.test(text[start - 1] ?? '') ||
      /[._+\d-]/.test(text[end] ?? '') ||
      (surface === 'ui' && /\d/.test(text[start - 1] ?? ''))
    ) {
      if (surface === 'prose' && !/[._\d]/.test(text[end] ?? '') && !/[._]/.test(text[start - 1] ?? '')) return span;
      while (start > 0 && span.start - start < LONGEST && PIECE.test(text.charAt(start - 1))) start--;
      while (end < text.length && end - span.end < LONGEST && PIECE.test(text.charAt(end))) end++;
      const kind = EXTENSION.exec(text.slice(start, end));
      if (kind !== null) end -= kind[0].length;
      while (end > span.end && /[.'’+_-]/.test(text.charAt(end - 1))) end--;
      while (start < span.start && /[.'’+_-]/.test(text.charAt(start))) start++;
    }
    return start === span.start && end === span.end
      ? span
      : { start: Math.min(start, span.start), end: Math.max(end, span.end), type: span.type };
  });
}

const DEVICE =
  /['’]s? (?:iPhone|iPad|MacBook|AirPods|iMac|Mac|PC|Laptop|Desktop|Watch|Galaxy|Pixel|Phone|Tablet|Computer|Surface)(?: (?:Pro|Air|Mini|Max|Plus|Ultra|\d{1,2})){0,2}/y;
const INITIAL = /,? \p{Lu}\.(?!\p{L})/uy;
const OTHER_HALF = /, (?=\p{Lu})/uy;
/** A second word with a capital behind a name of one word, and the end of the part of the screen. */
const SECOND_WORD =
  / (\p{Lu}\p{Ll}[\p{L}'’]{1,24}(?:-\p{Lu}\p{Ll}{1,24})?)(?=[^\S\n]{0,4}(?:$|\n|\s\s|\t|[,;()]|[-–—|·•>›»] ))/uy;
/** The same before it, at the beginning of a line: families are written first in lists. */
const FIRST_WORD = /(?:^|\n)[^\S\n]{0,8}(\p{Lu}\p{Ll}[\p{L}'’]{1,24} )$/u;
/** "Uhlenbrock, " before a given name, at the beginning of a line or of a part of a trail. */
const FAMILY_FIRST =
  /(?:^|\n|[>›»|/•·▸] |\s{2})[^\S\n]{0,8}((?:(?:De|Van|Von|Di|Le|La|Del) )?\p{Lu}\p{Ll}[\p{L}'’-]{1,24}, )$/u;
/** The end of a cell: a wide gap, a tab or the end of the line. */
const CELL_END = /^(?:$|\n|\s{2}|\t)/;

/** "Featherstone, Tobias": a surname alone, and a given name behind its comma. */
function isTurned(text: string, last: Span, span: Span): boolean {
  if (span.type !== 'PERSON' || last.type !== 'PERSON') return false;
  const surname = text.slice(last.start, last.end).toLowerCase();
  OTHER_HALF.lastIndex = last.end;
  if (/\s/.test(surname) || !OTHER_HALF.test(text) || OTHER_HALF.lastIndex !== span.start) return false;
  const [given = ''] = text.slice(span.start, span.end).toLowerCase().split(' ');
  return (isLast(surname) || flagsOf(surname) === 0) && isFirst(given);
}

/** A person with the initial before the name, and with the half of the name that was not found. */
function withOtherName(text: string, span: Span): Pick<Span, 'start' | 'end'> {
  const initial = /(?:^|\s)(\p{Lu}\. ?)$/u.exec(text.slice(Math.max(0, span.start - 5), span.start))?.[1] ?? '';
  const { end } = span;
  const start = span.start - initial.length;
  if (!/^\p{Lu}\p{Ll}[\p{L}'’-]{1,24}$/u.test(text.slice(span.start, end))) return { start, end };
  const before = text.slice(Math.max(0, start - 40), start);
  SECOND_WORD.lastIndex = end;
  const second = SECOND_WORD.exec(text)?.[1];
  if (second !== undefined && isOtherName(second)) return { start, end: end + second.length + 1 };
  const comma = FAMILY_FIRST.exec(before)?.[1];
  if (comma !== undefined && isOtherName(comma.slice(0, -2))) return { start: start - comma.length, end };
  const family = FIRST_WORD.exec(before)?.[1];
  if (family === undefined || !CELL_END.test(text.slice(end, end + 2)) || !isOtherName(family.trim()))
    return { start, end };
  return { start: start - family.length, end };
}

/** On a screen: "Quigley, P.", "Featherstone, Tobias" and "Daniel's iPhone" are one. */
export function widenOnScreen(text: string, names: readonly Span[]): Span[] {
  const sorted = names.toSorted((a, b) => a.start - b.start);
  const out: Span[] = [];
  for (const span of sorted) {
    const last = out.at(-1);
    if (last !== undefined && isTurned(text, last, span)) {
      out[out.length - 1] = { start: last.start, end: span.end, type: 'PERSON' };
      continue;
    }
    const { start, end: nameEnd } = span.type === 'PERSON' ? withOtherName(text, span) : span;
    let end = nameEnd;
    for (const tail of [DEVICE, INITIAL]) {
      tail.lastIndex = end;
      const match = tail.exec(text);
      if (match !== null) end += match[0].length;
    }
    out.push({ start, end, type: span.type });
  }
  return out;
}

const SLUG =
  /(?<![\p{L}\p{N}_@#/.-])(?:[a-z]{2,20}[._-][a-z]{1,20}\d{0,4}|[a-z]{5,24}\d{1,4}|[a-z]{7,24})(?![\p{L}\p{N}_@/-]|\.\p{L})/gu;

/** Names of accounts on a screen: a given name or a surname joined to another, or with a number. */
export function findAccounts(text: string, surface: Surface): Span[] {
  if (surface !== 'ui') return [];
  return matchesOf(SLUG, text).flatMap((match) =>
    isAccount(match[0]) ? [{ start: match.index, end: match.index + match[0].length, type: 'HANDLE' }] : [],
  );
}

function isAccount(slug: string): boolean {
  const parts = slug.replace(/\d{1,400}$/, '').split(/[._-]/);
  if (parts.length === 2) {
    const [one, two] = parts as [string, string];
    return (isName(one) && (isName(two) || two.length < 3)) || (isName(two) && (one.length < 3 || isName(one)));
  }
  const word = nth(parts, 0);
  if ((flagsOf(word) & KNOWN) !== 0) return false;
  if (isName(word) && /\d$/.test(slug)) return true;
  for (let cut = 3; cut <= word.length - 3; cut++)
    if (isFirst(word.slice(0, cut)) && isLast(word.slice(cut))) return true;
  return /\d$/.test(slug) && isLast(word.slice(1)) && word.length > 4;
}

const isName = (part: string) => {
  const flags = flagsOf(part);
  return (
    part.length > 2 &&
    (flags === 0
      ? part.length > 3
      : (flags & (FLAG.first | FLAG.last)) !== 0 && (flags & (FLAG.common | TECH_WORD)) === 0)
  );
};
const isFirst = (part: string) =>
  (flagsOf(part) & FLAG.first) !== 0 && (flagsOf(part) & (FLAG.common | TECH_WORD)) === 0;
const isLast = (part: string) => (flagsOf(part) & FLAG.last) !== 0 && (flagsOf(part) & FLAG.common) === 0;
