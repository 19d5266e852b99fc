import { expect, test } from 'vitest';
import { redactText } from '../../lib/redaction/index.ts';
import { PROVED } from '../../lib/redaction/rules/index.ts';
import type { Proved } from '../../lib/redaction/rules/proved.ts';

/** The values that one rule alone finds in a line. */
function found(rule: Proved, line: string): string[] {
  const scan = new RegExp(rule.pattern.source, `${rule.pattern.flags}g`);
  return [...line.matchAll(scan)].flatMap((match) => {
    const value = match[2] ?? match[0];
    const at = match.index + (match[2] === undefined ? 0 : match[1]!.length);
    return (rule.valid?.(value, line, at, rule.on?.[0] ?? 'prose') ?? true) ? [value] : [];
  });
}

test.each(PROVED.map((rule) => [rule.id, rule] as const))('%s finds what it must and nothing else', (_id, rule) => {
  expect(rule.hits.length).toBeGreaterThan(0);
  expect(rule.misses.length).toBeGreaterThan(0);
  for (const hit of rule.hits) {
    const values = [...hit.matchAll(/⟦([^⟧]{1,2000})⟧/g)].map((match) => match[1]!);
    const line = hit.replace(/[⟦⟧]/g, '');
    expect(found(rule, line)).toEqual(values);
    const { text } = redactText(line, rule.on?.[0] ?? 'prose');
    for (const value of values) expect(text).not.toContain(value);
  }
  for (const miss of rule.misses) expect(found(rule, miss)).toEqual([]);
});

test('no two rules have the same name', () => {
  const ids = PROVED.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
