import { realSecret } from './real-secret.ts';
import { type Examples, oneOf, type Rule, rule } from './rule.ts';

const LOGIN = oneOf(
  'auth|login|log_in|sign_?in|connect|authenticate|getConnection|NetworkCredential|Credentials?|BasicAuth',
  'HTTPBasicAuth|HTTPDigestAuth|PasswordAuthentication|UsernamePassword\\w{0,30}|SecureString|basic_?auth',
  'setCredentials|set_credentials|\\w{1,20}Credentials?',
);
const FIRST_ARGUMENT = oneOf(
  'mysqli?_connect|mysqli|pg_connect|PDO|getConnection|imap_open|ssh2_auth_password|ldap_connect',
  'createConnection|connect|Connect|open|login|create_user|create_superuser|createUser|addUser|add_user',
  'register|signUp|sign_up|insertUser|newUser',
);
const CONNECT = oneOf('[rbu]?["\'][^"\'\\n]{0,120}["\']|[\\w.$>-]{1,60}');
const SETTERS = oneOf('sendKeys|send_keys|type|val|fill|setValue|set_value|setText|set_text|set|clearAndType|text');
const ENTERED = oneOf('fill_in|fill|type|input|enter');
const HASHES = oneOf(
  'bcrypt\\.(?:compare|hash)(?:Sync)?|argon2\\.(?:hash|verify)|scryptSync|pbkdf2Sync|password_hash',
  'password_verify|wp_set_password|wp_hash_password|make_password|generate_password_hash',
  'check_password(?:_hash)?|set_password|verify_password|SecretKeySpec|createHmac\\(["\'][\\w-]{2,20}["\'],',
  'pbkdf2_hmac\\(["\'][\\w-]{2,20}["\'],|jwt\\.(?:sign|verify|encode|decode)\\([^,"\'\\n]{1,60},',
);
const STATEMENT = oneOf(
  '\\b(?:create|alter|grant)\\b[^\\n]{1,120}?\\bidentified\\s{1,3}by',
  '\\b(?:login\\s{1,3}password|default\\s{1,3}password)',
);
const ARGUMENTS = oneOf('N?["\'][^"\'\\n]{1,60}["\']\\s?,\\s{0,3}|@\\w{1,20}\\s?=\\s?');
const DIRECTIVES = oneOf(
  'requirepass|masterauth|wpa_psk|psk|snmp-server community|rocommunity|rwcommunity|ipsec_secret',
);
const CLIENTS = oneOf(
  '\\b(?:sqlplus|expdp|impdp|exp|imp|sqlldr|rman|tnsping|connect|conn)\\s{1,3}(?:-\\w\\s)?|oracle:thin:',
);
const ASKS = oneOf(
  '(?:enter |new |old |retype )?(?:password|passphrase|pin)|passwort|kennwort|mot de passe|contraseña',
  'password|senha|wachtwoord|hasło',
);
/** Commands that make an account and take its password behind its name. */
const MAKES = oneOf(
  'samba-tool\\s{1,3}user\\s{1,3}(?:create|add)|htpasswd\\s{1,3}-\\w{0,4}(?:nb|bn)\\w{0,4}',
  'mosquitto_passwd\\s{1,3}-b\\s{1,3}\\S{1,120}',
);
/** Programs that read a password from their input. */
const READS = oneOf(
  '\\w{0,16}passwd|cryptsetup|gpg2?|openssl|sudo|kinit|keepassxc-cli|docker\\s{1,3}login|age|ssh-add|ssh-keygen',
);
/** Programs that keep values by their keys. */
const STORES = oneOf('put|set|add|write|create|insert');
const NAMES_SECRET = oneOf('passw(?:or)?d|passphrase|secret|token|api[_-]?key');
const SETS_PASSWORD = oneOf('auth|authenticate|set_?[pP]assword|setPass|requirepass|login_?with_?token');
const OTHER_CODES = `(?<!${oneOf('zip |post |postal |area |country |error |status |exit |return |source |http |response |color |currency ', 'dress ')})`;

/**
 * Places where commands, calls and configuration lines of common programs take a password: the text before it, then the value,
 * lines that have one, and lines that nearly have one.
 */
const PLACES: readonly (readonly [id: string, before: string, value: string, hits: Examples, misses: Examples])[] = [
  [
    'call',
    `\\b(?:set_?|with_?)?${LOGIN}\\w{0,20}\\s?=?\\s?\\((?:[^()\\n"']{0,80},\\s{0,3})?["'][^"'\\n]{1,100}["']\\s?,\\s{0,3}["']`,
    // Mail services make passwords of four groups of letters for programs.
    '[^"\'\\s]{4,200}(?=["\'])|[a-z]{4}(?: [a-z]{4}){3}(?=["\'])',
    [
      "client.login('bob', '⟦Kestrel27⟧')",
      'new NetworkCredential("bob", "⟦Tr0mbone⟧")',
      'login("bob", "⟦qwzu nvtd aeor ktxm⟧")',
    ],
    ["client.login('bob', pw)", "catalogin('bob', 'Kes')"],
  ],
  [
    'call.third',
    `\\b${FIRST_ARGUMENT}\\(\\s{0,3}${CONNECT}\\s?,\\s{0,3}["'][^"'\\n]{1,80}["']\\s?,\\s{0,3}["']`,
    '[^"\'\\s]{4,200}(?=["\'])',
    ['mysqli_connect("h1", "bob", "⟦Kestrel27⟧")', "createUser(name, 'bob', '⟦Heron4⟧')"],
    ['mysqli_connect("h1", "bob")', 'mysqli_connect("h1", "bob", "Kes")'],
  ],
  [
    'field',
    `(?:passw(?:or)?d|passwd|pwd|passphrase|passcode|\\bpass)\\w{0,20}["')\\]]{0,4}\\.${SETTERS}\\(\\s{0,3}["']`,
    '[^"\'\\n]{4,120}(?=["\'])',
    ['password_field.send_keys("⟦Kestrel27⟧")', "$('#pwd').val('⟦heron!4⟧')"],
    ['password_field.send_keys("Kes")', 'compass_field.send_keys("Kestrel27")', 'password_field.get("Kestrel27")'],
  ],
  [
    'field.with',
    `\\b${ENTERED}\\b[^\\n]{0,40}passw(?:or)?d["'\\])]{0,4},?\\s{1,3}(?::?with(?::|\\s?=>)?|,)?\\s{0,3}["']`,
    '[^"\'\\n]{4,120}(?=["\'])',
    ["fill_in 'Password', with: '⟦Kestrel27⟧'", 'type "passwd" "⟦heron lake⟧"'],
    ["fill_in 'Password', with: 'Kes'", "fill_in 'Compass', with: 'Kestrel27'"],
  ],
  [
    'variable',
    '-Name\\s{1,3}["\']?\\w{0,40}(?:pass|pwd|secret|token|key)\\w{0,20}["\']?\\s{1,3}-Value\\s{1,3}["\']?',
    '[^\\s"\']{4,200}',
    ['Set-Variable -Name DbPassword -Value ⟦Kestrel27⟧'],
    ['Set-Variable -Name DbHost -Value Kestrel27', 'Set-Variable -Name DbPassword -Value $pw'],
  ],
  [
    'fish',
    '(?:^|[\\s;])set\\s(?:-{1,2}[a-z-]{1,12}\\s){1,3}\\w{0,40}(?:PASS|PWD|SECRET|TOKEN|KEY)\\w{0,20}\\s{1,3}["\']?',
    '[^\\s"\'$(]{4,200}',
    ['set -gx DB_PASS ⟦Kestrel27⟧', 'set -Ux API_TOKEN "⟦heron4⟧"'],
    ['set -gx DB_HOST Kestrel27', 'set -gx DB_PASS $PW', 'set -e DB_PASS'],
  ],
  [
    'comma',
    '\\blftp\\s[^\\n|;]{0,80}?-u\\s{1,3}["\']?[\\w.@-]{1,40},',
    '[^\\s"\']{3,120}',
    ['lftp -u mweiss,⟦Kestrel27⟧ ftp.test'],
    ['lftp -u mweiss,k2 ftp.test', 'lftp -u mweiss ftp.test'],
  ],
  [
    'made',
    `\\b${MAKES}\\s{1,3}[\\w.@\\\\-]{1,40}\\s{1,3}["']?`,
    '[^\\s"\'-][^\\s"\']{3,120}',
    [
      'samba-tool user create mrossi ⟦Tr0mbone!⟧',
      'htpasswd -nb builder ⟦lemontree⟧',
      'mosquitto_passwd -b pw sensor9 ⟦heron4⟧',
    ],
    ['samba-tool user create mrossi --random-password', 'htpasswd -nb builder', 'mosquitto_passwd -c pw sensor9'],
  ],
  [
    'here',
    `\\b${READS}\\b[^\\n|;]{0,120}?<<<\\s{0,3}["']?`,
    '[^\\s"\'$(][^\\n"\'$]{3,120}?(?=["\']|\\s{0,3}(?:$|[>|;&]))',
    [
      'vncpasswd -f <<< "⟦Kestrel27⟧" > p',
      "cryptsetup open /dev/sdb x <<< '⟦blue heron lake⟧'",
      'sudo -S ls <<< ⟦heron4⟧',
    ],
    ['vncpasswd -f <<< "$PW"', 'grep x <<< "Kestrel27"', 'gpg -d <<< "k2"'],
  ],
  [
    'beside.user',
    '(?:^|\\s)(?:-u|-l|--user(?:name)?|-U)[\\s=]["\']?[\\w.@\\\\-]{2,60}["\']?\\s{1,3}(?:-\\w\\s\\S{1,60}\\s)?-p\\s{1,3}["\']?',
    '(?=[^\\s"\']{0,60}[A-Za-z])(?=[^\\s"\']{0,60}[\\d!#%^&*?])[^\\s"\'/:$]{5,120}',
    [
      'psexec \\\\ws9 -u ACME\\kbell -p ⟦Kestrel27⟧ cmd',
      'hydra -l kbell -p ⟦heron!4⟧ ssh://h1',
      'tool -u kbell -p ⟦Tr0mbone⟧',
    ],
    ['docker run -u app -p 8080:80 web', 'tool -u kbell -p $PASS1', 'ssh -l kbell -p 2222 h1', 'mkdir -p a1b2c3'],
  ],
  [
    'pair',
    '\\buser(?:name)?\\s{1,3}["\']?[\\w.@-]{2,60}["\']?\\s{1,3}(?:pass|password|passwd|pw|secret)\\s{1,3}["\']?',
    '[^\\s"\'$=:(]{5,120}(?=["\']?(?:\\s|$))',
    ['rclone config create box webdav user team pass ⟦lavenderFog⟧', 'ipmi user admin password ⟦heron4⟧'],
    ['create user team pass $PW', 'the user who passes a test', 'user team pass lav'],
  ],
  [
    'unlock',
    '\\b(?:bw|rbw|lpass|nordpass)\\s{1,3}(?:unlock|login\\s{1,3}\\S{3,80})\\s{1,3}["\']?',
    '[^\\s"\'$-][^\\s"\']{4,120}',
    ['bw unlock ⟦Kestrel-Harbor-8⟧ --raw', 'bw login lena@post.test ⟦Tr0mbone⟧'],
    ['bw unlock --raw', 'bw unlock $PW1', 'bw lock Kestrel-Harbor-8'],
  ],
  [
    'libpq',
    '\\b(?:host|hostaddr|port|user|dbname)=\\S{1,80}\\s(?:\\w{2,20}=\\S{1,80}\\s){0,4}password=["\'\\\\]{0,2}',
    '[^\\s"\'\\\\$]{3,120}',
    ['psql "user=crm password=⟦tangerine⟧ host=db1"', 'host=db1 dbname=hr user=x password=⟦heron⟧'],
    ['user=crm password=$PW host=db1', 'user=crm password=', 'reset password=heron'],
  ],
  [
    'assigned',
    '^\\s{0,8}(?:export\\s|set\\s|\\$env:)?[A-Z][A-Z\\d_]{0,40}(?:PASSWORD|PASSWD|PASSPHRASE|_PASS|_PWD)\\s?=\\s?["\']',
    '[^"\'\\n$(){}]{4,120}(?=["\'])',
    ["MAIL_PASSWORD='⟦seven; sisters⟧'", 'export DB_PASS="⟦two, three⟧"'],
    ["MAIL_PASSWORD=''", 'MAIL_PASSWORD="$PW"', "mail_passwords='seven; sisters'"],
  ],
  [
    'basic',
    '\\b(?:basic_?auth|user_?pass|credentials?|auth)["\']?\\s?[:=]\\s{0,2}["\']?[A-Za-z][\\w.-]{1,40}:',
    '(?=[^\\s]{0,60}[A-Z\\d!#%])[^\\s"\':/]{5,120}(?=["\']?(?:\\s|,|$))',
    ['basic_auth: prom:⟦exporterPass1⟧', '"auth": "lena:⟦Kestrel27⟧",'],
    ['auth: oauth:token', 'auth: https://X1', 'basic_auth: prom', 'author: lena:Kestrel27'],
  ],
  [
    'smb',
    '\\s-U\\s{1,3}["\']?[\\w.\\\\/-]{1,60}%',
    '[^\\s"\']{3,120}',
    ['smbclient //fs02/hr -U bob%⟦Kestrel27⟧'],
    ['smbclient //fs02/hr -U bob%k2', 'date -u +%Kestrel'],
  ],
  [
    'hash',
    `\\b${HASHES}\\(?\\s{0,3}[bru]?["']`,
    '[^"\'\\s]{4,200}(?=["\'])',
    ['bcrypt.hash("⟦Kestrel27⟧", 10)', "createHmac('sha256', '⟦heron4lake⟧')", "jwt.sign(user, '⟦Tr0mbone⟧')"],
    ['bcrypt.hash("Kes", 10)', 'crypto.hash("Kestrel27", 10)', 'bcrypt.hash(value, 10)'],
  ],
  [
    'chars',
    '["\']',
    '[^"\'\\n]{4,120}(?=["\']\\.toCharArray\\(\\))',
    ['store.load(in, "⟦Kestrel27⟧".toCharArray());'],
    ['"Kes".toCharArray()', '"Kestrel27".toCharSequence()'],
  ],
  [
    'encrypted',
    '\\bENC\\(',
    '[A-Za-z0-9+/=]{8,400}(?=\\))',
    ['db.password=ENC(⟦Qv7mZ2rKc9Lx⟧)'],
    ['ENC(Qv7mZ2r)', 'LENC(Qv7mZ2rKc9Lx)'],
  ],
  [
    'pgpass',
    '^[\\w.*-]{1,80}:(?:\\d{2,5}|\\*):[\\w*-]{1,60}:[\\w*-]{1,60}:',
    '\\S{3,200}(?=\\s{0,4}$)',
    ['db1.test:5432:hr:bob:⟦Kestrel27⟧', '*:*:*:bob:⟦abc⟧'],
    ['db1.test:5432:hr:bob:ab', 'db1.test:port:hr:bob:Kestrel27'],
  ],
  [
    'redis',
    '^\\s{0,8}(?:[\\w.:@()[\\]-]{0,60}>\\s)?AUTH\\s{1,3}(?:\\w{1,30}\\s{1,3})?["\']?',
    '[^\\s"\']{4,200}(?=["\']?\\s{0,4}$)',
    ['AUTH ⟦Kestrel27⟧', '> AUTH bob ⟦heron!4⟧', 'cache1:6379> AUTH jobs ⟦heron$lake⟧'],
    ['AUTH abc', 'OAUTH Kestrel27', 'AUTH is needed here now'],
  ],
  [
    'dsn',
    '["\'`][\\w.-]{1,40}:',
    '[^\\s"\'@:/]{3,120}(?=@(?:tcp|udp|unix)\\()',
    ['"bob:⟦Kestrel27⟧@tcp(db1:3306)/hr"'],
    ['"bob@tcp(db1:3306)/hr"', '"bob:Kestrel27@http(db1)"'],
  ],
  [
    'gradle',
    '\\b\\w{0,20}password\\s{1,4}["\']',
    '[^"\'\\s]{4,120}(?=["\']\\s{0,4}$)',
    ["storePassword '⟦Kestrel27⟧'"],
    ["storePassword 'Kes'", 'storePassword Kestrel27'],
  ],
  [
    'expect',
    '\\bsend(?:_user)?\\s{1,3}(?:--\\s)?["\']',
    '[^"\'\\s\\\\]{5,120}(?=\\\\[rn])',
    ['send "⟦Kestrel27⟧\\r"', 'send_user -- "⟦heron!4⟧\\n"'],
    ['send "Kest\\r"', 'resend "Kestrel27\\r"', 'send "Kestrel27"'],
  ],
  [
    'recovery',
    '\\b(?:recovery|backup|activation|unlock|emergency) (?:codes?|keys?)\\b(?:\\sis|\\sare)?\\s?[:=]?\\s{1,3}["\']?',
    '(?=[a-z-]{0,12}\\d)[A-Za-z\\d]{3,10}(?:-[A-Za-z\\d]{3,10}){0,7}',
    ['recovery code: ⟦k3m9-x2q7-p4r8⟧', 'backup codes ⟦48207731⟧'],
    ['recovery code expired', 'recovery codes: see below', 'code: k3m9-x2q7'],
  ],
  [
    'net-user',
    '\\bnet\\s{1,3}user\\s{1,3}[\\w.$-]{1,40}\\s{1,3}',
    '[^\\s/][^\\s]{3,80}',
    ['net user bob ⟦Kestrel27⟧ /add'],
    ['net user bob /delete', 'net user bob abc'],
  ],
  [
    'setx',
    '\\bsetx?\\s{1,3}(?:/\\w\\s)?\\w{0,40}(?:PASS|PWD|SECRET|TOKEN|KEY)\\w{0,20}[\\s=]{1,3}["\']?',
    '[^\\s"\'=]{4,200}',
    ['setx DB_PASSWORD ⟦Kestrel27⟧', 'set API_TOKEN=⟦hx93kq⟧'],
    ['setx DB_HOST Kestrel27', 'set API_TOKEN=abc', 'reset DB_PASSWORD Kestrel27'],
  ],
  [
    'slash',
    '\\s/(?:pass|password|pwd|p|rp|k|key)[: ]["\']?',
    '[^\\s"\'/]{5,120}',
    ['xfreerdp /u:bob /p:⟦Kestrel27⟧', 'cscript x.vbs /password ⟦heron!4⟧'],
    ['xfreerdp /u:bob /p:Kest', 'x /port:Kestrel27'],
  ],
  [
    'chpasswd',
    '\\becho\\s{1,3}(?:-e\\s)?["\']?[\\w.$-]{1,40}:',
    '[^\\s"\'|]{4,120}(?=["\']?\\s{0,3}\\|\\s{0,3}(?:sudo\\s)?chpasswd)',
    ['echo "bob:⟦Kestrel27⟧" | sudo chpasswd'],
    ['echo "bob:Kestrel27" | tee x', 'echo "bob:Kes" | chpasswd'],
  ],
  [
    'identified',
    `${STATEMENT}\\s{1,3}`,
    '[^\\s"\'`;,()&$%]{3,120}(?=[\\s;]|$)',
    ['create user bob identified by ⟦Kestrel27⟧;', 'alter role x login password ⟦heron4⟧'],
    ['create user bob identified by $PW', 'create user bob identified as Kestrel27'],
  ],
  [
    'insert',
    `\\bsp_(?:addlogin|adduser|password)\\s{1,3}${ARGUMENTS}{1,2}N?["']`,
    '[^"\'\\n]{3,120}(?=["\'])',
    ["EXEC sp_addlogin 'bob', '⟦Kestrel27⟧'", "sp_password @new='⟦heron!4⟧'"],
    ["sp_addlogin 'bob', 'Ke'", "sp_addtype 'bob', 'Kestrel27'"],
  ],
  [
    'environment',
    '\\bENV\\s{1,3}\\w{0,40}(?:PASS|PWD|SECRET|TOKEN|KEY|CREDENTIAL)\\w{0,20}\\s{1,3}',
    '[^\\s=]{3,200}',
    ['ENV DB_PASSWORD ⟦Kestrel27⟧'],
    ['ENV DB_HOST Kestrel27', 'ENV DB_PASSWORD $PW', 'ENVY DB_PASSWORD Kestrel27'],
  ],
  [
    'device',
    '\\b(?:password|secret|key)\\s[0-9]\\s',
    '[^\\s;]{4,120}',
    ['enable secret 5 ⟦Kestrel27⟧', 'username bob password 0 ⟦heron!4⟧'],
    ['enable secret five Kestrel27', 'password 0 Kes', 'passwords 0 Kestrel27'],
  ],
  [
    'directive',
    `\\b${DIRECTIVES}\\b["']?\\s{0,3}[=:]?\\s{0,3}["']?`,
    '[^\\s"\']{4,120}',
    ['requirepass ⟦Kestrel27⟧', 'wpa_psk = "⟦heron4lake⟧"', 'snmp-server community ⟦birchmere⟧'],
    ['requirepass Kes', 'requirepassing Kestrel27', 'pskov Kestrel27'],
  ],
  [
    'rabbitmq',
    '\\brabbitmqctl\\s{1,3}(?:add_user|change_password)\\s{1,3}\\S{1,60}\\s{1,3}',
    '\\S{4,120}',
    ['rabbitmqctl add_user bob ⟦Kestrel27⟧'],
    ['rabbitmqctl add_user bob Kes', 'rabbitmqctl add_vhost bob Kestrel27'],
  ],
  [
    'htpasswd',
    '\\bhtpasswd\\s{1,3}-\\w{0,4}b\\w{0,4}\\s{1,3}\\S{1,200}\\s{1,3}\\S{1,60}\\s{1,3}',
    '\\S{3,120}',
    ['htpasswd -cb .htpasswd bob ⟦Kestrel27⟧'],
    ['htpasswd -c .htpasswd bob', 'htpasswd -b .htpasswd bob Ke'],
  ],
  [
    'ssh-keygen',
    '\\bssh-keygen\\b[^\\n]{0,120}\\s-[NP]\\s{1,3}["\']?',
    '[^\\s"\']{4,120}',
    ['ssh-keygen -t ed25519 -N "⟦Kestrel27⟧"'],
    ['ssh-keygen -t ed25519 -N ""', 'ssh-keygen -F github.test'],
  ],
  [
    'oracle',
    `${CLIENTS}\\w{1,40}/`,
    '[^\\s@/]{3,120}(?=@|\\s|$)',
    ['sqlplus bob/⟦Kestrel27⟧@hr', 'jdbc:oracle:thin:bob/⟦heron4⟧@db1'],
    ['sqlplus bob/ab@hr', 'sqlplus bob@hr', 'reconnect bob/Kestrel27@hr'],
  ],
  [
    'put',
    `(?:^|[\\s$#>])(?:\\w[\\w-]{1,20} )?(?:kv )?${STORES} [\\w./:@-]{0,80}${NAMES_SECRET}["']? {1,3}["']?`,
    '(?=[^\\s]{0,60}\\d|[a-z]{6})[^\\s"\'|;&<>()=-][^\\s"\'|;&<>()=]{4,200}(?=["\']?\\s{0,3}$)',
    ['consul kv put app/db/password ⟦sandpiper9⟧', 'etcdctl put /app/secret "⟦ironwood⟧"'],
    [
      'consul kv get app/db/password x12345',
      'redis set password abc',
      'set password --stdin1',
      'kv put app/host sandpiper9',
    ],
  ],
  [
    'impacket',
    '(?:^|\\s)(?:[A-Z][A-Z\\d.-]{1,14}[/\\\\])?[A-Za-z][\\w.-]{1,30}:',
    '[^\\s:@/]{4,60}(?=@(?:\\d{1,3}(?:\\.\\d{1,3}){3}|[\\w-]{1,60}\\.[\\w.-]{1,60})(?:\\s|$))',
    ['impacket-secretsdump LAB/kwong:⟦Trellis5⟧@10.1.2.3', 'psexec.py bob:⟦heron⟧@ws1.lab.test'],
    ['git@host:path/x', 'bob:x@10.1.2.3', 'see bob:heron@home now'],
  ],
  [
    'ftp',
    '^\\s{0,8}(?:[lns]?c?ftp)>\\s{1,3}(?:user|open|login)\\s{1,3}\\S{2,60}\\s{1,3}',
    '\\S{3,80}(?=\\s{0,3}$)',
    ['ftp> user pressroom ⟦inkwell5⟧', 'lftp> user mweiss ⟦heron⟧'],
    ['ftp> user pressroom', 'ftp> get report.pdf', '> user pressroom inkwell5'],
  ],
  [
    'snmp',
    '\\bsnmp(?:walk|get|set|bulkwalk|bulkget|trap|inform|table)\\b[^\\n|;]{0,120}?\\s-[AX]\\s{1,3}["\']?',
    '[^\\s"\'-][^\\s"\']{3,80}',
    ['snmpwalk -v3 -u x -A ⟦greyheron88⟧ 10.0.0.2', 'snmpget -v3 -X "⟦privheron⟧" h1'],
    ['snmpwalk -v3 -a SHA h1', 'snmpwalk -A -X', 'nmap -A greyheron88'],
  ],
  [
    'snmp.second',
    '\\bsnmp\\w{3,9}\\b[^\\n|;]{0,120}?\\s-A\\s{1,3}\\S{1,80}[^\\n|;]{0,60}?\\s-X\\s{1,3}["\']?',
    '[^\\s"\'-][^\\s"\']{3,80}',
    ['snmpwalk -v3 -A x1234 -X ⟦privheron88⟧ h1'],
    ['snmpwalk -v3 -A x1234 -x AES h1', 'snmpwalk -A x1234'],
  ],
  [
    'member',
    `\\.${SETS_PASSWORD}\\(\\s{0,3}["']`,
    '(?=[^"\'\\s]{0,60}\\d|[^"\'\\s]{0,60}[!#$%^&*])[^"\'\\s/:]{6,100}(?=["\']\\s{0,3}\\))',
    ['client.auth("⟦zebrafish12⟧")', "user.set_password('⟦heron!lake⟧')"],
    ['client.auth("basic")', 'client.auth("admin", "x12345")', "db.auth('/path/v1')", 'client.author("zebrafish12")'],
  ],
  [
    'vault',
    '\\bvault\\s{1,3}login\\s{1,3}(?:token=)?',
    '(?=[^\\s]{0,80}\\d)[\\w.-]{12,200}(?=\\s|$)',
    ['vault login ⟦hvs.Qv7mZ2rKc9LxT4⟧', 'vault login token=⟦s.hx93kq0vm2ls⟧'],
    ['vault login -method=userpass', 'vault login hvs.Qv7mZ2', 'default login Qv7mZ2rKc9LxT4'],
  ],
  [
    'prompt',
    `^\\s{0,8}${ASKS}(?:\\s(?:for|of|to|für|pour|para|per|de|voor|dla)\\s[^:\\n]{1,80})\\s?:\\s{1,3}`,
    '\\S{4,80}(?=\\s{0,4}$)',
    [
      'Password for user app7: ⟦Kestrel27⟧',
      "Enter passphrase for key '/home/x/.ssh/id': ⟦heron⟧",
      'Mot de passe pour bob : ⟦Tr0mbone⟧',
    ],
    ['Password for user app7:', 'Password for the new account: see the wiki', 'Passwords for x: Kestrel27'],
  ],
  [
    'powershell',
    '\\bConvertTo-SecureString\\s{1,3}(?:-String\\s)?["\']',
    '[^"\'\\n]{3,200}(?=["\'])',
    ['ConvertTo-SecureString "⟦Kestrel27⟧" -AsPlainText'],
    ['ConvertTo-SecureString "Ke"', 'ConvertFrom-SecureString "Kestrel27"'],
  ],
  [
    'net-use',
    '\\bnet\\s{1,3}use\\s{1,3}(?:\\w:\\s)?\\\\\\\\\\S{1,120}\\s{1,3}(?:/u(?:ser)?:\\S{1,80}\\s{1,3})?',
    '[^\\s/*][^\\s]{3,80}',
    ['net use Z: \\\\fs02\\hr ⟦Kestrel27⟧', 'net use \\\\fs02\\hr /user:ACME\\bob ⟦Kestrel27⟧'],
    ['net use Z: \\\\fs02\\hr *', 'net use Z: \\\\fs02\\hr'],
  ],
  [
    'wifi',
    '\\bwi-?fi\\b[^\\n]{0,60}\\b(?:key|code|pass\\w{0,6})\\b\\s?[:=]\\s?',
    '\\S{6,63}',
    ['Wi-Fi for guests, key: ⟦lanternoak⟧'],
    ['Wi-Fi for guests, key: lante', 'hifi for guests, key: lanternoak'],
  ],
  [
    'code',
    `${OTHER_CODES}\\bcode\\b(?:\\sfor\\s[^\\n\\d]{1,40})?(?:\\sis|:)\\s{1,3}(?:[A-Z]-)?`,
    '\\d{4,8}(?!\\d)',
    ['the code is ⟦4471⟧', 'code for the gate: ⟦481920⟧'],
    ['zip code is 94107', 'the code is 447', 'codes: 4471', 'exit code: 4471'],
  ],
];

export const COMMANDS: readonly Rule[] = PLACES.map(([id, before, value, hits, misses]) =>
  rule({
    id: `command.${id}`,
    type: 'PASSWORD',
    before,
    value,
    flags: 'i',
    valid: (text) => realSecret(text) && !/[(){}][^\n]{0,200}[(){}]/.test(text),
    hits,
    misses,
  }),
);
