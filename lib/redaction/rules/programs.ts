import type { HiddenType } from '../hidden-types.ts';
import { entropy } from './checksums.ts';
import { isKey } from './plausible.ts';
import { realSecret } from './real-secret.ts';
import { type Examples, oneOf, type Rule, rule } from './rule.ts';

/** A word with signs or digits among its letters, as a password that was typed at a prompt of the shell. */
const TYPED = '(?=\\S{0,40}[A-Za-z])(?=\\S{0,40}[!#$%^&*?@+])[^\\s/:;|"\'`]{5,60}';
const TYPED_DIGITS = '(?=\\S{0,40}[A-Z])(?=\\S{0,40}[a-z])(?=\\S{0,40}\\d)[^\\s/:;|"\'`.-]{6,60}';
/** The same with a hyphen, which names of commands have: it is longer. */
const TYPED_HYPHEN = '(?=\\S{0,40}[A-Z])(?=\\S{0,40}[a-z])(?=\\S{0,40}\\d)[^\\s/:;|"\'`.]{8,60}';
const MISTYPED = `${TYPED}|${TYPED_DIGITS}|${TYPED_HYPHEN}`;
const NOT_FOUND = oneOf(
  'command not found|(?:[Bb]efehl|[Kk]ommando) nicht gefunden',
  'commande (?:introuvable|inconnue)|orden no encontrada|comando non trovato',
  'comando não encontrado|(?:opdracht|commando) niet gevonden|nie (?:znaleziono|odnaleziono) polecenia',
);
/** Options that take a number which opens something, alone or as the end of a longer name. */
const PIN_OPTION = oneOf(
  'pin|puk|otp|totp|mfa|2fa|passcode|token-?code',
  '(?:mfa|otp|2fa|auth|device|verification|backup|sms)-?(?:code|token|pin)',
  'one-?time-?(?:password|code)|second-?factor',
);
const NUMBERED = 'unseal|recovery|key|share|secret|seed|token|backup';
const NUMBER = ' ?#?\\d{0,2}: {1,4}["\']?';
/** Places where programs print or take what opens something: the type of it, the text before, the value, and examples. */
type Place = readonly [
  id: string,
  type: HiddenType,
  before: string,
  value: string,
  after: string,
  hits: Examples,
  misses: Examples,
];
const PLACES: readonly Place[] = [
  [
    'mistyped',
    'PASSWORD',
    '^-?(?:ba|z|da|k|fi)?sh: (?:command not found: |Unknown command: )?',
    MISTYPED,
    '(?=: (?:command )?not found|\\s{0,3}$)',
    ['-bash: ⟦Okra&Yam2019⟧: command not found', 'zsh: command not found: ⟦heron!lake⟧', 'sh: ⟦Tr0mBone7⟧: not found'],
    ['-bash: kubectl: command not found', 'zsh: command not found: python3', 'bash: ./Run2Me: No such file'],
  ],
  [
    'mistyped.other',
    'PASSWORD',
    '^(?:-?\\w{0,4}sh: )?',
    MISTYPED,
    `(?=\\s?: ${NOT_FOUND})`,
    [
      '⟦heronPylon22⟧: Befehl nicht gefunden.',
      '-bash: ⟦heronPylon22⟧: commande introuvable',
      'bash: ⟦wombat-Sextant4⟧: command not found',
    ],
    ['bash: x86_64-gcc: command not found', 'kubectl: Befehl nicht gefunden.', 'bash: pip3: orden no encontrada'],
  ],
  [
    'mistyped.windows',
    'PASSWORD',
    "^\\s{0,8}(?:'|(?=\\S{5,60} : The term ))",
    MISTYPED,
    "(?=' is not recognized as an internal| : The term )",
    [
      "'⟦heron!lake⟧' is not recognized as an internal or external command,",
      '⟦Okra&Yam2019⟧ : The term x is not recognized',
    ],
    ["'kubectl' is not recognized as an internal or external command,", "it's that 'heron!lake' is not x"],
  ],
  [
    'pin',
    'PASSWORD',
    `(?:^|\\s)(?:-{1,2}|/)(?:[a-z]{1,14}-){0,2}${PIN_OPTION}(?:=|:|\\s{1,3})["']?`,
    '\\d{4,10}(?![\\w.])',
    '',
    [
      'pkcs11-tool --login --pin ⟦4417⟧',
      'npm publish --otp=⟦220418⟧',
      'aws sts get-session-token --token-code "⟦481920⟧"',
      'p11tool --so-pin ⟦880412⟧',
    ],
    ['app --pins 4417', 'app --pin 44', 'app --opinion 4417', 'gpio --pin 4417px'],
  ],
  [
    'numbered',
    'SECRET',
    `(?:^|\\s)(?:${NUMBERED})(?: key| share| code| token)?${NUMBER}`,
    '[A-Za-z0-9+/_-]{24,200}={0,2}(?![\\w+/=-])',
    '',
    [
      'Unseal Key 2: ⟦FbrutIVlipBoXrUclUAjEK1NvoKYVpXsBvH+xuZ8Oohx⟧',
      'Recovery Share #3: ⟦q83hT0zLk2mX9vB7nC5rD1sF4gJ6⟧',
    ],
    ['Unseal Key 2: FbrutIVlip', 'Monkey 2: FbrutIVlipBoXrUclUAjEK1NvoKYVp', 'Key 1: understandings'],
  ],
  [
    'seed.base32',
    'SECRET',
    '\\b(?:oathtool|totp\\w{0,8}|mintotp|pyotp|2fa|ykman oath accounts add|otpauth|gauth|TOTP)\\b[^\\n]{0,80}?["\'\\s(=]',
    '(?=[A-Z2-7]{0,60}[2-7])[A-Z2-7]{16,64}={0,6}',
    '(?=["\'\\s)&]|$)',
    ['oathtool --totp -b ⟦4HHU6MOPHQC6EGBICELOEWTTWQAO6INY⟧', "pyotp.TOTP('⟦JBSWY3DPEHPK3PXP⟧').now()"],
    ['oathtool --totp -b 4HHU6MOP', 'echo 4HHU6MOPHQC6EGBICELOEWTTWQAO6INY', 'oathtool --totp ABCDEFGHIJKLMNOPQ'],
  ],
  [
    'blamed',
    'PERSON',
    '^\\^?[a-f\\d]{7,40} (?:\\S{1,120} {1,8})?\\(',
    "\\p{L}[\\p{L}\\p{M}.'’-]{1,30}(?: [\\p{L}\\p{M}.'’-]{1,30}){0,4}",
    '(?= {1,40}\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [+-]\\d{4} {1,8}\\d{1,7}\\))',
    [
      '^3fa9c1d (⟦Þórunn Eldjárn⟧ 2026-02-03 14:22:10 +0000 12) const limit = 20;',
      '8be10f42 lib/a.ts (⟦mweiss⟧   2026-06-19 09:01:55 +0200 13) x',
    ],
    ['8be10f42 (2026-06-19 09:01:55 +0200 13) x', '8be10f42 (Emeka Obi, 2026) x'],
  ],
  [
    'drawn',
    'SECRET',
    `\\bdefine\\(\\s{0,3}["']\\w{0,40}(?:KEY|SALT|SECRET|TOKEN)["']\\s?,\\s{0,3}["']`,
    '[^\'"\\n]{20,200}',
    '(?=["\']\\s?\\))',
    [`define('AUTH_KEY', '⟦x|WV8fXBfjRg0:+}q sWykYzDeJ7Bv^~) ⟧');`],
    [
      "define('AUTH_KEY', 'put your unique phrase here');",
      "define('AUTH_PATH', 'x|WV8fXBfjRg0:+}q sWykYzDeJ7Bv^~) ');",
    ],
  ],
];

const isOne: Readonly<Record<string, (value: string) => boolean>> = {
  numbered: (value) => realSecret(value) && isKey(value),
  drawn: (value) => entropy(value) > 4 && /[^\w\s.,]/.test(value),
};

/** Secrets and people where certain programs print or take them. */
export const PROGRAMS: readonly Rule[] = PLACES.map(([id, type, before, value, after, hits, misses]) =>
  rule({
    ...{ id: `program.${id}`, type, before, value, after, hits, misses },
    flags: type === 'PERSON' ? 'u' : /^(?:seed|mistyped|drawn)/.test(id) ? '' : 'i',
    on: ['code'],
    valid: isOne[id] ?? realSecret,
  }),
);
