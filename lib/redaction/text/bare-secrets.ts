import { PREDICATES } from '../rules/plausible.ts';
import { realSecret } from '../rules/real-secret.ts';
import { oneOf } from '../rules/rule.ts';
import type { Found } from './found.ts';
import { lineAround } from './line-around.ts';
import { matchesOf } from './matches.ts';
import { isOrdinaryWord } from './ordinary-word.ts';

/** Names of a secret as devices, commands and comments write them before its value, with nothing between but a kind of encoding. */
const NAMED = new RegExp(
  `(?<![\\w$.])${oneOf(
    'password|passphrase|passcode|passwd|pre-?shared-?key|psk|wpa-psk|shared-secret|key-string|auth(?:entication)?-key',
    '(?:radius|tacacs|server|ntp|ospf|bgp|isakmp|vpn|peer)[\\w.-]{0,20}\\s(?:[\\w.:-]{1,40}\\s){0,2}?(?:key|secret|password)',
  )}\\s{1,4}(?:${oneOf('[0-9]|ascii|ascii-text|hex|text|plain|clear|encrypted|secret|then|level \\d{1,2}|md5|is')}\\s{1,3}){0,2}["']?`,
  'gi',
);
/** A comment in which a command is told its password: "# then X". */
const AFTER_COMMAND = /(?<=\s)(?:#|\/\/)\s{1,3}(?:then|enter|type|pw:?|pass:?)\s{1,3}/gi;
const VALUE = /[\w!#$%^&*?+.@-]{5,60}(?=["']?\s{0,4}(?:$|[#;\r\n]))/my;
const PHRASE = /[a-z]{3,14}(?: [a-z]{3,14}){1,4}(?=["']?\s{0,4}(?:$|[\r\n]))/my;
/** For the gate that decides which of them can match. */
export const BARE_SECRETS = { NAMED, AFTER_COMMAND } as const;
/** A line of a program: what follows a name there is a type, a variable or a word of a message. */
const PROGRAM = /[(){}[\]<>;]|=>|\b(?:const|let|var|def|fn|func|return|if|else|type|class|import|from|require)\b/;

/**
 * Secrets in configuration of devices, at prompts and in comments beside commands, where no sign stands between the name and the value:
 * a word that no language has, or one with digits. Words of the language are a phrase only in a comment, where nothing else follows.
 *
 * @param possible patterns that can match in the text
 */
export function findBareSecrets(text: string, possible: ReadonlySet<RegExp>): Found[] {
  const found: Found[] = [];
  for (const pattern of [NAMED, AFTER_COMMAND])
    if (possible.has(pattern))
      for (const { 0: words, index } of matchesOf(pattern, text)) {
        const start = index + words.length;
        const value = valueAt(text, start, pattern === NAMED);
        if (value === undefined || PROGRAM.test(lineAround(text, index))) continue;
        found.push({ start, end: start + value.length, type: 'PASSWORD', rank: 1 });
      }
  return found;
}

function valueAt(text: string, start: number, named: boolean): string | undefined {
  VALUE.lastIndex = start;
  const value = VALUE.exec(text)?.[0];
  if (value !== undefined) return isChosen(value) ? value : undefined;
  if (!named) return undefined;
  PHRASE.lastIndex = start;
  const phrase = PHRASE.exec(text)?.[0];
  const inComment = /(?:#|\/\/)[^\n]{0,40}$/.test(text.slice(Math.max(0, start - 60), start));
  return inComment && phrase?.split(' ').every((word) => !PREDICATES.test(word)) ? phrase : undefined;
}

/** A digit or a sign among letters, or letters that no language has for a word. */
const isChosen = (value: string): boolean =>
  realSecret(value) &&
  /[A-Za-z]/.test(value) &&
  (/^[A-Za-z]{5,40}$/.test(value)
    ? !isOrdinaryWord(value) && !/[a-z][A-Z]/.test(value)
    : /\d|[!#$%^&*?]/.test(value) && !/\.[a-z]{2,5}$|^\d|^[\w-]{1,30}=|^-/.test(value));
