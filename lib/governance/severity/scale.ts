import type { Sensitivity } from '../../activity/sensitivity.ts';

/** Points that a value scores: those of the last row whose `from` it reaches. */
export type Steps = readonly { readonly from: number; readonly points: number; readonly says: string }[];

/**
 * A scale of severity as data. The score is a sum, each table rises with its input, and so does the level: more exposure never
 * computes as a lesser incident. `scaleFaults` checks that, since an adopter may edit the tables.
 */
export interface Scale {
  readonly id: string;
  readonly title: string;
  /** Where it comes from, and what of it is our reading. */
  readonly source: string;
  /** Points of the class, by its sensitivity. */
  readonly sensitivity: Readonly<Record<Sensitivity, number>>;
  /** By how many principals beyond the approved ones could read. `EVERYONE` stands for all of an organisation. */
  readonly breadth: Steps;
  /** By how many of them did read, by evidence. */
  readonly reads: Steps;
  /** By for how many hours the logs that would show a read are missing. */
  readonly unknownHours: Steps;
  /** By for how many hours the class was open. */
  readonly openHours: Steps;
  /** Names of the levels, the lowest first, each with the least score that reaches it. */
  readonly levels: readonly { readonly level: string; readonly from: number }[];
}

/** More principals than any list names: everybody inside, or nobody knows who. */
export const EVERYONE = Number.POSITIVE_INFINITY;

const TABLES = ['breadth', 'reads', 'unknownHours', 'openHours'] as const;
const ORDER: readonly Sensitivity[] = ['S0', 'S1', 'S2', 'S3', 'S4'];

const rises = (numbers: readonly number[], strictly = false): boolean =>
  numbers.every((each, at) => at === 0 || (strictly ? each > numbers[at - 1]! : each >= numbers[at - 1]!));

/** Why a scale cannot be used: a table that falls somewhere, or does not begin at nothing. Empty for a good one. */
export function scaleFaults(scale: Scale): string[] {
  const faults: string[] = [];
  if (!rises(ORDER.map((each) => scale.sensitivity[each]))) faults.push('sensitivity falls');
  for (const name of TABLES) {
    const steps = scale[name];
    if (steps[0]?.from !== 0) faults.push(`${name} does not begin at 0`);
    if (
      !rises(
        steps.map(({ from }) => from),
        true,
      )
    )
      faults.push(`the rows of ${name} are not in order`);
    if (!rises(steps.map(({ points }) => points))) faults.push(`${name} falls`);
  }
  if (scale.levels.length === 0 || scale.levels[0]!.from > 0) faults.push('no level for a score of 0');
  if (
    !rises(
      scale.levels.map(({ from }) => from),
      true,
    )
  )
    faults.push('the levels are not in order');
  return faults;
}
