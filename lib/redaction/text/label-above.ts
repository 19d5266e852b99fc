import type { HiddenType } from '../hidden-types.ts';
import type { LabelType } from '../keys/label-words.ts';
import { typeOfLabel } from '../keys/labels.ts';
import { isSomebody } from '../rules/accounts.ts';
import { realSecret } from '../rules/real-secret.ts';
import { oneOf } from '../rules/rule.ts';
import type { Found } from './found.ts';
import { isOrdinaryWord, isStrangeWord } from './ordinary-word.ts';

const LONGEST = { label: 40, value: 80 } as const;
/** One word with a digit or a sign in it: a value that people choose, and no entry of a menu. */
const VALUE = /^[ \t]{0,20}([^\s]{4,80})[ \t]{0,4}\r?$/;
const CHOSEN = /\d|[!#$%^&*?]/;

/** Labels of accounts, which a field shows as they are. */
const ACCOUNT = new RegExp(
  `^${oneOf(
    'user(?: ?(?:name|id))?|log ?in(?: ?(?:name|id))?|account ?(?:name|id)|benutzer(?:name|kennung)?|anmeldename|identifiant',
    "nom d[’']utilisateur|utilisateur|usuario|nombre de usuario|utente|nome utente|utilizador|nome de (?:utilizador|usuário)",
    'gebruiker(?:snaam)?|użytkownik|nazwa użytkownika',
  )}:?$`,
  'iu',
);
/** Types whose values are numbers: a word below their label is another label. */
const NUMBERS: ReadonlySet<LabelType> = new Set([
  'ID_NUMBER',
  'BANK_ACCOUNT',
  'PHONE_NUMBER',
  'CREDIT_CARD',
  'DATE_OF_BIRTH',
]);

/** The type of a value that stands alone below a label, if it is one. */
function typeBelow(label: string, value: string): HiddenType | undefined {
  if (ACCOUNT.test(label)) return isAccountBelow(value) ? 'USERNAME' : undefined;
  // Most lines of code are no such value, which is quicker to tell than what a label names.
  if (!CHOSEN.test(value) && !isStrangeWord(value)) return undefined;
  const type = typeOfLabel(label);
  return type === 'PASSWORD' || (type !== undefined && NUMBERS.has(type) && /\d{4}/.test(value)) ? type : undefined;
}

/** Below the label of an account stands an account, if no language has it for a word and it is no label itself. */
const isAccountBelow = (value: string): boolean =>
  /^[\w.@\\+-]{3,60}$/.test(value) &&
  isSomebody(value) &&
  typeOfLabel(value) === undefined &&
  (/\d/.test(value) || value.split(/[^\p{L}]{1,60}/u).some((part) => part.length > 2 && !isOrdinaryWord(part)));

/** Values alone on their line, below a line that is the label of a secret, an account or a number in any of the languages of labels. */
export function findBelowLabels(text: string): Found[] {
  const found: Found[] = [];
  let above = '';
  for (let from = 0; from <= text.length; ) {
    let to = text.indexOf('\n', from);
    if (to < 0) to = text.length;
    const line = to - from <= LONGEST.value + 24 ? text.slice(from, to) : '';
    const value = above === '' ? undefined : VALUE.exec(line)?.[1];
    const type = value === undefined ? undefined : typeBelow(above, value);
    if (value !== undefined && type !== undefined && realSecret(value)) {
      const start = from + line.indexOf(value);
      found.push({ start, end: start + value.length, type, rank: 1 });
    }
    const label = line.trim();
    // One empty line may be between them.
    if (label !== '' || value !== undefined) above = label.length <= LONGEST.label && /\p{L}/u.test(label) ? label : '';
    from = to + 1;
  }
  return found;
}
