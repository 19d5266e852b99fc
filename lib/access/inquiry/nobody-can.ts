import type { Actor } from '../decide/actor.ts';
import { literalPattern } from '../decide/atoms.ts';
import type { SolverQuestion } from '../decide/question.ts';
import { replay } from '../decide/replay.ts';
import { type Solution, type SolverAnswer, solve } from '../decide/tableau.ts';
import type { DecidingStatement } from '../evaluate/evaluate.ts';
import { isResourceControlled } from '../evaluate/organisation.ts';
import type { App } from '../model/app.ts';
import type { Statement } from '../policy/document.ts';
import { fits, glob, type Pattern, UNRESOLVED } from '../policy/pattern.ts';
import type { Inquiry } from './inquiry.ts';
import { type Finding, sourceOf, type Witness, type WitnessStep } from './proof.ts';

export type { Finding } from './proof.ts';

/** What lets a request through that no statement of the templates allows: how the statement of its step begins. */
export const ANY_POLICY = 'any identity policy that allows it';

/** Steps that a question may cost, whatever was asked before it: many times what any policy of a template takes. */
const BUDGET = 400_000;

export const PROVED: Finding = { verdict: 'proved' };

/** Whether nobody can do all that is asked: proved when impossible, refuted with a witness that was replayed. */
export function nobodyCan(inquiry: Inquiry, asked: readonly SolverQuestion[], except: readonly string[]): Finding {
  inquiry.count.queries++;
  const open = inquiry.closed ? asked.map((question) => without(question, inquiry.closed ?? [])) : asked;
  if (open.some(({ resources }) => resources.length === 0)) return PROVED;
  const decided = decidedOf(inquiry, open, except);
  inquiry.onAnswer?.(decided.questions, except, decided.answer);
  return decided.finding;
}

/** A question with its answer, as `onAnswer` is told. */
interface Decided {
  readonly questions: readonly SolverQuestion[];
  readonly answer: SolverAnswer;
  readonly finding: Finding;
}

const DECIDED = new WeakMap<App, Map<string, Decided>>();

function decidedIn(app: App): Map<string, Decided> {
  const known = DECIDED.get(app);
  if (known) return known;
  const made = new Map<string, Decided>();
  DECIDED.set(app, made);
  return made;
}

/**
 * Lets an app share the answers of another one that differs from it in some policies and settings only: a question holds each
 * policy that bears on it, so the answer of one with a changed policy is never taken for that of the other.
 */
export function shareAnswers(app: App, other: App): void {
  if (app.organisation === other.organisation && app.place === other.place) DECIDED.set(app, decidedIn(other));
}

/**
 * The same question comes up for claim after claim. Each has a budget of its own, so that its answer is what it would be if
 * it were decided again.
 */
function decidedOf(inquiry: Inquiry, asked: readonly SolverQuestion[], except: readonly string[]): Decided {
  const decided = decidedIn(inquiry.app);
  const key = `${asked.map(keyOf).join(' & ')} but ${exceptionOf(except)}`;
  const known = decided.get(key);
  if (known) return known;
  const questions = bound(inquiry.app, asked);
  const answer = answerTo(questions, except, `${organisationOf(inquiry.app)} ${key}`);
  const made = { questions, answer, finding: findingOf(inquiry, questions, answer) };
  decided.set(key, made);
  return made;
}

const ANSWERS = new Map<string, SolverAnswer>();

/**
 * The answer to the same questions in any app: another version of it, or the same one with a statement less. The key has each
 * policy that bears on them, and the answer hangs on nothing else.
 */
function answerTo(questions: readonly SolverQuestion[], except: readonly string[], key: string): SolverAnswer {
  const known = ANSWERS.get(key);
  if (known) return known;
  const made = solve(questions, { except, budget: BUDGET });
  // Bounded, because a sentinel that lives for days asks about many policies.
  if (ANSWERS.size > 50_000) ANSWERS.clear();
  ANSWERS.set(key, made);
  return made;
}

/** A number for the policies by which the organisation bounds questions, and for the account whose principals they bind. */
function organisationOf({ organisation, place }: App): number {
  const { serviceControl, resourceControl } = organisation;
  const levels = serviceControl.map((level) => level.map(numberOf).join());
  return interned(['organisation', place.accountId, levels.join('/'), resourceControl.map(numberOf).join()].join(' '));
}

const keyOf = (question: SolverQuestion): string => {
  const { action, actor, resources, exceptResources, resourceAccount, resourcePolicy, anyAction, known } = question;
  return [
    ...[action, actorOf(actor), resourceAccount, resourcePolicy ? numberOf(resourcePolicy) : '', anyAction ?? ''],
    ...[resources.map(numberOf).join(), exceptResources?.map(numberOf).join() ?? '', JSON.stringify(known)],
  ].join(' ');
};

const NUMBERS = new WeakMap<object, number>();
let numbers = 0;

/** A number for each object, equal for the same object only. */
function numberOf(object: object): number {
  const known = NUMBERS.get(object);
  if (known !== undefined) return known;
  NUMBERS.set(object, ++numbers);
  return numbers;
}

const ACTORS = new WeakMap<Actor, number>();

/** A number for each actor, equal for those with the same names and the same policies. */
function actorOf(actor: Actor): number {
  const known = ACTORS.get(actor);
  if (known !== undefined) return known;
  const { type, account, names, identity, boundary, role, sessionsApart } = actor;
  const made = interned(
    [
      ...['actor', type, account ?? '', names.map(numberOf).join(), boundary ? numberOf(boundary) : ''],
      ...[identity === 'anything' ? identity : identity.map(numberOf).join(), role ?? '', sessionsApart ?? ''],
    ].join(' '),
  );
  ACTORS.set(actor, made);
  return made;
}

const EXCEPTIONS = new WeakMap<readonly string[], number>();

/** A number for each list of names, equal for equal lists. */
function exceptionOf(names: readonly string[]): number {
  const known = EXCEPTIONS.get(names);
  if (known !== undefined) return known;
  const made = interned(['except', ...names].join(' '));
  EXCEPTIONS.set(names, made);
  return made;
}

const INTERNED = new Map<string, number>();

function interned(text: string): number {
  const known = INTERNED.get(text);
  if (known !== undefined) return known;
  // Bounded, because a process may live for days. Numbers go on, so that none is given twice.
  if (INTERNED.size > 50_000) INTERNED.clear();
  INTERNED.set(text, ++numbers);
  return numbers;
}

function findingOf({ app }: Inquiry, questions: readonly SolverQuestion[], answer: SolverAnswer): Finding {
  if (answer.verdict === 'impossible') return PROVED;
  if (answer.verdict === 'over budget')
    return { verdict: 'undecided', because: 'the policies are too intricate to decide within the budget' };
  const { solution } = answer;
  const replayed = replay(questions, solution);
  const witness: Witness = {
    principal: solution.principal,
    path: questions.map((question, at) => stepOf(app, question, solution, at, replayed[at]?.statements ?? [])),
    context: shown(solution.context),
  };
  return replayed.every((evaluation) => evaluation.decision === 'Allowed')
    ? { verdict: 'refuted', because: `${whoIs(questions, solution)} can ${doing(witness)}`, witness }
    : {
        verdict: 'undecided',
        because: `${whoIs(questions, solution)} may be able to ${doing(witness)}: ${doubt(questions)}`,
        witness,
      };
}

/** The question without the resources on which the action is taken to be denied. */
const without = (question: SolverQuestion, closed: NonNullable<Inquiry['closed']>): SolverQuestion => ({
  ...question,
  resources: question.resources.filter(
    (pattern) =>
      !closed.some(
        ({ action, resource, place }) =>
          action === question.action && (fits(pattern, resource) !== 'no' || isWithin(pattern, place)),
      ),
  ),
});

const ENDS = new Set<number | undefined>([undefined, ...literalPattern('/:')]);

/** Whether each name that a pattern fits is a place, or in it. */
const isWithin = (pattern: Pattern, place: string): boolean => {
  const whole = literalPattern(place);
  return whole.every((code, at) => pattern[at] === code) && ENDS.has(pattern[whole.length]);
};

/** The organisation's policies bind the principals of its accounts, and its resources for everybody. */
export function bound({ organisation, place }: App, questions: readonly SolverQuestion[]): readonly SolverQuestion[] {
  const { serviceControl, resourceControl } = organisation;
  if (serviceControl.length === 0 && resourceControl.length === 0) return questions;
  return questions.map((question) => ({
    ...question,
    ...(question.actor.account === place.accountId ? { serviceControl } : {}),
    ...(isResourceControlled(question.action) ? { resourceControl } : {}),
  }));
}

const whoIs = ([question]: readonly SolverQuestion[], { principal }: Solution): string =>
  question?.actor.identity === 'anything' ? `a principal that is not approved, such as ${principal},` : principal;

const doing = ({ path }: Witness): string =>
  path.map(({ action, resource }) => `${action} on ${resource}`).join(' and ');

/** What in the policies of the questions could not be understood, the first two things. */
function doubt(questions: readonly SolverQuestion[]): string {
  const found = questions.flatMap(({ actor, resourcePolicy }) =>
    [...(actor.identity === 'anything' ? [] : actor.identity), actor.boundary, resourcePolicy].flatMap((policy) =>
      (policy?.statements ?? []).flatMap((statement) =>
        doubtsOf(statement).map((reason) => `${reason} (${nameOf({ ...statement, policy: policy?.label ?? '' })})`),
      ),
    ),
  );
  return [...new Set(found)].slice(0, 2).join('; ') || 'part of a policy could not be understood';
}

function doubtsOf({ problems, conditions, raw }: Statement): string[] {
  const strange = conditions
    .filter((condition) => !condition.operator)
    .map((condition) => `condition operator ${condition.name} is not known`);
  const open = JSON.stringify(raw ?? '').includes(UNRESOLVED) ? ['a value is known only at deployment'] : [];
  return [...problems, ...strange, ...open];
}

/** The first refutation, else the first that is undecided, else proved. */
export function firstFinding({ isSkipped }: Pick<Inquiry, 'isSkipped'>, findings: Iterable<Finding>): Finding {
  let result = PROVED;
  for (const finding of findings) {
    if (isSkipped?.(finding)) continue;
    if (finding.verdict === 'refuted') return finding;
    if (finding.verdict === 'undecided' && result.verdict === 'proved') result = finding;
  }
  return result;
}

/** Keys that say nothing about how the request gets through. */
const PLAIN = new Set([
  'aws:principalisawsservice',
  'aws:principalaccount',
  'aws:resourceaccount',
  'kms:calleraccount',
]);

const shown = (context: Solution['context']): Solution['context'] =>
  Object.fromEntries(
    Object.entries(context).filter(
      ([key, value]) => !PLAIN.has(key) && !(key === 'aws:securetransport' && value[0] === 'true'),
    ),
  );

function stepOf(
  app: App,
  question: SolverQuestion,
  solution: Solution,
  at: number,
  statements: readonly DecidingStatement[],
): WitnessStep {
  const own = statements.filter((statement) => statement.origin);
  const passing = evaded(question);
  const first = own.find((statement) => statement.type === 'resource') ?? own[0];
  const resource = solution.resources[at] ?? '';
  const origin =
    first?.origin ?? question.resourcePolicy?.origin ?? app.resources.find((candidate) => candidate.arn === resource);
  return {
    action: question.action,
    resource,
    statement: first ? nameOf(first) : `${ANY_POLICY}: ${passing}`,
    construct: origin?.constructPath ?? '',
    source: origin ? sourceOf(origin) : '',
  };
}

/** Why nothing stops a request that an identity policy may allow: the Denies for the action, which do not fit it. */
function evaded({ resourcePolicy, action }: SolverQuestion): string {
  const names = (resourcePolicy?.statements ?? [])
    .filter((statement) => statement.effect === 'Deny' && denies(statement, action))
    .map((statement) => statement.sid ?? `statement ${statement.index + 1}`);
  if (names.length === 0) return resourcePolicy ? `${resourcePolicy.label} does not deny it` : 'no policy denies it';
  const none = names.length === 1 ? 'does not apply to it' : 'do not apply to it';
  return `Deny ${names.join(', ')} of ${resourcePolicy?.label} ${none}`;
}

/** What a step without a statement is about, without the verb around it: names of findings must not change with the words. */
export const subjectOf = (statement: string): string => statement.replace(/ do(?:es)? not apply to it$/, '');

const denies = ({ action: { items, negated } }: Statement, action: string): boolean => {
  const fitting = items.some((item) => fits(glob(item.toLowerCase()), action.toLowerCase()) !== 'no');
  return fitting !== negated;
};

export const nameOf = ({
  effect,
  policy,
  sid,
  index,
}: Pick<DecidingStatement, 'effect' | 'policy' | 'sid' | 'index'>): string =>
  `${effect} ${sid ?? `statement ${index + 1}`} of ${policy}`;
