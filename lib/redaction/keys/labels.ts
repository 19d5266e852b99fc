import type { Field } from '../../activity/events.ts';
import { isSecureRole } from '../../activity/secure-element.ts';
import { there } from '../../activity/there.ts';
import { typesThat } from '../hidden-types.ts';
import { foldLabel, labelPattern } from './label-pattern.ts';
import { BESIDE_LABELS, LABEL_WORDS, type LabelType } from './label-words.ts';

/** Labels of fields that hold one thing: everything typed there is of that type. The first match counts. */
const LABELS: readonly (readonly [label: RegExp, type: LabelType])[] = [
  [
    /\b(?:pass(?:word|wort|code|phrase|wd)|pwd|contrase|mot de passe|kennwort|pin|otp|one[- ]?time|verification code|security (?:code|answer|question)|2fa|mfa|totp|secret|token|api key|private key|access key|cvv|cvc|recovery (?:code|key)|seed phrase)\b/i,
    'PASSWORD',
  ],
  [/\b(?:card number|credit card|debit card|kreditkarte)\b/i, 'CREDIT_CARD'],
  [/\b(?:ssn|social security|national id|tax id|nino|passport|driver'?s? licen[cs]e)\b/i, 'ID_NUMBER'],
  [/\b(?:iban|account number|routing|sort code|bank account)\b/i, 'BANK_ACCOUNT'],
  [/\b(?:e-?mail|recipients?)\b(?! ?(?:template|subject|name))|^(?:to|cc|bcc)$/i, 'EMAIL_ADDRESS'],
  [/\b(?:phone|telephone|(?:mobile|cell|fax) ?(?:phone|number|no\.?|nr))\b|^(?:mobile|fax)$/i, 'PHONE_NUMBER'],
  [/\b(?:date of birth|dob|birth ?date|birthday)\b/i, 'DATE_OF_BIRTH'],
  [
    /\b(?:(?:first|last|full|middle|given|family|sur|maiden|customer|patient|contact|client|employee|legal|your|recipient|sender|beneficiary|cardholder|account holder)[ -]?name|surname|patient|cardholder|name on card)\b|^name\*?:?$/i,
    'PERSON',
  ],
  [
    /\b(?:street (?:address|name|and number)|(?:home|mailing|postal|billing|shipping|delivery|street)[ -]address|postal code|zip ?code|post ?code)\b|^(?:street|address(?: line ?\d)?|zip|town|city(?: ?\/ ?town)?)$/i,
    'ADDRESS',
  ],
  [
    /\b(?:company|employer|organi[sz]ation|business) name\b|^(?:company|employer|organi[sz]ation|business)$/i,
    'ORGANIZATION',
  ],
  [
    /\b(?:mrn|medical record|member (?:id|number)|policy number|(?:customer|client|employee|staff|patient|account|contract|order|invoice|case|reference|personnel|badge) ?(?:id|number|no\\.?|nr|#))\b/i,
    'ID_NUMBER',
  ],
];

/** The same in other languages, in the order of the types above. */
const IN_OTHER_LANGUAGES: readonly (readonly [words: RegExp, type: LabelType])[] = [
  ...new Set(LABELS.map(([, type]) => type)),
].map((type) => [labelPattern(LABEL_WORDS[type]), type]);

interface LabelHit {
  readonly type: LabelType;
  /** The rest of the label without the name of the thing. */
  readonly rest: string;
}

/** The first thing that a label names. A secret in any language takes precedence. */
function hitOf(label: string): LabelHit | undefined {
  const folded = foldLabel(label);
  // Folded, because `\b` ends a word at an accent: "phone" would stand alone in "téléphone".
  const own = LABELS.find(([shape]) => shape.test(folded));
  if (own?.[1] !== 'PASSWORD') {
    const other = IN_OTHER_LANGUAGES.find(([words]) => words.test(folded));
    if (other !== undefined && (own === undefined || other[1] === 'PASSWORD'))
      return { type: other[1], rest: without(folded, other[0]) };
  }
  return own === undefined ? undefined : { type: own[1], rest: folded.replace(own[0], ' ') };
}

/** A label without the words that contain the name of the thing: it may be half of a compound. */
function without(label: string, name: RegExp): string {
  const { index, 0: hit } = there(name.exec(label), 'the name in a label');
  const before = label.slice(0, index).replace(/[\p{L}\p{N}]{0,40}$/u, '');
  const after = label.slice(index + hit.length).replace(/^[\p{L}\p{N}]{0,40}/u, '');
  return `${before} ${after}`;
}

/** https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill */
const AUTOCOMPLETE: readonly (readonly [token: RegExp, type: LabelType])[] = [
  [/password|one-time-code|cc-csc/, 'PASSWORD'],
  [/^cc-/, 'CREDIT_CARD'],
  [/name$|nickname/, 'PERSON'],
  [/email/, 'EMAIL_ADDRESS'],
  [/^tel/, 'PHONE_NUMBER'],
  [/address|postal|country|street/, 'ADDRESS'],
  [/bday/, 'DATE_OF_BIRTH'],
  [/organization/, 'ORGANIZATION'],
];

/** Types that give a field to its owner alone: no count, no timing, no edits of the text typed there. */
export const SECRET_TYPES = typesThat('secret');

/** The type of everything in a field, when its role, label or autocomplete names it. */
export function typeOfField({ role, name, secure, autocomplete }: Omit<Field, 'id'>): LabelType | undefined {
  if (secure || isSecureRole(role)) return 'PASSWORD';
  const filled =
    autocomplete === undefined ? undefined : AUTOCOMPLETE.find(([token]) => token.test(autocomplete.toLowerCase()));
  if (filled !== undefined) return filled[1];
  if (name.length > 60) return undefined;
  return hitOf(bare(name))?.type;
}

/** A label without the decoration of forms: a colon, the star of a required field, text in brackets. */
const bare = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\([^()]{0,40}\)/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s*]+|[\s:*?.]+$/g, '');

/** Words that a label may have beside the name of the thing. */
const BESIDE_THE_NAME = new Set(
  `your my the a new old current confirm reenter re repeat enter type work home business personal private primary secondary
  alternate other billing shipping delivery mailing postal wifi wi fi network temporary customer patient client employee
  contact emergency user login account bank sim card legal number numbers no nr address addresses code key id value line`
    .split(/\s+/)
    .concat(BESIDE_LABELS.map(foldLabel)),
);

/** Words that only a label of a secret has beside its name, because "use" or "first" begins other entries of menus and forms. */
const BESIDE_A_SECRET = new Set(
  `one time single use password passcode temporary provisional initial first start starting default generated guest master
  admin administrator root router database service unlock door gate sign in log login backup email mail vpn`.split(
    /\s+/,
  ),
);

/**
 * The type that a text on the screen gives to the text beside it, if it is a label and nothing else. A sentence, a menu entry or
 * a link with such a word ("Pin to taskbar", "Forgot your password?") is no label.
 */
export function typeOfLabel(text: string): LabelType | undefined {
  const label = bare(text);
  if (label.length === 0 || label.length > 40) return undefined;
  const hit = hitOf(label);
  if (hit === undefined) return undefined;
  const rest = hit.rest.match(/[\p{L}\p{N}]+/gu) ?? [];
  const isBeside = (word: string) =>
    BESIDE_THE_NAME.has(word) || (hit.type === 'PASSWORD' && BESIDE_A_SECRET.has(word));
  return rest.every(isBeside) ? hit.type : undefined;
}
