import { expect, test } from 'vitest';
import { redactText } from '../../lib/redaction/index.ts';

test.each([
  ['password: |\n  Otter!Lamp42\nnext: 1', ['Otter!Lamp42'], 'next: 1'],
  ['db:\n  password: >-\n    Kestrel27x\n  host: a', ['Kestrel27x'], 'host: a'],
  ['my password is\nKestrel!2', ['Kestrel!2'], 'my password is'],
  ['Password\n\nKestrel!2', ['Kestrel!2'], 'Password'],
  [
    `${'MIIEpAIBAAKCAQEAz4Y1mVq8Jd0v3uWc7LkP2xRt9NsQbH5a\n'.repeat(2)}-----END RSA PRIVATE KEY-----\n$ ls`,
    ['MIIEpAIB'],
    '$ ls',
  ],
  ['Password\n\nForgot it?', [], 'Forgot it?'],
  ['Mail server password\nOtter.Lamp.42\nCopy', ['Otter.Lamp'], 'Copy'],
  ['Change password\nSessions\nDevices', [], 'Sessions'],
  ['$ whoami\nquorvaneth\n$ ls', ['quorvaneth'], '$ ls'],
  ['$ whoami\nroot\n$ ls', [], 'root'],
  ['ls /home\nquorvaneth  tbrandl  lost+found', ['quorvaneth', 'tbrandl'], 'lost+found'],
  ['recovery codes, keep them:\n1. 7hq2-kk91\n2. m04x-ff38\n\nDone', ['7hq2', 'm04x'], 'Done'],
  ['Codes de secours\n• 5518 2093\n• 7712 4430\nFermer', ['5518', '4430'], 'Fermer'],
  ['backup codes of 2024\nwere printed twice', [], 'were printed twice'],
  ['Network security key\nkettlebrook\nShow characters', ['kettlebrook'], 'Show characters'],
  ['Network security key\nForgotten\nShow', [], 'Forgotten'],
  ['ls /srv\nquorvaneth  reports', [], 'reports'],
])('a value below its label is masked, and its neighbours stay: %j', (text, values, kept) => {
  const masked = redactText(text, 'code').text;
  for (const value of values) expect(masked).not.toContain(value);
  expect(masked).toContain(kept);
});

/** The second line of each goes on with no token. */
test.each([
  ['export DEPLOY_TOKEN=qx7_4mPz81LkVbR4sZp1\npsql -h db.example -d reports', 'psql -h db.example -d reports'],
  ['API_KEY=sk-4mPz81LkVbR4sZp1abc\nDB_HOST=localhost', 'DB_HOST=localhost'],
  ['token: ghp_4mPz81LkVbR4sZp1aaaa4mPz81LkVbR4sZp1\ndocker ps', 'docker ps'],
  ['password: Otter27x99abc\nhostname: lamp', 'hostname: lamp'],
  ['ghp_4mPz81LkVbR4sZp1aaaa4mPz81LkVbR4sZp1\nhttps://docs.example/keys', 'https://docs.example/keys'],
])('what begins a new line stays, below a token: %j', (text, rest) => {
  const { text: masked } = redactText(text, 'code');
  expect(masked.endsWith(`\n${rest}`)).toBe(true);
  expect(masked).not.toMatch(/4mPz81|Otter27/);
});

test.each([
  'export GH=ghp_4mPz81LkVbR4sZp1aa\naa4mPz81LkVbR4sZp1qr',
  'export GH=ghp_4mPz81LkVbR4sZp1aa\\\n  aa4mPz81LkVbR4sZp1qr',
])('a token that a terminal broke is still one: %j', (text) => {
  expect(redactText(text, 'code').text).not.toMatch(/4mPz81/);
});
