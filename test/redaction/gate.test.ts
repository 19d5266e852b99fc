import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from '../../bench/redaction/random.ts';
import { Automaton } from '../../lib/redaction/gate/automaton.ts';
import { factorsOf } from '../../lib/redaction/gate/factors.ts';
import { isUnbounded, type Node, parseRegex } from '../../lib/redaction/gate/regex.ts';
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

/** A text that the pattern may match: drawn from the tree of the expression, look-arounds left to chance. */
function drawn(node: Node, r: Random): string {
  switch (node.kind) {
    case 'empty':
      return '';
    case 'look':
      return r.int(2) === 0 ? drawn(node.part, r) : '';
    case 'char':
      return String.fromCharCode(node.code);
    case 'class':
      return node.codes === null ? r.pick(membersOf(node.source)) : String.fromCharCode(r.pick([...node.codes]));
    case 'alt':
      return drawn(r.pick(node.parts), r);
    case 'cat':
      return node.parts.map((part) => drawn(part, r)).join('');
    case 'repeat': {
      const times = node.min + r.int(Math.min(node.max - node.min, 6) + 1);
      return Array.from({ length: times }, () => drawn(node.part, r)).join('');
    }
  }
}
const members = new Map<string, string[]>();
function membersOf(source: string): string[] {
  let some = members.get(source);
  if (some === undefined) {
    const one = new RegExp(`^${source}$`, 'u');
    some = ANY.filter((char) => one.test(char));
    members.set(source, some);
  }
  return some.length === 0 ? ANY : some;
}
const ANY = [...'aAbBkKqQzZ0123456789 _-.:/@=+é’Кк비密£\n'];

test('the gate of every rule sees what its own pattern draws', () => {
  const automaton = new Automaton(RULES.map((rule) => factorsOf(rule.pattern)));
  const mask = new Uint8Array(RULES.length);
  const hits = new Uint16Array(RULES.length);
  const r = new Random(4);
  let reached = 0;
  for (const [i, { id, pattern }] of RULES.entries()) {
    const tree = parseRegex(pattern.source);
    let matched = 0;
    for (let round = 0; round < 400 && matched < 8; round++) {
      const line = ` ${drawn(tree, r)} `;
      if (!pattern.test(line)) continue;
      matched++;
      const seen = hits.subarray(0, automaton.scan(line, 0, line.length, mask, hits)).includes(i);
      if (!seen) throw new Error(`the gate of ${id} lost ${JSON.stringify(line)}`);
    }
    if (matched > 0) reached++;
  }
  expect(reached).toBeGreaterThan(RULES.length * 0.8);
});
