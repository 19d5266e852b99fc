/** What a snapshot of a page is looked at for: its title, and whether a field in it hides its text. Nothing else is taken. */
export interface PageLook {
  readonly title: string | undefined;
  readonly hides: boolean;
  /** Parts stand for what an earlier snapshot held: it does not say all that is there. */
  readonly partial: boolean;
  /** Elements that calls are about, by the id of the call: their tag and attributes, without what they hold. */
  readonly targets: ReadonlyMap<string, Marked>;
}

export interface Marked {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Says of an element which call is about it. */
const TARGET = '__playwright_target__';
/** What Playwright adds of the state of an element, its content among it. */
const ADDED = /^__playwright_/;
const MAX_NODES = 500_000;

/**
 * Looks at the tree of a snapshot: `[tag, attributes, ...children]`, a text, or `[[snapshots back, node]]` for what did not change.
 * What is no such tree, or too large, may hide anything.
 */
export function lookAtPage(html: unknown): PageLook {
  const stack: unknown[] = [html];
  const targets = new Map<string, Marked>();
  let title: string | undefined;
  let hides = false;
  let partial = false;
  let nodes = 0;
  for (; stack.length > 0 && nodes < MAX_NODES; nodes++) {
    const node = stack.pop();
    if (!Array.isArray(node)) continue;
    const [tag, attributes, ...children] = node as unknown[];
    if (Array.isArray(tag)) partial = true;
    if (typeof tag !== 'string') continue;
    if (tag.toUpperCase() === 'TITLE' && typeof children[0] === 'string') title ??= children[0];
    if (tag.toUpperCase() === 'INPUT' && hidesText(attributes)) hides = true;
    const call = isRecord(attributes) ? attributes[TARGET] : undefined;
    if (typeof call === 'string') targets.set(call, { tag: tag.toLowerCase(), attributes: own(attributes as object) });
    for (const child of children) stack.push(child);
  }
  return { title, hides: hides || stack.length > 0 || !Array.isArray(html), partial, targets };
}

/** By its type alone: what else says so is asked of the field that is written into (isSecureElement). */
const hidesText = (attributes: unknown): boolean =>
  isRecord(attributes) &&
  Object.entries(attributes).some(([name, value]) => name.toLowerCase() === 'type' && /password/i.test(String(value)));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The attributes of the page itself; `value` is what a field holds. */
const own = (attributes: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attributes)
      .filter(([name, value]) => !ADDED.test(name) && name.toLowerCase() !== 'value' && typeof value === 'string')
      .map(([name, value]) => [name.toLowerCase(), value]),
  );
