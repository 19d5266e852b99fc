import { PASSWORD } from '../rules/labels.ts';
import { isPasswordLike, isStrong } from '../rules/plausible.ts';
import { realSecret } from '../rules/real-secret.ts';
import { oneOf } from '../rules/rule.ts';
import type { Found } from './found.ts';
import { matchesOf } from './matches.ts';

const TOKEN =
  /(?<![^\s"'“„(:/,>])(?=[^\s]{0,40}\d)(?=[^\s]{0,40}\p{L})[\p{L}\d][\p{L}\w!#$%^&*?+.@-]{4,38}[\p{L}\w!#$%^&*?+](?=["'”“)]{0,2}[.,;:!?]{0,2}(?:\s|$))/gu;
/** Words for signing in, in eight languages. */
const SIGNS_IN = new RegExp(
  `(?<![\\p{L}])${oneOf(
    PASSWORD,
    'log(?:ged|ging)?[- ]?(?:in|on)|sign(?:ed|ing)?[- ]?in|creds|credentials?|vpn|wi-?fi|wlan|nas|router',
    'unlock\\p{L}{0,3}|locked out|master|opens?|öffnet|ouvre|abre|apre|laptop|notebook|computer|portátil|ordenador|ordinateur|komputer\\p{L}{0,2}',
    'sticky note|post-?it|wrote (?:it|this|that) (?:on|down)|zettel|notizbuch|guest|visitor|user(?:name)?',
    'mailbox|inbox|postfach|buzón|boîte mail|to get (?:you |her |him |them )?(?:going|started|in)|admin|account|panel|temp(?:orary)?|encrypted|zip(?:ped)?|protected|ftp|rdp|ssh|portal|access|secret|default',
    'benutzer\\p{L}{0,4}|konto|zugang\\p{L}{0,6}|anmeld\\p{L}{0,4}|angemeldet|einlogg\\p{L}{1,3}|eingeloggt',
    'entsperr\\p{L}{1,4}|reset|zurückgesetzt|réinitialis\\p{L}{1,3}|restablec\\p{L}{1,4}|reimposta\\p{L}{0,3}|par défaut|default',
    'accès|compte|session|identifiant|connexion|connecter?|connecté\\p{L}{0,2}|acceso|usuario|cuenta|entrar',
    'sesión|conéctate',
    'accedere|utente|accesso|entra|conta|utilizador|acesso|inlogg\\p{L}{1,3}|gebruiker\\p{L}{0,4}',
    'zalogu?j?\\p{L}{0,4}|użytkownik',
    'ingelogd|logowani\\p{L}|dostęp',
  )}(?![\\p{L}])`,
  'giu',
);
/** Products and standards with a number, files, addresses and times, which are found beside such words as well. */
const THINGS = new RegExp(
  [
    `^${oneOf('windows|office|exchange|server|outlook|sharepoint|iphone|ipad|android|galaxy|python|java|php|node|https?|sha|md5')}[ _-]?\\d`,
    `^${oneOf('aes|base|oauth|saml|utf|iso|covid|log4j|ipv|win|version|chapter|level|room|page|line|apache|postgres|mp|usb|v')}[_-]?\\d`,
    '\\.[a-z]{2,5}$|@[\\w-]{1,60}\\.|^\\d{1,4}[-./]\\d',
    '^\\d{1,6}(?:st|nd|rd|th|h\\d{2}|am|pm|kg|km|cm|mm|gb|mb|tb|ms|px)$|^[a-f\\d-]{12,40}$',
  ].join('|'),
  'iu',
);
/** Keys of tickets, models, slugs and names of variables. */
const NAMED =
  /^(?:[A-Z]{1,8}-?\d{1,7}|\d{1,6}[A-Z]{1,3}|[a-z]{1,20}(?:[A-Z][a-z]{1,20}){1,4}\d?|[a-z\d]{1,20}(?:-[a-z\d]{1,20}){1,6})$/;
/** Words and a number, as they are made up for guests. */
const SLUG = /^[a-z]{3,12}(?:-[a-z]{3,12}){1,3}-?\d{1,4}$/;
const POINTS = { strong: 1.5, sign: 1, last: 1.5, among: 1, inside: 0.5, word: 1.5, mostWords: 3, enough: 3 } as const;
const REACH = 64;

/**
 * Passwords without a phrase that a rule knows, by their form and by words of signing in around them, added up. In talk and on
 * screens; everywhere else a password-like text is a model, a version or the name of a file.
 */
export function findLikelyPasswords(text: string): Found[] {
  const found: Found[] = [];
  for (const { 0: written, index } of matchesOf(TOKEN, text)) {
    const value = bare(written);
    if (!isPasswordLike(value) || !realSecret(value) || THINGS.test(value) || (NAMED.test(value) && !SLUG.test(value)))
      continue;
    const near = `${text.slice(Math.max(0, index - REACH), index)} ${text.slice(index + written.length, index + written.length + REACH)}`;
    const words = new Set(matchesOf(SIGNS_IN, near).map((match) => match[0].toLowerCase())).size * POINTS.word;
    if (
      (words > 0 || formOf(value) >= POINTS.enough) &&
      Math.min(words, POINTS.mostWords) + formOf(value) >= POINTS.enough
    )
      found.push({ start: index, end: index + written.length, type: 'PASSWORD', rank: 1 });
  }
  return found;
}

/** Letters without accents: the forms of passwords are the same in every language. */
const bare = (value: string): string => value.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 's');

const formOf = (value: string): number =>
  (isStrong(value) || SLUG.test(value) ? POINTS.strong : 0) +
  (/[A-Za-z\d][!#$%^&*?][A-Za-z\d]/.test(value) ? POINTS.sign : 0) +
  (/^[A-Z][a-z]{3,12}\d{2,4}[!#$%&*]$/.test(value) ? POINTS.last : 0) +
  (/[A-Za-z]\d{1,2}[A-Za-z]/.test(value) ? POINTS.among : 0) +
  (/[A-Za-z]{3}\d{2,4}$/.test(value) ? POINTS.inside : 0);
