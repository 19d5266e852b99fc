import type { Masked } from '../../activity/column-formats.ts';
import type { ColumnName } from '../../activity/columns.ts';
import type { ActivityEvent, Box, EventOf, Kind } from '../../activity/events.ts';
import type { StoredPath } from '../../activity/segment/stored.ts';
import type { Word } from '../../activity/vocabulary/index.ts';
import type { HiddenType } from '../hidden-types.ts';

export interface RedactedField {
  readonly role: Word<'role'>;
  readonly name: Masked;
  readonly secure: boolean;
  readonly autocomplete?: Word<'autofill'>;
}

export interface RedactedElement {
  readonly role: Word<'role'>;
  readonly name?: Masked;
  readonly value?: Masked;
  readonly bounds?: Box;
}

/**
 * Payloads after redaction. A text in them is masked, or a word of a closed vocabulary: a recorder's own text has no type here,
 * so that it cannot be let through. The place of an event is absent when it would reveal hidden text.
 */
interface Payloads {
  readonly key: {
    readonly ph: Word<'key_phase'>;
    readonly code: Masked | null;
    readonly key: Masked | null;
    readonly cls: Word<'key_class'>;
    readonly mods: readonly Word<'modifier'>[];
    readonly run?: number;
  };
  readonly text: {
    readonly text: Masked;
    readonly n: number;
    readonly src: Word<'text_source'>;
    readonly field: RedactedField;
  };
  readonly pointer: { readonly pts?: EventOf<'pointer'>['d']['pts'] };
  readonly click: {
    readonly ph: Word<'click_phase'>;
    readonly btn: Word<'button'>;
    readonly x?: number;
    readonly y?: number;
    readonly n: number;
    readonly el?: RedactedElement;
  };
  readonly scroll: {
    readonly x?: number;
    readonly y?: number;
    readonly dx: number;
    readonly dy: number;
    readonly unit: Word<'scroll_unit'>;
  };
  readonly 'screen.text': {
    readonly src: Word<'screen_source'>;
    readonly text: Masked;
    readonly n: number;
    readonly role?: Word<'role'>;
    readonly secure?: boolean;
    readonly bbox?: Box;
  };
  readonly 'screen.frame': { readonly w: number; readonly h: number };
  readonly focus: {
    readonly app: Masked;
    readonly app_class: Word<'app_class'>;
    readonly title?: Masked;
    readonly url?: { readonly scheme: Word<'url_scheme'>; readonly host: Masked };
    readonly visible?: readonly Word<'app_class'>[];
    readonly field?: RedactedField;
  };
  readonly transcript: {
    readonly text: null;
    readonly speaker: Word<'speaker'>;
    readonly dur_ms: number;
    readonly all_party_consent: boolean;
  };
  readonly clipboard: {
    readonly op: Word<'clip_op'>;
    readonly types: readonly Word<'media_type'>[];
    readonly text: null;
  };
  readonly task: {
    readonly op: Word<'task_op'>;
    readonly text?: Masked;
    readonly outcome?: Word<'outcome'>;
  };
  readonly control: {
    readonly op: Word<'control_op'>;
    readonly by: Word<'control_by'>;
    readonly reason: Word<'control_reason'>;
    readonly n_dropped?: number;
  };
}

export interface RedactedEventOf<K extends Kind> {
  readonly kind: K;
  readonly seq: number;
  readonly mono_us: number;
  readonly ctx?: number;
  readonly d: Payloads[K];
  readonly red: Word<'red'>;
  /** Types of the masks and how often each was used. */
  readonly spans: { type: HiddenType; n: number }[];
  /** By column, the tag of each placeholder in it. */
  readonly tags?: ReadonlyMap<ColumnName, string>;
}

/** A pointer path as the lake may have it. */
export type RedactedPath = Pick<StoredPath, 'seq' | 'mono_us' | 'ctx'> &
  (Pick<StoredPath, 'x' | 'y' | 'path'> | { readonly x?: never; readonly y?: never; readonly path?: never });

/** An event as the lake may have it. */
export type RedactedEvent = { [K in Kind]: RedactedEventOf<K> }[Kind];

/**
 * The state that the segments of one session need of each other. It holds content (S4): a process that stores it between two
 * segments stores it in the raw zone.
 */
export interface Carry {
  readonly version: 3;
  /** The state before the chapter; absent in the first. */
  readonly before?: Before;
  /** Everything typed, pasted, clicked and focused in the chapter, and texts that others are judged by, in order of `seq`. */
  readonly events: readonly ActivityEvent[];
  /** Values detected in other texts, and their types. */
  readonly values: readonly (readonly [value: string, type: HiddenType])[];
  /** Common words that a field hid. */
  readonly certain: readonly (readonly [value: string, type: HiddenType])[];
}

/**
 * The state that a chapter of a session needs of everything before it, however long that was: open items, and how many rows were
 * published until then, and when. Holds content as a carry does.
 */
export interface Before {
  /** The first `seq` of the chapter. */
  readonly from: number;
  /** The last events before it, and older ones that still count: which windows and fields there are, and which hide their text. */
  readonly context: readonly ActivityEvent[];
  /** How many events before it leave no row. */
  readonly gone: number;
  /** How far published time is ahead of the device's, and when the last event before it was (µs of the device). */
  readonly clock: { readonly shift: number; readonly mono_us: number };
  /** Focus events of the context, and the row number for each. */
  readonly focuses: readonly (readonly [seq: number, number: number])[];
  /** A stay in a hidden place that continues: the place, the parts already shown, and the gaps. */
  readonly stay?: {
    readonly window: string;
    readonly shown: readonly string[];
    readonly gaps: readonly string[];
  };
}
