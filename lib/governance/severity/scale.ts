import type { Sensitivity } from '../../activity/sensitivity.ts';
import { nth } from '../../activity/there.ts';

/** Points of a value: those of the last row whose `from` it reaches. */
export type Steps = readonly { readonly from: number; readonly points: number; readonly says: string }[];

/**
 * A scale of severity as data. The score is a sum, and each table and the level rise with their input: more exposure
 * never scores as a lesser incident. `scaleFaults` checks that, since an adopter may edit the tables.
 */
export interface Scale {
  readonly id: string;
  readonly title: string;
  /** The scale's origin, and the parts that are this project's reading. */
  readonly source: string;
  /** Points of the class, by its sensitivity. */
  readonly sensitivity: Readonly<Record<Sensitivity, number>>;
  /** By the number of unapproved principals that could read. `EVERYONE` stands for a whole organisation. */
  readonly breadth: Steps;
  /** By the number of them that did read, by evidence. */
  readonly reads: Steps;
  /** By the hours for which the logs that would show a read are missing. */
  readonly unknownHours: Steps;
  /** By the hours for which the class was open. */
  readonly openHours: Steps;
  /** Names of the levels, lowest first, each with its lowest score. */
  readonly levels: readonly { readonly level: string; readonly from: number }[];
}

/** More principals than any list names: a whole organisation, or an unknown number. */
export const EVERYONE = Number.POSITIVE_INFINITY;

const TABLES = ['breadth', 'reads', 'unknownHours', 'openHours'] as const;
const ORDER: readonly Sensitivity[] = ['S0', 'S1', 'S2', 'S3', 'S4'];

const rises = (numbers: readonly number[], strictly = false): boolean =>
  numbers.every(
    (number, at) => at === 0 || (strictly ? number > nth(numbers, at - 1) : number >= nth(numbers, at - 1)),
  );

/** Why a scale is unusable: a table falls somewhere, or does not begin at zero. Empty for a good one. */
export function scaleFaults(scale: Scale): string[] {
  const faults: string[] = [];
  if (!rises(ORDER.map((level) => scale.sensitivity[level]))) faults.push('sensitivity falls');
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
  if (scale.levels.length === 0 || nth(scale.levels, 0).from > 0) faults.push('no level for a score of 0');
  if (
    !rises(
      scale.levels.map(({ from }) => from),
      true,
    )
  )
    faults.push('the levels are not in order');
  return faults;
}
