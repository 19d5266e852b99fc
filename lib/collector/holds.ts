import type { EventOf } from '../activity/events.ts';

export type ControlPayload = EventOf<'control'>['d'];

/** Why nothing is captured. A dropped event is counted under the first that holds, in this order. */
export const HOLDS = {
  pause: { by: 'worker', reason: 'worker', text: 'the worker has paused' },
  refused: { by: 'admin', reason: 'refused', text: 'ingest refuses this worker, device or place' },
  gate: { by: 'admin', reason: 'gate', text: 'collection is paused, or nobody has said that it runs' },
  network: { by: 'system', reason: 'network', text: 'nothing may be captured on this network' },
  quiet: { by: 'system', reason: 'quiet-hours', text: 'these are quiet hours' },
  disk: { by: 'system', reason: 'disk', text: 'the disk does not take what is captured' },
} as const satisfies Record<string, { by: ControlPayload['by']; reason: string; text: string }>;

export type Hold = keyof typeof HOLDS;
const HOLD_NAMES = Object.keys(HOLDS) as readonly Hold[];

/**
 * The whole state machine: its state is the set of holds, and activity is captured only while the set is empty.
 * An input that changes nothing says nothing.
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
} as const satisfies Record<string, { set: readonly Hold[]; clear: readonly Hold[] }>;

export type Input = keyof typeof TRANSITIONS;

/** The machine, with how many events were dropped under each hold. */
export class Holds {
  readonly #dropped = new Map<Hold, number>();

  /** The hold that a dropped event is counted under; undefined while activity is captured. */
  get first(): Hold | undefined {
    return HOLD_NAMES.find((hold) => this.#dropped.has(hold));
  }

  get all(): readonly Hold[] {
    return HOLD_NAMES.filter((hold) => this.#dropped.has(hold));
  }

  has(hold: Hold): boolean {
    return this.#dropped.has(hold);
  }

  /** Counts an event that was dropped. @returns false when nothing holds */
  drop(): boolean {
    const hold = this.first;
    if (hold !== undefined) this.#dropped.set(hold, this.#dropped.get(hold)! + 1);
    return hold !== undefined;
  }

  /** @returns what the segment must say about the change: a `pause` for each new hold, a `resume` with its count for each old one */
  apply(input: Input, until?: string): ControlPayload[] {
    const said: ControlPayload[] = [];
    const { set, clear }: { set: readonly Hold[]; clear: readonly Hold[] } = TRANSITIONS[input];
    for (const hold of clear) {
      const dropped = this.#dropped.get(hold);
      if (dropped === undefined) continue;
      this.#dropped.delete(hold);
      said.push({ op: 'resume', by: HOLDS[hold].by, reason: HOLDS[hold].reason, n_dropped: dropped });
    }
    for (const hold of set) {
      if (this.#dropped.has(hold)) continue;
      this.#dropped.set(hold, 0);
      const { by, reason } = HOLDS[hold];
      said.push({ op: 'pause', by, reason, ...(until === undefined ? {} : { until }) });
    }
    return said;
  }

  /** The standing holds, ended with their counts: said when a session ends under them. */
  close(): ControlPayload[] {
    return this.all.map((hold) => {
      const dropped = this.#dropped.get(hold)!;
      this.#dropped.set(hold, 0);
      return { op: 'resume', by: HOLDS[hold].by, reason: HOLDS[hold].reason, n_dropped: dropped };
    });
  }

  /** The standing holds, begun again: said when a session starts under them. */
  reopen(): ControlPayload[] {
    return this.all.map((hold) => ({ op: 'pause', by: HOLDS[hold].by, reason: HOLDS[hold].reason }));
  }
}
