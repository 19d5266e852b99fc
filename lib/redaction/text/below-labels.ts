import { nth } from '../../activity/there.ts';
import { Seeker } from '../gate/seek.ts';
import { isSomebody } from '../rules/accounts.ts';
import { PASSWORD } from '../rules/labels.ts';
import { KEPT_CODES } from '../rules/one-time-codes.ts';
import { realSecret } from '../rules/real-secret.ts';
import type { Found } from './found.ts';
import { matchesOf } from './matches.ts';

/** One code on its line, behind a number or a dot of the list if there is one. */
const KEPT_LINE =
  '[ \\t]{0,8}(?:\\d{1,2}[.):] {0,3}|[-*•] {0,3})?(?=[a-z -]{0,20}\\d)[a-z\\d]{3,12}(?:[ -][a-z\\d]{3,12}){0,4}[ \\t]{0,4}(?:\\r?\\n|$)';
const ASKED = `${PASSWORD}|passphrase|secret(?: access)? key|access token|token|api[ _-]?key`;
/** YAML writes a value of several lines below its key, further in. */
const BLOCK = new RegExp(
  `^([ \\t]{0,40})[\\w."'-]{0,60}(?:${ASKED})[\\w."'-]{0,20}:[ \\t]{1,4}[|>][+-]?\\d?[ \\t]{0,4}\\r?\\n`,
  'gim',
);
/** A sentence or a label whose value follows after an empty line, or after the line that ends in "is". */
const BELOW = new RegExp(
  `(?:${ASKED})(?:[ \\t]{0,4}:?[ \\t]{0,4}\\r?\\n[ \\t]{0,20}|\\s(?:is|ist|est|es|to|jest):?[ \\t]{0,4})\\r?\\n[ \\t]{0,20}(\\S{4,200})[ \\t]{0,4}(?=\\r?\\n|$)`,
  'gi',
);
/** The end of a private key whose first line is not shown. */
const KEY_END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----/g;
const KEY_LINE = /^[A-Za-z0-9+/=]{1,100}\r?\n$/;

/**
 * Beginnings of keys, whatever part of the text around them is shown: their structure in base64 (RFC 5958, 8017, 5915; OpenSSH).
 */
const KEY_START =
  /(?:MI(?:I[A-Za-z0-9+/]{2,6}(?:IBAAKC|IBADANB)|GHAgEAMB|HcCAQEEI)|MC4CAQAwBQYDK2Vw|b3BlbnNzaC1rZXktdjE)[A-Za-z0-9+/=]{8,100}/g;
/** A code that a window shows for half a minute: alone on its line, and the seconds that are left below. */
const COUNTED =
  /^[ \t]{0,8}(\d{3}[ \u00a0]?\d{3}|\d{4}[ \u00a0]?\d{4})[ \t]{0,4}\r?\n[ \t]{0,8}(?:\d{1,2} ?s(?:ec(?:onds?)?)?|\d{1,2}\/(?:30|60)|[◔◑◕●○◷]{1,3})[ \t]{0,4}$/gm;

/** A person asks for a code, and the next line is the answer, after the name of its writer if there is one. */
const ANSWERED =
  /(?:code|otp|pin|passcode|tan|kod|codice|código)\b[^\n?]{0,60}\?[ \t]{0,4}\r?\n[^\n:\d]{0,30}:?[ \t]{0,4}(\d{3}[ -]?\d{3}|\d{4,8})[.!]?[ \t]{0,4}(?=\r?\n|$)/gi;

/** Codes for the day when a telephone is gone, one on each line below the words for them. */
const KEPT = new RegExp(
  `(?<![\\p{L}])(?:${KEPT_CODES})(?![\\p{L}])[^\\n]{0,60}\\r?\\n(?:[ \\t]{0,8}\\r?\\n){0,2}((?:${KEPT_LINE}){1,20})`,
  'giu',
);

/** A terminal is asked who is there, and answers. */
const WHO = /[$#>%][ \t]{1,2}(?:whoami|logname|id -un)[ \t]{0,4}\r?\n([A-Za-z_][\w.@\\-]{1,60})[ \t]{0,4}(?=\r?\n|$)/g;

/** The folder of all homes is listed: each entry is an account. */
const HOMES =
  /[$#>%]?[ \t]{0,2}\b(?:ls|dir|tree)(?: -\w{1,6}){0,2} (?:\/home|\/Users|\/var\/home|C:\\Users)[\\/]?[ \t]{0,4}\r?\n((?:[ \t]{0,8}[\w.@+-]{2,32}){1,12})[ \t]{0,4}(?=\r?\n|$)/g;

const BLOCKS = new Seeker(BLOCK);

/** For the gate that decides which of them can match. */
export const BELOW_LABELS = { BLOCK, BELOW, KEY_END, KEY_START, COUNTED, ANSWERED, KEPT, WHO, HOMES } as const;

/**
 * Values in the lines below their label, and keys that are shown without their first line.
 * @param possible patterns that can match in the text
 */
export function findBelow(text: string, possible: ReadonlySet<RegExp>): Found[] {
  if (possible.size === 0 || !text.includes('\n')) return [];
  return [
    ...(possible.has(BLOCK) ? blocks(text) : []),
    ...(possible.has(BELOW) ? values(text) : []),
    ...(possible.has(KEY_END) ? keyEnds(text) : []),
    ...(possible.has(KEY_START) ? keyStarts(text) : []),
    ...(possible.has(COUNTED) ? counted(text) : []),
    ...(possible.has(ANSWERED) ? answered(text) : []),
    ...(possible.has(KEPT) ? kept(text) : []),
    ...(possible.has(WHO) ? whoIs(text) : []),
    ...(possible.has(HOMES) ? homes(text) : []),
  ];
}

function blocks(text: string): Found[] {
  return BLOCKS.all(text).flatMap((match) => {
    const start = match.index + match[0].length;
    let end = start;
    for (let next = start; next < text.length; ) {
      const stop = text.indexOf('\n', next) < 0 ? text.length : text.indexOf('\n', next);
      const indent = /^[ \t]{0,80}/.exec(text.slice(next, Math.min(stop, next + 80)))?.[0].length ?? 0;
      if (indent <= nth(match, 1).length) break;
      end = stop;
      next = stop + 1;
    }
    return end > start ? [{ start, end, type: 'PASSWORD', rank: 1 }] : [];
  });
}

function values(text: string): Found[] {
  return matchesOf(BELOW, text).flatMap((match) => {
    const value = nth(match, 1);
    if (!realSecret(value) || !/[\d!@#$%^&*]/.test(value) || !/[A-Za-z]/.test(value)) return [];
    const start = match.index + match[0].lastIndexOf(value);
    return [{ start, end: start + value.length, type: 'PASSWORD', rank: 1 }];
  });
}

function keyEnds(text: string): Found[] {
  return matchesOf(KEY_END, text).flatMap(({ index }) => {
    let start = index;
    for (let lines = 0; lines < 200 && start > 0; lines++) {
      const from = text.lastIndexOf('\n', start - 2) + 1;
      if (start - from > 102 || !KEY_LINE.test(text.slice(from, start))) break;
      start = from;
    }
    return index - start > 40 ? [{ start, end: index, type: 'PRIVATE_KEY', rank: 0 }] : [];
  });
}

function keyStarts(text: string): Found[] {
  return matchesOf(KEY_START, text).flatMap(({ 0: first, index }) => {
    let end = index + first.length;
    for (let lines = 0; lines < 200 && text[end] !== undefined; lines++) {
      const next = /^\r?\n[A-Za-z0-9+/=]{16,100}(?=\r?\n|$)/.exec(text.slice(end, end + 104));
      if (next === null) break;
      end += next[0].length;
    }
    return end - index > 60 ? [{ start: index, end, type: 'PRIVATE_KEY', rank: 0 }] : [];
  });
}

/** A window of such codes names itself somewhere. */
const AUTHENTICATOR = /authenticat|two[- ](?:factor|step)|2fa|verification codes?|one-time codes?|einmalcodes?/i;
const ALONE = /^[ \t]{0,8}(\d{3}[ \u00a0]?\d{3}|\d{4}[ \u00a0]\d{4})[ \t]{0,4}\r?$/gm;

function counted(text: string): Found[] {
  const alone = AUTHENTICATOR.test(text) ? matchesOf(ALONE, text) : [];
  return [...matchesOf(COUNTED, text), ...alone].map((match) => {
    const start = match.index + match[0].indexOf(nth(match, 1));
    return { start, end: start + nth(match, 1).length, type: 'PASSWORD', rank: 1 };
  });
}

const answered = (text: string): Found[] =>
  matchesOf(ANSWERED, text).map((match) => {
    const start = match.index + match[0].lastIndexOf(nth(match, 1));
    return { start, end: start + nth(match, 1).length, type: 'PASSWORD', rank: 1 };
  });

const kept = (text: string): Found[] =>
  matchesOf(KEPT, text).flatMap((match) => {
    const list = nth(match, 1);
    const from = match.index + match[0].length - list.length;
    return [
      ...list.matchAll(/(?<=(?:\d{1,2}[.):] {0,3})|^[ \t*•-]{0,12})[a-z\d]{3,12}(?:[ -][a-z\d]{3,12}){0,4}/gim),
    ].map(({ 0: code, index }) => ({
      start: from + index,
      end: from + index + code.length,
      type: 'PASSWORD',
      rank: 1,
    }));
  });

const whoIs = (text: string): Found[] =>
  matchesOf(WHO, text).flatMap((match) => {
    const name = nth(match, 1);
    const end = match.index + match[0].trimEnd().length;
    return isSomebody(name) ? [{ start: end - name.length, end, type: 'USERNAME', rank: 1 }] : [];
  });

/** Entries of the folder of homes that are no home. */
const NO_HOME = /^(?:lost\+found|shared|public|default(?:app\w{0,8})?|all|total|linuxbrew)$/i;

const homes = (text: string): Found[] =>
  matchesOf(HOMES, text).flatMap((match) => {
    const list = nth(match, 1);
    const from = match.index + match[0].lastIndexOf(list);
    return [...list.matchAll(/[\w.@+-]{2,32}/g)]
      .filter(([name]) => isSomebody(name) && !NO_HOME.test(name))
      .map(({ 0: name, index }) => ({
        start: from + index,
        end: from + index + name.length,
        type: 'USERNAME',
        rank: 1,
      }));
  });
