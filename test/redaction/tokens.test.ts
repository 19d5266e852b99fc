import { expect, test } from 'vitest';
import { Random } from '../../bench/redaction/random.ts';
import { scoreTexts } from '../../bench/redaction/score.ts';
import { PASSWORD_LINES } from '../../bench/redaction/sets/passwords.ts';
import { CLEAN_FILES, TOKEN_FILES } from '../../bench/redaction/sets/tokens.ts';
import { fillToken, marked } from '../../bench/redaction/template.ts';
import { redactText } from '../../lib/redaction/index.ts';

test.each(TOKEN_FILES)('nothing of the token stays: %s', (template) => {
  const r = new Random(20_262);
  for (let round = 0; round < 3; round++) {
    const { text, spans } = fillToken(template, r);
    const masked = new Uint8Array(text.length);
    for (const { start, end } of redactText(text, 'code').spans) masked.fill(1, start, end);
    for (const { start, end } of spans) expect(masked.subarray(start, end)).not.toContain(0);
  }
});

test.each(CLEAN_FILES)('no secret: %s', (text) => {
  expect(redactText(text, 'code').text).toBe(text);
});

test('passwords and keys in lines of every kind are covered', () => {
  const lines = PASSWORD_LINES.map((line) => marked(line, 'PASSWORD'));
  const { values } = scoreTexts(lines, 'code');
  expect(values).toBeGreaterThan(0.95);
});
