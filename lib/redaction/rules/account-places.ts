import { flagsOf } from '../lexicon/index.ts';
import { isAccount, isFirstAndLast, isInitialAndName, isSomebody } from './accounts.ts';
import { PASSWORD } from './labels.ts';
import { isStrong } from './plausible.ts';
import { oneOf, type Rule, rule } from './rule.ts';

const NAME = '[A-Za-z_][\\w.@\\\\+-]{1,60}';
const USER = oneOf(
  'user(?:[ _-]?(?:name|id))?|login|account|benutzer(?:name)?|nutzername|anmeldename|utilisateur|identifiant',
  'usuario',
  'utente|utilizador|usuário|gebruiker(?:snaam)?|użytkownik|nazwa użytkownika',
);
const KEYS = oneOf(
  'user(?:[_-]?(?:name|id))?|login|uname|usr|acct|account|principal|actor|owner|author|assignee|operator|uid',
  'suser|ruser',
  '(?:created|modified|updated|requested|approved|deleted|changed|opened|closed)[_-]?by|(?:remote|auth)_user|sub|subject',
);
const MEMBERS = oneOf(
  '(?:created|modified|updated|requested|approved|deleted|changed|opened|closed)_?[bB]y|assignee|author',
  'owner|reviewer',
  'approver|requester|reporter|username|userName|user_name|login|committer|maintainer|operator|submitter',
  'actor|principal|user',
  'subject|performedBy|performed_by|initiator|by',
);
const CALLS = oneOf(
  'auth|login|connect|authenticate|getConnection|basic_auth|BasicAuth|HTTPBasicAuth|NetworkCredential',
  '(?:[A-Z]\\w{0,20})?Credentials',
);
const MACHINES = oneOf(
  'mbp|macbook(?:-pro|-air)?|imac|mac|iphone|ipad|laptop|notebook|pc|desktop|thinkpad|xps|surface',
);
const OWNED = oneOf('account|user|customer|client|patient|member|employee|person|contact|subscriber|staff|tenant');
const IS = "(?:\\s(?:(?:is|ist|est|es|è|é|jest)\\s|c['’]est\\s)|\\s?[=:]\\s{0,2}|\\s)";
const SIGNS_IN = oneOf(
  '(?:ein(?:ge)?logg|anmeld|angemeldet)\\p{L}{0,3}|melde (?:mich|dich|sie sich)|connecté?e?|me connecte|conect(?:o|ado|ada)',
  'entr[oa]|accedo',
  'ingelogd|log in|inloggen|zalogowan\\p{L}|loguję się|sess[ãa]o|sesión|session',
  'log(?:s|ged|ging)?[ -]?(?:in|on)|sign(?:s|ed|ing)?[ -]?in|connect(?:s|ed|ing)?|authenticat(?:e|es|ed|ing)',
);
const MANAGED = oneOf(
  'delete|remove|disable|enable|unlock|lock|suspend|deactivate|activate|reset|impersonate|invite',
  'edit|block|unblock|merge|rename',
);
const CUED = oneOf(
  'users?|nutzer(?:in)?|benutzer(?:in)?|utilisat(?:eur|rice)|usuari[oa]|utente|utilizador|usuário|gebruiker',
  'użytkownik\\p{L}{0,3}|locked out|log ?out|logout|log ?in|sign ?out|kennung|konto|compte|cuenta|conta|account',
);
/** What a help desk does to an account. */
const HELPED = oneOf(
  'reset|unlock(?:ed)?|account|mailbox|log-?in|password|pw|access|vpn|konto|kennwort|passwort|zugang',
  'compte|mot de passe|cuenta|contraseña|accesso|conta|senha|wachtwoord|hasło',
);
/** Columns with names of people. */
const NAME_COLUMNS = oneOf(
  '(?:first|last|sur|full|given|family|maiden|middle|customer|patient|employee|contact)_?name|surname|vorname|nachname',
  '[lfs]name',
  'nombre|apellidos?|prenom|prénom|nom_famille|cognome|sobrenome|achternaam|voornaam|nazwisko|imie',
);
/** Programs that try the name and password of an account somewhere else. */
const TRIES =
  'hydra|medusa|ncrack|crackmapexec|netexec|nxc|evil-winrm|psexec(?:64)?(?:\\.exe|\\.py)?|wmiexec\\.py|smbmap|rlogin';
/** The part behind an account that shows that a person signs in: its password. */
const isWithDigit = (value: string): boolean => value.length > 4 && /\d/.test(value) && /\p{L}/u.test(value);
/** Elements whose content is a person. */
const HOLDERS = oneOf(
  'author|creator|owner|manager|contact|customer|patient|employee|reviewer|assignee|editor|full_?name',
);
/** Words that logs write before the name of an account. */
const LOGGED = oneOf(
  '(?:user|account|login|username)\\s(?=["\'‘«])|(?:for|of|by) (?:(?:invalid|unknown|illegal|locked|new) )?(?:user|account)\\s',
  '(?:login|logon|log-?in|sign-?in|session|access) (?:failed |denied |opened |closed |attempt )?for\\s(?=["\'‘«])',
  '(?:log-?in|logon|sign-?in|auth\\w{0,12}) (?:failed|denied|failure|attempt|rejected) for\\s(?!\\w{0,9} ?user\\b)',
  '(?:failed|invalid|denied|successful|unsuccessful) (?:log-?in|logon|sign-?in):\\s',
  '(?:password|publickey) for (?:(?:invalid )?user )?|(?:credentials|token|sign-?in) (?:for|of)\\s(?=["\'‘«])',
  `user\\s(?=\\S{2,40}\\s${oneOf('has|was|is|not|\\w{2,14}ed|sent|made|left')}\\b)`,
);

/** Lines of logs about a sign-in. */
const IN_SESSION = /\b(?:log(?:ged|ging)?[ -]?(?:in|on|out)|session|auth\w{0,12}|sudo|sshd?|tty\w{0,4})\b/i;
/** Words before the account of a person who is told or asked something. */
const TOLD = 'cc|ping|ask|thanks|by|to|from|with|and|reviewers?|assignees?|owners?|approved';

/** Names of accounts, by their place in a log or a sentence. */
export const ACCOUNT_PLACES: readonly Rule[] = [
  rule({
    id: 'user.share',
    type: 'USERNAME',
    before: '\\\\\\\\[\\w.-]{1,60}\\\\(?:homes?|users?|profiles?|userdata)\\$?\\\\',
    value: '[A-Za-z][\\w.-]{1,40}',
    flags: 'i',
    valid: isSomebody,
    hits: ['\\\\fs02\\home$\\⟦sarah.whitfield⟧\\review.xlsx', 'net use h: \\\\nas\\users\\⟦bweiss⟧'],
    misses: ['\\\\fs02\\public\\sarah', '\\\\fs02\\home$\\root', 'fs02\\home\\x'],
  }),
  rule({
    id: 'user.key',
    type: 'USERNAME',
    before: `(?<=^|[\\s,;[({&?"'|])(?:\\w{1,20}_)?${KEYS}(?:=["']?|\\s=\\s["']|\\s=\\s(?=\\w{2,40}\\d{1,4}\\s{0,3}$))`,
    value: NAME,
    after: '(?=["\']?(?:[\\s;&|]|,(?:\\w{1,12}=)|$))',
    flags: 'i',
    on: ['code', 'ui'],
    valid: isAccount,
    hits: [
      'user=⟦kschulte⟧ action=delete target=invoice',
      'level=info login="⟦jdoe77⟧" msg=ok',
      'approved_by=⟦m.okafor⟧',
      'FTP_USER=⟦uploader3⟧',
      'smtp_user = "⟦kschulte⟧"',
      'smtp_user = ⟦kschulte4⟧',
      'dn: uid=⟦abaker⟧,ou=people,dc=example',
    ],
    misses: ['user=current_user ', 'user=request.user', 'login=loginUser', 'superuser=kschulte', 'user=k '],
  }),
  rule({
    id: 'user.string',
    type: 'USERNAME',
    before: '(?<=^|[;"\'?&\\s])(?:uid|user(?: ?id|name)?|login)\\s?=\\s?["\']?',
    value: NAME,
    after: '(?=["\']?;)',
    flags: 'i',
    // A password in the same string makes any account one of a sign-in.
    valid: (value, line) => isSomebody(value) && /[;"'\s](?:pwd|password)\s?=/i.test(line),
    hits: ['DSN=hr;UID=⟦hr_ro⟧;PWD=x;', 'Server=db;User Id=⟦ops⟧;Password=x'],
    misses: ['UID=hr_ro;SSL=on', 'UID=root;PWD=x;', 'guid=hr_ro;PWD=x'],
  }),
  rule({
    id: 'user.mentioned',
    type: 'USERNAME',
    before: `(?:^\\s{0,12}[-*+] \\[[ xX]\\] |\\b(?:${TOLD}):?\\s)(?=@)`,
    value: '@[A-Za-z][\\w-]{2,38}',
    after: '(?![\\w/(.-])',
    flags: 'i',
    on: ['code'],
    valid: (value) => isAccount(value.slice(1)) || isInitialAndName(value.slice(1)),
    hits: ['- [ ] ⟦@tbrandhuber⟧ check the index', '# ask ⟦@mkeller7⟧ first'],
    misses: ['- @Injectable class', '- [ ] @media print', '* @param name', 'from @types/node', 'by @media print'],
  }),
  rule({
    id: 'user.session',
    type: 'USERNAME',
    before: '\\b(?:as|by|for|from|user|owner|to)\\s["\']?',
    value: '[a-z]{5,24}\\d{0,4}',
    after: '(?![\\w@/-]|\\.\\w)',
    flags: 'i',
    on: ['code'],
    valid: (value, line) => IN_SESSION.test(line) && isInitialAndName(value.replace(/\d{1,4}$/, '')),
    hits: ['last login: Mon Mar 2 09:14 on ttys001 as ⟦tkowalke⟧', 'session closed by ⟦mbrandt2⟧'],
    misses: ['session closed by peer', 'made by tkowalke', 'login from nginx', 'auth to mbrandt.test'],
  }),
  rule({
    id: 'user.logged',
    type: 'USERNAME',
    before: `\\b${LOGGED}["'‘«]?`,
    value: NAME,
    after: '(?=["\'’»]|\\s|[,;:.)]|$)',
    flags: 'i',
    on: ['code'],
    // In quotes a log has a value, whatever word it is.
    valid: (value, line, at) => (/["'‘«]/.test(line[at - 1] ?? '') ? isSomebody(value) : isAccount(value)),
    hits: [
      'user "⟦penny⟧" joined channel ops',
      "WARN login failed for user '⟦tberger⟧' from x",
      'WARN sign-in denied for ⟦tberger⟧ from x',
      'sshd[4411]: Failed password for invalid user ⟦omarsh⟧ from x',
      'Accepted publickey for ⟦rkeller⟧ from x',
      'WARN invalid credentials for "⟦t.ibsen⟧"',
      'Failed login: ⟦bjansen⟧ from x',
      'WARN too many attempts for account ⟦t.berger⟧ in an hour',
      'ERROR user ⟦tbianchi⟧ exceeded quota',
      'INFO user ⟦p.lindahl⟧ fetched 48 rows',
      'pam_unix(su:session): session opened for user ⟦fmoyo⟧ by (uid=0)',
    ],
    misses: ["reset for user 'guest'", 'for user input', 'of users tberger', "for user 't'"],
  }),
  rule({
    id: 'user.managed',
    type: 'USERNAME',
    before: `\\b${MANAGED}\\s(?:the\\s)?(?:user|account|login|mailbox)\\s["'‘“]?`,
    value: NAME,
    after: '(?=["\'’”]?(?:[?!.,;:)]|\\s{0,3}$))',
    flags: 'i',
    on: ['prose', 'ui'],
    valid: isAccount,
    hits: ['Delete user ⟦kschulte⟧?', 'please unlock the account ⟦omarsh⟧, thanks', 'Impersonate user "⟦jdoe77⟧"'],
    misses: ['Delete user profile?', 'unlock the account again', 'user kschulte?', 'Delete users kschulte?'],
  }),
  rule({
    id: 'user.cued',
    type: 'USERNAME',
    before: `(?<![\\p{L}])${CUED}(?:\\s(?:is|ist|est|es|è|é|jest))?\\s?:?\\s["'‘“]?`,
    value: '[a-z]{5,24}\\d{0,4}',
    after: '(?![\\w@-]|\\.\\w)',
    flags: 'iu',
    on: ['prose', 'ui'],
    valid: (value) => isInitialAndName(value.replace(/\d{1,4}$/, '')),
    hits: [
      'Locked out: ⟦tkowalke⟧.',
      'Nutzer ⟦pjohansson⟧ meldet',
      'Log out ⟦mbrandt⟧',
      'seine Kennung ist ⟦cwiegand4⟧',
    ],
    misses: ['User settings', 'Nutzer werden gesperrt', 'Locked out: again', 'Benutzer melden'],
  }),
  rule({
    id: 'user.helped',
    type: 'USERNAME',
    before: `\\b${HELPED}\\b[^\\n]{0,24}?\\s(?:for|of|für|von|pour|de|para|di|per|voor|van|dla)\\s["'‘“]?`,
    value: '[a-z][a-z.]{3,24}\\d{1,4}',
    after: '(?![\\w@-]|\\.\\w)',
    flags: 'i',
    on: ['prose', 'ui'],
    valid: (value) => isAccount(value.replace(/\d{1,4}$/, '')),
    hits: ['Mailbox moved for ⟦kschulte2⟧.', 'Reset done for ⟦omarsh11⟧', 'Konto gesperrt von ⟦bweiss7⟧'],
    misses: ['Reset done for windows11', 'reset for omarsh', 'access for ipv6', 'preset of kschulte2'],
  }),
  rule({
    id: 'user.dotted',
    type: 'USERNAME',
    value: '(?<![\\w./@\\\\-])[a-z]{3,15}\\.[a-z]{3,20}',
    after: '(?![\\w.(\\[=@/-])',
    on: ['code'],
    valid: isFirstAndLast,
    hits: ['2026-03-01T10:00:11Z audit: ⟦leticia.prado⟧ deleted bucket', 'owner ⟦oskar.lindqvist⟧, ok'],
    misses: ['audit.leticia deleted', 'mark.read again', 'leticia.prado()', 'server.config loaded', 'jordan.js'],
  }),
  rule({
    id: 'user.member',
    type: 'USERNAME',
    before: `(?<=^|[\\s,{(])["']?${MEMBERS}["']?\\s?:\\s{0,2}["']?`,
    value: NAME,
    after: '(?=["\']?\\s{0,4}(?:[,}]|$))',
    on: ['code'],
    valid: isAccount,
    hits: ['created_by: ⟦jhernandez⟧', '{"assignee": "⟦t.novak⟧", "open": true}', '  reviewer: ⟦mkowal⟧'],
    misses: ['created_by: current_user', 'reviewer: getReviewer,', 'assignees: jhernandez', 'owner: j'],
  }),
  rule({
    id: 'user.listed',
    type: 'USERNAME',
    value: `(?<=(?:${oneOf('assignees|reviewers|members|owners|users|approvers|watchers|attendees|participants|logins|admins')})["']?\\s?[:=]\\s?\\[[^\\]\\n]{0,200}["'])[A-Za-z_][\\w.@+-]{1,60}`,
    after: '(?=["\'])',
    on: ['code'],
    valid: isAccount,
    hits: ['"assignees":["⟦t.novak⟧","⟦elenam⟧"]', "admins = ['⟦jhernandez⟧']"],
    misses: ['"assignees":[]', '"colors":["elenam"]', '"members":["guest"]'],
  }),
  rule({
    id: 'user.terminal',
    type: 'USERNAME',
    value: '(?<=^\\s{0,4})[a-z_][\\w.-]{1,31}',
    after:
      '(?=\\s{1,16}(?:(?:pts|ttys?|console|:\\d)[/\\d]{0,6}\\s|\\d{1,7}\\s{1,4}\\d{1,3}\\.\\d\\s{1,4}\\d{1,3}\\.\\d\\s))',
    on: ['code'],
    valid: isSomebody,
    hits: [
      '⟦dwong⟧    pts/0        2026-03-02 09:14',
      '⟦hkim⟧  ttys002  Fri 10:02',
      '⟦mweiss⟧  1184  0.3  1.2  21848 /usr/bin/x',
    ],
    misses: ['root     pts/0  2026', 'dwong 1184 files', 'a dwong    pts/0 x'],
  }),
  rule({
    id: 'person.compared',
    type: 'PERSON',
    before: `\\b(?:${NAME_COLUMNS})["'\`\\]]?\\s{0,3}(?:not\\s)?(?:i?like|=|<>|!=|in\\s?\\()\\s{0,3}N?["']%?`,
    value: '[A-ZÀ-Þ][A-Za-zÀ-ɏ’-]{1,30}(?: [A-ZÀ-Þ][A-Za-zÀ-ɏ’-]{1,30}){0,3}',
    after: '(?=%?[\'"])',
    flags: 'i',
    on: ['code'],
    valid: (value) => /^[A-ZÀ-Þ]/.test(value),
    hits: ["WHERE last_name LIKE '⟦Quorvaneth⟧%'", "and full_name = '⟦Ada Quill⟧'", "surname IN ('⟦Brandt⟧')"],
    misses: ["WHERE file_name LIKE 'Report%'", "last_name = 'unknown'", "WHERE last_name LIKE '%'"],
  }),
  rule({
    id: 'user.nick',
    type: 'USERNAME',
    before: '\\d{1,2}:\\d{2}(?::\\d{2})?[\\])]?\\s(?:[#\\w-]{1,24}:?\\s)?<[@+%&~]?',
    value: '[A-Za-z_`^|{}][\\w`^|{}.-]{1,30}',
    after: '(?=>\\s)',
    valid: isSomebody,
    hits: ['[09:14] <⟦mkeller⟧> anybody there?', '09:14:02 #ops: <@⟦hkim_⟧> yes'],
    misses: ['09:14 <b> bold', 'see <mkeller> there', '09:14 <mkeller>', '09:14 <root> x'],
  }),
  rule({
    id: 'user.owners',
    type: 'USERNAME',
    before:
      '^(?:CODEOWNERS:\\s)?(?:\\*|[\\w*][\\w*.-]{0,60}/[\\w*./-]{0,120}|\\*\\.\\w{1,12}|/[\\w*./-]{0,120})\\s{1,12}',
    value: '@[A-Za-z][\\w-]{1,38}(?:/[\\w.-]{1,60})?(?:\\s{1,4}@[A-Za-z][\\w-]{1,38}(?:/[\\w.-]{1,60})?){0,8}',
    after: '(?=\\s{0,4}$)',
    on: ['code'],
    // One such word behind an asterisk is a tag of a comment.
    valid: (value, line) => !/^\*\s/.test(line) || /\s@/.test(value),
    hits: ['docs/ ⟦@mkeller⟧', '* ⟦@mkeller @acme/platform⟧', '/lib/*.ts ⟦@hkim @mweiss⟧'],
    misses: ['* @internal', ' * @param name', "import x from '@acme/lib'", 'a/b @ 3'],
  }),
  rule({
    id: 'user.before-password',
    type: 'USERNAME',
    before: `(?<![\\p{L}])${USER}(?:\\s\\p{L}{1,12}){0,3}\\s?:\\s{1,3}["']?`,
    value: NAME,
    after: `(?=["']?[,;|]?\\s{1,3}(?:(?:and|und|et|y|e|en|i|mit|with|con|com|met|z)\\s)?(?:${PASSWORD})(?![\\w-]))`,
    flags: 'iu',
    valid: isSomebody,
    hits: ['login zum Portal: ⟦lager3⟧ Passwort: x', 'user: ⟦kiosk7⟧, password x', 'utente: ⟦cassa⟧ e password x'],
    misses: ['login: root password: x', 'logins: two passwords'],
  }),
  rule({
    id: 'user.served',
    type: 'USERNAME',
    before: '^\\S{2,60} (?:-|\\S{1,40}) ',
    value: NAME,
    after: '(?= \\[\\d{1,2}/\\p{Lu}\\p{Ll}{2}/\\d{4}:)',
    flags: 'u',
    on: ['code'],
    valid: isSomebody,
    hits: ['10.2.0.9 - ⟦mkeller⟧ [11/Jan/2025:10:00:01 +0100] "GET / HTTP/1.1" 200'],
    misses: [
      '10.2.0.9 - - [11/Jan/2025:10:00:01 +0100] "GET /"',
      '10.2.0.9 - mkeller 11/Jan/2025',
      'a [11/Jan/2025:10:00:01]',
    ],
  }),
  rule({
    id: 'user.tried',
    type: 'USERNAME',
    before: `\\b(?:${TRIES})\\s(?:[^\\n|;]{0,120}?\\s)?-[lu]\\s{1,3}["']?`,
    value: NAME,
    on: ['code'],
    valid: isSomebody,
    hits: ['medusa -h 10.0.0.9 -u ⟦kbell⟧ -p x -M ssh', 'hydra -l ⟦kbell⟧ -P words.txt ftp://h1'],
    misses: ['ls -l kbell', 'hydra -L users.txt', 'hydra -l root ftp://h1', 'hydra -l k'],
  }),
  rule({
    id: 'user.credential',
    type: 'USERNAME',
    before: '\\bPSCredential(?:\\]::new)?\\s{0,2}(?:-ArgumentList\\s{1,2})?\\(?\\s{0,2}["\']',
    value: '[A-Za-z_][\\w.@\\\\+-]{1,60}',
    after: '(?=["\'])',
    flags: 'i',
    on: ['code'],
    valid: isSomebody,
    hits: [
      "New-Object System.Management.Automation.PSCredential('⟦dlarsen⟧', $pw)",
      '[pscredential]::new("⟦CORP\\dlarsen⟧", $pw)',
    ],
    misses: ['[PSCredential]$cred', "PSCredential('root', $pw)", "Credential('dlarsen')"],
  }),
  rule({
    id: 'user.call',
    type: 'USERNAME',
    before: `\\b(?:set_?|with_?)?${CALLS}\\w{0,20}\\s?=?\\s?\\((?:[^()\\n"']{0,80},\\s{0,3}|["'][^"'\\n]{1,120}["'],\\s{0,3})?["']`,
    value: NAME,
    after: '(?=["\']\\s?,\\s{0,3}["\'])',
    on: ['code'],
    valid: isSomebody,
    hits: [
      'requests.get(url, auth=("⟦apiuser⟧", "x"))',
      'getConnection("jdbc:x", "⟦appuser⟧", "x")',
      "smtp.login('⟦notify⟧', 'x')",
      'c.SetCredentials("⟦mweiss⟧", "x")',
    ],
    misses: ['auth=("apiuser")', 'auth=(user, "x")', "catalog('notify', 'x')", "login('root', 'x')"],
  }),
  rule({
    id: 'user.slash',
    type: 'USERNAME',
    value: '(?<![\\w./])[A-Za-z][\\w.@-]{2,40}',
    after: '(?=\\s/\\s\\S{6,60}(?:\\s|$))',
    // In code a stroke divides, but for a comment.
    valid: (value, line, at, surface) =>
      (surface !== 'code' || /^\s{0,40}(?:#|\/\/|--|;)/.test(line)) &&
      isSomebody(value) &&
      isStrong(/\S{6,60}$/.exec(line.slice(at).split(/\s/).slice(2, 3).join(''))?.[0] ?? ''),
    hits: ['dane do panelu: ⟦sklep_admin⟧ / Mak0wiec!', '⟦n.haddad⟧ / Cedar!441'],
    misses: ['input / output', 'root / Mak0wiec!', 'a/Mak0wiec!', 'sklep / makowiec'],
  }),
  rule({
    id: 'user.initial',
    type: 'USERNAME',
    value: '(?<![\\w./@-])[a-z]\\.[a-z]{4,20}',
    after: '(?![\\w.(@/=[-])',
    on: ['prose', 'ui'],
    valid: (value) => isAccount(value.slice(2)),
    hits: ['Hab das Ticket an ⟦h.wiesner⟧ weitergegeben', 'owner: ⟦m.okafor⟧'],
    misses: ['e.target is set', 'see a.html(x)', 'h.wie', 'ah.wiesner'],
  }),
  rule({
    id: 'host.owned',
    type: 'HOSTNAME',
    value: `(?<![\\w.-])[a-z][a-z0-9]{2,20}(?:-[a-z0-9]{1,12}){0,2}-${MACHINES}`,
    after: '(?![\\w-])',
    flags: 'i',
    valid: (value) => isAccount((value.split('-')[0] ?? '').replace(/s$/i, '')),
    hits: ['ssh: connect to host ⟦margits-mbp⟧ port 22', '⟦Siobhans-MacBook-Pro⟧ is online'],
    misses: ['the build-laptop', 'office-pc', 'margits-mbps', 'margits-cloud'],
  }),
  rule({
    id: 'user.todo',
    type: 'USERNAME',
    before: '\\b(?:TODO|FIXME|HACK|XXX|NOTE|REVIEW|BUG)\\s?\\(@?',
    value: '[A-Za-z][\\w.-]{1,40}',
    after: '(?=[)/,:])',
    on: ['code'],
    valid: isAccount,
    hits: ['# TODO(⟦henrike⟧): drop this once it ran', '// FIXME (@⟦jdoe7⟧) again'],
    misses: ['TODO(later): x', 'TODO: henrike', 'todo(henrike)', 'TODO(x)'],
  }),
  rule({
    id: 'user.signs-in',
    type: 'USERNAME',
    before: `(?<![\\p{L}])${SIGNS_IN}(?:\\s(?:it|to \\S{2,30}))?\\s(?:as|als|comme|como|come|jako)\\s["'\`]?`,
    value: NAME,
    after:
      '(?=["\'`]?(?:\\s(?:with|using|and|on|at|from|via|mit|avec|con|com|met|und|et|z)\\b|[,;/.]?\\s{0,3}$|[,;]\\s|\\s?/))',
    flags: 'iu',
    valid: isAccount,
    hits: [
      'ik log in als ⟦pjansen⟧ met x',
      'try logging in as ⟦testuser7⟧ with x',
      'You are signed in as ⟦hlarsen⟧',
      'connect as ⟦svc_etl⟧, then x',
    ],
    misses: ['log in as admin', 'sign in as usual', 'logs in assorted', 'connect as a guest'],
  }),
  rule({
    id: 'user.domain',
    type: 'USERNAME',
    value: '(?<![\\w\\\\/:.])[A-Z][A-Z0-9-]{1,14}\\\\[A-Za-z][\\w.-]{2,40}',
    after: '(?![\\w\\\\(])',
    // In strings of programs a stroke and a letter are a sign: "ERROR\\nfoo".
    valid: (value, _line, _at, surface) => {
      const account = value.slice(value.indexOf('\\') + 1);
      const escaped = surface === 'code' && /^[nrtbfv]/.test(account);
      if (escaped && flagsOf(account.slice(1).toLowerCase()) !== 0) return false;
      return isAccount(account) || isInitialAndName(account);
    },
    hits: ['Remote desktop – ⟦CORP\\kschmidt⟧ on WS', 'owner ⟦ACME-DE\\m.okafor⟧, ok'],
    misses: ['HKLM\\Software', 'HKCU\\Console', 'C:\\kschmidt', 'corp\\kschmidt', 'HKEY\\Control\\kschmidt'],
  }),
  rule({
    id: 'person.element',
    type: 'PERSON',
    before: `<${HOLDERS}(?:\\s[^<>]{0,80})?>\\s{0,4}`,
    value: "\\p{Lu}[\\p{L}'’.-]{1,24}(?: \\p{Lu}[\\p{L}'’.-]{0,24}){1,3}",
    after: '(?=\\s{0,4}</)',
    flags: 'u',
    hits: ['<author>⟦Emeka Obi⟧</author>', '<contact type="a"> ⟦Ada Van Quill⟧</contact>'],
    misses: ['<author>Emeka</author>', '<title>Emeka Obi</title>', '<author>Emeka Obi, 4</author>'],
  }),
  rule({
    id: 'person.before-mail',
    type: 'PERSON',
    value:
      "(?<![\\p{L}\\p{N}_@.-])\\p{Lu}[\\p{L}'’.-]{1,24}(?: (?:\\p{Lu}[\\p{L}'’.-]{0,24}|van|von|de|der|den|di|da|del)){1,4}",
    after: '(?= <[\\w.+-]{1,64}@[\\w.-]{2,80}>)',
    flags: 'u',
    valid: (value) => !/\b(?:Team|Support|Bot|List|Service|Notifications?|Reply)\b/i.test(value),
    hits: ['Author: ⟦Rasmus Holt⟧ <r@holt.test>', 'To: ⟦Ada van der Quill⟧ <ada.q@x.test>'],
    misses: ['Author: Rasmus <r@holt.test>', 'Build Bot <ci@x.test>', 'Rasmus Holt r@holt.test', 'see Rasmus Holt <b>'],
  }),
  rule({
    id: 'user.with',
    type: 'USERNAME',
    before: `(?<![\\p{L}])${SIGNS_IN}(?:\\s(?:it|to \\S{2,30}))?\\s(?:with|using|mit|avec|con|com|met)\\s["'\`]?`,
    value: '[A-Za-z_][\\w.@-]{1,60}',
    after: '(?=["\'`]?(?:\\s(?:and|und|et|y|e|en|i|\\+)|\\s?[/,])\\s["\'`]?\\S{4})',
    flags: 'iu',
    on: ['prose', 'ui'],
    // The password behind it shows that a person signs in, and not a program or a device.
    valid: (value, line, at) =>
      isSomebody(value) &&
      isWithDigit(
        /^["'`]?\s?\S{1,3}\s["'`]?(\S{4,60}?)["'`.,;!)]{0,3}(?:\s|$)/.exec(line.slice(at + value.length))?.[1] ?? '',
      ),
    hits: ['please sign in using ⟦demo.lead⟧ and Tr4ilmix', 'einloggen mit ⟦kasse⟧ und Gurke!9'],
    misses: ['sign in with Google and go', 'sign in with root and Tr4ilmix', 'log in with a1 and b2'],
  }),
  rule({
    id: 'account.id',
    type: 'ID_NUMBER',
    before: `["'](?:${OWNED})[_ ]?(?:id|number|no|nr|key)["']\\s?[:=]\\s?["']?`,
    value: '(?=[\\w-]{0,40}\\d{4}|[a-f\\d]{16})[\\w-]{5,64}',
    after: '(?=["\',\\s}\\]])',
    flags: 'i',
    on: ['code'],
    hits: ['{"accountId": "⟦5b10ac8d82e05b22cc7d4ef5⟧"}', '"customer_number":⟦8820417⟧,', "'patient_id': '⟦P-004417⟧'"],
    misses: ['{"accountId": "x"}', '"customer_number":12', '"product_id": "88204175"', 'accountId: 8820417'],
  }),
  rule({
    id: 'user.after',
    type: 'USERNAME',
    before: `(?:${PASSWORD})[^\\n]{1,80}?(?<![\\p{L}])${USER}${IS}["']?`,
    value: '[A-Za-z_](?:[\\w@\\\\+-]|\\.(?=\\w)){1,60}',
    after: '(?=["\']?(?:[.,;)]?\\s{0,3}$|\\s?[,;/|]))',
    flags: 'iu',
    on: ['prose', 'ui'],
    valid: isAccount,
    hits: [
      'Hasło do VPN to x, login ⟦mkowal⟧',
      'password: x / user: ⟦hlarsen⟧',
      'la contraseña es x y el usuario es ⟦rbenitez⟧.',
      "le mdp c'est x, le login c'est ⟦archivage⟧",
    ],
    misses: ['password reset for the user account', 'password: x / user', 'password: x, users hlarsen'],
  }),
];
