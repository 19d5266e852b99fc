import * as history from '../../access/history/index.ts';
import type { Instant } from '../trail/index.ts';
import type { Timeline } from './timeline.ts';

/** A principal that could read a class, for a time. */
export interface Could {
  readonly principal: string;
  readonly class: string;
  readonly from: Instant;
  to: Instant;
  /** By the policies alone: no record shows that it did. */
  readonly evidence: 'E0';
  /** Whether it stands for one principal, the members of a group, or everybody. */
  readonly reach: history.Reach;
  /** False when part of the decision is not known or could not be understood. */
  readonly certain: boolean;
  /** The ways in which it could: files, or a table through Lake Formation. */
  readonly by: readonly history.ReadWay['kind'][];
  /** Whether the configuration means it to. */
  readonly approved: boolean;
  /** Statements, grants and settings that let it through, each with its source. */
  readonly rests_on: readonly string[];
  /** The snapshot or event since when it could. */
  readonly since: string;
}

/** Principals that could read a class, each with the times; adjacent times become one. */
export function couldOf({ segments }: Timeline, stores: history.Stores): Could[] {
  const found = new Map<string, Could[]>();
  for (const { from, to, readers, because } of segments) {
    if (from === to) continue;
    for (const { principal, reach, sure, ways } of readers.readers) {
      const rests_on = [...new Set(ways.flatMap(({ restsOn }) => restsOn))].sort();
      const times = found.get(principal) ?? [];
      found.set(principal, times);
      const last = times.at(-1);
      const same = last?.to === from && last.certain === sure && last.rests_on.join('\n') === rests_on.join('\n');
      const by = [...new Set(ways.map(({ kind }) => kind))].sort();
      if (same) last.to = to;
      else
        times.push({
          ...{ principal, class: stores.name, from, to, evidence: 'E0', reach, certain: sure, by },
          ...{ approved: history.isMeantToRead(stores, principal, ways.flatMap(seenBy)), rests_on, since: because },
        });
    }
  }
  return [...found.values()]
    .flat()
    .toSorted((a, b) => (`${a.principal} ${a.from}` < `${b.principal} ${b.from}` ? -1 : 1));
}

/** Columns that a way shows; more than columns for whole files, and for rights to all. */
const seenBy = ({ kind, columns = '*' }: history.ReadWay): readonly string[] =>
  kind === 'objects' || columns === '*' ? ['*'] : columns;

/** Principals that no policy names and that need not exist: any of the account whose own policies allow it, its root user. */
export interface Others {
  readonly who: string;
  readonly from: Instant;
  to: Instant;
  readonly rests_on: readonly string[];
}

export function othersOf({ segments }: Timeline): Others[] {
  const found: Others[] = [];
  for (const { from, to, readers } of segments) {
    if (from === to) continue;
    for (const { who, restsOn } of readers.others) {
      const last = found.findLast((other) => other.who === who);
      if (last?.to === from) last.to = to;
      else found.push({ who, from, to, rests_on: restsOn });
    }
  }
  return found;
}
