import type { Box } from '../events.ts';
import { clip } from './split.ts';

/** A node of an accessibility tree that shows text. */
export interface AxText {
  readonly text: string;
  readonly role: string;
  readonly bounds?: Box;
}

type Node = Readonly<Record<string, unknown>>;

/** Where each platform's recorder keeps what: UI Automation (Windows), AX (macOS). */
const TEXT = ['Name', 'AXTitle', 'AXValue', 'AXDescription'];
const ROLE = ['ControlType', 'AXRole'];
const RECTANGLE = ['BoundingRectangle', 'AXFrame'];
const CHILDREN = ['Children', 'AXChildren', 'AXChildrenInNavigationOrder', 'AXRows', 'AXColumns'];
const MAX_NODES = 20_000;

/**
 * The nodes with text of an accessibility tree as AgentNet's recorder writes it, in order. A text that one parent repeats at
 * one place comes once. `cut` says that the tree was larger than anything a person can look at and was not read to its end.
 */
export function axTexts(tree: unknown): { texts: AxText[]; cut: boolean } {
  const texts: AxText[] = [];
  const seen = new Set<string>();
  const stack: unknown[] = [tree];
  let nodes = 0;
  for (; stack.length > 0 && nodes < MAX_NODES; nodes++) {
    const node = stack.pop();
    if (!isNode(node)) continue;
    const role = first(node, ROLE);
    const bounds = box(RECTANGLE.map((name) => node[name]).find((value) => value !== undefined));
    for (const name of TEXT) {
      const text = node[name];
      if (typeof text !== 'string' || text.trim() === '') continue;
      const found = { text, role: clip(role, 64), ...(bounds === undefined ? {} : { bounds }) };
      const key = JSON.stringify(found);
      if (!seen.has(key)) texts.push(found);
      seen.add(key);
    }
    const children = CHILDREN.flatMap((name) => (Array.isArray(node[name]) ? (node[name] as unknown[]) : []));
    for (let i = Math.min(children.length, MAX_NODES) - 1; i >= 0; i--) stack.push(children[i]);
  }
  return { texts, cut: stack.length > 0 };
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

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
  return numbers.every((n) => Number.isFinite(n) && Math.abs(n) <= 100_000) && numbers[2]! >= 0 && numbers[3]! >= 0
    ? (numbers as Box)
    : undefined;
}

const fromPython = (text: string): Record<string, number> =>
  Object.fromEntries([...text.slice(0, 512).matchAll(/'?([xywh])'?: ?(-?[\d.]+)/g)].map(([, k, v]) => [k, Number(v)]));
