import type { EventOf } from '../activity/events.ts';

export type ControlPayload = EventOf<'control'>['d'];

/** Reasons why nothing is captured. A dropped event counts under the first that is set, in this order. */
export const HOLDS = {
  pause: { by: 'worker', reason: 'worker', text: 'the worker has paused' },
  refused: { by: 'admin', reason: 'refused', text: 'ingest refuses this worker, device or place' },
  gate: { by: 'admin', reason: 'gate', text: 'collection is paused, or nobody has said that it runs' },
  network: { by: 'system', reason: 'network', text: 'nothing may be captured on this network' },
  quiet: { by: 'system', reason: 'quiet-hours', text: 'these are quiet hours' },
  disk: { by: 'system', reason: 'disk', text: 'the disk does not take what is captured' },
} as const satisfies Record<string, { by: ControlPayload['by']; reason: string; text: string }>;

export type CollectorHold = keyof typeof HOLDS;
const HOLD_NAMES = Object.keys(HOLDS) as readonly CollectorHold[];

/**
 * The whole state machine: its state is the set of holds, and activity is captured only while the set is empty. An
 * input without a change emits nothing.
 */
export const TRANSITIONS = {
  started: { set: ['gate'], clear: [] },
  'pause.begun': { set: ['pause'], clear: [] },
  'pause.over': { set: [], clear: ['pause'] },
  'answer.runs': { set: [], clear: ['gate', 'refused'] },
  'answer.paused': { set: ['gate'], clear: [] },
  'answer.unknown': { set: ['gate'], clear: [] },
  'answer.refused': { set: ['refused'], clear: [] },
  'lease.over': { set: ['gate'], clear: [] },
  'network.forbidden': { set: ['network'], clear: [] },
  'network.allowed': { set: [], clear: ['network'] },
  'quiet.begun': { set: ['quiet'], clear: [] },
  'quiet.over': { set: [], clear: ['quiet'] },
  'disk.failed': { set: ['disk'], clear: [] },
  'disk.back': { set: [], clear: ['disk'] },
} as const satisfies Record<string, { set: readonly CollectorHold[]; clear: readonly CollectorHold[] }>;

export type Input = keyof typeof TRANSITIONS;

/** The machine, with the number of events dropped under each hold. */
export class Holds {
  readonly #dropped = new Map<CollectorHold, number>();

  /** The hold under which a dropped event counts; undefined while activity is captured. */
  get first(): CollectorHold | undefined {
    return this.#standing[0]?.hold;
  }

  get all(): readonly CollectorHold[] {
    return this.#standing.map(({ hold }) => hold);
  }

  /** The current holds, in the order of `HOLDS`, each with the number of events dropped under it. */
  get #standing(): readonly { readonly hold: CollectorHold; readonly dropped: number }[] {
    return HOLD_NAMES.flatMap((hold) => {
      const dropped = this.#dropped.get(hold);
      return dropped === undefined ? [] : [{ hold, dropped }];
    });
  }

  has(hold: CollectorHold): boolean {
    return this.#dropped.has(hold);
  }

  /** Counts a dropped event. @returns false when no hold is set */
  drop(): boolean {
    const first = this.#standing[0];
    if (first === undefined) return false;
    this.#dropped.set(first.hold, first.dropped + 1);
    return true;
  }

  /** @returns control events for the change: a `pause` for each new hold, a `resume` with its count for each ended one */
  apply(input: Input, until?: string): ControlPayload[] {
    const changes: ControlPayload[] = [];
    const { set, clear }: { set: readonly CollectorHold[]; clear: readonly CollectorHold[] } = TRANSITIONS[input];
    for (const hold of clear) {
      const dropped = this.#dropped.get(hold);
      if (dropped === undefined) continue;
      this.#dropped.delete(hold);
      changes.push({ op: 'resume', by: HOLDS[hold].by, reason: HOLDS[hold].reason, n_dropped: dropped });
    }
    for (const hold of set) {
      if (this.#dropped.has(hold)) continue;
      this.#dropped.set(hold, 0);
      const { by, reason } = HOLDS[hold];
      changes.push({ op: 'pause', by, reason, ...(until === undefined ? {} : { until }) });
    }
    return changes;
  }

  /** Ends the current holds with their counts, for a session that ends during them. */
  close(): ControlPayload[] {
    return this.#standing.map(({ hold, dropped }) => {
      this.#dropped.set(hold, 0);
      return { op: 'resume', by: HOLDS[hold].by, reason: HOLDS[hold].reason, n_dropped: dropped };
    });
  }

  /** Begins the current holds again, for a session that starts during them. */
  reopen(): ControlPayload[] {
    return this.all.map((hold) => ({ op: 'pause', by: HOLDS[hold].by, reason: HOLDS[hold].reason }));
  }
}
