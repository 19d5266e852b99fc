import { BARRIER_NAMES, type Barrier, type ProofReach, type ReachedClass, type Stop } from './reach.ts';

/** A column of the drawing: one class, or all classes of one kind, such as the results of each team. */
export interface Lane {
  readonly title: string;
  readonly sensitivity: string;
  readonly classes: readonly ReachedClass[];
}

/** Fewer classes with a common prefix each get their own lane. */
const MANY_ALIKE = 3;

/** Classes named `KIND of OWNER` share a column when there are several, so that fifty teams do not take fifty columns. */
export function lanesOf({ classes }: Pick<ProofReach, 'classes'>): Lane[] {
  const kindOf = ({ name }: ReachedClass) => /^(.+) of .+$/.exec(name)?.[1];
  const kinds = Map.groupBy(classes, kindOf);
  const isShared = (kind: string | undefined) => kind !== undefined && (kinds.get(kind)?.length ?? 0) >= MANY_ALIKE;
  const lanes = new Map<string, ReachedClass[]>();
  for (const dataClass of classes) {
    const kind = kindOf(dataClass);
    const key = kind !== undefined && isShared(kind) ? `${kind} (${kinds.get(kind)?.length})` : dataClass.name;
    lanes.set(key, [...(lanes.get(key) ?? []), dataClass]);
  }
  return [...lanes].map(([title, all]) => ({
    title,
    sensitivity: [...new Set(all.map((reached) => reached.sensitivity))].join(' '),
    classes: all,
  }));
}

/** The stop for a lane: the worst of its classes. */
export const worstStop = ({ classes }: Lane, barrier: Barrier): Stop['verdict'] => {
  const verdicts = classes.map(({ barriers }) => barriers[barrier].verdict);
  return (['refuted', 'undecided', 'none', 'proved'] as const).find((verdict) => verdicts.includes(verdict)) ?? 'none';
};

/** Whether an unapproved principal gets in, or may get in. */
export const isOpen = (lane: Lane): boolean =>
  BARRIER_NAMES.some((barrier) => ['refuted', 'undecided'].includes(worstStop(lane, barrier)));

/** Number of a lane's classes that this reader reads. */
export const readsOf = ({ classes }: Lane, reads: readonly string[]): number =>
  classes.filter(({ name }) => reads.includes(name)).length;
