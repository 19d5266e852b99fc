import { oneOf, type Rule, rule } from './rule.ts';

/** Codes that are sent once: four to eight digits, in groups or behind a letter. */
const DIGITS = '\\d{4,8}|\\d{3}[ -]\\d{3,4}|\\d{2}[ -]\\d{2}[ -]\\d{2}|[A-Z]{1,3}-\\d{4,8}';
const CODE = `(?<![\\w.,€$£/-])(?:${DIGITS})#?(?![\\w€$£%]|[.,/-]\\d)`;

/** What each language calls such a code. The word alone says it, so no other word has to stand beside it. */
const NAMES = [
  '(?:verification|security|confirmation|login|log-in|sign-in|access|one-time|authentication|auth) (?:pass)?codes?',
  '(?:single[ -]use|activation|authori[sz]ation|door|gate|entry|alarm|unlock|2fa|mfa|sms|backup|pairing) codes?',
  'otp|passcode',
  '(?:sms-?|m|chip|push|photo)tan|(?:ihre|deine|meine|die|eine|neue|per|mit) tan|tan(?=\\s?[:=])|pin-?code',
  '\\w{0,20}(?:best[äa]tigungs|sicherheits|zugangs|verifizierungs|einmal|t[üu]r)code',
  "code (?:de |d[’'])?(?:v[ée]rification|s[ée]curit[ée]|confirmation|validation|connexion|acc[èe]s|activation)",
  'c[óo]digo(?: de (?:verificaci[óo]n|seguridad|confirmaci[óo]n|acceso|inicio|un solo uso))?',
  'codice(?: di (?:verifica|sicurezza|conferma|accesso|attivazione)| otp)?',
  'c[óo]digo de (?:verifica[çc][ãa]o|seguran[çc]a|confirma[çc][ãa]o|acesso)',
  '(?:verificatie|beveiligings|toegangs|bevestigings|inlog)code|eenmalige code',
  'kod(?:u|em)?(?: (?:weryfikacyjny|bezpiecze[ńn]stwa|dost[ęe]pu|potwierdzaj[ąa]cy|jednorazowy|sms|logowania))',
].join('|');
const NAME = `(?<![\\p{L}])(?:${NAMES})(?![\\p{L}])`;
/** Few words that may stand between a code and its name; no digits, no end of a sentence. */
const BETWEEN = '[^\\d\\n.!?]{0,40}?';
const IS = '(?:is|are|ist|lautet|est|es|[èé]|jest|to|to:|zijn|luidt|was|=|:)';
/** Whose a code is: "12345 is the number of lines of code" says of nobody that it is theirs. */
const WHOSE =
  '(?:your|my|dein\\p{L}{0,2}|ihr\\p{L}{0,2}|votre|ton|tu|su|(?:il )?(?:tuo|suo)|(?:o )?(?:seu|teu)|uw|je|tw[oó]j|the new)';
const UNTAKEN = /^(?:19|20)\d{2}$/;
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
    ],
    misses: ['the verification code expires after 10 minutes', 'exit code 1234567890', 'the passcode rules of 2026'],
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
    before: `\\b${oneOf('use|enter|type|verwende|nutze|gib|utilisez|saisissez|usa|ingresa|introduce|gebruik|voer|u[żz]yj|wpisz')}\\s(?:the\\s)?(?:code\\s)?`,
    value: CODE,
    after: `(?=,?\\s(?:to|as|for|um|zum|als|ein|pour|comme|para|como|per|come|om|als|aby|jako|in)\\b[^\\n]{0,40}${oneOf('sign|log|verif|confirm|best|connect|inici|acce|inlog|zalog|authent|ein|code|pin')})`,
    flags: 'iu',
    valid: notYear,
    hits: [
      'Use ⟦481920⟧ to sign in to Birchmere.',
      'Enter ⟦481-920⟧ to verify your phone',
      'Utilisez ⟦481920⟧ pour vous connecter',
      'Verwende ⟦481920⟧ zum Einloggen',
    ],
    misses: ['Use 4096 to round up', 'Enter 1200 for the width'],
  }),
];
