import { isSomebody } from './accounts.ts';
import { type Examples, oneOf, type Rule, rule } from './rule.ts';

const NAME = '[A-Za-z_][\\w.@\\\\+-]{1,60}';
/** Commands whose first argument is the account that they make or change. */
const MAKES = oneOf(
  'createuser|dropuser|samba-tool\\s{1,3}user\\s{1,3}(?:create|add|setpassword|delete)|ipa\\s{1,3}user-(?:add|mod|del)',
  'wp\\s{1,3}user\\s{1,3}(?:create|update)|smbpasswd|pdbedit|kinit',
  'kadmin\\.local\\s{1,3}-q\\s{1,3}addprinc|gpasswd\\s{1,3}-[ad]',
  'occ\\s{1,3}user:(?:add|resetpassword|delete)|loginctl\\s{1,3}(?:enable-linger|kill-user)|saslpasswd2',
);
const DOMAIN = '(?:[A-Z][A-Z\\d.-]{1,14}[/\\\\])';
/** Commands that name an account by its position: the text before it, a line that has one, one that has none. */
const POSITIONS: readonly (readonly [id: string, before: string, hits: Examples, misses: Examples])[] = [
  [
    'htpasswd',
    '\\bhtpasswd\\s{1,3}-\\w{0,4}b\\w{0,4}\\s{1,3}\\S{1,200}\\s{1,3}',
    ['htpasswd -b /etc/nginx/.htpasswd ⟦builder⟧ lem0ntree'],
    ['htpasswd -b /etc/nginx/.htpasswd', 'htpasswd -c /etc/x builder', 'htpasswd -b x b'],
  ],
  [
    'broker',
    '\\b(?:rabbitmqctl\\s{1,3}(?:add_user|change_password)|net\\s{1,3}user)\\s{1,3}',
    ['rabbitmqctl add_user ⟦mweiss⟧ x', 'net user ⟦ckoenig⟧ x /add'],
    ['rabbitmqctl list_users mweiss', 'net users ckoenig', 'net user guest x'],
  ],
  [
    'remote',
    '\\b(?:ssh|scp|sftp|rsync|mosh|ssh-copy-id)\\s(?:[^\\n|;]{0,120}?\\s)?(?=[\\w.-]{2,40}@)',
    ['ssh ⟦mdelacroix@198.51.100.4⟧ -p 2222', 'scp a.sql ⟦hkim@backup02⟧:/srv'],
    ['ssh backup02', 'sshd mdelacroix@h1', 'ssh a@h1'],
  ],
  [
    'insert',
    `\\binsert into [\\w."]{0,40}(?:login|user|account|credential)s?\\s(?:\\([^)\\n]{0,80}\\)\\s)?values\\s?\\(\\s?(?:\\d{1,9},\\s?)?'`,
    ["INSERT INTO login VALUES ('⟦gturner⟧','x');", "insert into app.users (id, name) values (7, '⟦mweiss⟧')"],
    ["INSERT INTO colors VALUES ('teal','x')", "INSERT INTO login VALUES ('root','x')"],
  ],
  [
    'asked',
    "(?:^|\\s)(?=[\\w.@-]{3,80}['’]s\\s(?:password|passphrase))",
    ["⟦ewinters@prod⟧'s password: x", "Enter ⟦bob2⟧'s passphrase:"],
    ["root's password:", 'ewinters password', "ewinters's card"],
  ],
  [
    'element',
    '<(?:user(?:name)?|login|account|userId|owner|author)>\\s{0,4}',
    ['<server><username>⟦nexus-bot⟧</username>', '<author> ⟦m.okafor⟧ </author>'],
    ['<username></username>', '<user>root</user>', '<users>nexus</users>'],
  ],
  [
    'directive',
    '^ {1,8}(?:User|RemoteUser|Owner|Login) {1,4}(?=\\S{2,60} {0,4}$)',
    ['  User ⟦kmarchetti⟧', '    Login ⟦hkim⟧'],
    ['  User root', '  User of the month', '  Users hkim', 'User hkim'],
  ],
  [
    'useradd',
    `\\b(?:useradd|adduser|usermod)\\s(?:-\\w{1,3}\\s(?:["'][^"'\\n]{1,80}["']\\s)?){1,6}`,
    ["sudo useradd -m -p 'x' ⟦isvensson⟧", 'usermod -L ⟦hkim⟧'],
    ['useradd --help', 'useradd isvensson', 'adduser -h'],
  ],
  [
    'oracle',
    '(?:\\b(?:sqlplus|expdp|impdp|sqlldr|rman)\\s{1,3}(?:-\\w\\s)?|oracle:thin:)',
    ['jdbc:oracle:thin:⟦hr⟧/x@//db1:1521/XE', 'sqlplus ⟦payroll⟧/x@db'],
    ['sqlplus /nolog', 'oracle:thin:@db', 'sqlplus root'],
  ],
  [
    'client',
    '\\b(?:psql|pg_\\w{3,9}|createdb|dropdb|vacuumdb|ipmitool|rpcclient|sqlcmd|isql|tabcmd)\\b[^\\n|;]{0,120}?\\s-U\\s?',
    ['psql -U ⟦reporting⟧ -h db2', 'pg_dump -h db -U⟦mweiss⟧ shop'],
    ['psql -h db2 reporting', 'date -U reporting', 'psql -U root'],
  ],
  [
    'pair',
    '\\buser(?:name)?\\s{1,3}["\']?(?=[\\w.@-]{2,60}["\']?\\s{1,3}(?:pass|password|passwd|pw)\\s{1,3}[^\\s=:]{5})',
    ['rclone config create box webdav user ⟦team⟧ pass lavenderFog'],
    ['the user can pass tests', 'user root password x12345', 'user team pass lav'],
  ],
  [
    'dn',
    '(?:-D\\s?|bind_?dn["\']?\\s?[=:]\\s?|^dn: )["\']?(?:cn|uid)=',
    ['ldapsearch -x -D "cn=⟦lookup⟧,dc=corp" -w x', 'bindDN: uid=⟦mweiss⟧,ou=people', 'dn: uid=⟦hkim⟧,dc=corp'],
    ['ldapsearch -b dc=corp', '-D "cn=admin,dc=corp"', 'cn=lookup,dc=corp'],
  ],
  [
    'httpie',
    '\\b(?:https?|xh)\\s(?:[^\\n|;]{0,120}?\\s)?(?:-a|--auth)[ =]["\']?(?=[^\\s:]{2,60}:\\S)',
    ['http -a ⟦auditor⟧:x GET https://h1', 'xh --auth=⟦mweiss⟧:x h1'],
    ['http -a root:x', 'http GET h1', 'ls -a auditor:x'],
  ],
  [
    'basic',
    '\\b(?:basic_?auth|user_?pass)["\']?\\s?[:=]\\s{0,2}["\']?(?=[\\w.-]{2,40}:[^\\s/]{4})',
    ['basic_auth: ⟦prom⟧:exporterPass1'],
    ['basic_auth: prom', 'basic_auth: admin:x1234', 'auth: http://h1'],
  ],
  [
    'joined',
    '\\b(?:mysql\\w{0,8}|mariadb(?:-\\w{1,8})?)\\b[^\\n|;]{0,120}?\\s-u\\s?',
    ['mysql -u⟦reporting⟧ -px hr', 'mysqldump -h db -u ⟦mweiss⟧ shop'],
    ['mysql -uroot -px', 'mysql hr -e update', 'date -ureporting'],
  ],
  [
    'powershell',
    `\\b(?:Get-Credential|[A-Z][a-z]{1,8}-(?:AD|Local|Mg|AzureAD)?(?:User|Account\\w{0,10}|Mailbox))\\b[^\\n|;]{0,120}?-${oneOf('UserName|Identity|Name|UserPrincipalName|UserId|SamAccountName')}\\s{1,3}["']?`,
    ['$cred = Get-Credential -UserName ⟦dlarsen⟧ -Message "login"', 'Set-ADAccountPassword -Identity ⟦mrossi⟧ -Reset'],
    ['Get-Process -Name dlarsen', 'Get-ADUser -Identity $name', 'Get-ADUser -Filter mrossi'],
  ],
  [
    'credential',
    '\\bGet-Credential\\s{1,3}["\']?(?!-)',
    ['$c = Get-Credential ⟦CORP\\dlarsen⟧', "Get-Credential '⟦dlarsen⟧'"],
    ['Get-Credential -Message x', 'Get-Credential $name', 'Get-Credentials dlarsen', 'Get-Credential'],
  ],
  [
    'tilde',
    '(?:^|[\\s"\'=:])~(?=[a-z][\\w.-]{2,31}(?:/|\\s|$))',
    ['~⟦rstone⟧/projects$ make', 'cp x ~⟦hkim⟧/in/'],
    ['~/projects$ make', 'a ~rb x', '~root/x', 'x~rstone/y'],
  ],
  [
    'spool',
    '/(?:cron(?:tabs)?|mail|spool)/(?:tabs/|crontabs/)?(?=[a-z][\\w.-]{2,31}(?:\\s|$|["\':]))',
    ['/var/spool/cron/⟦mvargas⟧', 'rm /var/spool/cron/crontabs/⟦hkim⟧'],
    ['/var/spool/cron/root', '/etc/cron.d/job', '/var/mail/x'],
  ],
  [
    'before-secret',
    `(?:^|\\s)(?=${DOMAIN}?[A-Za-z][\\w.-]{1,30}:[^\\s:@/]{4,60}@(?:\\d{1,3}\\.){3}\\d)${DOMAIN}?`,
    ['impacket-secretsdump LAB/⟦kwong⟧:Trellis5@10.1.2.3', 'psexec.py ⟦hkim⟧:heron4@10.0.0.2'],
    ['git@host:path/x', 'root:heron@10.1.2.3', 'kwong@10.1.2.3'],
  ],
  [
    'granted',
    '\\b(?:to|for|from|user|exists)\\s{1,3}["\'`](?=[\\w.-]{2,60}["\'`]@)',
    ["GRANT ALL ON crm.* TO '⟦crmapp⟧'@'localhost'", 'DROP USER IF EXISTS "⟦hkim⟧"@"%"'],
    ["GRANT ALL TO 'root'@'%'", "send to 'crmapp' now", 'GRANT ALL TO crmapp'],
  ],
  [
    'login',
    '\\b(?:create|alter|drop)\\s{1,3}(?:login|user|role)\\s{1,3}(?:if (?:not )?exists )?[\\["`]',
    ['CREATE LOGIN [⟦report_ro⟧] WITH x', 'ALTER ROLE "⟦hkim⟧" x'],
    ['CREATE LOGIN [root]', 'CREATE TABLE [report_ro]', 'CREATE LOGIN [x]'],
  ],
  [
    'cron',
    '\\bcron(?:d)?\\[\\d{1,7}\\]:\\s{1,3}\\((?=\\S{2,40}\\)\\s(?:CMD|END|MAIL|RELOAD|BEGIN|LIST|REPLACE))',
    ['db1 CRON[771]: (⟦pgbackup⟧) CMD (x)', 'crond[12]: (⟦mweiss⟧) RELOAD (x)'],
    ['CRON[771]: (root) CMD (x)', 'cron (mweiss) CMD', 'CRON[771]: (mweiss) says'],
  ],
  [
    'snmp',
    '\\bsnmp\\w{3,9}\\b[^\\n|;]{0,120}?\\s-u\\s{1,3}["\']?',
    ['snmpwalk -v3 -u ⟦netops⟧ -A x h1'],
    ['snmpwalk -v3 -u root h1', 'nmap -u netops'],
  ],
  [
    'ftp',
    '^\\s{0,8}[lns]?c?ftp>\\s{1,3}user\\s{1,3}',
    ['ftp> user ⟦pressroom⟧ x', 'lftp> user ⟦mweiss⟧'],
    ['ftp> get user', 'ftp> user root', 'user pressroom'],
  ],
  [
    'cluster',
    '\\bconfig set-credentials\\s{1,3}',
    ['kubectl config set-credentials ⟦tvarga⟧ --token=x'],
    ['kubectl config set-context tvarga', 'config set-credentials x'],
  ],
  [
    'sudo',
    '\\bsudo(?:\\[\\d{1,7}\\])?:\\s{1,8}(?=\\S{2,40}\\s:\\s)',
    ['web01 sudo: ⟦pfischer⟧ : TTY=pts/0 ; USER=root', 'sudo[811]:   ⟦mweiss⟧ : x'],
    ['sudo: command not found', 'pseudo: pfischer : x'],
  ],
  [
    'column',
    '\\b(?:e?mail|login|user_?name|upn|user_?id)\\s{1,3}(?:not\\s)?(?:i?like|=|<>)\\s{0,3}["\']%?',
    ["WHERE email LIKE '⟦bnovotny⟧%'", "and user_name = '⟦hgupta⟧'"],
    ["WHERE email LIKE '%'", "WHERE mailing = 'hgupta'", "user_name = 'guest'"],
  ],
  [
    'made',
    `\\b(?:${MAKES})(?:\\s{1,3}-{1,2}\\w[\\w-]{0,20}(?:=\\S{1,60})?){0,4}\\s{1,3}["']?(?!-)`,
    [
      'createuser -P ⟦kbell⟧',
      'samba-tool user create ⟦mrossi⟧ x',
      'ipa user-add ⟦hkim⟧ --first=x',
      'wp user create ⟦pnovak⟧ p@x.test',
    ],
    ['createuser --help', 'wp user create', 'recreateuser kbell', 'smbpasswd -a root'],
  ],
  [
    'made.file',
    '\\b(?:htpasswd\\s{1,3}-\\w{0,4}n\\w{0,4}|mosquitto_passwd\\s{1,3}(?:-\\w{1,3}\\s{1,3}){0,3}\\S{1,120})\\s{1,3}',
    ['htpasswd -nb ⟦builder⟧ x', 'mosquitto_passwd -b /etc/mosquitto/pw ⟦sensor9⟧ x'],
    ['htpasswd -n', 'mosquitto_passwd -c', 'htpasswd -nb root x'],
  ],
  [
    'comma',
    '\\blftp\\s[^\\n|;]{0,80}?-u\\s{1,3}["\']?',
    ['lftp -u ⟦mweiss⟧,x ftp.test', 'lftp -e ls -u ⟦hkim⟧ sftp://h1'],
    ['lftp ftp.test', 'lftp -u root,x ftp.test'],
  ],
  [
    'slash',
    '\\s/(?:u(?:ser(?:name)?)?:|ru\\s)',
    [
      'net use Z: \\\\nas02\\finance x /user:⟦ACME\\jholt⟧',
      'xfreerdp /u:⟦jholt⟧ /p:x',
      'schtasks /create /ru ⟦batch7⟧ /rp x',
    ],
    ['cmd /user: jholt', 'x /users:jholt', 'x /u:root'],
  ],
];

/** Names of accounts, by their position in a command. */
export const ACCOUNT_POSITIONS: readonly Rule[] = POSITIONS.map(([id, before, hits, misses]) =>
  rule({
    ...{ id: `user.place.${id}`, type: 'USERNAME', before, value: NAME, flags: 'i', hits, misses },
    valid: isSomebody,
  }),
);
