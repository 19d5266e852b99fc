import { aim } from '../compare/compare.ts';
import { onAction } from '../compare/places.ts';
import type { Actor } from '../decide/actor.ts';
import {
  type Formula,
  formulaOf,
  type RequiredStatements,
  refusalsOf,
  type SolverQuestion,
} from '../decide/question.ts';
import { replay } from '../decide/replay.ts';
import { type Solution, solveFormula } from '../decide/tableau.ts';
import { bound } from '../inquiry/nobody-can.ts';
import type { App } from '../model/app.ts';
import type { Policy, Statement } from '../policy/document.ts';
import type { RequestTarget } from './targets.ts';

/** One principal, or all of a kind, as it stands in one version of an app. */
export interface Side {
  readonly app: App;
  /** Undefined when this version does not have the principal. */
  readonly actor: Actor | undefined;
  readonly target: RequestTarget | undefined;
}

/** A request that one version allows and the other does not. */
export interface Gain {
  readonly action: string;
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

/** One action, or every action of a service but some. */
export type AskedAction = string | { readonly service: string; readonly but: readonly string[] };

/**
 * Whether `wide` allows an action on a target that `narrow` does not, decided over all requests at once.
 * Throws `TooIntricate` when that takes more than the budget.
 */
export function gainOf(asked: AskedAction, wide: Side, narrow: Side, except: readonly string[] = []): Gain | undefined {
  const question = questionOf(asked, wide);
  if (!question) return undefined;
  const other = questionOf(asked, narrow, wide);
  const aims = aimsOf(asked);
  const { routes, denies } = formulaOf(question, '@resource0');
  if (routes.length === 0) return undefined;
  let doubtful: Gain | undefined;
  for (const refusal of other ? refusalsOf(other, '@resource0') : [NOBODY]) {
    const formula: Formula = {
      routes: routes.map((route) => [...aims, ...refusal.applies, ...route]),
      denies: [...denies, ...refusal.fails],
    };
    const answer = solveFormula([question], [formula], { budget: BUDGET, except });
    if (answer.verdict === 'over budget') throw new TooIntricate();
    if (answer.verdict === 'impossible') continue;
    const gain = gained(question, other, answer.solution, aims.length, refusal.applies.length);
    if (gain.sure) return gain;
    doubtful ??= gain;
  }
  return doubtful;
}

/** Of a principal that is not there, every request is refused. */
const NOBODY = { applies: [], fails: [] };

/** What an open action has to be: of the service, and none of those that were asked about already. */
const aimsOf = (asked: AskedAction): RequiredStatements[] =>
  typeof asked === 'string'
    ? []
    : [
        onAction([`${asked.service}:?*`]),
        onAction(
          asked.but.map((action) => action.toLowerCase()),
          true,
        ),
      ].map(aim);

function gained(
  question: SolverQuestion,
  other: SolverQuestion | undefined,
  solution: Solution,
  aims: number,
  denied: number,
): Gain {
  const { '@action': [action = question.action] = [], ...context } = solution.context;
  const decided = (of: SolverQuestion): string =>
    replay([{ ...of, action }], { ...solution, context })[0]?.decision ?? '';
  const allowed = decided(question) === 'Allowed';
  const refused = other === undefined || /Denied$/.test(decided(other));
  const statements = solution.allowing.slice(aims);
  const [deny] = statements.slice(0, denied);
  const [allow] = statements.slice(denied);
  return {
    action,
    principal: solution.principal,
    resource: solution.resources[0] ?? '',
    context,
    allow,
    deny,
    sure: allowed && refused,
  };
}

/** Of the version that lacks the target, the same request meets no policy of it. */
function questionOf(asked: AskedAction, { app, actor, target }: Side, wide?: Side): SolverQuestion | undefined {
  const about = target ?? wide?.target;
  if (!actor || !about) return undefined;
  const action = typeof asked === 'string' ? asked : `${asked.service}:any`;
  const policy = target && guards(target, action) ? target.policy : undefined;
  const [question] = bound(app, [
    {
      action,
      ...(typeof asked === 'string' ? {} : { anyAction: true as const }),
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
const guards = ({ key }: RequestTarget, action: string): boolean => !key.includes(':iam:') || action.startsWith('sts:');
