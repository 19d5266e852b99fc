import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from '../../bench/redaction/random.ts';
import { factorsOf } from '../../lib/redaction/gate/factors.ts';
import { Gate } from '../../lib/redaction/gate/gate.ts';
import { isUnbounded, parseRegex, type RegexNode } from '../../lib/redaction/gate/regex.ts';
import { Seeker } from '../../lib/redaction/gate/seek.ts';
import { RULES } from '../../lib/redaction/rules/index.ts';
import { EVERYTHING } from '../everything.ts';
import { present } from '../present.ts';

describe.each(RULES.map((rule) => [rule.id, rule.pattern] as const))('%s', (_id, pattern) => {
  test('is bounded and has a gate', () => {
    expect(isUnbounded(parseRegex(pattern.source))).toBe(false);
    expect(factorsOf(pattern)).not.toBeNull();
  });
});

/** Whether the gate lets a rule run on a line where it finds what it would find from the beginning of it. */
function sees(gate: Gate, line: string, rule: number): boolean {
  const at = gate.hits.subarray(0, gate.look(line, 0, line.length)).indexOf(rule);
  if (at < 0) return false;
  const seeker = new Seeker(present(RULES[rule]).pattern);
  const { source, flags } = present(RULES[rule]).pattern;
  const scan = new RegExp(source, `${flags.replace('g', '')}g`);
  for (let from = 0; from <= line.length; ) {
    scan.lastIndex = from;
    const whole = scan.exec(line);
    const gated = seeker.within(line, Math.max(from, present(gate.starts[at])), present(gate.blocks[at]), gate.shift);
    if (whole?.index !== gated?.index || whole?.[0] !== gated?.[0]) return false;
    if (whole === null) break;
    from = Math.max(whole.index + 1, scan.lastIndex);
  }
  return true;
}

const BEFORE = [
  ' ',
  'see https://example.org/a?b=1 the 12 pass, ',
  '"token": null, key=',
  'of 1999-12-31 at 10.30 in the ',
];

test('no match passes the gate unseen', () => {
  const gate = new Gate(RULES.map((rule) => rule.pattern));
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
      for (const [i, rule] of RULES.entries())
        if (rule.pattern.test(line) && !sees(gate, line, i)) throw new Error(`the gate of ${rule.id} lost a match`);
    }),
    { numRuns: 4_000 },
  );
});

/** A text that the pattern may match: drawn from the tree of the expression, look-arounds left to chance. */
function drawn(node: RegexNode, r: Random): string {
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

/** Matches of each rule that are tried, each in three lines. */
const MATCHES = EVERYTHING ? 8 : 3;

/** Text that makes a line so long that it is looked at in blocks. */
const FILLER = ' it was a long day, and {"a":[1,2],"of":"no use"} came of it (x=1);'.repeat(5);

test('the gate of every rule sees what its own pattern draws', () => {
  const gate = new Gate(RULES.map((rule) => rule.pattern));
  const r = new Random(4);
  let reached = 0;
  for (const [i, { id, pattern }] of RULES.entries()) {
    const tree = parseRegex(pattern.source);
    let matched = 0;
    for (let round = 0; round < 400 && matched < MATCHES; round++) {
      // Where a match may begin is told for lines that go on before it, too.
      const line = `${r.pick(BEFORE)}${drawn(tree, r)} `;
      if (!pattern.test(line)) continue;
      matched++;
      for (const whole of [line, `${FILLER}${line}`, `${line}${FILLER.repeat(20)}${line}${FILLER}`])
        if (!sees(gate, whole, i)) throw new Error(`the gate of ${id} lost ${JSON.stringify(whole)}`);
    }
    if (matched > 0) reached++;
  }
  expect(reached).toBeGreaterThan(RULES.length * 0.8);
});
