import type { ActivityEvent } from '../../lib/activity/events.ts';
import { extentOf } from '../../lib/activity/extent.ts';
import type { RefusalCode } from '../../lib/activity/refusals.ts';
import { nth } from '../../lib/activity/there.ts';
import type { Moment } from '../../lib/governance/participation/moments.ts';
import { touched } from '../../lib/governance/participation/pauses.ts';
import type { Absence } from './wishes.ts';

/** Why nothing that happened then is taken. */
const OF_TIME: readonly RefusalCode[] = [
  ...(['pause.active', 'exemption.active', 'objection.active'] as const),
  ...(['consent.missing', 'profile.quiet-hours'] as const),
];

/**
 * Times at which the events of one segment may have happened, in order, and which of them fall into an absence of the worker. A
 * text is as old as the oldest key that typed it, so that the text does not reveal what was typed in a pause.
 */
export class Timing {
  readonly #momentOf: (monoUs: number) => Moment;
  readonly #absences: readonly Absence[];
  readonly #first: number;
  /** Events that were refused for their time, in order of their numbers. */
  readonly #refused: { readonly seq: number; readonly code: RefusalCode }[] = [];

  /** @param first seq of the segment's first event */
  constructor(momentOf: (monoUs: number) => Moment, absences: readonly Absence[], first: number) {
    this.#momentOf = momentOf;
    this.#absences = absences;
    this.#first = first;
  }

  whenOf(event: ActivityEvent): Moment {
    const { from, to } = extentOf(event);
    const { latest } = this.#momentOf(to);
    // The keys of a text that began in the previous segment are not in this one.
    const isOlder = event.kind === 'text' && event.d.from !== undefined && event.d.from < this.#first;
    return { earliest: isOlder ? Number.NEGATIVE_INFINITY : this.#momentOf(from).earliest, latest };
  }

  /** A control event is in no absence: a device's report of missing data must not be lost with the data it withholds. */
  absenceOf(event: ActivityEvent, when: Moment): RefusalCode | undefined {
    if (event.kind === 'control') return undefined;
    return touched(this.#absences, when)?.code ?? (event.kind === 'text' ? this.#ofKeys(event) : undefined);
  }

  /** Records that an event was refused. If its time was the reason, the texts that it typed are refused too. */
  refuse(seq: number, code: RefusalCode): void {
    if (OF_TIME.includes(code)) this.#refused.push({ seq, code });
  }

  #ofKeys({ seq, d: { from, to = seq } }: Extract<ActivityEvent, { kind: 'text' }>): RefusalCode | undefined {
    if (from === undefined) return undefined;
    let [low, high] = [0, this.#refused.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (nth(this.#refused, middle).seq < from) low = middle + 1;
      else high = middle;
    }
    const next = this.#refused[low];
    return next !== undefined && next.seq <= to ? next.code : undefined;
  }
}
