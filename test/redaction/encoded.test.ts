import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactText } from '../../lib/redaction/index.ts';

const encoded = (text: string) => Buffer.from(text).toString('base64');
const url = (text: string) => Buffer.from(text).toString('base64url');

const SENSITIVE: readonly string[] = [
  '{"email":"pia.brennan@quill.test","name":"Pia Brennan"}',
  'pia.brennan@quill.test',
  'password=Kestrel27!',
  'Name: Pia Brennan\nPhone: 0170 1234567\n',
  'iban: DE44370400444410716823',
];
const PLACES: readonly ((value: string) => string)[] = [
  (value) => `state=${value}&x=1`,
  (value) => `<a href="data:text/plain;base64,${value}">x</a>`,
  (value) => `unsubscribe ${value} ok`,
  (value) => `{"cursor":"${value}"}`,
  (value) => `GET /next/${value} 200`,
];

test.each(SENSITIVE)('a value inside base64 is hidden with all of it: %s', (text) => {
  for (const run of [encoded(text), url(text)])
    for (const place of PLACES) expect(redactText(place(run), 'code').text).not.toContain(run.slice(0, 12));
});

test.each(['{"page":2,"size":50}', 'hello there, all of you', 'sort=asc&limit=20'])(
  'base64 of a harmless text stays readable: %s',
  (text) => {
    const line = `{"cursor":"${encoded(text)}"}`;
    expect(redactText(line, 'code').text).toBe(line);
  },
);

test('a text of very many runs hides the last of them as well', () => {
  const runs = Array.from({ length: 60 }, (_, i) => encoded(`{"email":"pia.brennan${i}@quill.test"}`));
  const { text } = redactText(runs.map((run) => `cursor=${run}`).join('\n'), 'code');
  expect(runs.filter((run) => text.includes(run.slice(0, 16)))).toEqual([]);
});

test('bytes that stand for no text are never read as one', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 24, maxLength: 60 }), (bytes) => {
      const noText = Uint8Array.from([0, ...bytes]);
      const line = `x ${Buffer.from(noText).toString('base64')} y`;
      expect(redactText(line, 'prose').text.startsWith('x ')).toBe(true);
    }),
    { numRuns: 30 },
  );
});
