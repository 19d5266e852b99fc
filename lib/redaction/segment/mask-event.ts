import type { EventOf, Kind, UiElement } from '../../activity/events.ts';
import { typeOfField } from '../keys/labels.ts';
import { placeholderOf } from '../text/placeholders.ts';
import type { Span, Surface } from '../types.ts';
import type { Context, Contexts } from './context.ts';
import type { Texts } from './texts.ts';
import type { RedactedEventOf } from './types.ts';

/** Roles of what an application itself says, rather than shows of somebody's. */
const CHROME =
  /^(?:button|menu|menuitem|menubar|menubaritem|tab|tablist|toolbar|checkbox|radio|switch|tooltip|label|columnheader|axbutton|axmenuitem|axmenubaritem|axtab|push button|toggle button|page tab|check box)$/i;
const SHORT = 40;

/** What masking one event needs, and counts while it does. */
export class Masking {
  readonly texts: Texts;
  readonly contexts: Contexts;
  /** The type of texts on the screen that stand beside a label, by seq. */
  readonly labelled: ReadonlyMap<number, string>;
  /** What was decided on texts that went into a field at once, by seq. */
  arrived: ReadonlyMap<number, readonly Span[]> = new Map();
  #counts = new Map<string, number>();
  #dropped = false;

  constructor(texts: Texts, contexts: Contexts, labelled: ReadonlyMap<number, string>) {
    this.texts = texts;
    this.contexts = contexts;
    this.labelled = labelled;
  }

  /** @param known what was decided on it elsewhere */
  text(text: string, surface: Surface, label = '', known: readonly Span[] = []): string {
    if (text === '') return text;
    const masked = this.texts.mask(text, surface, label, known);
    for (const span of masked.spans) this.count(span.type);
    return masked.text;
  }

  whole(type: string): string {
    this.count(type);
    return placeholderOf(type);
  }

  count(type: string): void {
    this.#counts.set(type, (this.#counts.get(type) ?? 0) + 1);
  }

  drop(): null {
    this.#dropped = true;
    return null;
  }

  /** What was done since the last call. */
  take(): Pick<RedactedEventOf<Kind>, 'red' | 'spans'> {
    const spans = [...this.#counts].map(([type, n]) => ({ type, n }));
    const red = this.#dropped ? 'dropped' : spans.length > 0 ? 'masked' : 'none';
    if (spans.length > 0) this.#counts = new Map();
    this.#dropped = false;
    return { red, spans };
  }
}

/** The surface of a text on the screen. */
export function screenSurface({ role, text }: EventOf<'screen.text'>['d'], context: Context): Surface {
  if (role !== undefined && CHROME.test(role)) return 'ui';
  if (context.surface === 'code') return 'code';
  return text.length <= SHORT ? 'ui' : 'prose';
}

/** The class that all of a text on the screen is masked as, or undefined when it is looked at piece by piece. */
export function wholeScreenText(
  { role, text, secure }: EventOf<'screen.text'>['d'],
  context: Context,
): string | undefined {
  if (secure === true || (role !== undefined && /password|secure/i.test(role))) return 'SECURE';
  if (context.private === undefined) return undefined;
  return role !== undefined && CHROME.test(role) && text.length <= SHORT ? undefined : context.private;
}

export function maskElement(el: UiElement, context: Context, masking: Masking): UiElement {
  const type = typeOfField({ role: el.role, name: el.name ?? '', secure: false });
  const value = el.value;
  return {
    role: el.role,
    ...(el.name === undefined ? {} : { name: masking.text(el.name, 'ui') }),
    ...(value === undefined
      ? {}
      : {
          value:
            value === ''
              ? ''
              : type !== undefined
                ? masking.whole(type)
                : context.private !== undefined
                  ? masking.whole(context.private)
                  : masking.text(value, 'prose', el.name),
        }),
    ...(el.bounds === undefined ? {} : { bounds: el.bounds }),
  };
}

type Masker<K extends Kind> = (event: EventOf<K>, masking: Masking) => RedactedEventOf<K>['d'] | undefined;

/** How the content of each kind is masked; keys are decided elsewhere. Fields are named one by one: a new one stays out. */
export const MASKERS: { readonly [K in Exclude<Kind, 'key'>]: Masker<K> } = {
  text: (event, masking) => {
    const { d } = event;
    const field = masking.contexts.fieldOf(event, d.field);
    const type = field.secure;
    const text =
      d.text === ''
        ? ''
        : type !== undefined
          ? masking.whole(type)
          : masking.text(d.text, field.surface, d.field.name, masking.arrived.get(event.seq));
    return { text, n: Math.ceil(text.length / 4) * 4, src: d.src, field: maskField(d.field, type, masking) };
  },
  pointer: ({ d }) => ({ pts: d.pts }),
  scroll: ({ d }) => ({ x: d.x, y: d.y, dx: d.dx, dy: d.dy, unit: d.unit }),
  click: (event, masking) => {
    const { d } = event;
    const el = d.el === undefined ? {} : { el: maskElement(d.el, masking.contexts.of(event), masking) };
    return { ph: d.ph, btn: d.btn, x: d.x, y: d.y, n: d.n, ...el };
  },
  'screen.text': (event, masking) => {
    const { d } = event;
    const context = masking.contexts.of(event);
    const whole = d.text.trim() === '' ? undefined : (wholeScreenText(d, context) ?? masking.labelled.get(event.seq));
    return {
      src: d.src,
      text: whole === undefined ? masking.text(d.text, screenSurface(d, context)) : masking.whole(whole),
      ...(d.role === undefined ? {} : { role: d.role }),
      ...(d.secure === undefined ? {} : { secure: d.secure }),
      ...(d.bbox === undefined ? {} : { bbox: d.bbox }),
    };
  },
  'screen.frame': ({ d }) => ({ ref: d.ref, sha256: '', mime: 'image/png', w: d.w, h: d.h, masked: [] }),
  focus: (event, masking) => {
    const { d } = event;
    const context = masking.contexts.of({ seq: event.seq, ctx: event.seq });
    const field = d.field && masking.contexts.fieldOf({ seq: event.seq, ctx: event.seq }, d.field);
    return {
      app: masking.text(d.app, 'ui'),
      app_class: d.app_class,
      ...(d.title === undefined
        ? {}
        : {
            title:
              d.title === ''
                ? ''
                : context.private === undefined
                  ? masking.text(d.title, 'ui')
                  : masking.whole(context.private),
          }),
      ...(d.url === undefined ? {} : { url: { scheme: d.url.scheme, host: masking.text(d.url.host, 'code') } }),
      ...(d.visible === undefined ? {} : { visible: d.visible }),
      ...(d.field === undefined ? {} : { field: maskField(d.field, field?.secure, masking) }),
    };
  },
  transcript: ({ d }, masking) => ({
    text: masking.drop(),
    speaker: d.speaker,
    dur_ms: d.dur_ms,
    all_party_consent: d.all_party_consent,
  }),
  clipboard: ({ d }, masking) => ({ op: d.op, n: Math.ceil(d.n / 4) * 4, types: d.types, text: masking.drop() }),
  control: ({ d }) => {
    // Nobody but the worker's own view may learn when somebody paused, or what was exempted.
    if (/^(?:pause|resume|exempt)$/.test(d.op)) return undefined;
    return { op: d.op, by: d.by, reason: d.reason, ...(d.n_dropped === undefined ? {} : { n_dropped: d.n_dropped }) };
  },
};

function maskField(field: EventOf<'text'>['d']['field'], type: string | undefined, masking: Masking) {
  return {
    role: field.role,
    name: masking.text(field.name, 'ui'),
    secure: field.secure || type === 'PASSWORD',
    ...(field.autocomplete === undefined ? {} : { autocomplete: field.autocomplete }),
  };
}

export const maskerOf = (kind: unknown): Masker<Kind> | undefined =>
  typeof kind === 'string' && Object.hasOwn(MASKERS, kind)
    ? (MASKERS[kind as Exclude<Kind, 'key'>] as unknown as Masker<Kind>)
    : undefined;
