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
])('a value below its label is masked, and its neighbours stay: %j', (text, values, kept) => {
  const masked = redactText(text, 'code').text;
  for (const value of values) expect(masked).not.toContain(value);
  expect(masked).toContain(kept);
});
