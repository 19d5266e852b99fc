/** The facts taken from a snapshot of a page: its title, and whether a field in it hides its text. Nothing else is taken. */
export interface PageLook {
  readonly title: string | undefined;
  readonly hides: boolean;
  /** Parts refer to an earlier snapshot, so this one does not show everything. */
  readonly partial: boolean;
  /** Elements that calls are about, by the id of the call: their tag and attributes, without their content. */
  readonly targets: ReadonlyMap<string, Marked>;
}

export interface Marked {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The attribute that names the call about an element. */
const TARGET = '__playwright_target__';
/** Attributes that Playwright adds for the state of an element, its content among them. */
const ADDED = /^__playwright_/;
const MAX_NODES = 500_000;

/**
 * Examines the tree of a snapshot: `[tag, attributes, ...children]`, a text, or `[[snapshots back, node]]` for unchanged parts. A
 * value that is no such tree, or is too large, may hide anything.
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
    const element = tag.toLowerCase();
    if (element === 'title' && typeof children[0] === 'string') title ??= children[0];
    hides ||= element === 'input' && hidesText(attributes);
    const call = callOf(attributes);
    if (call !== undefined) targets.set(call, { tag: element, attributes: own(attributes as object) });
    for (const child of children) stack.push(child);
  }
  return { title, hides: hides || stack.length > 0 || !Array.isArray(html), partial, targets };
}

/** The call that an element is marked as the target of. */
function callOf(attributes: unknown): string | undefined {
  const call = isRecord(attributes) ? attributes[TARGET] : undefined;
  return typeof call === 'string' ? call : undefined;
}

/** By its type alone: other signs are checked for the field that is written into (isSecureElement). */
const hidesText = (attributes: unknown): boolean =>
  isRecord(attributes) &&
  Object.entries(attributes).some(([name, value]) => name.toLowerCase() === 'type' && /password/i.test(String(value)));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The attributes of the page itself; `value` is the content of a field. */
const own = (attributes: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attributes)
      .filter(([name, value]) => !ADDED.test(name) && name.toLowerCase() !== 'value' && typeof value === 'string')
      .map(([name, value]) => [name.toLowerCase(), value]),
  );
