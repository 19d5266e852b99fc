import { oneOf, type Rule, rule } from './rule.ts';

/** Codes that are sent once: four to eight digits, in groups or behind a letter. */
const DIGITS = '\\d{4}[ -]\\d{4}|\\d{4,8}|\\d{3}[ -]\\d{3,4}|\\d{2}[ -]\\d{2}[ -]\\d{2}|[A-Z]{1,3}-\\d{4,8}';
const CODE = `(?<![\\w.,€$£/-])(?:${DIGITS})#?(?![\\w€$£%]|[.,/-]\\d)`;

/** The words for such a code in each language. The word alone is enough, so no other word has to be beside it. */
const NAMES = [
  '(?:verification|security|confirmation|login|log-in|sign-in|access|one-time|authentication|auth) (?:pass)?codes?',
  '(?:single[ -]use|activation|authori[sz]ation|door|gate|entry|alarm|unlock|2fa|mfa|sms|backup|pairing) codes?',
  '(?:pick-?up|collection|locker|parcel) (?:code|pin)s?|\\p{L}{0,12}(?:abhol|ophaal|afhaal)-?(?:code|pin)|kod odbioru',
  'code de retrait|c[óo]digo de (?:recogida|levantamento)|codice di ritiro|pin (?:per ritirare|para recoger)',
  'otp|passcode|one[- ]time password|einmal(?:passwort|kennwort|pin)',
  'mot de passe (?:à usage unique|unique|temporaire)',
  '(?:clave|contrase[ñn]a) (?:de un solo uso|temporal|din[áa]mica)|senha (?:de uso [úu]nico|tempor[áa]ria)',
  'password monouso',
  'eenmalig wachtwoord|has[łl]o jednorazowe|kod autoryzac(?:yjny|ji)|code (?:à usage unique|sms|secret)',
  'codice (?:usa e getta|sms)',
  '(?:sms-?|m|chip|push|photo)tan|(?:ihre|deine|meine|die|eine|neue|per|mit) tan|tan(?=\\s?[:=])|pin-?code',
  '\\w{0,20}(?:best[äa]tigungs|sicherheits|zugangs|verifizierungs|einmal|t[üu]r)-?code',
  "code (?:de |d[’'])?(?:v[ée]rification|s[ée]curit[ée]|confirmation|validation|connexion|acc[èe]s|activation)",
  'c[óo]digo(?: de (?:verificaci[óo]n|seguridad|confirmaci[óo]n|acceso|inicio|un solo uso))?',
  'codice(?: di (?:verifica|sicurezza|conferma|accesso|attivazione)| otp)?',
  'c[óo]digo de (?:verifica[çc][ãa]o|seguran[çc]a|confirma[çc][ãa]o|acesso)',
  '(?:verificatie|beveiligings|toegangs|bevestigings|inlog)code|eenmalige code',
  'kod(?:u|em)?(?: (?:weryfikacyjny|bezpiecze[ńn]stwa|dost[ęe]pu|potwierdzaj[ąa]cy|jednorazowy|sms|logowania))',
].join('|');
const NAME = `(?<![\\p{L}])(?:${NAMES})(?![\\p{L}])`;
/** General words for a code, which also count when a person is named as its owner. */
const CODE_WORDS = 'code|codes|pin|pincode|kod|codice|código|codigo|clave|contraseña|parola|tan|passcode|password';
/** A few words between a code and its name; no digits, no end of a sentence. */
const BETWEEN = '(?:[^\\d\\n.!?]|\\d{1,6}[.,]\\d{2} ?(?:€|eur|usd|gbp|pln|zł|chf)){0,40}?';
const IS = '(?:is|are|ist|lautet|est|es|[èé]|jest|to|to:|zijn|luidt|was|=|:)';
const ON_WHAT = '(?:(?:on|in|into|at|auf|sur|en|su|op|na)\\s[^\\d\\n.]{1,30}?\\s)?';
/** Words about a code that expires. */
const ENDS =
  '(?:expires|will expire|is valid|valid for|läuft|ist gültig|expire|est valable|caduca|scade|expira|verloopt|wygasa)';
/** Codes that are no secret. */
const NO_OTHER =
  '(?!zip|post|area|country|error|status|exit|product|promo|discount|coupon|voucher|source|dress|qr|bar)';
const OF_WHAT = "(?:\\s(?:for|für|pour|para|per)\\s[^\\d\\n.!?]{1,40}?|(?:\\s\\p{Lu}[\\p{L}\\p{N}.&'-]{1,20}){1,2})";
const LISTED = '\\b(?:recovery|backup|emergency|scratch) codes?\\b';
/** Codes that people keep for the day when their phone is gone. */
export const KEPT_CODES = oneOf(
  '2fa|mfa|(?:backup|recovery|rescue|emergency|scratch|reset) (?:code|key)s?',
  '(?:wiederherstellungs|notfall|backup-?)codes?',
  'codes? de (?:secours|récupération)|códigos? de (?:recuperación|recuperação|respaldo)|codic[ei] di (?:recupero|backup)',
  'herstelcodes?|kody? (?:zapasow\\p{L}|odzyskiwania)',
);
const TYPED = '(?:enter|type|use|with|gib|saisissez|introduce|inserisci|voer|wpisz)';
const CODE_WORD = '(?:code|codice|código|kod)';
/** Words that name the owner of a code; "12345 is the number of lines of code" has none. */
const WHOSE =
  '(?:your|my|dein\\p{L}{0,2}|ihr\\p{L}{0,2}|votre|ton|tu|su|(?:il )?(?:tuo|suo)|(?:o )?(?:seu|teu)|uw|je|tw[oó]j|the new)';
const UNTAKEN = /^(?:19|20)\d{2}(?:[ -](?:19|20)\d{2})?$/;
const notYear = (value: string) => !UNTAKEN.test(value);

export const ONE_TIME_CODES: readonly Rule[] = [
  rule({
    id: 'code.named',
    type: 'PASSWORD',
    before: `${NAME}${BETWEEN}`,
    value: CODE,
    flags: 'iu',
    valid: notYear,
    hits: [
      'Dein Bestätigungscode lautet ⟦481920⟧',
      'Tu código es ⟦481920⟧',
      'TAN: ⟦774193⟧',
      'door code ⟦4471⟧',
      'the passcode to the office is ⟦4471#⟧',
      'Votre code de vérification est ⟦481 920⟧',
      'Il tuo codice di verifica è ⟦481920⟧',
      'Twój kod weryfikacyjny to ⟦481920⟧',
      'Je verificatiecode is ⟦481920⟧',
      'Code à usage unique : ⟦4819-2077⟧',
    ],
    misses: ['the verification code expires after 10 minutes', 'exit code 1234567890', 'the passcode rules of 2026'],
  }),
  rule({
    id: 'code.named.letters',
    type: 'PASSWORD',
    before: `${NAME}(?:[^\\d\\n.!?:]|\\d{1,6}[.,]\\d{2}){0,40}?\\s?${IS}\\s{1,2}(?:le |el |o |il |het )?`,
    value: '(?=[A-Z\\d -]{0,9}\\d)(?=[A-Z\\d -]{0,9}[A-Z])[A-Z\\d]{2,5}[ -]?[A-Z\\d]{2,5}',
    after: '(?![\\w-])',
    flags: 'iu',
    // Whether letters are capitals is asked here, because the names are written both ways.
    valid: (value) => value === value.toUpperCase(),
    hits: [
      'Je toegangscode is ⟦K7XQ2P⟧',
      'Your verification code: ⟦9FX-41T⟧',
      'Ihre mTAN für 18,50 EUR: ⟦QX3 7LM⟧',
      'Zugangscode für das Tor: ⟦R4T9⟧',
    ],
    misses: [
      'Je toegangscode is verlopen',
      'the login code is in v2beta',
      'Your verification code: SMS',
      'the otp is a1',
    ],
  }),
  rule({
    id: 'code.owned',
    type: 'PASSWORD',
    before: `(?<![\\p{L}])${WHOSE}\\s(?:${NO_OTHER}[\\p{L}\\p{N}.&'-]{1,20}\\s){0,3}(?:${CODE_WORDS})${OF_WHAT}?\\s?${IS}\\s{1,2}(?:le |el |o |il |het )?`,
    value: CODE,
    flags: 'iu',
    valid: notYear,
    hits: [
      "Your Larkfield code is ⟦558 203⟧. Don't share it.",
      'Votre code est le ⟦558203⟧',
      'Ton code Larkfield : ⟦558203⟧',
      'O seu código é o ⟦558203⟧',
      'your code for the vault: ⟦4471⟧',
    ],
    misses: [
      'your code is 120 lines',
      'our code is 558 203 lines',
      'your node is 558203',
      'my zip code is 94110',
      'your code is 55',
    ],
  }),
  rule({
    id: 'code.device',
    type: 'PASSWORD',
    before: `\\b${TYPED}\\s(?:the |this |your |den |le |el |il |de )?(?:device |user |pairing |activation |one-time )?${CODE_WORD}\\s{1,2}`,
    value: '(?=[A-Za-z]{0,8}-?[A-Za-z]{0,8}\\d|[A-Z]{4}-[A-Z]{4})[A-Za-z\\d]{3,5}-?[A-Za-z\\d]{3,5}',
    after: '(?![\\w-])',
    flags: 'iu',
    hits: ['Type the code ⟦W7K-2PQ⟧ at login.test', 'enter the device code ⟦WDJB-MJHT⟧', 'Gib den Code ⟦K7XQ2P⟧ ein'],
    misses: ['enter the code below', 'type the code-review', 'use code completion', 'type the code W7'],
    valid: (value) => /\d/.test(value) || value === value.toUpperCase(),
  }),
  rule({
    id: 'code.expires',
    type: 'PASSWORD',
    before: '(?<!exit |error |status |zip |postal |area )\\b(?:code|otp|pin|tan|kod|codice|código)\\s',
    value: '\\d{4,8}|\\d{3}[ -]\\d{3}',
    after: `(?=,?\\s(?:which |that )?${ENDS}(?![\\p{L}]))`,
    flags: 'iu',
    hits: [
      'code ⟦730418⟧ expires in 10 minutes',
      'Code ⟦730 418⟧ läuft in 5 Minuten ab',
      'código ⟦730418⟧ caduca pronto',
    ],
    misses: ['error code 730418 expires', 'code 730418 lines', 'code 730 expires', 'node 730418 expires'],
  }),
  rule({
    id: 'code.groups',
    type: 'PASSWORD',
    before: `(?<![\\p{L}])(?:${KEPT_CODES})(?![\\p{L}])[^\\n]{0,40}?[\\s:(]`,
    value: '(?=[a-z-]{0,20}\\d)(?=[\\d-]{0,20}[a-z])[a-z\\d]{3,6}(?:-[a-z\\d]{3,6}){1,7}',
    after: '(?![\\w-])',
    flags: 'iu',
    on: ['prose', 'ui'],
    // Names of machines and branches have words between their signs.
    valid: (value) =>
      value === value.toLowerCase() &&
      value.split('-').filter((group) => /\d/.test(group) && /[a-z]/.test(group)).length > 1,
    hits: ['my 2fa backup, keep it safe: ⟦7k2p-44mx-q0zd⟧', 'Wiederherstellungscode ⟦9fk2-mm41⟧'],
    misses: ['the backup is on db1-eu-west2', '2fa for web-app-v2', 'backup: 2024-03-05', 'kickback 7k2p-44mx'],
  }),
  rule({
    id: 'code.listed.first',
    type: 'PASSWORD',
    before: `${LISTED}\\s?:?\\s{1,3}`,
    value: '(?=[a-z-]{0,12}\\d)[A-Za-z\\d]{4,10}(?:-[A-Za-z\\d]{3,10}){0,7}',
    after: '(?=[,;]?\\s{1,3}(?=[a-z-]{0,12}\\d)[A-Za-z\\d]{4,10}(?:-[A-Za-z\\d]{3,10}){0,7}(?:[\\s,;]|$))',
    flags: 'i',
    hits: ['scratch codes ⟦30417755⟧ 81120934', 'backup codes: ⟦k3m9x2q7⟧, 9p0v4rt1'],
    misses: ['scratch codes, see page 12', 'backup codes of 2024', 'scratch codes 30417755', 'codes 30417755 81120934'],
  }),
  rule({
    id: 'code.listed',
    type: 'PASSWORD',
    value: `(?<=${LISTED}[^\\n]{0,200}[,;]\\s{0,2})(?=[a-z-]{0,12}\\d)[A-Za-z\\d]{4,10}(?:-[A-Za-z\\d]{3,10}){0,7}`,
    after: '(?![\\w-])',
    flags: 'i',
    hits: ['recovery codes: ab3k-92mx, ⟦qq7p-04zt⟧', 'backup codes 3381 9042, ⟦77561208⟧; ⟦k3m9x2q7⟧'],
    misses: ['recovery codes, see page 12', 'codes: ab3k-92mx, qq7p-04zt', 'recovery codes: ab, q7p'],
  }),
  rule({
    id: 'code.listed.spaced',
    type: 'PASSWORD',
    value: `(?<=${LISTED}\\s?:?\\s{1,3}(?:[A-Za-z\\d-]{4,24}\\s{1,3}){1,14})(?=[a-z-]{0,12}\\d)[A-Za-z\\d]{4,10}(?:-[A-Za-z\\d]{3,10}){0,7}`,
    after: '(?![\\w-])',
    flags: 'i',
    // Between words it is a year or the number of a page.
    valid: (_value, line, at) => !/\s[a-z]{2,24}\s{1,3}$/.test(line.slice(Math.max(0, at - 30), at)),
    hits: ['recovery codes: ab3k-92mx ⟦qq7p-04zt⟧ ⟦1m4k-77ry⟧', 'Backup codes 3381 ⟦9042⟧ ⟦7756⟧'],
    misses: ['recovery codes: see page 1200', 'backup codes were made in 2024', 'codes: ab3k-92mx qq7p-04zt'],
  }),
  rule({
    id: 'code.door',
    type: 'PASSWORD',
    before: '\\b(?:punch|key|type|dial|tap|press|enter)\\s(?:in\\s)?',
    value: '\\d{4,8}#?',
    after:
      '(?=\\s(?:at|on|to open|for|into)\\s(?:the\\s)?(?:\\w{1,12}\\s)?(?:door|gate|keypad|panel|lock|alarm|entrance|garage|safe)\\b)',
    flags: 'i',
    hits: ['punch in ⟦8812⟧ at the door', 'dial ⟦4471#⟧ on the keypad'],
    misses: ['punch in 881 at the door', 'dial 4471 at noon', 'keying 8812 at the door'],
  }),
  rule({
    id: 'code.before-name',
    type: 'PASSWORD',
    value: CODE,
    after: `(?=\\s${IS}\\s(?:${WHOSE}\\s[^\\d\\n.!?]{0,40}?|the\\s(?:\\p{L}{2,20}\\s){0,2})(?:${NAMES}|\\b(?:code|pin|kod|codice|código)\\b))`,
    flags: 'iu',
    valid: notYear,
    hits: [
      '⟦481 920⟧ is your Birchmere verification code',
      '⟦B-481920⟧ is your login code',
      '⟦481920⟧ ist dein Bestätigungscode',
      '⟦481920⟧ est votre code de connexion',
      '⟦481920⟧ es tu código',
    ],
    misses: ['12345 is the number of lines of code that we read', '481920 is your ticket'],
  }),
  rule({
    id: 'code.use',
    type: 'PASSWORD',
    before: `\\b${oneOf('use|enter|type|(?:confirm|verify|reply|continue|log in|sign in) with', 'verwende|nutze|gib|utilisez|saisissez|usa|ingresa|introduce|inserisci|digita', 'digite|insira|bestätigen sie [^\\d\\n.]{1,30} mit|gebruik|voer|u[żz]yj|wpisz')}\\s(?:the\\s)?(?:code\\s)?`,
    value: `${CODE}|(?=[A-Z-]{0,5}\\d)[A-Z\\d]{4}-[A-Z\\d]{4}(?![\\w-])`,
    after: `(?=,?\\s${ON_WHAT}(?:to|as|for|um|zum|als|ein|pour|comme|para|como|per|come|om|als|aby|jako|in|within)\\b[^\\n]{0,40}${oneOf('sign|log|verif|confirm|best|connect|inici|acce|inlog|zalog|authent|ein|code|pin|abri|aprir|ouvrir|öffn|otw[oi]')})`,
    flags: 'iu',
    valid: notYear,
    hits: [
      'Use ⟦8QTK-2ZMV⟧ as a recovery code',
      'Use ⟦481920⟧ to sign in to Birchmere.',
      'Enter ⟦481-920⟧ to verify your phone',
      'Utilisez ⟦481920⟧ pour vous connecter',
      'Verwende ⟦481920⟧ zum Einloggen',
      'Usa ⟦8814⟧ para abrir la puerta',
    ],
    misses: ['Use 4096 to round up', 'Enter 1200 for the width'],
  }),
];
