import type { ErasureOrder } from '../ledger/index.ts';
import { nameOf } from './lot.ts';
import type { RetentionRule } from './plan/types.ts';

/** The state of something that was received: it is kept, or it was destroyed. */
export type KeptState =
  | {
      readonly is: 'kept';
      /** UTC day on which it is destroyed. */
      readonly gone: string;
      /** That day has come, and no run has confirmed yet that it is gone. */
      readonly late: boolean;
    }
  | {
      readonly is: 'destroyed';
      readonly on: string;
      /** Because its time was over, or because its worker asked. */
      readonly why: 'time' | 'asked';
    };

/** The known facts of destruction. Absent is unknown, and unknown is never counted as gone. */
export interface Destroyed {
  /** When retention last ran. */
  readonly finished: string | undefined;
  /**
   * When a lot was destroyed, by its name, from the records of destruction: after it, retention looked again, and it was
   * gone. A lot that is not through yet is not in it.
   */
  readonly on: ReadonlyMap<string, string>;
  /** The order that a recording is part of, by its id. */
  readonly orders: ReadonlyMap<string, Pick<ErasureOrder, 'open' | 'closed'>>;
}

export interface Part {
  readonly batch: string;
  readonly zone: 'raw' | 'redacted';
  readonly place: string;
  /** UTC day on which it is destroyed unless a worker asks earlier. */
  readonly gone: string;
  /** The rule that asks for it on that day. */
  readonly why: RetentionRule;
  /** When retention had last finished at the time of receipt: that run cannot have destroyed it, whatever the clocks show. */
  readonly before: string | undefined;
}

/** The state of one part of a recording, by `today`. Pure: the same knowledge gives the same answer. */
export function standingOf(part: Part, { finished, on, orders }: Destroyed, today: string): KeptState {
  const { batch, zone, place, gone, why, before } = part;
  const recorded = on.get(nameOf({ zone, place, deadline: gone, why }));
  const order = orders.get(batch);
  // An order is carried out once nothing of it is in any file, of others' rows either.
  const carriedOut = order !== undefined && !order.open;
  const asked = order?.closed ?? today;
  if (carriedOut && asked < gone) return { is: 'destroyed', on: asked, why: 'asked' };
  if (recorded !== undefined && finished !== undefined && finished !== before && finished.slice(0, 10) >= gone)
    return { is: 'destroyed', on: recorded, why: 'time' };
  return { is: 'kept', gone, late: gone <= today };
}
