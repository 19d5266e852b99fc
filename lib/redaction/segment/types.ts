import type { ActivityEvent, EventOf, Kind } from '../../activity/events.ts';

/** Payloads after redaction: the same shape, with sealed content gone. */
type Payload<K extends Kind> = K extends 'transcript'
  ? Omit<EventOf<'transcript'>['d'], 'text'> & { text: null }
  : K extends 'clipboard'
    ? Omit<EventOf<'clipboard'>['d'], 'text'> & { text: null }
    : EventOf<K>['d'];

export interface RedactedEventOf<K extends Kind> {
  readonly kind: K;
  readonly seq: number;
  readonly mono_us: number;
  readonly t?: string;
  readonly ctx?: number;
  readonly d: Payload<K>;
  readonly red: 'none' | 'masked' | 'dropped';
  /** What was masked and how often. */
  readonly spans: { type: string; n: number }[];
}

/** An event as it may stand in the lake. */
export type RedactedEvent = { [K in Kind]: RedactedEventOf<K> }[Kind];

/**
 * What the segments of one session need to know of each other. It holds content (S4): whoever keeps it between two
 * segments keeps it in the raw zone.
 */
export interface Carry {
  readonly version: 2;
  /** What was typed, pasted, clicked and focused, and texts that others are judged by, in order of `seq`. */
  readonly events: readonly ActivityEvent[];
  /** What was detected in other texts, and its type. */
  readonly values: readonly (readonly [value: string, type: string])[];
  /** Words that everybody uses, and that a field hid. */
  readonly certain: readonly (readonly [value: string, type: string])[];
}
