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

/** A node with its properties by their letters and digits alone: recorders write `ControlType`, `control_type` and `controlType`. */
type Own = ReadonlyMap<string, unknown>;

/** Property names of each platform's recorders: UI Automation (Windows), AX (macOS), AT-SPI (Linux). */
const VALUE = ['axvalue', 'value', 'text'];
const TEXT = ['name', 'axtitle', 'title', 'axvalue', 'text', 'axdescription', 'description', 'axlabel', 'label'];
const ROLE = ['controltype', 'controltypename', 'axrole', 'role', 'rolename', 'localizedcontroltype'];
const SUBROLE = 'axsubrole';
const RECTANGLE = ['boundingrectangle', 'axframe', 'extents', 'boundingbox', 'bounds', 'rect', 'rectangle'];
const POSITION = ['axposition', 'position'];
const SIZE = ['axsize', 'size'];
const CHILDREN = ['children', 'axchildren', 'axchildreninnavigationorder', 'axrows', 'axcolumns'];
const FOCUSED = ['haskeyboardfocus', 'axfocused', 'focused', 'isfocused'];
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
  for (let next = stack.pop(); next !== undefined && nodes < MAX_NODES; next = stack.pop(), nodes++) {
    const { node, within } = next;
    if (!isNode(node)) continue;
    const hides = isSecureElement(node);
    const own = ownOf(node);
    if ((isElement && nodes === 0) || hasFocus(own)) focus = hides || within ? 'secure' : (focus ?? 'open');
    for (const found of textsOf(own, hides, within)) {
      const key = JSON.stringify(found);
      if (!seen.has(key)) texts.push(found);
      seen.add(key);
    }
    const children = childrenOf(own);
    for (let i = Math.min(children.length, MAX_NODES) - 1; i >= 0; i--)
      stack.push({ node: children[i], within: within || hides });
  }
  return { texts, cut: stack.length > 0, focus };
}

/** AT-SPI lists the states of an element. */
function hasFocus(own: Own): boolean {
  const states = own.get('states');
  const isListed =
    Array.isArray(states) && states.slice(0, 50).some((state) => /^(?:state[_ ]?)?focused$/i.test(String(state)));
  return isListed || FOCUSED.some((name) => isTrue(own.get(name)));
}

/** @param hides the node hides its text @param within a node around it does */
function textsOf(own: Own, hides: boolean, within: boolean): AxText[] {
  const role = roleOf(own);
  const bounds = boundsOf(own);
  // If there is no value, some toolkits give it as the name.
  const hasValue = VALUE.some((name) => typeof own.get(name) === 'string');
  return TEXT.flatMap((name): AxText[] => {
    const text = own.get(name);
    if (typeof text !== 'string' || text.trim() === '') return [];
    const place = bounds === undefined ? {} : { bounds };
    if (within || (hides && (VALUE.includes(name) || !hasValue))) return [{ text, role, ...place, secure: true }];
    return [{ text, role: hides ? HIDDEN_ROLE : role, ...place }];
  });
}

/** macOS gives the kind of an element's role as a subrole: a search field is an `AXTextField`. */
function roleOf(own: Own): string {
  const subrole = own.get(SUBROLE);
  if (typeof subrole === 'string' && wordOf('role', subrole) !== 'other') return clip(subrole, 64);
  return clip(first(own, ROLE), 64);
}

/**
 * The element that a tree is of. One that hides its text has no name: some toolkits give its content as that.
 * @returns undefined when nothing of it is known
 */
export function rootElement(tree: unknown): UiElement | undefined {
  if (!isNode(tree)) return undefined;
  const hides = isSecureElement(tree);
  const own = ownOf(tree);
  const bounds = boundsOf(own);
  const name = hides ? '' : nameOf(own);
  if (!hides && name === '' && bounds === undefined) return undefined;
  return {
    role: hides ? HIDDEN_ROLE : roleOf(own),
    ...(name === '' ? {} : { name: clip(name, 4_096) }),
    ...(bounds === undefined ? {} : { bounds }),
  };
}

/** An element under a point. `named` when it has the name that is looked for. */
interface Candidate {
  readonly node: Node;
  readonly area: number;
  readonly named: boolean;
}

/** The one with the name, otherwise the smaller one. */
function better(best: Candidate | undefined, other: Candidate): Candidate {
  if (best === undefined) return other;
  if (best.named !== other.named) return best.named ? best : other;
  return other.area < best.area ? other : best;
}

/**
 * The smallest element of a tree under a point, among those with this name if there are any. If any of them hides its text, it is
 * that one: an element in a password field is a part of it.
 */
export function elementAt(tree: unknown, x: number, y: number, name?: string): UiElement | undefined {
  const stack: unknown[] = [tree];
  let best: Candidate | undefined;
  for (let nodes = 0; stack.length > 0 && nodes < MAX_NODES; nodes++) {
    const node = stack.pop();
    if (!isNode(node)) continue;
    const view = ownOf(node);
    const bounds = boundsOf(view);
    const isUnder = bounds !== undefined && isIn(bounds, x, y);
    if (isUnder && isSecureElement(node)) return rootElement(node);
    const own = nameOf(view);
    if (isUnder && own !== '') best = better(best, { node, area: bounds[2] * bounds[3], named: own === name });
    for (const child of childrenOf(view)) stack.push(child);
  }
  return best === undefined || (name !== undefined && !best.named) ? undefined : rootElement(best.node);
}

const isIn = ([left, top, w, h]: Box, x: number, y: number): boolean =>
  left <= x && x <= left + w && top <= y && y <= top + h;

function ownOf(node: Node): Own {
  const own = new Map<string, unknown>();
  // Of two spellings of one name the first counts, unless it says nothing.
  for (const [name, value] of Object.entries(node)) {
    const key = lettersOf(name);
    if (own.get(key) === undefined || own.get(key) === null) own.set(key, value);
  }
  return own;
}

const LETTERS = new Map<string, string>();
/** The same few names recur in every node. */
function lettersOf(name: string): string {
  const known = LETTERS.get(name);
  if (known !== undefined) return known;
  const letters = name
    .slice(0, 64)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  if (LETTERS.size < 2_000) LETTERS.set(name, letters);
  return letters;
}

const one = (own: Own, names: readonly string[]): unknown =>
  names.map((name) => own.get(name)).find((value) => value !== undefined && value !== null);

function boundsOf(own: Own): Box | undefined {
  const whole = box(one(own, RECTANGLE));
  if (whole !== undefined) return whole;
  const [corner, size] = [partsOf(one(own, POSITION)), partsOf(one(own, SIZE))];
  return corner === undefined || size === undefined ? undefined : box({ ...corner, ...size });
}

const nameOf = (own: Own): string =>
  String(TEXT.map((name) => own.get(name)).find((text) => typeof text === 'string' && text.trim() !== '') ?? '');

const childrenOf = (own: Own): unknown[] =>
  CHILDREN.flatMap((name) => {
    const children = own.get(name);
    return Array.isArray(children) ? (children as unknown[]).slice(0, MAX_NODES) : [];
  });

/** The focus according to an element that a record carries beside its own fields. */
export function elementFocus(record: Node): Focus | undefined {
  const elements = Object.values(record).filter(isNode);
  if (elements.length === 0) return undefined;
  return elements.some(isSecureElement) ? 'secure' : 'open';
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const isTrue = (value: unknown): boolean => value === true || value === 1 || /^(?:true|1|yes)$/i.test(String(value));

function first(own: Own, names: readonly string[]): string {
  for (const name of names) {
    const value = own.get(name);
    if (typeof value === 'string') return value;
  }
  return 'unknown';
}

/** The numbers of a rectangle, a corner or a size: at times the text of a Python dict. */
function partsOf(value: unknown): Record<string, unknown> | undefined {
  if (typeof value === 'string') return fromPython(value);
  return isNode(value) ? Object.fromEntries(ownOf(value)) : undefined;
}

/** Windows gives edges, macOS and Linux a corner and a size. A list of four numbers may be either: it is no place. */
function box(value: unknown): Box | undefined {
  const parts = partsOf(value);
  if (parts === undefined) return undefined;
  const { left, top, right, bottom, width, height } = parts as Record<string, number>;
  const {
    x = left,
    y = top,
    w = width ?? (right ?? Number.NaN) - (left ?? Number.NaN),
    h = height ?? (bottom ?? Number.NaN) - (top ?? Number.NaN),
  } = parts as Record<string, number>;
  const numbers = [x, y, w, h].map(Number);
  return numbers.every((n) => Number.isFinite(n) && Math.abs(n) <= 100_000) &&
    nth(numbers, 2) >= 0 &&
    nth(numbers, 3) >= 0
    ? (numbers as Box)
    : undefined;
}

const fromPython = (text: string): Record<string, number> =>
  Object.fromEntries(
    [...text.slice(0, 512).matchAll(/'?\b(x|y|w|h|width|height|left|top|right|bottom)'?: ?(-?[\d.]+)/g)].map(
      ([, k, v]) => [k, Number(v)],
    ),
  );
