import { flagsOf } from '../lexicon/index.ts';
import type { Surface } from '../types.ts';
import { entropy } from './checksums.ts';
import { realSecret } from './real-secret.ts';
import type { Rule } from './rule.ts';

/** Passwords have no form: what stands beside them says that they are some. */
const PASSWORD =
  '(?:pass(?:word|wort|wd|phrase|code|wrd|key)|contrase[nñ]a|mot[ _-]?de[ _-]?passe|kennwort|wachtwoord|senha|l[oö]senord|has[lł]o|pswrd|passw|pwd|pswd|psw|pass(?![a-z])|(?<![a-z])pw(?![a-z]))';
const KEY =
  '(?:secret|token|api[ _.-]?key|apikey|access[ _.-]?key|auth[ _.-]?key|private[ _.-]?key|signing[ _.-]?key|encryption[ _.-]?key|encrypt[ _.-]?key|master[ _.-]?key|shared[ _.-]?key|session[ _.-]?key|storage[ _.-]?key|account[ _.-]?key|client[ _.-]?key|license[ _.-]?key|app[ _.-]?key|secret[ _.-]?key|hmac[ _.-]?key|aes[ _.-]?key|deploy[ _.-]?key|webhook|credentials?|(?<![a-z])auth|signature|salt|nonce|(?<![a-z])iv(?![a-z])|(?<![a-z])key(?![a-z])|[a-z]key(?![a-z])|_key(?![a-z])|certificate|bearer|jwt|cookie|pepper|seed(?![a-z])|otp(?![a-z])|(?<![a-z])pin(?:[ _-]?code)?(?![a-z])|(?<![a-z])pat(?![a-z])|(?<![a-z])dsn(?![a-z]))';
const TAIL = '[\\w.-]{0,40}';
const BETWEEN = `["'\`\\])>]{0,3}\\s{0,8}(?::\\s?&?\\s?[A-Za-z][\\w<>[\\]|.]{0,30}\\s{0,3}=|:=|=>|={1,3}|!=|\\?=|\\+=|::?|->|,|\\|)\\s{0,12}(?:new\\s{1,3}[A-Z]\\w{0,20}\\(|[A-Za-z_.:]{0,40}\\(\\s{0,3})?(?:[brufLN@]{0,2}(?=["'\`]))?`;

const inCode = (surface: Surface) => surface === 'code';

export const LABELLED: readonly Rule[] = [
  {
    id: 'password.quoted',
    type: 'PASSWORD',
    pattern: new RegExp(`(${PASSWORD}${TAIL}${BETWEEN}(?:"{3}|["'\`]))([^"'\`\\n]{2,300})(?=["'\`])`, 'i'),
    valid: (value) => realSecret(value) && isPassword(value),
  },
  {
    id: 'password.bare',
    type: 'PASSWORD',
    pattern: new RegExp(
      `(${PASSWORD}[\\w.-]{0,30}["'\\])]{0,2}\\s{0,3}(?:=>|:=|={1,2}|:)\\s{0,6})([^\\s"'\`<>,;(){}[\\]][^\\s"'\`<>;(){}]{1,200}?)(?=[\\s"'\`<>;,]|[.]?$)`,
      'i',
    ),
    valid: (value, line, at, surface) => realSecret(value) && isBarePassword(value, line, at, surface),
  },
  {
    id: 'password.element',
    type: 'PASSWORD',
    pattern: new RegExp(
      `(<[\\w:.-]{0,40}${PASSWORD}[\\w.-]{0,30}(?:\\s[^<>]{0,200})?>\\s{0,10})([^<>\\n]{2,300})(?=</)`,
      'i',
    ),
    valid: (value) => realSecret(value) && isPassword(value),
  },
  {
    id: 'password.attribute',
    type: 'PASSWORD',
    pattern: new RegExp(
      `((?:name|key|id|label)\\s?=\\s?["'][\\w.:-]{0,60}${PASSWORD}${TAIL}["']\\s{0,4},?\\s{0,4}(?:value|val|content)\\s?=\\s?["'])([^"'\\n]{2,300})(?=["'])`,
      'i',
    ),
    valid: (value) => realSecret(value),
  },
  {
    id: 'password.spoken',
    type: 'PASSWORD',
    pattern: new RegExp(
      `((?<![\\w])(?:${PASSWORD}|pass word|pass phrase|pin(?: code| number)?|access code|security code|login code|one[- ]time code|verification code|otp|2fa code|door code|secret word|safe word|wifi key|master key)s?\\b[^\\n.!?]{0,36}?(?:\\b(?:is|was|are|to|as|be|became|now|equals)\\b\\s?:?|[:=→]|->)\\s{0,4}["'“‘\`*(]{0,3})([^\\s"'”’\`]{2,100}?)(?=["'”’\`*),;]{0,2}(?:\\s|$|[.!?](?:\\s|$)|,))`,
      'i',
    ),
    valid: (value, _line, _at, surface) => realSecret(value) && isSpokenPassword(value, surface),
  },
  {
    id: 'password.next',
    type: 'PASSWORD',
    pattern: new RegExp(
      `((?<![\\w-])(?:${PASSWORD})\\s{1,3}["'\`]?)([^\\s"'\`=:<>(){}]{4,80})(?=["'\`]?(?:\\s|$|[,;.]))`,
      'i',
    ),
    valid: (value) => realSecret(value) && isPasswordLike(value),
  },
  {
    id: 'command.netuser',
    type: 'PASSWORD',
    pattern: /(\bnet\s{1,3}user\s{1,3}[\w.$-]{1,40}\s{1,3})([^\s/][^\s]{3,80})/i,
    valid: realSecret,
  },
  {
    id: 'password.dash',
    type: 'PASSWORD',
    pattern: new RegExp(`((?<![\\w-])(?:${PASSWORD})(?:'s|\\s?[–-])\\s{1,2}["'\`]?)([^\\s"'\`=:<>(){}]{4,80})`, 'i'),
    valid: (value) => realSecret(value) && isPasswordLike(value),
  },
  {
    id: 'password.phrase',
    type: 'PASSWORD',
    pattern: new RegExp(`((?<![\\w])(?:${PASSWORD})\\s(?:is|was|to|=)\\s{1,2}["'“‘])([^"'”’\\n]{3,80})(?=["'”’])`, 'i'),
    valid: realSecret,
  },
  {
    id: 'password.before',
    type: 'PASSWORD',
    pattern: new RegExp(
      `(\\b(?:use|using|with|enter|type|try|set|tried|typed|entered)\\s{1,3}["'“\`]?)([^\\s"'”\`]{4,80})(?=["'”\`]?,?\\s{1,3}(?:as|for|is|was|to be|that'?s|which is)\\s{1,3}(?:the|my|your|our|a|his|her|its)?\\s{0,2}(?:[\\w-]{1,20}\\s){0,3}(?:${PASSWORD}|pin|passcode|access code))`,
      'i',
    ),
    valid: (value, _line, _at, surface) => realSecret(value) && isSpokenPassword(value, surface),
  },
  {
    id: 'password.pair',
    type: 'PASSWORD',
    pattern:
      /(\b(?:credentials?|creds|login(?:\s?details)?|log ?in(?: with)?|sign in with|user(?:name)?\s?[/|]\s?pass(?:word)?|id\s?[/|]\s?pw|account|auth)\b(?:\s(?:is|are|with))?\s{0,3}[:=]?\s{0,3}["'(]?[\w.@+-]{2,60}\s?[/:|]\s?)([^\s"'/]{4,80})(?=["')]?(?:\s|$|[,;.]))/i,
    valid: (value) => realSecret(value) && isPasswordLike(value),
  },
  {
    id: 'key.quoted',
    type: 'SECRET',
    pattern: new RegExp(`(${KEY}${TAIL}${BETWEEN}["'\`])([^"'\`\\s]{6,2000})(?=["'\`])`, 'i'),
    valid: (value) => realSecret(value) && isKey(value),
  },
  {
    id: 'key.bare',
    type: 'SECRET',
    pattern: new RegExp(
      `(${KEY}${TAIL}["'\\])]{0,2}\\s{0,3}(?:=>|:=|={1,2}|:|\\bis\\b)\\s{0,6})([A-Za-z0-9+/=_.~$!@#%^&*-]{8,2000})(?![\\w(])`,
      'i',
    ),
    valid: (value) =>
      realSecret(value) && isKey(value) && !/^(?:https?:|[A-Za-z_$]+(?:[._$-]+[A-Za-z_]\w{0,30}){0,9}$)/.test(value),
  },
  {
    id: 'key.element',
    type: 'SECRET',
    pattern: new RegExp(
      `(<[\\w:.-]{0,40}${KEY}[\\w.-]{0,30}(?:\\s[^<>]{0,200})?>\\s{0,10})([^<>\\s]{8,600})(?=</)`,
      'i',
    ),
    valid: (value) => realSecret(value) && isKey(value),
  },
];

const IDENTIFIER = /^[A-Za-z_$][\w$]*(?:(?:\.|->|::|\?\.)[A-Za-z_$][\w$]*(?:\(.*)?)*$/;

/** Quoted beside a password label: anything but the words that forms and messages put there. */
function isPassword(value: string): boolean {
  if (/\s/.test(value.trim()) && !/\d|[!@#$%^&*]/.test(value)) return false;
  if (
    /^\s|\s$/.test(value) ||
    /%[sdv]|\{\w*\}|\$\{|^\.{1,2}\/|^\/[\w/]+$|^[\w-]+\.[\w.-]+\.[\w-]+$|^https?:/.test(value)
  )
    return false;
  if (/(?:passw(?:or)?d|passphrase|secret|token)$/i.test(value) && /^[a-z_. -]+$/i.test(value)) return false;
  return !/^(?:text|type|name|label|id|input|hidden|submit|email|user(?:name)?|utf-?8|get|post|error|invalid|login|root|plain|hash(?:ed)?|md5|sha\d*|bcrypt|off|on|yes|no|current|new|confirm|old|forgot|reset|change|change_me|auto|default|new-password|current-password|incorrect)$/i.test(
    value.trim(),
  );
}

/** Without quotes a variable looks the same as a value; in code the variable is the likelier. */
function isBarePassword(value: string, line: string, at: number, surface: Surface): boolean {
  if (!isPassword(value) || !(/\w/.test(value) && value.length >= 3)) return false;
  if (PREDICATES.test(value)) return false;
  const mixed = /\d/.test(value) || /[!@#$%^&*?~+]/.test(value);
  if (!inCode(surface) && surface !== 'ui') return mixed || /^[^\s]{3,}$/.test(value);
  const after = line.slice(at + value.length).trimStart();
  if (IDENTIFIER.test(value)) {
    if (/^[([.]/.test(after)) return false;
    if (/^[;,)]/.test(after) || /[.]|->|::/.test(value))
      return /\d/.test(value) && /[a-z]\d|\d[a-z]/i.test(value) && !/[.]/.test(value);
    if (
      /\b(?:const|let|var|def|fn|func|self|this|return|if|else|public|private|static|final|val|type|interface)\b/.test(
        line,
      )
    )
      return false;
    return mixed || /^\s{0,8}[\w.-]{1,60}\s?[=:]/.test(line);
  }
  return !/^[\d.]{1,3}$|^[-+*/%&|^!<>=.]+$|^\d+(?:px|em|ms|s|%)$/.test(value);
}

const PREDICATES =
  /^(?:a|an|and|any|are|as|at|be|been|being|below|above|blank|but|by|can|cannot|case|changed?|compromised|correct|created|displayed|easy|empty|encrypted|enough|entered|expired?|expires|for|forgotten|from|given|good|gone|hard|hashed|has|have|here|hidden|how|i|if|in|incorrect|invalid|is|it|its|just|known|leaked|like|login|long|lost|mandatory|match(?:es)?|missing|must|my|needed|never|new|no|none|not|now|of|off|ok|okay|old|on|only|optional|or|our|out|private|prompt(?:ed)?|protected|provided|really|recover(?:ed)?|required|reset|rotated|safe|same|saved|secret|secure|sensitive|sent|set|shared|short|shown|simple|so|somewhere|still|stored|strong|stronger|that|the|their|them|then|there|they|this|to|too|true|typed|unchanged|unknown|unique|unlock|unset|up|updated|used|valid|very|view|visible|was|we|weak|what|when|where|which|will|with|wrong|yes|you|your|about|access|authenticate|avoid|check|confirm|continue|enable|get|login|open|prevent|proceed|something|anything|nothing|someone|anyone|everyone|him|her|his|me|us|gain|log|be|make|save|use|verify|keep|ensure|also|already|always|almost|actually|currently|probably|supposed|available|generated|accepted|rejected|required\.?|autogenerated|least|minimum|characters?|digits?)[.,!?;:]*$/i;

/** In a sentence: not the words that say something about a password. */
function isSpokenPassword(value: string, surface: Surface): boolean {
  const bare = value.replace(/[.,!?;:)]+$/, '');
  if (bare.length < 3 || PREDICATES.test(bare)) return false;
  if (/^(?:password|passcode|pin|code|username|email|account|field|manager|policy|hash)s?$/i.test(bare)) return false;
  if (inCode(surface))
    return isPasswordLike(bare) || (/^[A-Za-z]{6,}$/.test(bare) && flagsOf(bare.toLowerCase()) === 0);
  return true;
}

/** Letters with digits or signs, as people choose passwords. */
function isPasswordLike(value: string): boolean {
  return (
    value.length >= 4 &&
    /[A-Za-z]/.test(value) &&
    (/\d/.test(value) || /[!@#$%^&*?]/.test(value)) &&
    !IDENTIFIER_PATH.test(value)
  );
}
const IDENTIFIER_PATH = /^[\w-]+(?:\.[\w-]+)+$|^[a-z]+\d$|^[a-z]+(?:_[a-z]+)*_[a-z]*\d{0,2}$|\//;

/** Beside a label for keys: only what looks random, because "key" stands beside everything. */
function isKey(value: string): boolean {
  if (value.length < 8 || /\s/.test(value) || /^(?:[A-Z][a-z]+){1,4}\d{1,3}(?:[A-Z][a-z]+)*$/.test(value)) return false;
  if (
    /^(?:https?:|\.{0,2}\/[\w./-]*$|[a-z]+(?:[-_.:/][a-z]+)*$|[A-Z]+(?:_[A-Z]+)*$|[a-z]+(?:[A-Z][a-z]*)*$|\d{1,10}$|v?\d+\.\d+)/.test(
      value,
    )
  )
    return false;
  if (/[{}<>]|\.(?:js|ts|json|py|pem|key|crt|png|txt|ya?ml|com|org|io|net)$/i.test(value)) return false;
  const letters = /[A-Za-z]/.test(value);
  const digits = value.match(/\d/g)?.length ?? 0;
  if (/^[a-f0-9-]{16,}$/i.test(value)) return entropy(value) > 2.4;
  if (letters && digits > 0)
    return (
      entropy(value) > (value.length < 16 ? 2.6 : 3) &&
      !/^[a-z]+[-_.][a-z]+[-_.\d]*\d$/i.test(value) &&
      !/^[A-Za-z]+\d{1,2}$/.test(value)
    );
  return value.length >= 20 && /[A-Z]/.test(value) && /[a-z]/.test(value) && entropy(value) > 4;
}
