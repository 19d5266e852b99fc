import type { Budget } from '../decide/search-text.ts';
import type { PatternScope, Statement } from '../policy/document.ts';

/** Statements, found by the actions that they name. */
export class Related {
  readonly #named = new Map<string, Statement[]>();
  readonly #others: Statement[] = [];
  readonly #all: readonly Statement[];

  constructor(statements: readonly Statement[]) {
    this.#all = statements;
    for (const statement of statements) {
      const names = namesOf(statement);
      if (!names) this.#others.push(statement);
      for (const name of names ?? []) this.#named.set(name, [...(this.#named.get(name) ?? []), statement]);
    }
  }

  /** Those that may apply to a request that `statement` applies to. */
  to(statement: Statement, work: Budget): Statement[] {
    const names = namesOf(statement);
    const some = names ? [...this.#others, ...names.flatMap((name) => this.#named.get(name) ?? [])] : this.#all;
    work.spend(some.length);
    return [...new Set(some)].filter((candidate) => !areApart(candidate, statement));
  }
}

/** The actions that a statement names, undefined when it names them by a pattern. */
function namesOf({ action }: Statement): readonly string[] | undefined {
  if (action.negated || action.items.some((item) => /[*?\uE000]/.test(item))) return undefined;
  return [...new Set(action.items.map((item) => item.toLowerCase()))];
}

/** Prefixes of everything that a list of patterns matches, to see quickly that two lists have nothing in common. */
interface Beginnings {
  readonly starts: readonly { readonly text: string; readonly exact: boolean }[];
}

const BEGINNINGS = new WeakMap<PatternScope<string>, Beginnings>();

function beginnings(scope: PatternScope<string>): Beginnings {
  const known = BEGINNINGS.get(scope);
  if (known) return known;
  const starts = scope.items.map((item) => {
    const text = /^[^*?$\uE000]*/.exec(item)?.[0] ?? '';
    return { text, exact: text.length === item.length };
  });
  const made = { starts };
  BEGINNINGS.set(scope, made);
  return made;
}

function apart(a: PatternScope<string> | undefined, b: PatternScope<string> | undefined, lower: boolean): boolean {
  if (!a || !b || a.negated || b.negated) return false;
  const fold = (text: string) => (lower ? text.toLowerCase() : text);
  return beginnings(a).starts.every((beginning) =>
    beginnings(b).starts.every((other) => {
      const [left, right] = [fold(beginning.text), fold(other.text)];
      if (beginning.exact && other.exact) return left !== right;
      if (beginning.exact) return !left.startsWith(right);
      if (other.exact) return !right.startsWith(left);
      return !left.startsWith(right) && !right.startsWith(left);
    }),
  );
}

/** Whether two statements can be seen at a glance never to apply to one request. */
const areApart = (a: Statement, b: Statement): boolean =>
  apart(a.action, b.action, true) || apart(a.resource, b.resource, false);
