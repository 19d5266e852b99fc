import { there } from '../../activity/there.ts';
import type { App } from '../model/app.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { type Fact, factsOf } from './facts.ts';

/** One difference between an account and its templates. */
export interface Drift {
  readonly change: 'missing' | 'added' | 'changed';
  readonly type: string;
  readonly resource: string;
  /** `policy`, `trust`, `boundary`, `grant`, or the name of a setting. */
  readonly part: string;
  /** Which statement or grant. */
  readonly label: string;
  /** The value in the templates, and the value in the account; null when that has none. */
  readonly expected: string | null;
  readonly found: string | null;
  readonly source: string;
  readonly text: string;
}

export interface Drifts {
  readonly drifts: readonly Drift[];
  /** Resources of the account that no template makes, and that name something of ours. */
  readonly beside: readonly string[];
  /** How many others there are: of other workloads. */
  readonly others: number;
}

/** The differences between an account and its templates, statement by statement, setting by setting. */
export function driftOf(expected: App, live: App): Drifts {
  const wanted = Map.groupBy(factsOf(expected), ({ subject }) => subject);
  const found = Map.groupBy(factsOf(live), ({ subject }) => subject);
  const drifts: Drift[] = [];
  for (const [subject, facts] of wanted) drifts.push(...compared(facts, found.get(subject) ?? []));
  const ours = namesOf(expected);
  const beside = new Set<string>();
  const others = new Set<string>();
  for (const [subject, facts] of found) {
    if (wanted.has(subject)) continue;
    const speaks = facts.some(({ says, name }) => ours.some((owned) => says.includes(owned) || name === owned));
    if (speaks) beside.add(subject);
    else others.add(subject);
    // A grant on the lake, or a policy put on a resource of ours, is a difference of its own.
    if (speaks && !/^AWS::IAM::/.test(facts[0]?.type ?? '')) drifts.push(...compared([], facts));
  }
  return { drifts: drifts.sort(byText), beside: [...beside].sort(), others: others.size };
}

const byText = (a: Drift, b: Drift): number => (a.text < b.text ? -1 : 1);

/**
 * Names of the templates' resources that hold data, guard it, or report on it; a database by its name in the facts of the lake.
 */
const namesOf = (app: App): string[] => {
  const { buckets, keys, queues, topics, functions, tables, roles, otherStores, databases, place } = app;
  return [
    ...[buckets, keys, queues, topics, functions, tables, roles, otherStores]
      .flat()
      .flatMap(({ arn, name }) => [arn, ...(name.length > 8 ? [name] : [])])
      .filter((name) => name.includes(place.accountId) || name.length > 8),
    ...databases.map(({ name }) => `"database":${JSON.stringify(name)}`),
  ];
};

function compared(wanted: readonly Fact[], actual: readonly Fact[]): Drift[] {
  const keyOf = ({ part, says }: Fact): string => `${part} ${says}`;
  const has = new Set(actual.map(keyOf));
  const had = new Set(wanted.map(keyOf));
  const missing = unique(
    wanted.filter((fact) => !has.has(keyOf(fact))),
    keyOf,
  );
  const added = unique(
    actual.filter((fact) => !had.has(keyOf(fact))),
    keyOf,
  );
  const drifts: Drift[] = [];
  for (const fact of missing) {
    // A statement that has the same name, or a setting that has another value, was changed.
    const at = added.findIndex(
      ({ part, label }) => part === fact.part && label === fact.label && !/statement \d/.test(label),
    );
    const [now] = at < 0 ? [] : added.splice(at, 1);
    drifts.push(driftFrom(fact, now));
  }
  return [...drifts, ...added.map((fact) => driftFrom(undefined, fact))];
}

const unique = (facts: readonly Fact[], keyOf: (fact: Fact) => string): Fact[] => [
  ...new Map(facts.map((fact) => [keyOf(fact), fact])).values(),
];

function driftFrom(expected: Fact | undefined, actual: Fact | undefined): Drift {
  const { type, name, part, label, source } = there(expected ?? actual, 'a fact');
  const change = expected === undefined ? 'added' : actual === undefined ? 'missing' : 'changed';
  const say = (fact: Fact | undefined): string | null =>
    fact ? fact.says.replaceAll(UNRESOLVED, '<not known>') : null;
  return {
    ...{ change, type, resource: name, part, label, expected: say(expected), found: say(actual), source },
    text: `${type} ${name}: ${label} ${WORDS[change]}`,
  };
}

const WORDS = { missing: 'is not in the account', added: 'is in no template', changed: 'is another one' } as const;
