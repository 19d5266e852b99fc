import type { WitnessStep } from '../inquiry/proof.ts';
import type { Carrier } from '../model/app.ts';

/** A store that data of a class may be in. */
export interface StorePlace {
  readonly store: Carrier;
  /** How it came there, empty for a store of the class. */
  readonly path: readonly WitnessStep[];
  /** Who wrote it, or what forwarded it. */
  readonly by: string;
}
