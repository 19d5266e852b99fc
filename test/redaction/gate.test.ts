import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Automaton } from '../../lib/redaction/gate/automaton.ts';
import { factorsOf } from '../../lib/redaction/gate/factors.ts';
import { isUnbounded, parseRegex } from '../../lib/redaction/gate/regex.ts';
import { RULES } from '../../lib/redaction/rules/index.ts';

describe.each(RULES.map((rule) => [rule.id, rule.pattern] as const))('%s', (_id, pattern) => {
  test('is bounded and has a gate', () => {
    expect(isUnbounded(parseRegex(pattern.source))).toBe(false);
    expect(factorsOf(pattern)).not.toBeNull();
  });
});

test('no match passes the gate unseen', () => {
  const automaton = new Automaton(RULES.map((rule) => factorsOf(rule.pattern)));
  const pieces = fc.constantFrom(
    ...[
      'password',
      'pwd = ',
      'secret:',
      '"',
      "'",
      'token',
      '@',
      '.com',
      ' 0',
      '12',
      '345',
      '-',
      '67',
      '8901',
      '+',
      '(',
      ')',
      ' ',
      ':',
      '//',
      '=',
      '€',
      '$',
      'AKIA',
      'ghp_',
      'K',
      'ſ',
      'sk-',
      'x',
      'Q7',
      'A',
      'born ',
      'May',
      'phone ',
      'Bearer ',
      '#',
      '/',
    ],
  );
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 24 }).map((parts) => parts.join('')),
    fc.string({ maxLength: 80 }),
  );
  fc.assert(
    fc.property(text, (line) => {
      const mask = new Uint8Array(RULES.length);
      const hits = new Uint16Array(RULES.length);
      const seen = new Set(hits.subarray(0, automaton.scan(line, 0, line.length, mask, hits)));
      for (const [i, rule] of RULES.entries())
        if (!seen.has(i) && rule.pattern.test(line)) throw new Error(`the gate of ${rule.id} lost a match`);
    }),
    { numRuns: 4_000 },
  );
});
