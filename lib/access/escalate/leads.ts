import type { Actor } from '../decide/actor.ts';
import type { Act } from './asking.ts';
import { CATALOGUE } from './catalogue.ts';
import type { PrincipalNode } from './node.ts';
import { RUNS } from './reference-ways.ts';
import { mayTry, servicesNamedBy } from './tries.ts';

type Acts = readonly Act[];

/** Sets of acts, by the action of the first act. */
export interface Leads {
  readonly all: readonly Acts[];
  readonly byAction: ReadonlyMap<string, readonly number[]>;
  /** Those whose first act a policy of the resource may allow by itself. */
  readonly guarded: readonly number[];
}

export function leads(all: readonly Acts[]): Leads {
  const byAction = new Map<string, number[]>();
  const guarded: number[] = [];
  for (const [at, [first]] of all.entries()) {
    if (!first || first.policy || !FIRST_ACTIONS.has(first.action)) guarded.push(at);
    else byAction.set(first.action, [...(byAction.get(first.action) ?? []), at]);
  }
  return { all, byAction, guarded };
}

/** The actions with which most sets of acts begin, by service. */
const FIRST_ACTIONS: ReadonlySet<string> = new Set([
  'iam:PassRole',
  ...[...CATALOGUE, ...[...RUNS.values()].flat()].flatMap(({ actions }) => actions.slice(0, 1)),
]);
const BY_SERVICE = Map.groupBy(FIRST_ACTIONS, (action) => action.split(':')[0] ?? '');

const TRIED = new WeakMap<Actor, 'any' | readonly string[]>();

/** With which of them an actor may begin: few, for most roles. */
function triedBy(actor: Actor): 'any' | readonly string[] {
  const known = TRIED.get(actor);
  if (known) return known;
  const services = servicesNamedBy(actor);
  const made =
    services === 'any'
      ? 'any'
      : [...services].flatMap((service) => (BY_SERVICE.get(service) ?? []).filter((action) => mayTry(actor, action)));
  TRIED.set(actor, made);
  return made;
}

/** The sets of acts with which a node may begin, in their order. */
export function likely({ actor }: PrincipalNode, { all, byAction, guarded }: Leads): readonly Acts[] {
  const tried = triedBy(actor);
  if (tried === 'any') return all;
  const places = [...guarded, ...tried.flatMap((action) => byAction.get(action) ?? [])];
  return places.sort((a, b) => a - b).map((at) => all[at] as Acts);
}
