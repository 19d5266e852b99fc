import type { WitnessStep } from '../inquiry/proof.ts';

/** Steps that lead somewhere. */
export interface Way {
  readonly steps: readonly WitnessStep[];
  /** False when part of a policy on it was not understood. */
  readonly sure: boolean;
}

export const NO_STEPS: Way = { steps: [], sure: true };

/** Sure before unsure, short before long. */
export const better = (a: Way, b: Way): boolean => (a.sure === b.sure ? a.steps.length < b.steps.length : a.sure);

export const after = (a: Way, b: Way): Way => ({ steps: [...a.steps, ...b.steps], sure: a.sure && b.sure });

/** Two ways that begin alike, one after the other, the common part once. */
export function both(a: Way, b: Way): Way {
  let common = 0;
  while (
    common < a.steps.length &&
    common < b.steps.length &&
    same(a.steps[common] as WitnessStep, b.steps[common] as WitnessStep)
  )
    common++;
  return { steps: [...a.steps, ...b.steps.slice(common)], sure: a.sure && b.sure };
}

const same = (a: WitnessStep, b: WitnessStep): boolean =>
  a.action === b.action && a.resource === b.resource && a.source === b.source;
