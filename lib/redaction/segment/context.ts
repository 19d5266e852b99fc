import type { EventOf, Field } from '../../activity/events.ts';
import { TypedField } from '../keys/field.ts';
import { typeOfField } from '../keys/labels.ts';
import { privateClass, typedSurface } from '../windows/policy.ts';

/** What a focus event says about the events that it governs. */
export interface Context {
  readonly private: string | undefined;
  readonly surface: 'prose' | 'code';
  readonly app: string;
  readonly window: string;
  readonly field: TypedField | undefined;
}

const NOWHERE: Context = { private: undefined, surface: 'prose', app: '', window: '', field: undefined };

/**
 * The focus event is of a segment that nobody has, or was never recorded: a password field or a private window cannot be
 * excluded, so everything there is treated as private.
 */
const UNKNOWN: Context = { private: 'UNKNOWN', surface: 'prose', app: '', window: '\0', field: undefined };

/** Which window and field each event belongs to, and the fields themselves. */
export class Contexts {
  readonly #bySeq = new Map<number, Context>();
  readonly fields = new Map<string, TypedField>();
  #now: Context;

  /** @param lost an earlier part of the session is missing */
  constructor(lost: boolean) {
    this.#now = lost ? UNKNOWN : NOWHERE;
  }

  /** The field that is being typed into. */
  get focused(): TypedField | undefined {
    return this.#now.field;
  }

  focus({ seq, d }: EventOf<'focus'>): void {
    const window = `${d.app}\0${d.window ?? ''}\0${d.window === undefined ? `${d.title ?? ''}\0${d.url?.host ?? ''}` : ''}`;
    const about = { private: privateClass(d), surface: typedSurface(d), app: d.app, window };
    this.#now = { ...about, field: this.#field(about, d.field) };
    this.#bySeq.set(seq, this.#now);
  }

  of(event: { readonly ctx?: number | undefined }): Context {
    return event.ctx === undefined ? this.#now : (this.#bySeq.get(event.ctx) ?? UNKNOWN);
  }

  /** The field that an event names, or the one in focus. */
  fieldOf(event: { readonly ctx?: number | undefined }, field?: Field): TypedField {
    const context = this.of(event);
    if (field !== undefined && (field.id !== undefined || field.name !== '')) return this.#field(context, field);
    return context.field ?? this.#field(context, field);
  }

  #field(about: Omit<Context, 'field'>, field: Field | undefined): TypedField {
    const key = `${about.window}\0${field?.id ?? `${field?.role ?? ''}\0${field?.name ?? ''}`}`;
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
    if (field !== undefined) one.secure ??= typeOfField(field);
    one.secure ??= about.private;
    return one;
  }
}
