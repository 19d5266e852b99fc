import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Decision, type EvaluateInput, evaluate } from '../../lib/access/index.ts';

type Case = EvaluateInput & { name: string; expected: { decision: Decision; by?: string[] } };
const folder = new URL('matrix/', import.meta.url);
const tables = readdirSync(folder).map((file) => ({
  file,
  cases: JSON.parse(readFileSync(new URL(file, folder), 'utf8')).cases as Case[],
}));

it('has enough cases to mean something', () => {
  expect(tables.flatMap((table) => table.cases).length).toBeGreaterThanOrEqual(150);
});

describe.each(tables)('$file', ({ cases }) => {
  it.each(cases.map((example) => [example.name, example] as const))('%s', (_, { expected, ...input }) => {
    const { decision, statements } = evaluate(input);
    expect(decision).toBe(expected.decision);
    if (expected.by) expect(statements.map((statement) => statement.sid)).toEqual(expected.by);
  });
});
