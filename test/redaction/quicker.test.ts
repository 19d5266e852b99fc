import { expect, test } from 'vitest';
import { Random } from '../../bench/redaction/random.ts';
import { generate } from '../../bench/redaction/template.ts';
import { SECRETS_IN_CODE, SECRETS_IN_TALK, SENTENCES } from '../../bench/redaction/templates.ts';
import { BELOW_LABELS } from '../../lib/redaction/text/below-labels.ts';
import { OVER_LINES } from '../../lib/redaction/text/keys-and-prompts.ts';
import { findInLines } from '../../lib/redaction/text/lines.ts';
import { possibleIn } from '../../lib/redaction/text/wide.ts';
import { present } from '../present.ts';

const samples = [SENTENCES, SECRETS_IN_TALK, SECRETS_IN_CODE]
  .flatMap((templates) => generate(templates, 'quote', 1, 7))
  .map(({ text }) => text);

const BELOW = [
  'password:\n\nTr0ub4dor&3\n',
  'db_password: |\n  first-line\n  second\n',
  'The passphrase is\n\ncorrect-horse-9\n',
  'Verification code\n482 913\n12/30\n',
  'Wi-Fi password\nhunter2!x\n',
  'name: DB_PASSWORD\n  value: s3cr3t-Value\n',
  '<key>apiKey</key>\n<string>abcd1234efgh</string>\n',
  '492 113\n23 seconds\n',
];

test('a pattern over lines that matches is never left out', () => {
  let matched = 0;
  for (const text of [...samples, ...BELOW, ...BELOW.map((text) => `${'x '.repeat(5_000)}\n${text}`)])
    for (const pattern of [...Object.values(BELOW_LABELS), ...Object.values(OVER_LINES)]) {
      if (text.search(pattern) < 0) continue;
      matched++;
      expect(possibleIn(text).has(pattern), `${pattern.source} in ${JSON.stringify(text.slice(-60))}`).toBe(true);
    }
  expect(matched).toBeGreaterThan(10);
});

test('a line that was looked at before gives what it gave, whatever stands around it', () => {
  const r = new Random(3);
  const plain = samples.map((text) => text.replaceAll('\n', ' '));
  const long = plain.map((text, i) => `${text} ${plain[(i + 1) % plain.length]} ${plain[(i + 2) % plain.length]}`);
  expect(long.filter((line) => line.length >= 100).length).toBeGreaterThan(20);
  for (const surface of ['prose', 'ui', 'code'] as const) {
    const first = new Map(long.map((line) => [line, findInLines(line, surface)]));
    for (let round = 0; round < 20; round++) {
      const lines = Array.from({ length: 8 }, () => r.pick(long));
      let at = 0;
      const expected = lines.flatMap((line) => {
        const from = at;
        at += line.length + 1;
        return present(first.get(line)).map((hit) => ({ ...hit, start: hit.start + from, end: hit.end + from }));
      });
      expect(findInLines(lines.join('\n'), surface)).toEqual(expected);
    }
  }
});
