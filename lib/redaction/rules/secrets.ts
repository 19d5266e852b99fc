import { entropy } from './checksums.ts';
import { isBarePassword, isPassword } from './plausible.ts';
import { realSecret } from './real-secret.ts';
import { oneOf, type Rule, rule } from './rule.ts';

/** Secrets that their surroundings give away: URLs, headers, connection strings, command lines. */
const STAND_IN = /^(?:user(?:name)?|login|name|me|you|foo|bar|account|password|passwd|pass|pwd|secret|token|key)$/i;
const SCHEME = oneOf('[a-z][a-z0-9+.-]{1,30}:');
const HEADER = oneOf('authorization|proxy-authorization|x-[a-z-]{0,24}(?:token|key|auth|secret)');
const KIND_OF_LOGIN = oneOf('(?:basic|bearer|token|digest|apikey|key|negotiate|bot|ssws|oauth)\\s{1,4}');
const SESSION_NAME = oneOf(
  'phpsessid|jsessionid|asp\\.net_sessionid|sessionid|session_id|connect\\.sid|csrftoken|xsrf-token|sid',
);
const SECRET_PARAMETER = oneOf(
  'access_?token|api_?key|apikey|auth|auth_?token|client_secret|code|credential|id_token|jwt|key',
  'pass(?:word|wd)?|pwd|refresh_?token|secret|session|sid|sig|signature|token',
  'x-amz-(?:signature|credential|security-token)|x-goog-(?:signature|credential)|sv',
);
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
const HOLDER = oneOf('aws|secret|access|s3|minio');

/** An account, a colon and its password, as HTTP sends them (RFC 7617), in base64. */
const isEncodedLogin = (value: string): boolean =>
  /[A-Z]/.test(value) &&
  /[a-z]/.test(value) &&
  /^[\w.@+-]{2,60}:(?!\/\/)[\x21-\x7e]{4,80}$/.test(Buffer.from(value, 'base64').toString('latin1'));

/** A program, its arguments, and a space or a quote behind a space. */
const COMMAND = /^\s{0,8}(?:[$#%>❯]\s)?(?:sudo\s)?[a-z][\w.-]{1,20}\s(?:[^\n]{0,200}\s)?["']?$/;

/** How often a value goes from small letters to capitals or digits and back: words and names of programs do it seldom. */
const turnsOf = (value: string): number => {
  const kinds = value.replaceAll(/[a-z]/g, 'a').replaceAll(/[A-Z]/g, 'A').replaceAll(/\d/g, '0');
  return [...kinds].filter((kind, i) => i > 0 && kind !== kinds[i - 1]).length;
};

export const SECRETS: readonly Rule[] = [
  rule({
    id: 'secret.argument',
    type: 'SECRET',
    value: '(?<=[\\s"\'])(?=[^\\s]{0,30}\\d[^\\s]{0,30}\\d)[A-Za-z\\d+/_-]{14,80}',
    after: '(?=["\']?(?:\\s|$))',
    on: ['code'],
    // Digests of commits have small letters only; those of packages and public keys say what they are.
    valid: (value, line, at) =>
      !/^(?:sha\d{1,3}-|AAAA)/.test(value) &&
      /[a-z]/.test(value) &&
      /[A-Z]/.test(value) &&
      turnsOf(value) * 2 >= value.length &&
      entropy(value) > 3.3 &&
      COMMAND.test(line.slice(0, at)),
    hits: [
      'mc alias set box https://s3.test box ⟦pW3xq9Lr2Tz8VnKc⟧',
      '$ b2 authorize-account 004 ⟦K0a4fZ8kQ2mLx9Tw4Rb⟧',
    ],
    misses: [
      'git checkout pW3xq9Lr2Tz8V',
      'npm run buildES2022Modules',
      'run 4f9a1c2e7b3d5f60819a',
      'x = "pW3xq9Lr2Tz8VnKc"',
    ],
  }),
  rule({
    id: 'secret.key-id',
    type: 'SECRET',
    value: '(?<=\\s)(?=[A-Z\\d]{0,30}\\d)(?=[A-Z\\d]{0,30}[A-Z])[A-Z\\d]{10,32}',
    after: '(?=\\s{1,3}(?=[^\\s]{0,30}\\d)(?=[^\\s]{0,30}[a-z])(?=[^\\s]{0,30}[A-Z])[A-Za-z\\d+/_-]{16,80}(?:\\s|$))',
    on: ['code'],
    hits: ['mc alias set box https://s3.test ⟦BKUPKEY77ALPHA⟧ pW3xq9Lr2Tz8VnKc'],
    misses: ['echo BKUPKEY77ALPHA done', 'BKUPKEY77ALPHA buildTargetForModules', 'x BKUP7 pW3xq9Lr2Tz8VnKc'],
  }),
  rule({
    id: 'url.credentials',
    type: 'CONNECTION_STRING',
    value: `(?<![A-Za-z0-9])${SCHEME}?//[^\\s:@/"'<>\`]{0,128}:[^\\s@/"'<>\`]{1,256}@[^\\s"'<>\`,;)]{1,512}`,
    flags: 'i',
    valid: (value) => {
      const password =
        /:\/?\/?[^:@/]{0,128}:([^@]{1,256})@/.exec(value)?.[1] ?? /:([^:@]{1,256})@/.exec(value)?.[1] ?? '';
      const user = /\/\/([^\s:@/]{1,128}):/.exec(value)?.[1] ?? '';
      // A pattern of an address, as documentation writes it.
      if (STAND_IN.test(password) && STAND_IN.test(user)) return false;
      return !/^(?:\$\{?[A-Za-z_(]|<|\{\{?|%[sd(]|\*{3,400}$|\[|x{4,400}$|your[-_]|env\(|#\{)/i.test(password);
    },
    hits: ['⟦postgres://app:Kestrel27@db1.test:5432/hr⟧', '⟦//bob:Heron4@h1⟧', '⟦mongodb+srv://:Tr0mbone@c1.test⟧'],
    misses: [
      'postgres://app@db1.test/hr',
      'postgres://user:password@db1.test/hr',
      'https://a.test:8080/b@c',
      `postgres://app:\${PW}@db1.test`,
      'redis://app:****@c1',
    ],
  }),
  rule({
    id: 'connection',
    type: 'PASSWORD',
    before: '(?:AccountKey|SharedAccessKey|SharedAccessSignature|SharedSecret|Pwd|Password|AccessKey)\\s?=\\s?',
    value: '[^\\s;"\'&<>]{3,400}',
    after: '(?=[\\s;"\'<>]|$)',
    flags: 'i',
    valid: (value, line, at, surface) =>
      realSecret(value) &&
      (/;[^;]{1,60}=|AccessKey|Signature/.test(line) && !/[()]/.test(value)
        ? true
        : isBarePassword(value, line, at, surface)),
    hits: [
      'Server=db1;User=app;Pwd=⟦Heron4Lake⟧;Encrypt=yes',
      'AccountKey=⟦Qv7mZ2rKc9LxT4bWn8JdS3==⟧;EndpointSuffix=core.test',
      'Password=⟦Kestrel!27⟧',
    ],
    misses: ['Server=db1;User=app;Encrypt=yes', 'Pwd=****', 'AccountKeys: two', `Pwd=\${DB_PWD};Encrypt=yes`],
  }),
  rule({
    id: 'header.authorization',
    type: 'SECRET',
    before: `\\b${HEADER}["']?\\s{0,3}[:=,]\\s{0,3}["'\`]?${KIND_OF_LOGIN}?`,
    value: '[A-Za-z0-9+/=_.~:-]{8,4000}',
    flags: 'i',
    valid: (value, line, at) =>
      realSecret(value) &&
      line[at + value.length] !== '(' &&
      !/^[A-Za-z_$][\w$]{0,400}(?:\.[A-Za-z_$][\w$]{0,400}){1,400}$/.test(value) &&
      !/^[A-Z]?[a-z]{1,400}(?:[A-Z][a-z]{1,400}){0,400}$/.test(value),
    hits: [
      'Authorization: Bearer ⟦Qv7mZ2rKc9LxT4b⟧',
      'X-Api-Key: ⟦hx93kq0vm2ls8d7f⟧',
      'proxy-authorization: Basic ⟦Ym9iOktlc3RyZWwyNw==⟧',
      'x-vault-token="⟦kc9LxT4bWn8⟧"',
    ],
    misses: [
      'Authorization: Bearer abc12',
      'X-Api-Key: required',
      'authorization: headers.authorization.value',
      'X-Request-Id: hx93kq0vm2ls8d7f',
      'authorization: Authenticate',
    ],
  }),
  rule({
    id: 'bearer',
    type: 'SECRET',
    before: '\\b(?:bearer|basic)\\s{1,3}',
    value: '[A-Za-z0-9+/=_.~-]{16,4000}',
    flags: 'i',
    valid: (value) => /\d/.test(value) && realSecret(value),
    hits: ['curl -H "Bearer ⟦Qv7mZ2rKc9LxT4bW⟧"', 'basic ⟦Ym9iOktlc3RyZWwyNw==⟧'],
    misses: ['Bearer Qv7mZ2rKc9LxT4b', 'the bearer of understandings', 'basic Understandability'],
  }),
  rule({
    id: 'basic.encoded',
    type: 'SECRET',
    before: '\\b(?:basic|auth\\w{0,12}|credentials?)\\b[^\\n]{0,40}?["\'\\s:=]',
    value: '(?:[A-Za-z0-9+/]{4}){3,30}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?',
    after: '(?![\\w+/=-])',
    valid: isEncodedLogin,
    hits: ['"auth": {"basic": "⟦YWRtaW46c3Vuc2hpbmU5⟧"}', 'auth_header=⟦YnVpbGRlcjpsZW0wbnRyZWU=⟧'],
    misses: ['auth=YWRtaW46c3Vuc2hpbmU', 'auth administrations', 'auth=deadbeefdeadbeef', 'auth=aHR0cHM6Ly9hLnRlc3Q='],
  }),
  rule({
    id: 'cookie',
    type: 'COOKIE',
    before: '\\b(?:set-)?cookie["\']?\\s{0,2}[:=]\\s{0,2}["\'`]?',
    value: '[A-Za-z0-9_.$-]{1,64}=[^\\n"\'`]{4,4000}',
    flags: 'i',
    hits: ['Cookie: ⟦theme=dark; sid=Qv7mZ2rKc9⟧', 'Set-Cookie: ⟦cart=9182; Path=/⟧'],
    misses: ['cookies are off', 'Cookie: none', 'cookie: a=1'],
  }),
  rule({
    id: 'cookie.flag',
    type: 'COOKIE',
    before: '\\b(?:curl|wget|https?|xh)\\b[^\\n|]{0,300}?\\s(?:-b|--cookie)[ =]["\']?',
    value: '[A-Za-z0-9_.$-]{1,64}=[^\\s"\']{8,4000}',
    after: '(?=["\']|\\s|$)',
    hits: ['curl https://a.test/me -b "⟦sid=s%3Aq9Xk2Lw8⟧"', 'curl --cookie ⟦auth=hx93kq0vm2⟧ https://a.test'],
    misses: ['curl -b cookies.txt https://a.test', 'curl -b "a=1" https://a.test', 'sort -b sid=s3Aq9Xk2Lw8'],
  }),
  rule({
    id: 'session',
    type: 'COOKIE',
    before: `\\b${SESSION_NAME}["']?\\s?[=:]\\s?["']?`,
    value: '[A-Za-z0-9%+/=_.:-]{12,400}',
    flags: 'i',
    valid: (value) => /\d/.test(value) && !/^[A-Za-z_.]{1,400}\d?$/.test(value),
    hits: ['PHPSESSID=⟦q8w7e6r5t4y3u2i1⟧', 'JSESSIONID: ⟦A1B2C3D4E5F6⟧', '"sid"="⟦k3j2h1g0f9d8s7⟧"'],
    misses: ['PHPSESSID=q8w7e6r5t4y', 'sessionid=SessionIdentifier', 'sids=A1B2C3D4E5F6'],
  }),
  rule({
    id: 'url.parameter',
    type: 'URL_TOKEN',
    before: `(?:[?&;]|(?<![\\w.-])(?=sig=))${SECRET_PARAMETER}=`,
    value: '[^\\s&"\'<>#;)]{4,2000}',
    flags: 'i',
    valid: realSecret,
    hits: [
      'https://a.test/cb?access_token=⟦Qv7mZ2rKc9⟧&x=1',
      'GET /reset?token=⟦hx93kq0vm2⟧',
      '/login?user=bob&password=⟦Kestrel27⟧',
      'sig=⟦Zm9vYmFy%3D⟧',
    ],
    misses: ['https://a.test/cb?tokens=3', 'GET /list?page=12', '?token=abc', '/cb?monkey=banana'],
  }),
  rule({
    id: 'url.random',
    type: 'URL_TOKEN',
    before:
      'https?://[^\\s?"\'<>]{1,300}\\?(?:[^\\s"\'<>]{0,300}?&)?(?!(?:v|id|utm_\\w{1,12}|ref|gclid|fbclid)=)[\\w-]{1,24}=',
    value: '(?=[\\w-]{0,40}\\d)(?=[\\w-]{0,40}[a-z])(?=[\\w-]{0,40}[A-Z])[\\w-]{10,400}',
    after: '(?=[&#\\s"\')>]|$)',
    valid: (value) =>
      realSecret(value) && entropy(value) > 3 && !/^[A-Z]?[a-z]{3,20}(?:[A-Z_-][a-z]{2,20}){0,4}\d{1,4}$/.test(value),
    hits: ['https://a.test/join?t=⟦k9Jd0sLq8ZpX⟧&lang=de', 'open https://a.test/i?lang=de&h=⟦Zm9vQmFy12xx⟧'],
    misses: [
      'https://a.test/join?t=k9jd0slq8zpx',
      'https://a.test/watch?v=k9Jd0sLq8ZpX',
      'https://a.test/list?sort=createdDesc2',
      't=k9Jd0sLq8ZpX',
    ],
  }),
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
  rule({
    id: 'netrc',
    type: 'PASSWORD',
    before: '\\b(?:machine|login)\\s{1,3}\\S{1,100}\\s{1,3}(?:login\\s{1,3}\\S{1,100}\\s{1,3})?password\\s{1,3}',
    value: '\\S{3,200}',
    hits: ['machine a.test login bob password ⟦Kestrel27⟧', 'login bob password ⟦abc⟧'],
    misses: ['machine a.test login bob', 'password Kestrel27', 'machine a.test login bob password ab'],
  }),
  rule({
    id: 'aws.secret',
    type: 'SECRET',
    before: `${HOLDER}[\\w ."'-]{0,40}(?:key|secret|token)["']?\\s{0,4}(?:=>|[=:,]|\\bis\\b)?\\s{0,4}["'\`]?`,
    value: '[A-Za-z0-9/+]{40}',
    after: '(?![A-Za-z0-9/+=])',
    flags: 'i',
    valid: (value) => /[A-Z]/.test(value) && /[a-z]/.test(value) && entropy(value) > 3.5 && !/EXAMPLE/.test(value),
    hits: [
      'aws_secret_access_key = ⟦Qv7mZ2rKc9LxT4bWn8JdS3fHg6YpA1eUo5MiXkRt⟧',
      'secret key: "⟦bLGViYXjU2JgJngKtFI3OyV2dZAkg05rK/gqv81R⟧"',
    ],
    misses: [
      'aws_secret_access_key = Qv7mZ2rKc9LxT4bWn8JdS3fHg6YpA1eUo5MiXkR',
      'aws secret key: aaaaaaaaaaaaaaaaaaaaBBBBBBBBBBBBBBBBBBBB',
      'checksum = Qv7mZ2rKc9LxT4bWn8JdS3fHg6YpA1eUo5MiXkRt',
      'aws secret key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    ],
  }),
  rule({
    id: 'aws.pair',
    type: 'SECRET',
    before: '\\b(?:AKIA|ASIA)[A-Z0-9]{16}["\'\\s,;:|=/]{1,12}',
    value: '[A-Za-z0-9/+]{40}',
    after: '(?![A-Za-z0-9/+=])',
    hits: ['NewStatic("AKIAQ7ZTJ2WYUHVAUVZQ", "⟦w8Zt0bWn8JdS3fHg6YpA1eUo5MiXkRtLw2VcE9Pz⟧")'],
    misses: [
      'AKIAQ7ZTJ2WYUHVAUVZQ, w8Zt0bWn8JdS3fHg6YpA1eUo5MiXkRtLw2VcE9P',
      'AKIAQ7ZTJ2WYUHVAUVZ w8Zt0bWn8JdS3fHg6YpA1eUo5MiXkRtLw2VcE9Pz',
    ],
  }),
  rule({
    id: 'npmrc',
    type: 'SECRET',
    before: '(?<!\\w)(?:_authToken|_auth|_password)(?:\\s{0,2}=|\\s)\\s{0,2}["\']?',
    value: '[A-Za-z0-9+/=_.-]{6,400}',
    valid: realSecret,
    hits: [
      '//reg.test/:_authToken=⟦hx93kq⟧',
      'npm config set //reg.test/:_authToken ⟦9f2c71ab⟧',
      '_password = "⟦S2VzdHJlbDI3⟧"',
    ],
    misses: ['my_authToken=hx93kq', '_authToken=hx93k', `//reg.test/:_authToken=\${NPM_TOKEN}`],
  }),
  rule({
    id: 'docker.auth',
    type: 'SECRET',
    before: '"(?:auth|identitytoken|registrytoken)"\\s{0,3}:\\s{0,3}"',
    value: '[A-Za-z0-9+/=_.-]{8,2000}',
    after: '(?=")',
    hits: ['"auth": "⟦Ym9iOktl⟧"', '"identitytoken":"⟦Qv7mZ2rK⟧"'],
    misses: ['"auth": "Ym9iOkt"', '"author": "Ym9iOktlc3Ry"', '"auth": true'],
  }),
  rule({
    id: 'jwk',
    type: 'PRIVATE_KEY',
    before: '"(?:d|p|q|dp|dq|qi|k)"\\s{0,3}:\\s{0,3}"',
    value: '[A-Za-z0-9_-]{20,1400}',
    after: '(?=")',
    hits: ['{"kty":"oct","k":"⟦Qv7mZ2rKc9LxT4bWn8Jd⟧"}', '"dp": "⟦hx93kq0vm2ls8d7fQv7mZ⟧"'],
    misses: ['"k":"Qv7mZ2rKc9LxT4bWn8J"', '"n":"Qv7mZ2rKc9LxT4bWn8Jd"', '"kid":"Qv7mZ2rKc9LxT4bWn8Jd"'],
  }),
  rule({
    id: 'putty',
    type: 'PRIVATE_KEY',
    before: 'Private-MAC:\\s{0,2}',
    value: '[a-f0-9]{40,64}',
    hits: ['Private-MAC: ⟦b891baf90d0d3bf16295d06910bf3f5fb85967f5⟧'],
    misses: [
      'Private-MAC: b891baf90d0d3bf16295d06910bf3f5fb85967f',
      'Public-MAC: b891baf90d0d3bf16295d06910bf3f5fb85967f5',
    ],
  }),
  rule({
    id: 'webhook',
    type: 'SECRET',
    value: 'https://(?:[a-z0-9.-]{1,80}/){1,3}(?:webhooks?|hooks?|incoming|services)/[A-Za-z0-9/_-]{20,200}',
    flags: 'i',
    valid: (value) => !/X{6}|x{6}|your|EXAMPLE/i.test(value),
    hits: [
      '⟦https://chat.test/api/webhooks/hx93kq0vm2ls8d7fQv7m⟧',
      'post to ⟦https://flow.test/hooks/Qv7mZ2rKc9LxT4bWn8JdS⟧',
    ],
    misses: [
      'https://chat.test/api/webhooks/hx93kq0vm2ls8d7fQv7',
      'https://chat.test/docs/hx93kq0vm2ls8d7fQv7m',
      'https://chat.test/api/webhooks/XXXXXXXXXXXXXXXXXXXXXX',
    ],
  }),
];
