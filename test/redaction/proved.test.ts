import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { findAlone } from '../../bench/mutants/neighbours.ts';
import { redactText } from '../../lib/redaction/index.ts';
import { RULES } from '../../lib/redaction/rules/index.ts';
import type { Rule } from '../../lib/redaction/rules/rule.ts';
import { present } from '../present.ts';

const found = (rule: Rule, line: string) => findAlone(rule, line).map(([, value]) => value);

test.each(RULES.map((rule) => [rule.id, rule] as const))('%s finds what it must and nothing else', (_id, rule) => {
  for (const hit of rule.hits) {
    const values = [...hit.matchAll(/⟦([^⟧]{1,2000})⟧/g)].map((match) => present(match[1]));
    const line = hit.replace(/[⟦⟧]/g, '');
    expect([line, found(rule, line)]).toEqual([line, values]);
    expect(values).not.toEqual([]);
    const { text } = redactText(line, rule.on?.[0] ?? 'prose');
    for (const value of values) expect(text).not.toContain(value);
  }
  for (const miss of rule.misses) expect([miss, found(rule, miss)]).toEqual([miss, []]);
});

test('no two rules have the same name', () => {
  const ids = RULES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

const RULE_FILES = new URL('../../lib/redaction/rules/', import.meta.url);

/** The lengths of all pieces of text and expressions that a file is written with. */
function piecesOf(file: string): string[] {
  const pieces: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node) || ts.isStringLiteralLike(node)) pieces.push(node.text);
    else if (ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) pieces.push(node.text);
    ts.forEachChild(node, visit);
  };
  const text = readFileSync(new URL(file, RULE_FILES), 'utf8');
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return pieces;
}

test.each(readdirSync(RULE_FILES))('%s is written in pieces that a person can read', (file) => {
  expect(piecesOf(file).filter((piece) => piece.length > 120)).toEqual([]);
});
