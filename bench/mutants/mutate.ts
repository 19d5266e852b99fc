import ts from 'typescript';

/** One small change of a source file: the text from `start` to `end` becomes `text`. */
export interface Mutant {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const K = ts.SyntaxKind;

/** The replacement of each operator: the neighbour that a slip would write. */
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

/** Every mutant of a file, in the order of its text. Types are left alone: they do not run. */
export function mutantsOf(file: string, text: string): Mutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const mutants: Mutant[] = [];
  const replace = (node: ts.Node, by: string): void => {
    mutants.push({ start: node.getStart(source), end: node.getEnd(), text: by });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    for (const [part, by] of changesOf(node, source)) replace(part, by);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants;
}

type Change = readonly [part: ts.Node, by: string];

/** The replacements of each sort of node. The first row that fits counts. */
const CHANGES: readonly ((node: ts.Node, source: ts.SourceFile) => readonly Change[] | undefined)[] = [
  (node) => {
    if (!ts.isBinaryExpression(node)) return undefined;
    const operator = OPERATORS[node.operatorToken.kind];
    return operator === undefined ? [] : [[node.operatorToken, operator]];
  },
  (node, source) =>
    ts.isPrefixUnaryExpression(node) && node.operator === K.ExclamationToken
      ? [[node, node.operand.getText(source)]]
      : undefined,
  (node) =>
    ts.isConditionalExpression(node) ? ['true', 'false'].map((by): Change => [node.condition, by]) : undefined,
  (node) => (ts.isIfStatement(node) ? [[node.expression, 'false']] : undefined),
  (node) => (ts.isNumericLiteral(node) ? [[node, String(Number(node.text.replaceAll('_', '')) + 1)]] : undefined),
  (node) => (node.kind === K.TrueKeyword ? [[node, 'false']] : undefined),
  (node) => (node.kind === K.FalseKeyword ? [[node, 'true']] : undefined),
  (node) => (ts.isExpressionStatement(node) && !ts.isStringLiteral(node.expression) ? [[node, ';']] : undefined),
  (node) => {
    if (!ts.isRegularExpressionLiteral(node)) return undefined;
    const shorter = withoutFirstAlternative(node.text);
    return shorter === undefined ? [] : [[node, shorter]];
  },
  (node, source) => {
    if (!isPiece(node)) return undefined;
    const text = node.getText(source);
    return [withLongerCount(text), withoutFirstLook(text)]
      .filter((other) => other !== text)
      .map((other): Change => [node, other]);
  },
];

function changesOf(node: ts.Node, source: ts.SourceFile): readonly Change[] {
  for (const changes of CHANGES) {
    const fitting = changes(node, source);
    if (fitting !== undefined) return fitting;
  }
  return [];
}

/** A piece of an expression that is written as a text: its counts and its lookarounds show it. */
function isPiece(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
}

/** One more than the first count requires, unless it requires nothing. */
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
