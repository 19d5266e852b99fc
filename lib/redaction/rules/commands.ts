import { realSecret } from './real-secret.ts';
import type { Rule } from './rule.ts';

/** Where commands, calls and configuration lines of common programs take a password: what stands before it, then the value. */
const PLACES: readonly (readonly [id: string, before: string, value: string])[] = [
  [
    'call',
    '\\b(?:auth|login|log_in|sign_?in|connect|authenticate|getConnection|NetworkCredential|Credentials?|BasicAuth|HTTPBasicAuth|HTTPDigestAuth|PasswordAuthentication|UsernamePassword\\w{0,30}|SecureString|basic_?auth|setCredentials|set_credentials)\\w{0,20}\\s?=?\\s?\\((?:[^()\\n"\']{0,80},\\s{0,3})?["\'][^"\'\\n]{1,100}["\']\\s?,\\s{0,3}["\']',
    '[^"\'\\s]{4,200}(?=["\'])',
  ],
  [
    'call.third',
    '\\b(?:mysqli?_connect|mysqli|pg_connect|PDO|getConnection|imap_open|ssh2_auth_password|ldap_connect|createConnection|connect|Connect|open|login|create_user|create_superuser|createUser|addUser|add_user|register|signUp|sign_up|insertUser|newUser)\\(\\s{0,3}(?:[rbu]?["\'][^"\'\\n]{0,120}["\']|[\\w.$>-]{1,60})\\s?,\\s{0,3}["\'][^"\'\\n]{1,80}["\']\\s?,\\s{0,3}["\']',
    '[^"\'\\s]{4,200}(?=["\'])',
  ],
  [
    'field',
    '(?:passw(?:or)?d|passwd|pwd|passphrase|passcode|\\bpass)\\w{0,20}["\')\\]]{0,4}\\.(?:sendKeys|send_keys|type|val|fill|setValue|set_value|setText|set_text|set|clearAndType|text)\\(\\s{0,3}["\']',
    '[^"\'\\n]{4,120}(?=["\'])',
  ],
  [
    'field.with',
    '\\b(?:fill_in|fill|type|input|enter)\\b[^\\n]{0,40}passw(?:or)?d["\'\\])]{0,4},?\\s{1,3}(?::?with(?::|\\s?=>)?|,)?\\s{0,3}["\']',
    '[^"\'\\n]{4,120}(?=["\'])',
  ],
  [
    'variable',
    '-Name\\s{1,3}["\']?\\w{0,40}(?:pass|pwd|secret|token|key)\\w{0,20}["\']?\\s{1,3}-Value\\s{1,3}["\']?',
    '[^\\s"\']{4,200}',
  ],
  ['smb', '\\s-U\\s{1,3}["\']?[\\w.\\\\-]{1,60}%', '[^\\s"\']{3,120}'],
  [
    'hash',
    '\\b(?:bcrypt\\.(?:compare|hash)(?:Sync)?|argon2\\.(?:hash|verify)|scryptSync|pbkdf2Sync|password_hash|password_verify|wp_set_password|wp_hash_password|make_password|generate_password_hash|check_password(?:_hash)?|set_password|verify_password|SecretKeySpec|createHmac\\(["\'][\\w-]{2,20}["\'],|pbkdf2_hmac\\(["\'][\\w-]{2,20}["\'],|jwt\\.(?:sign|verify|encode|decode)\\([^,"\'\\n]{1,60},)\\(?\\s{0,3}[bru]?["\']',
    '[^"\'\\s]{4,200}(?=["\'])',
  ],
  ['chars', '["\']', '[^"\'\\s]{4,120}(?=["\']\\.toCharArray\\(\\))'],
  ['encrypted', '\\bENC\\(', '[A-Za-z0-9+/=]{8,400}(?=\\))'],
  ['pgpass', '^[\\w.*-]{1,80}:(?:\\d{2,5}|\\*):[\\w*-]{1,60}:[\\w*-]{1,60}:', '\\S{3,200}(?=\\s{0,4}$)'],
  ['redis', '^\\s{0,8}(?:>\\s)?AUTH\\s{1,3}(?:\\w{1,30}\\s{1,3})?["\']?', '[^\\s"\']{4,200}(?=["\']?\\s{0,4}$)'],
  ['dsn', '["\'`][\\w.-]{1,40}:', '[^\\s"\'@:/]{3,120}(?=@(?:tcp|udp|unix)\\()'],
  ['gradle', '\\b\\w{0,20}password\\s{1,4}["\']', '[^"\'\\s]{4,120}(?=["\']\\s{0,4}$)'],
  ['expect', '\\bsend(?:_user)?\\s{1,3}(?:--\\s)?["\']', '[^"\'\\s\\\\]{5,120}(?=\\\\[rn])'],
  [
    'recovery',
    '\\b(?:recovery|backup|activation|unlock|emergency) (?:codes?|keys?)\\b(?:\\sis|\\sare)?\\s?[:=]?\\s{1,3}["\']?',
    '(?=[a-z-]{0,12}\\d)[A-Za-z\\d]{3,10}(?:-[A-Za-z\\d]{3,10}){0,7}',
  ],
  ['net-user', '\\bnet\\s{1,3}user\\s{1,3}[\\w.$-]{1,40}\\s{1,3}', '[^\\s/][^\\s]{3,80}'],
  [
    'setx',
    '\\bsetx?\\s{1,3}(?:/\\w\\s)?\\w{0,40}(?:PASS|PWD|SECRET|TOKEN|KEY)\\w{0,20}[\\s=]{1,3}["\']?',
    '[^\\s"\'=]{4,200}',
  ],
  ['slash', '\\s/(?:pass|password|pwd|p|rp|k|key)[: ]["\']?', '[^\\s"\'/]{5,120}'],
  [
    'chpasswd',
    '\\becho\\s{1,3}(?:-e\\s)?["\']?[\\w.$-]{1,40}:',
    '[^\\s"\'|]{4,120}(?=["\']?\\s{0,3}\\|\\s{0,3}(?:sudo\\s)?chpasswd)',
  ],
  [
    'identified',
    '(?:\\b(?:create|alter|grant)\\b[^\\n]{1,120}?\\bidentified\\s{1,3}by|\\b(?:login\\s{1,3}password|default\\s{1,3}password))\\s{1,3}',
    '[^\\s"\'`;,()&$%]{3,120}(?=[\\s;]|$)',
  ],
  [
    'insert',
    '\\bsp_(?:addlogin|adduser|password)\\s{1,3}(?:N?["\'][^"\'\\n]{1,60}["\']\\s?,\\s{0,3}|@\\w{1,20}\\s?=\\s?){1,2}N?["\']',
    '[^"\'\\n]{3,120}(?=["\'])',
  ],
  ['environment', '\\bENV\\s{1,3}\\w{0,40}(?:PASS|PWD|SECRET|TOKEN|KEY|CREDENTIAL)\\w{0,20}\\s{1,3}', '[^\\s=]{3,200}'],
  ['device', '\\b(?:password|secret|key)\\s[0-9]\\s', '[^\\s;]{4,120}'],
  [
    'directive',
    '\\b(?:requirepass|masterauth|wpa_psk|psk|snmp-server community|rocommunity|rwcommunity|ipsec_secret)\\b["\']?\\s{0,3}[=:]?\\s{0,3}["\']?',
    '[^\\s"\']{4,120}',
  ],
  ['rabbitmq', '\\brabbitmqctl\\s{1,3}(?:add_user|change_password)\\s{1,3}\\S{1,60}\\s{1,3}', '\\S{4,120}'],
  ['htpasswd', '\\bhtpasswd\\s{1,3}-\\w{0,4}b\\w{0,4}\\s{1,3}\\S{1,200}\\s{1,3}\\S{1,60}\\s{1,3}', '\\S{3,120}'],
  ['ssh-keygen', '\\bssh-keygen\\b[^\\n]{0,120}\\s-[NP]\\s{1,3}["\']?', '[^\\s"\']{4,120}'],
  [
    'oracle',
    '(?:\\b(?:sqlplus|expdp|impdp|exp|imp|sqlldr|rman|tnsping|connect|conn)\\s{1,3}(?:-\\w\\s)?|oracle:thin:)\\w{1,40}/',
    '[^\\s@/]{3,120}(?=@|\\s|$)',
  ],
  ['powershell', '\\bConvertTo-SecureString\\s{1,3}(?:-String\\s)?["\']', '[^"\'\\n]{3,200}(?=["\'])'],
  ['net-use', '\\bnet\\s{1,3}use\\s{1,3}(?:\\w:\\s)?\\\\\\\\\\S{1,120}\\s{1,3}', '[^\\s/*][^\\s]{3,80}'],
  ['wifi', '\\bwi-?fi\\b[^\\n]{0,60}\\b(?:key|code|pass\\w{0,6})\\b\\s?[:=]\\s?', '\\S{6,63}'],
  [
    'code',
    '(?<!zip |post |postal |area |country |error |status |exit |return |source |http |response |color |currency |dress )\\bcode\\b(?:\\sfor\\s[^\\n\\d]{1,40})?(?:\\sis|:)\\s{1,3}(?:[A-Z]-)?',
    '\\d{4,8}(?!\\d)',
  ],
];

export const COMMANDS: readonly Rule[] = PLACES.map(([id, before, value]) => ({
  id: `command.${id}`,
  type: 'PASSWORD',
  pattern: new RegExp(`(${before})(${value})`, 'i'),
  valid: (value: string) => realSecret(value) && !/[(){}][^\n]{0,200}[(){}]/.test(value),
}));
