import type { EventOf } from '../../activity/events.ts';

export type KeyEvent = EventOf<'key'>;
/** Text that arrived in one event. */
export type Arrived = Pick<EventOf<'text'>['d'], 'text' | 'from' | 'to'> & { src: string };

/** One thing that happened in a field, so that it can be read once more in another way. */
export type KeyStep =
  | { readonly is: 'press'; readonly event: KeyEvent }
  | { readonly is: 'paste'; readonly arrived: Arrived; readonly seq: number }
  /** `apart`: what follows may be in another field. */
  | { readonly is: 'lose'; readonly apart: boolean }
  | { readonly is: 'taint' };
