import { type Atom, isPresence, type Ordered, type Presence, type ValueSet } from './atoms.ts';
import { findPoint, LINES } from './intervals.ts';
import { type Budget, findText } from './search-text.ts';

/** The tests on one variable so far. */
export interface Demands {
  readonly mayBeAbsent: boolean;
  readonly mayBePresent: boolean;
  /** On its one value. */
  readonly inside: readonly ValueSet[];
  readonly outside: readonly ValueSet[];
  /** On its several values: each of `some` needs one value of its own, and all values keep to `all`. */
  readonly some: readonly Side[];
  readonly all: readonly Side[];
}

interface Side {
  readonly set: ValueSet;
  readonly inside: boolean;
}

export const FREE: Demands = { mayBeAbsent: true, mayBePresent: true, inside: [], outside: [], some: [], all: [] };

/**
 * The demands after a literal must hold, or must fail. Takes the side of the bounds that leaves more requests: a result may turn
 * out to be no solution, but no solution is missed.
 */
export function demand(before: Demands, literal: Atom | Presence, hold: boolean): Demands {
  if (isPresence(literal)) {
    const absent = literal.absent === hold;
    return { ...before, mayBeAbsent: before.mayBeAbsent && absent, mayBePresent: before.mayBePresent && !absent };
  }
  const mayBeAbsent = before.mayBeAbsent && literal.whenAbsent === hold;
  const { quantifier, negated } = literal;
  if (quantifier) {
    const each = quantifier === 'ForAllValues' ? hold : !hold;
    const inside = negated !== hold;
    const side = { set: inside ? literal.upper : literal.lower, inside };
    return each
      ? { ...before, mayBeAbsent, all: [...before.all, side] }
      : { ...before, mayBeAbsent, some: [...before.some, side] };
  }
  return negated !== hold
    ? { ...before, mayBeAbsent, inside: add(before.inside, literal.upper) }
    : { ...before, mayBeAbsent, outside: add(before.outside, literal.lower) };
}

const add = (sets: readonly ValueSet[], set: ValueSet): readonly ValueSet[] =>
  sets.includes(set) ? sets : [...sets, set];

/** Values that meet the demands, `absent`, or undefined when nothing does. */
export type Valuation = readonly string[] | 'absent' | undefined;

export function valuation(demands: Demands, preferPresent: boolean, budget: Budget): Valuation {
  if (demands.mayBeAbsent && !preferPresent) return 'absent';
  const present = demands.mayBePresent ? presentValues(demands, budget) : undefined;
  return present ?? (demands.mayBeAbsent ? 'absent' : undefined);
}

function presentValues(demands: Demands, budget: Budget): readonly string[] | undefined {
  const { inside, outside, some, all } = demands;
  const allInside = all.filter((side) => side.inside).map((side) => side.set);
  const allOutside = all.filter((side) => !side.inside).map((side) => side.set);
  if (inside.length > 0 || outside.length > 0 || (some.length === 0 && all.length === 0)) {
    // One value, that quantified tests see as a list of one.
    const value = findValue(
      [...inside, ...allInside, ...some.filter((side) => side.inside).map((side) => side.set)],
      [...outside, ...allOutside, ...some.filter((side) => !side.inside).map((side) => side.set)],
      budget,
    );
    return value === undefined ? separately(demands, budget) : [value];
  }
  const values: string[] = [];
  for (const side of some.length > 0 ? some : [undefined]) {
    const value = findValue(
      side?.inside ? [...allInside, side.set] : allInside,
      side && !side.inside ? [...allOutside, side.set] : allOutside,
      budget,
    );
    if (value === undefined) return undefined;
    if (!values.includes(value)) values.push(value);
  }
  return values;
}

/**
 * Plain and quantified tests on one key: AWS does not document how a plain test treats a list, so they are taken as independent.
 * The request built from them then does not replay, which leaves it undecided.
 */
function separately(demands: Demands, budget: Budget): readonly string[] | undefined {
  if (demands.some.length === 0 && demands.all.length === 0) return undefined;
  const plain = findValue(demands.inside, demands.outside, budget);
  const listed = presentValues({ ...demands, inside: [], outside: [] }, budget);
  return plain === undefined || !listed ? undefined : [plain, ...listed];
}

function findValue(inside: readonly ValueSet[], outside: readonly ValueSet[], budget: Budget): string | undefined {
  const theories = new Set([...inside, ...outside].map((set) => set.theory));
  const ordered = [...theories].filter((theory): theory is Ordered => theory !== 'text');
  budget.spend();
  if (ordered.length === 0) {
    return findText(inside.flatMap(languages), outside.flatMap(languages), budget);
  }
  // A key that is compared as two kinds of value: taken as if the comparisons did not meet (see `separately`).
  const found = ordered.map((theory) => findOrdered(theory, inside, outside));
  const text = theories.has('text')
    ? findText(inside.flatMap(languages), outside.flatMap(languages), budget)
    : found[0];
  return found.includes(undefined) || text === undefined ? undefined : found[0];
}

const languages = (set: ValueSet) => (set.theory === 'text' ? [set.language] : []);

function findOrdered(theory: Ordered, inside: readonly ValueSet[], outside: readonly ValueSet[]): string | undefined {
  const of = (sets: readonly ValueSet[]) => sets.flatMap((set) => (set.theory === theory ? [set.intervals] : []));
  const point = findPoint(of(inside), of(outside), LINES[theory]);
  return point === undefined ? undefined : LINES[theory].show(point);
}
