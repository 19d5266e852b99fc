import { nth } from '../../activity/there.ts';
import { Seeker } from '../gate/seek.ts';
import { isSomebody } from '../rules/accounts.ts';
import { isPassphrase } from '../rules/password-words.ts';
import { isPasswordLike } from '../rules/plausible.ts';
import { realSecret } from '../rules/real-secret.ts';
import type { Found } from './found.ts';
import { matchesOf } from './matches.ts';
import { isStrangeWord } from './ordinary-word.ts';

const BEGIN =
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,20}-----|PuTTY-User-Key-File-\d|-----BEGIN PGP MESSAGE-----|openssh-key-v1/g;
const END = /-----END [A-Z0-9 ]{0,40}(?:PRIVATE KEY|MESSAGE)[A-Z ]{0,20}-----|Private-MAC:[^\n]{0,80}/g;
const BODY = /(?:\n|\\n|\\r)?[ \t"'+>|#*/]{0,12}[A-Za-z0-9+/=:, -]{1,100}(?=\\n|\\r|["']|\s|$)/y;
const LABEL =
  /(?:^|[\n>|])[ \t]{0,20}(?:enter |your |the |user |admin |wi-?fi |current |new |confirm |repeat |([\p{L}\d-]{2,20} ){1,3})?(?:password|passcode|passphrase|pass phrase|pin|secret|api key|access token|token|secret key|private key|client secret|app password|recovery key|(?:network |wireless |wi-?fi )?security key|network key|wireless key|(?:scratch|recovery|backup|emergency) codes?|backup key|setup key|licen[cs]e key|signing key|encryption key|authorization: (?:basic|bearer|token)|(?:pairing|setup|set-up|activation|invite|access) (?:key|code)|otp|one[- ]time code|verification code|security code)(?: for [^\n:]{1,60})?[ \t]{0,4}:?[ \t]{0,4}\r?\n[ \t]{0,20}(\S{3,200})[ \t]{0,4}(?=\r?\n|$)/giu;

/** A name and its value as two entries of a list, the way deployments write their environment. */
const PAIR =
  /\b(?:name|key|param|id)["']?\s{0,3}[:=]\s{0,3}["']?[\w.-]{0,60}(?:passw(?:or)?d|passphrase|pass(?![a-z])|pwd|secret|token|api_?key|private_?key|credential)[\w.-]{0,30}["']?\s{0,3},?\s{0,40}["']?(?:value|val|default)["']?\s{0,3}[:=]\s{0,3}["']?([^\s"',}]{3,300})/gi;

/** A property list: the name of a key, and its value in the next element. */
const PLIST =
  /<key>[\w .-]{0,40}(?:passw(?:or)?d|passphrase|secret|token|api_?key|private_?key|credential)[\w .-]{0,30}<\/key>\s{0,40}<string>([^<\n]{3,300})<\/string>/gi;

/** A variable of Terraform: its name, and its value further down in its block. */
const VARIABLE =
  /\bvariable\s{1,3}"[\w-]{0,60}(?:passw(?:or)?d|passphrase|pass(?![a-z])|pwd|secret|token|api_?key|private_?key|credential)[\w-]{0,30}"\s{0,3}\{[^{}]{0,300}?\bdefault\s{0,12}=\s{0,3}"([^"\n$]{3,300})"/gi;

/** A passphrase of small words in the line below its label; a hint begins with a capital or is a sentence. */
const WORDS_BELOW =
  /(?:^|\n)[^\n]{0,40}(?:passphrase|pass phrase|password|passwort|kennwort|mot de passe|contraseña|senha|wachtwoord|has[łl]o)[^\n.?!]{0,40}\r?\n[ \t]{0,20}(\p{Ll}{2,14}(?:[ -]\p{Ll}{2,14}){2,7})[ \t]{0,4}(?=\r?\n|$)/giu;

const seekers = { label: new Seeker(LABEL), wordsBelow: new Seeker(WORDS_BELOW), pair: new Seeker(PAIR) } as const;
const ACCOUNT_KEY = '[ \\t"\']{0,12}[\\w.-]{0,24}(?:user(?:_?name|_?id)?|login|uid)["\']?[ \\t]?[:=][ \\t]{0,3}["\']?';
const SECRET_KEY = '[ \\t"\']{0,12}[\\w.-]{0,24}(?:passw(?:or)?d|passphrase|pass|pwd|secret)["\']?[ \\t]?[:=]';
const ACCOUNT = '([A-Za-z_][\\w.@\\\\+-]{1,60})["\']?,?[ \\t]{0,4}\\r?\\n';
/** In a file of settings, the account of the password that one of the next lines or the line before has. */
const ACCOUNT_ABOVE = new RegExp(`(?:^|\\n)${ACCOUNT_KEY}${ACCOUNT}(?:[^\\n]{0,80}\\n){0,2}${SECRET_KEY}`, 'dgi');
const ACCOUNT_BELOW = new RegExp(
  `(?:^|\\n)${SECRET_KEY}[^\\n]{2,120}\\n${ACCOUNT_KEY}${ACCOUNT.replace('\\r?\\n', '(?=\\r?\\n|$)')}`,
  'dgi',
);

/** For the gate that decides which of them can match. */
export const OVER_LINES = { LABEL, WORDS_BELOW, PAIR, PLIST, VARIABLE, ACCOUNT_ABOVE, ACCOUNT_BELOW } as const;

/** Keys that go over lines, and a value on the line below its label. @param possible patterns that can match in the text */
export function findOverLines(text: string, possible: ReadonlySet<RegExp>): Found[] {
  return [
    ...privateKeys(text),
    ...(possible.has(LABEL) || possible.has(WORDS_BELOW) ? belowLabels(text) : []),
    ...(possible.has(PAIR) || possible.has(PLIST) || possible.has(VARIABLE) ? pairs(text) : []),
    ...(possible.has(ACCOUNT_ABOVE) || possible.has(ACCOUNT_BELOW) ? accounts(text) : []),
  ];
}

function privateKeys(text: string): Found[] {
  const found: Found[] = [];
  if (!text.includes('PRIVATE KEY') && !text.includes('PuTTY-User') && !text.includes('PGP MESSAGE')) return found;
  BEGIN.lastIndex = 0;
  for (let begin = BEGIN.exec(text); begin !== null; begin = BEGIN.exec(text)) {
    END.lastIndex = BEGIN.lastIndex;
    const end = END.exec(text);
    const next = text.indexOf('-----BEGIN', BEGIN.lastIndex);
    const stop =
      end !== null && (next < 0 || end.index < next) && end.index - begin.index < 20_000
        ? END.lastIndex
        : bodyEnd(text, BEGIN.lastIndex);
    if (hasKey(text.slice(begin.index + begin[0].length, stop)))
      found.push({ start: begin.index, end: stop, type: 'PRIVATE_KEY', rank: 0 });
    BEGIN.lastIndex = Math.max(stop, BEGIN.lastIndex);
  }
  return found;
}

/** Whether the lines that frame a key have a key between them: not dots, an ellipsis or the name of a variable. */
const hasKey = (body: string) =>
  (body.match(/[A-Za-z0-9+/=]{16,100}/g) ?? []).some((run) => new Set(run).size > 6 && !/^[A-Za-z]{1,30}$/.test(run)) &&
  !/x{8}|X{8}|\*{8}/.test(body.slice(0, 200));

/** A key that is cut off: as far as lines of it go. */
function bodyEnd(text: string, from: number): number {
  let at = from;
  for (let lines = 0; lines < 200; lines++) {
    BODY.lastIndex = at;
    const match = BODY.exec(text);
    if (match === null || match[0].length === 0) break;
    at = BODY.lastIndex;
  }
  return at;
}

const MIXED = /^(?=\S{0,200}\d)(?=\S{0,200}[a-z])(?=\S{0,200}[A-Z])/;

function belowLabels(text: string): Found[] {
  if (!text.includes('\n')) return [];
  const found: Found[] = [];
  for (const { 0: all, 1: value, index } of seekers.wordsBelow.all(text)) {
    const words = value ?? '';
    if (words !== words.toLowerCase() || !isPassphrase(words)) continue;
    const start = index + all.lastIndexOf(words);
    found.push({ start, end: start + words.length, type: 'PASSWORD', rank: 1 });
  }
  for (const match of seekers.label.all(text)) {
    const value = nth(match, 2);
    // Of other labels ("Change password") often an entry of a menu is in the next line.
    if (match[1] !== undefined && !isPasswordLike(value) && !MIXED.test(value) && !isStrangeWord(value)) continue;
    if (
      !realSecret(value) ||
      (/^[A-Za-z]{1,12}[?:]?$/.test(value) &&
        /^(?:forgot|show|hide|confirm|new|enter|required|login|log|sign|remember|submit|next|cancel|save|ok|continue|username|email|user)/i.test(
          value,
        ))
    )
      continue;
    const start = match.index + match[0].lastIndexOf(value);
    found.push({ start, end: start + value.length, type: 'PASSWORD', rank: 1 });
  }
  return found;
}

function accounts(text: string): Found[] {
  if (!text.includes('\n')) return [];
  return [...text.matchAll(ACCOUNT_ABOVE), ...text.matchAll(ACCOUNT_BELOW)].flatMap((match) => {
    const account = nth(match, 1);
    const [start, end] = match.indices?.[1] ?? [0, 0];
    return isSomebody(account) && realSecret(account) ? [{ start, end, type: 'USERNAME', rank: 1 }] : [];
  });
}

function pairs(text: string): Found[] {
  if (!/val|default|<key>/i.test(text)) return [];
  return [...seekers.pair.all(text), ...matchesOf(PLIST, text), ...matchesOf(VARIABLE, text)].flatMap((match) => {
    const value = nth(match, 1);
    const start = match.index + match[0].lastIndexOf(value);
    return realSecret(value) ? [{ start, end: start + value.length, type: 'PASSWORD', rank: 1 }] : [];
  });
}
