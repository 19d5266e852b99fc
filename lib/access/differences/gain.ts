import type { Actor } from '../decide/actor.ts';
import { type Formula, formulaOf, type Question, refusalsOf } from '../decide/question.ts';
import { replay } from '../decide/replay.ts';
import { type Solution, solveFormula } from '../decide/tableau.ts';
import { bound } from '../inquiry/nobody-can.ts';
import type { App } from '../model/app.ts';
import type { Policy, Statement } from '../policy/document.ts';
import type { Target } from './targets.ts';

/** One principal, or all of a kind, as it stands in one version of an app. */
export interface Side {
  readonly app: App;
  /** Undefined when this version does not have the principal. */
  readonly actor: Actor | undefined;
  readonly target: Target | undefined;
}

/** A request that one version allows and the other does not. */
export interface Gain {
  readonly principal: string;
  readonly resource: string;
  readonly context: Solution['context'];
  /** The statement that allows it, in the version that does. */
  readonly allow: Found | undefined;
  /** The Deny of the other version that stopped it. */
  readonly deny: Found | undefined;
  readonly sure: boolean;
}

export interface Found {
  readonly policy: Policy;
  readonly statement: Statement;
}

/** Steps for one question. */
const BUDGET = 400_000;

export class TooIntricate extends Error {}

/**
 * Whether `wide` allows an action on a target that `narrow` does not, decided over all requests at once.
 * Throws `TooIntricate` when that takes more than the budget.
 */
export function gainOf(action: string, wide: Side, narrow: Side, except: readonly string[] = []): Gain | undefined {
  const question = questionOf(action, wide);
  if (!question) return undefined;
  const other = questionOf(action, narrow, wide);
  const { routes, denies } = formulaOf(question, '@resource0');
  if (routes.length === 0) return undefined;
  let doubtful: Gain | undefined;
  for (const refusal of other ? refusalsOf(other, '@resource0') : [NOBODY]) {
    const formula: Formula = {
      routes: routes.map((route) => [...refusal.applies, ...route]),
      denies: [...denies, ...refusal.fails],
    };
    const answer = solveFormula([question], [formula], { budget: BUDGET, except });
    if (answer.verdict === 'over budget') throw new TooIntricate();
    if (answer.verdict === 'impossible') continue;
    const gain = gained(question, other, answer.solution, refusal.applies.length);
    if (gain.sure) return gain;
    doubtful ??= gain;
  }
  return doubtful;
}

/** Of a principal that is not there, every request is refused. */
const NOBODY = { applies: [], fails: [] };

function gained(question: Question, other: Question | undefined, solution: Solution, denied: number): Gain {
  const allowed = replay([question], solution)[0]?.decision === 'Allowed';
  const refused = other === undefined || /Denied$/.test(replay([other], solution)[0]?.decision ?? '');
  const [deny] = solution.allowing.slice(0, denied);
  const [allow] = solution.allowing.slice(denied);
  return {
    principal: solution.principal,
    resource: solution.resources[0] ?? '',
    context: solution.context,
    allow,
    deny,
    sure: allowed && refused,
  };
}

/** Of the version that lacks the target, the same request meets no policy of it. */
function questionOf(action: string, { app, actor, target }: Side, wide?: Side): Question | undefined {
  const about = target ?? wide?.target;
  if (!actor || !about) return undefined;
  const policy = target && guards(target, action) ? target.policy : undefined;
  const [question] = bound(app, [
    {
      action,
      actor,
      resources: about.patterns,
      ...(about.except ? { exceptResources: about.except } : {}),
      resourceAccount: app.place.accountId,
      ...(policy ? { resourcePolicy: policy } : {}),
    },
  ]);
  return question;
}

/** The trust policy of a role is asked by STS alone. */
const guards = ({ key }: Target, action: string): boolean => !key.includes(':iam:') || action.startsWith('sts:');
