import type { Edit } from '../edit.ts';
import type { Target } from '../subjects.ts';

/** A change that lets data out, or keeps it for ever, or lets a principal become a reader: none must stay proved. */
export interface Breach {
  readonly id: string;
  /** What the class must have for the change to be one. */
  readonly needs: readonly (keyof Target)[];
  readonly make: (edit: Edit) => void;
  /** Where its resources can stand: those that only add may stand in a template of their own. */
  readonly adds?: true;
}

/** A breach as a line of a table: its id, what the class must have, and the change. */
export type Row = readonly [id: string, needs: string, make: (edit: Edit) => void];
const rows = (list: readonly Row[], adds: boolean): Breach[] =>
  list.map(([id, needs, make]) => ({
    id,
    needs: needs.split(' ') as (keyof Target)[],
    make,
    ...(adds && { adds: true as const }),
  }));

/** The breaches of one subject: changes of what is there, and resources that are new. */
export const breachesOf = (changes: readonly Row[], additions: readonly Row[]): readonly Breach[] => [
  ...rows(changes, false),
  ...rows(additions, true),
];
