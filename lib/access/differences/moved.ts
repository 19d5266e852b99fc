import { fitsAction } from '../escalate/tries.ts';
import type { Policy, Statement } from '../policy/document.ts';
import { isOf, isWide } from './actions.ts';

/**
 * Statements that only one of two versions has. An action that none of them speaks of meets the same statements in both, so the
 * versions answer it alike.
 */
export type Moved = 'everything' | readonly Statement[];

/** The statements that only one of two lists of policies has, in whichever policy and order they stand. */
export function movedBetween(policies: readonly Policy[], others: readonly Policy[]): Moved {
  const [here, there] = [statementsOf(policies), statementsOf(others)];
  return [...missingFrom(there, here), ...missingFrom(here, there)];
}

/** As `movedBetween`, of a policy that limits by being there: a boundary, or the policy of a resource. */
export function movedInOne(policy: Policy | undefined, other: Policy | undefined): Moved {
  if (policy && other) return movedBetween([policy], [other]);
  return policy || other ? 'everything' : [];
}

/** What moved in one place or in the other. */
export const movedWith = (some: Moved, more: Moved): Moved =>
  some === 'everything' || more === 'everything' ? 'everything' : [...some, ...more];

/** Whether a request with an action may be answered otherwise. */
export const mayMove = (moved: Moved, action: string): boolean =>
  moved === 'everything' ||
  moved.some(
    ({ action: scope }) => scope.negated || scope.items.some((item) => fitsAction(item, action.toLowerCase())),
  );

/** Whether an action of a service that no statement names may be answered otherwise; `*` for any service. */
export const mayMoveOpenly = (moved: Moved, service: string): boolean =>
  moved === 'everything' ||
  moved.some(
    ({ action }) => action.negated || action.items.some((item) => isWide(item) && isOf(item.toLowerCase(), service)),
  );

const statementsOf = (policies: readonly Policy[]): Map<string, Statement> =>
  new Map(policies.flatMap(({ statements }) => statements.map((statement) => [textOf(statement), statement])));

const missingFrom = (some: ReadonlyMap<string, Statement>, all: ReadonlyMap<string, Statement>): Statement[] =>
  [...all].flatMap(([text, statement]) => (some.has(text) ? [] : [statement]));

const TEXTS = new WeakMap<Statement, string>();

/** What a statement says, without its place. Under another version of the language, the same words say something else. */
function textOf(statement: Statement): string {
  const known = TEXTS.get(statement);
  if (known !== undefined) return known;
  const { raw, variables, problems } = statement;
  const made = JSON.stringify([raw, variables && JSON.stringify(raw)?.includes('${'), problems]);
  TEXTS.set(statement, made);
  return made;
}
