import { invalid } from '../parse-config.ts';
import { type Capacity, capacityOf, KEPT_BY_LAMBDA, reservedOf } from './capacity.ts';
import type { Collection } from './workload.ts';

/** Concurrent executions of an account for which AWS has raised nothing, unless it is new. */
const DEFAULT_CONCURRENCY = 1_000;

/**
 * Throttles and concurrency for a collection in an account. A deployment that reserves more than the account may run fails halfway.
 * @param program of `config/program.ts`
 * @throws StrongroomError `config.invalid` when the account's quota does not hold them
 */
export function reservable(program: {
  readonly collection: Collection;
  readonly accountConcurrency?: number | undefined;
}): Capacity {
  const capacity = capacityOf(program.collection);
  const [needs, has] = [reservedOf(capacity) + KEPT_BY_LAMBDA, program.accountConcurrency ?? DEFAULT_CONCURRENCY];
  if (needs <= has) return capacity;
  throw invalid(
    'config/program.ts',
    `accountConcurrency: ${program.collection.workers} workers need ${needs} concurrent executions of the account, which has ${has}. Ask AWS for quota L-B99A9384 of Lambda, and state here what it granted`,
  );
}
