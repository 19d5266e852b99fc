import { PASSWORD } from './labels.ts';
import { isPassword, PREDICATES } from './plausible.ts';
import { realSecret } from './real-secret.ts';
import { oneOf, type Rule, rule } from './rule.ts';

const NAME = `[\\w.-]{0,40}${PASSWORD}[\\w.-]{0,20}`;
const WORDS = '[a-z]{2,14}(?:[ -][a-z]{2,14}){1,11}';
/** Sentences about passwords have such words; passwords of words, as people choose them, do not. */
const SENTENCE = new RegExp(
  `\\b${oneOf('the|a|an|is|are|was|be|been|to|of|for|on|in|at|by|your|my|our|their|his|her|its|and|or|not|must|should', 'can|cannot|will|has|have|had|does|do|did|it|this|that|please|if|when|then|than|with|from|least|enter', 'invalid|wrong|required|incorrect|reset|change|changed|forgot|confirm|password|passwords|field|characters', 'user|name|login|sign|only|no|too|new|current|old|hidden|optional|again|here|after|before|until')}\\b`,
  'i',
);
const isWords = (value: string) => realSecret(value) && !SENTENCE.test(value) && !PREDICATES.test(value);

const FOR_WHAT = '(?:\\s(?:for|of|to|zum|für|pour|para|del|do|van)\\s[^\\n:.]{1,30}?)?';
const WHICH = '(?:the|same|your|new|old|current|PEM|UNIX|import|export|vault)';
const ACCESS =
  '(?:login|log ?in|credentials?|creds|zugang(?:sdaten)?|acc[èe]s|acceso|accesso|acesso|toegang|dost[ęe]p)';
/** Words that follow in a compound. */
const OF_PASSWORDS = new RegExp(
  `^${oneOf(
    'managers?|prompts?|resets?|policy|policies|fields?|hash(?:es)?|protection|length|strength|hints?|generators?',
    'vaults?|box|screen|pages?|forms?|rules?|change[sd]?|recovery|expiry|expiration|sync|sharing|login|logins',
  )}$`,
  'i',
);

export const PASSWORD_WORDS: readonly Rule[] = [
  rule({
    id: 'password.words.quoted',
    type: 'PASSWORD',
    before: `${NAME}["'\\]]{0,2}\\s?[:=]\\s?["']`,
    value: WORDS,
    after: '(?=["\'])',
    flags: 'i',
    valid: (value) => isWords(value) && !/^[A-Z]/.test(value),
    hits: ['SMTP_PASS="⟦blue heron lake⟧"', '"bindPassword": "⟦marble fountain⟧"'],
    misses: ['password: "must be longer"', '"password": "Enter your password"', 'PASSWORD_HINT: "the name of a cat"'],
  }),
  rule({
    id: 'password.words.said',
    type: 'PASSWORD',
    before: `(?<![\\w-])(?:${PASSWORD}|passphrase|secret word|safe word)${FOR_WHAT}(?:\\s(?:is|ist|lautet|est|es|[èé]|jest|to|was)|\\s?[:=])\\s{1,3}["'“]?`,
    value: WORDS,
    after: '(?=["\'”]?[.,!]?\\s{0,4}$)',
    flags: 'i',
    valid: (value) => isWords(value) && !/ing\b|ed\b/.test(value.split(/[ -]/)[0]!),
    hits: ['wifi password: ⟦green kettle seven⟧', 'the password is ⟦blue heron lake⟧'],
    misses: ['the password is not shown here', 'password: required field', 'your password is about to expire'],
  }),
  rule({
    id: 'password.words.asked',
    type: 'PASSWORD',
    before: `\\benter (?:${WHICH}\\s){0,3}(?:pass ?phrase|password)\\b[^:\\n]{0,120}:\\s{1,3}`,
    value: '[^\\s][^\\n]{2,200}',
    flags: 'i',
    on: ['code'],
    hits: [
      "Enter passphrase for key '/home/deploy/.ssh/id_ed25519': ⟦seven brass kettles⟧",
      'Enter password: ⟦quiet stone garden⟧',
    ],
    misses: [
      "Enter passphrase for key '/home/deploy/.ssh/id_ed25519': ",
      'Reenter passphrase: blue',
      'Enter port: 22 and 80',
    ],
  }),
  rule({
    id: 'password.asked-for',
    type: 'PASSWORD',
    before: `${PASSWORD}\\s(?:for|für|pour|para|per|di|de|voor|van|dla|użytkownika)\\s\\S{1,80}\\s?:\\s{1,3}`,
    value: '\\S{3,100}',
    after: '(?=\\s{0,4}$)',
    flags: 'i',
    on: ['code'],
    valid: realSecret,
    hits: ['Kennwort für bweiss@fs01: ⟦Pfeffer3⟧', "Password for 'bob': ⟦rhubarb⟧"],
    misses: ['Kennwort für bweiss@fs01: ', 'Password for bob: $PW', 'compass for bob: rhubarb', 'Password for bob: ab'],
  }),
  rule({
    id: 'password.words.beside',
    type: 'PASSWORD',
    before: `\\b(?:user(?:name)?|login|wi-?fi|wlan|ssid|account|network)\\b[^\\n]{1,60}?[\\s,;]${PASSWORD}\\s{1,3}["']?`,
    value: '[^\\s"\'.,;:=]{4,60}',
    after: '(?=["\']?[.,;!]?\\s{0,3}$)',
    flags: 'i',
    on: ['prose', 'ui'],
    valid: (value) => isWords(value) && !OF_PASSWORDS.test(value),
    hits: ['user finance2 pass ⟦butterscotch⟧', 'wifi is Larkfield-Guest, password ⟦butterscotch⟧.'],
    misses: [
      'the user forgot the password again',
      'wifi needs no password prompt',
      'user finance2 password: butterscotch',
      'wifi and password manager',
    ],
  }),
  rule({
    id: 'password.words.pair',
    type: 'PASSWORD',
    before: `\\b${ACCESS}\\b[^\\n:/]{0,40}:\\s{1,3}[\\w.@+-]{2,60}\\s/\\s`,
    value: '[^\\s/]{4,80}',
    after: '(?=\\s{0,3}$|[.,;]\\s)',
    flags: 'iu',
    on: ['prose', 'ui'],
    valid: isWords,
    hits: [
      'login for the portal: hrteam / ⟦butterscotch⟧',
      'Zugang: hrteam / ⟦Butterblume⟧',
      'accès : hr2 / ⟦coquelicot⟧',
    ],
    misses: [
      'login for the portal: hrteam',
      'blogin: hrteam / butterscotch',
      'access: read / write / all',
      'access: and / or',
    ],
  }),
  rule({
    id: 'password.escaped',
    type: 'PASSWORD',
    before: `${NAME}["'\\]]{0,2}\\s?[:=]\\s?"`,
    value: '(?:[^"\\\\\\n]|\\\\[^\\n]){3,200}',
    after: '(?=")',
    flags: 'i',
    valid: (value) => value.includes('\\') && realSecret(value) && isPassword(value),
    hits: ['{"password":"⟦Kestrel\\"!2xq⟧"}'],
    misses: ['{"password":""}'],
  }),
  rule({
    id: 'password.hinted',
    type: 'PASSWORD',
    before: `(?:${NAME}|\\bpin)(?:\\s?[\\[(][^\\])\\n]{1,60}[\\])]){1,2}\\s?[:=]\\s{0,3}`,
    value: '[^\\s"\']{4,200}',
    flags: 'i',
    valid: (value) => realSecret(value) && isPassword(value) && /[\d!@#$%^&*]/.test(value),
    hits: ['Password [leave blank to keep]: ⟦Kestrel27x⟧', 'PIN (4 digits) [empty to keep]: ⟦7719⟧'],
    misses: ['Password [leave blank to keep]: '],
  }),
  rule({
    id: 'secret.hinted',
    type: 'SECRET',
    before:
      '(?:access key|secret key|secret access key|access key id|api key|token|secret) \\[[^\\]\\n]{1,60}\\]:\\s{0,3}',
    value: '[A-Za-z0-9+/=_.-]{16,400}',
    flags: 'i',
    hits: ['AWS Secret Access Key [****************WxYz]: ⟦bLGViYXjU2JgJngKtFI3OyV2dZAkg05rK/gqv81R⟧'],
    misses: ['AWS Secret Access Key [None]: '],
  }),
];
