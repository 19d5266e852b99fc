import type { Masked } from '../../activity/column-formats.ts';
import { INT_MAX } from '../../activity/column-types.ts';
import type { ColumnName } from '../../activity/columns.ts';
import type { EventOf, Kind, UiElement } from '../../activity/events.ts';
import { isSecureRole } from '../../activity/secure-element.ts';
import { type Word, wordOf } from '../../activity/vocabulary/index.ts';
import { type HiddenType, typeNamed } from '../hidden-types.ts';
import { SECRET_TYPES, typeOfField } from '../keys/labels.ts';
import { placeholderOf } from '../text/placeholders.ts';
import type { Span, Surface } from '../types.ts';
import { type Contexts, type FocusContext, hiddenAs } from './context.ts';
import { FIELDS } from './field-roles.ts';
import { centreOf, fewOrMany, roomy, roughly } from './geometry.ts';
import type { HiddenTyping } from './key-decisions.ts';
import { toldOf } from './sign-in.ts';
import type { Tags } from './tags.ts';
import type { Texts } from './texts.ts';
import type { RedactedElement, RedactedEventOf, RedactedField } from './types.ts';
import { isShown, type Veils } from './veils.ts';

/** Roles of elements with text of the application itself, not of a user. */
const CHROME =
  /^(?:button|menu|menuitem|menubar|menubaritem|tab|tablist|toolbar|checkbox|radio|switch|tooltip|label|columnheader|axbutton|axmenuitem|axmenubaritem|axtab|push button|toggle button|page tab|check box)$/i;
const SHORT = 40;
/** A field's dots in place of its content: one for each character. */
const DOTS = /^\s*(?:[•●∙⬤⚫◦○✱∗＊*]\s*){3,}$/u;
/** The duration of speech is rounded up to this: it reveals how much was said. */
const SPOKEN_MS = 5_000;
const NOTHING = '' as Masked;

/** Length as it is published: of the redacted text in UTF-16 units, rounded up. */
const roundedLength = (text: Masked): number => Math.ceil(text.length / 4) * 4;

/** The state for masking one event, and its counts. */
export class Masking {
  readonly texts: Texts;
  readonly contexts: Contexts;
  /** The type of texts on the screen beside a label, by seq. */
  readonly labelled: ReadonlyMap<number, HiddenType>;
  /** Decisions on texts that arrived in a field at once, by seq. */
  arrived: ReadonlyMap<number, readonly Span[]> = new Map();
  /** The hidden presses among those that typed a text, once decided. */
  typed: HiddenTyping | undefined;
  /** Names hidden values, if the team's rows are to show which are the same. */
  tags: Tags | undefined;
  /** The events under a veil, once decided. */
  veils: Veils | undefined;
  readonly #appClasses: readonly string[];
  #counts = new Map<HiddenType, number>();
  #dropped = false;
  #tags = new Map<ColumnName, string>();

  /** @param appClasses classes of applications that the adopter adds to the shipped ones */
  constructor(
    texts: Texts,
    contexts: Contexts,
    labelled: ReadonlyMap<number, HiddenType>,
    appClasses: readonly string[] = [],
  ) {
    this.texts = texts;
    this.contexts = contexts;
    this.labelled = labelled;
    this.#appClasses = appClasses;
  }

  /** @param maskedBefore spans decided elsewhere */
  text(column: ColumnName, text: string, surface: Surface, label = '', maskedBefore: readonly Span[] = []): Masked {
    if (text === '') return NOTHING;
    const masked = this.texts.mask(text, surface, label, maskedBefore);
    for (const span of masked.spans) this.count(span.type);
    const tags = this.tags?.in(text, masked.spans);
    if (tags !== undefined) this.#tags.set(column, tags);
    return masked.text as Masked;
  }

  whole(type: HiddenType): Masked {
    this.count(type);
    return placeholderOf(type) as Masked;
  }

  /** The type under which all of an event is masked, when not even its place may be seen. */
  hidden(event: Pick<EventOf<Kind>, 'seq' | 'ctx'>): HiddenType | undefined {
    const own = hiddenAs(this.contexts.of(event));
    if (own !== undefined || this.veils?.covers(event.seq) !== true) return own;
    return hiddenAs(this.contexts.at(event.seq)) ?? 'UNKNOWN';
  }

  appClass(name: string): Word<'app_class'> {
    return wordOf('app_class', name, this.#appClasses);
  }

  count(mark: HiddenType): void {
    const type = typeNamed(mark);
    this.#counts.set(type, (this.#counts.get(type) ?? 0) + 1);
  }

  drop(): null {
    this.#dropped = true;
    return null;
  }

  /** The masks since the last call. */
  take(): Pick<RedactedEventOf<Kind>, 'red' | 'spans' | 'tags'> {
    const spans = [...this.#counts].map(([type, n]) => ({ type, n }));
    const red = this.#dropped ? 'dropped' : spans.length > 0 ? 'masked' : 'none';
    if (spans.length > 0) this.#counts = new Map();
    this.#dropped = false;
    if (this.#tags.size === 0) return { red, spans };
    const tags = this.#tags;
    this.#tags = new Map();
    return { red, spans, tags };
  }
}

/** The surface of a text on the screen. */
export function screenSurface({ role, text }: EventOf<'screen.text'>['d'], context: FocusContext): Surface {
  if (role !== undefined && CHROME.test(role)) return 'ui';
  if (context.surface === 'code') return 'code';
  return text.length <= SHORT ? 'ui' : 'prose';
}

/** The class under which all of a text on the screen is masked, or undefined when it is examined piece by piece. */
export function wholeScreenText(
  { role, text, secure }: EventOf<'screen.text'>['d'],
  context: FocusContext,
): HiddenType | undefined {
  if (secure === true || (role !== undefined && isSecureRole(role)) || DOTS.test(text)) return 'SECURE';
  if (context.private === undefined) return undefined;
  return role !== undefined && CHROME.test(role) && text.length <= SHORT ? undefined : context.private;
}

/** @returns also whether its box, and a click on it, would reveal the masked text */
function maskElement(el: UiElement, context: FocusContext, masking: Masking): { el: RedactedElement; tells: boolean } {
  const role = wordOf('role', el.role);
  const name = el.name === undefined ? undefined : masking.text('el_name', el.name, 'ui');
  const value = el.value === undefined ? undefined : maskValue(el, el.value, context, masking);
  const tells = name !== el.name || (value !== el.value && !FIELDS.has(role));
  return {
    el: {
      role,
      ...(name === undefined ? {} : { name }),
      ...(value === undefined ? {} : { value }),
      ...(el.bounds === undefined ? {} : { bounds: tells ? roomy(el.bounds) : el.bounds }),
    },
    tells,
  };
}

/** What a click at a hidden field shows of its element, and of its place. */
function maskSignIn(
  event: EventOf<'click'>,
  masking: Masking,
): Pick<RedactedEventOf<'click'>['d'], 'el' | 'x' | 'y'> | undefined {
  const { x, y, el } = event.d;
  const told = toldOf(event, masking.contexts);
  if (told === undefined || el?.name === undefined) return undefined;
  const role = wordOf('role', el.role);
  const name = masking.text('el_name', el.name, 'ui');
  if (told === 'field' || name !== el.name) return { el: { role, name } };
  return { el: { role, name, ...(el.bounds === undefined ? {} : { bounds: el.bounds }) }, x, y };
}

/** Whether the place of a click reveals hidden text: the middle of a box is half its width. */
export function tellsByPlace(event: EventOf<'click'>, masking: Masking): boolean {
  if (masking.hidden(event) !== undefined) return toldOf(event, masking.contexts) !== 'command';
  const { el } = event.d;
  if (el === undefined) return false;
  const { tells } = maskElement(el, masking.contexts.of(event), masking);
  masking.take();
  return tells;
}

function maskValue({ role, name = '' }: UiElement, value: string, context: FocusContext, masking: Masking): Masked {
  if (value === '') return NOTHING;
  const type = typeOfField({ role, name, secure: false }) ?? context.private;
  return type === undefined ? masking.text('el_value', value, 'prose', name) : masking.whole(type);
}

type MaskedKind = Exclude<Kind, 'key'>;

type Masker<K extends MaskedKind> = (event: EventOf<K>, masking: Masking) => RedactedEventOf<K>['d'] | undefined;

/**
 * How the content of each kind is masked; keys are decided elsewhere. Fields are named one by one: a new one stays out. A
 * recorder's word becomes a word of our vocabulary.
 */
const MASKERS: { readonly [K in MaskedKind]: Masker<K> } = {
  text: (event, masking) => {
    const { d } = event;
    const field = masking.contexts.fieldOf(event, d.field);
    const type = field.holds;
    const whole = masking.hidden(event) ?? type;
    const text =
      d.text === '' ? NOTHING : whole !== undefined ? masking.whole(whole) : maskTyped(event, field.surface, masking);
    const src = wordOf('text_source', d.src);
    const window = masking.contexts.of(event).private;
    return { text, n: roundedLength(text), src, field: maskField(d.field, type, masking, window) };
  },
  pointer: ({ d }) => ({ pts: d.pts }),
  scroll: ({ d }) => ({ x: d.x, y: d.y, dx: d.dx, dy: d.dy, unit: wordOf('scroll_unit', d.unit) }),
  click: (event, masking) => {
    const { d } = event;
    const about = { ph: wordOf('click_phase', d.ph), btn: wordOf('button', d.btn) };
    const hidden = masking.hidden(event);
    if (hidden !== undefined) {
      const shown = maskSignIn(event, masking);
      if (shown === undefined) masking.count(hidden);
      return { ...about, n: 1, ...shown };
    }
    if (d.el === undefined) return { ...about, x: d.x, y: d.y, n: d.n };
    const { el, tells } = maskElement(d.el, masking.contexts.of(event), masking);
    const at = !tells ? { x: d.x, y: d.y } : el.bounds ? centreOf(el.bounds) : { x: roughly(d.x), y: d.y };
    return { ...about, ...at, n: d.n, el };
  },
  'screen.text': (event, masking) => {
    const { d } = event;
    const context = masking.contexts.of(event);
    const hidden = masking.hidden(event);
    // Outside of private windows, the only texts of a hidden field that leave a row are those beside it.
    const isBeside = context.private === undefined && masking.contexts.at(event.seq).private === undefined;
    const about = (isBeside ? undefined : hidden) ?? wholeScreenText(d, context) ?? masking.labelled.get(event.seq);
    const whole = d.text.trim() === '' ? undefined : about;
    const text = whole === undefined ? masking.text('text', d.text, screenSurface(d, context)) : masking.whole(whole);
    // The width of a hidden value, and to a lesser degree its position, reveals its content.
    const isSecret = hidden !== undefined || whole === 'SECURE';
    const bbox = isSecret ? undefined : text === d.text ? d.bbox : d.bbox && roomy(d.bbox);
    return {
      src: wordOf('screen_source', d.src),
      text,
      n: roundedLength(text),
      ...(d.role === undefined ? {} : { role: wordOf('role', d.role) }),
      ...(d.secure === undefined ? {} : { secure: d.secure }),
      ...(bbox === undefined ? {} : { bbox }),
    };
  },
  'screen.frame': ({ d }) => ({ w: d.w, h: d.h }),
  focus: (event, masking) => {
    const { d } = event;
    const context = masking.contexts.of({ seq: event.seq, ctx: event.seq });
    const field = d.field && masking.contexts.fieldOf({ seq: event.seq, ctx: event.seq }, d.field);
    return {
      app: masking.text('app', d.app, 'ui'),
      app_class: masking.appClass(d.app_class),
      ...(d.title === undefined
        ? {}
        : {
            title:
              d.title === ''
                ? NOTHING
                : context.private === undefined
                  ? masking.text('title', d.title, 'ui')
                  : masking.whole(context.private),
          }),
      ...(d.url === undefined
        ? {}
        : { url: { scheme: wordOf('url_scheme', d.url.scheme), host: masking.text('url_host', d.url.host, 'code') } }),
      ...(d.visible === undefined ? {} : { visible: d.visible.map((name) => masking.appClass(name)) }),
      ...(d.field === undefined ? {} : { field: maskField(d.field, field?.holds, masking, context.private) }),
    };
  },
  transcript: ({ d }, masking) => ({
    text: masking.drop(),
    speaker: wordOf('speaker', d.speaker),
    dur_ms: Math.ceil(d.dur_ms / SPOKEN_MS) * SPOKEN_MS,
    all_party_consent: d.all_party_consent,
  }),
  clipboard: ({ d }, masking) => ({
    op: wordOf('clip_op', d.op),
    types: d.types.map((type) => wordOf('media_type', type)),
    text: masking.drop(),
  }),
  // A task belongs to no window: none hides it.
  task: ({ d: { op, text, outcome } }, masking) => ({
    op: wordOf('task_op', op),
    ...(text === undefined ? {} : { text: masking.text('task', text, 'prose') }),
    ...(outcome === undefined ? {} : { outcome: wordOf('outcome', outcome) }),
  }),
  control: (event, masking) => {
    if (!isShown(event)) return undefined;
    const { op, by, reason, n_dropped } = event.d;
    const missing = masking.veils?.gaps.has(event.seq) ? masking.veils.gaps.get(event.seq) : n_dropped;
    return {
      op: wordOf('control_op', op),
      by: wordOf('control_by', by),
      reason: wordOf('control_reason', reason),
      ...(missing === undefined ? {} : { n_dropped: Math.min(INT_MAX, fewOrMany(missing)) }),
    };
  },
};

/** One decision holds for keys and for the text that they typed: if keys are hidden and the text has no mask, all of it is. */
function maskTyped({ seq, d }: EventOf<'text'>, surface: Surface, masking: Masking): Masked {
  const masked = masking.text('text', d.text, surface, d.field.name, masking.arrived.get(seq));
  if (masked !== d.text || d.from === undefined || d.to === undefined) return masked;
  const type = masking.typed?.between(d.from, d.to);
  return type === undefined ? masked : masking.whole(type);
}

/** @param window the type under which all of the window is masked: a focused key of a keypad is a field too */
function maskField(
  field: EventOf<'text'>['d']['field'],
  type: HiddenType | undefined,
  masking: Masking,
  window?: string,
): RedactedField {
  return {
    role: wordOf('role', field.role),
    name: window === undefined ? masking.text('field_name', field.name, 'ui') : NOTHING,
    secure: field.secure || (type !== undefined && SECRET_TYPES.has(type)),
    ...(field.autocomplete === undefined ? {} : { autocomplete: wordOf('autofill', field.autocomplete) }),
  };
}

/** Whether this version knows how to mask an event of this kind: a recorder may be newer. */
export const isMaskedKind = (kind: unknown): boolean => typeof kind === 'string' && Object.hasOwn(MASKERS, kind);

/** The content of an event as it is published; undefined where the whole event is left out. */
export function maskContent<K extends MaskedKind>(
  event: EventOf<K> & { readonly kind: K },
  masking: Masking,
): RedactedEventOf<K>['d'] | undefined {
  const masker: Masker<K> = MASKERS[event.kind];
  return masker(event, masking);
}
