import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseDocument,
  type Scalar,
  type Tags,
} from 'yaml';
import { templateError } from '../model/environment.ts';
import { isRecord } from '../policy/record.ts';

/**
 * A template as JSON: as it is, or from YAML 1.1 with the short forms of functions, as CloudFormation reads it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 * @throws StrongroomError ACCESS_TEMPLATE for YAML that is broken, with the line; broken JSON is left to the code that reads it
 */
export const templateJson = (name: string, text: string): string =>
  // YAML may begin with a brace too, but no template that is kept in YAML does.
  /^\s*[{[]/.test(text) ? text : JSON.stringify(readYaml(name, text));

/** Types that CloudFormation takes for plain text, or does not know: a date in a policy is its version. */
const UNKNOWN_TYPES = new Set(['timestamp', 'binary', 'omap', 'pairs', 'set', 'merge'].map((type) => `!!${type}`));
const isPlainType = (tag: Tags[number]): boolean =>
  typeof tag === 'string'
    ? !UNKNOWN_TYPES.has(`!!${tag}`)
    : !UNKNOWN_TYPES.has(tag.tag.replace('tag:yaml.org,2002:', '!!'));

function readYaml(name: string, text: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    version: '1.1',
    customTags: (tags) => tags.filter(isPlainType),
    lineCounter,
    prettyErrors: false,
    logLevel: 'error',
  });
  const [error] = document.errors;
  if (error)
    throw templateError(name, `it is not YAML: line ${lineCounter.linePos(error.pos[0]).line}, ${error.message}`);
  return valueIn(document.contents, {
    follow: (alias) => (isAlias(alias) ? (alias.resolve(document) as ParsedNode | undefined) : undefined),
    fail: (node, why) => templateError(name, `line ${lineCounter.linePos(node.range[0]).line}: ${why}`),
    budget: { nodes: MOST_NODES },
  });
}

/** Values that a template may come to. An alias of an alias of … can make a file of ten lines into any number of them. */
const MOST_NODES = 400_000;
/** Levels, of which templates have some twenty. An alias of what it stands in has no end. */
const DEEPEST = 200;

interface Reading {
  readonly follow: (node: ParsedNode) => ParsedNode | undefined;
  readonly fail: (node: ParsedNode, why: string) => Error;
  readonly budget: { nodes: number };
}

function valueIn(node: ParsedNode | null, reading: Reading, depth = 0): unknown {
  if (node === null) return null;
  if (reading.budget.nodes-- <= 0 || depth > DEEPEST)
    throw reading.fail(node, 'its aliases make it larger than any template is');
  if (isAlias(node)) {
    const target = reading.follow(node);
    if (!target) throw reading.fail(node, `alias ${node.source} stands for nothing`);
    return valueIn(target, reading, depth + 1);
  }
  const value = plainValue(node, reading, depth + 1);
  return node.tag?.startsWith('!') && !node.tag.startsWith('!!') ? shortForm(node.tag.slice(1), value) : value;
}

function plainValue(node: ParsedNode, reading: Reading, depth: number): unknown {
  if (isSeq(node)) return node.items.map((item) => valueIn(item as ParsedNode, reading, depth));
  if (isMap(node)) return Object.fromEntries(node.items.map((pair) => entryOf(node, pair, reading, depth)));
  return isScalar(node) ? scalarValue(node) : null;
}

/** A number that would be written otherwise is a text: `012345678901` is an account, not an octal number or less by a digit. */
const scalarValue = ({ value, source }: Scalar): unknown =>
  typeof value === 'number' && source !== undefined && String(value) !== source ? source : value;

function entryOf(
  map: ParsedNode,
  pair: { readonly key: unknown; readonly value: unknown },
  reading: Reading,
  depth: number,
) {
  const key = valueIn(pair.key as ParsedNode | null, reading, depth);
  if (isRecord(key) || Array.isArray(key)) throw reading.fail(map, 'a name is a text');
  const node = pair.key as ParsedNode | null;
  if (key === '<<') throw reading.fail(map, 'CloudFormation does not merge one object into another by <<');
  // A name such as `Yes` or `011` is what stands there, not the value it would be.
  const name = isScalar(node) && typeof node.source === 'string' ? node.source : String(key);
  return [name, valueIn(pair.value as ParsedNode | null, reading, depth)] as const;
}

/**
 * The long form of a function. `!Condition` names one; `!Ref` is written without `Fn::`. One that CloudFormation does not have
 * is passed on by its name, so that the model says that it does not know it.
 */
function shortForm(name: string, value: unknown): Readonly<Record<string, unknown>> {
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name === 'GetAtt' && typeof value === 'string') {
    const [logicalId = '', ...path] = value.split('.');
    return { 'Fn::GetAtt': [logicalId, path.join('.')] };
  }
  return { [`Fn::${name}`]: value };
}
