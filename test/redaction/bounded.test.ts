import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';

const ROOT = new URL('../../lib/redaction/', import.meta.url);
const FILES = ['blocks', 'lexicon', 'rules', 'text'].flatMap((folder) =>
  readdirSync(new URL(folder, ROOT))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`),
);

/** Quantifiers without an end, outside of classes. `mark` is how a backslash is written there. */
function unbounded(source: string, mark: string): string[] {
  const found: string[] = [];
  let inClass = false;
  for (let i = 0; i < source.length; i++) {
    if (source.startsWith(mark, i)) i += mark.length;
    else if (source[i] === '[') inClass = true;
    else if (source[i] === ']') inClass = false;
    else if (
      !inClass &&
      (source[i] === '*' || (source[i] === '+' && source[i - 1] !== '}') || /^\{\d+,\}/.test(source.slice(i, i + 9)))
    )
      found.push(source.slice(Math.max(0, i - 20), i + 5));
  }
  return found;
}

test.each(FILES)('every expression of %s is bounded', (file) => {
  const source = ts.createSourceFile(file, readFileSync(new URL(file, ROOT), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const text = node.getText();
      found.push(...unbounded(text.slice(1, text.lastIndexOf('/')), '\\'));
    } else if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      const text = node.getText();
      // A source of an expression, or a part of one: it has escapes that only expressions have.
      if (/\\\\[dswbpu.]/.test(text)) found.push(...unbounded(text.slice(1, -1), '\\\\'));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  expect(found).toEqual([]);
});

test('the lint sees what has no end', () => {
  expect(unbounded('a+b', '\\')).toHaveLength(1);
  expect(unbounded('\\d*', '\\')).toHaveLength(1);
  expect(unbounded('[a+]{2,}', '\\')).toHaveLength(1);
  expect(unbounded('[a+*]{2,9}\\+', '\\')).toHaveLength(0);
  expect(unbounded('\\\\d+', '\\\\')).toHaveLength(1);
});
