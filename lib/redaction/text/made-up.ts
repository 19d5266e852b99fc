import { isKnownSomewhere, saidOf } from '../language/dictionaries.ts';
import { COMPANY, FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import { entropy } from '../rules/checksums.ts';
import { realSecret } from '../rules/real-secret.ts';
import { oneOf } from '../rules/rule.ts';
import type { Surface } from '../types.ts';
import { type Found, RANK } from './found.ts';
import { isOrdinaryWord } from './ordinary-word.ts';

/** What a character is in a run of the letters, digits and signs that such values have: no part of it, a part, a digit. */
const PART = { none: 0, one: 1, digit: 2 } as const;
const PARTS = Uint8Array.from({ length: 128 }, (_, code) =>
  code >= 48 && code <= 57 ? PART.digit : /[A-Za-z!#$%&*?_-]/.test(String.fromCharCode(code)) ? PART.one : PART.none,
);
/** From here on most characters are letters. */
const BEYOND = 0xc0;
const LENGTH = { least: 6, most: 100 } as const;
const LETTERS_ALONE = 24;
/** Signs that may stand right before a value, and right behind it. */
const BEFORE = new Set(' \t\r\n"\'`“„«(=:>,;/[');
const BEHIND = new Set(' \t\r\n"\'`”»)]<,;&/');
/** Behind the end of a sentence a space follows, or nothing. */
const ENDS = /^[.:!?]{0,2}(?:\s|$)/;
/** Keys of licences: groups of one form, of capitals and digits. */
const GROUPS = /^(?=.{0,40}\d)(?=.{0,40}[A-Z])[A-Z\d]{4,8}(?:-[A-Z\d]{4,8}){2,7}$/;
/** Numbers of documents: capitals among digits. Models of things have their letters at one end, or fewer digits. */
const DOCUMENT = /^(?=(?:[A-Z]{0,6}\d){6})(?=\d{0,12}[A-Z]{1,6}\d{1,12}[A-Z])[A-Z\d]{8,14}$/;
/** A word with a number or a sign at its end, as passwords are chosen. */
const CHOSEN = /^\p{L}{5,20}[!#$%&*?_]?\d{1,4}[!$%&*]?$/u;
/** What is counted or numbered so in talk: "sprint23", "budget2026". */
const COUNTED = new RegExp(
  `^${oneOf(
    'sprint|phase|week|month|quarter|level|group|class|option|version|release|figure|table|chapter|section|module',
    'block|batch|round|stage|track|draft|report|budget|photo|image|scan|screenshot|sheet|slide|question|answer',
    'example|windows|office|covid|apollo|formula|channel|terminal|platform|floor|suite|excel|word|server|project',
    'iphone|galaxy|playstation|model|series|python|sample|output|input|column|field|value|number|param|state|error',
    'stack|bucket|region|cluster|worker|thread',
  )}s?$`,
  'i',
);
/** A digit among letters, where a letter of its form was. */
const LEET = /[A-Za-z](\d)\1?[a-z]|^\d[a-z]{3}/;
const LETTERS: Readonly<Record<string, string>> = {
  ...{ 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 6: 'g', 7: 't', 8: 'b', 9: 'g' },
};
const WORDS = FLAG.common | FLAG.word | FLAG.rare | FLAG.first | FLAG.last | FLAG.place | FLAG.proper;
const SHORTEST = 5;
const REACH = 120;
const LONGEST_OF_LINE = 44;
/** Half of all digests are written so; beside these words it is a key. */
const HEX = /^(?:[a-f\d]{32,128}|[A-F\d]{32,128})$/;
const FOR_HEX = /auth|token|secret|\blogin|\bcred|passw|hashcat|\bntlm|api.?key/i;
/** Names of programs with a number inside: "rgb2hsl", "aws4fetch", "base64url". */
const OF_PROGRAMS = new RegExp(
  `^${oneOf(
    '[a-z]{2,20}2[a-z]{2,20}\\d{0,2}|s3[a-z]{3,20}|[a-f\\d]{4,64}|\\d{1,4}[a-z]{1,4}',
    '(?:sha|md|base|utf|ucs|ipv|lib|mp|int|uint|float|es|oauth|win|web|log|latin|crc|ecma|iso|http|net|asn|vt|ansi|log|sys|unit|test|mat|vec)\\d{1,3}[a-z]{0,20}',
  )}$`,
  'i',
);
/** What a random text is, where it is no secret: a digest, a revision, an address of a page. */
const OF_CONTENT =
  /integrity|sha\d|\bsha\b|checksum|digest|\bhash(?!cat)|\bh1:|etag|\bcommit|revision|fingerprint|\buuid|mappings|data:|youtu|\bcid\b|docs\.google|figma|\bv=|ssh-|public|certificate|\bAAAA|signature/i;

/**
 * Values that their form alone gives away, whatever the words around them: words with digits in the place of letters, keys in groups,
 * and text that was drawn at random. What programs call by such a name stays.
 */
export function findMadeUp(text: string, surface: Surface): Found[] {
  const found: Found[] = [];
  // By hand, because code is full of runs, and few of them have a digit.
  for (let at = 0; at < text.length; at++) {
    const from = at;
    let digits = false;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      const part = code < 128 ? PARTS[code] : code >= BEYOND ? PART.one : PART.none;
      if (part === PART.none) break;
      digits ||= part === PART.digit;
    }
    const length = at - from;
    if (length < LENGTH.least || length > LENGTH.most || !(digits || length >= LETTERS_ALONE)) continue;
    const value = standing(text, text.slice(from, at), from);
    if (value === undefined || !isMadeUp(value, text, from, surface)) continue;
    found.push({ start: from, end: from + value.length, type: 'SECRET', rank: RANK.labelled });
  }
  return found;
}

/** A run without the signs that end its sentence, if it stands for itself: between spaces, quotes or the signs around a value. */
function standing(text: string, run: string, at: number): string | undefined {
  if (at > 0 && !BEFORE.has(text.charAt(at - 1))) return undefined;
  if (!/^[\p{L}\d]/u.test(run)) return undefined;
  const value = run.replace(/[!#?&_%-]{1,3}$/, (signs) => (/^[!?]$/.test(signs) ? signs : ''));
  const end = at + value.length;
  const next = text.charAt(end);
  return next === '' || BEHIND.has(next) || ENDS.test(text.slice(end, end + 3)) ? value : undefined;
}

function isMadeUp(value: string, text: string, at: number, surface: Surface): boolean {
  if (GROUPS.test(value)) return !/\b(?:model|part|sku|art)\b[^\n]{0,16}$/i.test(text.slice(Math.max(0, at - 24), at));
  if (surface !== 'code' && DOCUMENT.test(value)) return true;
  if (surface === 'prose' && CHOSEN.test(value) && isChosenWord(value) && !isArgument(text, at, value)) return true;
  const isLeet = LEET.test(value) && value.length < 32 && isSpelledWithDigits(value, surface);
  if (!isLeet && value.length < 16) return false;
  const before = text.slice(Math.max(0, at - REACH), at);
  if (!isLeet && !isDrawn(value, before)) return false;
  return !isContent(value, text, at, before);
}

/** Whether nobody chose the value: it is random, or hexadecimal behind a word that announces a secret. */
const isDrawn = (value: string, before: string): boolean =>
  HEX.test(value) ? FOR_HEX.test(before.slice(before.lastIndexOf('\n') + 1)) : isRandom(value) && realSecret(value);

/** Whether the value is a part of a file, of a digest or of a path. */
function isContent(value: string, text: string, at: number, before: string): boolean {
  // A line of a file in base64: a key says so in its first line.
  if (value.length >= LONGEST_OF_LINE && /(?:^|\n)\s{0,20}$/.test(before)) return true;
  return OF_CONTENT.test(before) || (text[at - 1] === '/' && !before.includes('://'));
}

/** "Pl0verSand99", "b4ttersea": a word once its digits are letters again. */
function isSpelledWithDigits(value: string, surface: Surface): boolean {
  return value.split(/[!$%&*?_-]|(?<=[a-z\d])(?=[A-Z])/).some((part) => {
    const word = part.replace(/\d{1,8}$/, '');
    if (word.length < SHORTEST || !LEET.test(word) || OF_PROGRAMS.test(word) || isForAnother(word)) return false;
    const small = word.toLowerCase();
    const read = small.replaceAll(/\d/g, (digit) => LETTERS[digit] ?? digit);
    return (
      isWordOrTwo(read) ||
      isWordOrTwo(small.replaceAll(/\d/g, (digit) => (digit === '1' ? 'l' : (LETTERS[digit] ?? digit)))) ||
      (surface === 'prose' && small.length > 7 && /^[a-z]{1,9}\d[a-z]{4,12}$/.test(small))
    );
  });
}

const isWord = (word: string): boolean =>
  (flagsOf(word) & WORDS) !== 0 ? (flagsOf(word) & TECH_WORD) === 0 : isKnownSomewhere(saidOf(word));
/** "aws4fetch": the digit is a word between two. */
const isForAnother = (word: string): boolean => {
  const halves = word.split('4');
  return halves.length === 2 && halves.every((half) => half.length > 2 && isOrdinaryWord(half));
};
const LEAST_HALF = 4;
/** One word, or two that are written as one: "sandmartin". */
function isWordOrTwo(word: string): boolean {
  if (isWord(word)) return true;
  for (let at = LEAST_HALF; at <= word.length - LEAST_HALF; at++)
    if (isWord(word.slice(0, at)) && isWord(word.slice(at))) return true;
  return false;
}

/** A variable in code among prose: "push(chunk1);". */
const isArgument = (text: string, at: number, value: string): boolean =>
  /[\w$]\($/.test(text.slice(Math.max(0, at - 2), at)) || text[at + value.length] === ';';

/** Nothing but a password looks so in a sentence, unless computing or a list numbers such words. */
function isChosenWord(value: string): boolean {
  const stem = /^\p{L}{1,20}/u.exec(value)?.[0] ?? '';
  return (
    !COUNTED.test(stem) &&
    (flagsOf(stem.toLowerCase()) & (TECH_WORD | COMPANY)) === 0 &&
    !(/\p{Ll}\p{Lu}/u.test(stem) && /\d$/.test(value)) &&
    !/^\p{Lu}{2,20}/u.test(stem) &&
    !OF_PROGRAMS.test(value)
  );
}

/** Letters of both cases and digits, that follow each other as they do when they are drawn. */
function isRandom(value: string): boolean {
  if (!/[a-z]/.test(value) || !/[A-Z]/.test(value)) return false;
  const named = (value.match(/[A-Za-z][a-z]{2,20}/g) ?? []).filter(isOrdinaryWord).join('');
  if (named.length * 3 > value.length) return false;
  let turns = 0;
  for (let i = 1; i < value.length; i++) if (classOf(value, i) !== classOf(value, i - 1)) turns++;
  return turns * 3 >= value.length && entropy(value) > 3.3;
}

function classOf(value: string, at: number): number {
  const code = value.charCodeAt(at);
  return code >= 97 ? 0 : code >= 65 ? 1 : code >= 48 && code <= 57 ? 2 : 3;
}
