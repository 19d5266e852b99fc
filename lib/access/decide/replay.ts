import { type Evaluation, evaluate } from '../evaluate/evaluate.ts';
import type { EvaluateInput } from '../evaluate/input.ts';
import { ANYTHING } from './actor.ts';
import type { SolverQuestion } from './question.ts';
import type { Solution } from './tableau.ts';

/** The request that answers one of the questions, with all policies that bear on it. */
function requestOf(question: SolverQuestion, solution: Solution, at: number): EvaluateInput {
  const { actor } = question;
  return {
    request: {
      principal: solution.principal,
      action: question.action,
      resource: { resource: solution.resources[at] ?? '', accountId: question.resourceAccount },
      context: solution.context,
    },
    identityPolicies: actor.identity === 'anything' ? [ANYTHING] : actor.identity,
    // The worst case of a federated user has a session policy that allows everything.
    ...(actor.type === 'federated-user' ? { sessionPolicies: [ANYTHING] } : {}),
    ...(actor.boundary ? { permissionBoundaries: [actor.boundary] } : {}),
    ...(question.resourcePolicy ? { resourcePolicy: question.resourcePolicy } : {}),
    ...(question.serviceControl
      ? { serviceControlPolicies: question.serviceControl.map((policies) => ({ policies })) }
      : {}),
    ...(question.resourceControl ? { resourceControlPolicies: question.resourceControl } : {}),
  };
}

/** The evaluator's verdict on each request of a solution. It shares no search with the tableau. */
export const replay = (questions: readonly SolverQuestion[], solution: Solution): Evaluation[] =>
  questions.map((question, at) => evaluate(requestOf(question, solution, at)));
