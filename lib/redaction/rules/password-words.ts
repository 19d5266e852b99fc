import { PASSWORD } from './labels.ts';
import { isPassword, PREDICATES } from './plausible.ts';
import { realSecret } from './real-secret.ts';
import { oneOf, type Rule, rule } from './rule.ts';

const NAME = `[\\w.-]{0,40}${PASSWORD}[\\w.-]{0,20}`;
const WORDS = '[a-z]{2,14}(?:[ -][a-z]{2,14}){1,11}(?:[ -]\\d{1,4})?';
/** Sentences about passwords have such words; passwords of words, as people choose them, do not. */
const SENTENCE = new RegExp(
  `\\b${oneOf('the|a|an|is|are|was|be|been|to|of|for|on|in|at|by|your|my|our|their|his|her|its|and|or|not|must|should', 'can|cannot|will|has|have|had|does|do|did|it|this|that|please|if|when|then|than|with|from|least|enter', 'invalid|wrong|required|incorrect|reset|change|changed|forgot|confirm|password|passwords|field|characters', 'user|name|login|sign|only|no|too|new|current|old|hidden|optional|again|here|after|before|until')}\\b`,
  'i',
);

const FOR_WHAT = '(?:\\s(?:for|of|to|zum|für|pour|para|del|do|van)\\s[^\\n:.]{1,30}?)?';
/** Which thing a password opens, and where that is, in other languages than English. */
const OF_THING = `(?:\\s${oneOf(
  'fürs?|für|zum|zur|vom|von|des|der|im|am|in|auf',
  'pour|du|de|des|dans|sur|au|aux',
  'para|del?|da|do|das|dos|na|no|en|em|per|di|della?|dello|delle|dei|nel|nella|al|alla',
  'voor|van|op|het|naar',
  'do|dla|od|w|we|z|na',
)}\\s[^\\n:.!?]{1,40}?){0,2}`;
/** Small words, as they are written in eight languages; English passwords of words are a rule of their own. */
const FOREIGN_WORDS = '\\p{Ll}{2,14}(?:[ -](?:\\p{L}{2,16}|[aeioyuwz](?= ))){1,7}(?:[ -]\\d{1,4})?';
/** Sentences about passwords in other languages have such a word. */
const FOREIGN_SENTENCE = new RegExp(
  `(?<![\\p{L}])${oneOf(
    'nicht|kein\\p{L}{0,2}|falsch|abgelaufen|zu|sehr|muss|müssen|darf|kann|wird|wurde|sein|noch|schon|bitte|geändert',
    'gespeichert|sicher|verg\\p{L}{2,6}|leer|gleich|ist|sind|hier|unten',
    'pas|plus|trop|très|doit|doivent|peut|sera|été|être|incorrect\\p{L}?|expiré|obligatoire|oublié|enregistré|modifié',
    'toujours|encore|celui|le même|la même|est|sont|ci-dessous',
    'no|muy|debe|deben|puede|será|sido|ser|incorrect[ao]|caducad[ao]|obligatori[ao]|olvidad[ao]|guardad[ao]|demasiado',
    'l[ao] mism[ao]|vaci[ao]|es|son|aquí',
    'non|troppo|deve|devono|può|sarà|stat[ao]|essere|errat[ao]|scadut[ao]|dimenticat[ao]|salvat[ao]|sempre|ancora',
    'la stessa|corrett[ao]|sono|qui',
    'não|muito|pode|foi|inválid[ao]|expirad[ao]|obrigatóri[ao]|esquecid[ao]|salv[ao]|ainda|corret[ao]|são|aqui',
    'niet|geen|moet|moeten|mag|kan|wordt|werd|zijn|onjuist|verlopen|verplicht|vergeten|opgeslagen|altijd|hetzelfde|nog|is',
    'nie|zbyt|musi|muszą|może|został[oa]?|być|nieprawidłow\\p{L}|wygasło|wymagane|zapomnian\\p{L}|zawsze|jeszcze|takie',
    'to|tutaj',
  )}(?![\\p{L}])`,
  'iu',
);
/** Where a password is kept or what happened to it: the words with which such a sentence goes on. */
const KEPT = new RegExp(
  `^${oneOf(
    'hinterlegt|notiert|aufgeschrieben|gespeichert|ausgehängt|gesetzt|geheim|bekannt|vergeben|verschlüsselt|angezeigt',
    '(?:affich|rang|not|coll|indiqu|stock|enregistr|communiqu|partag|chang|modifi|chiffr|expir|bloqu)ée?|écrite?|inscrite?',
    '(?:guardad|anotad|pegad|indicad|cambiad|compartid|cifrad|caducad|bloquead|almacenad|apuntad)[ao]|escrit[ao]',
    '(?:salvat|indicat|annotat|cambiat|condivis|cifrat|scadut|bloccat|memorizzat|conservat)[ao]|scritt[ao]',
    '(?:salv|guardad|anotad|alterad|trocad|compartilhad|expirad|bloquead)[ao]',
    'verlopen|opgeslagen|genoteerd|gewijzigd|gedeeld|geheim|bekend|opgehangen|versleuteld|ingesteld',
    '(?:zapisan|zmienion|podan|udostępnion|zablokowan|zaszyfrowan|wywieszon|przechowywan)[eay]',
  )}$`,
  'iu',
);
/** Sentences that people use for passwords are about themselves. */
const ABOUT_ME = /^(?:my|i) (?:[a-z]{2,14} ){1,6}[a-z]{2,14}$/i;
const isWords = (value: string) => {
  const [first = ''] = value.split(' ');
  if (!realSecret(value) || PREDICATES.test(first) || KEPT.test(first)) return ABOUT_ME.test(value);
  return ABOUT_ME.test(value) || (!SENTENCE.test(value) && !FOREIGN_SENTENCE.test(value));
};
/** Whether words are such a password, and no sentence about one. */
export const isPassphrase = (words: string): boolean => isWords(words);
/** The question for a passphrase at a terminal, in other languages than English: all of the line behind it is the answer. */
const ASKED_FOR = `${PASSWORD}|phrase (?:secrète|de passe)|frase (?:secreta|de contraseña|segreta)|wachtzin|wachtwoordzin|fraza|passfrase`;
/** Who chose it. */
const SET_BY = '(?:\\s(?:that )?(?:i|we|he|she|they) (?:just )?(?:set|chose|picked|use|used|made|typed))';
const WHICH = '(?:the|same|your|new|old|current|PEM|UNIX|import|export|vault)';
/** Words for an account or a network, beside the password of which no word says more. */
const BESIDE = oneOf(
  'user(?:name)?|login|wi-?fi|wlan|ssid|account|network|benutzer(?:name)?|nutzer|konto|netz|identifiant|compte|réseau',
  'usuario|cuenta|red|utente|rete|utilizador|usuário|conta|rede|gebruiker(?:snaam)?|netwerk|użytkownik|sieć',
);
/** Signing in, before an account and its password. */
const CONNECT = oneOf(
  '(?:log ?|sign )(?:in|on) (?:with|using|as)|einloggen mit|anmelden mit',
  'connecte(?:-toi|z-vous)? avec|conéctate con|entra con',
  'accedi con|entra com|log in met|inloggen met|zaloguj się (?:jako|na)',
);
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
    before: `(?<![\\w-])(?:${PASSWORD}|passphrase|secret word|safe word)${FOR_WHAT}${SET_BY}?(?:\\s(?:is|ist|lautet|est|es|[èé]|jest|to|was)|\\s?[:=])\\s{1,3}["'“]?`,
    value: WORDS,
    after: '(?=["\'”]?[.,!]?\\s{0,4}$)',
    flags: 'i',
    valid: (value) => isWords(value) && !/ing\b|ed\b/.test(value.split(/[ -]/)[0] ?? ''),
    hits: [
      'wifi password: ⟦green kettle seven⟧',
      'guest wifi password: ⟦green kettle 75⟧',
      'the password is ⟦blue heron lake⟧',
      'the password we chose is ⟦my cat hates rain⟧',
    ],
    misses: ['the password is not shown here', 'password: required field', 'your password is about to expire'],
  }),
  rule({
    id: 'password.words.key',
    type: 'PASSWORD',
    before: `^\\s{0,40}(?:- )?["']?${NAME}["']?\\s?[:=]\\s{1,3}`,
    value: `${WORDS}|[A-Za-z][\\w!#$%&*+-]{2,20}(?: [\\w!#$%&*+-]{1,20}){1,5}`,
    after: '(?=\\s{0,4}(?:#|$))',
    on: ['code'],
    // Words with capitals are a sentence unless a number or a sign is among them.
    valid: (value) => isWords(value) && (value === value.toLowerCase() || /[\d!#$%&*+]/.test(value)),
    hits: [
      'ldap_bind_password: ⟦juniper berries⟧',
      '  password: ⟦Larch Street 44⟧',
      '  db.passphrase = ⟦three quiet owls⟧ # staging',
    ],
    misses: [
      'password: must be longer',
      'password: At least 12 signs',
      'password: Stored Elsewhere',
      'passwords: they are two words',
      'password = getPassword now()',
      'pass: fail',
    ],
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
    id: 'password.words.foreign',
    type: 'PASSWORD',
    before: `(?<![\\p{L}\\w-])(?:${PASSWORD}|geheimwort)${OF_THING}(?:,? c['’]est|\\s(?:ist|lautet|est|es|[èé]|is|jest|to|wordt|luidt|heißt)|\\s?[:=])\\s{1,3}["'“„«]?`,
    value: FOREIGN_WORDS,
    after: '(?=["\'”“»]?(?:[.,!]?\\s{0,4}$|,\\s))',
    flags: 'iu',
    valid: isWords,
    hits: [
      'Das Passwort für die Cloud im Büro ist ⟦vier grüne Stühle⟧.',
      'le mot de passe du wifi est ⟦petite chaise jaune⟧',
      'La contraseña de la red es ⟦tres gatos azules⟧, vale',
      'La password della rete è ⟦pane e vino rosso⟧',
      'Het wachtwoord van de printer is ⟦oude fiets morgen⟧',
    ],
    misses: [
      'Das Passwort für die Cloud ist nicht mehr gültig.',
      'le mot de passe du wifi est toujours le même',
      'le mot de passe du wifi est rangé dans le tiroir',
      'La contraseña de la red es demasiado corta',
      'Das Passwort ist abgelaufen',
    ],
  }),
  rule({
    id: 'password.words.spoken',
    type: 'PASSWORD',
    before: `\\b(?:user(?:name)?|login|log in|wi-?fi|wlan|ssid|account)\\b[^\\n]{1,60}?[\\s,;](?:password|passwd|pwd|pw|pass)\\s{1,3}`,
    value: '\\p{Ll}{3,14}(?: \\p{Ll}{3,14}){1,4}',
    after: '(?=[.,;!]?\\s{0,3}$)',
    flags: 'u',
    on: ['prose', 'ui'],
    valid: (value) => isWords(value) && !OF_PASSWORDS.test(value.split(' ')[0] ?? ''),
    hits: ['log in as kbell pw ⟦blue heron lake⟧', 'wifi Larkfield, pass ⟦quiet stone garden⟧'],
    misses: [
      'the user login needs a pw reset soon',
      'wifi Larkfield, pass it to the others',
      'log in as kbell pw blue',
    ],
  }),
  rule({
    id: 'password.words.asked-for',
    type: 'PASSWORD',
    before: `^[^\\p{L}\\n]{0,12}(?:\\p{L}{2,14} (?:\\p{L}{2,4} )?)?(?:${ASKED_FOR})\\s(?:for|für|pour|para|per|di|de|del|da|voor|van|dla|do)\\s[^:\\n]{1,120}?\\s?:\\s{1,3}`,
    value: '[^\\s](?=[^\\n]{0,80}\\s)[^\\n]{2,200}',
    flags: 'iu',
    on: ['code'],
    valid: (value) => !/[{}();=]|\b(?:not|must|is|wrong|invalid|denied)\b/.test(value),
    hits: [
      'Phrase de passe pour /home/lea/.ssh/id_rsa : ⟦petite chaise jaune⟧',
      'Passphrase für Schlüssel „backup“: ⟦vier grüne Stühle⟧',
    ],
    misses: [
      'Phrase de passe pour /home/lea/.ssh/id_rsa : ',
      'Passwort für bob: wrong password entered',
      'Das kleine alte Passwort für bob: eins zwei',
    ],
  }),
  rule({
    id: 'password.asked-for',
    type: 'PASSWORD',
    before: `${PASSWORD}\\s(?:for|für|pour|para|per|di|de|voor|van|dla|użytkownika)\\s(?:\\p{L}{2,12} ){0,2}\\S{1,80}(?: ein)?\\s?:\\s{1,3}`,
    value: '\\S{3,100}',
    after: '(?=\\s{0,4}$)',
    flags: 'iu',
    on: ['code'],
    valid: realSecret,
    hits: [
      'Geben Sie das Kennwort für "admin.koch" ein: ⟦Pfeffer3⟧',
      'Kennwort für bweiss@fs01: ⟦Pfeffer3⟧',
      "Password for 'bob': ⟦rhubarb⟧",
    ],
    misses: ['Kennwort für bweiss@fs01: ', 'Password for bob: $PW', 'compass for bob: rhubarb', 'Password for bob: ab'],
  }),
  rule({
    id: 'password.words.beside',
    type: 'PASSWORD',
    before: `(?<![\\p{L}])${BESIDE}(?![\\p{L}])[^\\n]{1,60}?[\\s,;]${PASSWORD}\\s{1,3}["']?`,
    value: '[^\\s"\'.,;:=]{4,60}',
    after: '(?=["\']?[.,;!]?\\s{0,3}$)',
    flags: 'iu',
    on: ['prose', 'ui'],
    valid: (value) => isWords(value) && !OF_PASSWORDS.test(value),
    hits: [
      'identifiant stage4, mot de passe ⟦brioche⟧',
      'user finance2 pass ⟦butterscotch⟧',
      'wifi is Larkfield-Guest, password ⟦butterscotch⟧.',
    ],
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
    before: `(?<![\\p{L}])(?:${ACCESS}(?![\\p{L}])[^\\n:/]{0,40}:|(?:${BESIDE}|${CONNECT})[:,]?)\\s{1,3}[\\w.@+-]{2,60}\\s/\\s`,
    value: '[^\\s/]{4,80}',
    after: '(?=\\s{0,3}$|[.,;]\\s)',
    flags: 'iu',
    on: ['prose', 'ui'],
    valid: isWords,
    hits: [
      'login for the portal: hrteam / ⟦butterscotch⟧',
      'Zugang: hrteam / ⟦Butterblume⟧',
      'accès : hr2 / ⟦coquelicot⟧',
      'gebruiker balie2 / ⟦Kaasplank⟧',
      'connecte-toi avec stage1 / ⟦Groseille⟧',
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
    id: 'password.tagged',
    type: 'PASSWORD',
    before: `${NAME}["']?\\s?:\\s{1,3}!{1,2}(?:str|binary|vault|tag:\\S{1,40})\\s{1,3}["']?`,
    value: '[^\\s"\'|>][^\\s"\']{3,200}',
    flags: 'i',
    valid: realSecret,
    hits: ['db.password: !!str ⟦Kestrel27⟧', 'smtp_pass: !!str "⟦heron⟧"'],
    misses: [
      'db.password: !Ref DbPassword',
      'db.password: !!str "k2"',
      'compass: !!str Kestrel27',
      'password: !!str |',
    ],
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
