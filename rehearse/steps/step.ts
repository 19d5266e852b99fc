import type { World } from '../world.ts';

/** A step that cannot be shown here. A step with a fault throws. */
export interface Skipped {
  readonly skipped: string;
}

/** One thing that the rehearsal shows. Steps of one run share a world, in the order of the list. */
export interface Step {
  readonly id: string;
  /** Steps that must have held before it. */
  readonly after?: readonly string[];
  /**
   * @returns in a sentence what was seen, or why it cannot be seen here
   * @throws Error with the fault
   */
  readonly run: (world: World) => Promise<string | Skipped>;
}

class NotHeldError extends Error {}

/** @throws NotHeldError unless it is true */
export function hold(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new NotHeldError(otherwise);
}

/** The denials since a mark, for the sentence of a step that failed. */
export const deniedSince = ({ authorizer }: World, mark: number): string =>
  [
    ...new Set(
      authorizer.decided
        .slice(mark)
        .flatMap(({ principal, operation, denial }) =>
          denial
            ? [`${principal.split('/')[1]}: ${denial.action} (${operation}) on ${denial.resource}: ${denial.reason}`]
            : [],
        ),
    ),
  ].join('; ');
