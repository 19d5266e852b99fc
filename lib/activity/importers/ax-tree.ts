import type { Box, UiElement } from '../events.ts';
import { isSecureElement } from '../secure-element.ts';
import { nth } from '../there.ts';
import { wordOf } from '../vocabulary/index.ts';
import { clip } from './split.ts';

/** A node of an accessibility tree that shows text. */
export interface AxText {
  readonly text: string;
  readonly role: string;
  readonly bounds?: Box;
  /** The text of a field that hides its text, or may do so. */
  readonly secure?: true;
}

/** Whether the focused element hides its text. */
export type Focus = 'secure' | 'open';

export interface AxTexts {
  readonly texts: readonly AxText[];
  /** The tree was larger than anything a person can look at and was not read to its end. */
  readonly cut: boolean;
  readonly focus: Focus | undefined;
}

type Node = Readonly<Record<string, unknown>>;

/** Property names of each platform's recorder: UI Automation (Windows), AX (macOS). */
const VALUE = ['AXValue', 'Value'];
const TEXT = ['Name', 'AXTitle', 'AXValue', 'AXDescription'];
const ROLE = ['ControlType', 'AXRole'];
const SUBROLE = 'AXSubrole';
const RECTANGLE = ['BoundingRectangle', 'AXFrame'];
const CHILDREN = ['Children', 'AXChildren', 'AXChildrenInNavigationOrder', 'AXRows', 'AXColumns'];
const FOCUSED = ['HasKeyboardFocus', 'AXFocused', 'focused'];
const MAX_NODES = 20_000;
/** The role of a text that names or describes a field that hides its text: it is not shown, and no password. */
const HIDDEN_ROLE = 'password text';

/**
 * The nodes with text of an accessibility tree as AgentNet's recorder writes it, in order. A text that one parent repeats at one
 * place comes once. All texts of an element that hides its text, and of its parts, are secure.
 * @param isElement the tree is of the one element that was clicked, which has the focus then
 */
export function axTexts(tree: unknown, isElement = false): AxTexts {
  const texts: AxText[] = [];
  const seen = new Set<string>();
  const stack: { node: unknown; within: boolean }[] = [{ node: tree, within: false }];
  let focus: Focus | undefined;
  let nodes = 0;
  for (; stack.length > 0 && nodes < MAX_NODES; nodes++) {
    const { node, within } = stack.pop()!;
    if (!isNode(node)) continue;
    const hides = isSecureElement(node);
    if ((isElement && nodes === 0) || FOCUSED.some((name) => isTrue(node[name])))
      focus = hides || within ? 'secure' : (focus ?? 'open');
    for (const found of textsOf(node, hides, within)) {
      const key = JSON.stringify(found);
      if (!seen.has(key)) texts.push(found);
      seen.add(key);
    }
    const children = childrenOf(node);
    for (let i = Math.min(children.length, MAX_NODES) - 1; i >= 0; i--)
      stack.push({ node: children[i], within: within || hides });
  }
  return { texts, cut: stack.length > 0, focus };
}

/** @param hides the node hides its text @param within a node around it does */
function textsOf(node: Node, hides: boolean, within: boolean): AxText[] {
  const role = roleOf(node);
  const bounds = boundsOf(node);
  // If there is no value, some toolkits give it as the name.
  const hasValue = VALUE.some((name) => typeof node[name] === 'string');
  return TEXT.flatMap((name): AxText[] => {
    const text = node[name];
    if (typeof text !== 'string' || text.trim() === '') return [];
    const place = bounds === undefined ? {} : { bounds };
    if (within || (hides && (VALUE.includes(name) || !hasValue))) return [{ text, role, ...place, secure: true }];
    return [{ text, role: hides ? HIDDEN_ROLE : role, ...place }];
  });
}

/** macOS gives the kind of an element's role as a subrole: a search field is an `AXTextField`. */
function roleOf(node: Node): string {
  const subrole = node[SUBROLE];
  if (typeof subrole === 'string' && wordOf('role', subrole) !== 'other') return clip(subrole, 64);
  return clip(first(node, ROLE), 64);
}

/**
 * The element that a tree is of. One that hides its text has no name: some toolkits give its content as that.
 * @returns undefined when nothing of it is known
 */
export function rootElement(tree: unknown): UiElement | undefined {
  if (!isNode(tree)) return undefined;
  const hides = isSecureElement(tree);
  const bounds = boundsOf(tree);
  const name = hides ? '' : nameOf(tree);
  if (!hides && name === '' && bounds === undefined) return undefined;
  return {
    role: hides ? HIDDEN_ROLE : roleOf(tree),
    ...(name === '' ? {} : { name: clip(name, 4_096) }),
    ...(bounds === undefined ? {} : { bounds }),
  };
}

/**
 * The smallest element of a tree under a point, among those with this name if there are any. If any of them hides its text, it is
 * that one: an element in a password field is a part of it.
 */
export function elementAt(tree: unknown, x: number, y: number, name?: string): UiElement | undefined {
  const stack: unknown[] = [tree];
  let best: { node: Node; area: number; named: boolean } | undefined;
  for (let nodes = 0; stack.length > 0 && nodes < MAX_NODES; nodes++) {
    const node = stack.pop();
    if (!isNode(node)) continue;
    const bounds = boundsOf(node);
    const isUnder = bounds !== undefined && isIn(bounds, x, y);
    if (isUnder && isSecureElement(node)) return rootElement(node);
    const own = nameOf(node);
    if (isUnder && own !== '') {
      const found = { node, area: bounds[2] * bounds[3], named: own === name };
      const isBetter = best === undefined || found.named > best.named || found.area < best.area;
      if (isBetter && !(best?.named === true && !found.named)) best = found;
    }
    for (const child of childrenOf(node)) stack.push(child);
  }
  return best === undefined || (name !== undefined && !best.named) ? undefined : rootElement(best.node);
}

const isIn = ([left, top, w, h]: Box, x: number, y: number): boolean =>
  left <= x && x <= left + w && top <= y && y <= top + h;

const boundsOf = (node: Node): Box | undefined =>
  box(RECTANGLE.map((name) => node[name]).find((value) => value !== undefined));

const nameOf = (node: Node): string =>
  String(TEXT.map((name) => node[name]).find((text) => typeof text === 'string' && text.trim() !== '') ?? '');

const childrenOf = (node: Node): unknown[] =>
  CHILDREN.flatMap((name) => (Array.isArray(node[name]) ? (node[name] as unknown[]).slice(0, MAX_NODES) : []));

/** The focus according to an element that a record carries beside its own fields. */
export function elementFocus(record: Node): Focus | undefined {
  const elements = Object.values(record).filter(isNode);
  if (elements.length === 0) return undefined;
  return elements.some(isSecureElement) ? 'secure' : 'open';
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const isTrue = (value: unknown): boolean => value === true || value === 1 || /^(?:true|1|yes)$/i.test(String(value));

function first(node: Node, names: readonly string[]): string {
  for (const name of names) if (typeof node[name] === 'string') return node[name];
  return 'unknown';
}

/** Windows gives edges, macOS a corner and a size, at times as the text of a Python dict. */
function box(value: unknown): Box | undefined {
  if (typeof value === 'string') return box(fromPython(value));
  if (!isNode(value)) return undefined;
  const { left, top, right, bottom } = value as Record<string, number>;
  const { x = left, y = top, w = right! - left!, h = bottom! - top! } = value as Record<string, number>;
  const numbers = [x, y, w, h].map(Number);
  return numbers.every((n) => Number.isFinite(n) && Math.abs(n) <= 100_000) &&
    nth(numbers, 2) >= 0 &&
    nth(numbers, 3) >= 0
    ? (numbers as Box)
    : undefined;
}

const fromPython = (text: string): Record<string, number> =>
  Object.fromEntries([...text.slice(0, 512).matchAll(/'?([xywh])'?: ?(-?[\d.]+)/g)].map(([, k, v]) => [k, Number(v)]));
