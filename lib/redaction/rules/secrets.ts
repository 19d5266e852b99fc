import { entropy } from './checksums.ts';
import { isBarePassword } from './plausible.ts';
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

/** Secrets that their surroundings give away: URLs, headers, cookies, connection strings. */
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
];
