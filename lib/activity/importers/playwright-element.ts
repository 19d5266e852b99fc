import type { UiElement } from '../events.ts';
import { isSecureElement } from '../secure-element.ts';
import type { Marked } from './playwright-page.ts';
import type { Rect } from './playwright-records.ts';
import { clip } from './split.ts';

/** A log's description of the element of a selector, as Playwright previews it: `<input id="p" type="password"/>`. */
export interface DescribedElement {
  readonly role: string;
  readonly name: string;
  /** Equal for the same element. */
  readonly id: string;
  readonly secure: boolean;
  /** Text typed after a click on it goes into it, and not into a field that it belongs to, as with a label. */
  readonly takesText: boolean;
}

const RESOLVED = /resolved to (?:\d+ elements?\. Proceeding with the first one: )?(?:(?:visible|hidden) )?(<.*)$/s;
const OPEN_TAG = /^<([\w-]+)(?:\s+[^\s=<>"/]+(?:="[^"]*")?)*\s*\/?>|^<([\w-]+)[^…]*…[^>]*>/;
const ATTRIBUTE = /([^\s=<>"/]+)(?:="([^"]*)")?/g;
/** Attributes that name an element for a person; the first one present counts. */
const NAMES = ['aria-label', 'placeholder', 'title', 'alt'];
/** A name that a programmer gave and a person can read. */
const WORDS = /^[a-z][a-z_-]{2,30}$/i;
/** Elements whose text is not their name: for a field it would be its content. */
const WRITABLE = /^(?:input|textarea|select)$/;
const EDITABLE = /^(?:contenteditable=(?!false)|role=(?:textbox|searchbox|combobox|spinbutton)$)/i;
/** `internal:label="Customer"i`, `internal:role=button[name="Save"i]`, `text=Save`: a person's name for the element. */
const SELECTORS = [
  /internal:(?:label|attr=\[(?:placeholder|title|alt)|text)=?"((?:[^"\\]|\\.)*)"/,
  /\[name="((?:[^"\\]|\\.)*)"/,
  /^(?:text=|internal:text=)"?([^">]+)"?/,
];

/**
 * The element of a call, from its log and from the snapshot that marks it, or undefined when neither identifies it. Both are
 * checked for hidden text: a log cuts long previews short.
 */
export function targetOf(
  messages: readonly string[],
  selector: unknown,
  marked?: Marked,
): DescribedElement | undefined {
  const preview = messages.map((message) => RESOLVED.exec(message)?.[1]).findLast((text) => text !== undefined) ?? '';
  const [head, whole, cut] = OPEN_TAG.exec(preview) ?? [''];
  const tag = whole ?? cut ?? marked?.tag;
  if (tag === undefined) return undefined;
  const isField = WRITABLE.test(tag);
  const pairs = [...Object.entries(marked?.attributes ?? {}), ...attributesIn(head.slice(tag.length + 1))];
  const value = (key: string) => pairs.find(([name]) => name === key)?.[1] ?? '';
  const isCut = head.includes('…') && marked === undefined;
  // An attribute's value can look like another attribute: each of them may be the true one.
  const secure = (isCut && isField) || pairs.some(([key, content]) => isSecureElement({ tag, [key]: content }));
  const text = isField ? '' : preview.slice(head.length).replace(/<[^>]*>?/g, ' ');
  const names = [
    ...NAMES.map(value),
    text.replace(/\s+/g, ' ').trim(),
    nameIn(selector),
    ...[value('name'), value('id')].filter((word) => WORDS.test(word)),
  ];
  return {
    role: roleOf(tag, value),
    name: secure ? '' : clip(firstText(names), 4_096),
    id: firstText([value('id'), value('name'), String(selector ?? '')]),
    secure,
    takesText: isField || pairs.some(([key, content]) => EDITABLE.test(`${key}=${content}`)),
  };
}

const firstText = (texts: readonly string[]): string => texts.find((text) => text !== '') ?? '';

const roleOf = (tag: string, value: (attribute: string) => string): string =>
  value('role') || (tag === 'input' ? value('type') || 'textbox' : tag);

const attributesIn = (tag: string) =>
  [...tag.matchAll(ATTRIBUTE)].map(([, key = '', value = '']) => [key.toLowerCase(), value] as const);

/** A selector's name for an element. A structural selector has no name that a person would use. */
function nameIn(selector: unknown): string {
  if (typeof selector !== 'string') return '';
  for (const pattern of SELECTORS) {
    const found = pattern.exec(selector)?.[1];
    if (found) return found.replace(/\\(.)/g, '$1');
  }
  return '';
}

/** The element as an event has it. One that hides its text has no name: a preview could quote its content. */
export function elementOf(target: DescribedElement | undefined, box: Rect | undefined): { el?: UiElement } {
  if (target === undefined && box === undefined) return {};
  const { role = 'unknown', name = '', secure = false } = target ?? {};
  return {
    el: {
      role: secure ? 'password text' : clip(role, 64) || 'unknown',
      ...(name === '' ? {} : { name }),
      ...(box === undefined || box.width < 0 || box.height < 0
        ? {}
        : { bounds: [box.x, box.y, box.width, box.height] as [number, number, number, number] }),
    },
  };
}
