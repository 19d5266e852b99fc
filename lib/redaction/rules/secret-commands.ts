import { entropy } from './checksums.ts';
import { isPassword } from './plausible.ts';
import { realSecret } from './real-secret.ts';
import { oneOf, type Rule, rule } from './rule.ts';

const SECRET_FLAG = oneOf(
  'password|passwd|passphrase|pass|pw|pwd|secret|token|api-?key|auth-?token|access-?key|secret-?key',
  'client-?secret|db-?password|docker-password|http-password|admin-password|passin',
  '(?:src|dest)?storepass|(?:src|dest)?keypass',
  'passout|requirepass|rootpw',
);
const FLAG = oneOf(`--?(?:\\w{1,20}-){0,3}${SECRET_FLAG}(?:=|\\s{1,3}|:)`);
const CLIENT = oneOf(
  'sshpass|mysql|mysqldump|mysqladmin|mariadb|redis-cli|mongo|mongosh|sqlcmd|expect|smbclient|unzip|7z|zip',
  'rar|ldap\\w{3,8}|plink|pscp|putty|docker login|az login|htpasswd|openssl|sqlplus|bcp|ipmitool|rdesktop',
  'xfreerdp|net use',
);
/** Programs that read a secret from their input. */
const READERS = oneOf(
  'sudo\\s-S|passwd|docker\\s(?:login|secret)|chpasswd|openssl|cryptsetup|kinit|gpg|pass\\s(?:insert|add)',
  'gcloud\\ssecrets|gh\\ssecret|glab\\svariable|vault|kubectl\\screate\\ssecret|podman\\ssecret|wrangler\\ssecret',
  'kubeseal|op\\sitem|bw\\s(?:login|unlock)|flyctl?\\ssecrets|az\\skeyvault|aws\\ssecretsmanager',
  'oc\\screate\\ssecret',
);
const USER_FLAG = oneOf('-u|--user|--proxy-user|-a|--auth');
const BEFORE_PASSWORD = oneOf('with|login|encrypted|unencrypted|set|old_|new\\s');
const IDENTIFIED = oneOf(
  "identified\\s{1,3}(?:with\\s{1,3}[\\w']{1,40}\\s{1,3})?(?:by|as)",
  `${BEFORE_PASSWORD}?\\s{0,3}password(?:\\s{0,3}(?:=|for\\s[^=\\n]{1,60}=|to))?|password\\s{0,2}\\(|old_password\\s{0,2}\\(`,
);

/** Secrets that stand in a command line or a statement, behind the flag, the program or the word that takes them. */
export const SECRET_COMMANDS: readonly Rule[] = [
  rule({
    id: 'command.password',
    type: 'PASSWORD',
    before: `(?:^|[\\s"'\`])${FLAG}["'\`]?(?:pass:)?`,
    value: '[^\\s"\'`|;&)]{3,200}',
    flags: 'i',
    valid: (value, line) =>
      realSecret(value) &&
      isPassword(value) &&
      !/^-|^[A-Z]{1,400}(?:_[A-Z]{1,400}){0,400}$/.test(value) &&
      !/\b(?:the|can|options?|instead|will|should)\b/.test(line),
    hits: [
      'mysqladmin --password=⟦Kestrel27⟧ status',
      'app --api-key ⟦hx93kq0vm2⟧',
      'keytool -storepass ⟦Humm1ngbird⟧',
      'openssl x -passin pass:⟦Heron4Lake⟧',
    ],
    misses: [
      'app --password-file pw.txt',
      'tool --passwords 3',
      'app --password $DB_PW',
      'the --password option can help',
      'app --token TOKEN_NAME',
    ],
  }),
  rule({
    id: 'command.key',
    type: 'SECRET',
    before: '(?:^|\\s)--?(?:[a-z]{2,14}-){1,2}(?:key|sas|secret|credentials?|token)(?:=|\\s{1,3})["\']?',
    value: '(?=[^\\s]{0,60}\\d)[A-Za-z\\d+/=_-]{20,400}',
    after: '(?=["\']?(?:\\s|$))',
    flags: 'i',
    on: ['code'],
    valid: (value) => realSecret(value) && entropy(value) > 3.3,
    hits: [
      'az storage blob list --account-key "⟦q83hT0zLk2mX9vB7nC5rD1sF4gJ6==⟧"',
      'tool --shared-key=⟦9Lw4Tn8RbVc1Fd3Gh5Js⟧',
    ],
    misses: [
      'tool --account-key ~/.keys/store1.pem',
      'tool --sort-key created',
      'tool --account-key $KEY1',
      'tool --key 9Lw4Tn8RbVc1Fd3Gh5Js',
    ],
  }),
  rule({
    id: 'command.sshpass',
    type: 'PASSWORD',
    before: `\\b${CLIENT}\\b[^\\n]{0,120}?\\s(?:-p|-a|-P|-w|/p:|-pw)\\s?["']?`,
    value: '(?!assword|ort\\b|assin|assout)[^\\s"\']{4,120}',
    valid: (value) => realSecret(value) && !/^(?:\d{2,5}|-.{0,400}|[./~].{0,400}|\d{1,400}:\d{1,400})$/.test(value),
    hits: [
      'sshpass -p ⟦Kestrel27⟧ ssh bob@h1',
      'redis-cli -h c1 -a ⟦Humm1ngbird⟧',
      'mysql -u root -p⟦Heron4Lake⟧ shop',
      'plink -pw ⟦Tr0mbone⟧ h1',
    ],
    misses: ['redis-cli -h c1 -p 6379', 'mysql -u root -p', 'ssh -p 2222 h1', 'unzip -P ./file'],
  }),
  rule({
    id: 'command.sshpass.quoted',
    type: 'PASSWORD',
    before: `\\b${CLIENT}\\b[^\\n]{0,120}?\\s(?:-p|-a|-P|-w|/p:|-pw)\\s?(?=["'])`,
    value: '"[^"\\n]{2,120} [^"\\n]{1,120}"|\'[^\'\\n]{2,120} [^\'\\n]{1,120}\'',
    valid: realSecret,
    hits: ["sshpass -p ⟦'Kestrel on a wire'⟧ ssh bob@h1", 'unzip -P ⟦"heron lake"⟧ a.zip'],
    misses: ["sshpass -p '' ssh bob@h1", "grep -p 'Kestrel on a wire' x", 'ssh -p 22 "a b"'],
  }),
  rule({
    id: 'command.curl',
    type: 'PASSWORD',
    before: `\\b(?:curl|wget|http|httpie|xh)\\b[^\\n]{0,200}?\\s${USER_FLAG}[ =]?\\s{0,2}["']?[^\\s:"']{1,100}:`,
    value: '[^\\s"\']{2,200}',
    valid: realSecret,
    hits: ['curl -u bob:⟦Kestrel27⟧ https://a.test', 'wget --user bob:⟦Heron4⟧ x', 'http -a bob:⟦Tr0mbone⟧ GET a.test'],
    misses: ['curl -u bob https://a.test', 'curl -o a:b https://a.test', 'curl -u bob:$PW https://a.test'],
  }),
  rule({
    id: 'command.echo',
    type: 'PASSWORD',
    before: '\\b(?:echo|printf)\\s{1,3}(?:-n\\s|["\']%s["\']\\s)?["\']?',
    value: '[^\\s"\'|]{4,120}',
    after: `(?=["']?\\s{0,3}\\|\\s{0,3}${READERS}\\b)`,
    valid: realSecret,
    hits: [
      "echo -n '⟦Gravel0rgan⟧' | gcloud secrets versions add smtp --data-file=-",
      "printf '%s' '⟦Gravel0rgan⟧' | kubectl create secret generic x",
      'echo ⟦Kestrel27⟧ | sudo -S apt update',
      'echo "⟦Humm1ngbird⟧" | docker login -u bob',
    ],
    misses: ['echo done | tee log', 'echo $PW | sudo -S apt update', 'echo abc | sudo -S ls'],
  }),
  rule({
    id: 'sql.identified',
    type: 'PASSWORD',
    before: `\\b${IDENTIFIED}\\s{0,4}(?:password\\s?)?(?:\\(\\s?)?N?["'\`]`,
    value: '[^"\'`\\n]{2,200}',
    after: '(?=["\'`])',
    flags: 'i',
    valid: (value) => realSecret(value) && isPassword(value) && !/[(){}]/.test(value),
    hits: [
      "CREATE USER bob IDENTIFIED BY '⟦Kestrel27⟧'",
      "ALTER ROLE app WITH PASSWORD '⟦Heron4Lake⟧'",
      "SET PASSWORD = PASSWORD('⟦Tr0mbone⟧')",
    ],
    misses: ["IDENTIFIED BY '$1'", 'ALTER ROLE app PASSWORD NULL', "identified by 'a'", "WITH PASSWORD ''"],
  }),
];
