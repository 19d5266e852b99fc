import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/** A function with this many ways through it, or more, has a row below and a reason in docs/decisions. */
const MOST = 15;
/** Rows of the table: it may only become shorter. */
const ROWS = 59;

/** Why a function has many ways: docs/decisions/0122-functions-with-many-ways.md. */
type Why = 'aws' | 'language' | 'loop' | 'union';

/** The functions that have as many or more, each with its number. */
const KNOWN: Readonly<Record<string, readonly [ways: number, why: Why]>> = {
  'lambdas/redact/session.ts lookAt': [16, 'loop'],
  'lib/access/ask/openings.ts ofResource': [23, 'aws'],
  'lib/access/decide/question.ts partsOf': [16, 'aws'],
  'lib/access/escalate/becoming.ts #ways': [21, 'aws'],
  'lib/access/evaluate/grade.ts granted': [24, 'aws'],
  'lib/access/evaluate/principal.ts namingArn': [22, 'aws'],
  'lib/access/history/candidates.ts namedCandidate': [15, 'aws'],
  'lib/access/history/identity-answers.ts putIdentity': [22, 'aws'],
  'lib/access/model/conditions.ts equal': [15, 'aws'],
  'lib/access/model/lake.ts readTarget': [16, 'aws'],
  'lib/access/policy/document.ts readPrincipal': [15, 'aws'],
  'lib/access/policy/document.ts readStatement': [20, 'aws'],
  'lib/access/policy/pattern.ts meet': [17, 'aws'],
  'lib/activity/importers/ducktrack.ts openDucktrack': [15, 'loop'],
  'lib/activity/importers/playwright.ts openPlaywright': [16, 'loop'],
  'lib/redaction/blocks/transcript.ts isTalkOf': [18, 'language'],
  'lib/redaction/gate/gate.ts look': [15, 'loop'],
  'lib/redaction/gate/regex.ts #class': [15, 'loop'],
  'lib/redaction/gate/seek.ts atomEnd': [15, 'loop'],
  'lib/redaction/gate/seek.ts restOf': [22, 'loop'],
  'lib/redaction/language/features.ts wordsOf': [17, 'language'],
  'lib/redaction/names/decode.ts decode': [17, 'loop'],
  'lib/redaction/names/reading.ts look': [26, 'language'],
  'lib/redaction/names/reading.ts read': [15, 'language'],
  'lib/redaction/rules/plausible.ts isBarePassword': [27, 'language'],
  'lib/redaction/rules/plausible.ts isKey': [23, 'language'],
  'lib/redaction/rules/plausible.ts isSpokenPassword': [25, 'language'],
  'lib/redaction/segment/decide.ts decideKeys': [17, 'language'],
  'lib/redaction/segment/redactor.ts #see': [17, 'union'],
  'lib/redaction/segment/veils.ts take': [15, 'loop'],
  'lib/redaction/text/address-tail.ts continued': [28, 'language'],
  'lib/redaction/text/address-tail.ts isTownPart': [26, 'language'],
  'lib/redaction/text/code-names.ts mayName': [23, 'language'],
  'lib/redaction/text/firms.ts partners': [16, 'language'],
  'lib/redaction/text/joined.ts isAccount': [15, 'language'],
  'lib/redaction/text/joined.ts widenJoined': [27, 'language'],
  'lib/redaction/text/known-words.ts rowsIn': [22, 'loop'],
  'lib/redaction/text/labelled-values.ts numbers': [19, 'language'],
  'lib/redaction/text/lines.ts runRules': [15, 'loop'],
  'lib/redaction/text/name-lists.ts findListed': [20, 'language'],
  'lib/redaction/text/name-lists.ts memberAfter': [18, 'language'],
  'lib/redaction/text/name-lists.ts memberBefore': [19, 'language'],
  'lib/redaction/text/name-run.ts isCandidate': [42, 'language'],
  'lib/redaction/text/name-run.ts isPart': [15, 'language'],
  'lib/redaction/text/name-trim.ts judge': [22, 'language'],
  'lib/redaction/text/name-trim.ts trim': [20, 'language'],
  'lib/redaction/text/name-type.ts singleType': [26, 'language'],
  'lib/redaction/text/name-type.ts typeOf': [47, 'language'],
  'lib/redaction/text/name-type.ts wordType': [24, 'language'],
  'lib/redaction/text/names.ts findNames': [20, 'language'],
  'lib/redaction/text/names.ts modeOf': [15, 'language'],
  'lib/redaction/text/secret-columns.ts tableBelow': [27, 'language'],
  'lib/redaction/text/street.ts fromNumber': [36, 'language'],
  'lib/redaction/text/street.ts fromStreet': [22, 'language'],
  'lib/redaction/text/tokens.ts isLetter': [18, 'language'],
  'lib/redaction/text/tokens.ts tokenize': [16, 'loop'],
  'lib/retention/inventory/account.ts #byItem': [15, 'union'],
};

const ROOT = join(import.meta.dirname, '../..');
const FILES = globSync('{bin,lib,lambdas,config}/**/*.ts', { cwd: ROOT }).map((file) => file.replaceAll('\\', '/'));

const BRANCHES: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.IfStatement,
  ts.SyntaxKind.ConditionalExpression,
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.WhileStatement,
  ts.SyntaxKind.DoStatement,
  ts.SyntaxKind.CaseClause,
  ts.SyntaxKind.CatchClause,
]);
const JOINS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

/** `list[i] ?? 0` says to the compiler that the index is within the list: it decides nothing. */
const isBound = ({ left, right, operatorToken }: ts.BinaryExpression): boolean =>
  operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken &&
  ts.isElementAccessExpression(left) &&
  ts.isNumericLiteral(right);

const isBranch = (node: ts.Node): boolean =>
  BRANCHES.has(node.kind) || (ts.isBinaryExpression(node) && JOINS.has(node.operatorToken.kind) && !isBound(node));

/** A function with a name of its own. Others count to the function that they are in. */
function nameOf(node: ts.Node): string | undefined {
  if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return undefined;
  if (node.name !== undefined) return node.name.getText();
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  const { parent } = node;
  return ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) ? parent.name.getText() : undefined;
}

/** Cyclomatic complexity: one for each function, and one for each branch, loop, case, catch and `&&`, `||`, `??` in it. */
function complexities(source: string): Map<string, number> {
  const ways = new Map<string, number>();
  const visit = (node: ts.Node, inside: { ways: number } | undefined): void => {
    const name = nameOf(node) ?? (inside === undefined && ts.isFunctionLike(node) ? '(without a name)' : undefined);
    const own = name === undefined ? inside : { ways: 1 };
    if (name === undefined && inside !== undefined && isBranch(node)) inside.ways++;
    ts.forEachChild(node, (child) => visit(child, own));
    if (name !== undefined && own !== undefined) ways.set(name, Math.max(ways.get(name) ?? 0, own.ways));
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true), undefined);
  return ways;
}

test('counts branches, loops, cases and joined conditions', () => {
  const source = `
    const outer = (list: number[]) => list.map((n) => (n > 1 ? n : (list[0] ?? 0)));
    class Box {
      #inner(a?: string) {
        if (a && a !== 'x') for (const c of a) switch (c) { case 'a': return 1; case 'b': return 2; default: return a ?? c; }
      }
    }`;
  expect(Object.fromEntries(complexities(source))).toEqual({ outer: 2, '#inner': 7 });
});

describe('the ways through a function', () => {
  const found = FILES.flatMap((file) =>
    [...complexities(readFileSync(join(ROOT, file), 'utf8'))]
      .filter(([, ways]) => ways >= MOST)
      .map(([name, ways]) => [`${file} ${name}`, ways] as const),
  );

  test('are few, or known', () => {
    expect(FILES.length).toBeGreaterThan(1_000);
    const more = found.filter(([id, ways]) => ways > (KNOWN[id]?.[0] ?? MOST - 1));
    expect(more).toEqual([]);
  });

  test('have a table without rows for functions that became simpler', () => {
    const now = new Map<string, number>(found);
    const simpler = Object.entries(KNOWN).filter(([id, [ways]]) => (now.get(id) ?? 0) < ways);
    expect(simpler.map(([id]) => `${id}: ${now.get(id) ?? `less than ${MOST}`}`)).toEqual([]);
    expect(Object.keys(KNOWN).length).toBeLessThanOrEqual(ROWS);
  });
});
