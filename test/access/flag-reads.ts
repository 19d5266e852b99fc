import { relative } from 'node:path';
import ts from 'typescript';

/** Texts and literals that a flag is compared with. */
const isTruth = (node: ts.Node): boolean =>
  node.kind === ts.SyntaxKind.TrueKeyword ||
  node.kind === ts.SyntaxKind.FalseKeyword ||
  (ts.isStringLiteralLike(node) && /^(true|false)$/i.test(node.text));

const EQUALITIES = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);
const BRANCHES = new Set([ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken]);

/** The value that a node takes for true or false, or compares with one of both. */
function judged(node: ts.Node): readonly ts.Expression[] {
  if (ts.isBinaryExpression(node)) {
    if (BRANCHES.has(node.operatorToken.kind)) return [node.left];
    if (!EQUALITIES.has(node.operatorToken.kind)) return [];
    return isTruth(node.right) ? [node.left] : isTruth(node.left) ? [node.right] : [];
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) return [node.operand];
  if (ts.isConditionalExpression(node)) return [node.condition];
  if (ts.isIfStatement(node) || ts.isWhileStatement(node)) return [node.expression];
  if (ts.isSwitchStatement(node))
    return node.caseBlock.clauses.some((clause) => ts.isCaseClause(clause) && isTruth(clause.expression))
      ? [node.expression]
      : [];
  if (ts.isCallExpression(node)) {
    if (ts.isIdentifier(node.expression) && node.expression.text === 'Boolean') return node.arguments;
    // `[true, 'true'].includes(value)` judges a value as a comparison does.
    if (
      ts.isPropertyAccessExpression(node.expression) &&
      ts.isArrayLiteralExpression(node.expression.expression) &&
      node.expression.expression.elements.some(isTruth)
    )
      return node.arguments;
  }
  return [];
}

/** A value as a template has it: its type says nothing, or it is a text that is compared with the text of a flag. */
function isRaw(checker: ts.TypeChecker, expression: ts.Expression, parent: ts.Node): boolean {
  const type = checker.getTypeAtLocation(expression);
  if ((type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) return true;
  const parts = type.isUnion() ? type.types : [type];
  const isObject = parts.some((part) => checker.typeToString(part) === '{}');
  const isText = parts.some((part) => (part.flags & ts.TypeFlags.String) !== 0);
  const isCompared = ts.isBinaryExpression(parent)
    ? EQUALITIES.has(parent.operatorToken.kind)
    : ts.isCallExpression(parent) && ts.isPropertyAccessExpression(parent.expression);
  return isObject || (isText && isCompared);
}

/**
 * Places at which the value of a template is taken for a flag: `file:line: text`. Types tell them, so that neither
 * destructuring nor a helper between hides one.
 * @param plants texts of further files by path, beside those on the disk
 */
export function flagReads(
  root: string,
  files: readonly string[],
  plants: ReadonlyMap<string, string> = new Map(),
): readonly string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    noEmit: true,
    strict: true,
    noUncheckedIndexedAccess: true,
    types: ['node'],
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (path) => plants.get(path) ?? readFile(path);
  host.fileExists = (path) => plants.has(path) || fileExists(path);
  const program = ts.createProgram([...files, ...plants.keys()], options, host);
  const checker = program.getTypeChecker();
  const found: string[] = [];
  for (const path of [...files, ...plants.keys()]) {
    const source = program.getSourceFile(path);
    if (source === undefined) throw new Error(`no source of ${path}`);
    const visit = (node: ts.Node): void => {
      for (const expression of judged(node))
        if (isRaw(checker, expression, node))
          found.push(
            `${relative(root, path)}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${node.getText().split('\n')[0]}`,
          );
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}
