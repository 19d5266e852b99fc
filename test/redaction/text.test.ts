import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generate } from '../../bench/redaction/template.ts';
import { SECRETS_IN_CODE, SECRETS_IN_TALK, SENTENCES, SOCIAL, TITLES } from '../../bench/redaction/templates.ts';
import { redactText, type Surface } from '../../lib/redaction/index.ts';
import { ANY_CHARACTER } from '../any-character.ts';

const SURFACES: readonly Surface[] = ['prose', 'code', 'ui', 'secure'];

/** Text, and what has to be gone from it. */
const CASES: readonly (readonly [surface: Surface, text: string, gone: string, type: string])[] = [
  ['prose', 'My card is 4111 1111 1111 1111, thanks', '4111', 'CREDIT_CARD'],
  ['prose', 'IBAN DE89 3704 0044 0532 0130 00 please', '3704', 'IBAN_CODE'],
  ['prose', 'SSN 536-90-4399', '536-90', 'US_SSN'],
  ['prose', 'NINO AB 12 34 56 C', '12 34', 'UK_NINO'],
  ['prose', 'my NHS number is 943 476 5919', '943', 'UK_NHS'],
  ['prose', 'DNI 12345678Z', '12345678', 'ES_NIF'],
  ['prose', 'passport number 533380006', '533380006', 'PASSPORT'],
  ['prose', 'patient MRN 00412931 arrived', '00412931', 'MEDICAL_RECORD'],
  ['prose', 'she was born on 4 March 1981', '1981', 'DATE_OF_BIRTH'],
  ['prose', 'he is 47 years old', '47', 'AGE'],
  ['prose', 'the zip code is 94110', '94110', 'ZIP_CODE'],
  ['prose', 'the contract is worth $48,500.00', '48,500', 'MONEY'],
  ['prose', 'invoice INV-2024-00931 is open', '00931', 'ID_NUMBER'],
  ['prose', 'write to ann-marie.o.neil@mail.example.org', 'ann-marie', 'EMAIL_ADDRESS'],
  ['prose', 'ring me on (415) 555-0134 ext. 12', '0134', 'PHONE_NUMBER'],
  ['prose', 'login from 203.0.114.77 at night', '203.0', 'IP_ADDRESS'],
  ['prose', 'device 3c:22:fb:9a:10:4e', '3c:22', 'MAC_ADDRESS'],
  ['prose', 'my password is sunflower', 'sunflower', 'PASSWORD'],
  ['code', "password = 'Tr0ub4dor&3'", 'Tr0ub', 'PASSWORD'],
  ['code', 'mysqldump --password=hunter22 shop', 'hunter22', 'PASSWORD'],
  ['code', 'PGPASSWORD=s3cr3tpw psql', 's3cr3tpw', 'PASSWORD'],
  ['code', "CREATE USER a IDENTIFIED BY 'pa55word!'", 'pa55', 'PASSWORD'],
  ['code', 'amqp://guest:g7Kd02ll@mq:5672/', 'g7Kd02ll', 'CONNECTION_STRING'],
  ['code', 'AWS_KEY=AKIAQ3EGRTYU7HJKLMN2', 'AKIAQ3', 'SECRET'],
  ['code', 'token: ghp_k3J9sLq0Zx8Vb7Nm2Wq1Er5Ty6Ui4Op9As8D', 'ghp_k3', 'SECRET'],
  [
    'code',
    '-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA7\nq0Zx8Vb7Nm2W\n-----END RSA PRIVATE KEY-----',
    'MIIEow',
    'PRIVATE_KEY',
  ],
  ['code', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P', 'eyJzdWI', 'JWT'],
  ['code', 'Set-Cookie: sid=31d4d96e407aad42; HttpOnly', '31d4d9', 'COOKIE'],
  ['ui', 'Natalia Kowalska - Chat', 'Kowalska', 'PERSON'],
  ['ui', 'Password\nk1ttyc4t', 'k1ttyc4t', 'PASSWORD'],
  ['prose', 'Ms. Whitcombe lives at 12 Larkhill Road, Apt. 4, Ipoh', 'Larkhill', 'ADDRESS'],
];

/** Text of which nothing is sensitive. */
const HARMLESS: readonly (readonly [Surface, string])[] = [
  ['code', 'const password = await getPassword(user);'],
  ['code', 'password: process.env.DB_PASSWORD,'],
  ['code', 'integrity sha512-9uZQ2Kc0mK3VbKkg1v1xk6mzJj1B'],
  ['code', 'commit 3f1c2d4e5b6a798081920a1b2c3d4e5f60718293'],
  ['code', 'version = "10.2.13.4"'],
  ['code', 'if (token.kind === SyntaxKind.EndOfFileToken) return;'],
  ['prose', 'the password is required and must be at least 8 characters'],
  ['prose', 'please open the second page and read what it says'],
  ['ui', 'Forgot password?'],
  ['ui', 'Kubernetes Dashboard'],
  ['ui', 'Select All'],
];

describe('detection', () => {
  test.each(CASES)('%s: %s', (surface, text, gone, type) => {
    const redacted = redactText(text, surface);
    expect(redacted.text).not.toContain(gone);
    expect(redacted.spans.map((span) => span.type)).toContain(type);
  });

  test.each(HARMLESS)('nothing in %s: %s', (surface, text) => {
    expect(redactText(text, surface).text).toBe(text);
  });

  test('a hidden field shows nothing', () => {
    expect(redactText('anything at all', 'secure').text).toBe('[SECURE]');
  });

  test("the adopter's words are found whatever their case, and what it allows is not", () => {
    const tenant = { customers: ['Acme & Søns'], codeNames: ['bluebird'], allow: ['Natalia'] };
    expect(redactText('ACME & SØNS waits for BlueBird', 'ui', tenant).text).toBe('[CUSTOMER] waits for [CODE_NAME]');
    expect(redactText('Natalia', 'ui', tenant).text).toBe('Natalia');
  });
});

const written = fc.constantFrom(
  ...[...SENTENCES, ...SOCIAL, ...TITLES, ...SECRETS_IN_CODE, ...SECRETS_IN_TALK].flatMap((template, i) => [
    ...generate([template], 'tune', 1, i).map(({ text }) => text),
  ]),
);
const pieces = fc.constantFrom(
  'Mr. ',
  'password: ',
  '[PERSON]',
  '[',
  ']',
  '12 ',
  'Kowalska',
  ' Street',
  '\n',
  'from ',
  '@',
  'ß',
  '😀',
  'İ',
  '4111111111111111',
  'is ',
  ': ',
  "'",
  '"',
  '-',
  'A',
);
const anyText = fc.oneof(
  written,
  fc.array(pieces, { maxLength: 14 }).map((some) => some.join('')),
  fc.tuple(written, written).map((two) => two.join('\n')),
  fc.string({ unit: ANY_CHARACTER, maxLength: 60 }),
);

test('redacting twice is redacting once, and spans are offsets of the input', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom(...SURFACES), (text, surface) => {
      const once = redactText(text, surface);
      expect(redactText(once.text, surface).text).toBe(once.text);
      let rebuilt = '';
      let at = 0;
      for (const { start, end, type } of once.spans) {
        expect(start).toBeGreaterThanOrEqual(at);
        expect(end).toBeGreaterThan(start);
        rebuilt += `${text.slice(at, start)}[${type}]`;
        at = end;
      }
      expect(rebuilt + text.slice(at)).toBe(once.text);
    }),
    { numRuns: 1_500 },
  );
});
