import type { Surface } from '../types.ts';
import { matchesOf } from './matches.ts';
import { unmisread } from './misread.ts';
import { compose, type FoldedText, ViewBuilder } from './view.ts';

/** Anything that a fold could change. Other texts, most of them, have no view of their own. */
const FOLDABLE = /[^\t\n\r\x20-\x25\x27-\x5b\x5d-\x7e]|%[2-7][\dA-Fa-f]|[%=][C-Fc-f][\dA-Fa-f][%=][89ABab]/;
/** JSON inside JSON inside a log line. Deeper nesting is not undone. */
const LEVELS = 3;

/** Escapes that a program wrote around other escapes: a text that was put into another. */
const NESTED = /\\["\\u]|&(?:#|[A-Za-z]{2,8};)|%[2-7C-Fc-f][\dA-Fa-f]/;

/** HTML entities for characters that separate or join words and numbers, and for the signs around values. */
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ nbsp: ' ', ensp: ' ', emsp: ' ', thinsp: ' ', Tab: '\t', NewLine: '\n', shy: '', zwnj: '', zwj: '' },
  ...{ lrm: '', rlm: '', amp: '&', quot: '"', apos: "'", lt: '<', gt: '>', commat: '@', period: '.', comma: ',' },
  ...{ colon: ':', semi: ';', equals: '=', num: '#', sol: '/', bsol: '\\', lowbar: '_', plus: '+', excl: '!' },
  ...{ dollar: '$', percnt: '%', ast: '*', quest: '?', lpar: '(', rpar: ')', hyphen: '-', dash: '-', ndash: '-' },
  ...{ mdash: '-', minus: '-', lsquo: "'", rsquo: "'", ldquo: '"', rdquo: '"', grave: '`', Hat: '^', vert: '|' },
};
/** Accents by the ends of the names of entities for letters: `&auml;`, `&Eacute;`, `&ccedil;`. */
const ACCENTS: Readonly<Record<string, string>> = {
  ...{
    grave: '\u0300',
    acute: '\u0301',
    circ: '\u0302',
    tilde: '\u0303',
    macr: '\u0304',
    breve: '\u0306',
    dot: '\u0307',
  },
  ...{ uml: '\u0308', ring: '\u030a', caron: '\u030c', cedil: '\u0327', ogon: '\u0328', dblac: '\u030b' },
};
const OWN_LETTERS: Readonly<Record<string, string>> = {
  ...{ szlig: 'ß', aelig: 'æ', AElig: 'Æ', oelig: 'œ', OElig: 'Œ', oslash: 'ø', Oslash: 'Ø', eth: 'ð', ETH: 'Ð' },
  ...{ thorn: 'þ', THORN: 'Þ', lstrok: 'ł', Lstrok: 'Ł', dstrok: 'đ', Dstrok: 'Đ', inodot: 'ı' },
};
const LETTERS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', e: '\x1b', '\n': ' ' };

/** One piece that reads otherwise than it is written: a colour of a terminal, an entity, an escape, a sign of an address that is written as its number, or a sign beyond ASCII. */
const PIECE = new RegExp(
  [
    '\\x1b(?:\\[[0-?]{0,32}[ -/]{0,4}[@-~]|\\][^\\x07\\x1b\\n]{0,200}(?:\\x07|\\x1b\\\\)|[@-Z\\\\-_])',
    '&(?:#\\d{1,7}|#[xX][\\da-fA-F]{1,6}|[A-Za-z]{2,8});',
    '\\\\(?:u[\\da-fA-F]{4}|u\\{[\\da-fA-F]{1,6}\\}|x[\\da-fA-F]{2}|033|\\r?\\n|[nrte"\'`\\\\/ $!&#@:=])',
    '%(?:2[\\dA-Fa-f]|3[\\dA-Fa-f]|40|5[BbDd]|7[BbDd])',
    // A letter as the bytes of its UTF-8, in an address (RFC 3986) and in a mail (RFC 2045).
    '(?:%[C-Fc-f][\\dA-Fa-f])(?:%[89ABab][\\dA-Fa-f]){1,3}',
    '=[C-F][\\dA-F](?:=[89AB][\\dA-F]){1,3}',
    '[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]',
    '[^\\x00-\\x7f]',
  ].join('|'),
  'gu',
);

/**
 * The text as a reader sees it: every space and dash of Unicode is the plain one, full width and styled forms are ASCII,
 * digits of all scripts are 0 to 9, marks without width and colours of terminals are gone, entities and one level of
 * escapes are undone. @returns null where that changes nothing
 */
function fold(text: string): FoldedText | null {
  if (!FOLDABLE.test(text)) return null;
  const out = new ViewBuilder();
  let done = 0;
  let shown = -1;
  for (const { 0: piece, index } of matchesOf(PIECE, text)) {
    const read = reading(piece);
    if (read === piece) continue;
    if (index > shown) done = skipTo(out, text, done, shown, linesBefore(text, index));
    out.copy(text, done, index);
    done = index + piece.length;
    out.put(read, index, done);
    shown = linesAfter(text, done);
  }
  if (shown < 0) return null;
  out.copy(text, done, shown);
  return out.build();
}

/** Lines without anything to fold, and none beside them, are not read again: a gap mark replaces them. */
function skipTo(out: ViewBuilder, text: string, done: number, shown: number, from: number): number {
  if (shown < 0) return from;
  if (from <= shown + 1) return done;
  out.copy(text, done, shown);
  out.put(GAP, shown, from);
  return from;
}

/** Wider than the reach of any rule. */
const GAP = '\n'.repeat(6);
const NEIGHBOURS = 3;

/** The start of the lines that rules may need to read the one at an offset. */
function linesBefore(text: string, at: number): number {
  for (let lines = 0; ; lines++) {
    const end = at > 0 ? text.lastIndexOf('\n', at - 1) : -1;
    if (end < 0) return 0;
    if (lines === NEIGHBOURS) return end + 1;
    at = end;
  }
}

function linesAfter(text: string, at: number): number {
  for (let lines = 0; ; lines++, at++) {
    at = text.indexOf('\n', at);
    if (at < 0) return text.length;
    if (lines === NEIGHBOURS) return at;
  }
}

/** Characters with a space between each two, as OCR reads letters that are set apart: a wider gap separates words. */
const SPACED = /(?<!\S)\S(?: {1,3}\S){6,80}(?!\S)/g;

/**
 * The text with spaced-out letters joined.
 * @returns null when there are none
 */
export function together(text: string): FoldedText | null {
  const out = new ViewBuilder();
  let done = 0;
  for (const { 0: run, index } of matchesOf(SPACED, text)) {
    // An alphabet, or the names of columns.
    if (!/[\p{Lu}\p{Nd}]/u.test(run)) continue;
    out.copy(text, done, index);
    done = index + run.length;
    for (let i = index; i < done; i++) {
      if (text[i] !== ' ') out.copy(text, i, i + 1);
      else if (text[i + 1] === ' ' && text[i - 1] !== ' ') out.copy(text, i, i + 1);
    }
  }
  if (done === 0) return null;
  out.copy(text, done, text.length);
  return out.build();
}

/** Groups of a number with a dash, stroke or full stop between spaces, as it is read from a page: "529 – 44 – 8120". */
const SET_APART =
  /(?<![\d.])\d{1,8}(?:[ \t\u00a0\u2007\u2009\u202f]{1,3}[-‐‑‒–—−./·|][ \t\u00a0\u2007\u2009\u202f]{1,3}\d{1,8}){2,7}(?![\d])/g;

/** A quick look for one. */
const APART = /\d[ \t\u00a0\u2007\u2009\u202f]{1,3}[^\w\s][ \t\u00a0\u2007\u2009\u202f]{1,3}\d/;

/**
 * The text with the groups of such numbers moved together.
 * @returns null when there are none
 */
function closed(text: string): FoldedText | null {
  if (!APART.test(text)) return null;
  const out = new ViewBuilder();
  let done = 0;
  for (const { 0: run, index } of matchesOf(SET_APART, text)) {
    out.copy(text, done, index);
    done = index + run.length;
    for (let i = index; i < done; i++) {
      if (/\d/.test(text.charAt(i))) out.copy(text, i, i + 1);
      else if (!/\s/.test(text.charAt(i))) out.put(/[./]/.test(text.charAt(i)) ? text.charAt(i) : '-', i, i + 1);
    }
  }
  if (done === 0) return null;
  out.copy(text, done, text.length);
  return out.build();
}

/**
 * The folds of a text, one for each level of escapes, in offsets of the text. Most texts have none. Code has no misread labels, and
 * its numbers with dashes between them are sums.
 */
export function foldsOf(text: string, surface: Surface = 'prose'): FoldedText[] {
  const views: FoldedText[] = [];
  const read = surface === 'code' ? [together(text)] : [together(text), closed(text), unmisread(text)];
  for (const view of read) if (view !== null) views.push(view);
  return [...views, ...levelsOf(text)];
}

/** A fold for each level of escapes, the last one with the fewest of them. */
function levelsOf(text: string): FoldedText[] {
  const views: FoldedText[] = [];
  for (let view = fold(text); view !== null && views.length < LEVELS; ) {
    views.push(view);
    const next = NESTED.test(view.text) ? fold(view.text) : null;
    view = next === null ? null : compose(view, next);
  }
  return views;
}

/** A letter that is written otherwise than by itself: in bytes, by a name or number, in full width or in a style. */
const WRITTEN_LETTER =
  /%[C-Fc-f][\dA-Fa-f]%[89ABab]|=[C-F][\dA-F]=[89AB]|&(?:#\d{2,6}|#[xX][\da-fA-F]{2,5}|[A-Za-z]{4,7});|\\u(?:\{|[01][\da-fA-F])|[\uff21-\uff3a\uff41-\uff5a]|[\u{1d400}-\u{1d7ff}]/u;
const WRITTEN_LETTERS = new RegExp(WRITTEN_LETTER.source, 'gu');

/** Where letters stand that are written otherwise. Names there are read in the fold alone: "r&eacute;union" holds no "eacute". */
export const writtenLetters = (text: string): readonly { readonly start: number; readonly end: number }[] =>
  matchesOf(WRITTEN_LETTERS, text).map(({ 0: letter, index }) => ({ start: index, end: index + letter.length }));

/** The fold in which names have their letters back, after all levels of escapes. @returns null for most texts */
export function lettersOf(text: string): FoldedText | null {
  return WRITTEN_LETTER.test(text) ? (levelsOf(text).at(-1) ?? null) : null;
}

function reading(piece: string): string {
  const first = piece.charCodeAt(0);
  if (first === 0x26) return entity(piece);
  if (first === 0x5c) return escaped(piece);
  if (first === 0x25 && piece.length === 3) return String.fromCharCode(Number.parseInt(piece.slice(1), 16));
  if (first === 0x25 || first === 0x3d) return ofBytes(piece);
  return first < 0x80 ? '' : sign(piece);
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** The sign of two to four bytes, each written with a mark and two digits; the piece as it is where they are none. */
function ofBytes(piece: string): string {
  try {
    return sign(
      UTF8.decode(Uint8Array.from(piece.slice(1).split(piece.charAt(0)), (byte) => Number.parseInt(byte, 16))),
    );
  } catch {
    return piece;
  }
}

function entity(piece: string): string {
  if (piece[1] !== '#') return ENTITIES[piece.slice(1, -1)] ?? letter(piece.slice(1, -1)) ?? piece;
  return point(/^&#x/i.test(piece) ? Number.parseInt(piece.slice(3), 16) : Number.parseInt(piece.slice(2), 10), piece);
}

/** The letter that an entity names; undefined for any other name. */
function letter(name: string): string | undefined {
  const accent = ACCENTS[name.slice(1)];
  return OWN_LETTERS[name] ?? (accent === undefined ? undefined : `${name.charAt(0)}${accent}`.normalize('NFC'));
}

function escaped(piece: string): string {
  const kind = piece.charAt(1);
  if (piece === '\\033') return '\x1b';
  if (kind === 'u' || kind === 'x') return point(Number.parseInt(piece.slice(2).replace('{', ''), 16), piece);
  if (kind === '\r') return ' ';
  return LETTERS[kind] ?? kind;
}

/** The character of a number, read as any other; the piece as it is when no character has that number. */
function point(code: number, piece: string): string {
  if (!(code > 0 && code <= 0x10ffff) || (code >= 0xd800 && code < 0xe000)) return piece;
  const char = String.fromCodePoint(code);
  return code < 0x80 ? char : sign(char);
}

const SIGNS = new Map<string, string>();

function sign(char: string): string {
  let read = SIGNS.get(char);
  if (read === undefined) {
    read = readSign(char);
    // Text of a person has few different signs: the bound is for hostile text.
    if (SIGNS.size > 20_000) SIGNS.clear();
    SIGNS.set(char, read);
  }
  return read;
}

function readSign(char: string): string {
  if (/[\u2028\u2029\u0085]/.test(char)) return '\n';
  if (/\p{Zs}|[\u2800\u3164]/u.test(char)) return ' ';
  if (/\p{Pd}|\u2212|\u2043/u.test(char)) return '-';
  if (/\p{Cf}|\p{Variation_Selector}|[\u034f\u115f\u1160\u17b4\u17b5\u0080-\u009f]/u.test(char)) return '';
  if (/\p{Nd}/u.test(char)) return String(digitOf(char));
  const plain = char.normalize('NFKC');
  return /^[\x20-\x7e]{1,4}$/.test(plain) ? plain : char;
}

/** Unicode numbers the digits of a script in a row, from nought: the row is counted down to its start. */
function digitOf(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  let run = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - run - 1))) run++;
  return run % 10;
}
