import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/** Names of parameters that say nothing about the value: a reader has to look up where the value comes from. */
const EMPTY: ReadonlySet<string> = new Set(['each', 'found', 'it', 'known', 'one', 'what']);

/** Names of the items of a loop in the source that say nothing about the item. */
const LOOP = /\bfor (?:await )?\((?:const|let) (?:each|it|one|what) (?:of|in)\b/;

/** `file function parameter`, and why no noun is better. */
const EXCEPTIONS: Readonly<Record<string, string>> = {};

const ROOT = join(import.meta.dirname, '../..');
const FILES = globSync('{bin,lib,lambdas,config,test,bench,rehearse,samples,examples}/**/*.ts', {
  cwd: ROOT,
  exclude: (name) => name === 'node_modules',
}).map((file) => file.replaceAll('\\', '/'));

/** The name of the nearest function around a node that has one. */
function functionOf(node: ts.Node): string {
  for (let around: ts.Node | undefined = node; around !== undefined; around = around.parent) {
    if (!ts.isFunctionLike(around)) continue;
    const named = around.name ?? (ts.isVariableDeclaration(around.parent) ? around.parent.name : undefined);
    if (named !== undefined) return named.getText();
  }
  return '-';
}

/** Parameters of functions with a body; the names in a type of a function are documentation only. */
function emptyNames(source: string): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isParameter(node) && ts.isIdentifier(node.name) && EMPTY.has(node.name.text) && 'body' in node.parent)
      names.push(`${functionOf(node)} ${node.name.text}`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true));
  return names;
}

test('sees parameters of each kind of function, and no other name', () => {
  const source = `
    type Predicate = (one: string) => boolean;
    const outer = (list: string[]) => list.filter((each) => each !== '');
    class Box { #add(found: string, label: string) { const one = label; return { found, one }; } }
    function byName({ known }: { known: string }, what = '') { return known + what; }
    for (const each of []) void each;`;
  expect(emptyNames(source)).toEqual(['outer each', '#add found', 'byName what']);
});

test('the items of loops in the source have nouns as names', () => {
  expect(LOOP.test('for (const each of list) use(each);')).toBe(true);
  const source = FILES.filter((file) => /^(?:bin|lib|lambdas|config)\//.test(file));
  expect(source.length).toBeGreaterThan(1_000);
  const empty = source.filter((file) => LOOP.test(readFileSync(join(ROOT, file), 'utf8')));
  // Ten files of redaction have some yet: that number only becomes smaller.
  const ofRedaction = empty.filter((file) => file.startsWith('lib/redaction/'));
  expect(empty.filter((file) => !ofRedaction.includes(file))).toEqual([]);
  expect(ofRedaction.length).toBeLessThanOrEqual(10);
});

describe('the parameters of functions', () => {
  const empty = FILES.flatMap((file) =>
    emptyNames(readFileSync(join(ROOT, file), 'utf8')).map((id) => `${file} ${id}`),
  );

  test('have nouns as names', () => {
    expect(FILES.length).toBeGreaterThan(1_500);
    expect(empty.filter((id) => !Object.hasOwn(EXCEPTIONS, id))).toEqual([]);
  });

  test('have no exception that is not needed', () => {
    expect(Object.keys(EXCEPTIONS).filter((id) => !empty.includes(id))).toEqual([]);
  });
});
