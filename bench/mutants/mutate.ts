import ts from 'typescript';

/** One small change of a source file: the text from `start` to `end` becomes `text`. */
export interface Mutant {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const K = ts.SyntaxKind;

/** What an operator becomes: the neighbour that a slip would write. */
const OPERATORS: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [K.EqualsEqualsEqualsToken]: '!==',
  [K.ExclamationEqualsEqualsToken]: '===',
  [K.LessThanToken]: '<=',
  [K.LessThanEqualsToken]: '<',
  [K.GreaterThanToken]: '>=',
  [K.GreaterThanEqualsToken]: '>',
  [K.AmpersandAmpersandToken]: '||',
  [K.BarBarToken]: '&&',
  [K.QuestionQuestionToken]: '&&',
  [K.PlusToken]: '-',
  [K.MinusToken]: '+',
  [K.PercentToken]: '*',
};

/** Every mutant of a file, in the order of its text. What only types say is left alone: it does not run. */
export function mutantsOf(file: string, text: string): Mutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const mutants: Mutant[] = [];
  const replace = (node: ts.Node, by: string): void => {
    mutants.push({ start: node.getStart(source), end: node.getEnd(), text: by });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      const operator = OPERATORS[node.operatorToken.kind];
      if (operator !== undefined) replace(node.operatorToken, operator);
    } else if (ts.isPrefixUnaryExpression(node) && node.operator === K.ExclamationToken) {
      replace(node, node.operand.getText(source));
    } else if (ts.isConditionalExpression(node)) {
      replace(node.condition, 'true');
      replace(node.condition, 'false');
    } else if (ts.isIfStatement(node)) {
      replace(node.expression, 'false');
    } else if (ts.isNumericLiteral(node)) {
      replace(node, String(Number(node.text.replaceAll('_', '')) + 1));
    } else if (node.kind === K.TrueKeyword || node.kind === K.FalseKeyword) {
      replace(node, node.kind === K.TrueKeyword ? 'false' : 'true');
    } else if (ts.isExpressionStatement(node) && !ts.isStringLiteral(node.expression)) {
      replace(node, ';');
    } else if (ts.isRegularExpressionLiteral(node)) {
      const shorter = withoutFirstAlternative(node.text);
      if (shorter !== undefined) replace(node, shorter);
    } else if (isPiece(node)) {
      const text = node.getText(source);
      for (const other of [withLongerCount(text), withoutFirstLook(text)]) if (other !== text) replace(node, other);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants;
}

/** A piece of an expression that is written as a text: its counts and its looks around say so. */
function isPiece(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
}

/** One more of what the first count asks for, unless it asks for nothing. */
const withLongerCount = (piece: string): string =>
  piece.replace(/([^$]\{)([1-9]\d{0,3})(,\d{0,4})?\}/, (_all, open: string, low: string, high = '') => {
    const more = Number(low) + 1;
    return high === '' || high === ',' || Number(high.slice(1)) >= more
      ? `${open}${more}${high}}`
      : `${open}${more},${more}}`;
  });

/** Without the first look around that forbids something. */
const withoutFirstLook = (piece: string): string => piece.replace(/\(\?<?!(?:[^()[\]]|\[[^\]]{1,40}\]){1,80}\)/, '');

/** A pattern that has forgotten the first of its alternatives. */
function withoutFirstAlternative(pattern: string): string | undefined {
  const shorter = pattern.replace(/(\((?:\?:|\?<?[=!])?)[^()|[\]\\]+\|/, '$1');
  return shorter === pattern ? undefined : shorter;
}
