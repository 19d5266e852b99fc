import type { Pattern } from '../policy/pattern.ts';
import { factsOf, isNeverCarried, variableOf } from './actor.ts';
import { type Atom, globPattern, literalPattern, type Presence, textSet, type ValueSet, valueSet } from './atoms.ts';
import type { Compiled } from './compile.ts';
import { arnPattern } from './language.ts';
import { type Formula, formulaOf, type RequiredStatements, type SolverQuestion } from './question.ts';
import { Budget, OverBudget } from './search-text.ts';
import { type Demands, demand, FREE, type Valuation, valuation } from './valuation.ts';

/** Requests that answer all questions with yes, by one principal under one set of condition keys. */
export interface Solution {
  readonly principal: string;
  readonly resources: readonly string[];
  readonly context: Readonly<Record<string, readonly string[]>>;
  /** The statements that let each request through. */
  readonly allowing: readonly Compiled[];
}

export type SolverAnswer =
  | { readonly verdict: 'possible'; readonly solution: Solution }
  /** The Denies that close every way, and the conditional Allows that were not enough: everything that the answer rests on. */
  | { readonly verdict: 'impossible'; readonly rests: readonly Compiled[] }
  | { readonly verdict: 'over budget' };

export interface SolveOptions {
  /** Principals that do not count: patterns of their ARNs, or service names. */
  readonly except?: readonly string[];
  /** Steps; see `Budget`. */
  readonly budget?: number;
  /** Shared by many questions; every test that is tried counts against it too. */
  readonly work?: Budget;
}

const DEFAULT_BUDGET = 3_000_000;
/** The cost of one test, in steps of an automaton. */
const STEPS_OF_A_TEST = 20;
/** Keys that every request has. */
const ALWAYS = new Set(['aws:securetransport', 'aws:viaawsservice', 'aws:principalisawsservice', 'aws:currenttime']);
const BOOLEANS = new Set([
  'aws:securetransport',
  'aws:viaawsservice',
  'aws:principalisawsservice',
  'aws:multifactorauthpresent',
]);
const TRUTH = textSet([literalPattern('true'), literalPattern('false')], true);

type State = ReadonlyMap<string, Demands>;

/**
 * The same demands come up in question after question. The cost of solving them is cached too: a question answered from the cache
 * pays as if it had searched, so that no answer depends on earlier questions.
 */
const VALUATIONS = new Map<string, { readonly found: Valuation; readonly cost: number }>();

/**
 * Whether one principal can have all the questions answered with yes in one context. Sound: `impossible` means that no request
 * exists, within IAM's documented semantics. A solution may rest on parts that are in doubt, so the evaluator must replay it
 * before it is believed.
 */
export function solve(questions: readonly SolverQuestion[], options: SolveOptions = {}): SolverAnswer {
  return solveFormula(
    questions,
    questions.map((question, at) => formulaOf(question, `@resource${at}`)),
    options,
  );
}

/** The same for formulas of one's own about the questions' requests; the n-th speaks of `@resourceN`. */
export function solveFormula(
  questions: readonly SolverQuestion[],
  formulas: readonly Formula[],
  options: SolveOptions = {},
): SolverAnswer {
  const search = new Search(questions, formulas, options);
  try {
    return search.run();
  } catch (error) {
    if (error instanceof OverBudget) return { verdict: 'over budget' };
    throw error;
  }
}

class Search {
  readonly #questions: readonly SolverQuestion[];
  readonly #formulas: readonly Formula[];
  readonly #budget: Budget;
  readonly #allowing: Compiled[] = [];
  readonly #rests = new Set<Compiled>();
  readonly #except: readonly string[];
  readonly #work: Budget | undefined;

  constructor(questions: readonly SolverQuestion[], formulas: readonly Formula[], options: SolveOptions) {
    this.#questions = questions;
    this.#formulas = formulas;
    this.#budget = new Budget(options.budget ?? DEFAULT_BUDGET, options.work);
    this.#except = options.except ?? [];
    this.#work = options.work;
  }

  run(): SolverAnswer {
    const formulas = this.#formulas;
    if (formulas.some((formula) => formula.routes.length === 0)) return { verdict: 'impossible', rests: [] };
    const start = this.#start();
    const denies = formulas.flatMap((formula) => formula.denies);
    const solution =
      start &&
      this.#routes(
        formulas.map((formula) => formula.routes),
        0,
        start,
        denies,
      );
    return solution ? { verdict: 'possible', solution } : { verdict: 'impossible', rests: [...this.#rests] };
  }

  #start(): State | undefined {
    const state = new Map<string, Demands>();
    const must = (variable: string, set: ValueSet, outside: readonly ValueSet[] = []): void => {
      state.set(variable, { ...FREE, mayBeAbsent: false, inside: [set], outside });
    };
    const { actor } = this.#questions[0] as SolverQuestion;
    must('@principal', setOf(actor.names), this.#except.length > 0 ? [exceptions(this.#except)] : []);
    for (const [at, question] of this.#questions.entries()) {
      must(
        `@resource${at}`,
        setOf(question.resources),
        question.exceptResources ? [setOf(question.exceptResources)] : [],
      );
      for (const [key, value] of Object.entries({ ...factsOf(actor), ...question.known })) {
        must(key.toLowerCase(), valueSet(value));
      }
      must('aws:resourceaccount', valueSet(question.resourceAccount));
    }
    return [...state.values()].every((demands) => this.#value(demands) !== undefined) ? state : undefined;
  }

  #routes(
    all: readonly (readonly (readonly RequiredStatements[])[])[],
    at: number,
    state: State,
    denies: readonly Compiled[],
  ): Solution | undefined {
    const routes = all[at];
    if (!routes) return this.#denies(denies, state);
    for (const route of routes) {
      const found = this.#needs(route, 0, state, (reached) => this.#routes(all, at + 1, reached, denies));
      if (found) return found;
    }
    return undefined;
  }

  #needs(
    route: readonly RequiredStatements[],
    at: number,
    state: State,
    then: (state: State) => Solution | undefined,
  ): Solution | undefined {
    const need = route[at];
    if (!need) return then(state);
    for (const statement of need) {
      const about = this.#assume(state, statement.literals.slice(0, statement.about));
      if (!about) continue;
      if (statement.statement.conditions.length > 0) this.#rests.add(statement);
      const reached = this.#assume(about, statement.literals.slice(statement.about));
      if (!reached) continue;
      this.#allowing.push(statement);
      const found = this.#needs(route, at + 1, reached, then);
      if (found) return found;
      this.#allowing.pop();
    }
    return undefined;
  }

  /** Every Deny has to fail by one of its tests; those with the fewest ways to fail are settled first. */
  #denies(denies: readonly Compiled[], state: State): Solution | undefined {
    let best: { deny: Compiled; ways: State[] } | undefined;
    const open: Compiled[] = [];
    for (const deny of denies) {
      if (deny.literals.some((literal) => !this.#with(state, literal, true))) continue;
      open.push(deny);
      if (best && best.ways.length === 1) continue;
      const ways = deny.literals.flatMap((literal) => this.#with(state, literal, false) ?? []);
      if (!best || ways.length < best.ways.length) best = { deny, ways };
      if (ways.length === 0) {
        this.#rests.add(deny);
        return undefined;
      }
    }
    if (!best) return this.#solution(state);
    const { deny, ways } = best;
    for (const way of ways) {
      const found = this.#denies(
        open.filter((compiled) => compiled !== deny),
        way,
      );
      if (found) return found;
    }
    this.#rests.add(deny);
    return undefined;
  }

  #assume(state: State, literals: readonly (Atom | Presence)[]): State | undefined {
    let reached: State | undefined = state;
    for (const literal of literals) reached = reached && this.#with(reached, literal, true);
    return reached;
  }

  #with(state: State, literal: Atom | Presence, hold: boolean): State | undefined {
    this.#work?.spend(STEPS_OF_A_TEST);
    const variable = this.#alias(literal.variable);
    const demands = demand(state.get(variable) ?? this.#initial(variable), literal, hold);
    return this.#value(demands) === undefined ? undefined : new Map(state).set(variable, demands);
  }

  #alias(variable: string): string {
    return variableOf((this.#questions[0] as SolverQuestion).actor, variable);
  }

  #initial(variable: string): Demands {
    const { actor } = this.#questions[0] as SolverQuestion;
    return isNeverCarried(actor, variable) ? { ...FREE, mayBePresent: false } : initial(variable);
  }

  #value(demands: Demands, preferPresent = false): Valuation {
    const key = `${preferPresent}${keyOf(demands)}`;
    const known = VALUATIONS.get(key);
    if (known !== undefined) {
      this.#budget.spend(known.cost);
      return known.found;
    }
    const before = this.#budget.spent;
    this.#budget.spend();
    const found = valuation(demands, preferPresent, this.#budget);
    // Bounded, because a sentinel that lives for days asks about many policies.
    if (VALUATIONS.size > 100_000) VALUATIONS.clear();
    VALUATIONS.set(key, { found, cost: this.#budget.spent - before });
    return found;
  }

  #solution(state: State): Solution {
    const context: Record<string, readonly string[]> = {};
    const resources: string[] = [];
    let principal = '';
    for (const [variable, demands] of state) {
      const value = this.#value(demands, ALWAYS.has(variable));
      if (value === undefined || value === 'absent') continue;
      if (variable === '@principal') principal = value[0] ?? '';
      else if (variable.startsWith('@resource')) resources[Number(variable.slice('@resource'.length))] = value[0] ?? '';
      else context[variable] = value;
    }
    return { principal, resources, context, allowing: [...this.#allowing] };
  }
}

const EXCEPTIONS = new WeakMap<readonly string[], ValueSet>();

/** Principals that do not count, by their ARNs or names. */
export function exceptions(names: readonly string[]): ValueSet {
  const known = EXCEPTIONS.get(names);
  if (known) return known;
  const made = textSet(names.map((name) => arnPattern(globPattern(name))));
  EXCEPTIONS.set(names, made);
  return made;
}

const SETS = new WeakMap<readonly Pattern[], ValueSet>();

function setOf(patterns: readonly Pattern[]): ValueSet {
  const known = SETS.get(patterns);
  if (known) return known;
  const made = textSet(patterns);
  SETS.set(patterns, made);
  return made;
}

const initial = (variable: string): Demands => ({
  ...FREE,
  mayBeAbsent: !ALWAYS.has(variable),
  inside: BOOLEANS.has(variable) ? [TRUTH] : [],
});

const IDS = new WeakMap<object, number>();
let sets = 0;

function idOf(set: ValueSet): number {
  const identity: object = set.theory === 'text' ? set.language : set.intervals;
  const known = IDS.get(identity);
  if (known !== undefined) return known;
  IDS.set(identity, ++sets);
  return sets;
}

const keyOf = ({ mayBeAbsent, mayBePresent, inside, outside, some, all }: Demands): string =>
  [
    mayBeAbsent,
    mayBePresent,
    inside.map(idOf),
    outside.map(idOf),
    some.map((side) => `${side.inside}${idOf(side.set)}`),
    all.map((side) => `${side.inside}${idOf(side.set)}`),
  ].join('|');
