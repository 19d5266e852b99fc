import { PASSWORD } from './labels.ts';
import { isPasswordLike, isSpokenPassword, isStrong } from './plausible.ts';
import { realSecret } from './real-secret.ts';
import { oneOf, type Rule, rule } from './rule.ts';

/** Other things that are kept secret, as people call them. */
const SPOKEN = `${oneOf(
  '\\p{L}{2,20}(?:passwort|kennwort|wachtwoord)',
  PASSWORD,
  'pass word|pass phrase|pin(?: code| number)?|access code|security code|login code|one[- ]time code',
  'verification code',
  'otp|2fa code|door code|entry code|unlock code|gate code|combination|secret word|safe word|wifi key|master key',
)}s?`;
const STILL = `(?:\\s${oneOf(
  'still|now|just|currently|again|simply|always|probably|actually|set to|changed to|reset to|called|going to be',
  'gonna be|be|the same as before[,:]?',
  'immer noch|noch immer|noch|nach wie vor|toujours|encore|siempre|todavía|sigue siendo|sempre|ancora|ainda',
  'nog steeds|nog altijd|nog|nadal|wciąż|ciągle|jetzt|maintenant|ahora|adesso|ora|agora|nu|teraz',
)})?`;
const END = '(?=["\'”’`*),;]{0,2}(?:\\s|$|[.!?](?:\\s|$)|,))';
const SAYS = oneOf(
  `\\b(?:is|was|are|to|as|be|became|now|equals|will be|used to be|lautet|ist|est|es|jest|[aä]r)\\b${STILL}\\s?:?`,
  '\\s(?:wordt|werd|wird|war|lautete|sera|était|será|era|fue|foi|sarà|będzie|było|brzmi|heißt|devient)\\s',
  `\\s[éè]${STILL}\\s|[:=→]|->|=>`,
);
const PHRASE = oneOf(
  'passphrase|pass phrase|seed phrase|recovery phrase|mnemonic(?: phrase)?|secret words?|seed(?: words)?',
);
const AS = oneOf("as|for|is|was|to be|that'?s|which is");
const OWNER = oneOf(`${PASSWORD}|pin|passcode|access code`);
const CALLED = oneOf('the|my|your|our|a|his|her|its');
const STANDS_FOR = `(?=["'”\`]?,?\\s{1,3}(?:[^\\n.]{0,40}?\\s)?${AS}\\s{1,3}${CALLED}?\\s{0,2}(?:[\\w-]{1,20}\\s){0,3}${OWNER})`;
const HERE = oneOf("new one|old one|it'?s|it is|here it is|here you go|this one|try|use");
const SIGN_IN = oneOf('log ?in|login|logging in|log on|sign ?in|connect|authenticate|unlock');
const KEY_WORD = oneOf('secret|token|api[ _-]?key|access key|key');
const PAIR = oneOf(
  'credentials?|creds|login(?:\\s?details)?|log ?in(?: with| as)?|sign in (?:with|as)',
  'user(?:name)?\\s?[/|]\\s?(?:pass(?:word)?|pwd?)|u\\s?[/|]\\s?p|id\\s?[/|]\\s?(?:pass(?:word)?|pwd?)|account',
  'auth',
);
const ACCOUNT = oneOf('account|user(?:name)?|login|id|credentials?|pw|password');

/** Passwords in conversation: in chat, mail, comments and tickets. */
export const SPOKEN_SECRETS: readonly Rule[] = [
  rule({
    id: 'password.spoken',
    type: 'PASSWORD',
    before: `(?<![\\w])${SPOKEN}\\b[^\\n.!?]{0,36}?${SAYS}\\s{0,4}["'“‘\`*(]{0,3}`,
    value: '[^\\s"\'”’`]{2,100}?',
    after: `${END}`,
    flags: 'iu',
    valid: (value, line, at, surface) => realSecret(value) && isSpokenPassword(value, line, at, surface),
    hits: [
      'the password is ⟦Kestrel27⟧, ok?',
      'wifi key: ⟦lanternoak⟧',
      'the door code for today was ⟦4471⟧.',
      'Das Passwort lautet ⟦Tr0mbone⟧',
      'passwords are now “⟦heron⟧”',
      'Mein Kundenkennwort ist ⟦Nordlicht⟧, bitte freischalten',
      'het nieuwe wachtwoord wordt ⟦Tulpenveld3⟧',
      'la password è sempre ⟦tagliatella⟧',
      'het wachtwoord is nog steeds ⟦Dakpan⟧',
    ],
    misses: [
      'the password is wrong',
      'the password was reset yesterday',
      'the compass is Kestrel27',
      'the password is required',
      'we pin dependencies so that builds are repeatable',
    ],
  }),
  rule({
    id: 'password.next',
    type: 'PASSWORD',
    before: `(?<![\\w-])(?:${PASSWORD})\\s{1,3}["'\`]?`,
    value: '[^\\s"\'`=:<>(){}]{4,80}',
    after: '(?=["\'`]?(?:\\s|$|[,;.]))',
    flags: 'i',
    // A word with the sign of a question is one: "Passwort vergessen?".
    valid: (value) => realSecret(value) && isPasswordLike(value.replace(/\?$/, '')),
    hits: ['try password ⟦Kestrel27⟧ there', 'pwd ⟦heron!4⟧'],
    misses: [
      'Passwort vergessen? Hier klicken',
      'password manager',
      'password Kestrel',
      'bypassword Kestrel27',
      'password k27',
    ],
  }),
  rule({
    id: 'password.dash',
    type: 'PASSWORD',
    before: `(?<![\\w-])(?:${PASSWORD})(?:'s|\\s?[–-])\\s{1,2}["'\`]?`,
    value: '[^\\s"\'`=:<>(){}]{4,80}',
    flags: 'i',
    valid: (value) => realSecret(value) && isPasswordLike(value),
    hits: ['password - ⟦Kestrel27⟧', 'the passphrase – ⟦heron!4⟧'],
    misses: ['password - reset it', 'pass-Kestrel27', 'password - k27', 'compass - Kestrel27'],
  }),
  rule({
    id: 'password.phrase',
    type: 'PASSWORD',
    before: `(?<![\\w])(?:${PASSWORD})\\s(?:is|was|to|=)\\s{1,2}["'“‘]`,
    value: '[^"\'”’\\n]{3,80}',
    after: '(?=["\'”’])',
    flags: 'i',
    valid: realSecret,
    hits: ['the password is "⟦blue heron lake⟧"', "passphrase was '⟦Kestrel 27⟧'"],
    misses: ['the password is blue heron', 'the password is ""', 'compass is "blue heron lake"'],
  }),
  rule({
    id: 'password.words',
    type: 'PASSWORD',
    before: `\\b${PHRASE}\\b["']?\\s?(?:is|was|are|=|:)\\s{0,3}["'“]?`,
    value: '[a-z]{3,12}(?:[ -][a-z]{3,12}){3,23}',
    after: '(?![a-z])',
    flags: 'i',
    valid: realSecret,
    hits: ['seed phrase: ⟦ribbon cactus velvet orbit⟧', 'recovery phrase is "⟦ribbon-cactus-velvet-orbit-lemon⟧"'],
    misses: ['seed phrase: ribbon cactus velvet', 'seeds: ribbon cactus velvet orbit', 'seed phrases for gardens'],
  }),
  rule({
    id: 'password.before',
    type: 'PASSWORD',
    before: '\\b(?:use|using|with|enter|type|try|set|tried|typed|entered)\\s{1,3}["\'“`]?',
    value: '[^\\s"\'”`]{4,80}',
    after: `${STANDS_FOR}`,
    flags: 'i',
    valid: (value, line, at, surface) =>
      realSecret(value) &&
      (isPasswordLike(value) || /^["'”`]?,?\s{1,3}(?:as|for)\b/.test(line.slice(at + value.length))) &&
      isSpokenPassword(value, line, at, surface),
    hits: [
      'use ⟦Kestrel27⟧ as the password',
      'enter ⟦lanternoak⟧ for your passphrase',
      'try ⟦heron!4⟧ which is my pin',
    ],
    misses: [
      'use it as the password',
      'use Kestrel27 as the compass',
      'use foo is a password',
      'enter the code for a password',
    ],
  }),
  rule({
    id: 'password.new',
    type: 'PASSWORD',
    before: `(?:${PASSWORD})\\b[^\\n]{0,60}?\\b${HERE}\\b(?:\\sis)?\\s?:?\\s{1,2}["'\`]?`,
    value: '[^\\s"\'`]{4,80}?',
    after: `${END}`,
    flags: 'i',
    valid: (value) => realSecret(value) && isPasswordLike(value),
    hits: ['password changed, new one is ⟦Kestrel27⟧', 'about the passphrase: here it is: ⟦heron!4⟧.'],
    misses: [
      'password changed, new one is coming',
      'compass changed, new one is Kestrel27',
      'password changed, another is Kestrel27',
    ],
  }),
  rule({
    id: 'password.with',
    type: 'PASSWORD',
    before: `\\b${SIGN_IN}\\b(?:\\s(?:it|as \\S{2,30}|to \\S{2,30}))?\\s(?:with|using)\\s{1,2}(?:\\S{2,60}\\s(?:and|/|\\+)\\s)?["'\`]?`,
    value: '[^\\s"\'`,;]{5,80}',
    after: '(?=["\'`]?(?:\\s|$|[,;.!?]))',
    flags: 'i',
    valid: (value) => realSecret(value) && isStrong(value),
    hits: ['log in with ⟦Kestrel27⟧', 'sign in as bob using bob / ⟦heron!42⟧', 'unlock it with "⟦oaktree4711⟧"'],
    misses: ['log in with Google', 'sign in using Github2', 'look with Kestrel27', 'log in with k27!'],
  }),
  rule({
    id: 'password.using',
    type: 'PASSWORD',
    before: `(?:with|using|and|enter|use|the)\\s(?:the\\s)?(?:${PASSWORD})\\s{1,2}["'\`]?`,
    value: '[A-Za-z][\\w!@#$%^&*.-]{3,40}?',
    after: '(?=["\'`]?[.,)]?\\s{0,3}$)',
    flags: 'i',
    valid: (value, line, at, surface) =>
      realSecret(value) &&
      isSpokenPassword(value, line, at, surface) &&
      !/^(?:field|manager|hash|policy|prompt|file|box|input|reset|length|strength|protection|auth\w{0,12}|based|only|less)/i.test(
        value,
      ),
    hits: ['connect with password ⟦Kestrel27⟧', 'use the passphrase "⟦lanternoak⟧".'],
    misses: ['with the password manager', 'with password reset', 'with compass Kestrel27', 'use the password k27'],
  }),
  rule({
    id: 'password.user',
    type: 'PASSWORD',
    before: '\\b(?:use|using|with|try|as)\\s{1,3}["\'`]?[a-z][\\w.-]{1,30}[:/]',
    value: '[^\\s"\'`/:]{4,80}',
    after: '(?=["\'`]?\\s(?:to (?:log|sign|connect|enter|access)|for (?:the )?(?:login|log|access|demo|test))\\b)',
    flags: 'i',
    valid: (value) => realSecret(value) && isPasswordLike(value),
    hits: ['use bob/⟦Kestrel27⟧ to log in', 'try demo:⟦heron!4⟧ for the demo'],
    misses: ['use bob/Kestrel to log in', 'use bob/Kestrel27 to travel', 'see bob/Kestrel27 to log in'],
  }),
  rule({
    id: 'secret.next',
    type: 'SECRET',
    before: `(?<![\\w-])${KEY_WORD}(?:\\s(?:for|to|of|on)\\s[^\\n:=]{1,30}?)?(?:\\s(?:is|was))?[:=]?\\s{1,3}["'\`]?`,
    value: '[A-Za-z0-9+/=_.-]{16,400}',
    after: '(?![\\w(/.])',
    flags: 'i',
    valid: (value) =>
      realSecret(value) &&
      /\d/.test(value) &&
      /[A-Za-z]/.test(value) &&
      // A file of a key is no key.
      !/^\/(?:home|Users|etc|root|var|usr|opt|tmp|srv|mnt|app|run)\//.test(value) &&
      !/^[\w]{1,400}(?:[._/-][A-Za-z]{1,400}){1,400}$|^sha\d{3}-|EXAMPLE/.test(value),
    hits: ['the api key for prod is ⟦hx93kq0vm2ls8d7f⟧', 'token: ⟦Qv7mZ2rKc9LxT4bW⟧'],
    misses: [
      'the api key for prod is hx93kq0vm2ls8d7',
      'the key is understandabilities',
      'monkey Qv7mZ2rKc9LxT4bW',
      'token: sha256-Qv7mZ2rKc9LxT4bW',
    ],
  }),
  rule({
    id: 'password.pair',
    type: 'PASSWORD',
    before: `\\b${PAIR}\\b\\)?(?:\\s(?:is|are|with|for \\S{1,30}:?))?\\s{0,3}[:=]?\\s{0,3}["'(]?[\\w.@+-]{2,60}\\s?[/:|,]\\s?`,
    value: '[^\\s"\'/]{4,80}',
    after: '(?=["\')]?(?:\\s|$|[,;.]))',
    flags: 'i',
    valid: (value) =>
      realSecret(value) &&
      isPasswordLike(value) &&
      !/[()[\]{}]|\.html?#|^[A-Za-z]\w{0,400}\.[A-Za-z]\w{0,400}/.test(value),
    hits: ['creds: bob/⟦Kestrel27⟧', 'login: hr_batch / ⟦meadow44⟧', 'user/pass: demo:⟦heron!4⟧ now'],
    misses: [
      'creds: bob/Kestrel',
      'login: index.html / page.html',
      'decreds: bob Kestrel27',
      'account: bob/foo.bar.baz',
    ],
  }),
  rule({
    id: 'password.bracket',
    type: 'PASSWORD',
    before: `\\b${ACCOUNT}\\b\\s?(?:\\([\\w/ ]{1,12}\\))? ?[:=] ?[\\w.@+-]{2,60} ?\\((?:pw|password|pass)?[:=]?\\s?`,
    value: '[^\\s"\'()]{4,80}',
    after: '(?=\\))',
    flags: 'i',
    valid: (value) => realSecret(value) && isPasswordLike(value),
    hits: ['user: bob (⟦Kestrel27⟧)', 'login = demo (pw: ⟦heron!4⟧)'],
    misses: ['user: bob (admin)', 'user: bob (k2!', 'abuser: bob Kestrel27'],
  }),
  rule({
    id: 'password.short',
    type: 'PASSWORD',
    before: '\\b(?:u|user|login|un|id) ?[:=]\\s?\\S{2,60}[\\s,;/]{1,4}(?:p|pw|pass) ?[:=]\\s{0,2}',
    value: '[^\\s,;"\']{4,80}',
    flags: 'i',
    valid: realSecret,
    hits: ['u: bob p: ⟦Kestrel27⟧', 'login=demo; pw=⟦oaktree⟧'],
    misses: ['u: bob q: Kestrel27', 'u: bob p: abc', 'menu: bob p: Kestrel27'],
  }),
  rule({
    id: 'password.host',
    type: 'PASSWORD',
    before:
      '(?<![\\d.])\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d{2,5})?[\\s,;|/]{1,4}(?:user\\s|id\\s)?[A-Za-z_][\\w.-]{1,30}[\\s,;|/]{1,4}',
    value: '[^\\s"\'<>()]{5,80}',
    after: '(?=\\s|$|[,;.])',
    valid: (value) => realSecret(value) && isPasswordLike(value) && !/^\d|[:[\]]/.test(value),
    hits: ['10.4.22.1 root ⟦Kestrel27⟧', '192.168.7.9:22, user admin, ⟦heron!42⟧'],
    misses: ['10.4.22.1 root Kestrel', '10.4.22 root Kestrel27', '10.4.22.1 root k2!7'],
  }),
  rule({
    id: 'wifi',
    type: 'PASSWORD',
    before: '\\bssid\\s?[:=]?\\s?["\']?\\S{1,32}["\']?[\\s,;]{1,4}(?:key|pass\\w{0,6}|pw|psk)\\s?[:=]?\\s{0,2}["\']?',
    value: '[^\\s"\',;]{6,63}',
    flags: 'i',
    valid: realSecret,
    hits: ['SSID: OfficeNet key: ⟦lanternoak⟧', 'ssid=Guest;psk=⟦heron!4⟧'],
    misses: ['SSID: OfficeNet band: lanternoak', 'SSID: OfficeNet key: heron', 'ssid=Guest;psk=******'],
  }),
];
