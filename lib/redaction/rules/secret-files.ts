import { entropy } from './checksums.ts';
import { realSecret } from './real-secret.ts';
import { oneOf, type Rule, rule } from './rule.ts';

const HOLDER = oneOf('aws|secret|access|s3|minio');

/** Secrets that the format of a file gives away: credentials of package managers, clouds and keys, and addresses of webhooks. */
export const SECRET_FILES: readonly Rule[] = [
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
