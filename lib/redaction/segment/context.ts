import type { ActivityEvent, EventOf, Field } from '../../activity/events.ts';
import type { HiddenType } from '../hidden-types.ts';
import { TypedField } from '../keys/field.ts';
import { SECRET_TYPES, typeOfField } from '../keys/labels.ts';
import type { WindowPolicy } from '../windows/policy.ts';
import { lastAtMost } from './search.ts';

/** The facts that a focus event sets for the events it governs. */
export interface FocusContext {
  readonly private: HiddenType | undefined;
  /** A private window is beside it on the screen. */
  readonly besidePrivate: boolean;
  readonly surface: 'prose' | 'code';
  readonly app: string;
  readonly window: string;
  readonly field: TypedField | undefined;
}

const NOWHERE: FocusContext = {
  private: undefined,
  besidePrivate: false,
  surface: 'prose',
  app: '',
  window: '',
  field: undefined,
};

/**
 * The focus event is in a missing segment, was never recorded, or is in a hole: a password field or a private window cannot be
 * excluded, so everything there is treated as private.
 */
const UNKNOWN: FocusContext = { ...NOWHERE, private: 'UNKNOWN', window: '\0' };

/**
 * The type under which everything in a private window, or in a field that hides its text, is masked. There even the place of an
 * event reveals content: on an on-screen keypad, the place of a click is a digit.
 */
export const hiddenAs = ({ private: window, field }: FocusContext): HiddenType | undefined =>
  window ?? (field?.holds !== undefined && SECRET_TYPES.has(field.holds) ? field.holds : undefined);

type EventPosition = Pick<ActivityEvent, 'seq' | 'ctx'>;

/** Which window and field each event belongs to, and the fields themselves. Fed in order of `seq`. */
export class Contexts {
  readonly #policy: WindowPolicy;
  readonly #bySeq = new Map<number, FocusContext>();
  /** The contexts for events that name no focus event, each from its seq on. */
  readonly #changes: { readonly seq: number; readonly context: FocusContext }[] = [];
  readonly fields = new Map<string, TypedField>();
  readonly #first: FocusContext;
  /** Ordered by last visit. */
  readonly visits: TypedField[] = [];

  /** @param lost an earlier part of the session is missing */
  constructor(policy: WindowPolicy, lost: boolean) {
    this.#policy = policy;
    this.#first = lost ? UNKNOWN : NOWHERE;
  }

  get #now(): FocusContext {
    return this.#changes.at(-1)?.context ?? this.#first;
  }

  /** The field that is being typed into. */
  get focused(): TypedField | undefined {
    return this.#now.field;
  }

  focus({ seq, d }: EventOf<'focus'>): void {
    const window = `${d.app}\0${d.window ?? ''}\0${d.window === undefined ? `${d.title ?? ''}\0${d.url?.host ?? ''}` : ''}`;
    const about = {
      private: this.#policy.privateClass(d),
      besidePrivate: this.#policy.anyPrivate(d.visible ?? []),
      surface: this.#policy.typedSurface(d),
      app: d.app,
      window,
    };
    const field = this.#field(about, d.field);
    // Which of the window's fields this is, is unknown: the caret may be in another one than before.
    if (!isNamed(d.field)) field.lose(true);
    const context = { ...about, field };
    this.#bySeq.set(seq, context);
    this.#changes.push({ seq, context });
  }

  /** From here on the focus is unknown, until the next focus event. */
  lose(seq: number): void {
    this.#changes.push({ seq, context: UNKNOWN });
  }

  of(event: EventPosition): FocusContext {
    return event.ctx === undefined ? this.at(event.seq) : (this.#bySeq.get(event.ctx) ?? UNKNOWN);
  }

  /** The focus at that time, whatever context the event names. */
  at(seq: number): FocusContext {
    return this.#changes[this.visitAt(seq)]?.context ?? this.#first;
  }

  /** Index of the visit, from 0 on. */
  visitAt(seq: number): number {
    return lastAtMost(this.#changes, seq, (change) => change.seq);
  }

  /** The field that an event names, or the one in focus. */
  fieldOf(event: EventPosition, field?: Field): TypedField {
    const context = this.of(event);
    if (isNamed(field)) return this.#field(context, field);
    return context.field ?? this.#field(context, field);
  }

  /**
   * A field is identified by its id, or by its label alone: its role changes when a password is shown. A field with neither is
   * taken for the one before in the same window if that hid its text.
   */
  #field(about: Omit<FocusContext, 'field'>, field: Field | undefined): TypedField {
    const type = field === undefined ? undefined : typeOfField(field);
    let name = field?.id ?? `\0${field?.name ?? ''}`;
    if (!isNamed(field)) {
      const hidden = `${about.window}\0\0hidden`;
      if (type !== undefined || this.visits.at(-1)?.key === hidden) name = '\0hidden';
    }
    const key = `${about.window}\0${name}`;
    let one = this.fields.get(key);
    if (one === undefined) {
      one = new TypedField({
        key,
        label: field?.name ?? '',
        role: field?.role ?? '',
        window: about.window,
        surface: about.surface,
      });
      this.fields.set(key, one);
    }
    one.holds ??= type ?? about.private;
    if (this.visits.at(-1) !== one) this.visits.push(one);
    return one;
  }
}

const isNamed = (field: Field | undefined): field is Field =>
  field !== undefined && (field.id !== undefined || field.name !== '');
