import { isAccount, isInitialAndName, isSomebody } from './accounts.ts';
import { PASSWORD } from './labels.ts';
import { oneOf, type Rule, rule } from './rule.ts';

const USER = oneOf(
  'user(?:[ _-]?(?:name|id))?|login|log ?in|account|benutzer(?:name)?|nutzername|anmeldename|utilisateur',
  'identifiant',
  'usuario|utente|utilizador|usuário|gebruiker(?:snaam)?|użytkownik|nazwa użytkownika',
);
/** A sign or a quote before a value. */
const QUOTED = /[=:"'„“«]\s{0,3}$/;
const ACCOUNT_NOUN = new RegExp(`^${USER}$`, 'iu');
const NAME = '[A-Za-z_][\\w.@\\\\+-]{1,60}';
const FLAGS = '(?:\\w{1,12}-)?user(?:-?name)?|(?:http|admin|db|auth|proxy)-?user(?:name)?|login|name|u';
/** What the name behind it belongs to, in prompts. */
const ROLE = oneOf(
  "(?:the )?user |(?:den )?(?:be)?nutzer |l['’]utilisateur |(?:el )?usuario |l['’]utente |(?:o )?(?:usuário|utilizador) ",
  '(?:de )?gebruiker |użytkownika ',
);
/** Parts of a command line that show a sign-in. */
const SECRET_BESIDE =
  /\s(?:--?\w{0,20}-?pass(?:word|wd|phrase)?\b|-[pP]\s?(?!\d{1,5}(?::\d|\s|$))\S|-w\s\S|-pw\s|--token\b)/i;
const SWITCH = '(?:su|sudo -u|finger|useradd|adduser|usermod|userdel|passwd|chage|chown|crontab -u|runuser -u)';

/** Names of accounts, if a program, a prompt or the password beside them identifies them. */
export const USERNAMES: readonly Rule[] = [
  rule({
    id: 'user.called',
    type: 'USERNAME',
    before: `(?<![\\p{L}])(?:${USER}|benutzerin|użytkownika|compte|cuenta|conta|konto)(?:["']?\\s?[=:]\\s{0,3}["']?|\\s["'„“«]?\\s?)`,
    value: '[a-z][a-z\\d]{0,24}(?:[._-][a-z\\d]{2,24}){0,2}',
    after: '(?=\\s?(?:["\'“”»]|[\\s,;]|$))',
    flags: 'iu',
    on: ['code'],
    valid: (value, line, at) =>
      isAccount(value) &&
      value === value.toLowerCase() &&
      !ACCOUNT_NOUN.test(value) &&
      (/^[a-z]{1,20}[._][a-z]{3,24}\d{0,3}$/.test(value) ||
        (QUOTED.test(line.slice(0, at)) && (/[._\d-]/.test(value) || isInitialAndName(value)))),
    hits: [
      'Anmeldung fehlgeschlagen: Benutzer "⟦t.zwieseler⟧" von 10.1.2.3',
      'échec de connexion pour l’utilisateur « ⟦p.delacour⟧ »',
      "nieudane: użytkownik '⟦k.mazur⟧'",
      'utente = ⟦mfioravanti⟧',
      'acceso denegado al usuario ⟦m.ferreiro⟧ (intento 3)',
      'zablokowano konto użytkownika ⟦j.szczepanik⟧',
      'utilizador "⟦r.fontoura⟧" de 10.0.0.9',
    ],
    misses: ['utente = admin', 'benutzer "anlegen" klicken', 'utente: Mario Rossi', 'subutente "k.mazur"'],
  }),
  rule({
    id: 'user.sudo',
    type: 'USERNAME',
    before: '\\[(?:sudo|doas)\\][^\\n:]{1,40}\\s(?:for|für|pour|para|per|de|di|voor|van|dla|do|użytkownika)\\s',
    value: '[\\w.-]{2,32}',
    after: '(?=\\s?:)',
    flags: 'iu',
    valid: isSomebody,
    hits: ['[sudo] password for ⟦rmontero⟧: ', '[sudo] contraseña para ⟦rmontero⟧:', '[sudo] Mot de passe de ⟦hb2⟧ :'],
    misses: ['[sudo] password for root:', 'password for rmontero:', '[sudo] password for r:'],
  }),
  rule({
    id: 'user.prompted',
    type: 'USERNAME',
    before: `${PASSWORD}\\s(?:for|für|pour|para|per|de|del|di|voor|van|dla)\\s(?:${ROLE}["'«„]?|["«„])`,
    value: '[\\w.-]{2,32}',
    after: '(?=["\'»“]?(?:@[\\w.-]{1,60})?(?: ein)?\\s?:\\s{0,3}\\S{0,60}\\s{0,3}$)',
    flags: 'iu',
    on: ['code'],
    valid: isSomebody,
    hits: [
      'Hasło dla użytkownika ⟦mkrol⟧: ',
      'Contraseña para el usuario «⟦lruiz⟧»: x',
      'Password for user ⟦kbell⟧:',
      'Kennwort für "⟦jkoch⟧" ein: x',
    ],
    misses: ['Password for user root:', 'Hasło dla użytkownika m: ', 'Password for user kbell is old and long:'],
  }),
  rule({
    id: 'user.id',
    type: 'USERNAME',
    before: '\\b(?:[ug]id|groups)=\\d{1,10}\\(',
    value: NAME,
    after: '(?=\\))',
    valid: isSomebody,
    hits: ['uid=1004(⟦isolberg⟧) gid=1004', 'gid=1004(⟦hr-team⟧)'],
    misses: ['uid=0(root)', 'guid=1004 (isolberg)', 'uid=1004(i)'],
  }),
  rule({
    id: 'user.gecos',
    type: 'PERSON',
    before: '^[a-z_][\\w.-]{0,31}:[x*!]?:\\d{1,10}:\\d{1,10}:',
    value: "\\p{Lu}[\\p{L}'’.-]{1,30}(?: [\\p{L}'’.-]{2,30}){1,3}",
    after: '(?=[,:])',
    flags: 'u',
    on: ['code'],
    // A program in "/etc/passwd" has a sentence there.
    valid: (value) => !/(?:user|daemon|server|service|account|system|manager)\b/i.test(value),
    hits: ['fmeadows:x:1002:1002:⟦Fern Meadows⟧,,,:/home/fmeadows:/bin/bash'],
    misses: [
      'sshd:x:74:74:Privilege separated SSH daemon:/var/empty',
      'www:x:33:33:www data:/var/www',
      'x:1002:Fern Meadows,',
    ],
  }),
  rule({
    id: 'user.finger',
    type: 'USERNAME',
    before: '\\bLogin:\\s{1,20}',
    value: NAME,
    after: '(?=\\s{1,60}Name:)',
    hits: ['Login: ⟦isolberg⟧          Name: Ingrid'],
    misses: ['Login: isolberg', 'Login:   Name: Ingrid'],
  }),
  rule({
    id: 'user.asked',
    type: 'USERNAME',
    before: `^\\s{0,8}${USER}(?:\\s(?:for|für|pour|para|per|voor|dla)\\s[^\\s]{1,200})?\\s?:\\s{1,3}`,
    value: NAME,
    after: '(?=\\s{0,4}$)',
    flags: 'iu',
    on: ['code', 'ui'],
    valid: isSomebody,
    hits: [
      "Username for 'https://git.test': ⟦tmorgenroth⟧",
      'Benutzername: ⟦hbrandt⟧',
      'login: ⟦mkessler⟧',
      'Identifiant : ⟦jdorsey⟧',
    ],
    misses: ['Username for git: ', 'login: root', 'users: two of them', 'Account: a'],
  }),
  rule({
    id: 'user.flag',
    type: 'USERNAME',
    before: `(?<=^|\\s)--?(?:${FLAGS})(?:=|\\s{1,3})["']?(?:[A-Z][A-Z\\d-]{1,14}/)?`,
    value: '[A-Za-z_][\\w.@\\\\+-]{1,60}',
    flags: 'i',
    // A flag of that name has many meanings; beside a password its value is a person's.
    valid: (value, line, at) =>
      isSomebody(value) &&
      (SECRET_BESIDE.test(line) || line[at + value.length] === ':') &&
      // An address of a page.
      !line.startsWith('://', at + value.length),
    hits: [
      'az vm create --admin-username ⟦bweiss⟧ --admin-password x',
      'mysql -h db -u ⟦bweiss⟧ -pKestrel hr',
      'curl --user ⟦bweiss⟧:Kestrel27 https://api.test',
      'smbclient -L //nas -U CORP/⟦bweiss⟧ --password x',
      'New-LocalUser -Name ⟦bweiss⟧ -Password $pw',
      'aws iam create-login-profile --user-name "⟦bweiss⟧" --password x',
    ],
    misses: ['ls -u bweiss', 'mysql -u root -pKestrel', 'sort --username-column bweiss', 'mysql -u b'],
  }),
  rule({
    id: 'user.percent',
    type: 'USERNAME',
    before: '\\s-U\\s{1,3}["\']?(?:[\\w.-]{1,30}[\\\\/])?',
    value: '[A-Za-z_][\\w.-]{1,60}',
    after: '(?=%\\S)',
    valid: isSomebody,
    hits: ['smbclient //fs02/hr -U ⟦ckoenig⟧%Rettich88', 'rpcclient -U CORP\\⟦ckoenig⟧%x h'],
    misses: ['date -U ckoenig', 'smbclient -U root%x', 'smbclient -u ckoenig%x'],
  }),
  rule({
    id: 'user.pair',
    type: 'USERNAME',
    before: `(?<![\\p{L}])${oneOf('credentials?|creds|zugang(?:sdaten)?|login|identifiants|credenciales|credenziali|accesso')}(?:\\s[^\\n:/]{1,40})?\\s?:\\s{1,3}|(?<![\\p{L}])${USER}[:,]?\\s{1,3}(?=\\S{2,40}\\s/\\s(?=\\S{0,40}\\d))`,
    value: NAME,
    after: '(?=\\s?/\\s\\S)',
    flags: 'iu',
    valid: isSomebody,
    hits: [
      'gebruiker ⟦balie2⟧ / Kaasplank7',
      'the guest login, ⟦visitor3⟧ / Damson8',
      'Zugangsdaten: ⟦empfang⟧ / radieschen',
      'creds: ⟦hr_batch⟧ / x',
      'creds for staging: ⟦svc_report⟧ / x',
    ],
    misses: ['Zugangsdaten: empfang', 'decreds: empfang / x', 'login: root / x'],
  }),
  rule({
    id: 'user.switch',
    type: 'USERNAME',
    before: `(?:^|[$#>]\\s)\\s{0,8}${SWITCH}\\s(?:-\\S{0,20}\\s){0,3}`,
    value: '[a-z_][\\w.-]{1,31}',
    after: '(?=\\s{0,4}$|\\s|:)',
    on: ['code'],
    valid: isSomebody,
    hits: [
      'su - ⟦bweiss⟧',
      'finger ⟦bweiss⟧',
      '$ sudo -u ⟦bweiss⟧ ls',
      '# useradd -m ⟦foyelaran⟧',
      'chown ⟦bweiss⟧:hr plan.xlsx',
    ],
    misses: ['su - root', 'sum - bweiss', 'su', 'we su - bweiss'],
  }),
  rule({
    id: 'user.listing',
    type: 'USERNAME',
    before: '^[-dlbcps][rwxsStT-]{9}[.+@]?\\s{1,4}\\d{1,6}\\s{1,4}',
    value: NAME,
    after: '(?=\\s{1,8}\\S)',
    on: ['code'],
    valid: isSomebody,
    hits: ['drwxr-x--- 2 ⟦foyelaran⟧ hr 4096 Nov 20 09:12 reports', '-rw-r--r--@ 1 ⟦bweiss⟧  staff  12 x'],
    misses: ['drwxr-x--- 2 root hr 4096', 'drwxr-x-- 2 bweiss hr', 'drwxr-x--- two bweiss hr'],
  }),
  rule({
    id: 'user.for',
    type: 'USERNAME',
    before: `(?<![\\p{L}])(?:${PASSWORD})\\s(?:for|für|pour|para|per|di|de|voor|van|dla|użytkownika)\\s["']?`,
    value: NAME,
    after: '(?=["\']?\\s?:)',
    flags: 'iu',
    on: ['code'],
    valid: isSomebody,
    hits: ['Senha para ⟦bweiss⟧: ', 'Kennwort für ⟦bweiss@fs01⟧: ', "Password for '⟦bweiss⟧':"],
    misses: ['Password for root:', 'Password for bweiss', 'Passing for bweiss:'],
  }),
  rule({
    id: 'user.set',
    type: 'USERNAME',
    before:
      '\\b(?:users set-password|admin-set-user-password --username|sp_addlogin|drop login|alter user|alter role)\\s{1,3}["\'`]?',
    value: NAME,
    after: '(?![\\w(])',
    flags: 'i',
    valid: isSomebody,
    hits: ['gcloud sql users set-password ⟦bweiss⟧ --instance=hr', 'ALTER USER ⟦bweiss⟧ WITH x'],
    misses: ['alter user root', 'users set-passwords bweiss', 'alter user b'],
  }),
  rule({
    id: 'user.beside',
    type: 'USERNAME',
    before: `(?<![\\p{L}])${USER}(?:\\s(?:is|ist|est|es|è|é|jest)\\s|["']?\\s?[=: ]\\s{0,2})["']?`,
    value: NAME,
    after: `(?=["']?[\\s,;/&|]{1,3}(?:(?:and|und|et|y|e|en|i)\\s|\\w{1,8}:)?(?:the |das |le |la |het )?["']?(?:${PASSWORD})["']?\\s?[=: ])`,
    flags: 'iu',
    // Without a sign between them, the word may also be a verb.
    valid: (value, line, at) =>
      isSomebody(value) &&
      (/^["']?\s?,\s/.test(line.slice(at + value.length)) ||
        /(?:[=:]\s{0,2}|\s(?:is|ist|est|es|è|é|jest)\s)["']?$/u.test(line.slice(0, at)) ||
        /[\d._]/.test(value) ||
        isAccount(value)),
    hits: [
      'the login is ⟦reception⟧ and the password is x',
      'user ⟦finance2⟧ pass butterscotch',
      'vault login username=⟦jdorsey⟧ password=x',
      'login: ⟦mkessler⟧, Passwort: x',
      'Usuario: ⟦rmontero⟧ contraseña: x',
      '{"user":"⟦lhansen⟧","pass":"x"}',
      'create box webdav user ⟦mfranke⟧ pass x',
      'create user ⟦web_report⟧ pass x',
      '<bean p:username="⟦batch⟧" p:password="x"/>',
      'usuario ⟦taller⟧, contraseña: x',
    ],
    misses: ['user name pass it on', 'the user typed password: x', 'users finance2 pass x', 'user finance2 passed'],
  }),
];
