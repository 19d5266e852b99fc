import type { EventOf } from '../../activity/events.ts';
import { placeholderOf } from '../text/placeholders.ts';
import type { KeyDecision } from './key-decisions.ts';
import { coarse } from './time.ts';
import type { RedactedEventOf } from './types.ts';

/** Applies the decisions on key presses, and to each release what its press got. */
export class KeyMasker {
  readonly #decisions: ReadonlyMap<number, KeyDecision>;
  readonly #held = new Map<string, KeyDecision>();

  constructor(decisions: ReadonlyMap<number, KeyDecision>) {
    this.#decisions = decisions;
  }

  redact(event: EventOf<'key'>): RedactedEventOf<'key'> | null {
    const decision = event.d.ph === 'down' ? this.#press(event) : this.#release(event);
    if (decision === 'drop') return null;
    const { ph, code, key, cls, mods, run } = event.d;
    const about = {
      kind: 'key' as const,
      seq: event.seq,
      mono_us: coarse(event.mono_us),
      ...(event.ctx === undefined ? {} : { ctx: event.ctx }),
    };
    if (decision === undefined)
      return {
        ...about,
        d: { ph, code, key, cls, mods, ...(run === undefined ? {} : { run }) },
        red: 'none',
        spans: [],
      };
    const shown = placeholderOf(decision.type);
    const masked = { ph, code: shown, key: shown, cls: decision.act === 'secret' ? ('other' as const) : cls, mods: [] };
    return { ...about, d: masked, red: 'masked', spans: [{ type: decision.type, n: 1 }] };
  }

  #press(event: EventOf<'key'>): KeyDecision | undefined {
    const decision = this.#decisions.get(event.seq);
    const held = nameOf(event);
    // Shift before a masked letter says that the letter is a capital.
    const effective = event.d.cls === 'mod' && decision !== undefined ? 'drop' : decision;
    if (effective === undefined) this.#held.delete(held);
    else this.#held.set(held, effective);
    return effective;
  }

  #release(event: EventOf<'key'>): KeyDecision | undefined {
    const held = nameOf(event);
    const decision = this.#held.get(held);
    this.#held.delete(held);
    return typeof decision === 'object' && decision.act === 'secret' ? 'drop' : decision;
  }
}

/** The physical key where it is known: with Shift, a release can name another character than its press. */
const nameOf = ({ d }: EventOf<'key'>): string => d.code ?? (d.key ?? '').toLowerCase();
