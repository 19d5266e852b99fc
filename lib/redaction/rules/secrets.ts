import { entropy } from './checksums.ts';
import { isBarePassword, isPassword } from './plausible.ts';
import { realSecret } from './real-secret.ts';
import type { Rule } from './rule.ts';

/** Secrets that their surroundings give away: URLs, headers, connection strings, command lines. */
const STAND_IN = /^(?:user(?:name)?|login|name|me|you|foo|bar|account|password|passwd|pass|pwd|secret|token|key)$/i;

export const SECRETS: readonly Rule[] = [
  {
    id: 'url.credentials',
    type: 'CONNECTION_STRING',
    pattern:
      /(?<![A-Za-z0-9])(?:[a-z][a-z0-9+.-]{1,30}:)?\/\/[^\s:@/"'<>`]{0,128}:[^\s@/"'<>`]{1,256}@[^\s"'<>`,;)]{1,512}/i,
    valid: (value) => {
      const password =
        /:\/?\/?[^:@/]{0,128}:([^@]{1,256})@/.exec(value)?.[1] ?? /:([^:@]{1,256})@/.exec(value)?.[1] ?? '';
      const user = /\/\/([^\s:@/]{1,128}):/.exec(value)?.[1] ?? '';
      // A pattern of an address, as documentation writes it.
      if (STAND_IN.test(password) && STAND_IN.test(user)) return false;
      return !/^(?:\$\{?[A-Za-z_(]|<|\{\{?|%[sd(]|\*{3,400}$|\[|x{4,400}$|your[-_]|env\(|#\{)/i.test(password);
    },
  },
  {
    id: 'connection',
    type: 'PASSWORD',
    pattern:
      /((?:AccountKey|SharedAccessKey|SharedAccessSignature|SharedSecret|Pwd|Password|AccessKey)\s?=\s?)([^\s;"'&<>]{3,400})(?=[\s;"'<>]|$)/i,
    valid: (value, line, at, surface) =>
      realSecret(value) &&
      (/;[^;]{1,60}=|AccessKey|Signature/.test(line) && !/[()]/.test(value)
        ? true
        : isBarePassword(value, line, at, surface)),
  },
  {
    id: 'header.authorization',
    type: 'SECRET',
    pattern:
      /(\b(?:authorization|proxy-authorization|x-[a-z-]{0,24}(?:token|key|auth|secret))["']?\s{0,3}[:=,]\s{0,3}["'`]?(?:(?:basic|bearer|token|digest|apikey|key|negotiate|bot|ssws|oauth)\s{1,4})?)([A-Za-z0-9+/=_.~:-]{8,4000})/i,
    valid: (value, line, at) =>
      realSecret(value) &&
      line[at + value.length] !== '(' &&
      !/^[A-Za-z_$][\w$]{0,400}(?:\.[A-Za-z_$][\w$]{0,400}){1,400}$/.test(value) &&
      !/^[A-Z]?[a-z]{1,400}(?:[A-Z][a-z]{1,400}){0,400}$/.test(value),
  },
  {
    id: 'bearer',
    type: 'SECRET',
    pattern: /(\b(?:bearer|basic)\s{1,3})([A-Za-z0-9+/=_.~-]{16,4000})/i,
    valid: (value) => /\d/.test(value) && realSecret(value),
  },
  {
    id: 'cookie',
    type: 'COOKIE',
    pattern: /(\b(?:set-)?cookie["']?\s{0,2}[:=]\s{0,2}["'`]?)([A-Za-z0-9_.$-]{1,64}=[^\n"'`]{4,4000})/i,
  },
  {
    id: 'session',
    type: 'COOKIE',
    pattern:
      /(\b(?:phpsessid|jsessionid|asp\.net_sessionid|sessionid|session_id|connect\.sid|csrftoken|xsrf-token|sid)["']?\s?[=:]\s?["']?)([A-Za-z0-9%+/=_.:-]{12,400})/i,
    valid: (value) => /\d/.test(value) && !/^[A-Za-z_.]{1,400}\d?$/.test(value),
  },
  {
    id: 'url.parameter',
    type: 'URL_TOKEN',
    pattern:
      /((?:[?&;]|(?<![\w.-])(?=sig=))(?:access_?token|api_?key|apikey|auth|auth_?token|client_secret|code|credential|id_token|jwt|key|pass(?:word|wd)?|pwd|refresh_?token|secret|session|sid|sig|signature|token|x-amz-(?:signature|credential|security-token)|x-goog-(?:signature|credential)|sv)=)([^\s&"'<>#;)]{4,2000})/i,
    valid: realSecret,
  },
  {
    id: 'command.password',
    type: 'PASSWORD',
    pattern:
      /((?:^|[\s"'`])(?:--?(?:password|passwd|passphrase|pass|pw|pwd|secret|token|api-?key|auth-?token|access-?key|secret-?key|client-?secret|db-?password|docker-password|http-password|admin-password|storepass|keypass|passin|passout|requirepass|rootpw)(?:=|\s{1,3}|:))["'`]?(?:pass:)?)([^\s"'`|;&)]{3,200})/i,
    valid: (value, line) =>
      realSecret(value) &&
      isPassword(value) &&
      !/^-|^[A-Z]{1,400}(?:_[A-Z]{1,400}){0,400}$/.test(value) &&
      !/\b(?:the|can|options?|instead|will|should)\b/.test(line),
  },
  {
    id: 'command.sshpass',
    type: 'PASSWORD',
    pattern:
      /(\b(?:sshpass|mysql|mysqldump|mysqladmin|mariadb|redis-cli|mongo|mongosh|sqlcmd|expect|smbclient|unzip|7z|zip|rar|ldapsearch|plink|pscp|putty|docker login|az login|htpasswd|openssl|sqlplus|bcp|ipmitool|rdesktop|xfreerdp|net use)\b[^\n]{0,120}?\s(?:-p|-a|-P|-w|\/p:|-pw)\s?["']?)((?!assword|ort\b)[^\s"']{4,120})/,
    valid: (value) => realSecret(value) && !/^(?:\d{2,5}|-.{0,400}|[./~].{0,400}|\d{1,400}:\d{1,400})$/.test(value),
  },
  {
    id: 'command.curl',
    type: 'PASSWORD',
    pattern:
      /(\b(?:curl|wget|http|httpie|xh)\b[^\n]{0,200}?\s(?:-u|--user|--proxy-user|-a|--auth)[ =]?\s{0,2}["']?[^\s:"']{1,100}:)([^\s"']{2,200})/,
    valid: realSecret,
  },
  {
    id: 'command.echo',
    type: 'PASSWORD',
    pattern:
      /(\becho\s{1,3}(?:-n\s)?["']?)([^\s"'|]{4,120})(?=["']?\s{0,3}\|\s{0,3}(?:sudo\s-S|passwd|docker\slogin|chpasswd|openssl|cryptsetup|kinit|gpg))/,
    valid: realSecret,
  },
  {
    id: 'sql.identified',
    type: 'PASSWORD',
    pattern:
      /(\b(?:identified\s{1,3}(?:with\s{1,3}[\w']{1,40}\s{1,3})?(?:by|as)|(?:with|login|encrypted|unencrypted|set|old_|new\s)?\s{0,3}password(?:\s{0,3}(?:=|for\s[^=\n]{1,60}=|to))?|password\s{0,2}\(|old_password\s{0,2}\()\s{0,4}(?:password\s?)?(?:\(\s?)?N?["'`])([^"'`\n]{2,200})(?=["'`])/i,
    valid: (value) => realSecret(value) && isPassword(value) && !/[(){}]/.test(value),
  },
  {
    id: 'netrc',
    type: 'PASSWORD',
    pattern: /(\b(?:machine|login)\s{1,3}\S{1,100}\s{1,3}(?:login\s{1,3}\S{1,100}\s{1,3})?password\s{1,3})(\S{3,200})/,
  },
  {
    id: 'aws.secret',
    type: 'SECRET',
    pattern:
      /((?:aws|secret|access|s3|minio)[\w ."'-]{0,40}(?:key|secret|token)["']?\s{0,4}(?:=>|[=:,]|\bis\b)?\s{0,4}["'`]?)([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/i,
    valid: (value) => /[A-Z]/.test(value) && /[a-z]/.test(value) && entropy(value) > 3.5 && !/EXAMPLE/.test(value),
  },
  {
    id: 'npmrc',
    type: 'SECRET',
    pattern: /((?<!\w)(?:_authToken|_auth|_password)\s{0,2}=\s{0,2}["']?)([A-Za-z0-9+/=_.-]{6,400})/,
    valid: realSecret,
  },
  {
    id: 'docker.auth',
    type: 'SECRET',
    pattern: /("(?:auth|identitytoken|registrytoken)"\s{0,3}:\s{0,3}")([A-Za-z0-9+/=_.-]{8,2000})(?=")/,
  },
  {
    id: 'jwk',
    type: 'PRIVATE_KEY',
    pattern: /("(?:d|p|q|dp|dq|qi|k)"\s{0,3}:\s{0,3}")([A-Za-z0-9_-]{20,1400})(?=")/,
  },
  {
    id: 'putty',
    type: 'PRIVATE_KEY',
    pattern: /(Private-MAC:\s{0,2})([a-f0-9]{40,64})/,
  },
  {
    id: 'webhook',
    type: 'SECRET',
    pattern: /https:\/\/(?:[a-z0-9.-]{1,80}\/){1,3}(?:webhooks?|hooks?|incoming|services)\/[A-Za-z0-9/_-]{20,200}/i,
    valid: (value) => !/X{6}|x{6}|your|EXAMPLE/i.test(value),
  },
];
