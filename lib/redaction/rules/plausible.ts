import { flagsOf } from '../lexicon/index.ts';
import type { Surface } from '../types.ts';
import { entropy } from './checksums.ts';
import { oneOf } from './rule.ts';

const IDENTIFIER = /^[A-Za-z_$][\w$]{0,400}(?:(?:\.|->|::|\?\.)[A-Za-z_$][\w$]{0,400}(?:\(.{0,400})?){0,400}$/;

const NO_VALUE = new RegExp(
  [
    '%[sdv]|\\{\\w{0,400}\\}|\\$\\{|^\\.{1,2}/|^/[\\w/]{1,400}$',
    '^[\\w-]{1,400}\\.[\\w.-]{1,400}\\.[\\w-]{1,400}$|^https?:',
    '[=:,]$|^[),;:]|^\\W{1,4}$|\\*{4}',
  ].join('|'),
);

/** Quoted beside a password label: anything but the words that forms and messages put there. */
export function isPassword(value: string): boolean {
  if (/\s/.test(value.trim()) && !/\d|[!@#$%^&*]/.test(value)) return false;
  if (/^\s|\s$/.test(value) || NO_VALUE.test(value)) return false;
  if (/(?:passw(?:or)?d|passphrase|secret|token)$/i.test(value) && /^[a-z_. -]{1,400}$/i.test(value)) return false;
  return !WORDS_OF_FORMS.test(value.trim());
}

const WORDS_OF_FORMS = new RegExp(
  `^${oneOf('text|type|name|label|id|input|hidden|submit|email|user(?:name)?|utf-?8|get|post|error|invalid|login|root', 'plain|hash(?:ed)?|md5|sha\\d{0,400}|bcrypt|off|on|yes|no|current|new|confirm|old|forgot|reset|change', 'change_me|auto|default|new-password|current-password|incorrect|pass(?:ed)?|fail(?:ed|ure)?|skip(?:ped)?', 'options?|number|value|const|let|var|self|this|props|data|form|field|basic|digest|bearer|oauth2?|ldap', 'body|query|header|param(?:eter)?s?')}$`,
  'i',
);

/** Words of programs: a line that has them is no configuration. */
const STATEMENT = new RegExp(
  [
    `(?<![-\\w])${oneOf('const|let|var|def|fn|func|self|this|return|if|else|elif|public|private|static|final|val|type|interface', 'class|import|export const|function|async|await|raise|throw|assert')}\\b`,
    '[({]\\s{0,3}$|\\)\\s{0,3}[{:;]?\\s{0,3}$|=>|exports\\.',
  ].join('|'),
);

const PROMPT = /^[^\p{L}\p{N}]{0,16}(?:\p{Lu}[\p{L} ]{0,30}):\s{1,3}$/u;

/** Names of figures about passwords. */
const OF_ALL = new RegExp(
  `${oneOf('timeout|ttl|length|size|min|max|expir\\w{0,5}|age|seconds|minutes|hours|days|attempts|retries|rounds|cost|limit|count')}["']?\\s?[:=]{1,2}\\s{0,3}["']?$`,
  'i',
);

/** Without quotes a variable looks the same as a value; in code the variable is the likelier. */
export function isBarePassword(value: string, line: string, at: number, surface: Surface): boolean {
  if (!isPassword(value) || !(/\w/.test(value) && value.length >= 3)) return false;
  if (PREDICATES.test(value)) return false;
  // A number that says something of all passwords: "PASSWORD_RESET_TIMEOUT = 3600".
  if (/^\d{1,8}$/.test(value) && OF_ALL.test(line.slice(Math.max(0, at - 40), at))) return false;
  const mixed = /\d/.test(value) || /[!@#$%^&*?~+]/.test(value);
  if (surface !== 'code' && surface !== 'ui') return mixed || /^[^\s]{3,400}$/.test(value);
  const after = line.slice(at + value.length).trimStart();
  // A prompt and its answer, with nothing else in the line: no member of an object.
  if (surface === 'code' && mixed && after === '' && PROMPT.test(line.slice(0, at))) return true;
  if (
    /^[A-Za-z_$][\w$.]{0,400}[([]|^(?:this|self|props|exports|options?|config|args|params|ctx|req|request|module)\./.test(
      value,
    )
  )
    return false;
  if (IDENTIFIER.test(value)) {
    if (/^[([.{=]/.test(after)) return false;
    if (/^[;,)]/.test(after) || /[.]|->|::/.test(value))
      return /\d/.test(value) && /[a-z]\d|\d[a-z]/i.test(value) && !/[.]/.test(value) && !STATEMENT.test(line);
    if (/(?:passw(?:or)?d|passwd|pass|pwd|secret|token|key)$/i.test(value)) return false;
    if (STATEMENT.test(line)) return false;
    return (
      mixed ||
      ENVIRONMENT.test(line.slice(0, at)) ||
      /^[\s#/*-]{0,12}(?:export\s|set\s|env\s|- )?(?:[\w'-]{1,20} ){0,3}[\w.-]{1,60}\s?[=:]/i.test(line)
    );
  }
  return !/^[\d.]{1,3}$|^[-+*/%&|^!<>=.:]{1,400}$|^\d{1,400}(?:px|em|ms|s|%)$/.test(value);
}

/** Words that describe a password. */
export const PREDICATES = new RegExp(
  `^${oneOf(
    'all|lower(?:case)?|upper(?:case)?',
    'a|an|and|any|are|as|at|be|been|being|below|above|blank|but|by|can|cannot|case|changed?|compromised',
    'correct|created|displayed|easy|empty|encrypted|enough|entered|expired?|expires|for|forgotten|from|given',
    'good|gone|hard|hashed|has|have|here|hidden|how|i|if|in|incorrect|invalid|is|it|its|just|known|leaked',
    'like|login|long|lost|mandatory|match(?:es)?|missing|must|my|needed|never|new|no|none|not|now|of|off|ok',
    'okay|old|on|only|optional|or|our|out|private|prompt(?:ed)?|protected|provided|really|recover(?:ed)?',
    'required|reset|rotated|safe|same|saved|secret|secure|sensitive|sent|set|shared|short|shown|simple|so',
    'somewhere|still|stored|strong|stronger|that|the|their|them|then|there|they|this|to|too|true|typed',
    'unchanged|unknown|unique|unlock|unset|up|updated|used|valid|very|view|visible|was|we|weak|what|when',
    'where|which|will|with|wrong|yes|you|your|about|access|authenticate|avoid|check|confirm|continue|enable',
    'get|login|open|prevent|proceed|something|anything|nothing|someone|anyone|everyone|him|her|his|me|us|gain',
    'log|be|make|save|use|verify|keep|ensure|also|already|always|almost|actually|currently|probably|supposed',
    'available|generated|accepted|rejected|required\\.?|autogenerated|least|minimum|characters?|digits?|again',
    'today|tomorrow|case-sensitive|plain|plaintext|clear|text|one|different|another|longer|shorter|per|via',
    'inside|before|after|until|unless|because|since|while|without|passed|managed|handled|checked|validated',
    'verified|disabled|enabled|allowed|supported|ignored|omitted|specified|configured|defined|read|written',
    'vergessen|vergeten|oublié|olvidada|olvidado|dimenticata|esquecida|esqueceu|zapomniane|abgelaufen|ungültig|falsch',
    'affichée?|notée?|rangée?|indiquée?|écrite?|inscrite?|hinterlegt|notiert|guardad[ao]|anotad[ao]|salvat[ao]|zapisane',
    'erforderlich|verplicht|requis|requerida|richiesta|obrigatória|wymagane|expiré|caducada|scaduta|verlopen|wygasło',
    'noch|nog|nadal|wciąż|toujours|encore|siempre|todavía|sempre|ancora|ainda|immer|steeds',
    'asked|returned|fine|bad|wrongly|broken|working|due|going|do|does|did|done|should|could|would|may|might',
  )}[.,!?;:]{0,400}$`,
  'i',
);

/** "We pin dependencies" and "a combination of": no label, unless one follows ("we pin it: the wifi key is"). */
const NO_LABEL = new RegExp(
  [
    `(?:(?:^|\\b${oneOf("i|we|you|they|to|can|could|should|must|please|not|don['’]t|let['’]s|also|always")} )`,
    'pins? (?!is\\b|are\\b|was\\b)[a-z]|\\bcombinations? of )',
    '(?![^\\n]{0,48}\\b(?:keys?|codes?|phrases?)\\b)',
  ].join(''),
  'i',
);

/** "The password length is" says something about all passwords. */
const OF_LABEL = new RegExp(
  `\\b(?:password|passphrase|pin|passcode) ${oneOf('length|policy|age|history|strength|complexity|expiry|hint|field|type|format')}\\b[^\\n]{0,40}$`,
  'i',
);

/** "no es correcta", "ist nicht Apfel", "n'est pas valable": a sentence says what a password is not. */
const NEGATED = new RegExp(
  `(?<!\\p{L})${oneOf(
    '(?:no|não|non|nie|not|niet|nicht) (?:es|está|é|è|jest|ist|is|was)',
    "(?:ist|is|was|war) (?:nicht|niet|not|kein\\p{L}{0,2}|geen)|n['’]est (?:pas|plus)|to nie",
  )}(?:\\s\\p{L}{1,8})?\\s["'“„]?$`,
  'iu',
);

/** In a sentence: not words that describe a password. */
export function isSpokenPassword(value: string, line: string, at: number, surface: Surface): boolean {
  const bare = value.replace(/[.,!?;:)]{1,400}$/, '');
  if (bare.length < 3 || PREDICATES.test(bare)) return false;
  if (/^(?:password|passcode|pin|code|username|email|account|field|manager|policy|hash)s?$/i.test(bare)) return false;
  const before = line.slice(Math.max(0, at - 48), at);
  if (!/\d/.test(bare) && NEGATED.test(before)) return false;
  if (!/\d/.test(bare) && OF_LABEL.test(before)) return false;
  if (!/\d/.test(bare) && NO_LABEL.test(before) && !/pass|word|kenn/i.test(before)) return false;
  // "pass it to X", "the password was sent to X": X counts only if it looks like a password.
  if (/\b(?:to|as)\s{1,4}\W{0,3}$/i.test(before) && !/\b(?:chang|set|reset|updat|switch|renam)\w{0,4}\b/i.test(before))
    return isPasswordLike(bare) && !/\bpass(?:es|ed|ing)?\b/i.test(before);
  if (surface !== 'code') return true;
  if (/^\d{4,10}$/.test(bare))
    return (
      /\b(?:pin|code|otp|combination|pass\w{0,6}|pwd?)\b/i.test(before) &&
      !/\b(?:length|size|min\w{0,6}|max\w{0,6}|expir\w{0,6}|timeout|after|within|limit|rounds|count)\b/i.test(before)
    );
  if (isPasswordLike(bare) || (/^[A-Za-z]{6,400}$/.test(bare) && flagsOf(bare.toLowerCase()) === 0)) return true;
  if (/^[a-z]{3,20}[._-]\d{1,4}$/i.test(bare)) return true;
  const ends = /^["'”)]?[.!]?\s{0,3}(?:$|[,(*<-])/.test(line.slice(at + bare.length));
  return (
    ends &&
    (COMMENT.test(line) || isTalk(line)) &&
    /^[A-Za-z]{4,20}$/.test(bare) &&
    !/(?:ed|ing|able|ible|ly|ful|less|ent|ant|ive|ous|al|ic)$/i.test(bare)
  );
}
/** A variable of the environment, before a command or in a comment. */
const ENVIRONMENT = /(?:^|[\s;#])[A-Z][A-Z\d_]{3,40}=$/;
const COMMENT = /^\s{0,20}(?:\/\/|#|\*|--|\/\*|<!--|;|%|rem\s|'|"{3})|\/\/\s|\s#\s/i;

/** A sentence among code: words, and none of the signs of programs. */
const isTalk = (line: string) =>
  !/[{}[\]=<>;|\\$`]|\w\(|::|->/.test(line) && (line.match(/[A-Za-z]{2,400}\s/g)?.length ?? 0) >= 2;

/** Letters with digits or signs, as people choose passwords. */
export const isPasswordLike = (value: string): boolean =>
  value.length >= 4 &&
  /[A-Za-z]/.test(value) &&
  (/\d/.test(value) || /[!@#$%^&*?]/.test(value)) &&
  !/^(?:[A-Z][a-z]{1,400}\d|[A-Z]{2,6}\d{1,3})$/.test(value) &&
  // A cell of a spreadsheet.
  !/^\p{Lu}\p{L}{1,20}\d{0,3}!\$?[A-Z]{1,3}\$?\d{1,6}(?::.{1,12})?$/u.test(value) &&
  !IDENTIFIER_PATH.test(value);
const IDENTIFIER_PATH =
  /^[\w-]{1,400}(?:\.[\w-]{1,400}){1,400}$|^[a-z]{1,400}\d$|^[a-z]{1,400}(?:_[a-z]{1,400}){0,400}_[a-z]{0,400}\d{0,2}$|\//;

const SAMPLES = new RegExp(
  [
    'EXAMPLE|x{6}|X{6}|\\*{4}|(?:0-9|a-z|A-Z){2}|^(?:exports|this|self|props|module|options?)\\.|^=',
    '^[A-Za-z]{1,400}(?:[-.:][A-Za-z]{1,400}){1,400}\\d?[A-Za-z-]{0,400}$',
  ].join('|'),
);

const PLAIN_WORDS = new RegExp(
  `^${oneOf('https?:|\\.{0,2}/[\\w./-]{0,400}$|[a-z]{1,400}(?:[-_.:/][a-z]{1,400}){0,400}$', '[A-Z]{1,400}(?:_[A-Z\\d]{1,400}){0,400}$|[a-z]{1,400}(?:[A-Z][a-z]{0,400}){0,400}$|\\d{1,10}$', 'v?\\d{1,400}\\.\\d{1,400}')}`,
);

/** Beside a label for keys, only a random-looking value, because "key" is beside everything. */
export function isKey(value: string): boolean {
  if (
    value.length < 8 ||
    /\s/.test(value) ||
    /^(?:[A-Z][a-z]{1,400}){1,4}\d{1,3}(?:[A-Z][a-z]{1,400}){0,400}$/.test(value)
  )
    return false;
  if (PLAIN_WORDS.test(value)) return false;
  if (/[{}<>]|\.(?:js|ts|json|py|pem|key|crt|png|txt|ya?ml|com|org|io|net)$/i.test(value)) return false;
  if (SAMPLES.test(value)) return false;
  if (/(?:123456|abcdef|qwerty)/i.test(value) && value.length < 24 && entropy(value) < 3) return false;
  // The lengths of AES keys.
  if (/^[A-Za-z0-9]{16}(?:[A-Za-z0-9]{8}){0,2}$/.test(value) && /\d/.test(value) && /[A-Za-z]/.test(value))
    return entropy(value) > 2.4;
  const letters = /[A-Za-z]/.test(value);
  const digits = value.match(/\d/g)?.length ?? 0;
  if (/^[a-f0-9-]{16,400}$/i.test(value)) return entropy(value) > 2.4;
  if (letters && digits > 0)
    return (
      entropy(value) > (value.length < 16 ? 2.6 : 3) &&
      !/^[a-z]{1,400}[-_.][a-z]{1,400}[-_.\d]{0,400}\d$/i.test(value) &&
      !/^[A-Za-z]{1,400}\d{1,2}$/.test(value)
    );
  return value.length >= 20 && /[A-Z]/.test(value) && /[a-z]/.test(value) && entropy(value) > 4;
}

/** Beside a label for a key that people choose: words as well, but not words that describe the key. */
export function isChosen(value: string): boolean {
  if (!isPassword(value) && !/^[a-z]{1,400}(?: [a-z]{1,400}){1,5}$/.test(value)) return false;
  if (
    /^\s|\s$|[{}<>]|^https?:|^\.{0,2}\/|\.(?:js|ts|json|py|pem|key|crt|txt|ya?ml)$|^[a-z]{1,400}:|^\d{1,3}$/i.test(
      value,
    )
  )
    return false;
  return !/^[A-Z][a-z]{1,400} |^[A-Z]{1,400}(?:_[A-Z\d]{1,400}){1,400}$/.test(value) && !DESCRIPTIONS.test(value);
}
const DESCRIPTIONS = new RegExp(
  `^${oneOf(`.{0,400}\\b${oneOf('key|secret|token|value|your|enter|the|this|salt|nonce|required|optional|missing|invalid|name|header')}\\b[ .:].{0,400}`, '.{0,400}[ .](?:key|secret|token|name|id)', '[\\w-]{0,30}(?:_|-)?(?:secret|key|token|nonce|salt|iv|id|name|hash)s?|string|number|object|base64|hex', 'utf-?8|random|none|aes|rsa|hmac|sha-?\\d{0,400}|md5|bytes|buffer|arraybuffer|encrypt|decrypt|sign|verify', 'public|private|symmetric|jwt|oct|auto|test|default')}$`,
  'i',
);

/** Nothing but a password looks so: letters with digits and signs, or letters of both cases with digits inside. */
export const isStrong = (value: string): boolean =>
  isPasswordLike(value) &&
  (/[!#$%^&*?~]/.test(value)
    ? /\d/.test(value)
    : /^[a-z]{3,20}[._-]\d{1,4}$/.test(value) ||
      (/\d/.test(value) &&
        ((value.length >= 8 && /[a-z]/.test(value) && /[A-Z]/.test(value)) || /^[a-z]{4,12}\d{2,6}$/.test(value)))) &&
  !/@[\w-]{1,400}\./.test(value);
