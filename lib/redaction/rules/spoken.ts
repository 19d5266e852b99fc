import { PASSWORD } from './labels.ts';
import { isPasswordLike, isSpokenPassword } from './plausible.ts';
import { realSecret } from './real-secret.ts';
import type { Rule } from './rule.ts';

/** Other things that are kept secret, as people call them. */
const SPOKEN = `(?:${PASSWORD}|pass word|pass phrase|pin(?: code| number)?|access code|security code|login code|one[- ]time code|verification code|otp|2fa code|door code|entry code|unlock code|gate code|combination|secret word|safe word|wifi key|master key)s?`;
const STILL =
  '(?:\\s(?:still|now|just|currently|again|simply|always|probably|actually|set to|changed to|reset to|called|going to be|gonna be|be|the same as before[,:]?))?';
const END = '(?=["\'”’`*),;]{0,2}(?:\\s|$|[.!?](?:\\s|$)|,))';

/** Passwords in conversation: in chat, mail, comments and tickets. */
export const SPOKEN_SECRETS: readonly Rule[] = [
  {
    id: 'password.spoken',
    type: 'PASSWORD',
    pattern: new RegExp(
      `((?<![\\w])${SPOKEN}\\b[^\\n.!?]{0,36}?(?:\\b(?:is|was|are|to|as|be|became|now|equals|will be|used to be|lautet|ist|est|es|jest|[aä]r)\\b${STILL}\\s?:?|\\s[éè]\\s|[:=→]|->|=>)\\s{0,4}["'“‘\`*(]{0,3})([^\\s"'”’\`]{2,100}?)${END}`,
      'i',
    ),
    valid: (value, line, at, surface) => realSecret(value) && isSpokenPassword(value, line, at, surface),
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
    id: 'password.words',
    type: 'PASSWORD',
    pattern:
      /(\b(?:passphrase|pass phrase|seed phrase|recovery phrase|mnemonic(?: phrase)?|secret words?|seed(?: words)?)\b["']?\s?(?:is|was|are|=|:)\s{0,3}["'“]?)([a-z]{3,12}(?:[ -][a-z]{3,12}){3,23})(?![a-z])/i,
    valid: realSecret,
  },
  {
    id: 'password.before',
    type: 'PASSWORD',
    pattern: new RegExp(
      `(\\b(?:use|using|with|enter|type|try|set|tried|typed|entered)\\s{1,3}["'“\`]?)([^\\s"'”\`]{4,80})(?=["'”\`]?,?\\s{1,3}(?:[^\\n.]{0,40}?\\s)?(?:as|for|is|was|to be|that'?s|which is)\\s{1,3}(?:the|my|your|our|a|his|her|its)?\\s{0,2}(?:[\\w-]{1,20}\\s){0,3}(?:${PASSWORD}|pin|passcode|access code))`,
      'i',
    ),
    valid: (value, line, at, surface) =>
      realSecret(value) &&
      (isPasswordLike(value) || /^["'”`]?,?\s{1,3}(?:as|for)\b/.test(line.slice(at + value.length))) &&
      isSpokenPassword(value, line, at, surface),
  },
  {
    id: 'password.new',
    type: 'PASSWORD',
    pattern: new RegExp(
      `((?:${PASSWORD})\\b[^\\n]{0,60}?\\b(?:new one|old one|it'?s|it is|here it is|here you go|this one|try|use)\\b(?:\\sis)?\\s?:?\\s{1,2}["'\`]?)([^\\s"'\`]{4,80}?)${END}`,
      'i',
    ),
    valid: (value) => realSecret(value) && isPasswordLike(value),
  },
  {
    id: 'password.with',
    type: 'PASSWORD',
    pattern:
      /(\b(?:log ?in|login|logging in|log on|sign ?in|connect|authenticate|unlock)\b(?:\s(?:it|as \S{2,30}|to \S{2,30}))?\s(?:with|using)\s{1,2}(?:\S{2,60}\s(?:and|\/|\+)\s)?["'`]?)([^\s"'`,;]{5,80})(?=["'`]?(?:\s|$|[,;.!?]))/i,
    valid: (value) => realSecret(value) && isStrong(value),
  },
  {
    id: 'password.using',
    type: 'PASSWORD',
    pattern: new RegExp(
      `((?:with|using|and|enter|use|the)\\s(?:the\\s)?(?:${PASSWORD})\\s{1,2}["'\`]?)([A-Za-z][\\w!@#$%^&*.-]{3,40}?)(?=["'\`]?[.,)]?\\s{0,3}$)`,
      'i',
    ),
    valid: (value, line, at, surface) =>
      realSecret(value) &&
      isSpokenPassword(value, line, at, surface) &&
      !/^(?:field|manager|hash|policy|prompt|file|box|input|reset|length|strength|protection|auth\w{0,12}|based|only|less)/i.test(
        value,
      ),
  },
  {
    id: 'password.user',
    type: 'PASSWORD',
    pattern:
      /(\b(?:use|using|with|try|as)\s{1,3}["'`]?[a-z][\w.-]{1,30}[:/])([^\s"'`/:]{4,80})(?=["'`]?\s(?:to (?:log|sign|connect|enter|access)|for (?:the )?(?:login|log|access|demo|test))\b)/i,
    valid: (value) => realSecret(value) && isPasswordLike(value),
  },
  {
    id: 'secret.next',
    type: 'SECRET',
    pattern:
      /((?<![\w-])(?:secret|token|api[ _-]?key|access key|key)(?:\s(?:for|to|of|on)\s[^\n:=]{1,30}?)?(?:\s(?:is|was))?[:=]?\s{1,3}["'`]?)([A-Za-z0-9+/=_.-]{16,400})(?![\w(/.])/i,
    valid: (value) =>
      realSecret(value) &&
      /\d/.test(value) &&
      /[A-Za-z]/.test(value) &&
      !/^[\w]{1,400}(?:[._/-][A-Za-z]{1,400}){1,400}$|^sha\d{3}-|EXAMPLE/.test(value),
  },
  {
    id: 'password.pair',
    type: 'PASSWORD',
    pattern:
      /(\b(?:credentials?|creds|login(?:\s?details)?|log ?in(?: with| as)?|sign in (?:with|as)|user(?:name)?\s?[/|]\s?(?:pass(?:word)?|pwd?)|u\s?[/|]\s?p|id\s?[/|]\s?(?:pass(?:word)?|pwd?)|account|auth)\b\)?(?:\s(?:is|are|with|for \S{1,30}:?))?\s{0,3}[:=]?\s{0,3}["'(]?[\w.@+-]{2,60}\s?[/:|,]\s?)([^\s"'/]{4,80})(?=["')]?(?:\s|$|[,;.]))/i,
    valid: (value) =>
      realSecret(value) &&
      isPasswordLike(value) &&
      !/[()[\]{}]|\.html?#|^[A-Za-z]\w{0,400}\.[A-Za-z]\w{0,400}/.test(value),
  },
  {
    id: 'password.bracket',
    type: 'PASSWORD',
    pattern:
      /(\b(?:account|user(?:name)?|login|id|credentials?|pw|password)\b\s?(?:\([\w/ ]{1,12}\))? ?[:=] ?[\w.@+-]{2,60} ?\((?:pw|password|pass)?[:=]?\s?)([^\s"'()]{4,80})(?=\))/i,
    valid: (value) => realSecret(value) && isPasswordLike(value),
  },
  {
    id: 'password.short',
    type: 'PASSWORD',
    pattern: /(\b(?:u|user|login|un|id) ?[:=]\s?\S{2,60}[\s,;/]{1,4}(?:p|pw|pass) ?[:=]\s{0,2})([^\s,;"']{4,80})/i,
    valid: realSecret,
  },
  {
    id: 'password.host',
    type: 'PASSWORD',
    pattern:
      /((?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?::\d{2,5})?[\s,;|/]{1,4}(?:user\s|id\s)?[A-Za-z_][\w.-]{1,30}[\s,;|/]{1,4})([^\s"'<>()]{5,80})(?=\s|$|[,;.])/,
    valid: (value) => realSecret(value) && isPasswordLike(value) && !/^\d|[:[\]]/.test(value),
  },
  {
    id: 'wifi',
    type: 'PASSWORD',
    pattern:
      /(\bssid\s?[:=]?\s?["']?\S{1,32}["']?[\s,;]{1,4}(?:key|pass\w{0,6}|pw|psk)\s?[:=]?\s{0,2}["']?)([^\s"',;]{6,63})/i,
    valid: realSecret,
  },
];

/** Nothing but a password looks so: letters with digits and signs, or letters of both cases with digits inside. */
const isStrong = (value: string) =>
  isPasswordLike(value) &&
  (/[!#$%^&*?~]/.test(value)
    ? /\d/.test(value)
    : /^[a-z]{3,20}[._-]\d{1,4}$/.test(value) ||
      (/\d/.test(value) &&
        ((value.length >= 8 && /[a-z]/.test(value) && /[A-Z]/.test(value)) || /^[a-z]{4,12}\d{2,6}$/.test(value)))) &&
  !/@[\w-]{1,400}\./.test(value);
